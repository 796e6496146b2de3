"""A notice in the middle of a talk is followed by the question that stood."""

from datetime import timedelta

from bot import people, selling
from bot.feature import Addition, Command, Feature, Notice, Turn
from bot.store import dues, persons
from bot.talk.event import CheckedOut, Due, InlineAsked
from bot.talk.message import CheckoutAnswer, InlineAnswer, Invoice, tell
from bot.text.phrase import say
from tests.ordering.stalls import Market
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


def test_a_stranger_who_types_beside_the_bots_name_is_answered_and_not_kept() -> None:
    def look(turn: Turn, asked: InlineAsked) -> None:
        turn.reply(InlineAnswer(asked.query, (), seconds=5))

    village = Village([people.build(frozenset(), {"en": "English"}), Feature("find", inline=look)])
    eve = village.person("Eve")
    assert eve.asks_inline("tomatoes") == InlineAnswer("i", (), 5)
    assert not eve.heard
    with village.engine.begin() as conn:
        assert persons.load_by_chat(conn, eve.chat) is None


def test_a_payment_nobody_knows_of_is_called_off_and_one_that_is_known_goes_on() -> None:
    def look(turn: Turn, asked: CheckedOut) -> None:
        if asked.payload == "order.1":
            turn.reply(CheckoutAnswer(asked.query))

    village = Village([people.build(frozenset(), {"en": "English"}), Feature("pay", checkout=look)])
    peter = village.person("Peter")
    parts = ((say("talk-yes-or-change"), 100),)
    known, unknown = (
        Invoice(say("talk-lost"), say("talk-lost"), payload, "token", "KES", parts)
        for payload in ("order.1", "order.2")
    )
    assert peter.checks_out(known) == CheckoutAnswer("c")
    assert peter.checks_out(unknown) == CheckoutAnswer("c", say("talk-checkout-off"))


def test_what_one_feature_announces_others_hear_and_what_it_shows_they_add_to() -> None:
    heard: list[object] = []

    def ring(turn: Turn, words: str) -> None:
        turn.announce("rung", words)
        added = turn.additions("card", words)
        turn.say(tell(say("talk-lost"), *added.lines))

    bell = Feature("bell", commands=(Command("ring", ring),))
    ears = Feature(
        "ears",
        hears={"rung": lambda turn, fact: heard.append(fact)},
        adds={"card": lambda turn, fact: Addition((say("talk-older"),))},
    )
    village = Village([bell, ears, ears])
    amina = village.person("Amina")
    amina.says("/ring twice")
    assert heard == ["twice", "twice"]
    assert amina.last.text.count("older") == 2


def test_a_talk_left_unfinished_goes_on_from_the_first_screen_or_is_dropped() -> None:
    village = Village([selling.FEATURE, people.build(frozenset(), {"en": "English"})])
    amina = village.person("Amina")
    for words in ("/start", "English", "sell", "Amina", "Nakuru", "Nakuru", "yes", "tomatoes"):
        amina.says(words)
    asked = amina.last.text
    amina.says("/menu")
    going_on, drop = list(amina.last.buttons.values())[:2]
    amina.taps(data=going_on)
    assert amina.last.text == asked
    amina.says("/menu")
    amina.taps(data=drop)
    assert "Dropped" in amina.toast
    assert going_on not in amina.last.buttons.values()


def test_a_button_of_the_first_screen_may_be_typed_in_the_middle_of_a_talk() -> None:
    market = Market()
    joe = market.joins("Joe")
    market.lists(market.joins("Amina", "sell"))
    joe.says("5 kg tomatoes")
    asked = joe.last.text
    for words in ("Orders", "टोकरी", "الطلبات"):
        assert joe.says(words)[-1].text != asked
    joe.taps("Amina")
    assert joe.sees("Place this order?")


def test_what_is_written_under_a_photo_starts_a_talk_as_any_sentence_does() -> None:
    market = Market()
    amina = market.joins("Amina", "sell")
    typed = amina.says("selling 50 kg tomatoes at 80 per kg")[-1].text
    assert "Question" in typed
    amina.says("/menu")
    assert amina.sends_photo(caption="selling 50 kg tomatoes at 80 per kg")[-1].text == typed
