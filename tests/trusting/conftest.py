"""A market where people speak of each other."""

import pytest

from tests.trusting.town import Town
from tests.village import Person


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def amina(town: Town) -> Person:
    amina = town.joins("Amina", "sell")
    town.lists(amina, milli=900_000)
    return amina


@pytest.fixture
def joe(town: Town) -> Person:
    return town.joins("Joe")
