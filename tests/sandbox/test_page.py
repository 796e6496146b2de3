"""The page of phones, read without a browser: whole, local, and safe from what people write."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "bot" / "sandbox" / "page"
FILES = sorted(path for path in PAGE.iterdir() if path.is_file())
SCRIPTS = [path for path in FILES if path.suffix == ".js"]
STYLES = [path for path in FILES if path.suffix == ".css"]
INDEX = (PAGE / "index.html").read_text(encoding="utf-8")

IMPORT = re.compile(r"""^import [^;\n]*["']([^"']+)["'];$""", re.MULTILINE)
EXPORT = re.compile(r"export (?:async )?(?:const|function|class) (\w+)")
HANDLER = re.compile(r"""\bon(?:click|load|error|key\w+|mouse\w+|pointer\w+|focus|blur)["']?\s*:""")
NAMED = re.compile(r"""import \{([^}]+)\} from ["']\./([^"']+)["']""")
ADDRESS = re.compile(r"""(?:https?|wss?)://(?!www\.w3\.org/)\w""", re.IGNORECASE)
RAW_MARKUP = re.compile(
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|srcdoc|DOMParser|createContextualFragment)\b"
    r"|document\.write|\beval\(|new Function"
)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return path.name


def test_every_file_the_index_asks_for_exists() -> None:
    asked = re.findall(r'(?:href|src)="([^"]+)"', INDEX)
    assert asked
    for address in asked:
        assert address.startswith("/page/")
        assert (PAGE / address.removeprefix("/page/")).is_file(), address


@pytest.mark.parametrize("script", SCRIPTS, ids=name_of)
def test_every_import_is_a_file_beside_it(script: Path) -> None:
    for address in IMPORT.findall(read(script)):
        assert address.startswith("./"), address
        assert (PAGE / address).is_file(), address


@pytest.mark.parametrize("script", SCRIPTS, ids=name_of)
def test_every_imported_name_is_exported(script: Path) -> None:
    for names, source in NAMED.findall(read(script)):
        given = set(EXPORT.findall(read(PAGE / source)))
        assert {name.strip() for name in names.split(",") if name.strip()} <= given, source


def test_every_script_is_reached_from_the_index() -> None:
    reached, waiting = set(), ["main.js"]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [address[2:] for address in IMPORT.findall(read(PAGE / name))]
    assert reached == {script.name for script in SCRIPTS}


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_no_file_points_outside_the_machine(file: Path) -> None:
    assert not ADDRESS.search(read(file))


def test_the_outside_would_be_noticed() -> None:
    assert ADDRESS.search('src="https://cdn.example/x.js"')
    assert not ADDRESS.search("xmlns='http://www.w3.org/2000/svg'")


@pytest.mark.parametrize("style", STYLES, ids=name_of)
def test_styles_load_nothing_but_their_own_drawings(style: Path) -> None:
    assert "@import" not in read(style)
    assert all(
        inner.startswith('"data:image/') for inner in re.findall(r"url\(([^)]*)", read(style))
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=name_of)
def test_no_script_turns_text_into_markup(script: Path) -> None:
    assert not RAW_MARKUP.search(read(script))


def test_the_index_has_no_inline_script_or_handler() -> None:
    assert not re.search(r"<script(?![^>]*\ssrc=)", INDEX)
    assert not re.search(r"""\son\w+\s*=\s*["']""", INDEX)
    assert "javascript:" not in INDEX


@pytest.mark.parametrize("script", SCRIPTS, ids=name_of)
def test_no_script_sets_a_handler_as_an_attribute(script: Path) -> None:
    assert not re.search(r"""setAttribute\(\s*["']on""", read(script))
    assert not HANDLER.search(read(script))


def test_motion_stops_for_those_who_asked() -> None:
    assert "prefers-reduced-motion" in "".join(map(read, STYLES))


def test_tests_can_hold_on_to_phones_messages_and_buttons() -> None:
    code = "".join(map(read, SCRIPTS))
    for hook in (
        "data-phone",
        "data-message",
        "data-data",
        "composer-text",
        "composer-send",
        "composer-attach",
        "composer-voice",
        "reply-key",
    ):
        assert f'"{hook}"' in code
