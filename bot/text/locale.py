"""A reader's locale: says phrases in a language, with figures as the country writes them."""

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from operator import add
from typing import Any
from zoneinfo import ZoneInfo

from babel.lists import format_list

from bot.kernel import countries, places
from bot.kernel.crops import crop_name
from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.kernel.units import all_units, unit_name
from bot.text.bidi import RLM, holds_rtl, isolate, without_steering
from bot.text.catalog import Catalogs
from bot.text.digits import native_digits
from bot.text.figures import Figures, babel_locale
from bot.text.language import SOURCE, Language
from bot.text.marks import mark_up
from bot.text.moments import nearby_day, written_date, written_day, written_hour, written_month
from bot.text.phrase import Crop, Marked, Moment, Phrase, PlaceName, Raw, Unit
from bot.text.speech import read_out
from bot.text.template import TAG

_COUNTED = "text-count-"
_GROUPED = 1000  # smaller whole numbers are their digits, in every country
_OWN: Mapping[str, frozenset[str]] = {
    "text-missing": frozenset(),
    "text-today": frozenset(),
    "text-tomorrow": frozenset(),
    "text-yesterday": frozenset(),
    "text-moment": frozenset({"day", "time"}),
    "text-moment-dated": frozenset({"day", "time"}),
    "text-quantity": frozenset({"number", "unit"}),
}


def own_keys(catalogs: Catalogs) -> Mapping[str, frozenset[str]]:
    """Name the keys said here, with their placeholders; features name theirs.

    A unit that English counts in a text of its own ("2 bags") has one in every language; the
    others go by their short name ("2 kg").
    """
    counted = (key for unit in all_units() if catalogs.has(SOURCE, key := _COUNTED + unit.id))
    return {**_OWN, **dict.fromkeys(counted, frozenset({"number"}))}


@dataclass(frozen=True)
class Locale:
    """One person's language, country, zone and day; cheap to make for every turn.

    `native` writes numbers in the language's own digits, where it has some.
    """

    catalogs: Catalogs
    language: str
    country: str
    now: datetime
    zone: str = "UTC"
    native: bool = False

    def say(self, phrase: Phrase) -> str:
        """Say a phrase as Telegram HTML; a person's words in it are escaped and isolated."""
        return self._filled(phrase, plain=False)

    def label(self, phrase: Phrase) -> str:
        """Say a phrase as plain text, for a button."""
        return self._filled(phrase, plain=True).lstrip(RLM)

    def aloud(self, text: str) -> str:
        """Write a shown text as it is read out."""
        here = countries.get(self.country)
        currencies = (*((here.currency,) if here else ()), *self.told.signs)
        return read_out(text, self.told.code, self._figures, dict.fromkeys(currencies))

    def number(self, value: int | Decimal) -> str:
        if type(value) is int and 0 <= value < _GROUPED:
            return self._digits(str(value))
        return self._figures.number(value)

    def money(self, value: Money) -> str:
        return self._figures.money(value)

    def quantity(self, value: Quantity) -> str:
        """Say a quantity as it is counted: "20 kg", "1 bag", "2.5 bags"."""
        amount = value.to_decimal()
        count = int(amount) if amount == int(amount) else amount
        counted = _COUNTED + value.unit
        if self.catalogs.has(self.language, counted):
            return self._composed(counted, count, number=self.number(count))
        unit = unit_name(value.unit, self.told.code, "short")
        return self._composed("text-quantity", number=self.number(count), unit=unit)

    def day(self, value: date) -> str:
        """Say a date: today, tomorrow, or weekday and date."""
        near = nearby_day(value, self._today)
        if near:
            return self._composed(near)
        return self._digits(written_day(value, self._today, self._figures.babel))

    def moment(self, value: Moment) -> str:
        """Say a point in time in the person's zone."""
        here = value.at.astimezone(self._zone)
        if value.part == "day":
            return self.day(here.date())
        if value.part == "month":
            return self._digits(written_month(here.date(), self._figures.babel))
        hour = self._digits(written_hour(here.time(), self.told.clock))
        if value.part == "time":
            return hour
        if value.part == "dated":
            day = self._digits(written_date(here.date(), self._figures.babel))
            return self._composed("text-moment-dated", day=day, time=hour)
        near = nearby_day(here.date(), self._today)
        key = "text-moment" if near else "text-moment-dated"
        return self._composed(key, day=self.day(here.date()), time=hour)

    @property
    def _today(self) -> date:
        return self.now.astimezone(self._zone).date()

    @cached_property
    def told(self) -> Language:
        """The language spoken: the person's, or English where that is not installed."""
        catalogs = self.catalogs.by_language
        return (catalogs.get(self.language) or catalogs[SOURCE]).language

    @cached_property
    def _figures(self) -> Figures:
        told = self.told
        locale = babel_locale(told.code, self.country, told.countries)
        return Figures(locale, told.signs, told.digits if self.native else "")

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def _digits(self, text: str) -> str:
        return native_digits(text, self._figures.digits)

    def _filled(self, phrase: Phrase, *, plain: bool) -> str:
        form = self.catalogs.entry(self.language, phrase.key).form(phrase.count)
        pieces = form.plain if plain else form.markup
        if not form.names:
            return pieces[0]
        said = [pieces[0]]
        for name, piece in zip(form.names, pieces[1:], strict=True):
            value = phrase.count if name == "count" else phrase.values[name]
            said.append(self._placed(value, plain=plain))
            said.append(piece)
        return "".join(said)

    def _placed(self, value: object, *, plain: bool) -> str:
        """Say one value, isolated where its direction could differ from the text's."""
        said = _WRITERS[type(value)](self, value, plain)
        return isolate(said) if self.told.is_rtl or holds_rtl(said) else said

    def _listed(self, values: Sequence[object], *, plain: bool) -> str:
        said = [self._placed(value, plain=plain) for value in values]
        return format_list(said, locale=self._figures.babel)

    def _composed(self, key: str, count: object = None, /, **values: str) -> str:
        """Fill one of our own texts with words already said."""
        form = self.catalogs.entry(self.language, key).form(count)
        holes = (*(values[name] for name in form.names), "")
        return "".join(map(add, form.plain, holes)).lstrip(RLM)


def _place_name(place_id: str, language: str) -> str:
    place = places.get(place_id)
    return places.name(place, language) if place else place_id


def _escaped(words: str, *, plain: bool) -> str:
    return words if plain else html.escape(words, quote=False)


def _marked(told: Marked, *, plain: bool) -> str:
    if plain or not told.marks:
        return _escaped(without_steering(told.words), plain=plain)
    return mark_up(told.words, told.marks, lambda w: _escaped(without_steering(w), plain=False))


_Writer = Callable[[Locale, Any, bool], str]


def _known(name: Callable[[Locale, Any], str]) -> _Writer:
    """Make a writer of what needs no markup of its own."""
    return lambda locale, value, plain: _escaped(name(locale, value), plain=plain)


_WRITERS: Mapping[type, _Writer] = {
    str: lambda _, words, plain: _escaped(without_steering(words), plain=plain),
    Marked: lambda _, told, plain: _marked(told, plain=plain),
    int: _known(Locale.number),
    Decimal: _known(Locale.number),
    Money: _known(Locale.money),
    Quantity: _known(Locale.quantity),
    date: _known(Locale.day),
    Moment: _known(Locale.moment),
    Crop: _known(lambda locale, crop: crop_name(crop.crop_id, locale.told.code)),
    Unit: _known(lambda locale, unit: unit_name(unit.unit_id, locale.told.code)),
    PlaceName: _known(lambda locale, place: _place_name(place.place_id, locale.told.code)),
    Phrase: lambda locale, phrase, plain: locale._filled(phrase, plain=plain),  # noqa: SLF001
    Raw: lambda _, raw, plain: TAG.sub("", raw.markup) if plain else raw.markup,
    tuple: lambda locale, values, plain: locale._listed(values, plain=plain),  # noqa: SLF001
    list: lambda locale, values, plain: locale._listed(values, plain=plain),  # noqa: SLF001
}
