"""Kinds of question only people are asked: their name, their language, and are they sure."""

from typing import Any

from bot.kernel import countries
from bot.people import rules, tongues
from bot.talk import tap as taps
from bot.talk.asks import Ask, Asking, Choice, Code, Option, Unclear, Unsure
from bot.talk.event import Event, Said
from bot.text.folding import fold, read_index
from bot.text.phrase import Phrase, Raw, say


class Name(Ask[str]):
    """What somebody is to be called; Telegram's name by one tap."""

    columns = 1

    def read(self, event: Event, asking: Asking) -> str | Unclear | Unsure:
        if not isinstance(event, Said):
            return Unclear()
        if self.options(asking) and read_index(event.text) == 1:
            return str(asking.so_far.facts.suggested)
        name = rules.tidy_name(event.text)
        if len(name) > rules.LONGEST_NAME:
            return Unclear(say("talk-too-long", longest=rules.LONGEST_NAME))
        return name or Unclear()

    def options(self, asking: Asking) -> tuple[Option, ...]:
        name = asking.so_far.facts.suggested
        # A long name in Chinese would not fit a button's data: a dot stands for it.
        return (Option(".", say("people-name-mine", name=name)),) if name else ()

    def decode(self, code: Code, asking: Asking) -> str | None:
        name = asking.so_far.facts.suggested if code == "." else rules.tidy_name(code)
        return name[: rules.LONGEST_NAME] or None

    def show(self, value: str, asking: Asking) -> Phrase:
        return say("talk-words", words=value)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return ("Amina",)


class Sure(Choice):
    """Yes or no to something grave: a plain yes will do, whatever the button says."""

    columns = 1

    def __init__(self) -> None:
        super().__init__("no", "yes", columns=1)

    def read(self, event: Event, asking: Asking) -> str | Unclear | Unsure:
        if isinstance(event, Said) and asking.speaker.lexicon.get(fold(event.text)) == taps.YES:
            return "yes"
        return super().read(event, asking)


def check_name(name: str, so_far: Any) -> Phrase | None:
    return rules.name_fault(name)


def offer_tongues(so_far: Any) -> tuple[Option, ...]:
    return tuple(
        Option(tongue.code, say("people-tongue", name=Raw(tongue.name)))
        for tongue in so_far.facts.tongues
    )


def find_tongue(text: str, so_far: Any) -> tuple[Option, ...]:
    found = tongues.find_tongues(text, so_far.facts.tongues)
    return tuple(
        option for option in offer_tongues(so_far) if option.code in {one.code for one in found}
    )


def offer_countries(so_far: Any) -> tuple[Option, ...]:
    language = so_far.speaker.language
    named = ((tongues.country_name(code, language), code) for code in countries.codes())
    return tuple(Option(code, say("people-country", name=name)) for name, code in sorted(named))


def find_country(text: str, so_far: Any) -> tuple[Option, ...]:
    found = tongues.find_countries(text, (so_far.speaker.language, "en"))
    return tuple(option for option in offer_countries(so_far) if option.code in found)
