"""What grows and what it is carried in."""

from collections.abc import Callable

from scripts.pictures.palette import (
    CLAY,
    CREAM,
    LEAF,
    PLUM,
    SAND,
    SOIL,
    SUN,
    TOMATO,
    WHITE,
    Colour,
    shade,
)
from scripts.pictures.pen import Pen, arc

Crop = Callable[[Pen], None]
PINK: Colour = (190, 112, 156)


def tomato(pen: Pen, colour: Colour = TOMATO) -> None:
    pen.oval(0, 0, 22, 20, shade(colour, 0.84))
    pen.oval(-1, -1, 20.5, 18.5, colour)
    pen.blob(
        [(-13, -6), (-8, -12), (-5, -8), (-10, -2)],
        shade(colour, 1.14) if colour == TOMATO else colour,
    )
    for turn in (-64, -24, 24, 64):
        leaf = pen.at(0, -16, turn=turn)
        leaf.blob([(-3, 0), (0, -9), (3, 0), (0, 3)], LEAF)


def ripe(pen: Pen) -> None:
    tomato(pen)


def rotten(pen: Pen) -> None:
    pen.oval(0, 1, 20, 16, shade(CLAY, 0.8))
    pen.blob([(2, -6), (12, -4), (13, 7), (4, 9)], SOIL)
    pen.disc(-9, 3, 4, SOIL)
    pen.line([(0, -14), (4, -20)], 3.5, SOIL)


def small(pen: Pen) -> None:
    tomato(pen.at(0, 3, 0.62))


def onion(pen: Pen) -> None:
    skin = [
        (0, -26),
        (4, -17),
        (17, -9),
        (20, 4),
        (11, 16),
        (0, 18),
        (-11, 16),
        (-20, 4),
        (-17, -9),
        (-4, -17),
    ]
    pen.line([(-5, 17), (-7, 22)], 2.4, SAND)
    pen.line([(5, 17), (7, 22)], 2.4, SAND)
    pen.blob(skin, shade(PLUM, 0.72))
    pen.at(-0.5, 0, 0.9).blob(skin, PLUM)
    pen.blob([(-12, -4), (-5, -11), (-8, 2), (-13, 6)], PINK)
    pen.curve([(2, -15), (9, -2), (5, 14)], 2.4, shade(PLUM, 0.78))
    pen.line([(0, -20), (1, -29)], 4.5, SAND)


def maize(pen: Pen) -> None:
    """Draw a cob, point up, about 70 high."""
    pen.blob([(0, -40), (11, -26), (13, 0), (9, 24), (-9, 24), (-13, 0), (-11, -26)], SUN)
    for row in range(6):
        pen.dots([(side * 6, -24 + row * 9) for side in (-1, 0, 1)], 2.2, shade(SUN, 0.86))
    pen.blob([(-2, 34), (-20, 14), (-17, -14), (-6, 12), (2, 34)], LEAF)
    pen.blob([(2, 34), (20, 14), (17, -14), (6, 12), (-2, 34)], shade(LEAF))


def cob(pen: Pen) -> None:
    maize(pen.at(0, -4, 0.7))


def crate(pen: Pen, crop: Crop | None = ripe, step: int = 30) -> None:
    """Draw a crate about 124 wide, its foot at y = 34; what lies in it looks over its edge."""
    pen.box(-60, -34, 120, 30, shade(CLAY, 0.6), 4)
    if crop:
        fill(pen, crop, step)
    for row in range(3):
        pen.box(-62, -22 + row * 19, 124, 16, CLAY if row != 1 else shade(CLAY, 0.92), 4)
    for x in (-62, 50):
        pen.box(x, -26, 12, 60, shade(CLAY, 0.78), 4)


def fill(pen: Pen, crop: Crop, step: int) -> None:
    half = 44 // step * step if step > 22 else 44
    for x in range(-half + step // 2, half, step):
        crop(pen.at(x, -40))
    for x in range(-half, half + 1, step):
        crop(pen.at(x, -26))


def basket(pen: Pen) -> None:
    """Draw a woven basket whose rim is at y = 0."""
    pen.shape([(-62, 0), (62, 0), (46, 58), (-46, 58)], CLAY)
    pen.box(-46, 48, 92, 16, shade(CLAY), 8)
    for row in (16, 32, 47):
        pen.line([(-58 + row * 0.26, row), (58 - row * 0.26, row)], 3.5, shade(CLAY, 0.8))
    for x in (-36, -12, 12, 36):
        pen.line([(x * 1.15, 6), (x * 0.95, 56)], 3.5, shade(CLAY, 0.8))
    pen.box(-68, -8, 136, 16, shade(CLAY, 0.86), 8)


def filled_basket(pen: Pen, crop: Crop) -> None:
    for x in (-24, 4, 30):
        crop(pen.at(x, -22))
    for x in (-42, -14, 14, 42):
        crop(pen.at(x, -8))
    basket(pen)


def sack(pen: Pen, colour: Colour = SAND) -> None:
    """Draw a tied sack about 80 wide and 100 high around the origin."""
    pen.blob(
        [(-12, -32), (-38, -10), (-42, 36), (-30, 50), (30, 50), (42, 36), (38, -10), (12, -32)],
        colour,
    )
    pen.blob([(-20, -50), (0, -44), (20, -50), (10, -32), (-10, -32)], colour)
    pen.line([(-12, -33), (12, -33)], 6, shade(colour, 0.66))


def heap(pen: Pen, crop: Crop, rows: int = 4) -> None:
    """Draw a heap, its foot at y = 0."""
    for row in reversed(range(rows)):
        for place in range(rows + 1 - row):
            crop(pen.at((place - (rows - row) / 2) * 37, -18 - row * 28))


def sprout(pen: Pen, tall: float, leaves: int) -> None:
    """Draw a young plant, its foot at the origin."""
    pen.line([(0, 0), (0, -tall)], 6, LEAF)
    for place in range(leaves):
        y = -tall * (place + 1) / leaves
        side = pen.at(0, y, 0.7 + tall / 200, flip=place % 2 == 1)
        side.blob(
            [(0, 2), (12, -14), (32, -16), (24, 0), (8, 6)],
            LEAF if place % 2 else shade(LEAF, 1.16),
        )


def bush(pen: Pen) -> None:
    """Draw a tomato plant with fruit, its foot at the origin."""
    pen.line([(0, 0), (0, -50)], 7, shade(LEAF, 0.8))
    pen.blob([(-42, -30), (-36, -72), (0, -96), (36, -72), (42, -30), (0, -16)], LEAF)
    pen.blob([(-24, -56), (0, -80), (14, -66), (-8, -48)], shade(LEAF, 1.16))
    for x, y in ((-20, -36), (18, -34), (4, -62)):
        tomato(pen.at(x, y, 0.6))


def wilted(pen: Pen) -> None:
    pen.curve([(0, 0), (-2, -40), (12, -62), (32, -54)], 7, shade(CLAY, 0.8))
    pen.blob([(30, -58), (48, -40), (42, -18), (30, -34)], CLAY)
    pen.blob([(-2, -36), (-24, -28), (-34, -6), (-16, -14)], CLAY)
    rotten(pen.at(16, -20, 0.7))


def tree(pen: Pen) -> None:
    """Draw a shade tree, its foot at the origin."""
    pen.line([(0, 0), (0, -90)], 20, shade(CLAY, 0.7))
    pen.line([(0, -60), (34, -104)], 12, shade(CLAY, 0.7))
    pen.blob(
        [(-110, -104), (-84, -156), (-20, -184), (50, -178), (104, -146), (110, -100), (0, -88)],
        LEAF,
    )
    pen.blob([(-84, -126), (-40, -164), (20, -164), (-20, -138)], shade(LEAF, 1.14))


def spray(pen: Pen, colour: Colour = TOMATO) -> None:
    """Draw a bottle of what is sprayed, about 80 high."""
    pen.box(-22, -20, 44, 60, colour, 10)
    pen.box(-9, -36, 18, 20, shade(colour), 4)
    pen.box(-13, -44, 26, 12, WHITE, 4)
    pen.box(-22, 0, 44, 20, CREAM)


def leaf(pen: Pen, colour: Colour = LEAF) -> None:
    """Draw one leaf, point to the upper right, about 60 long."""
    pen.blob([(-24, 24), (-22, -8), (4, -24), (28, -28), (24, 0), (6, 20)], colour)
    pen.curve([(-30, 32), (-10, 8), (16, -16)], 4, CREAM)


def soil(pen: Pen, wide: float) -> None:
    pen.shape(arc(0, 0, wide, 26, 180, 360), shade(CLAY, 0.7))
