"""Staff write, try, keep and plan what they tell; readers get it as it was written."""

from datetime import timedelta

import pytest

from bot.bulletins import store
from bot.bulletins.bulletin import Wording
from bot.talk.event import Commanded, Pictured, Said
from tests.bulletins.office import WORDS, Office
from tests.village import Person


def wording(office: Office, language: str = "en", bulletin_id: int = 1) -> Wording:
    with office.village.engine.begin() as conn:
        return store.load_wordings(conn, bulletin_id)[language]


def sends(office: Office, njeri: Person) -> None:
    office.sends(njeri)
    office.village.passes(minutes=1)


def test_words_stand_out_for_readers_as_they_did_for_the_writer() -> None:
    office = Office()
    njeri, amina = office.admin(), office.joins("Amina", "sell")
    njeri.does(Commanded("broadcast", "Market on Friday", (("bold", 10, 6),)))
    njeri.taps("News")
    njeri.taps("The whole country")
    njeri.says("skip")
    assert njeri.sees("Nobody is told yet")
    assert wording(office).marks == (("bold", 10, 6),)
    sends(office, njeri)
    assert "Market on <b>Friday</b>" in amina.last.text
    assert "News from Farmgate" in amina.last.text
    assert "/stop" in amina.last.text


def test_a_photo_with_words_is_both_and_asks_for_nothing_more() -> None:
    office = Office()
    njeri, amina = office.admin(), office.joins("Amina", "sell")
    njeri.says("/broadcast")
    njeri.taps("Write")
    njeri.taps("Something to learn")
    njeri.taps("The whole country")
    njeri.does(Pictured("p-1", " Sort it  ", marks=(("italic", 1, 4),)))
    assert wording(office) == Wording("en", "Sort it", "p-1", marks=(("italic", 0, 4),))
    sends(office, njeri)
    assert amina.last.photo == "p-1"


def test_a_document_goes_along() -> None:
    office = Office()
    njeri, amina = office.admin(), office.joins("Amina", "sell")
    office.begins(njeri)
    njeri.taps("✍️ English")
    njeri.does(Said("Read this"))
    njeri.sends_document("d-1")
    sends(office, njeri)
    assert amina.last.document == "d-1"


def test_a_trial_reaches_only_its_writer_in_every_language_written() -> None:
    office = Office()
    njeri, amina = office.admin(), office.joins("Amina", "sell", language="sw")
    office.begins(njeri)
    njeri.taps("✍️ Kiswahili")
    njeri.says("Kata simu.")
    njeri.says("skip")
    shown = njeri.taps("Try it on me")
    assert [WORDS in each.text for each in shown] == [True, False]
    assert "only you see this" in shown[0].text
    assert "Kata simu." in shown[1].text
    njeri.taps("No more news")
    assert "preview" in njeri.toast
    assert not amina.heard


def test_buttons_lead_readers_on() -> None:
    office = Office()
    njeri, amina = office.admin(), office.joins("Amina", "sell")
    joe = office.joins("Joe")
    listing = office.lists(amina)
    office.begins(njeri)
    njeri.taps("Buttons")
    for answer in (str(listing), "📚 Learn", "999"):
        njeri.taps("Add a button")
        njeri.says(answer)
    assert njeri.sees("no such offer")
    njeri.taps("The draft")
    assert office.bulletin().buttons == (f"listing.{listing}", "flow.learn")
    sends(office, njeri)
    joe.taps(f"See offer {listing}")
    assert joe.sees("Amina")
    joe.taps("📚 Learn")
    assert joe.sees("Lessons of two minutes")
    njeri.taps(data="bulletins.see.1")
    joe.taps(data="told.flow.bulletins")
    assert not joe.sees("Announcements")


def test_a_lesson_can_be_offered_and_opened() -> None:
    office = Office()
    njeri, amina = office.admin(), office.joins("Amina", "sell")
    office.begins(njeri)
    njeri.taps("Buttons")
    njeri.taps("Add a button")
    for _ in range(20):
        lessons = [each for each in njeri.last.buttons.values() if "lesson." in each]
        if lessons:
            break
        njeri.taps("More")
    njeri.taps(data=lessons[0])
    sends(office, njeri)
    amina.taps("Open the lesson")
    assert len(amina.last.text) > 40


def test_a_button_is_taken_away_by_a_tap() -> None:
    office = Office()
    njeri = office.admin()
    office.begins(njeri)
    njeri.taps("Buttons")
    njeri.taps("Add a button")
    njeri.says("📚 Learn")
    njeri.taps("❌")
    assert office.bulletin().buttons == ()


def test_it_can_be_planned_and_taken_back() -> None:
    office = Office()
    njeri, amina = office.admin(), office.joins("Amina", "sell")
    office.begins(njeri)
    njeri.taps("When")
    njeri.taps("At a day and hour")
    njeri.taps("Tomorrow")
    njeri.says("14:30")
    njeri.taps("Every week")
    planned = office.bulletin()
    assert planned.starts_at == office.village.now + timedelta(days=1, hours=5, minutes=30)
    assert planned.repeats == "weekly"
    office.sends(njeri)
    assert office.bulletin().state == "set"
    njeri.taps(data="bulletins.back.1")
    assert njeri.sees("A draft again")
    office.village.passes(days=2)
    assert not amina.heard
    njeri.taps(data="bulletins.go.1")
    assert "time is over" in njeri.toast


def test_an_hour_that_is_over_is_not_taken() -> None:
    office = Office()
    njeri = office.admin()
    office.begins(njeri)
    for answer in ("At a day and hour", "Today"):
        if answer == "At a day and hour":
            njeri.taps("When")
        njeri.taps(answer)
    njeri.says("8:30")
    assert njeri.sees("That time is over")


def test_a_template_begins_as_many_drafts_as_are_wanted() -> None:
    office = Office()
    njeri = office.admin()
    office.begins(njeri)
    njeri.taps("More")
    njeri.taps("Keep as a template")
    njeri.says("Codes")
    assert njeri.sees("Kept as a template: Codes")
    njeri.says("/broadcast")
    njeri.taps("Templates: 1")
    njeri.taps("Codes")
    njeri.taps("Write from this")
    assert office.bulletin(3).state == "draft"
    assert wording(office, bulletin_id=3).words == WORDS
    njeri.taps(data="bulletins.go.2")
    assert "already" in njeri.toast


def test_what_was_dropped_can_be_taken_back() -> None:
    office = Office()
    njeri = office.admin()
    office.begins(njeri)
    njeri.taps("More")
    njeri.taps("Drop it")
    njeri.taps("Take it back")
    assert office.bulletin().state == "draft"
    njeri.taps(data="bulletins.undrop.1")
    assert "already" in njeri.toast


def test_the_log_tells_who_told_how_many_when() -> None:
    office = Office()
    njeri = office.admin()
    office.joins("Amina", "sell")
    office.begins(njeri)
    sends(office, njeri)
    office.lands()
    office.village.passes(minutes=1)
    njeri.says("/bulletins")
    njeri.taps("Sent: 1")
    assert njeri.sees("today 9:00, Njeri: 2 of 2 told. Hang up on callers")


def test_the_draft_card_costs_few_statements() -> None:
    office = Office()
    njeri = office.admin()
    office.begins(njeri)
    njeri.taps(data="bulletins.see.1")
    # The person, the talk under way (2), the lock, the words, the count.
    assert office.village.statements <= 8


@pytest.mark.parametrize("topic", ["news", "lessons", "orders", "stories", "weekly", "reminders"])
def test_each_topic_is_silenced_alone(topic: str) -> None:
    office = Office()
    njeri, amina = office.admin(), office.joins("Amina", "sell")
    amina.taps(data=f"bulletin.mute.{topic}")
    assert amina.sees("Done")
    office.begins(njeri)
    sends(office, njeri)
    heard = any(WORDS in each.text for each in amina.heard)
    assert heard == (topic != "news")
