"""Staff decide with a reason; the accused are told kindly, and everything can be undone."""

import pytest

from bot.people.reported import COPY_OF, NUMBER_OF, CopyAsked, NumberAsked
from tests.reporting.town import ASKS, Court
from tests.village import Person


@pytest.fixture(autouse=True)
def told(court: Court, amina: Person, peter: Person) -> None:
    court.is_told(amina)


def test_a_warning_is_told_with_its_reason(court: Court, peter: Person, njeri: Person) -> None:
    njeri.taps("⚠️ Warn")
    assert "why?" in njeri.last.text
    njeri.taps("🎣 Attempt to cheat")
    assert "Decided: ⚠️ Warn" in njeri.last.text
    assert "Why: 🎣 Attempt to cheat" in peter.last.text
    assert "✋ I do not agree" in peter.last.buttons
    assert court.standing(peter) == "good"
    assert court.cases() == []
    assert [(one.act, one.why) for one in court.audit()] == [("warn", "fraud")]


def test_who_reported_hears_what_came_of_it(court: Court, amina: Person, njeri: Person) -> None:
    court.decides(njeri, "warn")
    court.village.passes(minutes=1)
    assert any("looked at your report and acted" in seen.text for seen in amina.heard)


def test_genuine_asks_no_reason_and_tells_the_accused_nothing(
    court: Court, amina: Person, peter: Person, njeri: Person
) -> None:
    heard = len(peter.heard)
    njeri.taps("✅ Genuine")
    court.village.passes(minutes=1)
    assert len(peter.heard) == heard
    assert any("seems genuine" in seen.text for seen in amina.heard)
    assert court.rulings(peter) == []


def test_a_typed_reason_is_told_in_its_words(court: Court, peter: Person, njeri: Person) -> None:
    court.decides(njeri, "restrict", "own")
    njeri.says("Asked two buyers for their PIN")
    assert "Why: Asked two buyers for their PIN" in peter.last.text
    (ruling,) = court.rulings(peter)
    assert (ruling.decision, ruling.note) == ("restrict", "Asked two buyers for their PIN")
    assert court.standing(peter) == "restricted"


def test_a_case_is_decided_once(court: Court, peter: Person, njeri: Person) -> None:
    court.decides(njeri, "warn")
    court.decides(njeri, "ban")
    assert "already" in njeri.toast
    assert court.standing(peter) == "good"


def test_a_decision_is_undone_and_the_case_waits_again(
    court: Court, peter: Person, njeri: Person
) -> None:
    court.decides(njeri, "ban")
    assert court.standing(peter) == "banned"
    njeri.taps("↩️ Take it back")
    assert court.standing(peter) == "good"
    assert "taken back" in peter.last.text
    assert len(court.cases()) == 1
    assert [one.act for one in court.audit()] == ["ban", "undo"]
    njeri.taps(data="reports.undo.1")
    assert "already" in njeri.toast


def test_the_hardest_decision_that_holds_is_how_somebody_stands(
    court: Court, amina: Person, peter: Person, njeri: Person
) -> None:
    court.writes(peter, "You are a thief and a liar, all of you farmers")
    court.is_told(amina, "rude", letter=2)
    court.decides(njeri, "suspend")
    court.decides(njeri, "restrict", "rude", case=2)
    assert court.standing(peter) == "suspended"
    njeri.taps(data="reports.undo.1")
    assert court.standing(peter) == "restricted"


def test_a_restriction_ends_by_itself_and_is_told(
    court: Court, peter: Person, njeri: Person
) -> None:
    court.decides(njeri, "restrict")
    court.village.passes(days=7, hours=1)
    assert court.standing(peter) == "good"
    assert any("restriction is over" in seen.text for seen in peter.heard)


def test_all_of_a_group_are_judged_at_once(
    court: Court, amina: Person, peter: Person, njeri: Person
) -> None:
    otieno = court.joins("Otieno")
    court.places(otieno)
    court.writes(otieno, ASKS + "!", order_id=2)
    court.is_told(amina, letter=2)
    court.decides(njeri, "suspend")
    assert (court.standing(peter), court.standing(otieno)) == ("suspended", "suspended")


def test_a_suspended_farmers_offers_leave_the_market(
    court: Court, amina: Person, peter: Person, njeri: Person
) -> None:
    peter.taps(data=f"report.person.{court.id_of(amina)}")
    peter.taps(data=f"report.why.person.{court.id_of(amina)}.fake")
    court.decides(njeri, "suspend", "goods", case=2)
    wanjiku = court.joins("Wanjiku")
    wanjiku.taps(data="buy.see.1")
    assert "Order" not in "".join(wanjiku.last.buttons)


def test_staff_hide_a_reported_offer(
    court: Court, amina: Person, peter: Person, njeri: Person
) -> None:
    peter.taps(data="report.listing.1")
    peter.taps(data="report.why.listing.1.fake")
    njeri.taps(data="reports.hide.2")
    assert "took one of your offers off the market" in amina.last.text
    assert [one.act for one in court.audit(2)] == ["hide"]
    njeri.taps(data="reports.hide.2")
    assert "already" in njeri.toast


def test_staff_with_a_part_in_a_case_do_not_decide_it(
    court: Court, amina: Person, njeri: Person
) -> None:
    njeri.taps(data=f"report.person.{court.id_of(amina)}")
    njeri.taps(data=f"report.why.person.{court.id_of(amina)}.rude")
    for data in ("reports.see.2", "reports.do.2.ban", "reports.for.2.ban.rude", "reports.log.2"):
        njeri.taps(data=data)
        assert njeri.toast
    assert court.rulings(amina) == []


@pytest.mark.parametrize(
    "data",
    [
        *("reports.open", "reports.see.1", "reports.do.1.ban", "reports.for.1.ban.fraud"),
        *("reports.undo.1", "reports.hide.1", "reports.log.1", "reports.appeals", "reports.lift.1"),
    ],
)
def test_nobody_but_staff_decides(court: Court, amina: Person, peter: Person, data: str) -> None:
    for who in (amina, peter):
        heard = len(who.heard)
        who.taps(data=data)
        assert (len(who.heard), bool(who.toast)) == (heard, True)
    assert court.rulings(peter) == []
    assert len(court.cases()) == 1


@pytest.mark.parametrize(
    "data",
    [
        *("reports.do.1.scam", "reports.for.1.ban.x", "reports.do.1.x", "reports.see.99"),
        *("reports.do.x.ban", "reports.uphold.1", "reports.lift.x", "reports.x.1", "reports.for.1"),
    ],
)
def test_forged_decisions_change_nothing(
    court: Court, peter: Person, njeri: Person, data: str
) -> None:
    njeri.taps(data=data)
    assert court.rulings(peter) == []
    assert court.standing(peter) == "good"


def test_the_log_tells_who_did_what(court: Court, njeri: Person) -> None:
    njeri.taps("👀 I look at it")
    court.decides(njeri, "ban", "threat")
    njeri.taps("📜 Who did what")
    assert "Njeri: 👀 looked at it" in njeri.last.text
    assert "Njeri: ⛔ banned · ⚠️ Threats" in njeri.last.text


# -- what a decision teaches


def copy_of(court: Court, text: str) -> CopyAsked:
    asked = CopyAsked(text)
    announce(court, COPY_OF, asked)
    return asked


def announce(court: Court, what: str, asked: object) -> None:
    features = court.village.runner.router.features
    (hear,) = (each.hears[what] for each in features if what in each.hears)

    class Here:
        conn = None

    with court.village.engine.begin() as conn:
        here = Here()
        here.conn = conn  # type: ignore[assignment]
        hear(here, asked)  # type: ignore[arg-type]


def test_near_copies_of_a_reviewed_fraud_are_known(court: Court, njeri: Person) -> None:
    near = "send me your m-pesa pin NOW and i release the payment today 99"
    assert not copy_of(court, near).found
    court.decides(njeri, "warn")
    assert copy_of(court, near).found
    assert not copy_of(court, "How many bags of maize are left for Tuesday?").found
    njeri.taps(data="reports.undo.1")
    assert not copy_of(court, near).found


@pytest.mark.parametrize(("decision", "why"), [("genuine", ""), ("ban", "rude")])
def test_what_was_no_fraud_teaches_nothing(
    court: Court, njeri: Person, decision: str, why: str
) -> None:
    court.decides(njeri, decision, why)
    assert not copy_of(court, ASKS).found


def test_numbers_of_reviewed_frauds_are_counted_however_written(
    court: Court, amina: Person, peter: Person, njeri: Person
) -> None:
    with court.village.engine.begin() as conn:
        conn.exec_driver_sql(
            "UPDATE report_case SET words = 'Send the fee to 0712 345 678 today' WHERE id = 1"
        )
    court.decides(njeri, "warn")
    for written, count in (("+254712345678", 1), ("0712-345-678", 1), ("0712345679", 0), ("12", 0)):
        asked = NumberAsked(written)
        announce(court, NUMBER_OF, asked)
        assert asked.count == count


def test_who_is_often_mistaken_is_read_later(
    court: Court, amina: Person, peter: Person, njeri: Person
) -> None:
    for number, words in enumerate(
        ("the maize was dry and good", "come on tuesday by nine", "which lorry shall i send you"), 2
    ):
        court.writes(peter, words)
        court.is_told(amina, "rude", letter=number)
        njeri.taps(data=f"reports.do.{number}.genuine")
    court.writes(peter, "another word that is quite harmless here")
    court.is_told(amina, "rude", letter=5)
    otieno = court.joins("Otieno")
    court.places(otieno)
    court.writes(amina, "pay me outside of the bot, quickly", order_id=2)
    court.is_told(otieno, letter=6)
    assert [(case.id, case.rank) for case in court.cases()] == [(1, 0), (6, 0), (5, 1)]
    njeri.taps(data="reports.see.5")
    assert "Of the last 3 reports, genuine: 3" in njeri.last.text
