"""A market where one can ask whether something is a scam."""

import pytest

from tests.checking.town import Town
from tests.village import Person


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def amina(town: Town) -> Person:
    return town.joins("Amina", "sell")
