"""A market whose farmers are told what they earned."""

from dataclasses import replace
from typing import Any

from sqlalchemy import text

from bot import earnings, ordering, people, pricing, selling
from bot.feature import Feature
from bot.ordering import store as orders
from bot.ordering.news import MOVED, Move
from bot.store import consents, persons
from tests.ordering.stalls import ADMIN_CHAT, Market, turn_of
from tests.somebody import meet
from tests.village import Person, Village


class Farmers(Market):
    """A market with weekly notes and a village board."""

    def __init__(self, *more: Feature, **speaking: Any) -> None:
        self.village = Village(
            [
                people.build(frozenset({ADMIN_CHAT}), {"en": "English"}),
                selling.FEATURE,
                ordering.FEATURE,
                pricing.FEATURE,
                earnings.FEATURE,
                *more,
            ],
            **speaking,
        )

    def sells(self, seller: Person, buyer: Person, price: int = 80, **what: Any) -> int:
        """Have 5 of something sold for good; gives the order's id."""
        listed = self.lists(seller, price_minor=price * 100, **what)
        found = self.accepted(buyer, seller, listing_id=listed)
        buyer.taps(data=f"order.do.{found}.receive.5000")
        seller.taps(data=f"order.do.{found}.money")
        buyer.taps(data=f"order.do.{found}.approve")
        assert self.order(found).state == "completed"
        return found

    def corrects(self, order_id: int, **changes: Any) -> None:
        """Let a completed order change as staff may settle it, and all rooms hear of it."""
        with self.village.engine.begin() as conn:
            before = orders.load(conn, order_id)
            assert before is not None
            after = replace(before, **changes, version=before.version + 1)
            orders.save(conn, before, after)
            turn = turn_of(conn, meet(conn, ADMIN_CHAT, self.village.now), self.village.now)
            turn.features = self.village.runner.router.features
            turn.announce(MOVED, Move(before, after, "part", "admin"))

    def silences(self, who: Person, topic: str) -> None:
        with self.village.engine.begin() as conn:
            known = meet(conn, who.chat, self.village.now).id
            consents.silence(conn, known, topic, self.village.now)

    def lists_gone(self) -> None:
        """Take everything off the market, so that hints speak of it."""
        with self.village.engine.begin() as conn:
            conn.execute(text("UPDATE listing SET state = 'sold_out'"))

    def lives_in(self, who: Person, zone: str) -> None:
        with self.village.engine.begin() as conn:
            known = meet(conn, who.chat, self.village.now)
            persons.save(conn, replace(known, zone=zone))
