"""A market of the first release, brought to the newest: nothing is lost, all can be found."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from bot.store import migration
from bot.store.engine import open_database

_PEOPLE = """
INSERT INTO person (id, chat, user_id, wake, rest, native, roles, created_at, seen_at, version)
VALUES ({id}, {id}, {id}, 420, 1200, {native}, '["farmer"]', 1, 1, 1)
"""
_LISTING = """
INSERT INTO listing (id, seller_id, crop_id, unit, unit_grams, said, price_minor, currency, on_hand,
  held, ready_from, country, region, place_id, lat_e6, lon_e6, state, created_at, touched_at,
  expires_at, version)
VALUES (1, 1, 'maize', 'bag', 90000, '10000:bag', 300000, 'KES', 10000, 2000, '2026-01-01', 'KE',
  'KE-31', 'KE-31-naivasha', -717000, 36430000, 'open', 1, 5, 9, 1)
"""
_ORDER = """
INSERT INTO orders (id, number, key, buyer_id, seller_id, listing_id, crop_id, unit, unit_grams,
  ordered, held, price_minor, currency, total, buyer_name, seller_name, state, payment, pay_kind,
  code, code_tries, slot_at, placed_at, moved_at, version)
VALUES ({id}, '47-20{id}', 'k{id}', 2, 1, 1, 'maize', 'bag', 90000, 1000, 0, 300000, 'KES', 300000,
  'Peter', 'Amina', '{state}', '{payment}', '{kind}', '1234', 0, 5, 5, 5, 1)
"""
_EVENT = """
INSERT INTO order_event (order_id, at, actor_id, role, command, before, after, facts)
VALUES (1, 5, 1, 'seller', 'accept', 'placed', 'accepted', '{}'),
  (1, 6, 2, 'buyer', 'approve', 'handed_over', 'completed', '{}')
"""
ORDERS = (
    ("completed", "confirmed", "cash"),
    ("accepted", "due", "mobile"),
    ("cancelled", "refund_due", "mobile"),
    ("declined", "none", "cash"),
)


@pytest.fixture
def old_scripts(tmp_path: Path) -> Path:
    """The migrations as the first release shipped them."""
    folder = tmp_path / "migrations"
    shutil.copytree(migration.SCRIPTS, folder)
    for later in (folder / "versions").glob("000[2-9]*.py"):
        later.unlink()
    return folder


@pytest.fixture(params=["sqlite", "postgres"])
def old_url(request: pytest.FixtureRequest, tmp_path: Path, old_scripts: Path) -> Iterator[str]:
    """A database of the first release with a small market in it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/market.db"
    else:
        url = request.getfixturevalue("postgres_mould").make("template0")
    migration.migrate(url, old_scripts)
    database = open_database(url)
    database.run_now(_trade)
    database.close()
    yield url
    if request.param != "sqlite":
        request.getfixturevalue("postgres_mould").drop(url)


def _trade(conn: Connection) -> None:
    native = "0" if conn.dialect.name == "sqlite" else "false"
    for number in (1, 2):
        conn.execute(text(_PEOPLE.format(id=number, native=native).replace(":", r"\:")))
    conn.execute(text(_LISTING.replace(":bag", r"\:bag")))
    for number, (state, payment, kind) in enumerate(ORDERS, 1):
        order = _ORDER.format(id=number, state=state, payment=payment, kind=kind)
        conn.execute(text(order))
    conn.execute(text(_EVENT))


def ask(url: str, question: str) -> list[Any]:
    database = open_database(url)
    try:
        return database.run_now(lambda conn: [tuple(row) for row in conn.execute(text(question))])
    finally:
        database.close()


def test_an_old_market_comes_along_with_its_money_its_prices_and_its_names(old_url: str) -> None:
    assert migration.migrate(old_url)
    paid = ask(old_url, "SELECT paid_cash, paid_mobile, delivery FROM orders ORDER BY id")
    assert paid == [(300000, 0, "farm"), (0, 0, "farm"), (0, 300000, "farm"), (0, 0, "farm")]
    sums = ask(old_url, "SELECT order_id, sum(minor) FROM money_entry GROUP BY order_id")
    assert sorted((order, int(total)) for order, total in sums) == [(1, 0), (2, 0), (3, 0)]
    owed = "SELECT order_id, minor FROM money_entry WHERE account IN ('owed', 'refund')"
    assert sorted(ask(old_url, owed)) == [(2, 300000), (3, -300000)]
    assert ask(old_url, "SELECT order_id, milli, price, rate FROM sale") == [
        (1, 1000, 300000, 3333333)
    ]
    ((cell3, cell4, rate_key),) = ask(old_url, "SELECT cell3, cell4, rate_key FROM listing")
    assert (bool(cell3), bool(cell4), rate_key) == (True, True, 3333333)
    assert ask(old_url, "SELECT person_id, crop_id FROM grower") == [(1, "maize")]
    standing = "SELECT person_id, sold, answered, bought FROM standing ORDER BY person_id"
    assert ask(old_url, standing) == [(1, 1, 1, 0), (2, 0, 0, 1)]
