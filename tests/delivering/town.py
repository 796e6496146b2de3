"""A market with collection points: farmers with stock, buyers near by, staff, drivers."""

from dataclasses import replace
from typing import Any

from bot import delivering, ordering, people, selling
from bot.delivering import drivers
from bot.points import store as points
from bot.points.rules import Point, Window
from bot.store import persons
from tests.ordering.stalls import ADMIN_CHAT, Market
from tests.village import Person, Village

FRIDAY = Window(4, 14 * 60, 17 * 60, 3)
SATURDAY = Window(5, 9 * 60, 12 * 60, 3)
AT_POINT = "Fri, Jun 5"


class Town(Market):
    """A market whose orders travel."""

    def __init__(self, **speaking: Any) -> None:
        staff = frozenset({ADMIN_CHAT})
        languages = {"en": "English", "zh_Hans": "中文"}
        self.village = Village(
            [
                people.build(staff, languages),
                selling.FEATURE,
                ordering.FEATURE,
                delivering.FEATURE,
            ],
            **speaking,
        )

    def opens(self, name: str = "Kiminini market", **what: Any) -> Point:
        """Put up a collection point."""
        new = Point(
            0, name, "KE", "KE-31", "KE-31-naivasha", "Africa/Nairobi", -717_000, 36_431_000
        )
        given = {"windows": (FRIDAY, SATURDAY), "contact": "Wanjiru 0712", "address": "green gate"}
        with self.village.engine.begin() as conn:
            return points.insert_point(conn, replace(new, **(given | what)))

    def point(self, point_id: int = 1) -> Point:
        with self.village.engine.begin() as conn:
            found = points.load(conn, point_id, self.village.now)
            assert found is not None
            return found

    def drives(self, who: Person) -> int:
        """Let somebody drive; gives their id."""
        with self.village.engine.begin() as conn:
            known = persons.load_by_chat(conn, who.chat)
            assert known is not None
            drivers.enlist(conn, known.id, self.village.now)
            persons.save(conn, replace(known, roles=(*known.roles, "driver")))
            return known.id

    def goes_to_point(self, buyer: Person, order_id: int, at: int = 0) -> None:
        """Have a buyer choose the first free time (or a later one) at the nearest point."""
        buyer.taps(data=f"place.see.{order_id}")
        (shown,) = buyer.taps(data=f"place.at.{order_id}.1.0")
        times = [data for data in shown.buttons.values() if data.startswith("place.take")]
        buyer.taps(data=times[at])

    def places(self, buyer: Person, listing_id: int = 1, milli: int = 5000) -> int:
        """Have an order placed that is fetched at the farm, wherever else it could be."""
        before = self.count()
        self.village.passes(seconds=1 if before else 0)
        buyer.taps(data=f"buy.order.{listing_id}.{milli}")
        if any("At the farm" in label for label in buyer.last.buttons):
            buyer.taps("At the farm")
        buyer.taps("Yes, order")
        assert self.count() == before + 1
        return before + 1

    def at_point(self, buyer: Person, seller: Person, at: int = 0, **what: Any) -> int:
        """Have an order agreed that is fetched at the point."""
        found = self.places(buyer, **what)
        self.goes_to_point(buyer, found, at)
        seller.taps(data=f"order.do.{found}.accept")
        assert self.order(found).state == "accepted"
        return found
