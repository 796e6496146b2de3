"""Packing lists: all that was agreed and nothing else, exact sums, files that run nothing."""

import csv
import io
import itertools
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivering import packing as packing_of
from bot.delivering.packing import CUSTOMER, FARMER, Packing, draw_sheet, sum_up, write_file
from bot.kernel.quantity import Quantity
from bot.ordering.answers import EXAMPLE
from bot.ordering.order import Order
from bot.talk.speaker import Speaker
from bot.text.spreadsheet import guard, write_csv
from tests.delivering.town import FRIDAY, Town
from tests.village import MORNING, Person

DAY = date(2026, 6, 5)


def order(number: int, **what: Any) -> Order:
    known: dict[str, Any] = {"id": number, "number": f"10-{number:03}", "state": "accepted"}
    return replace(EXAMPLE, **(known | {"buyer_name": "Joe", "seller_name": "Amina"} | what))


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@A1", " =1", "\t=1", "＝1"])
def test_a_cell_that_would_be_a_formula_is_only_words(words: str) -> None:
    assert guard(words) == f"'{words}"


@pytest.mark.parametrize("words", ["Joe", "47-208", "a=b", "", "ж"])
def test_plain_words_stay_as_they_are(words: str) -> None:
    assert guard(words) == words


def test_numbers_are_plain_and_words_with_commas_whole() -> None:
    content = write_csv(
        ["a", "b"], [["Joe, the 'tall'", Decimal("1250.50")], [-3, Decimal("1E+3")]]
    )
    assert content.decode("utf-8-sig") == "a,b\r\n\"Joe, the 'tall'\",1250.50\r\n-3,1000\r\n"


def test_sums_are_by_crop_and_unit_and_a_weight_needs_every_weight() -> None:
    crates = {"unit": "crate", "unit_grams": 20_500, "ordered": 1500}
    found = sum_up(
        [
            order(1),
            order(2, ordered=1250),
            order(3, **crates),
            order(4, **crates),
            order(5, crop_id="onion", unit="crate", unit_grams=None, ordered=2000),
            order(6, crop_id="onion", unit="crate", unit_grams=20_000, ordered=1000),
        ]
    )
    assert [(each.crop_id, each.amount, each.kilos) for each in found] == [
        ("onion", Quantity(3000, "crate"), None),
        ("tomato", Quantity(3000, "crate"), 61_500),
        ("tomato", Quantity(6250, "kg"), 6250),
    ]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 10**6)), max_size=30))
def test_sums_lose_and_double_nothing(drawn: list[tuple[str, int]]) -> None:
    orders = [
        order(at, crop_id=f"crop-{crop}", ordered=milli) for at, (crop, milli) in enumerate(drawn)
    ]
    found = {each.crop_id: each.amount.milli for each in sum_up(orders)}
    assert sum(found.values()) == sum(milli for _, milli in drawn)
    for crop in "ab":
        assert found.get(f"crop-{crop}", 0) == sum(m for c, m in drawn if c == crop)


@pytest.mark.parametrize("sort", [CUSTOMER, FARMER])
def test_everything_of_one_person_stands_together(sort: str) -> None:
    names = [("Zoe", 3, "Amina", 1), ("Joe", 2, "Baraka", 4), ("Zoe", 5, "Amina", 1)]
    names += [("Zoe", 3, "Baraka", 4), ("Joe", 2, "Amina", 1)]
    orders = tuple(
        order(at, buyer_name=b, buyer_id=bi, seller_name=s, seller_id=si)
        for at, (b, bi, s, si) in enumerate(names, 1)
    )
    found = Packing(DAY, orders, MORNING, "Market", sort).sorted()
    groups = [each.buyer_id if sort == CUSTOMER else each.seller_id for each in found]
    assert len(found) == len(orders)
    assert sum(a != b for a, b in itertools.pairwise(groups)) == len(set(groups)) - 1


def test_a_page_has_a_box_for_every_order_and_sums_below() -> None:
    sheet = draw_sheet(Packing(DAY, (order(1), order(2)), MORNING, "Market", zone="Africa/Nairobi"))
    (made,) = sheet.lines
    assert made is not None
    assert made.values["at"] == "2026-06-01 09:00"  # a page knows no "tomorrow"
    assert sheet.title.values["day"] == "2026-06-05"
    listed, sums = sheet.tables
    assert len(listed.rows) == 2
    assert {len(row) for row in listed.rows} == {len(listed.head)}
    assert [row[0].key for row in listed.rows] == ["list-tick"] * 2
    assert len(sums.rows) == 1


def test_money_to_collect_is_what_is_not_paid_yet() -> None:
    orders = (
        order(1),
        order(2, payment="confirmed", paid_cash=40_000),
        order(3, payment="claimed"),
        order(4, paid_card=15_000),
    )
    rows = rows_of(write_file(Packing(DAY, orders, MORNING, "Market"), Speaker()).content)
    assert [row["csv-to-pay"] for row in rows] == ["400.00", "0.00", "400.00", "250.00"]
    assert [packing_of.pay_phrase(each).key for each in orders] == [
        "list-to-pay",
        "list-paid",
        "list-claimed",
        "list-to-pay",
    ]


def market() -> tuple[Town, Person, Person, Person]:
    town = Town()
    town.opens()
    njeri, amina, joe = town.admin(), town.joins("Amina", "sell"), town.joins("Joe")
    town.lists(amina)
    return town, njeri, amina, joe


def test_a_file_has_what_is_agreed_in_the_readers_words() -> None:
    town, njeri, amina, joe = market()
    evil = town.joins('=HYPERLINK("x")')
    town.at_point(joe, amina, milli=1250)
    town.at_point(evil, amina, milli=2000)
    gone, waits = town.joins("Gone"), town.joins("Waits")
    off = town.at_point(gone, amina, milli=1000, at=1)
    town.goes_to_point(gone, off, 0)
    gone.taps(data=f"order.do.{off}.cancel.changed")
    town.goes_to_point(waits, town.places(waits, milli=1000), 0)
    (sent,) = njeri.taps(data="points.csv.1.2026-06-05.customer")
    rows = rows_of(sent.file.content)
    assert [row["Buyer"] for row in rows] == ['\'=HYPERLINK("x")', "Joe"]
    joes = rows[1]
    assert (joes["amount"], joes["unit"], joes["kg"]) == ("1.25", "kg", "1.25")
    assert (joes["to pay"], joes["currency"], joes["payment"]) == ("62.50", "KES", "due")
    assert (joes["by"], joes["Farmer"]) == ("2026-06-05 17:00", "Amina")
    (page,) = njeri.taps(data="points.pdf.1.2026-06-05.farmer")
    assert "Kiminini market" in page.text


def test_the_words_of_a_file_are_the_readers() -> None:
    town, _, amina, joe = market()
    town.at_point(joe, amina)
    with_chinese = town.joins("王", "sell", "zh_Hans")
    town.lists(with_chinese, price_minor=100)
    town.at_point(joe, with_chinese, listing_id=2)
    (sent,) = with_chinese.taps(data="packing.csv.2026-06-05")
    (row,) = rows_of(sent.file.content)
    assert (row["作物"], row["付款"], row["买家"]) == ("西红柿", "未付", "Joe")
    assert not any(mark in sent.file.content.decode() for mark in "\u2066\u2068\u2069\u200f")


def test_a_farmers_own_list_has_only_the_own_orders_of_the_day() -> None:
    town, _, amina, joe = market()
    baraka = town.joins("Baraka", "sell")
    town.lists(baraka)
    town.at_point(joe, amina)
    town.at_point(joe, baraka, listing_id=2)
    town.at_point(joe, amina, at=1)  # on Saturday
    amina.says("/packing")
    assert amina.sees("Nothing is agreed for this day")
    amina.taps(data="packing.see.2026-06-05")
    assert amina.last.text.count("☐") == 1
    (sent,) = amina.taps("Table")
    assert [row["order"] for row in rows_of(sent.file.content)] == [town.order(1).number]


def test_a_list_of_many_says_how_many_more_there_are() -> None:
    town = Town()
    town.opens(windows=(replace(FRIDAY, capacity=100),))
    amina, joe = town.joins("Amina", "sell"), town.joins("Joe")
    town.lists(amina, milli=100_000)
    for _ in range(23):
        town.at_point(joe, amina, milli=1000)
    amina.taps(data="packing.see.2026-06-05")
    assert amina.last.text.count("☐") == 20
    assert "more orders: 3" in amina.last.text
    assert "23 kg" in amina.last.text
