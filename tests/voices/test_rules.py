"""Which texts are worth recording."""

from bot.selling.flow import Sell
from bot.selling.repricing import NewPrice
from bot.text.speech import print_of
from bot.voices.rules import Coverage, cover, keys_of


def test_every_question_is_a_text_and_so_is_the_summary_where_there_is_one() -> None:
    keys = keys_of([Sell, NewPrice])
    assert {"home-ask", "sell-crop-ask", "sell-sure-ask"} <= set(keys)
    assert len(keys) == len(set(keys))


def test_what_was_recorded_of_the_very_text_counts() -> None:
    texts = {"a": "🌽 What?", "b": "Who?", "c": "Where?"}
    recorded = frozenset({("en", print_of("What?")), ("sw", print_of("Who?"))})
    found = cover("en", texts.items(), recorded)
    assert found == Coverage("en", missing=("b", "c"), done=("a",))
    assert found.total == 3


def test_a_text_that_reads_otherwise_since_is_missing_again() -> None:
    recorded = frozenset({("en", print_of("What?"))})
    assert cover("en", {"a": "What, please?"}.items(), recorded).missing == ("a",)


def test_the_same_words_under_two_keys_are_recorded_once() -> None:
    found = cover("en", {"a": "🌽 What?", "b": "What?"}.items(), frozenset())
    assert found.missing == ("a",)
