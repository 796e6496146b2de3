"""A market whose people bring others."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot import inviting, ordering, people, selling
from bot.feature import Feature
from bot.inviting import store
from bot.inviting.rules import Invite, Newcomer
from bot.store import consents
from tests.ordering.stalls import ADMIN_CHAT, Market
from tests.somebody import meet
from tests.village import Person, Village


class Hamlet(Market):
    """A market with invites."""

    def __init__(self, *more: Feature, **speaking: Any) -> None:
        staff, languages = frozenset({ADMIN_CHAT}), {"en": "English"}
        self.village = Village(
            [
                people.build(staff, languages),
                selling.FEATURE,
                ordering.FEATURE,
                inviting.FEATURE,
                *more,
            ],
            **speaking,
        )

    def link_of(self, who: Person) -> str:
        """Have somebody look at their invite; gives what its link carries."""
        shown = who.says("/invite")[-1].text
        return shown.partition("start=")[2].split()[0]

    def comes_by(self, payload: str, name: str = "Peter", wants: str = "sell") -> Person:
        """Have a stranger follow a link and answer all the questions of joining."""
        who = self.village.person(name)
        who.says(f"/start {payload}")
        for words in ("English", wants, name):
            who.says(words)
        who.shares(-0.3031, 36.08)
        for words in ("yes", "yes"):
            who.says(words)
        assert any("You are in" in each.text for each in who.heard)
        return who

    def invite(self, who: Person) -> Invite:
        with self.village.engine.begin() as conn:
            found = store.load_of(conn, self.known(conn, who))
            assert found is not None
            return found

    def newcomer(self, who: Person) -> Newcomer | None:
        with self.village.engine.begin() as conn:
            return store.load_newcomer(conn, self.known(conn, who))

    def known(self, conn: Connection, who: Person) -> int:
        return meet(conn, who.chat, self.village.now).id

    def silences(self, who: Person, topic: str) -> None:
        with self.village.engine.begin() as conn:
            consents.silence(conn, self.known(conn, who), topic, self.village.now)

    def sells(self, seller: Person, buyer: Person) -> None:
        """Have something sold for good."""
        listed = self.lists(seller)
        found = self.accepted(buyer, seller, listing_id=listed)
        buyer.taps(data=f"order.do.{found}.receive.5000")
        seller.taps(data=f"order.do.{found}.money")
        buyer.taps(data=f"order.do.{found}.approve")
        assert self.order(found).state == "completed"


def bring(conn: Connection, by: int, how_many: int, now: datetime, region: str = "KE-31") -> None:
    """Write down somebody's invite, and people who joined by it."""
    own = store.load_or_make(conn, by, region, now)
    for at in range(how_many):
        who = meet(conn, by * 1000 + at, now).id
        store.follow(conn, who, replace(own, person_id=by), now)
        assert store.join(conn, who, region, now) == by
