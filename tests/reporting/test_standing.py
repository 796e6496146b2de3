"""Whoever is restricted, suspended or banned: what is open goes on, the rest waits, and they may speak."""

import pytest
from sqlalchemy import Connection

from bot.store import persons
from tests.reporting.town import Court
from tests.village import Person


@pytest.fixture(autouse=True)
def told(court: Court, amina: Person, peter: Person) -> None:
    court.is_told(amina)


def is_kept_off(who: Person) -> bool:
    return "This has to wait" in who.last.text or "not possible" in who.last.text


def test_a_restricted_buyer_looks_but_orders_nothing(
    court: Court, peter: Person, njeri: Person
) -> None:
    court.decides(njeri, "restrict")
    peter.taps(data="buy.see.1")
    assert not is_kept_off(peter)
    peter.taps(data="buy.order.1.5000")
    assert is_kept_off(peter)
    assert "✋ I do not agree" in peter.last.buttons
    assert court.count() == 1


def test_a_restricted_farmer_lists_nothing(
    court: Court, amina: Person, peter: Person, njeri: Person
) -> None:
    peter.taps(data="report.listing.1")
    peter.taps(data="report.why.listing.1.fake")
    court.decides(njeri, "restrict", "goods", case=2)
    for way in ("/sell", "sell 20 kg beans at 90"):
        amina.says(way)
        assert is_kept_off(amina), way
    amina.taps(data="listing.new")
    assert is_kept_off(amina)


def test_a_talk_under_way_ends_with_the_restriction(
    court: Court, peter: Person, njeri: Person
) -> None:
    peter.taps(data="buy.order.1.5000")
    question = peter.last
    court.decides(njeri, "restrict")
    for data in question.buttons.values():
        peter.taps(data=data)
    assert court.count() == 1


@pytest.mark.parametrize("decision", ["restrict", "suspend", "ban"])
def test_open_orders_go_on_and_what_is_ones_own_stays(
    court: Court, amina: Person, peter: Person, njeri: Person, decision: str
) -> None:
    court.decides(njeri, decision)
    peter.says("/orders")
    assert not is_kept_off(peter)
    court.writes(peter, "I come on Tuesday")
    assert court.letters()[-1].brought.words == "I come on Tuesday"
    for command in ("/help", "/mydata", "/language", "/forget", "/appeal"):
        peter.says(command)
        assert not is_kept_off(peter), command
    amina.taps(data="order.do.1.accept")
    assert court.order().state == "accepted"


@pytest.mark.parametrize("decision", ["suspend", "ban"])
@pytest.mark.parametrize("way", ["/buy", "/basket", "/menu", "/card", "/wanted"])
def test_all_else_waits_for_who_is_suspended(
    court: Court, peter: Person, njeri: Person, decision: str, way: str
) -> None:
    court.decides(njeri, decision)
    peter.says(way)
    assert is_kept_off(peter)
    assert "📦 My open orders" in peter.last.buttons


def test_a_look_at_the_standing_of_others_costs_no_statement(
    court: Court, amina: Person, peter: Person
) -> None:
    amina.says("/orders")
    counted = court.village.statements
    router = court.village.runner.router
    gateless = [each for each in router.features if each.name != "reporting"]
    router.__dict__["features"] = tuple(gateless)
    amina.says("/orders")
    assert court.village.statements == counted


def test_staff_are_never_locked_out(court: Court, njeri: Person) -> None:
    court.asks(persons.put_standing, court.id_of(njeri), "banned")
    njeri.says("/reports")
    assert "Open reports" in njeri.last.text


def test_who_leaves_while_banned_comes_back_banned(
    court: Court, amina: Person, peter: Person, njeri: Person
) -> None:
    amina.taps(data="order.do.1.decline.sold")
    court.decides(njeri, "ban")
    peter.says("/forget")
    peter.says("yes")
    peter.says("yes")
    assert not court.asks(_is_known, peter.chat)
    peter.says("/start")
    peter.says("English")
    assert court.standing(peter) == "banned"


def _is_known(conn: Connection, chat: int) -> bool:
    return persons.load_by_chat(conn, chat) is not None
