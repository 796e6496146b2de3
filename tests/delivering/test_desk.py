"""Staff define, change, pause and remove collection points; nobody else does."""

import pytest

from bot.points.rules import Window
from tests.delivering.town import FRIDAY, SATURDAY, Town
from tests.village import Person


def defines(njeri: Person, *, until: str = "17:00") -> None:
    """Answer every question about a new point."""
    njeri.says("/points")
    njeri.taps("New point")
    njeri.says("Kiminini market")
    njeri.shares(-0.71712, 36.43109)
    for words in ("yes", "behind the church", "Tue, Friday", "14", until, "20"):
        njeri.says(words)
    njeri.taps("12 hours before")
    njeri.says("Wanjiru 0712")
    njeri.sends_photo("stall")
    njeri.says("yes")


def test_staff_define_a_point_by_ten_answers() -> None:
    town = Town()
    njeri = town.admin()
    defines(njeri)
    point = town.point()
    assert (point.name, point.place_id, point.zone) == (
        "Kiminini market",
        "KE-31-naivasha",
        "Africa/Nairobi",
    )
    assert (point.lat_e6, point.lon_e6) == (-717_120, 36_431_090)  # as exactly as it was shared
    assert point.windows == (Window(1, 840, 1020, 20), Window(4, 840, 1020, 20))
    assert (point.cutoff, point.contact, point.address) == (12, "Wanjiru 0712", "behind the church")
    assert njeri.sees("The point is open")
    assert njeri.sees("Tue and Fri: 14:00 to 17:00, orders: 20")
    where, picture = njeri.taps("Map")
    assert (where.place, picture.photo) == ((-0.71712, 36.43109), "stall")


def test_an_end_before_the_start_is_asked_again() -> None:
    town = Town()
    njeri = town.admin()
    njeri.taps(data="points.new")
    for words in ("River market", "Naivasha", "skip", "every day", "14:30", "13"):
        njeri.says(words)
    assert njeri.sees("The end comes after the start")
    njeri.says("3pm")
    assert njeri.sees("How many orders")


def test_hours_are_added_and_weekdays_switched_by_taps() -> None:
    town = Town()
    njeri = town.admin()
    town.opens()
    njeri.taps(data="points.hours.1")
    njeri.taps("More hours")
    for words in ("Mon", "8", "10", "5"):
        njeri.says(words)
    early = Window(0, 480, 600, 5)
    assert town.point().windows == (early, FRIDAY, SATURDAY)
    njeri.taps("8:00")
    njeri.taps("Tue")
    assert town.point().windows == (early, Window(1, 480, 600, 5), FRIDAY, SATURDAY)
    njeri.taps("Mon")
    njeri.taps("Tue")
    assert njeri.sees("Closed at these hours")
    assert town.point().windows == (FRIDAY, SATURDAY)


def test_hours_may_not_overlap_those_there_are() -> None:
    town = Town()
    njeri = town.admin()
    town.opens(windows=(FRIDAY, Window(3, 900, 1020, 3), Window(4, 600, 660, 3)))
    njeri.taps(data="points.more.1")
    for words in ("Fri", "13", "15"):
        njeri.says(words)
    assert njeri.sees("open at some of these hours already")
    njeri.taps(data="points.toggle.1.900.1020.3.4")  # Friday from 15:00 lies within 14:00 to 17:00
    assert "open at some of these hours" in njeri.toast
    assert len(town.point().windows) == 3


@pytest.mark.parametrize(
    ("what", "answers", "named", "value"),
    [
        ("Name", ("New name",), "name", "New name"),
        ("Contact", ("Otieno",), "contact", "Otieno"),
        ("Contact", ("skip",), "contact", None),
        ("Directions", ("blue door",), "address", "blue door"),
        ("Place", ("Nakuru", "Molo"), "place_id", "KE-31-molo"),
    ],
)
def test_one_detail_at_a_time_changes(
    what: str, answers: tuple[str, ...], named: str, value: str | None
) -> None:
    town = Town()
    njeri = town.admin()
    town.opens()
    njeri.taps(data="points.edit.1")
    njeri.taps(what)
    for words in answers:
        njeri.says(words)
    assert getattr(town.point(), named) == value, njeri.last
    assert njeri.sees("Changed.")


def test_a_point_with_orders_to_come_is_not_removed() -> None:
    town = Town()
    njeri, amina, joe = town.admin(), town.joins("Amina", "sell"), town.joins("Joe")
    town.opens()
    town.lists(amina)
    town.at_point(joe, amina)
    njeri.taps(data="points.gone.1")
    assert njeri.sees("Orders are still to come here: 1")
    assert town.point().state == "open"
    joe.taps(data="order.do.1.cancel.changed")
    njeri.taps(data="points.remove.1")
    assert town.point().state == "open"
    njeri.taps("Yes, remove")
    assert (town.point().state, njeri.toast) == ("removed", "🗑️ Removed.")
    njeri.taps(data="points.see.1")
    assert njeri.toast


def test_pausing_keeps_what_is_booked_and_opening_takes_orders_again() -> None:
    town = Town()
    njeri, amina, joe = town.admin(), town.joins("Amina", "sell"), town.joins("Joe")
    town.opens()
    town.lists(amina)
    town.at_point(joe, amina)
    njeri.taps(data="points.pause.1")
    assert njeri.sees("Paused")
    assert town.order().delivery == "point"
    njeri.taps("Open again")
    assert town.point().is_open
    njeri.taps(data="points.open.1")
    assert njeri.toast  # it is open already


def test_a_day_is_shown_with_all_that_is_agreed_and_nothing_cancelled() -> None:
    town = Town()
    njeri, amina, joe, zoe = (
        town.admin(),
        town.joins("Amina", "sell"),
        town.joins("Joe"),
        town.joins("Zoe"),
    )
    town.opens()
    town.lists(amina)
    town.at_point(joe, amina)
    town.at_point(zoe, amina)
    njeri.taps(data="points.days.1")
    njeri.taps("Fri, 5 Jun: 2")
    assert njeri.last.text.count("☐") == 2
    zoe.taps(data="order.do.2.cancel.changed")
    njeri.taps(data="points.day.1.2026-06-05")
    assert "Zoe" not in njeri.last.text
    assert "5 kg" in njeri.last.text


FORGED = (
    "points.list.0",
    "points.new",
    *(f"points.{what}.1" for what in ("see", "pause", "gone", "edit", "more", "keep", "days")),
    "points.toggle.1.840.1020.3.0",
    "points.csv.1.2026-06-05.customer",
    "points.give.1.2026-06-05.2",
    "drivers.new",
    "drivers.dismiss.2",
)


@pytest.mark.parametrize("data", FORGED)
def test_nobody_but_staff_touches_a_point(data: str) -> None:
    town = Town()
    eve = town.joins("Eve", "both")
    before = town.opens()
    eve.taps(data=data)
    assert "🔒" in eve.toast
    assert town.point() == before


NONSENSE = (
    *("points", "points.see", "points.see.9", "points.see.x", "points.list.99999"),
    *("points.group.1.0.0.0", "points.group.1.x.y.z", "points.group.1", "points.day.1"),
    *("points.toggle.1.600.500.3.0", "points.toggle.1.0.0.0.9", "points.toggle.1.840.1020.3"),
    *("points.day.1.2026-13-45", "points.day.1.1990-01-01", "points.csv.1.2026-06-05.me"),
    *("points.give.1.2026-06-05.77", "points.give.1.2026-06-05", "points.what.1"),
    *("points.toggle.1.840.1020.99999999.0", "drivers.see.x", "drivers.dismiss", "drivers.what"),
)


@pytest.mark.parametrize("data", NONSENSE)
def test_forged_buttons_of_staff_change_nothing(data: str) -> None:
    town = Town()
    njeri = town.admin()
    before = town.opens()
    assert njeri.taps(data=data) or njeri.toast
    assert town.point() == before
