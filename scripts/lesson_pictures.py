"""Draws the pictures of the lessons. Usage: python -m scripts.lesson_pictures [ID ...]; without one, all of them."""

import sys
from pathlib import Path

from PIL import Image

from scripts.pictures import growing, guarding, handling, starting
from scripts.pictures.palette import WHITE
from scripts.pictures.pen import blank, finish

FOLDER = Path(__file__).parent.parent / "locales" / "pictures"
SCENES = {**starting.SCENES, **handling.SCENES, **guarding.SCENES, **growing.SCENES}


def main(names: list[str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    for name in names or SCENES:
        target = FOLDER / f"{name}.png"
        draw(name).save(target, optimize=True)
        print(target.name, target.stat().st_size // 100 / 10, "kB")


def draw(name: str) -> Image.Image:
    sheet, pen = blank(WHITE)
    SCENES[name](pen)
    return finish(sheet)


if __name__ == "__main__":
    main(sys.argv[1:])
