"""Asking whether something is a scam: any way it is shown, whatever it is."""

import pytest

from bot.checking import rules
from bot.people import reported
from bot.people.reported import Asked
from bot.talk.event import Documented, Pictured
from tests.checking.town import BAD_NUMBER, KNOWN, Town
from tests.village import Person

KEY = "Your M-PESA account is blocked. Send your PIN and the code you received now to unlock it."
TRADE = "I come on Friday at nine with my truck, we weigh together."
FORWARD = 7  # statements of a turn in which something is passed on out of the blue


def test_a_pasted_request_for_a_key_is_named_with_what_to_do(town: Town, amina: Person) -> None:
    amina.says("/check")
    (shown,) = amina.says(KEY)
    for words in ("looks like fraud", "asks for a code", "Give no code", "Report it", "/hotline"):
        assert words in shown.text
    labels = " ".join(shown.buttons)
    for label in ("Report", "genuine", "already happened", "lesson", "another"):
        assert label in labels
    assert "learn.open.pin" in shown.buttons.values()
    assert "report.check.1" in shown.buttons.values()


def test_words_behind_the_command_are_checked_at_once(town: Town, amina: Person) -> None:
    (shown,) = amina.says(f"/check {KEY}")
    assert "looks like fraud" in shown.text


@pytest.mark.parametrize(
    "words", ["scam", "Is this a scam?", "estafa", "utapeli", "骗局", "احتيال"]
)
def test_a_word_for_fraud_asks_for_the_message(town: Town, amina: Person, words: str) -> None:
    (shown,) = amina.says(words)
    assert "Forward the message here" in shown.text


def test_genuine_trade_is_never_called_safe(town: Town, amina: Person) -> None:
    (shown,) = amina.says(f"/check {TRADE}")
    assert "No sign of fraud seen" in shown.text
    assert "your own balance" in shown.text
    assert "safe" not in shown.text.casefold()


def test_what_is_passed_on_is_checked_each_at_little_cost(town: Town, amina: Person) -> None:
    for words in (KEY, TRADE, KEY):
        (shown,) = amina.forwards(words)
        assert "fraud" in shown.text.split("\n")[0]
        assert town.village.statements == FORWARD
    assert [row["words"] for row in town.held()] == [KEY, TRADE, KEY]


def test_passing_something_on_leaves_the_talk_where_it_was(town: Town, amina: Person) -> None:
    amina.says("sell")
    verdict, question = amina.forwards(KEY)
    assert "looks like fraud" in verdict.text
    assert "What do you want to sell" in question.text
    assert "how much" in amina.taps("maize")[-1].text


def test_a_photo_passed_on_answers_the_question_under_way(town: Town, amina: Person) -> None:
    amina.says("sell")
    question = amina.last.text
    (shown,) = amina.does(Pictured("picture", forwarded=True))
    assert "cannot read pictures" not in shown.text
    assert question in shown.text
    amina.says("menu")
    (shown,) = amina.does(Pictured("picture", forwarded=True))
    assert "cannot read pictures" in shown.text


def test_a_command_somebody_else_wrote_is_only_looked_at(town: Town, amina: Person) -> None:
    (shown,) = amina.forwards("stop")
    assert "fraud" in shown.text
    assert "will not write" not in shown.text


def test_a_bad_message_pasted_out_of_the_blue_is_recognised(town: Town, amina: Person) -> None:
    (shown,) = amina.says(KEY)
    assert "looks like fraud" in shown.text


def test_several_pasted_in_a_row_are_checked_each(town: Town, amina: Person) -> None:
    amina.says("How are you over there today")
    assert town.held() == []
    amina.says(f"/check {TRADE}")
    amina.says("How are you over there today")
    assert len(town.held()) == 2
    town.village.passes(hours=1)
    amina.says("How are you over there today")
    assert len(town.held()) == 2


def test_a_near_copy_of_a_known_fraud_is_named(town: Town, amina: Person) -> None:
    (shown,) = amina.forwards(KNOWN)
    assert "nearly the same as a message found to be fraud" in shown.text


def test_a_number_is_never_looked_up_only_counted(town: Town, amina: Person) -> None:
    (shown,) = amina.says("/check 0712 345 678")
    assert "Nobody reported this number" in shown.text
    assert "I look up nobody" in shown.text
    (shown,) = amina.says(f"/check {BAD_NUMBER}")
    assert "3 reports" in shown.text


def test_where_a_link_goes_is_said_without_a_live_link(town: Town, amina: Person) -> None:
    (shown,) = amina.says("/check https://safaricom.verify-login.xyz/claim")
    assert "<code>verify-login.xyz</code>, not to Safaricom" in shown.text
    assert "https://" not in shown.text


def test_a_link_alone_is_checked_without_being_asked(town: Town, amina: Person) -> None:
    (shown,) = amina.says("https://bit.ly/3xyz")
    assert "short link" in shown.text


def test_a_picture_is_kept_for_staff_and_answered_honestly(town: Town, amina: Person) -> None:
    amina.says("/check")
    (shown,) = amina.sends_photo("screenshot")
    assert "cannot read pictures yet" in shown.text
    (asked,) = town.handed
    assert (asked.kind, asked.photo, asked.by, asked.allowed) == (
        reported.CHECK,
        "screenshot",
        town.id_of(amina),
        True,
    )


def test_the_words_under_a_picture_are_judged(town: Town, amina: Person) -> None:
    amina.says("/check")
    (shown,) = amina.sends_photo("screenshot", KEY)
    assert "cannot read pictures yet" in shown.text
    assert "looks like fraud" in shown.text


def test_a_voice_note_is_kept_for_staff(town: Town, amina: Person) -> None:
    amina.says("/check")
    (shown,) = amina.sends_voice("note")
    assert "cannot judge voice notes" in shown.text
    assert town.handed[0].voice == "note"


@pytest.mark.parametrize(("name", "bad"), [("Order list.APK", True), ("prices.pdf", False)])
def test_a_file_is_judged_by_its_name_and_never_opened(
    town: Town, amina: Person, name: str, *, bad: bool
) -> None:
    (shown,) = amina.does(Documented("file", name, forwarded=True))
    assert "I open no files" in shown.text
    assert ("wants an app installed" in shown.text) == bad
    assert ("Install nothing" in shown.text) == bad
    amina.says("/check")
    assert "I open no files" in amina.sends_document("file", name)[0].text


def test_genuine_is_noted_once_and_by_its_owner_only(town: Town, amina: Person) -> None:
    amina.forwards(KEY)
    town.joins("Eve").taps(data="check.fine.1")
    assert town.held()[0]["genuine_at"] is None
    amina.taps("genuine")
    assert "noted" in amina.toast
    assert town.held()[0]["genuine_at"] == town.village.now
    amina.taps(data="check.fine.1")
    assert "noted" not in amina.toast


def test_only_ones_own_check_can_be_reported(town: Town, amina: Person) -> None:
    amina.forwards(KEY)
    mine, theirs = Asked("check", 1, town.id_of(amina)), Asked("check", 1, 99)
    with town.village.engine.begin() as conn:
        turn = type("T", (), {"conn": conn})()
        for asked in (mine, theirs):
            for room in town.village.runner.router.features:
                if reported.ASKED in room.hears:
                    room.hears[reported.ASKED](turn, asked)
    assert (mine.allowed, mine.words, mine.about) == (True, KEY, None)
    assert (theirs.allowed, theirs.words) == (False, "")


def test_very_many_in_an_hour_have_to_wait(
    town: Town, amina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST", 2)
    for _ in range(2):
        amina.forwards(TRADE)
    (shown,) = amina.forwards(TRADE)
    assert "a lot for one hour" in shown.text
    assert len(town.held()) == 2


def test_what_was_shown_is_let_go_after_a_month(town: Town, amina: Person) -> None:
    amina.forwards(KEY)
    town.village.passes(days=29)
    assert len(town.held()) == 1
    town.village.passes(days=2)
    assert town.held() == []


@pytest.mark.parametrize(
    "data",
    ["check", "check.x", "check.fine", "check.fine.x", "check.fine.99", "check.fine.-1"],
)
def test_made_up_buttons_change_nothing(town: Town, amina: Person, data: str) -> None:
    assert not amina.taps(data=data)
    assert amina.toast
