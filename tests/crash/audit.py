"""What must be true of the database and of the calls after any number of deaths."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

from sqlalchemy import Connection, NullPool, create_engine
from sqlalchemy.engine import make_url

from bot.store import sqlite
from tests.crash.market import Books
from tests.crash.mortal import Calls

# Every message ever queued is copied, so that what was sent can be held against it.
_COPY_SQLITE = (
    (
        "CREATE TABLE queued_ever (at INTEGER PRIMARY KEY, chat INTEGER, cls INTEGER, method TEXT,"
        " body TEXT) STRICT"
    ),
    (
        "CREATE TRIGGER copy_queued AFTER INSERT ON outbox BEGIN"
        " INSERT INTO queued_ever (chat, cls, method, body)"
        " VALUES (new.chat, new.cls, new.method, new.body); END"
    ),
)
# A lane is locked before its rows are added: within a lane the numbers follow the commits.
_COPY_POSTGRES = (
    (
        "CREATE TABLE queued_ever (at BIGSERIAL PRIMARY KEY, chat BIGINT, cls INTEGER, method TEXT,"
        " body TEXT)"
    ),
    (
        "CREATE FUNCTION copy_queued() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " INSERT INTO queued_ever (chat, cls, method, body)"
        " VALUES (new.chat, new.cls, new.method, new.body); RETURN NULL; END $$"
    ),
    "CREATE TRIGGER copy_queued AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION copy_queued()",
)
# How many messages of a lane a life may have sent without marking them.
_MOST_DOUBTFUL = 10

Place = tuple[int, ...]  # how many of each of a chat's lanes have gone


def keep_copies(url: str) -> None:
    """Have the database keep a copy of all that is ever queued."""
    with _open(url) as conn:
        for statement in _COPY_SQLITE if conn.dialect.name == "sqlite" else _COPY_POSTGRES:
            conn.exec_driver_sql(statement)


def read(url: str, query: str) -> list[tuple[Any, ...]]:
    with _open(url) as conn:
        return [tuple(row) for row in conn.exec_driver_sql(query)]


@contextmanager
def _open(url: str) -> Iterator[Connection]:
    given = {} if make_url(url).get_backend_name() != "sqlite" else {"module": sqlite.driver}
    engine = create_engine(url, poolclass=NullPool, **given)
    with engine.begin() as conn:
        yield conn


def check_turns(url: str, first: int, after: int) -> None:
    """Every update was kept once and its turn was taken: none waits, none was set aside."""
    kept = read(url, "SELECT update_id, state, error FROM inbox ORDER BY update_id")
    assert [row for row in kept if row[1] != 1] == []
    assert [row[0] for row in kept] == list(range(first, after))


def check_sent(url: str) -> None:
    """Nothing waits to be sent and nothing was given up."""
    assert read(url, "SELECT * FROM outbox") == []
    assert read(url, "SELECT * FROM lane") == []
    past = round((datetime.now(UTC) - timedelta(minutes=1)).timestamp() * 1_000_000)
    assert read(url, f"SELECT * FROM due WHERE due_at < {past}") == []


def check_stock(url: str, books: Books) -> None:
    """The ledger's law holds for every listing, and each has what its farmer brought."""
    sums: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for listing, kind, milli in read(url, "SELECT listing_id, kind, milli FROM stock_entry"):
        sums[listing][kind] += milli
    rows = read(url, "SELECT id, on_hand, held, state FROM listing WHERE country = 'KE'")
    assert {row[0] for row in rows} == set(books.listed)
    for number, on_hand, held, state in rows:
        of = sums[number]
        assert of["listed"] == books.listed[number]
        assert on_hand + of["handed_over"] + of["spoiled"] + of["withdrawn"] == of["listed"]
        assert held == of["held"] - of["released"] == 0
        assert (state == "withdrawn") == (number in books.undone)


def check_orders(url: str, books: Books) -> None:
    """Every order its buyer knows of, no other; each handed over once, paid, its history whole."""
    rows = read(url, "SELECT id, ordered, state, payment, held FROM orders")
    assert {row[0]: row[1] for row in rows} == books.ordered
    assert {row[2:] for row in rows} <= {("completed", "confirmed", 0)}
    given = read(url, "SELECT order_id, milli FROM stock_entry WHERE kind = 'handed_over'")
    assert sorted(given) == sorted(books.ordered.items())
    for number in books.ordered:
        check_history(url, number)


def check_history(url: str, order: int) -> None:
    query = (
        f'SELECT command, "before", "after" FROM order_event WHERE order_id = {order} ORDER BY id'
    )
    steps = read(url, query)
    commands = sorted({step[0] for step in steps} | {"ready"})
    assert commands == ["accept", "approve", "money", "place", "ready", "receive"]
    assert len({step[0] for step in steps}) == len(steps)
    afters = ["basket", *(step[2] for step in steps)]
    assert [step[1] for step in steps] == afters[:-1]
    assert afters[-1] == "completed"


def count_repeats(url: str, lives: Iterable[Calls]) -> int:
    """Prove that each lane's messages went in order, and give how many went more than once.

    A life may begin a lane some messages back, where the last one died before it had marked
    them; from there on it goes in order.
    """
    queued: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    whose: dict[str, int] = {}
    rows = read(url, "SELECT chat, cls, method, body FROM queued_ever ORDER BY at")
    for chat, cls, method, body in rows:
        called = _print(method, json.loads(body))
        queued[chat][cls].append(called)
        whose[called] = chat
    reached: dict[int, set[Place]] = {chat: {(0,) * len(of)} for chat, of in queued.items()}
    calls = 0
    for life in lives:
        for chat, made in _by_chat(life, whose).items():
            calls += len(made)
            reached[chat] = _follow(list(queued[chat].values()), reached[chat], made)
            assert reached[chat], f"out of order for {chat}: {made}"
    for chat, of in queued.items():
        assert tuple(map(len, of.values())) in reached[chat], f"not all was sent to {chat}"
    return calls - len(rows)


def _by_chat(life: Calls, whose: dict[str, int]) -> dict[int, list[str]]:
    chats: dict[int, list[str]] = defaultdict(list)
    for call in life:
        called = _print(call["method"], call["params"])
        if called in whose:
            chats[whose[called]].append(called)
        else:
            assert "chat_id" not in call["params"], f"nobody queued {called}"
    return chats


def _follow(lanes: list[list[str]], reached: set[Place], made: list[str]) -> set[Place]:
    """Give how far a chat's lanes may have come by these calls, from where they may have stood.

    The same words may stand in two lanes: all that could have been is followed.
    """
    places = {back for place in reached for back in product(*map(_doubtful, place))}
    for called in made:
        places = {
            (*place[:at], place[at] + 1, *place[at + 1 :])
            for place in places
            for at, lane in enumerate(lanes)
            if place[at] < len(lane) and lane[place[at]] == called
        }
    return places


def _doubtful(at: int) -> range:
    return range(max(0, at - _MOST_DOUBTFUL), at + 1)


def _print(method: str, body: dict[str, Any]) -> str:
    return f"{method} {json.dumps(body, sort_keys=True)}"


def list_faults(log: str) -> Iterator[str]:
    """Give the lines of a log that tell of a bug."""
    for line in log.splitlines():
        if not line.startswith("{") or json.loads(line).get("level") in {"error", "critical"}:
            yield line
