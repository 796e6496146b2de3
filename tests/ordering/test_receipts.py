"""Receipts: the words of the day, in the reader's language, for ever; and as a page to keep."""

import pytest
from sqlalchemy import update

from bot.ordering import receipts, store
from bot.store.persons import person
from tests.ordering.books import does, weighs
from tests.ordering.stalls import Market
from tests.village import Person, plain

Two = tuple[Market, Person, Person]


@pytest.fixture
def two() -> Two:
    """A farmer who reads English and a buyer who reads Chinese, with one order handed over."""
    market = Market()
    amina, joe = market.joins("Amina", "sell"), market.joins("Joe", language="zh_Hans")
    market.lists(amina)
    joe.taps(data="buy.order.1.5000")
    joe.taps("下单")
    does(amina, "accept")
    weighs(market, amina, "5")
    return market, amina, joe


def test_each_side_is_given_a_receipt_in_their_own_language_at_once(two: Two) -> None:
    _, amina, joe = two
    assert any("Receipt" in shown.text and "tomato" in shown.text for shown in amina.heard)
    assert any("收据" in shown.text and "西红柿" in shown.text for shown in joe.heard)


def test_nothing_that_changes_later_changes_a_receipt(two: Two) -> None:
    market, _, joe = two
    (before,) = joe.taps(data="order.receipt.1")
    with market.village.engine.begin() as conn:
        conn.execute(update(person).values(language="en", zone="Asia/Shanghai", called="X"))
        conn.execute(update(store.orders).values(price_minor=1, actual=1, crop_id="maize"))
    market.village.passes(days=1)
    (after,) = joe.taps(data="order.receipt.1")
    assert after.text == before.text
    assert "Amina" in after.text


def test_a_receipt_is_also_a_page_with_the_same_words(two: Two) -> None:
    _, amina, _ = two
    (receipt,) = amina.taps(data="order.receipt.1")
    (page,) = amina.taps("PDF")
    assert page.sheet is not None
    lines = [phrase.values["words"] for phrase in page.sheet.lines if phrase]
    for line in lines:
        assert plain(str(line)) in receipt.text


def test_whoever_goes_takes_their_receipts_along_and_their_name_out_of_others(two: Two) -> None:
    market, amina, joe = two
    does(joe, "approve")
    does(amina, "money")
    me = market.id_of(joe)
    with market.village.engine.begin() as conn:
        store.forget(conn, me)
        receipts.forget(conn, me)
        assert receipts.load_all(conn, me) == []
    (receipt,) = amina.taps(data="order.receipt.1")
    assert "Joe" not in receipt.text
    assert "somebody" in receipt.text


def test_an_order_older_than_receipts_still_has_one(two: Two) -> None:
    market, amina, _ = two
    with market.village.engine.begin() as conn:
        conn.execute(receipts.receipt.delete())
    (receipt,) = amina.taps(data="order.receipt.1")
    assert "KSh 250" in receipt.text


@pytest.mark.parametrize(
    "data", ["order.receipt.1.9", "order.sheet.1.99999999999", "order.sheet.1.x"]
)
def test_a_receipt_nobody_wrote_is_the_one_there_is(two: Two, data: str) -> None:
    _, amina, _ = two
    (shown,) = amina.taps(data=data)
    assert "Receipt" in shown.text
