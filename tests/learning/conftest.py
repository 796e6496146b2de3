"""A market where people learn, and a farmer in it."""

import pytest

from tests.learning.school import School
from tests.village import Person


@pytest.fixture
def school() -> School:
    return School(bot_name="farmgate_bot")


@pytest.fixture
def amina(school: School) -> Person:
    return school.joins("Amina", "sell")
