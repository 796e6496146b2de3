"""What is held of reports is handed over and taken away again."""

from bot.reporting import leaving
from tests.reporting.town import ASKS, Court
from tests.village import Person


def test_everybody_may_have_what_is_held_of_them(
    court: Court, amina: Person, peter: Person, njeri: Person
) -> None:
    court.is_told(amina)
    court.decides(njeri, "warn")
    mine = court.asks(leaving.export, court.id_of(amina))
    assert [row["reason"] for row in mine["reports"]] == ["money"]
    theirs = court.asks(leaving.export, court.id_of(peter))
    assert theirs["reports"] == []
    (decision,) = theirs["decisions"]
    assert (decision["decision"], decision["why"]) == ("warn", "fraud")
    assert "by_id" not in decision


def test_a_reader_who_leaves_takes_the_words_they_added(
    court: Court, amina: Person, peter: Person, njeri: Person
) -> None:
    court.is_told(amina)
    amina.taps("✍️ Tell more")
    amina.says("He called me twice too")
    amina.taps(data="order.do.1.decline.sold")
    for answer in ("/forget", "yes", "yes"):
        amina.says(answer)
    assert "All erased" in amina.last.text
    (kept,) = court.reports_in()
    assert (kept.note, kept.words) == ("", ASKS)
