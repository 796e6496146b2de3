"""Whom to tell is found in small steps by index, on both databases, however many farmers there are."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, func, select, update

from bot.kernel.topics import STORIES
from bot.ordering import store as orders
from bot.people.store import profile
from bot.selling import sales
from bot.store import consents, dues
from bot.store.engine import Database
from bot.store.faults import Stale
from bot.store.persons import person
from bot.stories import neighbours, readers, rules, store, telling
from bot.stories.neighbours import STEP
from bot.stories.story import DISTRICT, REGION, TOLD, WAITING, Effect, Story, Tally
from tests.ordering.stalls import basket, join, put_up
from tests.plans import plan_of
from tests.pricing.town import sale
from tests.stories.test_rules import STORY
from tests.stories.valley import people
from tests.village import MORNING


def told(conn: Connection, **what: Any) -> Story:
    """A story of Amina's, told since this morning."""
    amina = join(conn, 1, "Amina", "sell", MORNING)
    peter = join(conn, 2, "Peter", "buy", MORNING)
    listed = put_up(conn, amina.id, MORNING)
    bought = basket(conn, listed, 5000, peter, "k", MORNING)
    order = orders.insert_order(conn, replace(bought, state="completed"))
    assert order is not None
    new = replace(STORY, teller_id=amina.id, order_id=order.id, **what)
    made = store.add(conn, new)
    assert made is not None
    assert store.add(conn, new) is None  # a sale has one story
    return made


def walk(conn: Connection, story: Story, stage: str) -> tuple[list[int], int]:
    """Walk all who live there; gives those it is for, and how many steps it took."""
    found: list[int] = []
    after, steps = 0, 0
    while True:
        some, after = neighbours.look_on(conn, story, stage, after, MORNING)
        found += [each.person_id for each in some]
        steps += 1
        if not after:
            return found, steps


def test_a_district_is_walked_through_in_steps_and_everybody_found_once(
    database: Database,
) -> None:
    def look(conn: Connection) -> None:
        story = told(conn)
        ids = people(conn, STEP + 5, MORNING)
        found, steps = walk(conn, story, DISTRICT)
        assert found == ids
        assert steps == 2
        assert walk(conn, story, REGION) == ([], 2)

    database.run_now(look)


def test_those_are_found_whom_it_is_for_and_nobody_else(database: Database) -> None:
    def look(conn: Connection) -> None:
        story = told(conn)
        new, grower, other, sold, silent, needed, heard, gone, far, near = people(conn, 10, MORNING)
        put_up(conn, grower, MORNING)
        put_up(conn, other, MORNING, crop_id="maize")
        sales.record(conn, replace(sale(order_id=1), seller_id=sold, buyer_id=story.teller_id))
        consents.silence(conn, silent, STORIES, MORNING)
        put(conn, needed, notices="needed")
        readers.note_told(conn, story.id, heard, MORNING, shown=True)
        gone_away(conn, gone)
        put(conn, far, place_id="KE-31-molo", lat_e6=-1_517_000)
        put(conn, near, place_id="KE-31-gilgil", lat_e6=-700_000)
        assert walk(conn, story, DISTRICT)[0] == [new, grower]
        assert walk(conn, story, REGION)[0] == [near]

    database.run_now(look)


def put(conn: Connection, whose: int, **what: Any) -> None:
    conn.execute(update(profile).where(profile.c.person_id == whose).values(**what))


def gone_away(conn: Connection, whose: int) -> None:
    conn.execute(update(person).where(person.c.id == whose).values(gone_at=MORNING))


def test_whoever_waits_for_a_story_is_planned_once(database: Database) -> None:
    def look(conn: Connection) -> int:
        story = told(conn)
        people(conn, 3, MORNING)
        for _ in range(2):
            found, _last = neighbours.look_on(conn, story, DISTRICT, 0, MORNING)
            drawn = [(each, False) for each in found]
            neighbours.plan(conn, telling.NEWS, telling.ANY, drawn, MORNING)
        neighbours.plan(conn, telling.NEWS, telling.ANY, [], MORNING)
        waiting = dues.take_due(conn, MORNING + rules.WEEK)
        assert {each.facts for each in waiting} == {False}
        return len(waiting)

    assert database.run_now(look) == 3


def test_what_came_of_a_story_is_counted_exactly(database: Database) -> None:
    def count(conn: Connection) -> None:
        story = told(conn)
        one, two, three, four = people(conn, 4, MORNING)
        for whose, shown in ((one, True), (two, True), (three, False)):
            assert readers.note_told(conn, story.id, whose, MORNING, shown=shown)
        assert not readers.note_told(conn, story.id, one, MORNING, shown=True)
        later = MORNING + rules.COUNTS_FOR
        for whose in (one, three, four):
            readers.note_listed(conn, whose, later)
        readers.note_listed(conn, two, later + rules.UNDO)  # too late
        seen, unseen = Tally(2, 1, 2, 1), Tally(1, 1, 1, 1)
        assert readers.tally(conn, [story.id], later) == {story.id: Effect(seen, unseen)}
        soon = readers.tally(conn, [story.id, 77], MORNING)
        assert (soon[story.id].seen, soon[77]) == (Tally(2, 1, 0, 0), Effect())
        assert readers.tally(conn, [], MORNING) == {}
        last = readers.load_last(conn, three)
        assert last is not None
        assert (last.story_id, last.shown) == (story.id, False)
        assert [row["story_id"] for row in readers.export(conn, one)] == [story.id]
        assert readers.export(conn, three) == []  # nothing was said to them
        readers.drop_unreached(conn, [(story.id, one)])
        readers.drop_unreached(conn, [])
        assert readers.tally(conn, [story.id], later)[story.id].seen.told == 1
        readers.forget(conn, story.teller_id)
        assert conn.execute(select(func.count()).select_from(readers.story_told)).scalar() == 0

    database.run_now(count)


def test_a_story_changed_meanwhile_is_not_written_over(database: Database) -> None:
    def write(conn: Connection) -> None:
        story = told(conn, state=WAITING, words="I sold well", told_at=None)
        assert store.load_waiting(conn, 0, 5) == [story]
        store.save(conn, story, replace(story, state=TOLD, told_at=MORNING))
        with pytest.raises(Stale):
            store.save(conn, story, replace(story, named=False))
        (kept,) = store.load_of(conn, story.teller_id)
        assert (kept.state, kept.named, kept.version) == (TOLD, True, 2)
        assert store.load_latest(conn, 0, 5) == [kept]
        assert store.load_waiting(conn, 0, 5) == []
        store.note_asked(conn, story.teller_id, MORNING)
        store.note_asked(conn, story.teller_id, MORNING + rules.WEEK)
        assert store.asked_at(conn, story.teller_id) == MORNING + rules.WEEK

    database.run_now(write)


PLANS = {
    "district": (neighbours.NEXT[DISTRICT], "ix_profile_place_id"),
    "region": (neighbours.NEXT[REGION], "ix_profile_region"),
    "choice near": (readers.CHOICE[DISTRICT], "ix_story_told_place_id"),
    "choice": (readers.CHOICE[REGION], "ix_story_told_region"),
    "listed": (readers.LISTED, "story_told"),
    "waiting": (store.WAITING_ONES, "ix_story_waiting"),
    "own": (store.OF_TELLER, "story"),
}
_KEYS = {
    "where": "KE-31",
    "but": "KE-31-naivasha",
    "teller": 1,
    "crop": "tomato",
    "south": 0,
    "north": 1,
    "west": 0,
    "east": 1,
    "lately": MORNING,
    "since": MORNING,
    "made": MORNING,
    "ripe": MORNING,
    "skip": 0,
}


@pytest.mark.parametrize("name", PLANS)
def test_every_statement_is_served_by_an_index(database: Database, name: str) -> None:
    statement, index = PLANS[name]
    plan = plan_of(database, statement, **_KEYS)
    assert index in plan
    scans = [line for line in plan.splitlines() if "SCAN" in line or "Seq Scan" in line]
    # What was looked at by one step is read to its end, and so are the few that wait.
    few = ("looked_at", "ix_story_waiting")
    assert all(any(name in line for name in few) for line in scans), plan
