"""Every button and command of every feature, by people it is not about: answered, and nothing changes."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, select

import bot
from bot.contents import features
from bot.ordering.rules import COMMANDS
from bot.selling.buttons import _ACTS
from bot.store import persons
from bot.store.schema import metadata
from tests.ordering.stalls import ADMIN_CHAT, Market
from tests.village import Person, Village

LANGUAGES = {"en": "English", "zh_Hans": "中文"}
SOURCES = Path(bot.__file__).parent
_WORD = re.compile(r'"[a-z]+\.([a-z_]+)[."{]')
# Every word that stands second in a button's data somewhere in the code, and some that might.
WORDS = tuple(
    sorted(
        {word for path in SOURCES.rglob("*.py") for word in _WORD.findall(path.read_text("utf-8"))}
        | {*_ACTS, "see", "do", "answer", "retry", "open", "missing", "text", "next"}
    )
)
IDS = ("1", "9" * 20, "-1")


class Town(Market):
    """A market with every feature there is."""

    def __init__(self) -> None:
        _, *others = features(LANGUAGES, (ADMIN_CHAT,))  # the village has the first screen already
        self.village = Village(others)


@pytest.fixture
def town() -> Town:
    """Amina sells and is in the middle of a talk; Joe has ordered from her and asks for a person."""
    town = Town()
    town.admin()
    amina, joe = town.joins("Amina", "sell"), town.joins("Joe")
    town.lists(amina)
    town.places(joe)
    joe.taps(data="help.person")
    amina.says("/sell")
    return town


def outsiders(town: Town) -> Iterator[Person]:
    yield town.village.person("Stranger")
    yield town.joins("Barasa", "sell")
    yield town.joins("Chebet", "buy")


def held_of_others(town: Town, who: Person) -> dict[str, list[Any]]:
    """Read every row that is not this person's own."""
    with town.village.engine.begin() as conn:
        known = persons.load_by_chat(conn, who.chat)
        mine = known.id if known else 0
        held = {
            table.name: [dict(row) for row in conn.execute(select(table)).mappings()]
            for table in metadata.sorted_tables
        }
    own = {("person", mine)} if mine else set()
    return {
        table.name: [row for row in held[table.name] if not _is_own(table, row, own)]
        for table in metadata.sorted_tables
    }


def _is_own(table: Table, row: dict[str, Any], own: set[tuple[str, int]]) -> bool:
    """Whether a row is the person's, or hangs on one that is; parents come before children."""
    keys = {(key.column.table.name, row[key.parent.name]) for key in table.foreign_keys}
    mine = bool(keys & own) or (table.name, row.get("id")) in own
    if mine and "id" in row:
        own.add((table.name, row["id"]))
    return mine


def forged() -> Iterator[str]:
    """Give whatever data somebody may think of, with the ids of other people's things."""
    verbs = {action.verb for each in features(LANGUAGES) for action in each.actions}
    yield from verbs
    for verb, word, number in itertools.product(sorted(verbs), WORDS, IDS):
        yield f"{verb}.{word}.{number}"
    yield from (f"order.do.1.{command}" for command in COMMANDS)
    yield from (f"voices.{word}.en.home-ask" for word in ("text", "again", "delete"))
    rows = ("", "crop", "quantity", "price", "words", "note", "really")
    codes = ("yes", "drop", "cancel", "tomato", "20000:kg", "~1", "1")
    for draft, row, code in itertools.product((1, 2), rows, codes):
        yield f"D{draft}.{row}.{code}"


def test_no_button_lets_somebody_touch_what_is_not_theirs(town: Town) -> None:
    for who in outsiders(town):
        before = held_of_others(town, who)
        for data in forged():
            shown = who.taps(data=data)
            assert shown or who.toasts, (who.name, data)
        assert held_of_others(town, who) == before, who.name


@pytest.mark.parametrize("words", ["", "1", "47-208", "l_1"])
def test_no_command_lets_somebody_touch_what_is_not_theirs(town: Town, words: str) -> None:
    commands = [command.name for each in features(LANGUAGES) for command in each.commands]
    for who in outsiders(town):
        before = held_of_others(town, who)
        for name in commands:
            assert who.says(f"/{name} {words}".strip()), (who.name, name)
        assert held_of_others(town, who) == before, who.name
