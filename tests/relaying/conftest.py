"""Amina has an order of Peter's before her."""

from collections.abc import Callable

import pytest

from bot.guarding.verdict import ORDINARY, Context, Verdict
from bot.relaying import judging
from tests.relaying.town import Town
from tests.village import Person

Judge = Callable[[str, str, Context], Verdict]


@pytest.fixture(autouse=True)
def judge(monkeypatch: pytest.MonkeyPatch) -> Callable[[Judge], None]:
    """Let every letter be an ordinary one, until a test brings a judge of its own."""

    def take(judge: Judge) -> None:
        monkeypatch.setattr(judging, "judge", judge)

    take(lambda *_: Verdict(ORDINARY))
    return take


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def amina(town: Town) -> Person:
    amina = town.joins("Amina Wanjiru", "sell")
    town.lists(amina, milli=900_000)
    return amina


@pytest.fixture
def peter(town: Town, amina: Person) -> Person:
    peter = town.joins("Peter Otieno")
    town.places(peter)
    return peter
