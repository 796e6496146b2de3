"""The pictures of the first course: how to start selling."""

from scripts.pictures import crops, marks, people, things
from scripts.pictures.grounds import meadow
from scripts.pictures.palette import (
    BLUE,
    BROWN,
    CLAY,
    CREAM,
    DARK,
    LEAF,
    MINT,
    SAND,
    SKY,
    SOIL,
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
    """Show one phone that reaches three buyers, each with a price."""
    meadow(pen)
    buyers = ((people.WEN, 70), (people.LEILA, 200), (people.PEDRO, 330))
    for _, y in buyers:
        marks.dashes(pen, (262, 206), (470, y), CLAY, 6)
    things.phone(pen.at(250, 206, 0.9), CREAM)
    crops.crate(pen.at(250, 204, 0.68))
    people.person(pen.at(98, 170, 1.3), people.GRACE, [(76, 52)], tall=170)
    for index, (who, y) in enumerate(buyers):
        pen.disc(500, y, 58, WHITE)
        people.head(pen.at(500, y + 2, 0.8), who)
        things.stack(pen.at(594, y + 34), index + 2)


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
    things.clock(pen.at(528, 108, 1.45), 7, 45, 0)


def listing(pen: Pen) -> None:
    """Show an offer with its picture, amount, price and day, each ticked."""
    meadow(pen)
    people.person(pen.at(92, 176, 1.35), people.ROSA, [(66, 66)], tall=170)
    crops.bush(pen.at(556, 366, 1.5))
    pen.box(176, 14, 288, 372, SOIL, 34)
    pen.box(192, 34, 256, 332, WHITE, 16)
    pen.box(204, 46, 232, 112, SKY, 12)
    crops.heap(pen.at(320, 156, 0.8), crops.ripe, 3)
    rows = (198, 260, 322)
    for y in rows:
        pen.box(204, y - 28, 232, 56, CREAM, 14)
        marks.tick(pen.at(408, y, 0.72))
    things.dial_scale(pen.at(244, 180, 0.34), 0.6)
    crops.crate(pen.at(320, 200, 0.5))
    things.coin(pen.at(244, 260, 0.9))
    marks.number(pen.at(320, 260, 1.7), "30")
    things.calendar(pen.at(244, 323, 0.48))
    marks.number(pen.at(320, 322, 1.7), "5")


def photo(pen: Pen) -> None:
    """Show the whole heap photographed in daylight, with a hand beside it for size."""
    meadow(pen)
    things.sun(pen.at(78, 78), 40)
    crops.heap(pen.at(190, 350, 0.98), crops.ripe, 5)
    people.palm(pen.at(338, 300, 0.9), BROWN, BLUE)
    things.photo_phone(pen.at(484, 166, 1.2))
    view = pen.at(484, 222, 0.44)
    crops.heap(view.at(-40, 0), crops.ripe, 5)
    people.palm(view.at(112, -74, 0.9), BROWN, BLUE)
    things.sun(view.at(-160, -180), 30)
    people.long_arm(pen, [(650, 420), (622, 330), (600, 224)], TOMATO, DARK, 52)
    marks.tick(pen.at(472, 316, 1.15))


def prices(pen: Pen) -> None:
    """Show what the town pays, less what the road takes, as what is left at the gate."""
    meadow(pen)
    things.city(pen.at(104, 340, 1.15))
    things.truck(pen.at(320, 352, 0.78))
    things.house(pen.at(536, 340, 1.3))
    pen.box(20, 16, 600, 132, WHITE, 28)
    for x, count in ((104, 6), (320, 2), (536, 4)):
        things.stack(pen.at(x, 128, 1.15), count)
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
    """Show a buyer who asks, and a farmer who answers the same day with amount, price and day."""
    meadow(pen)
    people.person(pen.at(104, 232, 1.25), people.YUSUF, [(72, 52)], tall=150)
    things.small_phone(pen.at(198, 282, 1.3, turn=8))
    people.person(pen.at(536, 232, 1.25), people.MEI, [(-72, 52)], tall=150)
    things.small_phone(pen.at(442, 282, 1.3, turn=-8))
    marks.bubble(pen.at(150, 84), 200, 120, -20)
    crops.crate(pen.at(114, 92, 0.72))
    marks.question(pen.at(204, 84, 1.25))
    marks.bubble(pen.at(426, 84), 300, 120, 70)
    crops.crate(pen.at(330, 90, 0.6))
    things.coin(pen.at(406, 86, 1.0))
    things.calendar(pen.at(470, 88, 0.66))
    marks.tick(pen.at(540, 84, 0.9))
    things.clock(pen.at(320, 268, 1.15), 2, 0, 60)


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
    people.person(pen.at(176, 236, 1.15), people.MEERA, [(76, 36)], tall=150)


def week_step(pen: Pen, index: int) -> None:
    if index == 0:
        things.phone(pen.at(0, 0, 0.42), CREAM)
        crops.tomato(pen.at(0, -2, 0.8))
    elif index == 1:
        marks.bubble(pen.at(0, -8), 76, 50, -10, MINT)
        marks.tick(pen.at(0, -8, 0.62), LEAF)
    elif index == 2:
        things.truck(pen.at(0, 28, 0.42))
    elif index == 3:
        things.stack(pen.at(0, 24), 4)
    else:
        marks.star(pen.at(0, 2), radius=38)


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
