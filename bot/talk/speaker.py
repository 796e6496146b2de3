"""Who speaks and in what surroundings: all a question may know besides the answers so far."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.text.phrase import Phrase


def _say_key(phrase: Phrase) -> str:
    return phrase.key


def _never(texts: Iterable[str]) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Speaker:
    """The person in a talk: language, country, money, zone, and how a button looks to them.

    `can_say` tells whether any of some texts can be heard; `aloud` writes one as it is read out.
    """

    language: str = "en"
    country: str = "KE"
    currency: str = "KES"
    zone: str = "Africa/Nairobi"
    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    label: Callable[[Phrase], str] = _say_key
    spellings: Callable[[Phrase], tuple[str, ...]] | None = None
    lexicon: Mapping[str, str] = field(default_factory=dict)
    bot_name: str = ""
    digits: str = ""
    can_say: Callable[[Iterable[str]], bool] = _never
    aloud: Callable[[str], str] = str

    def link(self, payload: str) -> str:
        """Give the address that opens the bot with a payload (`/start payload`)."""
        return f"https://t.me/{self.bot_name}?start={payload}"

    @property
    def today(self) -> date:
        """The day it is where the speaker lives."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    def names(self, phrase: Phrase) -> tuple[str, ...]:
        """Give every way the button may be typed: the speaker's language first, then others."""
        return (self.label(phrase), *(self.spellings(phrase) if self.spellings else ()))
