"""The first screen holds what is done most; what does not fit waits on the one behind it."""

import itertools
from dataclasses import replace

import pytest

from bot import contents, home
from bot.feature import may
from bot.store import persons
from bot.store.persons import Person
from bot.talk.event import Sender
from bot.talk.message import Message
from tests.village import MORNING

ENTRIES = [entry for feature in contents.features({"en": "English"}) for entry in feature.entries]
ROLES = [
    roles
    for size in range(4)
    for roles in itertools.combinations(("farmer", "buyer", "admin"), size)
]


def whoever(roles: tuple[str, ...]) -> Person:
    return replace(persons.stranger(Sender(1, 1), MORNING), roles=roles)


def data_of(message: Message) -> list[str]:
    return [button.data for row in message.buttons for button in row]


@pytest.mark.parametrize("roles", ROLES, ids="-".join)
def test_no_screen_has_more_than_eight_things_to_do_and_none_is_lost(
    roles: tuple[str, ...],
) -> None:
    person = whoever(roles)
    first, behind = (
        data_of(home.show_home(person, ENTRIES, ())),
        data_of(home.show_more(person, ENTRIES)),
    )
    assert len(set(first) - {"home.more"}) <= home.MOST
    assert len(set(behind) - {"home"}) <= home.MOST
    mine = {entry.data for entry in ENTRIES if may(person, entry.roles)}
    assert (set(first) | set(behind)) - {"home", "home.more"} == mine
    assert not set(first) & set(behind)


def test_another_language_and_help_are_on_everybodys_first_screen() -> None:
    for roles in ROLES:
        assert {"language.open", "help.open"} <= set(
            data_of(home.show_home(whoever(roles), ENTRIES, ()))
        )
