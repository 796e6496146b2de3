"""Many at once: a pool fills once, and an offer is taken once, on both databases."""

import asyncio
from dataclasses import replace
from functools import partial

from sqlalchemy import Connection

from bot.feature import Turn
from bot.store import persons
from bot.store.engine import Database
from bot.store.persons import Person
from bot.talk.event import Said
from bot.talk.speaker import Speaker
from bot.wanting import answering, build, choosing, pooling, store
from bot.wanting.pledge import EXAMPLE, Pledged
from bot.wanting.want import FILLED, OPEN, Bid, Want
from tests.ordering.stalls import broken_laws, join
from tests.village import MORNING

FARMERS = 8


def turn_of(conn: Connection, person_id: int) -> Turn:
    known = persons.load(conn, person_id)
    assert known is not None
    turn = Turn(conn, MORNING, known, Said(""), Speaker(), lambda _: Speaker())
    turn.features = (build("first"),)
    return turn


def begin(conn: Connection, *, pooled: bool) -> tuple[Want, list[Person]]:
    buyer = join(conn, 1, "Peter", "buy", MORNING)
    farmers = [join(conn, 10 + at, f"F{at}", "sell", MORNING) for at in range(FARMERS)]
    new = replace(EXAMPLE, id=0, buyer_id=buyer.id, pooled=pooled, minimum=EXAMPLE.milli)
    want = store.insert_want(
        conn, replace(new, by="2026-06-05", deadline_at=new.deadline_at.replace(year=2027))
    )
    store.ask(conn, [Bid(want.id, each.id, 5, MORNING) for each in farmers])
    return want, farmers


def promise(conn: Connection, want: Want, farmer: Person, milli: int) -> None:
    terms = Pledged(want.id, milli, 6000, want.day)
    answering.promise(turn_of(conn, farmer.id), terms)


def laws(conn: Connection, want: Want) -> tuple[str, int, list[str]]:
    found = store.load(conn, want.id)
    assert found is not None
    parts = store.load_parts(conn, want.id)
    broken = [law for part in parts for law in broken_laws(conn, part.order.listing_id)]
    return found.state, pooling.count(parts), broken


async def test_many_who_promise_at_once_fill_a_pool_just_to_the_brim(database: Database) -> None:
    want, farmers = await database.run(partial(begin, pooled=True))
    await asyncio.gather(
        *(database.run(partial(promise, want=want, farmer=each, milli=60_000)) for each in farmers)
    )
    assert await database.run(partial(laws, want=want)) == (FILLED, want.milli, [])


async def test_one_offer_tapped_four_times_at_once_is_one_order(database: Database) -> None:
    want, farmers = await database.run(partial(begin, pooled=False))
    await database.run(partial(promise, want=want, farmer=farmers[0], milli=60_000))

    def take(conn: Connection) -> None:
        known = store.load(conn, want.id)
        assert known is not None
        bid = store.load_bids(conn, want.id)[0]
        choosing.take(turn_of(conn, want.buyer_id), known, str(bid.id), "2")

    await asyncio.gather(*(database.run(take) for _ in range(4)))
    assert await database.run(partial(laws, want=want)) == (OPEN, 60_000, [])


async def test_leaving_and_filling_at_once_is_one_of_both(database: Database) -> None:
    want, farmers = await database.run(partial(begin, pooled=True))
    await database.run(partial(promise, want=want, farmer=farmers[0], milli=150_000))

    def leave(conn: Connection) -> None:
        known = store.load(conn, want.id)
        assert known is not None
        answering.back(turn_of(conn, farmers[0].id), known)

    await asyncio.gather(
        database.run(leave),
        database.run(partial(promise, want=want, farmer=farmers[1], milli=50_000)),
    )
    state, promised, broken = await database.run(partial(laws, want=want))
    assert broken == []
    assert (state, promised) in {(FILLED, 200_000), (OPEN, 50_000)}
