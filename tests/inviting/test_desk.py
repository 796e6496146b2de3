"""What staff see of who brings people."""

from bot.talk.message import File
from tests.inviting.hamlet import Hamlet, bring


def test_staff_see_who_brings_people_and_take_it_along() -> None:
    hamlet = Hamlet()
    amina, staff = hamlet.joins("Amina", "sell"), hamlet.admin()
    with hamlet.village.engine.begin() as conn:
        bring(conn, hamlet.known(conn, amina), 2, hamlet.village.now)
    staff.says("/invites")
    assert staff.sees("Amina: 👥 2 · 🧺 0 · 💰 0")
    staff.taps("By region")
    assert staff.sees("Nakuru: 🙋 1 · 👥 2")
    staff.taps("Nakuru")
    assert staff.sees("Who brings people: Nakuru")
    (shown,) = staff.taps("As a file")
    assert isinstance(shown.file, File)
    rows = shown.file.content.decode("utf-8-sig").splitlines()
    assert rows == ["Who,Region,Joined,Put up produce,Sold", "Amina,KE-31,2,0,0"]


def test_staff_look_at_one_region_by_its_name() -> None:
    hamlet = Hamlet()
    staff = hamlet.admin()
    staff.says("/invites nairobi")
    assert staff.sees("Who brings people: Nairobi")
    assert staff.sees("Nobody has come")


def test_a_list_goes_on_over_pages() -> None:
    hamlet = Hamlet()
    staff = hamlet.admin()
    with hamlet.village.engine.begin() as conn:
        for at in range(10):
            bring(conn, hamlet.known(conn, hamlet.village.person(f"P{at}")), 1, hamlet.village.now)
    staff.says("/invites")
    staff.taps("More")
    assert staff.last.text.count("👥 1") == 2


def test_only_staff_see_it() -> None:
    hamlet = Hamlet()
    amina = hamlet.joins("Amina", "sell")
    amina.says("/invites")
    assert not amina.sees("Who brings")
