"""Ads, bids and growers are kept alike on both databases, found by index however many there are."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert, text

from bot.kernel.cells import COARSE, FINE, cell_at, cells_within
from bot.people.store import profile
from bot.store import persons
from bot.store.engine import Database
from bot.store.faults import Stale
from bot.wanting import growers, store
from bot.wanting.pledge import EXAMPLE
from bot.wanting.want import CLOSED, OFFERED, Bid, Want
from tests.ordering.stalls import join, put_up
from tests.plans import plan_of
from tests.village import MORNING

DAY = timedelta(days=1)
MANY = 3000
HERE = (-717_000, 36_430_000)


def an_ad(conn: Connection, chat: int = 1) -> Want:
    buyer = join(conn, chat, "Peter", "buy", MORNING)
    cell = cell_at(*HERE, COARSE)
    new = replace(
        EXAMPLE,
        id=0,
        buyer_id=buyer.id,
        cell3=cell,
        lat_e6=HERE[0],
        lon_e6=HERE[1],
        deadline_at=MORNING + DAY,
        created_at=MORNING,
    )
    return store.insert_want(conn, new)


def test_an_ad_and_its_bids_read_as_they_were_written(database: Database) -> None:
    def work(conn: Connection) -> None:
        want = an_ad(conn)
        assert store.load(conn, want.id) == want
        farmer = join(conn, 2, "Amina", "sell", MORNING)
        store.ask(conn, [Bid(want.id, farmer.id, 7, MORNING)])
        store.ask(conn, [Bid(want.id, farmer.id, 9, MORNING)])
        (bid,) = store.load_bids(conn, want.id)
        assert (bid.called, bid.km) == ("Amina", 7)
        said = store.save_bid(conn, replace(bid, state=OFFERED, milli=5000))
        assert store.load_bid(conn, want.id, farmer.id) == said
        assert store.load_bid_by_id(conn, bid.id) == said

    database.run_now(work)


def test_whoever_comes_second_to_an_ad_looks_again(database: Database) -> None:
    def work(conn: Connection) -> None:
        want = an_ad(conn)
        store.save(conn, want)
        with pytest.raises(Stale):
            store.save(conn, replace(want, state=CLOSED))

    database.run_now(work)


def test_whoever_comes_second_to_an_offer_looks_again(database: Database) -> None:
    def work(conn: Connection) -> None:
        want = an_ad(conn)
        farmer = join(conn, 2, "Amina", "sell", MORNING)
        store.ask(conn, [Bid(want.id, farmer.id, 7, MORNING)])
        (bid,) = store.load_bids(conn, want.id)
        store.save_bid(conn, replace(bid, state=OFFERED, milli=1))
        with pytest.raises(Stale):
            store.save_bid(conn, replace(bid, state=OFFERED, milli=2))

    database.run_now(work)


def test_the_nearest_who_may_be_asked_are_found(database: Database) -> None:
    def work(conn: Connection) -> None:
        want = an_ad(conn)
        names = {}
        for at in range(8):
            farmer = join(conn, 10 + at, f"F{at}", "sell", MORNING)
            names[farmer.id] = f"F{at}"
            spot = {"lat_e6": HERE[0] + at * 50_000, "lon_e6": HERE[1]}
            growers.remember(conn, put_up(conn, farmer.id, MORNING, **spot), MORNING)
        first, second, third, *_ = names
        growers.mute(conn, first, "tomato")
        store.ask(conn, [Bid(want.id, second, 1, MORNING)])
        gone = persons.load(conn, third)
        assert gone is not None
        persons.save(conn, replace(gone, stopped_at=MORNING))
        found = growers.load_neighbours(conn, want, MORNING - DAY, 3)
        assert [names[each.person.id] for each in found] == ["F3", "F4", "F5"]
        assert [each.km for each in found] == [17, 22, 28]

    database.run_now(work)


def crowd(conn: Connection) -> None:
    """Let very many farmers near by grow tomatoes, and very many ads be open."""
    want = an_ad(conn)
    one = join(conn, 9_000, "One", "sell", MORNING)
    known = persons._row_of(one)
    rows = [known | {"chat": at, "user_id": at} for at in range(100_000, 100_000 + MANY)]
    conn.execute(insert(persons.person), rows)
    ids = [row.id for row in conn.execute(text("SELECT id FROM person WHERE chat >= 100000"))]
    home = dict(
        conn.execute(text("SELECT * FROM profile WHERE person_id = :one"), {"one": one.id})
        .mappings()
        .one()
    )
    conn.execute(
        insert(profile),
        [home | {"person_id": at, "consent_at": MORNING, "joined_at": MORNING} for at in ids],
    )
    grown = {
        "crop_id": "tomato",
        "cell4": cell_at(*HERE, FINE),
        "lat_e6": HERE[0],
        "lon_e6": HERE[1],
        "last_at": MORNING,
    }
    conn.execute(insert(growers.grower), [grown | {"person_id": at} for at in ids])
    row = store._row_of(want)
    conn.execute(insert(store.want), [row for _ in range(500)])
    conn.execute(text("ANALYZE"))


def test_however_many_grow_it_only_a_few_are_looked_at(database: Database) -> None:
    database.run_now(crowd)

    def near(conn: Connection) -> int:
        want = store.load(conn, 1)
        assert want is not None
        return len(growers.load_neighbours(conn, want, MORNING - DAY, 10))

    assert database.run_now(near) == 10
    cells = cells_within(*HERE, 50, FINE)[:2]
    keys = {f"cell{at}": cell for at, cell in enumerate(cells)}
    facts = {"crop": "tomato", "which": 1, "since": MORNING, "who": 1, **keys}
    plan = plan_of(database, growers._near(2), **facts)
    assert "ix_grower_near" in plan
    for table in ("grower", "person", "want_bid"):
        assert f"SCAN {table}" not in plan
        assert f"Seq Scan on {table}" not in plan


def test_open_ads_and_a_farmers_questions_are_found_by_index(database: Database) -> None:
    database.run_now(crowd)
    cells = cells_within(*HERE, 50, COARSE)
    found = database.run_now(
        lambda conn: store.load_open_near(conn, "tomato", cells, 99, MORNING, 2)
    )
    assert len(found) == 2
    assert "ix_want_bid_farmer" in plan_of(database, store._ASKED_OF, who=1, skip=0)
