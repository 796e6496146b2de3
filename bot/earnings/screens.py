"""What a farmer is told of their week, and where they say whether they want to be told."""

from collections.abc import Sequence

from bot.earnings.hints import Hint
from bot.earnings.rules import DAYS, YES, Earned, Weekly
from bot.earnings.week import Compared, Week
from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.kernel.topics import WEEKLY
from bot.selling.produce import amount_phrase, crop_phrase, plainly, rate_phrase
from bot.talk.buttons import Buttons, in_rows
from bot.talk.message import Button, Message
from bot.text.phrase import Moment, Phrase, PlaceName, say

HOME = Button(say("talk-home"), "home")
_OPEN = Button(say("home-weekly"), "weekly.open")
_MUTE = Button(say("weekly-stop"), f"bulletin.mute.{WEEKLY}")
_LIST = Button(say("home-sell"), "listing.new")


def ask() -> Message:
    """Ask once whether somebody who has sold wants the weekly note."""
    yes = Button(say("weekly-yes"), "weekly.yes")
    no = Button(say("weekly-no"), "weekly.no")
    return Message((say("weekly-ask"),), ((yes, no),), listen=True)


def show_settings(own: Weekly, *, wanted: bool) -> Message:
    """Show whether the note comes, and on which day."""
    if not wanted:
        yes = Button(say("weekly-yes"), "weekly.yes")
        return Message((say("weekly-off"),), ((yes,), (HOME,)))
    days = [Button(_day(day), f"weekly.day.{day}") for day in DAYS if day != own.day]
    lines = (say("weekly-on", day=_day(own.day)), say("weekly-which-day"))
    off = Button(say("weekly-stop"), "weekly.no")
    return Message(lines, (*in_rows(days, 3), (off,), (HOME,)))


def _day(day: int) -> Phrase:
    return say(f"weekday-{day}")


def is_on(own: Weekly | None) -> bool:
    return own is not None and own.state == YES


# -- the note


def show_week(week: Week, compared: Compared | None, hint: Hint | None) -> Message:
    """Tell what a week brought, exact to the last coin, with one hint."""
    lines: tuple[Phrase | None, ...] = (
        say("weekly-title", since=week.since),
        None,
        *(say("weekly-sold", amount=plainly(amount)) for amount in week.amounts),
        *(line for money in week.sums for line in _earned(week, money)),
        *((_against(compared),) if compared else ()),
        *((None, say(f"weekly-hint-{hint.name}")) if hint else ()),
    )
    return Message(lines, _buttons(week, hint), listen=True)


def _earned(week: Week, money: Money) -> tuple[Phrase, ...]:
    told = say("weekly-earned", sum=money)
    more = week.more(money)
    if more is None:
        return (told,)
    if not more:
        return (told, say("weekly-same"))
    key, much = ("weekly-more", more) if more.minor > 0 else ("weekly-less", -more)
    return (told, say(key, much=much))


def _against(some: Compared) -> Phrase:
    """Hold the farmer's price against the neighbours'."""
    middle, own = some.quote.price, some.own
    way = "even" if middle == own else "above" if own > middle else "below"
    return say(
        f"weekly-price-{way}",
        crop=crop_phrase(some.crop_id),
        own=rate_phrase(own, some.quote.unit),
        middle=rate_phrase(middle, some.quote.unit),
        place=PlaceName(some.area),
    )


def _buttons(week: Week, hint: Hint | None) -> Buttons:
    details = Button(say("weekly-details"), f"weekly.see.{week.until.isoformat()}")
    first = (details, _LIST)
    crop = week.main_crop or ""
    way = Button(say(hint.text), hint.data.format(crop=crop)) if hint else _LIST
    beside = () if way.data == _LIST.data else (way,)
    return (first, (*beside, _MUTE))


def show_empty(hint: Hint | None) -> Message:
    """Say kindly, in a line, that a week brought nothing."""
    key = "weekly-empty-listed" if hint is None or hint.name != "list" else "weekly-empty"
    way = Button(say(hint.text), hint.data) if hint and "{" not in hint.data else _LIST
    return Message((say(key),), ((way, _MUTE),), listen=True)


def show_details(week: Week, most: int) -> Message:
    """List the sales of a week."""
    lines = [say("weekly-title", since=week.since), None]
    lines += [_line(each) for each in week.earned[:most]]
    if not week.earned:
        lines.append(say("weekly-nothing"))
    lines += [say("weekly-earned", sum=money) for money in week.sums]
    left: Sequence[Earned] = week.earned[most:]
    if left:
        lines.append(say("weekly-rest", len(left)))
    money = Button(say("home-money"), "money.see")
    return Message(tuple(lines), ((money, _OPEN), (HOME,)))


def _line(one: Earned) -> Phrase:
    grams = one.grams * 1000 // one.milli if one.grams is not None and one.milli else None
    return say(
        "weekly-line",
        day=Moment(one.at, "day"),
        crop=crop_phrase(one.crop_id),
        amount=amount_phrase(Quantity(one.milli, one.unit), grams),
        sum=Money(one.minor, one.currency),
    )


def nowhere() -> Message:
    """Say that a board needs a place."""
    return Message((say("board-nowhere"),), ((HOME,),))
