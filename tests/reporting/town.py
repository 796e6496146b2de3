"""A market whose people report what is not right, and whose staff decide."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from bot import relaying, reporting, trusting
from bot.reporting import rulings, store
from bot.reporting.case import Case, Done, Report, Ruling
from bot.store import persons
from tests.relaying.town import Town
from tests.village import Person, Shown, Village

ASKS = "Send me your M-Pesa PIN now and I release the payment today"


class Court(Town):
    """A market with letters, cards and reports."""

    def __init__(self) -> None:
        super().__init__()
        known = [
            each for each in self.village.runner.router.features[1:] if each is not relaying.FEATURE
        ]
        self.village = Village([*known, trusting.FEATURE, relaying.FEATURE, reporting.FEATURE])

    def asks(self, question: Callable[..., Any], *given: Any) -> Any:
        """Ask the database something."""
        with self.village.engine.begin() as conn:
            return question(conn, *given)

    def cases(self, *, is_open: bool = True) -> list[Case]:
        def load(conn: Connection) -> list[Case]:
            return store.load_page(conn, is_open=is_open)

        return list(self.asks(load))

    def reports_in(self, case: int = 1) -> list[Report]:
        return list(self.asks(store.load_reports, case))

    def rulings(self, whom: Person) -> list[Ruling]:
        return list(self.asks(rulings.load_against, self.id_of(whom)))

    def audit(self, case: int = 1) -> list[Done]:
        return list(self.asks(rulings.load_audit, case))

    def standing(self, whom: Person) -> str:
        found = self.asks(persons.load_by_chat, whom.chat)
        return str(found.stands(self.village.now))

    def is_told(self, reader: Person, why: str = "money", letter: int = 1) -> list[Shown]:
        """Have a letter's reader report it."""
        reader.taps(data=f"report.letter.{letter}")
        return reader.taps(data=f"report.why.letter.{letter}.{why}")

    def decides(
        self, staff: Person, decision: str, why: str = "fraud", case: int = 1
    ) -> list[Shown]:
        """Have staff decide a case, with a reason to choose from."""
        staff.taps(data=f"reports.do.{case}.{decision}")
        return staff.taps(data=f"reports.for.{case}.{decision}.{why}")
