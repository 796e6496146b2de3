"""Random lives of pools: stock, shares and money stay exact whatever people and the clock do."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from bot.feature import Turn
from bot.ordering import moves
from bot.ordering.conditions import Given
from bot.ordering.order import ACCEPTED, PLACED, READY, Order
from bot.store import persons
from bot.talk.event import Said
from bot.talk.speaker import Speaker
from bot.wanting import answering, choosing, pooling, store
from bot.wanting.pledge import Pledged
from bot.wanting.pools import Pool
from bot.wanting.want import CLOSED, FAILED, FILLED, OFFERED, OPEN
from tests.wanting.fair import Fair

FARMERS = 6
WHO = st.integers(0, FARMERS - 1)
KILOS = st.sampled_from((1, 20, 45, 60, 100, 120))
PRICES = st.sampled_from((4000, 5500, 6000))


class PoolLife(RuleBasedStateMachine):
    """One pool of 120 kg on a database in memory; everything goes the way of the real turns."""

    sharing = "first"

    def __init__(self) -> None:
        super().__init__()
        self.fair = Fair(self.sharing)
        self.peter = self.fair.joins("Peter", "buy")
        self.farmers = [self.fair.farmer(f"Farmer{at}") for at in range(FARMERS)]
        # Two of them have something on the market already.
        self.own = {self.fair.lists(who, 30_000): 30_000 for who in self.farmers[:2]}

    @initialize(
        least=st.sampled_from(("All of it", "8 of 10", "Half of it")),
        begun=st.lists(KILOS, max_size=3),
    )
    def asks(self, least: str, begun: list[int]) -> None:
        words = "I need 120 kg tomatoes by Friday, up to 60"
        self.fair.pools(self.peter, words, "Change least", least)
        for who, kilos in enumerate(begun):
            self.promises(who, kilos, 6000)

    def acts(self, chat: int, does: Callable[[Turn], object]) -> None:
        """Do something in a turn of somebody, as the buttons would."""
        village = self.fair.village
        with village.engine.begin() as conn:
            known = persons.load_by_chat(conn, chat)
            assert known is not None
            features = village.runner.router.features
            turn = Turn(conn, village.now, known, Said(""), Speaker(), lambda _: Speaker())
            turn.features = features
            does(turn)

    @rule(who=WHO, kilos=KILOS, price=PRICES)
    def promises(self, who: int, kilos: int, price: int) -> None:
        terms = Pledged(1, kilos * 1000, price, self.fair.want().day)
        self.acts(self.farmers[who].chat, lambda turn: answering.promise(turn, terms))

    @rule(who=WHO)
    def leaves(self, who: int) -> None:
        if who < 2:
            want = self.fair.want()
            self.acts(self.farmers[who].chat, lambda turn: answering.back(turn, want))

    @rule(which=st.integers(0, 20), part=st.sampled_from((90, 95, 100, 108)))
    def brings(self, which: int, part: int) -> None:
        order = self._one(which, ACCEPTED)
        if order:
            given = Given(code=order.code, milli=order.amount * part // 100)
            self._moves(order, order.seller_id, "handover", given)

    @rule(which=st.integers(0, 20))
    def cannot_bring(self, which: int) -> None:
        order = self._one(which, ACCEPTED)
        if order:
            self._moves(order, order.seller_id, "cancel", Given(reason="spoiled"))

    @rule(which=st.integers(0, 20))
    def does_not_take(self, which: int) -> None:
        order = self._one(which, ACCEPTED)
        if order:
            self._moves(order, order.buyer_id, "cancel", Given(reason="cannot"))

    @rule(which=st.integers(0, 20))
    def waits_in_vain(self, which: int) -> None:
        order = self._one(which, ACCEPTED)
        if order:
            self._moves(order, order.seller_id, "ready", Given())
            self._moves(self.fair.order(order.id), order.seller_id, "noshow", Given())

    @rule(hours=st.sampled_from((1, 5, 12, 40)))
    def time_passes(self, hours: int) -> None:
        self.fair.village.passes(hours=hours)

    @rule(hours=st.sampled_from((5, 40, 90)))
    def the_bot_is_down(self, hours: int) -> None:
        self.fair.village.sleeps(hours=hours)

    @rule()
    def takes_what_there_is(self) -> None:
        want = self.fair.want()
        self.acts(self.peter.chat, lambda turn: choosing.fill(turn, want))

    @rule(sure=st.integers(0, 19))
    def calls_it_off(self, sure: int) -> None:
        if sure == 0:
            want = self.fair.want()
            self.acts(self.peter.chat, lambda turn: choosing.end(turn, want))

    def _one(self, which: int, state: str) -> Order | None:
        found = [order for order in self.fair.orders() if order.state == state]
        return found[which % len(found)] if found else None

    def _moves(self, order: Order, actor: int, command: str, given: Given) -> None:
        def does(turn: Turn) -> None:
            turn.person = turn.other(actor)
            moves.move(turn, order, command, given)

        self.acts(self.peter.chat, does)

    @invariant()
    def keeps_the_laws_of_stock_and_money(self) -> None:
        assert self.fair.broken() == []

    @invariant()
    def nobody_sells_what_they_never_put_up(self) -> None:
        # After a buyer who did not come the produce is the farmer's, to keep on sale.
        missed = {o.listing_id for o in self.fair.orders() if o.state == "no_show"}
        for order in self.fair.orders():
            if order.listing_id not in missed:
                free = self.fair.listing(order.listing_id).free
                assert free <= self.own.get(order.listing_id, 0)

    @invariant()
    def is_never_fuller_than_full_nor_shared_below_its_least(self) -> None:
        if not self.fair.bids():
            return
        want, parts = self.fair.want(), self.fair.parts()
        agreed = sum(o.amount for o in pooling.living(parts) if o.state != PLACED)
        assert agreed <= want.milli
        if want.state in {OPEN, FAILED, CLOSED}:
            assert agreed == 0

    @invariant()
    def holds_just_what_is_promised(self) -> None:
        if not self.fair.bids():
            return
        want, bids = self.fair.want(), self.fair.bids()
        waiting = {o.seller_id: o.ordered for o in self.fair.orders() if o.state == PLACED}
        offered = {bid.farmer_id: bid.milli for bid in bids if bid.state == OFFERED}
        assert waiting == (offered if want.state == OPEN else {})
        placed = [o for o in self.fair.orders() if o.state == PLACED]
        assert len(placed) == len(waiting)

    @invariant()
    def closes_its_books_once_with_every_coin(self) -> None:
        if not self.fair.bids():
            return
        want = self.fair.want()
        orders = [o for o in self.fair.orders() if o.handed_at]
        if want.settled_at is not None:
            assert want.state == FILLED
            assert not any(o.state in {ACCEPTED, READY} for o in self.fair.orders())
            pool = Pool(want, tuple(orders))
            assert sum(m.net.minor + m.transport.minor for m in pool.members) == sum(
                o.total for o in orders
            )


@pytest.mark.parametrize("sharing", ["first", "equal", "price"])
def test_pools_live_and_end_with_every_kilo_and_coin_in_its_place(sharing: str) -> None:
    machine = type(f"PoolLife{sharing}", (PoolLife,), {"sharing": sharing})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25,
            stateful_step_count=22,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_an_ad_knows_the_orders_that_came_of_it() -> None:
    fair = Fair()
    peter, amina = fair.joins("Peter", "buy"), fair.farmer("Amina")
    fair.pools(peter, "I need 200 kg tomatoes by Friday, up to 60")
    fair.pledges(amina, 50)
    with fair.village.engine.begin() as conn:
        (part,) = store.load_parts(conn, 1)
    assert (part.added, part.order.pool_id) == (50_000, 1)
