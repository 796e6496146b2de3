"""The staff see what failed, and try it again."""

from sqlalchemy import select

from bot import managing, people, selling
from bot.store import inbound, outbound
from bot.store.inbound import InboxRow
from tests.village import MORNING, Person, Village

STAFF = 1000


def staff() -> Person:
    village = Village(
        [selling.FEATURE, people.build(frozenset((STAFF,)), {"en": "English"}), managing.FEATURE]
    )
    grace = village.person("Grace")
    grace.says("/start")
    grace.taps("English")
    return grace


def break_something(village: Village) -> None:
    with village.engine.begin() as conn:
        inbound.store(conn, [InboxRow(7, 1, MORNING, {"update_id": 7})])
        inbound.set_aside(conn, 7, "Traceback\nValueError: no such thing")
        conn.execute(
            outbound.outbox.insert(),
            {"chat": 5, "cls": 0, "method": "sendMessage", "body": {"chat_id": 5}, "created_at": MORNING,
             "tries": 1, "state": outbound.DEAD, "error": "Bad Request: message is too long"},
        )  # fmt: skip


def test_without_failures_all_is_well() -> None:
    assert "All is well" in staff().says("/dead")[-1].text


def test_failures_are_named_with_their_reasons() -> None:
    grace = staff()
    break_something(grace.village)
    text = grace.says("/dead")[-1].text
    assert "no such thing" in text
    assert "message is too long" in text


def test_what_a_database_adds_to_its_complaint_is_left_out() -> None:
    grace = staff()
    why = "OperationalError: no such table\n[SQL: SELECT 1\nFROM x]\n(Background on this at: y)"
    with grace.village.engine.begin() as conn:
        inbound.store(conn, [InboxRow(7, 1, MORNING, {"update_id": 7})])
        inbound.set_aside(conn, 7, f"Traceback\n  File x\n{why}")
    assert "no such table" in grace.says("/dead")[-1].text
    assert "Background" not in grace.last.text


def test_all_is_tried_again_by_one_tap() -> None:
    grace = staff()
    break_something(grace.village)
    grace.says("/dead")
    grace.taps("Try all again")
    assert grace.sees("2")
    assert "All is well" in grace.last.text
    with grace.village.engine.begin() as conn:
        assert list(inbound.waiting(conn, MORNING.replace(year=2100), 0, 9))


def test_of_thousands_the_oldest_are_named_and_tried_again() -> None:
    grace = staff()
    rows = [
        {"chat": 5, "cls": 0, "method": "sendMessage", "body": {}, "created_at": MORNING,
         "tries": 1, "state": outbound.DEAD, "error": f"letter {number}"}
        for number in range(5000)
    ]  # fmt: skip
    with grace.village.engine.begin() as conn:
        conn.execute(outbound.outbox.insert(), rows)
    shown = grace.says("/dead")[-1].text
    assert "5,000" in shown
    assert "letter 0" in shown
    assert len(shown) < 1000
    grace.taps("Try all again")
    assert "4,800" in grace.last.text
    with grace.village.engine.begin() as conn:
        assert conn.execute(select(outbound.lane.c.holder)).scalars().all() == [None]


def test_only_the_staff_may_look() -> None:
    grace = staff()
    amina = grace.village.person("Amina")
    amina.says("/start")
    amina.taps("English")
    assert all("well" not in shown.text for shown in amina.says("/dead"))
