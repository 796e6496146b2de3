import tomllib
from pathlib import Path

import pytest
from PIL import Image

from scripts.lesson_pictures import FOLDER, SCENES, draw

LESSONS = Path("locales/lessons.toml")
NAMES = sorted(SCENES)


def test_every_lesson_and_every_course_has_its_picture() -> None:
    plan = tomllib.loads(LESSONS.read_text("utf-8"))
    wanted = {*plan["lesson"], *(f"course-{course['id']}" for course in plan["course"])}
    assert set(NAMES) == wanted
    assert {path.stem for path in FOLDER.iterdir()} == wanted


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_small_enough_for_a_cheap_connection(name: str) -> None:
    path = FOLDER / f"{name}.png"
    with Image.open(path) as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "P", (640, 400))
        assert len(picture.getcolors() or []) <= 64
        assert picture.info == {}
    assert path.stat().st_size <= 25_000


@pytest.mark.parametrize("name", NAMES)
def test_the_kept_picture_is_what_the_script_draws(name: str) -> None:
    with Image.open(FOLDER / f"{name}.png") as kept:
        assert kept.convert("RGB").tobytes() == draw(name).convert("RGB").tobytes()


def test_drawing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for copy in ("one.png", "two.png"):
        draw("photo").save(tmp_path / copy, optimize=True)
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()
