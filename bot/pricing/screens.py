"""What people see of prices: the board of a crop, its weeks as a picture, what a crop must bring."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.kernel import coins
from bot.kernel.money import Money
from bot.pricing.rules import Effort, Worked
from bot.selling.board import COUNTRY, REGION, Board, Quote
from bot.selling.measures import Measure
from bot.selling.memory import Asked
from bot.selling.pricecheck import say_asked, say_sold
from bot.selling.produce import crop_phrase, plainly, rate_phrase, unit_phrase
from bot.talk.buttons import Buttons
from bot.talk.message import Bar, Button, Chart, Message
from bot.text.phrase import Phrase, PlaceName, say

_MOST_QUOTES = 2  # by weight, and by a unit nobody knows the weight of


@dataclass(frozen=True, slots=True)
class View:
    """A board as somebody looks at it: of which crop, how wide, and where they are at home.

    `asked` is what neighbours ask where nothing may be told of sales.
    """

    crop_id: str
    area: str  # a column of `sale`
    board: Board
    region: str | None = None
    asked: Asked | None = None

    def titled(self, key: str) -> Phrase:
        crop = crop_phrase(self.crop_id)
        if self.area == COUNTRY:
            return say(f"{key}-country", crop=crop)
        wide = f"{key}-region" if self.area == REGION else key
        return say(wide, crop=crop, place=PlaceName(self.board.area))


def show_board(view: View, fewest: int) -> Message:
    """Show what a crop was sold at lately, or honestly that too few sold it."""
    board = view.board
    lines = [line for quote in board.quotes[:_MOST_QUOTES] for line in _lines(quote, board)]
    return Message(
        (view.titled("pricing-title"), None, *(lines or _few(view, fewest))),
        _buttons(view),
        listen=True,
    )


def _lines(quote: Quote, board: Board) -> tuple[Phrase, ...]:
    count = "pricing-count-most" if board.full else "pricing-count"
    return (
        say("pricing-middle", rate=rate_phrase(quote.price, quote.unit)),
        *_half(quote),
        say(count, quote.sales, sellers=quote.sellers),
    )


def _half(quote: Quote) -> tuple[Phrase, ...]:
    if quote.ends is None:
        return ()
    low, high = quote.ends
    return (say("pricing-half", low=low, high=high, unit=unit_phrase(quote.unit)),)


def _few(view: View, fewest: int) -> list[Phrase]:
    """Say how many farmers are missing, and why a price takes several."""
    sellers = view.board.sellers
    lacking = say("pricing-few", sellers=sellers, fewest=fewest)
    lines = [lacking if sellers < fewest else say("pricing-few-apart"), say("pricing-why-few")]
    return [*lines, say_asked(view.asked, "kg")] if view.asked else lines


def _buttons(view: View) -> Buttons:
    crop = view.crop_id
    weeks = Button(say("pricing-weeks"), f"prices.weeks.{crop}.{view.area}")
    rows = (
        _wider(view),
        (weeks,) if view.board.quotes else (),
        (
            Button(say("pricing-earn"), f"breakeven.crop.{crop}"),
            Button(say("pricing-other"), "prices.ask"),
        ),
    )
    return tuple(filter(None, rows))


def _wider(view: View) -> tuple[Button, ...]:
    """Offer the areas around the one shown."""
    region = view.region if view.area not in {REGION, COUNTRY} else None
    named = say("pricing-area", place=PlaceName(region)) if region else None
    country = Button(say("pricing-country"), f"prices.see.{view.crop_id}.{COUNTRY}")
    return (
        *((Button(named, f"prices.see.{view.crop_id}.{REGION}"),) if named else ()),
        *((country,) if view.area != COUNTRY else ()),
    )


def show_weeks(view: View, weeks: Sequence[tuple[date, Quote | None]]) -> Message:
    """Show a crop's weekly prices as a picture; a week of too few farmers stays empty."""
    title = view.titled("pricing-chart")
    note = say("pricing-weeks-note", unit=unit_phrase(view.board.quotes[0].unit))
    *before, (_, now) = weeks
    chart = Chart(
        f"prices-{view.crop_id}",
        title,
        (
            *(_bar(plainly(day), quote) for day, quote in before),
            _bar(say("pricing-this-week"), now),
        ),
        note,
    )
    back = Button(say("pricing-see"), f"prices.see.{view.crop_id}.{view.area}")
    return Message((title, note), ((back,),), picture=chart)


def _bar(week: Phrase, quote: Quote | None) -> Bar:
    if quote is None:
        return Bar(week, 0, say("pricing-no-week"))
    low, high = quote.ends or (None, None)
    return Bar(
        week,
        quote.price.minor,
        plainly(quote.price),
        low=low.minor if low else None,
        high=high.minor if high else None,
    )


def show_worked(
    worked: Worked, board: Board | None, wanted: tuple[str, str] | None = None
) -> Message:
    """Show what a crop must bring, beside what it was sold at.

    `wanted` is the button that takes it as a price: its data and its text.
    """
    effort = worked.effort
    title = say(
        "breakeven-title",
        crop=crop_phrase(effort.crop_id),
        total=effort.costs,
        amount=effort.left,
    )
    again = Button(say("breakeven-again"), f"breakeven.crop.{effort.crop_id}")
    prices = Button(say("pricing-see"), f"prices.see.{effort.crop_id}")
    least = effort.least(effort.measure)
    if not effort.costs or least is None:
        return Message((title, say("breakeven-free")), ((again, prices),), listen=True)
    take = ((Button(say(wanted[1]), wanted[0]),),) if wanted else ()
    return Message(
        (title, None, *_earn(effort, least), *_compared(effort, least, board)),
        (*take, (again, prices)),
        listen=True,
    )


def _earn(effort: Effort, least: Money) -> tuple[Phrase, ...]:
    """Say the lowest price of the farmer's unit, and of a kilo where that is another."""
    by_kilo = None if effort.harvest.unit == "kg" else effort.least(Measure("kg", 1000))
    step = Money(coins.step(least.minor, least.currency), least.currency)
    return (
        say("breakeven-least", rate=rate_phrase(least, effort.harvest.unit)),
        *((say("breakeven-also", rate=rate_phrase(by_kilo, "kg")),) if by_kilo else ()),
        say("breakeven-rounded", step=step),
    )


def _compared(effort: Effort, least: Money, board: Board | None) -> tuple[Phrase | None, ...]:
    """Hold it against what was sold near by."""
    quote = board.quote(effort.measure) if board else None
    if board is None or quote is None or quote.currency != least.currency:
        return ()
    middle = rate_phrase(quote.price, quote.unit)
    if quote.price > least:
        verdict = say("breakeven-above", middle=middle, left=quote.price - least)
    elif quote.price < least:
        verdict = say("breakeven-below", middle=middle, short=least - quote.price)
    else:
        verdict = say("breakeven-even", middle=middle)
    return (None, say_sold(quote, board.area), verdict)
