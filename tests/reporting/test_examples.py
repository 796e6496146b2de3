"""Decided cases become examples for the judge, without names and numbers."""

from bot.guarding.verdict import ACTS
from bot.reporting import examples
from tests.reporting.town import ASKS, Court
from tests.village import Person


def test_frauds_and_what_was_genuine_are_written_without_names(
    court: Court, amina: Person, peter: Person, njeri: Person
) -> None:
    court.is_told(amina)
    court.decides(njeri, "warn")
    court.writes(peter, "Amina, call Peter at 0712 345 678 about the bags please")
    court.is_told(amina, "other", letter=2)
    njeri.taps(data="reports.do.2.genuine")
    court.writes(peter, "You are a fool and so is all your family there")
    court.is_told(amina, "rude", letter=3)
    court.decides(njeri, "warn", "rude", case=3)
    text, count = court.asks(examples.write, 2026)
    head, scam, fine = text.splitlines()
    assert (head, count) == ("label\tkind\tact\ttext", 2)
    label, kind, act, words = scam.split("\t")
    assert (label, words) == ("scam", ASKS)
    assert kind[0] in {"p", "r"}
    assert act in {"-", *ACTS}
    assert fine.startswith("ordinary\treported\t-\t")
    for secret in ("Amina", "Peter", "0712", "678"):
        assert secret not in text


def test_nothing_decided_is_an_empty_table(court: Court, amina: Person, peter: Person) -> None:
    court.is_told(amina)
    assert court.asks(examples.write, 2026) == ("label\tkind\tact\ttext\n", 0)
