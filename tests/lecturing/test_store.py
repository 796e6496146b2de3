"""Seats on both databases: never more than there are; invitations step by step; all by index."""

import asyncio
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import Connection, func, select

from bot.lecturing import attendance, handouts, invitations, leaving, seats, store
from bot.lecturing.rules import ALL, Lecture, Listener, Question
from bot.store import dues
from bot.store.engine import Database
from tests.lecturing.hall import EXAMPLE, broken_laws
from tests.ordering.stalls import join
from tests.plans import plan_of
from tests.village import MORNING


def hall_of(conn: Connection, people: int, **what: object) -> tuple[Lecture, list[int]]:
    ids = [join(conn, 200 + each, "Joe", "buy", MORNING).id for each in range(people)]
    return store.add(conn, replace(EXAMPLE, **what)), ids  # type: ignore[arg-type]


def tap(conn: Connection, lecture_id: int, person_id: int) -> str | None:
    store.lock(conn, lecture_id)
    return seats.take(conn, lecture_id, person_id, MORNING)


def give_back(conn: Connection, lecture_id: int, person_id: int) -> int | None:
    store.lock(conn, lecture_id)
    return seats.leave(conn, lecture_id, person_id)[1]


async def test_twenty_taps_for_five_seats_are_five_bookings(database: Database) -> None:
    held, people = await database.run(lambda conn: hall_of(conn, 20))
    taken = await asyncio.gather(
        *(database.run(partial(tap, lecture_id=held.id, person_id=each)) for each in people)
    )
    assert sorted(map(str, taken)) == ["booked"] * 5 + ["waiting"] * 15
    assert await database.run(broken_laws) == []


async def test_one_person_tapping_four_times_has_one_seat(database: Database) -> None:
    held, (one,) = await database.run(lambda conn: hall_of(conn, 1))
    taken = await asyncio.gather(
        *(database.run(lambda conn: tap(conn, held.id, one)) for _ in range(4))
    )
    assert sorted(map(str, taken)) == ["None", "None", "None", "booked"]
    assert await database.run(broken_laws) == []


async def test_five_seats_given_back_at_once_go_to_five_who_wait(database: Database) -> None:
    held, people = await database.run(lambda conn: hall_of(conn, 12))
    for each in people:
        await database.run(partial(tap, lecture_id=held.id, person_id=each))
    heirs = await asyncio.gather(
        *(
            database.run(partial(give_back, lecture_id=held.id, person_id=each))
            for each in people[:5]
        )
    )
    assert sorted(each for each in heirs if each) == people[5:10]
    assert await database.run(broken_laws) == []


def test_invitations_go_out_in_steps_and_once_each(database: Database) -> None:
    def invite(conn: Connection) -> list[int]:
        held, people = hall_of(conn, invitations.STEP + 3, for_region="KE-31")
        reached = [invitations.tell_listeners(conn, held, "news", 0, MORNING)]
        reached.append(invitations.tell_listeners(conn, held, "news", reached[0], MORNING))
        told = [each.person_id for each in dues.take_due(conn, MORNING, len(people) + 1)]
        assert sorted(told) == people
        return [people.index(reached[0]) + 1, reached[1]]

    assert database.run_now(invite) == [invitations.STEP, 0]


@pytest.mark.parametrize("scope", [{"for_place": "KE-31-naivasha"}, {"for_region": "KE-31"}, {}])
def test_those_are_invited_whom_it_concerns(database: Database, scope: dict[str, str]) -> None:
    def invite(conn: Connection) -> list[int]:
        held, (near, *_) = hall_of(conn, 2, language="sw", **scope)
        join(conn, 300, "Far", "buy", MORNING, region="KE-01", place="KE-01-x", language="en")
        swahili = join(conn, 301, "Asha", "buy", MORNING, language="sw")
        invitations.tell_listeners(conn, held, "news", 0, MORNING)
        assert [each.person_id for each in dues.take_due(conn, MORNING)] == [swahili.id]
        invitations.tell_listeners(conn, replace(held, language=None), "news", 0, MORNING)
        return [near, *(each.person_id for each in dues.take_due(conn, MORNING))]

    near, *told = database.run_now(invite)
    assert near in told
    assert len(told) == (4 if not scope else 3)


def test_a_notice_planned_again_for_all_seats_moves(database: Database) -> None:
    def plan_twice(conn: Connection) -> list[object]:
        held, people = hall_of(conn, 3)
        for each in people:
            tap(conn, held.id, each)
        later = held.starts_at
        assert invitations.tell_seats(conn, held.id, ALL, "soon", MORNING) == 3
        assert invitations.tell_seats(conn, held.id, ALL, "soon", later, drop_after=later) == 3
        return [(row.due_at, row.drop_after) for row in dues.take_due(conn, later)]

    assert database.run_now(plan_twice) == [(EXAMPLE.starts_at, EXAMPLE.starts_at)] * 3


def test_tallies_lists_and_questions_read_back(database: Database) -> None:
    def fill(conn: Connection) -> None:
        held, (one, two) = hall_of(conn, 2, seats=1)
        assert (tap(conn, held.id, one), tap(conn, held.id, two)) == ("booked", "waiting")
        assert attendance.come(conn, held.id, one, "code", MORNING)
        assert not attendance.come(conn, held.id, one, "code", MORNING)
        assert attendance.judge(conn, held.id, one, "good")
        assert not attendance.judge(conn, held.id, two, "bad")
        assert handouts.ask(conn, Question(held.id, one, "How dry?", None), MORNING)
        tally = attendance.load_tally(conn, held.id)
        assert (tally.waiting, tally.came, tally.asked, tally.useful["good"]) == (1, 1, 1, 1)
        assert [each.name for each in seats.load_seats(conn, held.id)] == ["Joe", "Joe"]
        assert seats.leave(conn, held.id, one) == (None, None)  # whoever came keeps the seat
        who = Listener("KE", "KE-31", "KE-31-naivasha", "en")
        ((found, mine),) = seats.load_ahead(conn, who, two, MORNING)
        assert (found.id, mine) == (held.id, "waiting")
        assert leaving.export(conn, one)["lecture_questions"][0]["words"] == "How dry?"

    database.run_now(fill)


def test_a_person_may_ask_only_so_much(database: Database) -> None:
    def ask(conn: Connection) -> int:
        held, (one,) = hall_of(conn, 1)
        asked = Question(held.id, one, "Why?", None)
        assert [handouts.ask(conn, asked, MORNING) for _ in range(25)].count(True) == handouts.A_DAY
        return conn.execute(select(func.count()).select_from(handouts.question)).scalar_one()

    assert database.run_now(ask) == handouts.A_DAY


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (store, "_LATEST"),
        *((seats, name) for name in ("_AHEAD", "_SEATS", "_MY_SEATS", "_PROMOTE")),
        *((attendance, name) for name in ("_ATTENDED", "_TALLY")),
        *((handouts, name) for name in ("_QUESTIONS", "_ASKED_SO_FAR", "_HANDOUTS")),
    ],
)
def test_everything_is_found_by_an_index(database: Database, module: object, name: str) -> None:
    keys = {"which": 1, "country": "KE", "region": "r", "place": "p", "tongue": "en"}
    plan = plan_of(database, getattr(module, name), **keys, many=1, skip=0, most=10)
    assert "Seq Scan" not in plan
    assert not any(line.startswith("SCAN") and "INDEX" not in line for line in plan.split("\n"))


@pytest.mark.parametrize("scope", ["place", "region", "country"])
def test_listeners_are_walked_by_where_they_live(database: Database, scope: str) -> None:
    plan = plan_of(
        database,
        invitations._TELL_LISTENERS[scope].select,
        kind="k",
        ref="1",
        due_at=MORNING,
        drop_after=None,
        facts=None,
        where="x",
        after=0,
        tongue="",
    )
    assert "Seq Scan" not in plan
    assert not any(line.startswith("SCAN") for line in plan.split("\n")), plan
