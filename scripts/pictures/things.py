"""Things of the market: phones, money, scales, clocks, locks."""

import math

from scripts.pictures.crops import leaf
from scripts.pictures.marks import number
from scripts.pictures.palette import (
    BLUE,
    CLAY,
    CREAM,
    LEAF,
    MINT,
    PLUM,
    SAND,
    SHADOW,
    SKY,
    SOIL,
    SUN,
    TOMATO,
    WHITE,
    Colour,
    shade,
)
from scripts.pictures.pen import Pen, Point, arc


def phone(pen: Pen, screen: Colour = SKY) -> None:
    """Draw a phone 130 wide and 230 high around the origin."""
    pen.box(-65, -115, 130, 230, SOIL, 20)
    pen.box(-56, -98, 112, 188, screen, 6)
    pen.disc(0, 102, 6, SHADOW)
    pen.line([(-12, -107), (12, -107)], 4, SHADOW)


def small_phone(pen: Pen, screen: Colour = SKY) -> None:
    """Draw a phone in a hand, 36 wide."""
    pen.box(-18, -32, 36, 64, SOIL, 7)
    pen.box(-14, -25, 28, 48, screen, 3)


def photo_phone(pen: Pen) -> None:
    """Draw a phone held across, 220 wide and 124 high, its screen free for what it sees."""
    pen.box(-110, -62, 220, 124, SOIL, 18)
    pen.box(-92, -52, 178, 104, SKY, 6)
    pen.disc(98, 0, 6, SHADOW)


def coin(pen: Pen) -> None:
    """Draw a coin of no country, 46 across."""
    pen.disc(0, 0, 23, shade(SUN, 0.78))
    pen.disc(0, 0, 19, SUN)
    pen.blob([(-8, 10), (-8, -4), (10, -10), (8, 6)], shade(SUN, 0.74))


def stack(pen: Pen, count: int, extra: int = 0) -> None:
    """Pile coins upward from the origin; the topmost `extra` are red."""
    for place in range(count + extra):
        colour = SUN if place < count else TOMATO
        y = -place * 13
        pen.oval(0, y, 32, 11, shade(colour, 0.74))
        pen.box(-32, y - 9, 64, 9, shade(colour, 0.74))
        pen.oval(0, y - 9, 32, 11, colour)
    top = -(count + extra - 1) * 13 - 9
    pen.oval(0, top, 20, 6, shade(TOMATO if extra else SUN, 0.84))


def note(pen: Pen, colour: Colour = LEAF) -> None:
    """Draw a banknote of no country, 92 wide."""
    pen.box(-46, -25, 92, 50, colour, 6)
    pen.box(-39, -18, 78, 36, MINT, 4)
    pen.disc(0, 0, 13, colour)
    pen.dots([(-28, 0), (28, 0)], 4, colour)


def card(pen: Pen) -> None:
    """Draw a payment card of no bank, 92 wide."""
    pen.box(-46, -30, 92, 60, PLUM, 9)
    pen.box(-36, -14, 20, 16, SUN, 4)
    pen.line([(-32, 16), (-4, 16)], 5, CREAM)
    pen.line([(8, 16), (32, 16)], 5, CREAM)


def money_bag(pen: Pen) -> None:
    pen.blob([(-10, -26), (-40, 4), (-44, 38), (0, 50), (44, 38), (40, 4), (10, -26)], CLAY)
    pen.blob([(-20, -44), (0, -38), (20, -44), (10, -26), (-10, -26)], CLAY)
    pen.line([(-11, -27), (11, -27)], 6, SOIL)
    coin(pen.at(0, 14))


def purse(pen: Pen) -> None:
    """Draw an empty purse hanging open, 90 wide."""
    pen.blob([(-40, -18), (-46, 22), (-24, 38), (24, 38), (46, 22), (40, -18)], CLAY)
    pen.oval(0, -18, 42, 13, shade(CLAY, 0.72))
    pen.oval(0, -16, 34, 8, SOIL)
    pen.line([(-42, -18), (-30, -40), (30, -40), (42, -18)], 4, shade(CLAY, 0.72))


def padlock(pen: Pen, colour: Colour = SUN, open_: bool = False) -> None:
    """Draw a padlock 80 wide and 104 high."""
    ring = arc(0, -16, 24, 30, 180, 360)
    lift = -18 if open_ else 0
    pen.line([(-24, 4 + lift), *((x, y + lift) for x, y in ring), (24, 4)], 11, SHADOW)
    pen.box(-40, -8, 80, 64, colour, 14)
    pen.disc(0, 18, 9, SOIL)
    pen.line([(0, 20), (0, 36)], 8, SOIL)


def clock(pen: Pen, hour: float, minute: float, part: float = 0) -> None:
    """Draw a clock 100 across; `part` degrees from twelve are coloured."""
    pen.disc(0, 0, 50, SOIL)
    pen.disc(0, 0, 43, WHITE)
    if part:
        pen.shape([(0, 0), *arc(0, 0, 43, 43, -90, part - 90)], SUN)
    for step in range(12):
        x, y = spot(step * 30, 36)
        pen.disc(x, y, 3.6 if step % 3 == 0 else 2, SOIL)
    pen.line([(0, 0), spot(hour * 30 + minute / 2, 22)], 7, SOIL)
    pen.line([(0, 0), spot(minute * 6, 33)], 5, TOMATO)
    pen.disc(0, 0, 5, SOIL)


def spot(degrees: float, radius: float) -> Point:
    angle = math.radians(degrees)
    return radius * math.sin(angle), -radius * math.cos(angle)


def calendar(pen: Pen, figures: str = "") -> None:
    """Draw a leaf of a calendar 84 wide and 90 high."""
    pen.box(-46, -44, 92, 93, shade(SAND, 0.86), 12)
    pen.box(-42, -40, 84, 85, WHITE, 9)
    pen.box(-42, -40, 84, 26, TOMATO, 9)
    pen.box(-42, -24, 84, 10, TOMATO)
    for x in (-20, 20):
        pen.line([(x, -48), (x, -34)], 7, SOIL)
    if figures:
        number(pen.at(0, 15, 2.1), figures, thick=3)
        return
    for row in (0, 18, 35):
        pen.dots([(x, row) for x in (-26, -9, 9, 26)], 4.5, SAND)


def dial_scale(pen: Pen, share: float) -> None:
    """Draw a platform scale whose plate is at y = 0; its hand shows a share of the full turn."""
    pen.box(-70, 0, 140, 14, SHADOW, 6)
    pen.shape([(-26, 12), (26, 12), (56, 96), (-56, 96)], BLUE)
    pen.box(-64, 88, 128, 16, shade(BLUE), 8)
    pen.disc(0, 54, 34, WHITE)
    for step in range(9):
        x, y = spot(-120 + step * 30, 27)
        pen.disc(x, 54 + y, 2.4, SOIL)
    x, y = spot(-120 + share * 240, 24)
    pen.line([(0, 54), (x, 54 + y)], 5.5, TOMATO)
    pen.disc(0, 54, 5, SOIL)


def house(pen: Pen, wall: Colour = WHITE, roof: Colour = TOMATO) -> None:
    """Draw a small house 110 wide, its foot at the origin."""
    pen.box(-44, -64, 88, 64, wall, 4)
    pen.shape([(-60, -58), (0, -106), (60, -58)], roof)
    pen.line([(-60, -58), (0, -106), (60, -58), (-60, -58)], 6, roof)
    pen.box(-14, -40, 28, 40, shade(CLAY, 0.8), 6)
    pen.box(22, -46, 15, 16, SKY, 3)


def shed(pen: Pen) -> None:
    """Draw an open shed with a striped roof, 250 wide, its foot at the origin."""
    for x in (-108, 96):
        pen.box(x, -130, 12, 130, shade(CLAY, 0.7), 3)
    pen.box(-100, -120, 200, 120, shade(SAND, 0.94))
    pen.shape([(-104, -172), (104, -172), (132, -118), (-132, -118)], TOMATO)
    for place in range(4):
        x = -104 + 52 * place
        low = -132 + 66 * place
        pen.shape([(x + 26, -172), (x + 52, -172), (low + 66, -118), (low + 33, -118)], SUN)
    for place in range(8):
        colour = TOMATO if place % 2 == 0 else SUN
        pen.shape(arc(-115.5 + 33 * place, -118, 16.5, 14, 0, 180), colour)


def city(pen: Pen) -> None:
    """Draw tall houses of a town, 150 wide, their foot at the origin."""
    for x, wide, high, colour in (
        (-70, 46, 110, BLUE),
        (-28, 52, 160, SHADOW),
        (22, 48, 128, CLAY),
    ):
        pen.box(x, -high, wide, high, colour, 4)
        for row in range((high - 20) // 26):
            for column in (0, 1):
                pen.box(x + 9 + column * (wide - 30), -high + 14 + row * 26, 11, 13, CREAM, 2)


def pin(pen: Pen, colour: Colour = TOMATO) -> None:
    """Draw the mark of a place, its point at the origin, 100 high."""
    pen.shape([(0, 0), *arc(0, -66, 36, 36, 155, 385)], colour)
    pen.disc(0, -66, 15, WHITE)


def truck(pen: Pen, load: Colour = BLUE, flip: bool = False) -> None:
    """Draw a truck about 240 wide heading right, its wheels' foot at y = 0."""
    pen = pen.at(0, 0, flip=flip)
    pen.box(-122, -118, 156, 98, load, 8)
    pen.box(-122, -44, 156, 8, shade(load))
    pen.blob(
        [(40, -20), (40, -84), (48, -92), (84, -90), (104, -56), (118, -50), (122, -22)], TOMATO
    )
    pen.shape([(56, -80), (80, -80), (94, -54), (56, -54)], SKY)
    pen.box(-122, -28, 244, 12, SOIL, 5)
    pen.disc(116, -36, 6, SUN)
    for x in (-76, 76):
        pen.disc(x, -20, 23, SOIL)
        pen.disc(x, -20, 10, SAND)


def pickup(pen: Pen) -> None:
    """Draw an open truck whose load stands at y = -58, heading right."""
    pen.box(-130, -62, 160, 36, BLUE, 6)
    pen.blob(
        [(32, -24), (32, -96), (40, -106), (82, -104), (104, -64), (124, -56), (128, -26)], BLUE
    )
    pen.shape([(48, -94), (78, -94), (96, -64), (48, -64)], SKY)
    pen.box(-130, -34, 258, 12, SOIL, 5)
    pen.disc(120, -42, 6, SUN)
    for x in (-80, 78):
        pen.disc(x, -20, 24, SOIL)
        pen.disc(x, -20, 10, SAND)


def sun(pen: Pen, radius: float = 36) -> None:
    for step in range(12):
        pen.line(
            [spot(step * 30, radius * 1.3), spot(step * 30, radius * 1.62)], radius * 0.17, SUN
        )
    pen.disc(0, 0, radius, SUN)


def cloud(pen: Pen, colour: Colour = SHADOW, rain: bool = True) -> None:
    """Draw a cloud 150 wide, raining below."""
    for x, y, radius in ((-40, 0, 30), (0, -18, 40), (42, -2, 30)):
        pen.disc(x, y, radius, colour)
    pen.box(-68, -6, 138, 36, colour, 18)
    if rain:
        for place in range(5):
            x = -50 + place * 25
            drop = 46 + (place % 2) * 26
            pen.line([(x, drop), (x - 7, drop + 18)], 6, BLUE)


def notebook(pen: Pen) -> None:
    """Draw an open book 300 wide and 190 high around the origin."""
    pen.box(-154, -92, 308, 192, shade(CLAY, 0.8), 14)
    for x in (-146, 2):
        pen.box(x, -92, 144, 182, WHITE, 10)
    pen.line([(0, -88), (0, 88)], 4, SAND)


def pencil(pen: Pen) -> None:
    """Draw a pencil from its point at the origin to the upper right."""
    mine = pen.at(0, 0, turn=40)
    mine.shape([(0, 0), (9, -24), (-9, -24)], SAND)
    mine.shape([(0, 0), (3.5, -10), (-3.5, -10)], SOIL)
    mine.box(-9, -110, 18, 87, SUN)
    mine.box(-3, -110, 6, 87, shade(SUN, 0.86))
    mine.box(-9, -124, 18, 18, TOMATO, 6)


def magnifier(pen: Pen) -> None:
    """Draw a magnifying glass 100 across, its handle to the lower right."""
    pen.line([(32, 32), (76, 76)], 18, shade(CLAY, 0.7))
    pen.line(arc(0, 0, 44, 44, 0, 360), 11, SOIL)


def badge(pen: Pen, colour: Colour = LEAF) -> None:
    """Draw a round label with a leaf and two ribbons, 110 across."""
    pen.shape([(-30, 30), (-44, 92), (-22, 78), (-6, 94), (0, 40)], shade(colour, 0.8))
    pen.shape([(30, 30), (44, 92), (22, 78), (6, 94), (0, 40)], shade(colour, 0.8))
    for step in range(12):
        x, y = spot(step * 30, 47)
        pen.disc(x, y, 15, colour)
    pen.disc(0, 0, 48, colour)
    pen.disc(0, 0, 39, CREAM)
    leaf(pen.at(0, 0, 0.9), colour)


def jar(pen: Pen, coins: int, colour: Colour = SKY) -> None:
    """Draw a jar 110 wide and 140 high with coins at its bottom, its foot at the origin."""
    pen.box(-56, -126, 112, 126, WHITE, 26)
    pen.box(-50, -120, 100, 114, colour, 22)
    places = (
        (-26, -28),
        (2, -26),
        (28, -28),
        (-14, -52),
        (14, -52),
        (-26, -76),
        (2, -78),
        (28, -74),
    )
    for x, y in places[:coins]:
        coin(pen.at(x, y, 0.85))
    pen.box(-46, -146, 92, 24, shade(CLAY, 0.85), 8)


def box_of_money(pen: Pen) -> None:
    """Draw a strongbox 150 wide and 110 high, its foot at the origin, with a slot and a lock."""
    pen.box(-76, -112, 152, 112, BLUE, 14)
    pen.box(-76, -84, 152, 9, shade(BLUE))
    pen.box(-30, -104, 60, 9, SOIL, 4)
    padlock(pen.at(0, -46, 0.62))


def hook(pen: Pen, long: float = 90) -> None:
    """Draw a fish-hook; its line comes from above, its eye is at the origin."""
    pen.line([(0, -long), (0, 0)], 3, SOIL)
    pen.line([(0, 0), (0, 44), *arc(-22, 44, 22, 24, 0, 175)], 8, SHADOW)
    pen.shape([(-52, 52), (-43, 26), (-32, 50)], SHADOW)
    pen.disc(0, 0, 7, SHADOW)


def link(pen: Pen, colour: Colour = BLUE) -> None:
    """Draw two links of a chain, 92 wide."""
    mine = pen.at(0, 0, turn=-35)
    for x in (-22, 22):
        ring = [*arc(x + 12, 0, 15, 15, -90, 90), *arc(x - 12, 0, 15, 15, 90, 270)]
        mine.line([*ring, ring[0]], 9, colour)


def umbrella(pen: Pen) -> None:
    """Draw an umbrella 320 wide whose roof starts at y = 0, stick downward."""
    pen.line([(0, -120), (0, 128)], 8, shade(CLAY, 0.7))
    pen.line(arc(-15, 128, 15, 15, 0, 180), 8, shade(CLAY, 0.7))
    pen.shape(arc(0, 0, 160, 118, 180, 360), TOMATO)
    pen.shape([*arc(0, 0, 54, 118, 180, 360)], CREAM)
    for x, wide, colour in ((-107, 53, TOMATO), (0, 54, CREAM), (107, 53, TOMATO)):
        pen.oval(x, 0, wide, 13, colour)


def headset(pen: Pen) -> None:
    """Put a headset on a head around the origin."""
    pen.line(arc(0, -2, 39, 44, 190, 350), 6, SOIL)
    for x in (-38, 38):
        pen.box(x - 9, -8, 18, 26, SOIL, 8)
    pen.curve([(38, 16), (32, 32), (14, 30)], 4, SOIL)
    pen.disc(12, 29, 5, SOIL)


def handset(pen: Pen, colour: Colour = LEAF) -> None:
    """Draw the handle of a telephone, the sign of a call, 70 across."""
    mine = pen.at(0, 0, turn=-45)
    mine.line(arc(0, -22, 34, 40, 25, 155), 15, colour)
    mine.box(-46, -16, 30, 26, colour, 8)
    mine.box(16, -16, 30, 26, colour, 8)


def mousetrap(pen: Pen) -> None:
    """Draw a set trap 210 wide and 100 high around the origin, seen a little from above."""
    pen.shape([(-84, -34), (116, -34), (92, 44), (-116, 44)], CLAY)
    pen.shape([(-116, 44), (92, 44), (92, 58), (-116, 58)], shade(CLAY))
    pen.line([(-20, -28), (-42, 38)], 9, SHADOW)
    pen.line([(-24, -24), (-88, -30), (-106, 34), (-40, 32)], 7, SHADOW)
    pen.line([(-32, 6), (44, 6)], 4, SOIL)


def eye(pen: Pen) -> None:
    pen.at(0, 0, 1.14).blob([(-40, 0), (-18, -20), (18, -20), (40, 0), (18, 20), (-18, 20)], SOIL)
    pen.blob([(-40, 0), (-18, -20), (18, -20), (40, 0), (18, 20), (-18, 20)], WHITE)
    pen.disc(0, 0, 15, BLUE)
    pen.disc(0, 0, 7, SOIL)
