"""Who trades is told once a month that nobody of Farmgate asks for a PIN, a code or a fee."""

from sqlalchemy import func, select

from bot.store.dues import due
from tests.bulletins.office import Office
from tests.village import Person

SAID = "never asks for a PIN"


def reminded(who: Person) -> int:
    return sum(SAID in each.text for each in who.heard)


def trades(office: Office) -> tuple[Person, Person]:
    amina, joe = office.joins("Amina", "sell"), office.joins("Joe")
    office.lists(amina)
    office.accepted(joe, amina)
    return amina, joe


def comes_by(office: Office, *who: Person) -> None:
    for each in who:
        each.says("/menu")


def test_both_sides_of_an_order_are_reminded_once_a_month() -> None:
    office = Office()
    amina, joe = trades(office)
    stranger = office.joins("Chebet")
    office.village.passes(days=29)
    comes_by(office, amina, joe, stranger)
    assert (reminded(amina), reminded(joe)) == (0, 0)
    office.village.passes(days=2)
    assert (reminded(amina), reminded(joe), reminded(stranger)) == (1, 1, 0)
    office.village.passes(days=31)
    assert reminded(joe) == 2


def test_another_order_does_not_put_the_reminder_off() -> None:
    office = Office()
    amina, joe = trades(office)
    office.village.passes(days=5)
    office.accepted(joe, amina, listing_id=office.lists(amina))
    with office.village.engine.begin() as conn:
        count = select(func.count()).where(due.c.kind == "bulletins-monthly")
        assert conn.execute(count).scalar_one() == 2
    office.village.passes(days=25, hours=1)
    assert reminded(joe) == 1


def test_who_silences_it_hears_it_never_again_whatever_they_trade() -> None:
    office = Office()
    amina, joe = trades(office)
    office.village.passes(days=31)
    joe.taps("Do not remind me")
    assert joe.sees("remind you no more")
    office.accepted(joe, amina, listing_id=office.lists(amina))
    office.village.passes(days=65)
    assert (reminded(joe), reminded(amina)) == (1, 3)


def test_who_has_not_come_by_for_three_months_is_left_alone() -> None:
    office = Office()
    _, joe = trades(office)
    office.village.passes(days=200)
    assert reminded(joe) <= 3
