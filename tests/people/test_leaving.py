"""Stopping, seeing all that is held, and being forgotten."""

import json

import pytest

from bot.feature import Feature, Turn
from bot.people import build
from bot.store import persons
from bot.talk.message import tell
from bot.text.phrase import Phrase
from tests.people.household import BOSS, LANGUAGES, joins, market, member, newcomer, row_of, words
from tests.village import Person, Village

# -- stop


@pytest.mark.parametrize("said", ["/stop", "stop", "停止"])
def test_stop_keeps_the_bot_quiet_and_offers_the_way_back(said: str) -> None:
    amina = member()
    assert "🔕" in amina.says(said)[-1].text
    assert row_of(amina).stopped_at == amina.village.now
    amina.taps("🔔 Write to me again")
    assert "🔔" in amina.last.text
    assert row_of(amina).stopped_at is None


def test_writing_later_does_not_take_the_stop_back() -> None:
    amina = member()
    amina.says("/stop")
    for message in ("hello", "/menu", "/settings"):
        assert amina.says(message)
    assert "as you asked" in amina.says("/start")[0].text
    assert row_of(amina).stopped_at is not None


def test_stop_works_in_the_middle_of_joining_and_silences_the_reminder() -> None:
    amina = newcomer()
    for answer in ("/start", "English", "sell"):
        amina.says(answer)
    amina.says("/stop")
    before = len(amina.heard)
    amina.village.passes(days=2)
    assert len(amina.heard) == before


def test_stopping_twice_says_so_and_changes_nothing() -> None:
    amina = member()
    amina.says("/stop")
    first = row_of(amina).stopped_at
    amina.village.passes(hours=1)
    assert "already" in amina.says("/stop")[-1].text
    assert row_of(amina).stopped_at == first


def test_the_way_back_tapped_twice_says_the_same() -> None:
    amina = member()
    amina.says("/stop")
    data = amina.last.buttons["🔔 Write to me again"]
    amina.taps(data=data)
    amina.taps(data=data)
    assert row_of(amina).stopped_at is None


@pytest.mark.parametrize("said", ["/unstop", "🔔 Write to me again", "start again", "恢复"])
def test_the_way_back_can_be_typed(said: str) -> None:
    amina = member()
    amina.says("/stop")
    amina.says(said)
    assert row_of(amina).stopped_at is None


# -- all that is held


def test_all_that_is_held_comes_as_two_files() -> None:
    amina = member()
    machine, readable = (shown.file for shown in amina.says("/mydata"))
    held = json.loads(machine.content)
    assert held["people"]["person"]["called"] == "Amina"
    assert held["people"]["profile"]["place_id"] == "KE-13-limuru"
    assert held["market"]["orders"][0]["number"] == "47-208"
    text = readable.content.decode()
    assert "called: Amina" in text
    assert "number: 47-208" in text
    assert (machine.name, readable.name) == ("farmgate.json", "farmgate.txt")


def test_what_is_held_is_only_ones_own() -> None:
    amina = member()
    joins(amina.village.person("Baraka"))
    content = amina.says("/mydata")[0].file.content.decode()
    assert "Baraka" not in content


def test_a_newcomer_sees_the_little_that_is_held() -> None:
    amina = newcomer()
    shown = amina.says("/mydata")
    assert "not joined yet" in shown[0].text
    assert json.loads(shown[0].file.content)["people"]["profile"] is None


# -- forget


def _forgets(person: Person) -> None:
    for answer in ("/forget", "yes", "yes"):
        person.says(answer)


def test_forget_asks_twice() -> None:
    amina = member()
    assert "Erase all" in amina.says("/forget")[-1].text
    assert "cannot be undone" in amina.says("yes")[-1].text
    assert row_of(amina).called == "Amina"
    assert "All erased" in amina.says("yes")[-1].text


@pytest.mark.parametrize("answers", [("no",), ("yes", "no"), ("1",), ("yes", "1")])
def test_one_no_keeps_everything(answers: tuple[str, ...]) -> None:
    amina = member()
    amina.says("/forget")
    shown = [amina.says(answer) for answer in answers][-1]
    assert "Nothing was erased" in shown[0].text
    assert row_of(amina).called == "Amina"


def test_forget_works_by_taps_in_chinese() -> None:
    li = joins(newcomer("老李", "zh"), language="中文", wants="买")
    li.says("/forget")
    li.taps("🗑 是，删除")
    li.taps("🗑 是，全部删除")
    assert "全部删除了" in li.last.text


def test_after_forgetting_an_empty_row_is_all_that_remains() -> None:
    amina = member()
    amina.says("/start l_9")
    key = row_of(amina).id
    _forgets(amina)
    with amina.village.engine.begin() as conn:
        left = persons.load(conn, key)
        assert left is not None
        kept = {
            name: conn.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar()
            for name in ("profile", "draft", "due", "waiting_link")
        }
    assert kept == {"profile": 0, "draft": 0, "due": 0, "waiting_link": 0}
    assert (left.chat, left.user_id) == (-key, -key)
    assert (left.called, left.username, left.language, left.country, left.zone) == (None,) * 5
    assert left.roles == ()
    assert not left.is_reachable


def test_who_was_forgotten_is_a_stranger() -> None:
    amina = member()
    _forgets(amina)
    assert "🌍" in amina.says("hello")[-1].text
    joins(amina)
    assert row_of(amina).called == "Amina"


def test_two_people_can_be_forgotten() -> None:
    amina = member()
    baraka = joins(amina.village.person("Baraka"))
    _forgets(amina)
    _forgets(baraka)
    assert "All erased" in baraka.last.text


def test_forget_works_before_joining() -> None:
    amina = newcomer()
    amina.says("/start")
    _forgets(amina)
    assert "All erased" in amina.last.text


def test_the_last_yes_tapped_twice_erases_once() -> None:
    amina = member()
    amina.says("/forget")
    amina.says("yes")
    data = amina.last.buttons["🗑 Yes, erase it all"]
    amina.taps(data=data)
    amina.taps(data=data)
    assert row_of(amina).roles == ()


def _village(*, refuses: bool) -> Person:
    """Have a feature that erases, and one after it that may refuse."""

    def erase(turn: Turn) -> Phrase | None:
        turn.say(tell(words("cancelled")), turn.other(1))
        turn.save_person(turn.person)
        return None

    def refuse(turn: Turn) -> Phrase | None:
        return words("Order 47-208 is open.") if refuses else None

    others = (Feature("selling", forget=erase), Feature("ordering", forget=refuse))
    village = Village([build(frozenset({BOSS}), LANGUAGES), *others, market()])
    joins(village.person("Boss"))
    return joins(village.person("Amina"))


def test_an_open_order_refuses_kindly_and_nothing_at_all_is_erased() -> None:
    amina = _village(refuses=True)
    boss = amina.village.people[BOSS]
    heard = len(boss.heard)
    version = row_of(amina).version
    _forgets(amina)
    texts = [shown.text for shown in amina.heard[-2:]]
    assert "Not yet" in texts[0]
    assert "Order 47-208 is open." in texts[0]
    assert "Hello Amina" in texts[1]
    assert row_of(amina).version == version
    assert len(boss.heard) == heard


def test_every_feature_erases_its_part_before_the_person_goes() -> None:
    amina = _village(refuses=False)
    _forgets(amina)
    assert amina.village.people[BOSS].last.text == "cancelled"
    assert "All erased" in amina.last.text
