"""The pictures of the second course: quality and delivery."""

from scripts.pictures import crops, marks, people, things
from scripts.pictures.grounds import halves, yard
from scripts.pictures.palette import (
    BROWN,
    CLAY,
    LEAF,
    LIGHT,
    MINT,
    PLUM,
    SAND,
    SKY,
    SOIL,
    WHITE,
    shade,
)
from scripts.pictures.pen import Pen


def course(pen: Pen) -> None:
    yard(pen)
    people.carrier(pen.at(180, 134, 1.5), people.MEI, tall=170)
    things.magnifier(pen.at(446, 170, 1.9))
    pen.disc(446, 170, 74, WHITE)
    crops.tomato(pen.at(446, 174, 2.8))


def sort(pen: Pen) -> None:
    """Show a harvest sorted into large, small and spoilt."""
    yard(pen)
    people.person(pen.at(320, 84, 1.1), people.GRACE, [(-84, 84), (84, 84)], tall=120)
    pen.box(30, 196, 580, 26, shade(CLAY, 0.8), 8)
    crops.tomato(pen.at(222, 172, 1.1))
    crops.rotten(pen.at(416, 174))
    crops.crate(pen.at(118, 312, 1.35))
    crops.crate(pen.at(320, 312, 1.35), crops.small, 20)
    crops.crate(pen.at(522, 312, 1.35), crops.rotten)
    marks.cross(pen.at(522, 330, 0.95))
    marks.tick(pen.at(118, 330, 0.95))
    marks.tick(pen.at(320, 330, 0.95))


def harvest(pen: Pen) -> None:
    """Show picking in the cool morning with shade, and not at noon in the sun."""
    halves(pen, SKY, (255, 224, 150))
    pen.box(324, 316, 316, 84, shade(SAND))
    things.sun(pen.at(258, 284), 31)
    pen.box(0, 288, 316, 112, MINT)
    crops.tree(pen.at(128, 340, 1.06))
    crops.crate(pen.at(74, 350, 0.95))
    crops.crate(pen.at(198, 350, 0.95))
    things.clock(pen.at(70, 66, 1.05), 6, 0)
    marks.tick(pen.at(262, 56, 1.1))
    things.sun(pen.at(474, 96), 50)
    crops.crate(pen.at(404, 350, 0.95), crops.rotten)
    crops.wilted(pen.at(552, 330, 1.5))
    things.clock(pen.at(394, 214, 1.05), 12, 0)
    marks.cross(pen.at(590, 56, 1.1))


def pack(pen: Pen) -> None:
    """Show the empty crate weighed first and then the full one."""
    yard(pen)
    things.dial_scale(pen.at(166, 220, 1.4), 0.12)
    crops.crate(pen.at(166, 174, 1.35), None)
    things.dial_scale(pen.at(474, 220, 1.4), 0.78)
    crops.crate(pen.at(474, 174, 1.35))
    marks.arrow(pen, [(280, 190), (360, 190)], SOIL, 10)
    for x, figure in ((166, "1"), (474, "2")):
        pen.disc(x, 52, 26, SOIL)
        marks.number(pen.at(x, 52, 1.7), figure, WHITE, 2.6)


def handover(pen: Pen) -> None:
    """Show that the crate goes to whoever shows the code."""
    yard(pen)
    people.carrier(pen.at(136, 138, 1.4), people.AMINA, tall=190)
    people.person(pen.at(548, 138, 1.3), people.WEN, [(-62, 60)], tall=190)
    things.phone(pen.at(408, 166, 0.98), WHITE)
    for row, figures in enumerate(("47", "29")):
        marks.number(pen.at(409, 130 + row * 62, 3), figures, SOIL, 2.8)
    people.long_arm(pen, [(492, 262), (470, 290), (448, 246)], shade(LEAF, 0.86), LIGHT)
    marks.tick(pen.at(330, 70, 1.15))


def wrong(pen: Pen) -> None:
    """Show a farmer who tells at once that it rains, and offers fewer crates or a later day."""
    yard(pen)
    things.cloud(pen.at(104, 62, 1.15))
    people.person(pen.at(156, 226, 1.35), people.RAVI, [(76, 56)], tall=150, mood="glad")
    things.small_phone(pen.at(264, 288, 1.4, turn=10))
    marks.bubble(pen.at(434, 140), 360, 210, -120)
    crops.crate(pen.at(336, 80, 0.56))
    crops.crate(pen.at(336, 128, 0.56))
    marks.arrow(pen, [(388, 104), (440, 104)], SOIL, 7)
    crops.crate(pen.at(500, 106, 0.62))
    things.calendar(pen.at(336, 198, 0.66), "3")
    marks.arrow(pen, [(388, 198), (440, 198)], SOIL, 7)
    things.calendar(pen.at(500, 198, 0.66), "5")
    marks.question(pen.at(578, 148, 1.2))


def complaint(pen: Pen) -> None:
    """Show one bad crate photographed and its part of the money given back."""
    yard(pen)
    for x, y, crop in (
        (92, 330, crops.ripe),
        (216, 330, crops.ripe),
        (92, 256, crops.ripe),
        (216, 256, crops.rotten),
    ):
        crops.crate(pen.at(x, y, 0.96), crop)
    things.photo_phone(pen.at(206, 104, 0.98))
    crops.crate(pen.at(198, 116, 0.8), crops.rotten)
    marks.arrow(pen, [(216, 176), (216, 206)], CLAY, 7)
    people.person(pen.at(548, 178, 1.25), people.PEDRO, [(-76, 50)], tall=170)
    things.stack(pen.at(366, 362, 1.25), 6)
    things.coin(pen.at(366, 236, 1.15))
    marks.arrow(pen, [(404, 236), (444, 238)], SOIL, 9)


def label(pen: Pen) -> None:
    """Show a label earned by notes and a check in the field, not bought."""
    halves(pen, (214, 234, 190), (250, 210, 190))
    things.notebook(pen.at(112, 130, 0.62))
    for row in range(4):
        y = 94 + row * 25
        pen.line([(40, y), (88, y)], 6, SAND)
        pen.line([(132, y), (162, y)], 6, SAND)
        pen.line([(174, y), (179, y + 6), (190, y - 8)], 5, LEAF)
    crops.bush(pen.at(80, 380, 1.3))
    things.magnifier(pen.at(84, 306, 0.9))
    things.badge(pen.at(238, 286, 1.0))
    marks.tick(pen.at(270, 56, 1.1))
    people.giving(pen.at(452, 150, 1.2), BROWN, PLUM)
    pen.box(300, 140, 16, 80, (214, 234, 190))
    pen.box(316, 0, 8, 400, WHITE)
    things.coin(pen.at(462, 122, 1.3))
    marks.arrow(pen, [(470, 190), (480, 220), (486, 236)], SOIL, 9)
    things.badge(pen.at(486, 306, 1.0), shade(SAND, 0.72))
    marks.cross(pen.at(586, 56, 1.1))


SCENES = {
    "course-quality": course,
    "sort": sort,
    "harvest": harvest,
    "pack": pack,
    "handover": handover,
    "wrong": wrong,
    "complaint": complaint,
    "label": label,
}
