"""How each person is spoken to: their language, country, money and the words of any time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property, partial

from bot.kernel import countries
from bot.store.persons import Person
from bot.talk.speaker import Speaker
from bot.text.catalog import Catalogs
from bot.text.folding import fold
from bot.text.locale import Locale
from bot.text.phrase import Phrase, say
from bot.text.speech import Voices

# Words understood at any time, each with its text `talk-word-<name>`: "back|go back".
ANYTIME = (
    "back",
    "menu",
    "cancel",
    "help",
    "stop",
    "unstop",
    "language",
    "yes",
    "sell",
    "buy",
    "orders",
    "listings",
    "settings",
    "check",
)
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Speakers:
    """Speaks to everybody; somebody unknown is taken for a reader of the deployment's defaults.

    `bot_name` is the bot's own username, learned from Telegram after the start.
    """

    catalogs: Catalogs
    country: str = "KE"
    zone: str = "Africa/Nairobi"
    currency: str = "KES"
    language: str = "en"
    bot_name: str = ""
    voices: Voices = field(default_factory=Voices)
    _spelled: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict, repr=False)

    def speaker(self, person: Person, hint: str | None, now: datetime) -> Speaker:
        """Give the speaker; until a language is chosen, Telegram's hint is used as a guess."""
        locale = self.locale(person, hint, now)
        return Speaker(
            language=locale.language,
            country=locale.country,
            currency=self._currency(locale.country),
            zone=locale.zone,
            now=now,
            label=locale.label,
            spellings=self._spellings(locale),
            lexicon=self.lexicon,
            bot_name=self.bot_name,
            digits=locale.told.digits,
            can_say=partial(self.voices.can_say, locale.language),
            aloud=locale.aloud,
        )

    def say(
        self, person: Person, now: datetime, hint: str | None = None
    ) -> Callable[[Phrase], str]:
        """Give what says phrases as HTML to a person."""
        return self.locale(person, hint, now).say

    def locale(self, person: Person, hint: str | None, now: datetime) -> Locale:
        """Give the person's locale at a moment."""
        language = person.language or self._guess(hint)
        country, zone = person.country or self.country, person.zone or self.zone
        return Locale(self.catalogs, language, country, now, zone, person.native)

    def locales(self, now: datetime) -> dict[str | None, Locale]:
        """Give a locale for each language, and under None the one for everybody else."""
        codes = ((None, self.language), *((code, code) for code in self.catalogs.languages))
        return {
            key: Locale(self.catalogs, code, self.country, now, self.zone) for key, code in codes
        }

    def fixed_text(self, language: str, key: str) -> str | None:
        """Give a text of the language's own that is always the same; None for any other."""
        if not self.catalogs.has(language, key):
            return None
        entry = self.catalogs.entry(language, key)
        if entry.is_plural or entry.forms[0].names:
            return None
        return Locale(self.catalogs, language, self.country, _ANY_DAY).label(say(key))

    @property
    def language_names(self) -> dict[str, str]:
        """Each language offered, by what its speakers call it."""
        return {code: known.name for code, known in self.catalogs.languages.items()}

    @cached_property
    def lexicon(self) -> Mapping[str, str]:
        """Every word of any time, in every language, folded, with what it means."""
        return {
            fold(word): name
            for language in self.catalogs.languages
            for name in ANYTIME
            for word in self._words(language, name)
        }

    def _words(self, language: str, name: str) -> list[str]:
        entry = self.catalogs.entry(language, f"talk-word-{name}")
        return entry.texts[0].split("|")

    def _guess(self, hint: str | None) -> str:
        known = self.catalogs.by_language
        short = (hint or "").replace("-", "_").split("_")[0]
        return next((code for code in known if code.split("_")[0] == short), self.language)

    def _currency(self, country: str) -> str:
        known = countries.get(country)
        return self.currency if country == self.country or known is None else known.currency

    def _spellings(self, locale: Locale) -> Callable[[Phrase], tuple[str, ...]]:
        def spell(phrase: Phrase) -> tuple[str, ...]:
            if phrase.values or phrase.count is not None:
                return self._spell(locale, phrase)
            # A text without figures in it reads the same for everybody, at any time.
            known = self._spelled.get((locale.language, phrase.key))
            if known is None:
                known = self._spell(locale, phrase)
                self._spelled[locale.language, phrase.key] = known
            return known

        return spell

    def _spell(self, locale: Locale, phrase: Phrase) -> tuple[str, ...]:
        """Say a button's words in every language but the locale's own."""
        return tuple(
            replace(locale, language=code).label(phrase)
            for code in self.catalogs.by_language
            if code != locale.language
        )
