"""What people may be called, and who may pass."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.people import rules

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "name",
    ["Amina", "Mama Njeri", "王大姐", "Abbott", "أمينة", "अमीना", "O'Neill-Smith 2", "J. R."],
)
def test_a_name_neighbours_use_is_good(name: str) -> None:
    assert rules.name_fault(name) is None


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("@amina", "contact"),
        ("amina ＠ shop", "contact"),
        ("Amina 0712 345 678", "contact"),
        ("Amina ٠٧١٢٣٤٥", "contact"),
        ("t.me/amina", "contact"),
        ("https://a.b", "contact"),
        ("cheap-seeds.com", "contact"),
        ("Admin", "staff"),
        ("Farmgate Support", "staff"),
        ("F a r m g a t e", "staff"),
        ("Аdmin", "staff"),  # the first letter is Cyrillic
        ("4dm1n", "staff"),
        ("the bot", "staff"),
        ("农家门客服", "staff"),
        ("12", "letters"),
        ("🌽🌽", "letters"),
    ],
)
def test_a_name_that_could_harm_is_refused(name: str, why: str) -> None:
    fault = rules.name_fault(name)
    assert fault is not None
    assert fault.key == f"people-name-{why}"


def test_invisible_marks_and_stray_spaces_do_not_stay_in_a_name() -> None:
    assert rules.tidy_name("  Ami\u200bna\u202e \n Wanjiru\x00 ") == "Amina Wanjiru"


def test_telegrams_name_is_only_offered_when_it_may_be_kept() -> None:
    assert rules.fit_name("Amina 🌽") == "Amina 🌽"
    assert rules.fit_name("Admin") == ""
    assert len(rules.fit_name("a" * 99)) == rules.LONGEST_NAME


def test_wishes_give_roles_and_leave_those_of_staff() -> None:
    assert rules.roles_of("both") == ("buyer", "farmer")
    assert rules.roles_of("buy", ("admin", "farmer")) == ("admin", "buyer")


def test_only_the_settings_make_staff() -> None:
    assert rules.with_admin(("farmer",), admin=True) == ("admin", "farmer")
    assert rules.with_admin(("admin", "farmer"), admin=False) == ("farmer",)


@pytest.mark.parametrize(
    ("language", "roles", "passes"),
    [
        (None, (), False),
        ("en", (), False),
        (None, ("admin",), False),
        ("en", ("admin",), True),
        ("en", ("buyer",), True),
    ],
)
def test_who_has_not_joined_may_not_pass(
    language: str | None, roles: tuple[str, ...], *, passes: bool
) -> None:
    assert rules.may_pass(language, roles) is passes


def test_a_deep_link_carries_only_what_telegram_allows() -> None:
    assert rules.is_payload("l_12")
    assert not rules.is_payload("l 12")
    assert not rules.is_payload("x" * 65)
    assert not rules.is_payload("")


def test_a_call_tells_staff_nothing_but_an_order_or_a_listing() -> None:
    assert rules.about(("order", "12")) == "order.12"
    assert rules.about(("draft", "drop", "5")) == ""
    assert rules.about(("order", "12", "refund")) == ""
    assert rules.about(("order", "٣")) == ""


def test_who_waits_for_a_person_is_not_called_for_twice_an_hour() -> None:
    assert rules.is_same_call(NOON, NOON + timedelta(minutes=59))
    assert not rules.is_same_call(NOON, NOON + timedelta(hours=1))
    assert not rules.is_same_call(None, NOON)
