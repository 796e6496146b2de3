"""Forgetting on the real databases: a refusal leaves every row as it was."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.feature import Feature, Turn
from bot.people import leaving
from bot.store import drafts, persons
from bot.store.drafts import DraftRow
from bot.store.engine import Database
from bot.store.persons import Person
from bot.talk.event import Said
from bot.talk.speaker import Speaker
from bot.text.phrase import Phrase, say
from tests.somebody import meet


def _drop_talks(turn: Turn) -> Phrase | None:
    active = drafts.load_active(turn.conn, turn.person.id)
    assert active is not None
    drafts.delete(turn.conn, active.id)
    return None


def _refuse(turn: Turn) -> Phrase | None:
    return say("talk-words", words="An order is open.")


def _forget(conn: Connection, now: datetime, last: Feature) -> tuple[Turn, Person]:
    person = persons.save(conn, replace(meet(conn, 7, now), called="Amina"))
    drafts.save(conn, DraftRow(person.id, "sell", now, now))
    turn = Turn(conn, now, person, Said("yes"), Speaker(), lambda whom: Speaker())
    people = Feature("people", forget=leaving.erase)
    turn.features = (people, Feature("selling", forget=_drop_talks), last)
    leaving.forget(turn, sure=True)
    found = persons.load(conn, person.id)
    assert found is not None
    return turn, found


def test_a_refusal_undoes_what_others_erased(database: Database, now: datetime) -> None:
    def work(conn: Connection) -> tuple[str | None, bool]:
        turn, found = _forget(conn, now, Feature("ordering", forget=_refuse))
        return found.called, drafts.load_active(conn, turn.person.id) is not None

    assert database.run_now(work) == ("Amina", True)
    loaded = database.run_now(lambda conn: persons.load_by_chat(conn, 7))
    assert loaded is not None
    assert loaded.called == "Amina"


def test_without_a_refusal_everything_goes(database: Database, now: datetime) -> None:
    def work(conn: Connection) -> tuple[str | None, bool]:
        turn, found = _forget(conn, now, Feature("ordering"))
        return found.called, drafts.load_active(conn, turn.person.id) is not None

    assert database.run_now(work) == (None, False)
    assert database.run_now(lambda conn: persons.load_by_chat(conn, 7)) is None
    assert database.run_now(lambda conn: meet(conn, 7, now)).called is None
