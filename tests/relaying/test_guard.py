"""The guard beside letters: a fact of the book, a warning, or a letter held back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot import relaying
from bot.guarding import verdict
from bot.guarding.verdict import CODE, LEAVE, SCAM, SUSPICIOUS, Context, Verdict
from bot.people.reported import COPY_OF, WARNED, CopyAsked
from bot.relaying import bands, store
from bot.relaying.letters import JUDGED, Letter
from bot.reporting import examples
from tests.relaying.conftest import Judge
from tests.relaying.town import Town
from tests.village import Person

ORDINARY = Verdict(verdict.ORDINARY)
CLAIM = Verdict(verdict.ORDINARY, claims=True)
FEE = Verdict(SUSPICIOUS, ("act-fee", "hurry", "secret", "new"), 4, frozenset({"fee"}))
OTP = Verdict(SCAM, ("act-code",), 9, frozenset({CODE}))
SAYS = {"fee": FEE, "code": OTP, "paid": CLAIM}


@pytest.fixture
def seen() -> list[Context]:
    return []


@pytest.fixture(autouse=True)
def judged(judge: Callable[[Judge], None], seen: list[Context]) -> None:
    def by_word(text: str, language: str, context: Context) -> Verdict:
        seen.append(context)
        return next((found for word, found in SAYS.items() if word in text), ORDINARY)

    judge(by_word)


def test_an_ordinary_letter_goes_over_as_it_is(town: Town, amina: Person, peter: Person) -> None:
    town.writes(peter, "I come at nine")
    assert amina.last.text.endswith("I come at nine")
    assert "👍 It is genuine" not in amina.last.buttons


def test_who_says_it_is_paid_is_set_beside_the_book(
    town: Town, amina: Person, peter: Person
) -> None:
    order = town.order()
    town.writes(peter, "I have paid, look")
    assert f"order {order.number} is not paid: KSh 250" in amina.last.text
    assert "fraud" not in amina.last.text
    assert "👍 It is genuine" not in amina.last.buttons
    town.writes(amina, "I have paid you back")
    assert "In the book" not in peter.last.text


def test_the_book_says_nothing_once_the_money_is_there(
    town: Town, amina: Person, peter: Person
) -> None:
    for what in ("accept", "ready", "money"):
        amina.taps(data=f"order.do.1.{what}")
    assert town.order().paid
    town.writes(peter, "I have paid, look")
    assert amina.last.text.endswith("I have paid, look")


def test_a_bad_letter_comes_with_reasons_what_to_do_and_two_buttons(
    town: Town, amina: Person, peter: Person
) -> None:
    town.writes(peter, "send a fee")
    text = amina.last.text
    assert "send a fee" in text
    assert "Careful with this message" in text
    assert text.count("•") == 3
    assert "The writer is new" not in text
    assert "Pay nothing first" in text
    assert "Look up their number" in text
    assert amina.last.rows[0] == ("👍 It is genuine", "🚩 Report")
    assert "Sent to Amina" in peter.last.text


def test_genuine_is_taken_at_its_word_and_remembered_for_this_pair(
    town: Town, amina: Person, peter: Person
) -> None:
    town.writes(peter, "send a fee")
    amina.taps("👍 It is genuine")
    assert "Thank you" in amina.toast
    assert "Careful" not in amina.last.text
    assert amina.last.edited
    amina.taps(data="relay.vouch.1")
    assert "already" in amina.toast
    town.writes(peter, "send another fee")
    assert "Careful" not in amina.last.text
    joe = town.joins("Joe")
    order = town.places(joe)
    town.writes(joe, "send a fee", order)
    assert "Careful" in amina.last.text


def test_what_was_called_genuine_is_kept_for_the_judge_to_learn_from(
    town: Town, amina: Person, peter: Person
) -> None:
    town.writes(peter, "Amina, a fee for the truck")
    town.writes(peter, "another fee")
    amina.taps(data="relay.vouch.1")
    with town.village.engine.begin() as conn:
        found = store.load_all_vouched(conn)
        text, count = examples.write(conn, 2026, found)
    assert found == [("Amina, a fee for the truck", ["Peter Otieno", "Amina Wanjiru"])]
    assert text.splitlines()[1:] == ["ordinary\tvouched\t-\t•••, a fee for the truck"]
    assert count == 1


def test_who_wants_a_code_is_held_back_until_the_reader_agrees(
    town: Town, amina: Person, peter: Person
) -> None:
    town.writes(peter, "what is the code 998")
    assert "998" not in amina.last.text
    assert "asks for a code or PIN" in amina.last.text
    assert "Give no code" in amina.last.text
    assert peter.last.text == "🔎 Your message to Amina is looked at first."
    amina.taps("👀 Show it")
    assert "998" in amina.last.text
    assert "This looks like fraud" in amina.last.text
    town.writes(peter, "what is the code 998")
    assert "998" not in amina.last.text


def test_what_is_held_back_is_so_on_every_screen(town: Town, amina: Person, peter: Person) -> None:
    town.writes(peter, "what is the code 998")
    for data in ("relay.list.1", "relay.see.1", "relay.answer.1", "relay.vouch.1"):
        amina.taps(data=data)
        assert "998" not in amina.last.text, data
    peter.taps(data="relay.list.1")
    assert "998" in peter.last.text
    amina.taps(data="relay.open.1")
    amina.taps(data="relay.list.1")
    assert "998" in amina.last.text


def test_the_writer_cannot_open_or_vouch_for_their_own_letter(
    town: Town, amina: Person, peter: Person
) -> None:
    town.writes(peter, "what is the code 998")
    for what in ("open", "vouch"):
        peter.taps(data=f"relay.{what}.1")
        assert "not open to you" in peter.toast
    assert town.letters()[0].is_held


def test_at_night_a_held_letter_waits_and_is_held_in_the_morning(
    town: Town, amina: Person, peter: Person
) -> None:
    town.village.passes(hours=13)
    town.writes(peter, "what is the code 998")
    town.village.passes(hours=10)
    assert "asks for a code or PIN" in amina.last.text
    assert not any("998" in shown.text for shown in amina.heard)


def test_the_caption_of_a_photo_is_judged_too(town: Town, amina: Person, peter: Person) -> None:
    peter.taps(data="relay.write.1")
    peter.sends_photo("pic", "send a fee")
    assert amina.last.photo == "pic"
    assert "Careful" in amina.last.text
    amina.taps("👍 It is genuine")
    assert town.letters()[0].vouched_at is not None


def test_a_risky_act_in_an_ordinary_letter_gets_one_word(
    town: Town, amina: Person, peter: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave = Verdict(verdict.ORDINARY, acts=frozenset({LEAVE}))
    monkeypatch.setitem(SAYS, "elsewhere", leave)
    town.writes(peter, "let us talk elsewhere")
    assert amina.last.text.endswith("✋ Agree nothing and pay nothing outside Farmgate.")
    assert "👍 It is genuine" not in amina.last.buttons


def test_money_back_is_only_spoken_against_when_none_came(
    town: Town, amina: Person, peter: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = Verdict(verdict.ORDINARY, acts=frozenset({"reversal"}))
    monkeypatch.setitem(SAYS, "back", back)
    town.writes(peter, "send it back to me")
    assert amina.last.text.endswith("✋ Send no money back by hand.")
    for what in ("accept", "ready", "money"):
        amina.taps(data=f"order.do.1.{what}")
    town.writes(peter, "send it back to me")
    assert amina.last.text.endswith("send it back to me")


def test_the_judge_is_told_what_the_market_knows(
    town: Town, amina: Person, peter: Person, seen: list[Context]
) -> None:
    town.writes(peter, "I come at nine with a truck")
    assert seen.pop() == Context(paid=False, is_new=True, alike=0, copy=None, in_chat=True)
    town.village.passes(hours=8 * 24)
    second = town.places(peter)
    town.writes(amina, "good, I am at the gate", second)
    assert seen.pop() == Context(paid=None, is_new=False, in_chat=True)


def test_the_same_words_to_many_are_counted_for_a_day(
    town: Town, amina: Person, peter: Person, seen: list[Context]
) -> None:
    words = "Dear farmer, I buy all your tomatoes at a very good price"
    others = [town.joins(name, "sell") for name in ("Achieng", "Barasa", "Chebet")]
    for at, other in enumerate(others, 2):
        town.lists(other)
        order = town.places(peter, listing_id=at)
        town.writes(peter, f"{words}, no {at}!", order)
    town.writes(peter, words)
    assert [each.alike for each in seen] == [0, 1, 2, 3]
    town.writes(peter, words)
    assert seen.pop().alike == 3
    town.village.passes(hours=25)
    town.writes(peter, words)
    assert seen.pop().alike == 0


def test_a_copy_of_a_reviewed_report_is_asked_for(
    town: Town, amina: Person, peter: Person, seen: list[Context], monkeypatch: pytest.MonkeyPatch
) -> None:
    def know(_turn: object, asked: CopyAsked) -> None:
        asked.found, asked.pattern = True, 5

    monkeypatch.setitem(relaying.FEATURE.hears, COPY_OF, know)
    town.writes(peter, "hello there")
    assert seen.pop().copy == 5


def test_a_bad_letter_is_announced(
    town: Town, amina: Person, peter: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Letter] = []
    warned: list[int] = []
    hears = relaying.FEATURE.hears
    monkeypatch.setitem(hears, JUDGED, lambda _, letter: told.append(letter))
    monkeypatch.setitem(hears, WARNED, lambda _, person_id: warned.append(person_id))
    town.writes(peter, "hello")
    town.writes(peter, "send a fee")
    assert [letter.verdict for letter in told] == [FEE]
    assert warned == [letter.to_id for letter in told]


def test_what_somebody_wrote_goes_with_them(town: Town, amina: Person, peter: Person) -> None:
    town.writes(peter, "send a fee to the clerk of the county")
    amina.taps(data="order.do.1.decline.sold")
    peter.says("/forget")
    peter.says("yes")
    peter.says("yes")
    with town.village.engine.begin() as conn:
        assert conn.execute(select(func.count()).select_from(bands.letter_band)).scalar() == 0


def test_keys_older_than_a_day_go(town: Town, amina: Person, peter: Person) -> None:
    town.writes(peter, "I come at nine with a truck")
    with town.village.engine.begin() as conn:
        later = town.village.now + timedelta(days=2)
        bands.keep(conn, 64, 1, "", later)
        assert conn.execute(select(func.count()).select_from(bands.letter_band)).scalar() == 0


def test_a_letter_costs_three_statements_more_than_a_voice_note(
    town: Town, amina: Person, peter: Person
) -> None:
    peter.taps(data="relay.write.1")
    peter.sends_voice("note")
    plain = town.village.statements
    peter.taps(data="relay.write.1")
    peter.says("I come at nine with a truck")
    assert town.village.statements - plain == 2
    peter.taps(data="relay.write.1")
    peter.says("send a fee to the clerk of the county")
    assert town.village.statements - plain == 3
