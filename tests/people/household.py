"""A village with people in it, and the shortest ways to have somebody joined."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

import bot.store.engine  # noqa: F401  teaches SQLite the column types
from bot.feature import Action, Feature, Turn
from bot.people import build
from bot.people.store import Profile, load_profile
from bot.store import persons
from bot.store.persons import Person as Row
from bot.talk.message import tell
from bot.text.phrase import Phrase, say
from tests.village import Person, Village, catalogs

BOSS = 1000  # the chat, and Telegram id, of the first person brought in

LANGUAGES = {code: told.name for code, told in catalogs().languages.items()}


def words(text: str) -> Phrase:
    return say("talk-words", words=text)


def market() -> Feature:
    """Stand in for the features above people: a button's action, a deep link, something held."""

    def open_link(turn: Turn, rest: str) -> None:
        turn.say(tell(words(f"listing {rest}")))

    def near(turn: Turn, *parts: str) -> None:
        turn.say(tell(words(f"market {'.'.join(parts)}")))

    def export(conn: Connection, person_id: int) -> Mapping[str, Any]:
        return {"orders": [{"number": "47-208", "buyer": person_id}]}

    return Feature(
        "market",
        actions=(Action("buy", near, frozenset({"buyer"})),),
        links={"l": open_link},
        export=export,
    )


def village(*more: Feature) -> Village:
    """Have a village; the first person who comes into it is staff."""
    return Village([build(frozenset({BOSS}), LANGUAGES), market(), *more])


def newcomer(name: str = "Amina", language: str = "en") -> Person:
    """Have somebody the bot never saw, in a village with one staff member."""
    place = village()
    place.person("Boss")
    return place.person(name, language)


def joins(person: Person, wants: str = "both", language: str = "English") -> Person:
    """Have somebody answer all questions of joining by typing."""
    for answer in ("/start", language, wants, "1", "Limuru", "yes"):
        person.says(answer)
    return person


def member(name: str = "Amina", wants: str = "both") -> Person:
    return joins(newcomer(name), wants)


def row_of(person: Person) -> Row:
    """Read somebody's row."""
    with person.village.engine.begin() as conn:
        found = persons.load_by_chat(conn, person.chat)
    assert found is not None
    return found


def profile_of(person: Person) -> Profile:
    """Read the profile of somebody who joined."""
    key = row_of(person).id
    with person.village.engine.begin() as conn:
        found = load_profile(conn, key)
    assert found is not None
    return found
