"""A market whose staff write bulletins, and an outbox that says what became of them."""

from typing import Any

from sqlalchemy import select

from bot import bulletins, learning, ordering, people, selling
from bot.bulletins import recipients, sending, store
from bot.bulletins.bulletin import Bulletin, Sums
from bot.bulletins.recipients import recipient
from tests.ordering.stalls import ADMIN_CHAT, Market
from tests.village import Person, Village

WORDS = "Hang up on callers who want a code."
SECOND_CHAT = 1998  # of another of the staff
LANGUAGES = {"en": "English", "sw": "Kiswahili", "hi": "हिन्दी"}


class Office(Market):
    """A market whose staff tell people things."""

    def __init__(self, approvals: int = 1, **speaking: Any) -> None:
        self.village = Village(
            [
                people.build(frozenset({ADMIN_CHAT, SECOND_CHAT}), LANGUAGES),
                selling.FEATURE,
                ordering.FEATURE,
                learning.FEATURE,
                bulletins.build(LANGUAGES, approvals=approvals),
            ],
            **speaking,
        )

    def writes(
        self, njeri: Person, *, region: str = "", role: str = "Everybody", pace: str = "waking"
    ) -> None:
        """Answer every question about a new bulletin in English."""
        self.begins(njeri, "A warning", region)
        if role != "Everybody":
            self.narrows(njeri, "Sellers or buyers", role)
        if pace == "Urgent":
            njeri.taps("More")
            njeri.taps("Urgent")

    def begins(
        self, njeri: Person, topic: str = "News", region: str = "", words: str = WORDS
    ) -> None:
        """Write the words of a bulletin for everybody, or for a region."""
        njeri.says("/broadcast")
        njeri.taps("Write")
        njeri.taps(topic)
        njeri.taps("One region" if region else "The whole country")
        if region:
            njeri.says(region)
        njeri.says(words)
        njeri.says("skip")

    def narrows(self, njeri: Person, facet: str, *answers: str) -> None:
        """Say more closely whom it is for."""
        njeri.taps("For whom")
        njeri.taps(facet)
        for each in answers:
            njeri.says(each)
        njeri.taps("The draft")

    def sends(self, njeri: Person) -> None:
        njeri.taps(data="bulletins.sure.1")
        njeri.taps("Yes, tell them")

    def bulletin(self, bulletin_id: int = 1) -> Bulletin:
        with self.village.engine.begin() as conn:
            found = store.load(conn, bulletin_id)
            assert found is not None
            return found

    def sums(self, bulletin_id: int = 1) -> Sums:
        with self.village.engine.begin() as conn:
            return recipients.load_sums(conn, bulletin_id, self.village.now)

    def lands(
        self, outcome: str = "sent", *who: Person, bulletin_id: int = 1, why: str = ""
    ) -> None:
        """Let the outbox say what became of messages; of all that are on their way, or of some."""
        with self.village.engine.begin() as conn:
            underway = select(recipient.c.person_id).where(recipient.c.fate == "underway")
            ids = [*conn.execute(underway).scalars()]
        chosen = [self.id_of(each) for each in who] or ids
        marks = [(f"bulletins.{bulletin_id}.{each}", outcome, why) for each in chosen]
        with self.village.engine.begin() as conn:
            sending.land(conn, marks, self.village.now)
