"""A market with people who have joined: farmers with stock, buyers, staff."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import Connection, select

from bot import finding, ordering, people, selling
from bot.feature import Turn
from bot.ordering import store
from bot.ordering.basket import fill_basket
from bot.ordering.offer import Offer
from bot.ordering.order import Order
from bot.people.store import Profile, save_profile
from bot.selling import stock
from bot.selling.offers import Listing
from bot.selling.store import insert_listing
from bot.selling.store import load as load_listing
from bot.store import persons
from bot.talk.event import Said, Sender
from bot.talk.speaker import Speaker
from tests.ordering.laws import broken_money_laws, orders_of
from tests.village import Person, Village

ADMIN_CHAT = 1999


class Market:
    """A village whose people trade; `farmer` sells, `buyer` buys, `admin` settles."""

    def __init__(self, **speaking: Any) -> None:
        staff = frozenset({ADMIN_CHAT})
        languages = {"en": "English", "zh_Hans": "中文"}
        features = [
            people.build(staff, languages),
            selling.FEATURE,
            finding.FEATURE,
            ordering.FEATURE,
        ]
        self.village = Village(features, **speaking)

    def joins(self, name: str, wants: str = "buy", language: str = "en", **place: Any) -> Person:
        """Bring somebody in who has answered all questions of joining."""
        who = self.village.person(name, language)
        with self.village.engine.begin() as conn:
            join(conn, who.chat, name, wants, self.village.now, language=language, **place)
        return who

    def admin(self, name: str = "Njeri") -> Person:
        who = Person(self.village, ADMIN_CHAT, name, "en")
        self.village.people[ADMIN_CHAT] = who
        with self.village.engine.begin() as conn:
            join(conn, ADMIN_CHAT, name, "both", self.village.now, roles=("admin",))
        return who

    def lists(self, seller: Person, milli: int = 20_000, **what: Any) -> int:
        """Put something up for sale; gives the listing's id."""
        with self.village.engine.begin() as conn:
            known = persons.load_by_chat(conn, seller.chat)
            assert known is not None
            return put_up(conn, known.id, self.village.now, milli, **what).id

    def id_of(self, who: Person) -> int:
        with self.village.engine.begin() as conn:
            known = persons.load_by_chat(conn, who.chat)
            assert known is not None
            return known.id

    def order(self, order_id: int = 1) -> Order:
        with self.village.engine.begin() as conn:
            found = store.load(conn, order_id)
            assert found is not None
            return found

    def count(self) -> int:
        with self.village.engine.begin() as conn:
            return len(conn.execute(select(store.orders.c.id)).all())

    def listing(self, listing_id: int = 1) -> Listing:
        with self.village.engine.begin() as conn:
            found = load_listing(conn, listing_id)
            assert found is not None
            return found

    def history(self, order_id: int = 1) -> list[str]:
        with self.village.engine.begin() as conn:
            return [each.command for each in store.load_history(conn, order_id)]

    def places(self, buyer: Person, listing_id: int = 1, milli: int = 5000) -> int:
        """Have an order placed by tapping; gives its id."""
        before = self.count()
        if before:
            self.village.passes(seconds=1)
        buyer.taps(data=f"buy.order.{listing_id}.{milli}")
        buyer.taps("Yes, order")
        assert self.count() == before + 1
        return before + 1

    def accepted(self, buyer: Person, seller: Person, **what: Any) -> int:
        found = self.places(buyer, **what)
        seller.taps(data=f"order.do.{found}.accept")
        assert self.order(found).state == "accepted"
        return found


def join(
    conn: Connection,
    chat: int,
    name: str,
    wants: str,
    now: datetime,
    *,
    language: str = "en",
    region: str = "KE-31",
    place: str = "KE-31-naivasha",
    roles: tuple[str, ...] = (),
    village: str | None = "Karai",
) -> persons.Person:
    """Write down somebody who joined."""
    met = persons.meet(conn, Sender(chat, chat, name), now)
    wanted = {"sell": ("farmer",), "buy": ("buyer",), "both": ("buyer", "farmer")}[wants]
    person = persons.save(
        conn,
        replace(
            met,
            called=name,
            language=language,
            country="KE",
            zone="Africa/Nairobi",
            roles=tuple(sorted({*wanted, *roles})),
        ),
    )
    save_profile(
        conn,
        Profile(person.id, wants, region, place, -717_000, 36_430_000, now, now, village=village),
    )
    return person


def put_up(
    conn: Connection, seller_id: int, now: datetime, milli: int = 20_000, **what: Any
) -> Listing:
    """Write down something for sale."""
    new = Listing(
        **{
            "seller_id": seller_id,
            "crop_id": "tomato",
            "unit": "kg",
            "unit_grams": 1000,
            "price_minor": 5000,
            "currency": "KES",
            "on_hand": 0,
            "ready_from": date(2026, 6, 1).isoformat(),
            "country": "KE",
            "region": "KE-31",
            "place_id": "KE-31-naivasha",
            "lat_e6": -717_000,
            "lon_e6": 36_430_000,
            "created_at": now,
            "touched_at": now,
            "expires_at": now + timedelta(days=30),
            **what,
        }
    )
    written = insert_listing(conn, new)
    stocked = stock.restock(conn, written.id, milli, now, actor_id=seller_id)
    assert stocked is not None
    return stocked


def turn_of(conn: Connection, person: persons.Person, now: datetime) -> Turn:
    """Open a turn as the runner does, for what is tested below the buttons."""
    return Turn(conn, now, person, Said(""), Speaker(), lambda _: Speaker())


def basket(
    conn: Connection, listed: Listing, milli: int, buyer: persons.Person, key: str, now: datetime
) -> Order:
    seller = persons.load(conn, listed.seller_id)
    assert seller is not None
    return fill_basket(Offer(listed, ""), milli, buyer, seller, None, key, now)


def broken_laws(conn: Connection, listing_id: int) -> list[str]:
    """Name the laws of stock and money that do not hold for a listing and its orders."""
    listed = load_listing(conn, listing_id)
    assert listed is not None
    sums = stock.sum_ledger(conn, listing_id)
    gone = sum(sums.get(kind, 0) for kind in (stock.HANDED_OVER, stock.SPOILED, stock.WITHDREW))
    found = orders_of(conn, listing_id)
    given = sum(order.given for order in found if order.handed_at)
    laws = {
        "all that was listed is somewhere": listed.on_hand + gone == sums[stock.LISTED],
        "the ledger says what is held": listed.held
        == sums.get(stock.HELD, 0) - sums.get(stock.RELEASED, 0),
        "open orders hold what is held": listed.held == sum(order.held for order in found),
        "an order holds what is agreed": all(
            o.held == o.amount for o in found if o.state in AGREED
        ),
        "what is over holds nothing": not any(o.held for o in found if o.state not in HOLDING),
        "what was handed over is in the ledger": given == sums.get(stock.HANDED_OVER, 0),
        "totals are exact": all(o.total == exact(o.price.minor, o.given) for o in found),
    }
    broken = [law for law, holds in laws.items() if not holds]
    return broken + broken_money_laws(conn, listing_id, found)


def exact(price_minor: int, milli: int) -> int:
    """Work a total out by another way than the code does: half a coin goes up."""
    return int((Decimal(price_minor) * milli / 1000).quantize(Decimal(1), ROUND_HALF_UP))


AGREED = ("placed", "countered", "accepted", "ready")
HOLDING = (*AGREED, "disputed")
