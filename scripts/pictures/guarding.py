"""The pictures of the third course: safe money."""

from scripts.pictures import crops, marks, people, things
from scripts.pictures.grounds import halves, street
from scripts.pictures.palette import (
    BLUE,
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
    things.stack(pen.at(300, 230), 5)
    things.padlock(pen.at(470, 210, 2.3))


def how(pen: Pen) -> None:
    """Show three ways to be paid: cash counted, card under lock, own balance seen; then the crate goes."""
    street(pen)
    for x in (112, 320, 528):
        pen.box(x - 94, 18, 188, 178, WHITE, 26)
        marks.arrow(pen, [(x + (320 - x) * 0.2, 206), (x + (320 - x) * 0.55, 250)], LEAF, 9)
    things.note(pen.at(100, 74, 1.15, turn=-8))
    people.giving(pen.at(130, 146, 0.88), BROWN, CLAY)
    things.coin(pen.at(126, 122))
    things.coin(pen.at(154, 128))
    things.card(pen.at(298, 82, 1.2))
    things.padlock(pen.at(362, 130, 0.9))
    things.phone(pen.at(488, 107, 0.66), MINT)
    things.stack(pen.at(488, 130, 0.8), 5)
    things.eye(pen.at(572, 100, 0.98))
    people.person(pen.at(96, 308, 0.95), people.AMINA, tall=150)
    crops.crate(pen.at(320, 344, 1.15))
    marks.tick(pen.at(320, 348, 1.0))
    marks.arrow(pen, [(404, 340), (446, 340)], SOIL, 9)
    things.truck(pen.at(548, 384, 0.72))


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
    """Show money that comes in by itself, and money that leaves when secret figures are typed."""
    halves(pen, (214, 234, 190), (250, 210, 190))
    things.phone(pen.at(196, 224, 1.36), CREAM)
    things.stack(pen.at(196, 300, 1.25), 7)
    things.coin(pen.at(52, 118, 1.2))
    marks.arrow(pen, [(74, 148), (98, 196), (148, 222)], LEAF, 11)
    marks.tick(pen.at(62, 330, 1.35))
    things.phone(pen.at(440, 224, 1.36), CREAM)
    keypad(pen.at(440, 218))
    people.stranger(pen.at(586, 296, 0.86), tall=150)
    marks.arrow(pen, [(530, 164), (562, 158), (584, 178), (588, 226)], TOMATO, 11)
    things.coin(pen.at(576, 116, 1.2))
    people.pointing(pen.at(446, 262, 1.1), OLIVE, CLAY)
    marks.cross(pen.at(364, 52, 1.35))


def keypad(pen: Pen) -> None:
    """Draw a field of four secret figures over nine keys."""
    pen.box(-62, -116, 124, 36, WHITE, 12)
    pen.dots([(-42 + step * 28, -98) for step in range(4)], 8, SOIL)
    for index, figure in enumerate("123456789"):
        x, y = -42 + index % 3 * 42, -52 + index // 3 * 46
        pen.disc(x, y, 18, SKY)
        marks.number(pen.at(x, y, 1.2), figure)


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
    people.rod_hand(pen.at(506, 300))
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
    people.rod_hand(pen.at(484, 300))


def happened(pen: Pen) -> None:
    """Show four steps within ten minutes: stop, call, keep the message, tell."""
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
        people.palm(pen.at(4, 6, 1.0), BROWN, BLUE)
        pen.box(-40, 84, 100, 44, SKY)
    elif index == 1:
        things.handset(pen.at(-14, 4, 1.15))
        things.padlock(pen.at(58, 8, 0.66))
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
