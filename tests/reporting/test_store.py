"""Cases, rulings and known frauds on both databases, found without looking at all of them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.reporting import known, rulings, store
from bot.reporting.case import OPEN, Case, Report, Ruling
from bot.store import persons
from bot.store.engine import Database
from tests.ordering.stalls import join
from tests.plans import plan_of

AMINA, PETER, NJERI = 1, 2, 3
WORDS = "Send the release fee to my agent before noon and the lorry comes"


@pytest.fixture
def case(database: Database, now: datetime) -> int:
    def open_one(conn: Connection) -> int:
        for chat, name in ((11, "Amina"), (12, "Peter"), (13, "Njeri")):
            join(conn, chat, name, "both", now)
        return store.open_case(conn, Case(0, "letter", WORDS, 1, 1, OPEN, now))

    return database.run_now(open_one)


def report(case: int, now: datetime, thing: int = 5, by: int = AMINA) -> Report:
    return Report(0, case, "letter", thing, by, PETER, "money", now, WORDS)


def test_a_thing_is_kept_once_for_everybody(database: Database, case: int, now: datetime) -> None:
    new = report(case, now)
    key = database.run_now(lambda conn: store.add(conn, new))
    assert key is not None
    assert database.run_now(lambda conn: store.add(conn, new)) is None
    assert database.run_now(lambda conn: store.load_report(conn, key)) == replace(new, id=key)
    assert database.run_now(lambda conn: store.has_told(conn, "letter", 5, AMINA))
    assert not database.run_now(lambda conn: store.has_told(conn, "letter", 5, NJERI))
    assert database.run_now(lambda conn: store.find_open(conn, "letter", 5)) == case
    assert database.run_now(lambda conn: store.find_open(conn, "order", 5)) is None


def test_a_case_takes_the_best_rank_of_who_tell(
    database: Database, case: int, now: datetime
) -> None:
    def told(rank: int) -> Case:
        def tell(conn: Connection) -> Case | None:
            store.count_in(conn, case, rank)
            return store.load_case(conn, case)

        found = database.run_now(tell)
        assert found is not None
        return found

    assert [told(rank).rank for rank in (2, 0, 1)] == [1, 0, 0]
    assert told(1).times == 5


def test_a_case_is_decided_once_and_can_be_opened_again(
    database: Database, case: int, now: datetime
) -> None:
    found = database.run_now(lambda conn: store.load_case(conn, case))
    assert found is not None
    decided = replace(
        found, decision="ban", why="fraud", decided_by=NJERI, decided_at=now, taught=True
    )
    after = database.run_now(lambda conn: store.decide(conn, decided))
    assert after == replace(decided, state="closed")
    assert database.run_now(lambda conn: store.decide(conn, decided)) is None
    assert database.run_now(lambda conn: store.load_page(conn, is_open=False)) == [after]
    assert database.run_now(lambda conn: store.reopen(conn, case)) == found
    assert database.run_now(lambda conn: store.reopen(conn, case)) is None


def test_a_ruling_is_appealed_and_answered_once(
    database: Database, case: int, now: datetime
) -> None:
    new = Ruling(0, case, PETER, "restrict", "own", "words", NJERI, now, now + timedelta(days=7))
    made = database.run_now(lambda conn: rulings.add(conn, new))
    assert made == replace(new, id=made.id)

    def run(step: Any, *given: Any) -> Any:
        return database.run_now(lambda conn: step(conn, made.id, *given))

    assert run(rulings.answer, "lifted", NJERI, now) is None
    assert run(rulings.appeal, "why me", now).is_waiting
    assert run(rulings.appeal, "again", now) is None
    assert [one.appeal for one in database.run_now(rulings.load_appeals)] == ["why me"]
    assert run(rulings.answer, "upheld", NJERI, now).outcome == "upheld"
    assert run(rulings.answer, "lifted", NJERI, now) is None
    assert run(rulings.undo, NJERI, now).undone_by == NJERI
    assert run(rulings.undo, NJERI, now) is None


def test_a_mark_of_who_left_is_taken_once(database: Database, case: int, now: datetime) -> None:
    database.run_now(lambda conn: rulings.bar(conn, 99, "suspended", None))
    database.run_now(lambda conn: rulings.bar(conn, 99, "banned", None))
    assert database.run_now(lambda conn: rulings.take_barred(conn, 99)) == ("banned", None)
    assert database.run_now(lambda conn: rulings.take_barred(conn, 99)) is None


def test_what_somebody_wrote_stays_while_staff_need_it(
    database: Database, case: int, now: datetime
) -> None:
    key = database.run_now(lambda conn: store.add(conn, report(case, now)))
    assert key is not None

    def words() -> tuple[str, str]:
        one = database.run_now(lambda conn: store.load_report(conn, key))
        whole = database.run_now(lambda conn: store.load_case(conn, case))
        assert one is not None
        assert whole is not None
        return one.words, whole.words

    database.run_now(lambda conn: store.forget(conn, PETER))
    assert words() == (WORDS, WORDS)
    found = database.run_now(lambda conn: store.load_case(conn, case))
    assert found is not None
    genuine = replace(found, decision="genuine", decided_by=NJERI, decided_at=now)
    database.run_now(lambda conn: store.decide(conn, genuine))
    database.run_now(lambda conn: store.forget(conn, PETER))
    assert words() == ("", "")


def test_near_copies_are_found_among_the_open_or_the_known(
    database: Database, case: int, now: datetime
) -> None:
    near = WORDS.replace("noon", "noon!!!").upper()
    assert database.run_now(lambda conn: known.find_open(conn, near)) is None
    database.run_now(lambda conn: known.keep(conn, case, WORDS))
    database.run_now(lambda conn: known.keep(conn, case, WORDS))
    assert database.run_now(lambda conn: known.find_open(conn, near)) == case
    assert database.run_now(lambda conn: known.find_taught(conn, near)) is None
    assert database.run_now(lambda conn: known.find_open(conn, "Is the maize dry?")) is None
    database.run_now(lambda conn: known.drop(conn, case))
    assert database.run_now(lambda conn: known.find_open(conn, near)) is None


def test_a_standing_is_kept_with_its_end_and_a_new_version(
    database: Database, case: int, now: datetime
) -> None:
    until = now + timedelta(days=7)
    before = database.run_now(lambda conn: persons.load(conn, PETER))
    database.run_now(lambda conn: persons.put_standing(conn, PETER, "restricted", until))
    after = database.run_now(lambda conn: persons.load(conn, PETER))
    assert before is not None
    assert after == replace(
        before, standing="restricted", standing_until=until, version=before.version + 1
    )
    assert (after.stands(now), after.stands(until)) == ("restricted", "good")


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (store.WAITING, "ix_report_case_open"),
        (store.DECIDED, "ix_report_case_closed"),
        (store.NTH_LAST, "ix_reported_by"),
        (store.LAST_TOLD, "ix_reported_by"),
        (rulings.APPEALS, "ix_report_ruling_waiting"),
        (known.OPEN_NEAR, "report_band"),
        (known.TAUGHT_NEAR, "report_band"),
        (known.COUNT, "report_number"),
    ],
)
def test_reports_are_found_by_an_index(database: Database, statement: Any, index: str) -> None:
    more = {f"band{at}": at for at in range(8)}
    plan = plan_of(database, statement, whom=1, skip=0, wanted="x", **more)
    assert index in plan
    assert "Seq Scan" not in plan
