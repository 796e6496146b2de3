"""The pictures of the first course: how to start selling."""

from scripts.pictures import crops, marks, people, things
from scripts.pictures.grounds import halves, meadow
from scripts.pictures.palette import (
    BLUE,
    BROWN,
    CLAY,
    CREAM,
    DARK,
    LEAF,
    MINT,
    OLIVE,
    SAND,
    SKY,
    SOIL,
    SUN,
    TOMATO,
    WHITE,
)
from scripts.pictures.pen import Pen


def course(pen: Pen) -> None:
    meadow(pen)
    things.sun(pen.at(560, 80), 42)
    crops.bush(pen.at(80, 322, 1.3))
    people.person(pen.at(250, 140, 1.5), people.AMINA, [(74, 60)], tall=150)
    things.small_phone(pen.at(366, 212, 1.5, turn=8))
    crops.crate(pen.at(480, 312, 1.5))
    marks.star(pen.at(452, 150), radius=24)


def why(pen: Pen) -> None:
    """Show what the trader at the gate leaves, and what more buyers leave after the road is paid."""
    halves(pen, (250, 228, 196), (222, 238, 202))
    things.house(pen.at(84, 226, 1.3), roof=CLAY)
    people.person(pen.at(214, 130, 1.0), people.OSCAR, tall=90)
    pen.box(0, 226, 316, 174, SAND)
    things.stack(pen.at(160, 372, 1.4), 4)
    pen.box(324, 226, 316, 174, MINT)
    things.phone(pen.at(408, 124, 0.94), CREAM)
    crops.crate(pen.at(408, 122, 0.68))
    for who, x, y in ((people.WEN, 520, 46), (people.LEILA, 592, 116), (people.PEDRO, 520, 186)):
        marks.dashes(pen, (474, 118), (x - 24, y), CLAY, 5)
        pen.disc(x, y, 40, WHITE)
        people.head(pen.at(x, y + 4, 0.54), who)
    things.stack(pen.at(434, 372, 1.4), 5, 1)
    marks.arrow(pen, [(488, 282), (528, 298)], TOMATO, 8)
    things.truck(pen.at(574, 356, 0.46))
    marks.tick(pen.at(362, 270, 1.0))


def point(pen: Pen) -> None:
    """Show crates at the collection point before the truck is there."""
    meadow(pen)
    things.shed(pen.at(170, 330, 1.15))
    things.pin(pen.at(170, 136, 1.1))
    crops.crate(pen.at(120, 300, 0.8))
    crops.crate(pen.at(222, 300, 0.8))
    crops.crate(pen.at(170, 246, 0.8))
    people.person(pen.at(354, 178, 0.95), people.JUMA, [(-62, 20)], tall=150)
    people.shoes(pen.at(354, 178, 0.95), 196)
    things.truck(pen.at(528, 352, 0.86, flip=True))
    things.clock(pen.at(528, 108, 1.45), 7, 30)


def listing(pen: Pen) -> None:
    """Show an offer with its picture, amount, price and day, each ticked."""
    meadow(pen)
    people.person(pen.at(92, 176, 1.35), people.AMINA, [(66, 66)], tall=170)
    crops.bush(pen.at(556, 366, 1.5))
    pen.box(176, 14, 288, 372, SOIL, 34)
    pen.box(192, 34, 256, 332, WHITE, 16)
    pen.box(204, 46, 232, 112, SKY, 12)
    crops.heap(pen.at(320, 156, 0.8), crops.ripe, 3)
    for y in (198, 260, 322):
        pen.box(204, y - 28, 232, 56, CREAM, 14)
        marks.tick(pen.at(408, y, 0.72))
    things.dial_scale(pen.at(240, 180, 0.36), 0.6)
    marks.number(pen.at(320, 198, 1.8), "40")
    for step in range(6):
        things.coin(pen.at(232 + step * 24, 260, 0.72))
    things.calendar(pen.at(240, 323, 0.5))
    pen.dots([(284 + step * 16, 322) for step in range(6)], 5, SAND)
    pen.disc(284 + 4 * 16, 322, 11, TOMATO)


def photo(pen: Pen) -> None:
    """Show the whole heap photographed in daylight, with one piece in a hand for its size."""
    meadow(pen)
    things.sun(pen.at(78, 78), 40)
    onions_and_hand(pen.at(168, 350, 0.98))
    things.photo_phone(pen.at(484, 166, 1.2))
    things.sun(pen.at(412, 136), 14)
    onions_and_hand(pen.at(458, 212, 0.44))
    pen.box(378, 228, 216, 11, SOIL)
    people.long_arm(pen, [(650, 420), (622, 330), (600, 224)], TOMATO, DARK, 52)
    marks.tick(pen.at(472, 318, 1.15))


def onions_and_hand(pen: Pen) -> None:
    crops.heap(pen, crops.onion, 5)
    people.palm(pen.at(160, -58, 1.0), BROWN, BLUE)
    crops.onion(pen.at(160, -66, 1.15))


def prices(pen: Pen) -> None:
    """Show what the town pays, less what the road takes, as what is left at the gate."""
    meadow(pen)
    things.city(pen.at(104, 340, 1.15))
    things.truck(pen.at(320, 352, 0.78))
    things.house(pen.at(536, 340, 1.3))
    pen.box(20, 12, 600, 142, WHITE, 28)
    for x, count in ((104, 8), (320, 2), (536, 6)):
        things.stack(pen.at(x, 138, 1.08), count)
    for x, sign in ((212, "-"), (428, "=")):
        marks.number(pen.at(x, 82, 3.4), sign, thick=4)


def floor(pen: Pen) -> None:
    """Show costs piled to a line: a price below it loses, a price above it earns."""
    meadow(pen)
    pen.box(30, 336, 580, 16, CLAY, 8)
    for row in range(3):
        pen.box(52, 132 + row * 68, 132, 66, SOIL, 8)
        pen.box(58, 138 + row * 68, 120, 54, WHITE, 5)
    things.truck(pen.at(118, 185, 0.38))
    crops.spray(pen.at(118, 234, 0.58), BLUE)
    crops.sack(pen.at(118, 300, 0.5))
    things.stack(pen.at(310, 326, 1.35), 6)
    things.stack(pen.at(500, 326, 1.35), 15)
    marks.dashes(pen, (36, 128), (612, 128), TOMATO, 8)
    marks.cross(pen.at(392, 268, 1.25))
    marks.tick(pen.at(584, 78, 1.25))


def answer(pen: Pen) -> None:
    """Show a buyer who asks for more than there is, and three buttons: yes, less, no."""
    meadow(pen)
    people.person(pen.at(110, 250, 1.25), people.YUSUF, [(72, 44)], tall=150)
    things.small_phone(pen.at(204, 292, 1.3, turn=8))
    marks.bubble(pen.at(138, 92), 250, 148, -20)
    for x, y in ((62, 62), (142, 62), (62, 122), (142, 122)):
        crops.crate(pen.at(x, y, 0.58))
    marks.question(pen.at(222, 92, 1.35))
    pen.box(392, 14, 212, 372, SOIL, 30)
    pen.box(406, 36, 184, 328, WHITE, 12)
    for y, colour in ((94, LEAF), (200, SUN), (306, TOMATO)):
        pen.box(418, y - 46, 160, 92, colour, 22)
    pen.line([(472, 96), (490, 114), (524, 76)], 12, WHITE)
    crops.crate(pen.at(458, 204, 0.56))
    things.pencil(pen.at(516, 230, 0.6))
    pen.line([(480, 288), (516, 324)], 12, WHITE)
    pen.line([(516, 288), (480, 324)], 12, WHITE)
    people.pointing(pen.at(556, 214, 1.15), OLIVE, BLUE)
    things.clock(pen.at(326, 96, 1.1), 6, 0, 180)


def week(pen: Pen) -> None:
    """Show the five steps of a first week along a road."""
    meadow(pen)
    places = ((84, 116), (244, 84), (404, 116), (556, 190), (404, 296))
    pen.curve([*places[:4], (500, 290), places[4], (250, 300)], 16, SAND)
    for index, (x, y) in enumerate(places):
        pen.disc(x, y, 62, WHITE)
        week_step(pen.at(x, y), index)
        pen.disc(x - 46, y - 46, 21, SOIL)
        marks.number(pen.at(x - 46, y - 46, 1.35), str(index + 1), WHITE, 2.6)
    marks.star(pen.at(512, 316), radius=24)
    people.person(pen.at(176, 236, 1.15), people.MEERA, [(76, 36)], tall=150)


def week_step(pen: Pen, index: int) -> None:
    if index == 0:
        things.phone(pen.at(0, 0, 0.42), CREAM)
        crops.tomato(pen.at(0, -2, 0.8))
    elif index == 1:
        marks.bubble(pen.at(0, -8), 76, 50, -10, MINT)
        marks.tick(pen.at(0, -8, 0.62), LEAF)
    elif index == 2:
        crops.crate(pen.at(0, 6, 0.76))
    elif index == 3:
        things.phone(pen.at(0, 0, 0.42), CREAM)
        marks.number(pen.at(0, -14, 1.2), "47")
        marks.number(pen.at(0, 10, 1.2), "29")
    else:
        things.stack(pen.at(0, 24), 4)


SCENES = {
    "course-start": course,
    "why": why,
    "point": point,
    "listing": listing,
    "photo": photo,
    "prices": prices,
    "floor": floor,
    "answer": answer,
    "week": week,
}
