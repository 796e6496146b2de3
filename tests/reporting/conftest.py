"""Amina has an order of Peter's before her, and Peter wrote what he should not."""

import pytest

from tests.reporting.town import ASKS, Court
from tests.village import Person


@pytest.fixture
def court() -> Court:
    return Court()


@pytest.fixture
def njeri(court: Court) -> Person:
    return court.admin()


@pytest.fixture
def amina(court: Court, njeri: Person) -> Person:
    amina = court.joins("Amina Wanjiru", "sell")
    court.lists(amina, milli=900_000)
    return amina


@pytest.fixture
def peter(court: Court, amina: Person) -> Person:
    peter = court.joins("Peter Otieno")
    court.places(peter)
    court.writes(peter, ASKS)
    return peter
