"""Newcomers do as much in a day as a farmer needs, and no more until somebody vouches for them."""

from datetime import timedelta

from bot import ordering, people, selling, trusting
from bot.people.newcomers import FRESH, LISTINGS, ORDERS, is_new
from bot.trusting import store as trust
from bot.trusting.standing import Badge
from tests.ordering.stalls import ADMIN_CHAT, Market
from tests.village import Person, Village


class Crowd(Market):
    """A market that knows whom staff have checked."""

    def __init__(self) -> None:
        staff, languages = frozenset({ADMIN_CHAT}), {"en": "English"}
        self.village = Village(
            [
                people.build(staff, languages),
                selling.FEATURE,
                ordering.FEATURE,
                trusting.FEATURE,
            ]
        )

    def checks(self, who: Person, by: Person) -> None:
        """Let staff have seen who somebody is."""
        badge = Badge(0, self.id_of(who), "phone", None, self.id_of(by), self.village.now)
        with self.village.engine.begin() as conn:
            assert trust.give_badge(conn, badge)

    def tries(self, buyer: Person, listing_id: int) -> None:
        buyer.taps(data=f"buy.order.{listing_id}.1000")
        buyer.taps("Yes, order")
        self.village.passes(seconds=1)


def sells(amina: Person) -> None:
    for words in ("/sell", "tomato", "20 kg", "80", "today", "skip"):
        amina.says(words)
    amina.taps("Yes, sell it")


def test_somebody_is_new_for_a_week() -> None:
    crowd = Crowd()
    now = crowd.village.now
    assert is_new(now, now)
    assert not is_new(now - FRESH, now)


def test_a_newcomer_orders_so_much_a_day_and_goes_on_tomorrow() -> None:
    crowd = Crowd()
    amina, joe = crowd.joins("Amina", "sell"), crowd.joins("Joe")
    listing = crowd.lists(amina, 900_000)
    for _ in range(ORDERS):
        crowd.tries(joe, listing)
    assert crowd.count() == ORDERS
    crowd.tries(joe, listing)
    assert joe.sees("many orders for a first week")
    assert crowd.count() == ORDERS
    assert crowd.listing(listing).held == ORDERS * 1000
    crowd.village.passes(days=1)
    crowd.tries(joe, listing)
    assert crowd.count() == ORDERS + 1


def test_whom_staff_have_checked_is_not_held_up() -> None:
    crowd = Crowd()
    amina, joe, njeri = crowd.joins("Amina", "sell"), crowd.joins("Joe"), crowd.admin()
    listing = crowd.lists(amina, 900_000)
    crowd.checks(joe, njeri)
    for _ in range(ORDERS + 2):
        crowd.tries(joe, listing)
    assert crowd.count() == ORDERS + 2


def test_after_a_week_nobody_counts() -> None:
    crowd = Crowd()
    amina, joe = crowd.joins("Amina", "sell"), crowd.joins("Joe")
    crowd.village.passes(days=FRESH / timedelta(days=1))
    listing = crowd.lists(amina, 900_000)
    for _ in range(ORDERS + 2):
        crowd.tries(joe, listing)
    assert crowd.count() == ORDERS + 2


def test_a_newcomer_lists_so_much_a_day() -> None:
    crowd = Crowd()
    amina = crowd.joins("Amina", "sell")
    for _ in range(LISTINGS):
        sells(amina)
    before = len(amina.heard)
    sells(amina)
    assert "much on offer for a first week" in amina.toast
    assert len(amina.heard) > before
    crowd.village.passes(days=1, seconds=1)
    sells(amina)
    assert crowd.listing(LISTINGS + 1).seller_id == crowd.id_of(amina)
