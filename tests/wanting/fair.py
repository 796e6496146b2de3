"""A market where buyers ask farmers: people join, farmers are known to grow what they once listed."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot import ordering, people, selling, wanting
from bot.ordering.order import Order
from bot.selling.store import listing
from bot.store import persons
from bot.wanting import growers, store
from bot.wanting.pooling import missing
from bot.wanting.store import Part
from bot.wanting.want import Bid, Want
from tests.ordering.stalls import ADMIN_CHAT, Market, broken_laws, put_up
from tests.village import Person, Village

LANGUAGES = {"en": "English", "zh_Hans": "中文", "hi": "हिन्दी", "ar": "العربية"}


class Fair(Market):
    """A market with wanted ads; `peter` buys, `farmers` grow tomatoes."""

    def __init__(self, rule: str = "first", **speaking: Any) -> None:
        staff = frozenset({ADMIN_CHAT})
        features = [
            people.build(staff, LANGUAGES),
            selling.build(3),
            wanting.build(rule),
            ordering.FEATURE,
        ]
        self.village = Village(features, **speaking)

    def grows(self, who: Person, crop: str = "tomato", at: tuple[int, int] | None = None) -> None:
        """Have somebody known to grow a crop, without anything on the market now."""
        with self.village.engine.begin() as conn:
            known = persons.load_by_chat(conn, who.chat)
            assert known is not None
            spot = at or (-717_000, 36_430_000)
            listed = put_up(
                conn,
                known.id,
                self.village.now - timedelta(days=60),
                1000,
                crop_id=crop,
                state="withdrawn",
                lat_e6=spot[0],
                lon_e6=spot[1],
            )
            growers.remember(conn, listed, self.village.now)

    def farmer(self, name: str, crop: str = "tomato", **what: Any) -> Person:
        who = self.joins(name, "sell", **what)
        self.grows(who, crop)
        return who

    def want(self, want_id: int = 1) -> Want:
        with self.village.engine.begin() as conn:
            found = store.load(conn, want_id)
            assert found is not None
            return found

    def bids(self, want_id: int = 1) -> list[Bid]:
        with self.village.engine.begin() as conn:
            return store.load_bids(conn, want_id)

    def parts(self, want_id: int = 1) -> list[Part]:
        with self.village.engine.begin() as conn:
            return store.load_parts(conn, want_id)

    def orders(self, want_id: int = 1) -> list[Order]:
        return [part.order for part in self.parts(want_id)]

    def missing(self, want_id: int = 1) -> int:
        return missing(self.want(want_id), self.parts(want_id))

    def broken(self) -> list[str]:
        """Name every law of stock and money that does not hold anywhere."""
        with self.village.engine.begin() as conn:
            ids = [row.id for row in conn.execute(select(listing.c.id))]
            return [law for each in ids for law in broken_laws(conn, each)]

    def asks(self, who: Person, words: str = "I need 200 kg tomatoes by Friday, up to 60") -> None:
        """Put an ad up by one sentence."""
        who.says(words)
        who.taps("I choose from offers")
        who.taps("Yes, ask them")

    def pools(
        self, who: Person, words: str = "I need 500 kg tomatoes by Friday, up to 60", *taps: str
    ) -> None:
        """Put an ad up that several farmers fill together."""
        who.says(words)
        who.taps("Several farmers together")
        for label in taps:
            who.taps(label)
        who.taps("Yes, ask them")

    def pledges(self, who: Person, kilos: int, *, price: str = "") -> None:
        """Promise some of it."""
        who.taps("Some of it")
        who.says(str(kilos))
        if price:
            who.taps("Change price")
            who.says(price)
        who.taps("Yes, I promise")
