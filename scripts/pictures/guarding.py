"""The pictures of the third course: safe money."""

from scripts.pictures import crops, marks, people, things
from scripts.pictures.grounds import street
from scripts.pictures.palette import (
    BROWN,
    CLAY,
    CREAM,
    LEAF,
    MINT,
    OLIVE,
    SAND,
    SKY,
    SOIL,
    SUN,
    TOMATO,
    WHITE,
    shade,
)
from scripts.pictures.pen import Pen


def course(pen: Pen) -> None:
    street(pen)
    people.person(pen.at(180, 140, 1.45), people.LEILA, [(80, 70)], tall=170)
    things.stack(pen.at(306, 246), 5)
    things.padlock(pen.at(470, 210, 2.3))


def how(pen: Pen) -> None:
    """Show money kept under lock between buyer and farmer until the produce is there."""
    street(pen)
    people.person(pen.at(92, 150, 1.1), people.OSCAR, [(66, 60)], tall=210)
    people.person(pen.at(548, 150, 1.1), people.AMINA, [(-66, 60)], tall=210)
    things.box_of_money(pen.at(320, 260, 1.1))
    things.coin(pen.at(172, 208))
    things.coin(pen.at(468, 208))
    marks.arrow(pen, [(174, 172), (196, 112), (246, 88), (304, 130)], SOIL, 9)
    marks.arrow(pen, [(336, 130), (394, 88), (444, 112), (466, 172)], LEAF, 9)
    crops.crate(pen.at(320, 344, 0.95))
    marks.arrow(pen, [(456, 352), (396, 352)], CLAY, 8)
    marks.arrow(pen, [(244, 352), (184, 352)], CLAY, 8)
    marks.tick(pen.at(404, 62, 1.0))


def fake(pen: Pen) -> None:
    """Show a message that speaks of money while the account is empty."""
    street(pen)
    things.phone(pen.at(142, 204, 1.56), CREAM)
    marks.bubble(pen.at(142, 166), 146, 140, -20, MINT)
    things.note(pen.at(142, 140, 1.15))
    things.coin(pen.at(142, 196))
    marks.cross(pen.at(238, 74, 1.6))
    things.phone(pen.at(498, 204, 1.56), WHITE)
    things.purse(pen.at(498, 146, 1.4))
    marks.number(pen.at(498, 268, 4), "0", thick=2.6)
    things.eye(pen.at(320, 190, 1.4))
    marks.arrow(pen, [(278, 250), (364, 250)], SOIL, 11)


def pin(pen: Pen) -> None:
    """Show keys covered by a hand, a lock, and somebody who is not to see them."""
    street(pen)
    things.phone(pen.at(250, 196, 1.56), CREAM)
    pen.box(180, 64, 140, 40, WHITE, 12)
    pen.dots([(202 + step * 32, 84) for step in range(4)], 8, SOIL)
    keys = "123456789"
    for index, figure in enumerate(keys):
        x, y = 202 + index % 3 * 48, 134 + index // 3 * 48
        pen.disc(x, y, 20, SKY)
        marks.number(pen.at(x, y, 1.35), figure)
    people.palm(pen.at(282, 238, 1.5, turn=-10), OLIVE, CLAY)
    things.padlock(pen.at(96, 170, 1.3))
    people.stranger(pen.at(536, 178, 1.25), tall=170)
    marks.bubble(pen.at(462, 66), 90, 80, 20)
    marks.question(pen.at(462, 64))
    marks.cross(pen.at(404, 300, 1.3))


def toomuch(pen: Pen) -> None:
    """Show money sent by mistake: not sent back by hand, but turned round by the provider."""
    street(pen)
    people.stranger(pen.at(88, 196, 1.15), tall=170)
    people.person(pen.at(552, 196, 1.15), people.MEERA, tall=170)
    things.stack(pen.at(460, 372, 0.9), 8)
    marks.arrow(pen, [(168, 252), (240, 230), (320, 222), (400, 230), (470, 252)], SOIL, 9)
    for x in (260, 320, 380):
        things.coin(pen.at(x, 226, 0.8))
    marks.arrow(pen, [(424, 322), (360, 336), (300, 340), (240, 336), (170, 322)], TOMATO, 9)
    marks.cross(pen.at(300, 336, 1.25))
    pen.disc(320, 92, 76, WHITE)
    people.head(pen.at(320, 98, 1.15), people.OSCAR)
    things.headset(pen.at(320, 98, 1.15))
    marks.arrow(pen, [(516, 128), (494, 92), (460, 76), (406, 82)], LEAF, 9)
    marks.tick(pen.at(482, 44, 0.95))


def fees(pen: Pen) -> None:
    """Show a large promise on a hook, and a fee that is asked first."""
    street(pen)
    people.stranger(pen.at(550, 200, 1.2), tall=170)
    pen.curve([(506, 300), (440, 150), (330, 34)], 9, shade(CLAY, 0.7))
    things.hook(pen.at(330, 80, 1.2), 40)
    things.money_bag(pen.at(300, 178, 1.25))
    people.person(pen.at(104, 196, 1.25), people.ROSA, [(72, 104)], tall=170, mood="flat")
    things.coin(pen.at(198, 310, 1.2))
    marks.arrow(pen, [(240, 330), (300, 342), (340, 344), (400, 340), (456, 326)], SOIL, 9)
    marks.cross(pen.at(340, 338, 1.3))


def inside(pen: Pen) -> None:
    """Show the market as a safe house with a lock, and somebody outside who calls one away."""
    street(pen)
    pen.box(36, 12, 330, 400, SOIL, 36)
    pen.box(54, 36, 294, 380, (226, 240, 214), 18)
    people.person(pen.at(128, 258, 1.0), people.GRACE, tall=150)
    people.person(pen.at(274, 258, 1.0), people.WEN, tall=150)
    marks.bubble(pen.at(128, 130), 110, 80, 20)
    crops.tomato(pen.at(128, 128, 1.3))
    marks.bubble(pen.at(274, 130), 110, 80, -20)
    things.coin(pen.at(274, 128, 1.1))
    things.padlock(pen.at(201, 64, 0.66))
    people.stranger(pen.at(544, 228, 1.15), tall=160)
    marks.bubble(pen.at(516, 92), 150, 100, 20)
    marks.arrow(pen, [(476, 92), (556, 92)], TOMATO, 11)
    marks.cross(pen.at(410, 270, 1.35))


def links(pen: Pen) -> None:
    """Show a link in a message hanging on a hook: do not touch it."""
    street(pen)
    things.phone(pen.at(230, 208, 1.56), CREAM)
    pen.box(154, 116, 152, 110, WHITE, 22)
    things.hook(pen.at(252, 110, 1.2), 120)
    things.link(pen.at(222, 170, 1.25))
    people.pointing(pen.at(276, 236, 1.15), BROWN, SUN)
    marks.cross(pen.at(382, 236, 1.5))
    people.stranger(pen.at(540, 190, 1.2), tall=170)
    pen.curve([(484, 300), (400, 110), (252, 4)], 7, shade(CLAY, 0.7))


def happened(pen: Pen) -> None:
    """Show four steps within ten minutes: call, lock, keep the message, report."""
    street(pen)
    for index, (x, y) in enumerate(((132, 106), (508, 106), (132, 294), (508, 294))):
        pen.box(x - 112, y - 84, 224, 168, WHITE, 26)
        happened_step(pen.at(x + 14, y), index)
        pen.disc(x - 84, y - 56, 23, SOIL)
        marks.number(pen.at(x - 84, y - 56, 1.5), str(index + 1), WHITE, 2.6)
    pen.disc(320, 200, 92, SKY)
    things.clock(pen.at(320, 200, 1.5), 0, 10, 60)


def happened_step(pen: Pen, index: int) -> None:
    if index == 0:
        things.handset(pen.at(0, 4, 1.3))
    elif index == 1:
        things.padlock(pen.at(0, 0, 1.05))
    elif index == 2:
        things.phone(pen.at(0, 0, 0.6), MINT)
        marks.bubble(pen.at(0, -14), 52, 40, -8)
        marks.warning(pen.at(0, -15, 0.55))
    else:
        people.head(pen.at(-26, 12, 0.95), people.YUSUF)
        marks.bubble(pen.at(54, -28), 64, 54, -10, SAND)
        marks.warning(pen.at(54, -28, 0.75))


SCENES = {
    "course-money": course,
    "how": how,
    "fake": fake,
    "pin": pin,
    "toomuch": toomuch,
    "fees": fees,
    "inside": inside,
    "links": links,
    "happened": happened,
}
