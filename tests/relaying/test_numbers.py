"""Phone numbers are shown only when both agree, and can be hidden again."""

import pytest

from bot.relaying import numbers
from bot.relaying.letters import Shared
from tests.relaying.town import Town
from tests.village import Person


def shared(town: Town) -> Shared | None:
    with town.village.engine.begin() as conn:
        return numbers.load(conn, 1)


@pytest.fixture
def agreed(town: Town, amina: Person, peter: Person) -> tuple[Person, Person]:
    peter.taps(data="relay.propose.1")
    amina.taps("✅ Agree")
    return amina, peter


def test_one_asks_the_other_agrees_and_each_gives_their_own(
    town: Town, amina: Person, peter: Person
) -> None:
    peter.taps(data="order.more.1")
    peter.taps("📞 Numbers")
    assert "hidden" in peter.last.text
    peter.taps("Share numbers")
    assert "Peter asks about order" in amina.last.text
    amina.taps("✅ Agree")
    amina.taps("Share my number")
    amina.shares_phone("254700111222")
    assert "Yours: +254700111222" in amina.last.text
    assert not any("254700111222" in seen.text for seen in peter.heard)
    peter.taps("Give my number")
    peter.taps("Share my number")
    peter.shares_phone("+254 711 000 333")
    assert "Amina Wanjiru: +254700111222" in peter.last.text
    assert "Peter Otieno: +254711000333" in amina.last.text


def test_a_number_that_is_not_ones_own_is_not_taken(
    town: Town, agreed: tuple[Person, Person]
) -> None:
    amina, _ = agreed
    amina.shares_phone("+254700111222", own=False)
    assert "your own number" in amina.last.text
    amina.says("0700111222")
    assert "tap the button" in amina.last.text
    found = shared(town)
    assert found is not None
    assert found.seller_phone is None


def test_a_no_keeps_numbers_hidden_and_is_not_asked_again_the_same_day(
    town: Town, amina: Person, peter: Person
) -> None:
    peter.taps(data="relay.propose.1")
    amina.taps("Not now")
    asked = sum("asks about order" in seen.text for seen in amina.heard)
    peter.taps(data="relay.propose.1")
    assert "tomorrow" in peter.toast
    assert sum("asks about order" in seen.text for seen in amina.heard) == asked
    town.village.passes(hours=25)
    peter.taps(data="relay.propose.1")
    found = shared(town)
    assert found is not None


def test_nobody_agrees_to_their_own_question(town: Town, amina: Person, peter: Person) -> None:
    peter.taps(data="relay.propose.1")
    peter.taps(data="relay.agree.1")
    found = shared(town)
    assert found is not None
    assert found.state == "asked"
    peter.taps(data="relay.mynumber.1")
    peter.shares_phone("+254711000333")
    found = shared(town)
    assert found is not None
    assert found.buyer_phone is None


def test_taken_back_both_numbers_are_gone(town: Town, agreed: tuple[Person, Person]) -> None:
    amina, peter = agreed
    amina.shares_phone("+254700111222")
    peter.taps(data="relay.mynumber.1")
    peter.shares_phone("+254711000333")
    peter.taps("Take it back")
    found = shared(town)
    assert found is not None
    assert (found.state, found.buyer_phone, found.seller_phone) == ("ended", None, None)
    amina.taps(data="relay.numbers.1")
    assert "254711000333" not in amina.last.text
    town.writes(peter, "call 0711000333")
    assert "•••" in amina.last.text


def test_once_both_agree_numbers_and_names_are_written_freely_but_links_are_not(
    town: Town, agreed: tuple[Person, Person]
) -> None:
    amina, peter = agreed
    town.writes(peter, "call 0711000333 or see https://evil.example/x")
    told = next(seen.text for seen in reversed(amina.heard) if "(buyer)" in seen.text)
    assert "call 0711000333 or see •••" in told
    assert "Peter Otieno</b> (buyer)" in told


def test_a_number_given_too_late_is_not_kept(town: Town, agreed: tuple[Person, Person]) -> None:
    amina, peter = agreed
    peter.taps(data="relay.unshare.1")
    amina.shares_phone("+254700111222")
    found = shared(town)
    assert found is not None
    assert found.seller_phone is None


def test_a_question_at_night_waits_for_the_morning(
    town: Town, amina: Person, peter: Person
) -> None:
    town.village.passes(hours=13)
    heard = len(amina.heard)
    peter.taps(data="relay.propose.1")
    assert len(amina.heard) == heard
    town.village.passes(hours=10)
    assert any("asks about order" in seen.text for seen in amina.heard[heard:])


def test_the_muted_cannot_ask_for_numbers_loudly(town: Town, amina: Person, peter: Person) -> None:
    amina.taps(data="relay.mute.1")
    heard = len(amina.heard)
    peter.taps(data="relay.propose.1")
    assert len(amina.heard) == heard
