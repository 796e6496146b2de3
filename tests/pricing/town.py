"""A market with a price board: people who sell and buy, and sales that were made."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, text

from bot import ordering, people, pricing, selling
from bot.feature import Feature
from bot.ordering.news import Move
from bot.ordering.order import Order
from bot.pricing import turns
from bot.selling import sales
from bot.selling.board import Sale
from bot.store import persons
from tests.ordering.stalls import ADMIN_CHAT, Market, turn_of
from tests.somebody import meet
from tests.village import MORNING, Person, Village


class Town(Market):
    """A market where prices are kept."""

    def __init__(self, fewest: int = 3, *more: Feature) -> None:
        features = [
            people.build(frozenset({ADMIN_CHAT}), {"en": "English"}),
            selling.build(fewest),
            ordering.FEATURE,
            pricing.build(fewest),
            *more,
        ]
        self.village = Village(features)
        self.written = 0

    def sells(self, seller: Person, buyer: Person, price: int = 80, **what: Any) -> int:
        """Have 5 of something sold for good; gives the order's id."""
        listed = self.lists(seller, price_minor=price * 100, **what)
        found = self.accepted(buyer, seller, listing_id=listed)
        amount = self.order(found).amount
        buyer.taps(data=f"order.do.{found}.receive.{amount}")
        seller.taps(data=f"order.do.{found}.money")
        buyer.taps(data=f"order.do.{found}.approve")
        assert self.order(found).state == "completed"
        return found

    def sold(self, *prices: int, **what: Any) -> None:
        """Write down a sale at each of these prices, each by a farmer of its own."""
        with self.village.engine.begin() as conn:
            for price in prices:
                self.written += 1
                who = meet(conn, 5000 + self.written, self.village.now).id
                facts = {"seller_id": who, "buyer_id": who, **what}
                sales.record(conn, sale(self.village.now, self.written, price, **facts))

    def kept(self, seller: Person) -> list[Sale]:
        """Give the sales kept of somebody."""
        whom = self.id_of(seller)
        with self.village.engine.begin() as conn:
            return sales.load_of(conn, whom, self.village.now - timedelta(days=1))

    def hears(self, before: Order, after: Order) -> None:
        """Have the prices hear of a move of an order."""
        with self.village.engine.begin() as conn:
            staff = persons.load(conn, after.seller_id)
            assert staff is not None
            turn = turn_of(conn, staff, self.village.now)
            turns.note_sale(turn, Move(before, after, "settle", "admin"))


def sale(now: datetime = MORNING, order_id: int = 1, price: int = 80, **what: Any) -> Sale:
    """A sale of 5 kg of tomatoes in Naivasha, at a price in whole shillings."""
    base: dict[str, Any] = {
        "unit": "kg",
        "price": price * 100,
        "rate": price * 100_000,
        "currency": "KES",
        "region": "KE-31",
        "place_id": "KE-31-naivasha",
        "seller_id": order_id,
        "order_id": 1000 + order_id,
        "crop_id": "tomato",
        "unit_grams": 1000,
        "milli": 5000,
        "country": "KE",
        "buyer_id": 1,
        "at": now - timedelta(days=1, minutes=order_id),
    }
    return Sale(**{**base, **what})


def sell_much(conn: Connection) -> None:
    """Twelve thousand sales in two hundred days: 20 crops, 3 countries, 20 regions, 60 districts."""
    people = [meet(conn, chat, MORNING).id for chat in range(1, 101)]
    rows = [
        asdict(
            sale(
                order_id=at,
                at=MORNING - timedelta(minutes=24 * at),
                crop_id=f"crop {at % 20}",
                country=f"country {at // 20 % 3}",
                region=f"region {at // 20 % 20}",
                place_id=f"place {at // 20 % 60}",
                seller_id=people[at % 100],
                buyer_id=people[at % 99],
            )
        )
        for at in range(12_000)
    ]
    conn.execute(insert(sales.sale), rows)
    conn.execute(text("ANALYZE"))
