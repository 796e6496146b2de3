"""Bulletins and recipients, on both databases."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection

from bot.bulletins import reach, recipients, store
from bot.bulletins.audience import Audience
from bot.bulletins.bulletin import SENDING, Bulletin, Wording
from bot.bulletins.recipients import Fate
from bot.kernel.topics import WARNING
from bot.people.store import Profile, save_profile
from bot.selling.offers import Listing
from bot.selling.store import insert_listing
from bot.store import consents
from bot.store.engine import Database
from bot.store.faults import Stale
from bot.store.persons import load
from tests.ordering.stalls import join
from tests.plans import plan_of

EVERYBODY = Audience("KE")


def village(conn: Connection, now: datetime) -> None:
    """Bring in three: a farmer and a buyer of one region, a Swahili buyer of another."""
    amina = join(conn, 1, "Amina", "sell", now)
    join(conn, 2, "Joe", "buy", now)
    join(conn, 3, "Asha", "both", now, language="sw", region="KE-01")
    maize = Listing(
        seller_id=amina.id,
        crop_id="maize",
        unit="kg",
        said="1000:kg",
        price_minor=100,
        currency="KES",
        on_hand=1000,
        ready_from="2026-05-04",
        country="KE",
        created_at=now,
        touched_at=now,
        expires_at=now,
    )
    insert_listing(conn, maize)


def opened(conn: Connection, audience: Audience, now: datetime) -> Bulletin:
    some = store.add(conn, Bulletin(0, 1, audience, now))
    return store.save(conn, replace(some, state=SENDING, last=recipients.last_person(conn)))


@pytest.mark.parametrize(
    ("what", "names"),
    [
        ({}, ["Amina", "Asha", "Joe"]),
        ({"region": "KE-31"}, ["Amina", "Joe"]),
        ({"role": "farmers"}, ["Amina", "Asha"]),
        ({"role": "buyers", "language": "sw"}, ["Asha"]),
        ({"crop": "maize"}, ["Amina"]),
        ({"crop": "kale", "urgent": True}, []),
    ],
)
def test_an_audience_is_counted_and_gathered_alike(
    database: Database, now: datetime, what: dict[str, object], names: list[str]
) -> None:
    def work(conn: Connection) -> tuple[int, list[str]]:
        village(conn, now)
        audience = replace(EVERYBODY, **what)  # type: ignore[arg-type]
        some = opened(conn, audience, now)
        recipients.gather(conn, some, now)
        recipients.gather(conn, some, now)  # again, nobody twice
        people = recipients.take(conn, some.id, now, 10)
        counted = reach.count_people(conn, audience, WARNING, now, {})
        return sum(counted.values()), sorted(each.called or "" for each in people)

    assert database.run_now(work) == (len(names), names)


def test_who_wants_no_news_is_told_only_what_is_urgent(database: Database, now: datetime) -> None:
    def work(conn: Connection) -> list[dict[str, int]]:
        village(conn, now)
        joe = Profile(2, "buy", "KE-31", "KE-31-naivasha", 0, 0, now, now, notices="needed")
        save_profile(conn, joe)
        consents.silence(conn, 3, WARNING, now)
        consents.silence(conn, 3, WARNING, now)
        urgent = replace(EVERYBODY, urgent=True)
        return [reach.count_people(conn, each, WARNING, now, {}) for each in (EVERYBODY, urgent)]

    assert database.run_now(work) == [{"en": 1}, {"en": 2}]


def test_people_are_gathered_window_by_window(
    database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recipients, "WINDOW", 2)

    def work(conn: Connection) -> list[tuple[int, int]]:
        village(conn, now)
        some, seen = opened(conn, EVERYBODY, now), []
        while not some.is_gathered:
            reached = recipients.gather(conn, some, now)
            some = store.save(conn, replace(some, reached=reached))
            seen.append((reached, recipients.load_sums(conn, some.id, now).total))
        return seen

    assert database.run_now(work) == [(2, 2), (3, 3)]


def test_fates_always_add_up_and_what_was_sent_stays_sent(
    database: Database, now: datetime
) -> None:
    later = now + timedelta(hours=1)

    def work(conn: Connection) -> None:
        village(conn, now)
        some = opened(conn, EVERYBODY, now)
        recipients.gather(conn, some, now)
        recipients.put(conn, some.id, [(1, "underway"), (2, "underway")])
        recipients.put_off(conn, some.id, [(3, later)])
        assert recipients.take(conn, some.id, now, 10) == []
        assert recipients.soonest(conn, some.id) == later
        assert recipients.count_underway(conn, some.id, 1) == 1
        recipients.land(conn, [Fate(some.id, 1, "sent"), Fate(some.id, 2, "failed", "why")], now)
        assert [
            (each.person_id, each.why) for each in recipients.list_missed(conn, some.id, 9)
        ] == [(2, "why")]
        recipients.land(conn, [Fate(some.id, 1, "failed"), Fate(some.id, 2, "sent")], now)
        sums = recipients.load_sums(conn, some.id, now)
        assert (sums.of, sums.total) == ({"sent": 2, "asleep": 1}, 3)
        assert recipients.load_sums(conn, some.id, later).of == {"sent": 2, "waiting": 1}
        assert load(conn, 3) == recipients.take(conn, some.id, later, 10)[0]

    database.run_now(work)


def test_words_are_kept_by_language_and_two_who_change_at_once_are_told_apart(
    database: Database, now: datetime
) -> None:
    def work(conn: Connection) -> None:
        village(conn, now)
        some = store.add(conn, Bulletin(0, 1, replace(EVERYBODY, region="KE-31"), now))
        store.write(conn, some.id, Wording("en", "Hang up."))
        store.write(conn, some.id, Wording("en", "Hang up!", photo="p"))
        assert store.load_wordings(conn, some.id) == {"en": Wording("en", "Hang up!", "p")}
        assert store.load(conn, some.id) == some
        store.save(conn, replace(some, state=SENDING))
        with pytest.raises(Stale):
            store.save(conn, some)

    database.run_now(work)


def test_a_step_finds_what_it_needs_by_index(database: Database) -> None:
    facts = {"which": 1, "now": datetime.fromisoformat("2026-05-04T06:30:00+00:00")}
    for statement in (
        recipients._NEXT,
        recipients._UNDERWAY,
        recipients._SOONEST,
        recipients._SUMS,
    ):
        assert "ix_recipient_fate" in plan_of(database, statement, **facts)
