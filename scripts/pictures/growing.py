"""The pictures of the fourth course: grow and protect what is yours."""

from scripts.pictures import crops, marks, people, things
from scripts.pictures.grounds import field, halves
from scripts.pictures.palette import (
    BLUE,
    BROWN,
    CLAY,
    DARK,
    LEAF,
    MINT,
    OLIVE,
    PLUM,
    SOIL,
    TOMATO,
)
from scripts.pictures.pen import Pen


def course(pen: Pen) -> None:
    field(pen)
    things.sun(pen.at(80, 80), 42)
    for x, coins, tall in ((276, 2, 50), (396, 4, 90), (530, 7, 140)):
        crops.sprout(pen.at(x, 320 - coins * 15), tall, 2 + coins // 3)
        things.stack(pen.at(x, 330, 1.25), coins)
    people.person(pen.at(120, 220, 1.25), people.PEDRO, [(74, 40)], tall=150)


def book(pen: Pen) -> None:
    """Show a page of what comes in and a page of what goes out, written by hand."""
    field(pen)
    things.notebook(pen.at(300, 196, 1.72))
    crops.crate(pen.at(104, 90, 0.64))
    crops.filled_basket(pen.at(104, 172, 0.62), crops.cob)
    crops.crate(pen.at(104, 288, 0.64), crops.onion)
    for y, count in ((88, 3), (184, 4), (284, 2)):
        marks.arrow(pen, [(156, y), (200, y)], LEAF, 9)
        things.stack(pen.at(248, y + 22), count)
    for y, thing, count in ((88, crops.sack, 2), (184, spray, 4)):
        things.stack(pen.at(360, y + 18), count)
        marks.arrow(pen, [(406, y), (450, y)], TOMATO, 9)
        thing(pen.at(504, y, 0.74))
    things.pencil(pen.at(350, 334, 1.1))
    people.long_arm(pen, [(660, 440), (545, 362), (424, 288)], PLUM, DARK, 54)


def spray(pen: Pen) -> None:
    crops.spray(pen, BLUE)


def house(pen: Pen) -> None:
    """Show two jars, one for the farm and one for the house."""
    field(pen)
    things.jar(pen.at(180, 350, 1.35), 5, MINT)
    things.jar(pen.at(460, 350, 1.35), 7, (250, 214, 190))
    crops.sprout(pen.at(180, 142, 1.0), 84, 3)
    crops.soil(pen.at(180, 150), 60)
    things.house(pen.at(460, 146, 1.1))
    things.coin(pen.at(320, 74, 1.3))
    marks.arrow(pen, [(292, 100), (262, 130), (252, 168)], SOIL, 9)
    marks.arrow(pen, [(348, 100), (378, 130), (388, 168)], SOIL, 9)


def basket(pen: Pen) -> None:
    """Show three crops in three baskets: one falls, two are left."""
    field(pen)
    crops.filled_basket(pen.at(110, 252, 1.35), crops.onion)
    crops.filled_basket(pen.at(316, 252, 1.35), crops.cob)
    crops.basket(pen.at(500, 288, 1.3, turn=-112))
    for x, y in ((392, 362), (428, 334), (446, 372), (470, 348), (408, 388)):
        crops.tomato(pen.at(x, y))
    marks.tick(pen.at(110, 120, 1.3))
    marks.tick(pen.at(316, 120, 1.3))
    things.cloud(pen.at(530, 74, 1.15))


def risk(pen: Pen) -> None:
    """Show a family's farm under an umbrella between drought and storm."""
    field(pen)
    things.sun(pen.at(70, 74), 42)
    things.cloud(pen.at(566, 66, 0.95))
    things.umbrella(pen.at(320, 172, 1.25))
    people.person(pen.at(232, 252, 0.95), people.MEI, [(92, 44)], tall=170)
    things.jar(pen.at(372, 362, 0.75), 7)
    crops.sack(pen.at(450, 318, 0.9))
    crops.wilted(pen.at(66, 350, 1.25))


def loan(pen: Pen) -> None:
    """Show a loan of ten coins that costs twelve after six months."""
    field(pen)
    people.giving(pen.at(126, 300, 1.35), BROWN, CLAY)
    things.stack(pen.at(140, 300, 1.2), 10)
    marks.arrow(pen, [(222, 210), (262, 210)], SOIL, 10)
    things.calendar(pen.at(320, 208, 1.15), "6")
    marks.arrow(pen, [(380, 210), (420, 210)], SOIL, 10)
    people.giving(pen.at(508, 300, 1.35, flip=True), DARK, PLUM)
    things.stack(pen.at(496, 300, 1.2), 10, 2)


def traps(pen: Pen) -> None:
    """Show quick money in a trap, and a savings group as the other way."""
    halves(pen, (250, 210, 190), (214, 234, 190))
    things.mousetrap(pen.at(164, 300, 1.25))
    things.note(pen.at(182, 284, 1.05, turn=-8))
    people.pointing(pen.at(196, 232, 1.3, turn=180), OLIVE, BLUE)
    marks.cross(pen.at(66, 64, 1.3))
    for who, x in ((people.AMINA, 398), (people.RAVI, 562)):
        people.person(pen.at(x, 142, 0.85), who, tall=200)
    people.person(pen.at(480, 118, 0.85), people.ROSA, tall=200)
    things.box_of_money(pen.at(480, 372, 1.1))
    for x in (414, 480, 546):
        things.coin(pen.at(x, 236, 0.8))
    marks.tick(pen.at(592, 50, 1.0))


def keep(pen: Pen) -> None:
    """Show three farmers who fill one truck together, and a buyer's star."""
    field(pen)
    for who, x in ((people.GRACE, 74), (people.WEN, 195), (people.YUSUF, 316)):
        people.shoes(pen.at(x, 128, 0.82), 236)
        people.carrier(pen.at(x, 128, 0.82), who, tall=184)
    things.pickup(pen.at(504, 380, 1.0))
    for x, y in ((414, 300), (492, 300), (453, 248)):
        crops.crate(pen.at(x, y, 0.62))
    marks.arrow(pen, [(60, 362), (150, 376), (240, 376), (350, 362)], CLAY, 9)
    marks.bubble(pen.at(540, 80), 150, 90, -40)
    for step in (-44, 0, 44):
        marks.star(pen.at(540 + step, 80), radius=18)


SCENES = {
    "course-grow": course,
    "book": book,
    "house": house,
    "basket": basket,
    "risk": risk,
    "loan": loan,
    "traps": traps,
    "keep": keep,
}
