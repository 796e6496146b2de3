"""Flat shapes on a sheet: everything is a filled outline, so that it can be moved, turned, mirrored and scaled."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw

from scripts.pictures.palette import Colour

WIDTH, HEIGHT = 640, 400
FINE = 4  # drawn four times as large and reduced: smooth edges
COLOURS = 64

Point = tuple[float, float]


@dataclass(frozen=True)
class Pen:
    """Draws in its own measures; `at` gives one whose origin is elsewhere."""

    ink: ImageDraw.ImageDraw
    across: Point = (FINE, 0.0)
    down: Point = (0.0, FINE)
    origin: Point = (0.0, 0.0)

    def at(self, x: float, y: float, size: float = 1, turn: float = 0, flip: bool = False) -> "Pen":
        """Give a pen with its origin at (x, y), turned clockwise by so many degrees, perhaps mirrored."""
        cos, sin = math.cos(math.radians(turn)) * size, math.sin(math.radians(turn)) * size
        sign = -1 if flip else 1
        return replace(
            self,
            across=self.vector(sign * cos, sign * sin),
            down=self.vector(-sin, cos),
            origin=self.point((x, y)),
        )

    def vector(self, x: float, y: float) -> Point:
        return (
            x * self.across[0] + y * self.down[0],
            x * self.across[1] + y * self.down[1],
        )

    def point(self, spot: Point) -> Point:
        x, y = self.vector(*spot)
        return x + self.origin[0], y + self.origin[1]

    def shape(self, points: Sequence[Point], colour: Colour) -> None:
        self.ink.polygon([self.point(spot) for spot in points], fill=colour)

    def blob(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a smooth outline through the points."""
        self.shape(smooth(points, closed=True), colour)

    def oval(self, x: float, y: float, wide: float, high: float, colour: Colour) -> None:
        """Fill an ellipse of two radii around (x, y)."""
        self.shape(arc(x, y, wide, high, 0, 360), colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        self.oval(x, y, radius, radius, colour)

    def box(
        self, x: float, y: float, wide: float, high: float, colour: Colour, bend: float = 0
    ) -> None:
        """Fill a rectangle from its top left corner, its corners rounded by `bend`."""
        bend = min(bend, wide / 2, high / 2)
        right, low = x + wide - bend, y + high - bend
        self.shape(
            [
                *arc(right, y + bend, bend, bend, -90, 0),
                *arc(right, low, bend, bend, 0, 90),
                *arc(x + bend, low, bend, bend, 90, 180),
                *arc(x + bend, y + bend, bend, bend, 180, 270),
            ],
            colour,
        )

    def line(self, points: Sequence[Point], thick: float, colour: Colour) -> None:
        """Draw a line with round ends and joints."""
        for here, there in itertools.pairwise(points):
            self.stroke(here, there, thick / 2, colour)
        for x, y in points:
            self.disc(x, y, thick / 2, colour)

    def stroke(self, here: Point, there: Point, half: float, colour: Colour) -> None:
        far = math.dist(here, there) or 1
        x, y = (there[1] - here[1]) / far * half, (here[0] - there[0]) / far * half
        self.shape(
            [
                (here[0] + x, here[1] + y),
                (there[0] + x, there[1] + y),
                (there[0] - x, there[1] - y),
                (here[0] - x, here[1] - y),
            ],
            colour,
        )

    def curve(self, points: Sequence[Point], thick: float, colour: Colour) -> None:
        """Draw a smooth line through the points."""
        self.line(smooth(points, closed=False), thick, colour)

    def dots(self, points: Sequence[Point], radius: float, colour: Colour) -> None:
        for x, y in points:
            self.disc(x, y, radius, colour)


def arc(x: float, y: float, wide: float, high: float, start: float, end: float) -> list[Point]:
    """Give points of an elliptic arc, in degrees clockwise from the right."""
    steps = max(6, round(abs(end - start) / 6))
    angles = (math.radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return [(x + wide * math.cos(angle), y + high * math.sin(angle)) for angle in angles]


def smooth(points: Sequence[Point], *, closed: bool) -> list[Point]:
    """Give a Catmull-Rom curve through the points."""
    ring = (
        [points[-1], *points, points[0], points[1]] if closed else [points[0], *points, points[-1]]
    )
    found = [
        between(ring[at : at + 4], step / 10) for at in range(len(ring) - 3) for step in range(10)
    ]
    return found if closed else [*found, points[-1]]


def between(four: Sequence[Point], part: float) -> Point:
    weights = (
        (-part + 2 * part**2 - part**3) / 2,
        (2 - 5 * part**2 + 3 * part**3) / 2,
        (part + 4 * part**2 - 3 * part**3) / 2,
        (part**3 - part**2) / 2,
    )
    return (
        sum(weight * x for weight, (x, _) in zip(weights, four, strict=True)),
        sum(weight * y for weight, (_, y) in zip(weights, four, strict=True)),
    )


def blank(colour: Colour) -> tuple[Image.Image, Pen]:
    sheet = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), colour)
    return sheet, Pen(ImageDraw.Draw(sheet))


def finish(sheet: Image.Image) -> Image.Image:
    """Reduce a sheet to its size and to its commonest colours."""
    small = sheet.reduce(FINE)
    counted = small.getcolors(WIDTH * HEIGHT) or []
    common = sorted(counted, key=lambda pair: (-pair[0], pair[1]))[:COLOURS]
    table = Image.new("P", (1, 1))
    table.putpalette([part for _, colour in common for part in rgb(colour)])
    return small.quantize(palette=table, dither=Image.Dither.NONE)


def rgb(colour: object) -> tuple[int, int, int]:
    assert isinstance(colour, tuple)
    red, green, blue = colour
    return red, green, blue
