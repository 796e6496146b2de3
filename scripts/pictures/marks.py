"""Signs without words: right, wrong, question, warning, arrows, figures, stars, bubbles."""

import math
from collections.abc import Sequence

from scripts.pictures.palette import BLUE, LEAF, SOIL, SUN, TOMATO, WHITE, Colour
from scripts.pictures.pen import Pen, Point, arc, smooth

# Each figure is a list of smooth lines in a field ten wide and sixteen high.
FIGURES: dict[str, list[list[Point]]] = {
    "0": [arc(5, 8, 4.5, 7.5, 0, 360)],
    "1": [[(2, 4), (6, 0.5), (6, 15.5)]],
    "2": [[*smooth([(1, 4), (5, 0.5), (9, 4), (7, 8.5), (1, 15.5)], closed=False), (9.5, 15.5)]],
    "3": [arc(4.8, 4.3, 3.9, 3.8, -150, 90), arc(4.8, 11.6, 4.5, 3.9, -90, 150)],
    "4": [[(7, 15.5), (7, 0.5), (0.5, 11), (9.5, 11)]],
    "5": [[(8.5, 0.5), (2, 0.5), (1.5, 7), *arc(4.6, 10.7, 4.6, 4.8, -110, 150)]],
    "6": [arc(5, 11, 4.4, 4.5, 0, 360), smooth([(7.5, 0.5), (2.5, 5), (0.6, 11)], closed=False)],
    "7": [[(0.8, 0.5), (9.2, 0.5), (4, 15.5)]],
    "8": [arc(5, 4.2, 3.7, 3.7, 0, 360), arc(5, 11.6, 4.5, 3.9, 0, 360)],
    "9": [arc(5, 5, 4.4, 4.5, 0, 360), smooth([(9.4, 5), (7.5, 11), (2.5, 15.5)], closed=False)],
    "+": [[(5, 4), (5, 12)], [(1, 8), (9, 8)]],
    "-": [[(1, 8), (9, 8)]],
    "=": [[(1, 5.5), (9, 5.5)], [(1, 10.5), (9, 10.5)]],
    "*": [arc(5, 8, 1.2, 1.2, 0, 360)],
}


def number(pen: Pen, figures: str, colour: Colour = SOIL, thick: float = 3) -> None:
    """Write figures around the origin, sixteen high."""
    step = 14
    for place, figure in enumerate(figures):
        mine = pen.at((place - (len(figures) - 1) / 2) * step - 5, -8)
        for stroke in FIGURES[figure]:
            mine.line(stroke, thick, colour)


def tick(pen: Pen, colour: Colour = LEAF) -> None:
    pen.disc(0, 0, 30, WHITE)
    pen.disc(0, 0, 26, colour)
    pen.line([(-11, 1), (-3, 10), (12, -9)], 7, WHITE)


def cross(pen: Pen) -> None:
    pen.disc(0, 0, 30, WHITE)
    pen.disc(0, 0, 26, TOMATO)
    pen.line([(-9, -9), (9, 9)], 7, WHITE)
    pen.line([(9, -9), (-9, 9)], 7, WHITE)


def question(pen: Pen, colour: Colour = BLUE) -> None:
    pen.curve([(-11, -12), (-5, -22), (6, -22), (11, -12), (3, -1), (0, 8)], 7.5, colour)
    pen.disc(0, 22, 5, colour)


def warning(pen: Pen, colour: Colour = TOMATO) -> None:
    pen.line([(0, -24), (0, 7)], 9, colour)
    pen.disc(0, 23, 5.5, colour)


def arrow(pen: Pen, points: Sequence[Point], colour: Colour = SOIL, thick: float = 8) -> None:
    """Draw a smooth arrow through the points."""
    (x0, y0), (x, y) = points[-2:]
    head = thick * 2.6
    path = smooth(points, closed=False)
    back = path[-4] if len(points) > 2 else (x0, y0)
    far = math.dist(back, (x, y))
    right = ((x - back[0]) / far, (y - back[1]) / far)
    tail = (x - right[0] * head * 0.8, y - right[1] * head * 0.8)
    pen.line([*(spot for spot in path if math.dist(spot, (x, y)) > head), tail], thick, colour)
    side = (-right[1] * head * 0.62, right[0] * head * 0.62)
    wings = [(tail[0] + side[0], tail[1] + side[1]), (tail[0] - side[0], tail[1] - side[1])]
    pen.shape([(x, y), *wings], colour)
    pen.line([(x, y), wings[0], wings[1], (x, y)], thick * 0.35, colour)


def star(pen: Pen, colour: Colour = SUN, radius: float = 20) -> None:
    corners = [
        (
            (radius if step % 2 == 0 else radius * 0.48) * math.sin(math.pi * step / 5),
            -(radius if step % 2 == 0 else radius * 0.48) * math.cos(math.pi * step / 5),
        )
        for step in range(11)
    ]
    pen.shape(corners, colour)
    pen.line(corners, radius * 0.2, colour)


def bubble(pen: Pen, wide: float, high: float, tail: float, colour: Colour = WHITE) -> None:
    """Draw a speech bubble around the origin; its tail leaves the bottom at `tail` and leans outward."""
    lean = 22 if tail > 0 else -22
    foot = high / 2
    pen.shape([(tail - 14, foot - 4), (tail + 14, foot - 4), (tail + lean, foot + 26)], colour)
    pen.box(-wide / 2, -high / 2, wide, high, colour, 22)


def dashes(pen: Pen, here: Point, there: Point, colour: Colour, thick: float = 5) -> None:
    count = max(2, round(math.dist(here, there) / (thick * 4)))
    for step in range(count):
        spots = [
            tuple(a + (b - a) * part / count for a, b in zip(here, there, strict=True))
            for part in (step + 0.25, step + 0.75)
        ]
        pen.line([(spot[0], spot[1]) for spot in spots], thick, colour)
