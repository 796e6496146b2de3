"""Amina has an order of Peter's before her."""

import pytest

from tests.relaying.town import Town
from tests.village import Person


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
