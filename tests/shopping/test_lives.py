"""Random lives of a basket: whatever people and the market do, a line is one order or stays."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.ordering.order import Order
from tests.ordering.stalls import broken_laws
from tests.shopping.mall import Mall
from tests.village import Person

LISTINGS = (1, 2, 3)
YES = "✅ Yes, order all"


@dataclass(frozen=True)
class Step:
    """Somebody does something to a listing; `part` says how much."""

    what: str
    listing: int
    part: int


STEPS = st.builds(
    Step,
    what=st.sampled_from(
        (
            *("add", "add", "add", "set", "out", "back", "yes", "yes", "yes", "old-yes"),
            *("price", "other", "pause", "open", "least", "step", "more"),
        )
    ),
    listing=st.sampled_from(LISTINGS),
    part=st.integers(1, 12),
)


class Life:
    """Joe with his basket, a rival, and a market that moves."""

    def __init__(self) -> None:
        self.mall = Mall()
        seller = self.mall.joins("Amina", "sell")
        other = self.mall.joins("Baraka", "sell")
        for crop, of in (("tomato", seller), ("maize", seller), ("onion", other)):
            self.mall.lists(of, milli=12_000, crop_id=crop)
        self.joe, self.rival = self.mall.joins("Joe"), self.mall.joins("Rival")
        self.old_yes = "basket.yes.0.farm"

    def orders(self) -> list[Order]:
        found = [self.mall.order(number) for number in range(1, self.mall.count() + 1)]
        mine = self.mall.id_of(self.joe)
        return [order for order in found if order.buyer_id == mine]

    def takes(self, step: Step) -> None:
        self.mall.village.now += self.mall.village.now.resolution
        match step.what:
            case "add" | "set" | "back":
                self.joe.taps(data=f"basket.{step.what}.{step.listing}.{step.part * 1000}")
            case "out":
                self.joe.taps(data=f"basket.out.{step.listing}")
            case "yes":
                self.says_yes()
            case "old-yes":
                self.agrees(self.old_yes)
            case _:
                self.market_moves(step)

    def market_moves(self, step: Step) -> None:
        match step.what:
            case "price":
                self.mall.sets(step.listing, price_minor=step.part * 500)
            case "other":
                self.rival.taps(data=f"basket.add.{step.listing}.{step.part * 1000}")
                self.confirm(self.rival)
            case "pause" | "open":
                state = {"pause": "paused", "open": "open"}[step.what]
                self.mall.sets(step.listing, state=state)
            case "least" | "step":
                self.mall.sets(step.listing, **{step.what: step.part * 500})
            case "more":
                seller = "Baraka" if step.listing == 3 else "Amina"
                who = next(p for p in self.mall.village.people.values() if p.name == seller)
                who.taps(data=f"listing.restock.{step.listing}")
                who.says(str(step.part))

    def confirm(self, who: Person) -> str | None:
        """Read the basket back; gives the data of the yes."""
        who.taps(data="basket.review")
        data = who.last.buttons.get(YES)
        if who is not self.joe and data:
            who.taps(data=data)
        return data

    def says_yes(self) -> None:
        data = self.confirm(self.joe)
        if data is not None:
            self.old_yes = data
            self.agrees(data)

    def agrees(self, data: str) -> None:
        """Say yes: every order that comes of it was a line, and its line is gone."""
        basket, before = self.mall.basket(self.joe), self.orders()
        self.joe.taps(data=data)
        new = self.orders()[len(before) :]
        after = self.mall.basket(self.joe)
        assert set(after) | {order.listing_id for order in new} == set(basket)
        assert not set(after) & {order.listing_id for order in new}
        assert max(Counter(order.listing_id for order in new).values(), default=1) == 1
        for order in new:
            assert order.ordered <= basket[order.listing_id]
            assert order.price_minor == self.mall.listing(order.listing_id).price_minor
        if new:
            assert self.tells_of(new)

    def tells_of(self, new: Sequence[Order]) -> bool:
        return all(order.number in self.joe.last.text for order in new)

    def assert_laws(self) -> None:
        with self.mall.village.engine.begin() as conn:
            for listing_id in LISTINGS:
                assert broken_laws(conn, listing_id) == []


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STEPS, min_size=5, max_size=25))
def test_every_line_is_one_order_or_stays_and_stock_is_exact(steps: list[Step]) -> None:
    life = Life()
    for step in steps:
        life.takes(step)
    life.assert_laws()
    life.says_yes()
    orders = len(life.orders())
    life.agrees(life.old_yes)
    assert len(life.orders()) == orders
    life.assert_laws()
    life.mall.village.engine.dispose()
