"""What the scenes stand on: one sky and one ground for each course."""

from scripts.pictures.palette import CREAM, MINT, SAND, SKY, Colour, shade
from scripts.pictures.pen import HEIGHT, WIDTH, Pen

PALE: Colour = (253, 228, 178)


def meadow(pen: Pen) -> None:
    stand(pen, CREAM, MINT)


def yard(pen: Pen) -> None:
    stand(pen, PALE, shade(SAND, 0.94))


def street(pen: Pen) -> None:
    stand(pen, SKY, SAND)


def field(pen: Pen) -> None:
    stand(pen, (226, 238, 206), shade(MINT, 0.9))


def stand(pen: Pen, sky: Colour, ground: Colour) -> None:
    pen.box(0, 0, WIDTH, HEIGHT, sky)
    pen.oval(320, 480, 560, 190, ground)


def halves(pen: Pen, left: Colour, right: Colour) -> None:
    """Colour the two halves of a picture that compares, a white line between them."""
    pen.box(0, 0, WIDTH / 2, HEIGHT, left)
    pen.box(WIDTH / 2, 0, WIDTH / 2, HEIGHT, right)
    pen.box(WIDTH / 2 - 4, 0, 8, HEIGHT, (255, 255, 255))
