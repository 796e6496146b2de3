"""A market whose people ask whether something is a scam."""

from typing import Any

from sqlalchemy import select

from bot import checking
from bot.checking import store
from bot.feature import Feature, Turn
from bot.people import reported
from bot.people.reported import Asked, CopyAsked, NumberAsked
from tests.ordering.stalls import Market
from tests.village import Village

KNOWN = "Win a tractor today, reply at once with your name and village"
BAD_NUMBER = "0700 000 111"


class Town(Market):
    """A market with a room that stands in for the reports: it knows one fraud and one number."""

    def __init__(self) -> None:
        super().__init__()
        self.handed: list[Asked] = []
        self.asked: list[Asked] = []
        reports = Feature(
            "reports",
            hears={
                reported.HANDED: lambda _, asked: self.handed.append(asked),
                reported.COPY_OF: _find_copy,
                reported.NUMBER_OF: _count,
            },
        )
        features = self.village.runner.router.features[1:]
        self.village = Village([*features, checking.FEATURE, reports])

    def held(self) -> list[Any]:
        """Give every row of what was checked."""
        with self.village.engine.begin() as conn:
            return list(conn.execute(select(store.checked)).mappings())


def _find_copy(turn: Turn, asked: CopyAsked) -> None:
    asked.found, asked.pattern = asked.text == KNOWN, None


def _count(turn: Turn, asked: NumberAsked) -> None:
    asked.count = 3 if asked.number == BAD_NUMBER else 0
