"""Where two of the staff must agree, nothing goes out on one's word."""

from tests.bulletins.office import SECOND_CHAT, WORDS, Office
from tests.ordering.stalls import join
from tests.village import Person


def second(office: Office) -> Person:
    who = Person(office.village, SECOND_CHAT, "Wangari", "en")
    office.village.people[SECOND_CHAT] = who
    with office.village.engine.begin() as conn:
        join(conn, SECOND_CHAT, "Wangari", "both", office.village.now, roles=("admin",))
    return who


def heard(who: Person) -> int:
    return sum(WORDS in each.text for each in who.heard)


def asked() -> tuple[Office, Person, Person, Person]:
    office = Office(approvals=2)
    njeri, amina = office.admin(), office.joins("Amina", "sell")
    wangari = second(office)
    office.begins(njeri)
    office.sends(njeri)
    return office, njeri, wangari, amina


def test_another_sees_it_as_readers_will_and_agrees() -> None:
    office, njeri, wangari, amina = asked()
    office.village.passes(minutes=1)
    assert (heard(amina), heard(wangari)) == (0, 1)
    assert wangari.sees("Njeri wants to send")
    wangari.taps("Agree")
    assert njeri.sees("Wangari agreed")
    office.village.passes(minutes=1)
    assert heard(amina) == 1
    assert office.bulletin().approved_by == office.id_of(wangari)


def test_the_author_cannot_agree_alone() -> None:
    office, njeri, _, amina = asked()
    njeri.taps(data=f"bulletins.agree.1.{office.bulletin().version}")
    assert "Somebody else" in njeri.toast
    office.village.passes(minutes=1)
    assert not heard(amina)


def test_it_is_sent_back_with_a_word() -> None:
    office, njeri, wangari, _ = asked()
    wangari.taps("Send back")
    wangari.says("Say which market.")
    assert njeri.sees("Wangari sends it back: Say which market.")
    assert office.bulletin().state == "draft"


def test_what_was_changed_meanwhile_is_asked_anew() -> None:
    office, njeri, wangari, amina = asked()
    njeri.taps("Change it")
    njeri.taps("✍️ English")
    njeri.says("Something else")
    njeri.says("skip")
    office.sends(njeri)
    wangari.taps(data="bulletins.agree.1.2")
    assert "changed" in wangari.toast
    office.village.passes(minutes=1)
    assert not any("Something else" in each.text for each in amina.heard)
    wangari.taps("Agree")
    office.village.passes(minutes=1)
    assert amina.sees("Something else")


def test_with_nobody_else_it_stays_a_draft() -> None:
    office = Office(approvals=2)
    njeri = office.admin()
    office.begins(njeri)
    office.sends(njeri)
    assert "nobody yet" in njeri.toast
    assert office.bulletin().state == "draft"


def test_two_who_agree_at_once_send_it_once() -> None:
    office, _, wangari, amina = asked()
    version = office.bulletin().version
    for _ in range(2):
        wangari.taps(data=f"bulletins.agree.1.{version}")
    office.village.passes(minutes=1)
    assert heard(amina) == 1
