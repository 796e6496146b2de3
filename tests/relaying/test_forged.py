"""Whatever button somebody sends: it is answered, and nothing that is not theirs changes."""

import itertools

from sqlalchemy import select

from bot.store.schema import metadata
from tests.relaying.town import Town
from tests.village import Person

WORDS = (
    *("write", "list", "mute", "muteall", "unmute", "see", "report", "numbers", "propose"),
    *("agree", "refuse", "mynumber", "unshare", "open", "vouch", "", "~"),
)
IDS = ("", "1", "0", "-1", "9" * 18, "9" * 25, "x", "1.1", "1.rude", "1.rude.rude", "١")
TABLES = ("relay_message", "relay_mute", "number_share", "letter_band", "draft")


def held(town: Town) -> dict[str, list[object]]:
    with town.village.engine.begin() as conn:
        tables = (each for each in metadata.sorted_tables if each.name in TABLES)
        return {each.name: list(conn.execute(select(each)).all()) for each in tables}


def test_whoever_has_no_part_changes_nothing(town: Town, amina: Person, peter: Person) -> None:
    town.writes(peter, "between us")
    peter.taps(data="relay.propose.1")
    before = held(town)
    for who in (town.joins("Eve"), town.joins("Barasa", "sell"), town.village.person("New")):
        for word, number in itertools.product(WORDS, IDS):
            data = f"relay.{word}.{number}"[:64]
            assert who.taps(data=data) or who.toasts, data
        after = held(town)
        mine = [row for row in after.pop("draft") if row not in before["draft"]]
        assert {row.flow for row in mine} <= {"language", "join"}  # type: ignore[attr-defined]
        assert after == {name: rows for name, rows in before.items() if name != "draft"}


def test_both_sides_may_send_anything_and_are_answered(
    town: Town, amina: Person, peter: Person
) -> None:
    town.writes(peter, "between us")
    for who in (amina, peter):
        for word, number in itertools.product(WORDS, IDS):
            data = f"relay.{word}.{number}"[:64]
            assert who.taps(data=data) or who.toasts, data
