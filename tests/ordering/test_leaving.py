"""What is held of people in orders, and what stays of it when they go."""

from bot.ordering import leaving, store
from tests.ordering.stalls import Market


def test_the_export_holds_both_sides_orders_but_no_code_of_others() -> None:
    market = Market()
    amina, joe = market.joins("Amina", "sell"), market.joins("Joe")
    market.lists(amina)
    market.accepted(joe, amina)
    ids = market.id_of(amina), market.id_of(joe)
    with market.village.engine.begin() as conn:
        (hers,), (his,) = (leaving.export(conn, each)["orders"] for each in ids)
    assert "code" not in hers
    assert his["code"] == market.order().code
    assert [line["command"] for line in his["history"]] == ["place", "accept"]


def test_nobody_is_forgotten_with_an_open_order() -> None:
    market = Market()
    amina, joe = market.joins("Amina", "sell"), market.joins("Joe")
    market.lists(amina)
    market.accepted(joe, amina)
    joe.says("/forget")
    joe.taps("Yes")
    if joe.last.buttons:
        joe.taps("Yes")
    assert market.order().buyer_name == "Joe"


def test_receipts_stay_without_the_name() -> None:
    market = Market()
    amina, joe = market.joins("Amina", "sell"), market.joins("Joe")
    market.lists(amina)
    market.accepted(joe, amina)
    for data in ("receive.5000", "approve"):
        joe.taps(data=f"order.do.1.{data}")
    amina.taps("Money received")
    joes = market.id_of(joe)
    with market.village.engine.begin() as conn:
        store.forget(conn, joes)
    (receipt,) = amina.taps(data="order.receipt.1")
    assert "Joe" not in receipt.text
    assert "somebody" in receipt.text
    assert "KSh 250" in receipt.text


def test_a_history_that_grows_and_grows_still_fits_on_a_message() -> None:
    market = Market()
    amina, joe = market.joins("Amina", "sell"), market.joins("Joe")
    market.lists(amina)
    market.accepted(joe, amina)
    for _ in range(30):
        amina.taps(data="order.do.1.photo")
        amina.sends_photo()
    joe.taps(data="order.history.1")
    assert len(joe.last.text) < 2000
    joes = market.id_of(joe)
    with market.village.engine.begin() as conn:
        (his,) = leaving.export(conn, joes)["orders"]
    assert len(his["history"]) == 32
