"""A notice in the middle of a talk is followed by the question that stood."""

from datetime import timedelta

from bot import people, selling
from bot.feature import Feature, Notice, Turn
from bot.store import dues
from bot.talk.event import Due
from bot.talk.message import tell
from bot.text.phrase import say
from tests.village import MORNING, Village


def remind(turn: Turn, due: Due) -> None:
    turn.say(tell(say("talk-still-there")))


def test_the_question_stands_again_below_a_notice() -> None:
    bell = Feature("bell", notices=(Notice("bell", remind),))
    village = Village([selling.FEATURE, people.build(frozenset(), {"en": "English"}), bell])
    amina = village.person("Amina")
    for words in ("/start", "English", "sell", "Amina", "Nakuru", "Nakuru", "yes", "tomatoes"):
        amina.says(words)
    asked = amina.last.text
    with village.engine.begin() as conn:
        dues.plan(conn, "bell", "1", 1, village.now)
    village.passes(seconds=1)
    assert amina.heard[-2].text.startswith("⏳")
    assert amina.last.text == asked


def test_whoever_is_here_at_night_is_told_at_once_and_whoever_sleeps_is_not() -> None:
    night = MORNING.replace(hour=19)  # 22:00 in Nairobi
    bell = Feature("bell", notices=(Notice("bell", remind),))
    features = [selling.FEATURE, people.build(frozenset(), {"en": "English"}), bell]
    village = Village(features, now=night)
    amina = village.person("Amina")
    for words in ("/start", "English", "sell", "Amina", "Nakuru", "Nakuru", "yes"):
        amina.says(words)
    heard = len(amina.heard)
    for minutes, told in ((5, True), (60, False)):
        with village.engine.begin() as conn:
            dues.plan(conn, "bell", "1", 1, night + timedelta(minutes=minutes))
        village.passes(minutes=minutes)
        assert (len(amina.heard) > heard) is told
        heard = len(amina.heard)
    village.passes(hours=10)
    assert len(amina.heard) > heard
