"""Farmers, buyers and hands: plain faces, many skins, many kinds of headwear."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scripts.pictures.crops import Crop, crate, ripe
from scripts.pictures.palette import (
    BLUE,
    BROWN,
    CLAY,
    DARK,
    FACE,
    LEAF,
    LIGHT,
    OLIVE,
    PLUM,
    SAND,
    SHADOW,
    SOIL,
    SUN,
    TOMATO,
    WHITE,
    Colour,
    shade,
)
from scripts.pictures.pen import Pen, Point, arc

Wear = Callable[[Pen, Colour], None]


@dataclass(frozen=True)
class Person:
    tone: Colour
    cloth: Colour
    wear: Wear
    hue: Colour


def person(
    pen: Pen, who: Person, hands: Sequence[Point] = (), tall: float = 120, mood: str = "glad"
) -> None:
    """Draw somebody down to `tall` below the chin, the origin in the face; each hand reaches to its point."""
    pen.box(-12, 18, 24, 34, shade(who.tone), 10)
    pen.box(-56, 44, 112, tall, who.cloth, 40)
    if tall < 200:
        pen.box(-56, 100, 112, tall - 56, who.cloth, 10)
    pen.shape(arc(0, 44, 16, 12, 0, 180), shade(who.tone))
    for spot in hands:
        arm(pen, who, spot)
    head(pen, who, mood)


def head(pen: Pen, who: Person, mood: str = "glad") -> None:
    behind = BEHIND.get(who.wear)
    if behind:
        behind(pen, who.hue)
    pen.dots([(-33, 4), (33, 4)], 7, who.tone)
    pen.oval(0, 0, 33, 37, who.tone)
    pen.dots([(-12, 3), (12, 3)], 3.6, FACE)
    mouth(pen, mood)
    who.wear(pen, who.hue)


def mouth(pen: Pen, mood: str) -> None:
    if mood == "glad":
        pen.line(arc(0, 11, 11, 9, 25, 155), 3.6, FACE)
        return
    pen.line(arc(0, 26, 9, 8, 215, 325), 3.6, FACE)
    pen.line([(-18, -5), (-9, -8)], 3, FACE)
    pen.line([(18, -5), (9, -8)], 3, FACE)


def arm(pen: Pen, who: Person, hand: Point) -> None:
    side = 1 if hand[0] > 0 else -1
    shoulder = (side * 43, 70)
    elbow = (side * (50 + abs(hand[0]) * 0.12), max(shoulder[1], hand[1]) * 0.72 + 42)
    sleeve = shade(who.cloth, 0.86)
    wrist = (elbow[0] + (hand[0] - elbow[0]) * 0.72, elbow[1] + (hand[1] - elbow[1]) * 0.72)
    pen.line([elbow, hand], 17, who.tone)
    pen.disc(*hand, 13, who.tone)
    pen.line([shoulder, elbow, wrist], 25, sleeve)


def wrap(pen: Pen, hue: Colour) -> None:
    """Draw a West or East African head wrap with a knot."""
    pen.blob([(-36, -8), (-38, -34), (-14, -54), (16, -54), (38, -34), (36, -8), (0, -20)], hue)
    pen.blob([(4, -52), (10, -72), (30, -74), (36, -56), (22, -46)], shade(hue))
    pen.curve([(-34, -22), (-4, -32), (32, -18)], 5, shade(hue))


def cone(pen: Pen, hue: Colour) -> None:
    """Draw the pointed hat of the rice fields."""
    pen.blob([(-66, -10), (-30, -42), (0, -62), (30, -42), (66, -10), (0, -18)], hue)
    pen.curve([(-40, -29), (0, -37), (40, -29)], 3, shade(hue))
    pen.curve([(-22, -43), (0, -48), (22, -43)], 3, shade(hue))


def brim(pen: Pen, hue: Colour) -> None:
    """Draw a wide straw hat."""
    pen.blob([(-28, -18), (-26, -50), (-8, -60), (8, -60), (26, -50), (28, -18)], hue)
    pen.box(-28, -34, 56, 12, TOMATO)
    pen.oval(0, -20, 60, 11, shade(hue, 0.92))


def turban(pen: Pen, hue: Colour) -> None:
    pen.blob([(-40, -6), (-44, -34), (-22, -58), (20, -58), (44, -34), (40, -6), (0, -24)], hue)
    pen.curve([(-40, -16), (-10, -46), (22, -56)], 4.5, shade(hue))
    pen.curve([(40, -16), (10, -42), (-24, -54)], 4.5, shade(hue))


def scarf(pen: Pen, hue: Colour) -> None:
    """Draw what a scarf shows over the brow."""
    pen.shape([*arc(0, 0, 40, 45, 198, 342), *reversed(arc(0, 6, 33, 34, 210, 330))], hue)
    pen.line(arc(0, 6, 33, 34, 210, 330), 3, shade(hue))


def scarf_behind(pen: Pen, hue: Colour) -> None:
    pen.oval(0, 0, 43, 46, hue)
    pen.blob([(-40, 4), (-54, 58), (-30, 76), (0, 82), (30, 76), (54, 58), (40, 4)], hue)


def headcloth(pen: Pen, hue: Colour) -> None:
    """Draw a cloth held by a dark cord."""
    pen.shape([*arc(0, 2, 41, 47, 190, 350), *reversed(arc(0, 8, 34, 36, 212, 328))], hue)
    pen.line(arc(0, 4, 40, 34, 218, 322), 7, SOIL)


def headcloth_behind(pen: Pen, hue: Colour) -> None:
    pen.oval(0, 2, 42, 47, hue)
    pen.shape([(-42, 0), (42, 0), (58, 70), (30, 62), (-30, 62), (-58, 70)], hue)


def cap(pen: Pen, hue: Colour) -> None:
    pen.shape([*arc(0, -8, 36, 36, 180, 360)], hue)
    pen.blob([(-4, -14), (30, -18), (58, -10), (34, -4), (-4, -6)], shade(hue))
    pen.disc(0, -44, 4, shade(hue))


def hair(pen: Pen, hue: Colour) -> None:
    pen.shape([*arc(0, -2, 36, 40, 180, 360), (30, -14), (10, -22), (-30, -14)], hue)


def braid_behind(pen: Pen, hue: Colour) -> None:
    pen.curve([(24, -10), (44, 20), (44, 70)], 15, hue)
    pen.curve([(-24, -10), (-44, 20), (-44, 70)], 15, hue)


def braids(pen: Pen, hue: Colour) -> None:
    """Draw a bowler over two braids, as in the Andes."""
    pen.blob([(-26, -20), (-25, -50), (0, -58), (25, -50), (26, -20)], BROWN)
    pen.oval(0, -22, 44, 9, shade(BROWN))


BEHIND: dict[Wear, Wear] = {
    scarf: scarf_behind,
    headcloth: headcloth_behind,
    braids: braid_behind,
}

AMINA = Person(DARK, PLUM, wrap, SUN)
JUMA = Person(DARK, LEAF, cap, TOMATO)
GRACE = Person(BROWN, TOMATO, wrap, BLUE)
RAVI = Person(BROWN, WHITE, turban, TOMATO)
MEERA = Person(BROWN, SUN, scarf, LEAF)
MEI = Person(LIGHT, BLUE, cone, SAND)
WEN = Person(LIGHT, LEAF, hair, SOIL)
PEDRO = Person(OLIVE, WHITE, brim, SUN)
ROSA = Person(OLIVE, TOMATO, braids, SOIL)
YUSUF = Person(OLIVE, SAND, headcloth, (228, 220, 206))
LEILA = Person(LIGHT, CLAY, scarf, PLUM)
OSCAR = Person(OLIVE, BLUE, cap, SUN)


def stranger(pen: Pen, tall: float = 120) -> None:
    """Draw a cheat: somebody in a hood whose face nobody sees."""
    dim = shade(SHADOW, 0.7)
    pen.box(-60, 44, 120, tall, SHADOW, 42)
    pen.box(-60, 100, 120, tall - 56, SHADOW, 10)
    pen.blob([(-46, 30), (-46, -20), (-20, -54), (20, -54), (46, -20), (46, 30), (0, 60)], SHADOW)
    pen.oval(0, 2, 31, 36, dim)
    pen.box(-29, -10, 58, 17, SOIL, 8)
    pen.dots([(-12, -1), (12, -1)], 4, WHITE)


def carrier(pen: Pen, who: Person, tall: float = 120, crop: Crop = ripe) -> None:
    """Draw somebody who carries a crate before the body."""
    person(pen, who, tall=tall)
    sleeve = shade(who.cloth, 0.86)
    for side in (-1, 1):
        pen.line([(side * 45, 70), (side * 66, 122)], 25, sleeve)
    crate(pen.at(0, 138, 0.98), crop)
    for side in (-1, 1):
        pen.line([(side * 66, 122), (side * 64, 132)], 25, sleeve)
        pen.box(side * 56 - 14, 128, 28, 26, who.tone, 12)


def shoes(pen: Pen, y: float) -> None:
    """Draw two shoes below somebody who stands."""
    for side in (-1, 1):
        pen.box(side * 26 - 19, y - 8, 38, 20, SOIL, 10)


def rod_hand(pen: Pen) -> None:
    """Draw the hooded one's arm, its glove on the rod at the origin."""
    pen.line([(66, 8), (44, 52), (4, 8)], 27, shade(SHADOW, 0.84))
    pen.disc(0, 0, 17, shade(SHADOW, 0.6))


def long_arm(
    pen: Pen, points: Sequence[Point], sleeve: Colour, tone: Colour, thick: float = 40
) -> None:
    """Draw an arm along the points that ends in a fist."""
    pen.curve(points, thick * 0.72, tone)
    pen.curve(points[:-1], thick, sleeve)
    x, y = points[-1]
    pen.box(x - thick * 0.5, y - thick * 0.5, thick, thick, tone, thick * 0.36)
    for step in (-1, 0, 1):
        knuckle = y + step * thick * 0.24
        pen.line([(x - thick * 0.42, knuckle), (x - thick * 0.1, knuckle)], 2.5, shade(tone))


def palm(pen: Pen, tone: Colour, cloth: Colour) -> None:
    """Draw an open hand, fingers up, its sleeve below; about 150 high."""
    pen.line([(0, 20), (0, 74)], 36, tone)
    pen.box(-25, 56, 50, 60, cloth, 8)
    pen.box(-27, -18, 54, 60, tone, 22)
    for place, top in enumerate((-46, -60, -58, -42)):
        pen.line([(-20 + place * 13.4, 0), (-23 + place * 15.2, top)], 12.4, tone)
    pen.line([(-18, 24), (-44, 2), (-48, -10)], 14, tone)
    pen.curve([(-12, 18), (2, 12), (18, 16)], 2.5, shade(tone))


def pointing(pen: Pen, tone: Colour, cloth: Colour) -> None:
    """Draw a hand from below whose forefinger touches the origin."""
    pen.line([(16, 70), (24, 130)], 36, tone)
    pen.box(-2, 118, 54, 60, cloth, 8)
    pen.line([(2, 6), (6, 66)], 15, tone)
    pen.box(-3, 50, 52, 46, tone, 18)
    pen.dots([(20, 54), (32, 56), (43, 62)], 8.5, tone)
    pen.line([(2, 80), (-12, 66)], 14, tone)
    pen.line([(13, 58), (13, 72)], 2.5, shade(tone))
    pen.line([(26, 60), (26, 74)], 2.5, shade(tone))


def giving(pen: Pen, tone: Colour, cloth: Colour) -> None:
    """Draw a hand from the left, palm up at the origin."""
    pen.line([(-60, 26), (-30, 22)], 30, tone)
    pen.box(-120, 4, 66, 46, cloth, 8)
    pen.blob([(-44, 10), (-10, 8), (30, 6), (50, 8), (48, 20), (10, 34), (-36, 38)], tone)
    pen.line([(-24, 14), (-2, 0)], 13, tone)
    pen.curve([(0, 18), (24, 17), (46, 14)], 2.5, shade(tone))
