"""Whom something is told: every facet counts and gathers the same people, on both databases."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, select, update

from bot.bulletins import finding, reach, recipients, segments, store
from bot.bulletins.audience import Audience, as_codes, read_audience
from bot.bulletins.bulletin import SENDING, Bulletin
from bot.bulletins.pasted import read_list
from bot.kernel.topics import NEWS, WARNING
from bot.learning.groups import SEGMENTS
from bot.learning.store import certificate, progress
from bot.people.store import load_profile, save_profile
from bot.store.engine import Database
from bot.store.persons import person, put_standing
from bot.store.schema import metadata
from tests.bulletins.office import Office
from tests.bulletins.test_store import EVERYBODY, village
from tests.plans import plan_of

AMINA, JOE, ASHA = 1, 2, 3


def settle(conn: Connection, now: datetime) -> None:
    """Amina sold and learnt, Joe has been away, Asha began a lesson and lives elsewhere."""
    village(conn, now)
    away = now - timedelta(days=40)
    conn.execute(update(person).where(person.c.id == JOE).values(seen_at=away, username="joe_buys"))
    own = load_profile(conn, AMINA)
    assert own is not None
    save_profile(conn, replace(own, pay_to="0700 123 456"))
    lesson = {"lesson": "fake", "step": "reading", "version": "1", "tries": 0, "missed": False}
    times = {"started_at": now, "touched_at": now}
    for each in (AMINA, ASHA):
        conn.execute(progress.insert(), {"person_id": each} | lesson | times)
    given = {"token": "t", "person_id": AMINA, "course": "safety", "given_at": now}
    conn.execute(certificate.insert(), given)


def reached(conn: Connection, some: Audience, now: datetime, topic: str = NEWS) -> set[int]:
    """Gather an audience, and see that as many were counted."""
    made = store.add(conn, Bulletin(0, 1, some, now, topic))
    last = recipients.last_person(conn)
    opened = store.save(conn, replace(made, state=SENDING, last=last, started_at=now))
    recipients.gather(conn, opened, now, SEGMENTS)
    of = recipients.recipient.c.bulletin_id == made.id
    found = set(conn.execute(select(recipients.recipient.c.person_id).where(of)).scalars())
    assert sum(reach.count_people(conn, some, topic, now, SEGMENTS).values()) == len(found)
    return found


@pytest.mark.parametrize(
    ("what", "who"),
    [
        ({}, {AMINA, JOE, ASHA}),
        ({"place": "KE-31-naivasha"}, {AMINA, JOE, ASHA}),
        ({"place": "KE-01-eldama-ravine"}, set()),
        ({"activity": "here"}, {AMINA, ASHA}),
        ({"activity": "away"}, {JOE}),
        ({"learning": "began"}, {AMINA, ASHA}),
        ({"learning": "none"}, {JOE}),
        ({"learning": "certified"}, {AMINA}),
        ({"learning": "unheard of"}, set()),
        ({"sales": "sold"}, set()),
        ({"sales": "unsold"}, {AMINA, ASHA}),
        ({"without": Audience("KE", region="KE-31")}, {ASHA}),
        ({"without": Audience("KE", region="KE-31", role="buyers")}, {AMINA, ASHA}),
        ({"region": "KE-31", "without": Audience("KE", learning="certified")}, {JOE}),
    ],
)
def test_each_facet_leaves_in_who_fits_it(
    database: Database, now: datetime, what: dict[str, object], who: set[int]
) -> None:
    def work(conn: Connection) -> set[int]:
        settle(conn, now)
        audience = replace(EVERYBODY, **what)  # type: ignore[arg-type]
        assert read_audience(as_codes(audience)) == audience
        return reached(conn, audience, now)

    assert database.run_now(work) == who


def test_who_is_shut_out_is_told_warnings_only(database: Database, now: datetime) -> None:
    def work(conn: Connection) -> tuple[set[int], set[int]]:
        settle(conn, now)
        put_standing(conn, AMINA, "banned")
        put_standing(conn, JOE, "suspended", now - timedelta(days=1))
        put_standing(conn, ASHA, "restricted")
        return reached(conn, EVERYBODY, now), reached(conn, EVERYBODY, now, WARNING)

    assert database.run_now(work) == ({JOE, ASHA}, {AMINA, JOE, ASHA})


def test_a_list_of_people_is_found_by_whatever_names_them(
    database: Database, now: datetime
) -> None:
    def work(conn: Connection) -> tuple[set[int], tuple[str, ...], set[int], set[int]]:
        settle(conn, now)
        pasted = read_list("@joe_buys, 0700 123 456\n#1; 47-208, Somebody else")
        found, missing = finding.find_people(conn, pasted)
        made = segments.gather(conn, AMINA, "KE", found, now)
        listed = replace(EVERYBODY, listed=made)
        others = replace(EVERYBODY, without=listed)
        return set(found), missing, reached(conn, listed, now), reached(conn, others, now)

    found, missing, listed, others = database.run_now(work)
    assert (found, listed, others) == ({AMINA, JOE}, {AMINA, JOE}, {ASHA})
    assert set(missing) == {"47-208", "Somebody else"}


def test_counting_walks_people_once_and_looks_the_rest_up(
    database: Database, now: datetime
) -> None:
    facts = {"country": "KE", "crop": "maize", "topic": NEWS, "listed": 1, "now": now}
    for what, index in (
        ({"crop": "maize"}, "ix_orders_crop_buyer"),
        ({"crop": "maize"}, "ix_listing_crop_seller"),
        ({"listed": 1}, "segment_member"),
    ):
        audience = replace(EVERYBODY, **what)
        statement = reach.counting(reach.shape_of(audience, NEWS, {}))
        assert index in plan_of(database, statement, **facts)


def test_the_tables_are_known() -> None:
    assert {"segment", "segment_member"} <= set(metadata.tables)


def test_staff_narrow_a_draft_and_see_how_many_are_left() -> None:
    office = Office()
    njeri, amina = office.admin(), office.joins("Amina", "sell")
    office.joins("Joe")
    office.begins(njeri)
    assert njeri.sees("3 people are told")
    office.narrows(njeri, "Sold or not yet", "Not yet")
    assert njeri.sees("2 people are told")
    njeri.taps("For whom")
    njeri.taps("Where they live")
    njeri.taps("One district")
    njeri.says("Nakuru")
    njeri.says("Naivasha")
    assert njeri.sees("In Naivasha")
    njeri.taps("Keep this group")
    njeri.says("Naivasha farmers")
    njeri.taps("Everybody again")
    assert njeri.sees("3 people are told")
    njeri.taps("Leave some out")
    njeri.says("Naivasha farmers")
    assert njeri.sees("But not: 🗺 In Naivasha and 🌾 Not sold yet")
    assert njeri.sees("1 person is told")
    njeri.taps("A saved group")
    njeri.says("Naivasha farmers")
    assert njeri.sees("2 people are told")
    njeri.taps("Forget a saved group")
    njeri.taps("Naivasha farmers")
    assert "A saved group" not in str(njeri.last.buttons)
    assert office.bulletin().audience.place == "KE-31-naivasha"
    assert not amina.heard


def test_staff_paste_a_list_and_are_told_who_is_not_known() -> None:
    office = Office()
    njeri, amina = office.admin(), office.joins("Amina", "sell")
    listing = office.lists(amina)
    office.begins(njeri)
    njeri.taps("For whom")
    njeri.taps("A list of people")
    njeri.says(f"#{listing}\n@nobody_here")
    assert njeri.sees("1 person of the list is known")
    assert njeri.sees("Not found: @nobody_here")
    assert njeri.sees("1 person is told")


def test_nobody_of_a_list_known_changes_nothing() -> None:
    office = Office()
    njeri = office.admin()
    office.begins(njeri)
    njeri.taps("For whom")
    njeri.taps("A list of people")
    njeri.says("@nobody_here")
    assert office.bulletin().audience.listed is None
