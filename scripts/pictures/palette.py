"""The colours of the pictures: ten warm ones, the tones of skin, and a darker shade of each."""

Colour = tuple[int, int, int]

CREAM: Colour = (255, 244, 222)
SAND: Colour = (240, 212, 160)
SUN: Colour = (246, 186, 60)
TOMATO: Colour = (217, 72, 47)
CLAY: Colour = (190, 112, 56)
SOIL: Colour = (74, 48, 36)
LEAF: Colour = (74, 140, 62)
MINT: Colour = (186, 216, 158)
SKY: Colour = (186, 221, 228)
BLUE: Colour = (44, 108, 142)
PLUM: Colour = (142, 60, 104)
WHITE: Colour = (255, 255, 255)
SHADOW: Colour = (92, 92, 110)

DARK: Colour = (114, 70, 46)
BROWN: Colour = (146, 94, 58)
FACE: Colour = (46, 26, 20)
OLIVE: Colour = (184, 126, 80)
LIGHT: Colour = (228, 182, 134)


def shade(colour: Colour, part: float = 0.82) -> Colour:
    red, green, blue = (round(value * part) for value in colour)
    return red, green, blue
