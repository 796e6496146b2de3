"""An ad as each side sees it: the buyer with the best offers, the farmer with one question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.kernel.money import Money
from bot.selling.produce import amount_phrase, crop_phrase, rate_phrase
from bot.talk.buttons import Buttons, in_rows, turn_pages
from bot.talk.message import Button, Message
from bot.text.phrase import Moment, Phrase, PlaceName, say
from bot.wanting.pools import Pool, fill_line, transport_lines
from bot.wanting.rules import BEST, rank
from bot.wanting.want import BACK, OFFERED, OPEN, REFUSED, TAKEN, Bid, Want

PAGE = 6


@dataclass(frozen=True, slots=True)
class Answers:
    """An ad with what came of it so far: who was asked, what is still missing."""

    want: Want
    bids: tuple[Bid, ...]
    missing: int
    now: datetime
    can_gather: bool = False

    @property
    def is_open(self) -> bool:
        return self.want.state == OPEN and self.now < self.want.deadline_at


def button(verb: str, want: Want, *parts: object, key: str = "") -> Button:
    """Make a button about an ad."""
    tail = "".join(f".{part}" for part in parts)
    return Button(say(key or f"wanting-do-{verb}"), f"want.{verb}.{want.id}{tail}")


def home_row() -> tuple[Button, ...]:
    return (Button(say("wanting-all"), "want.list"), Button(say("talk-home"), "home"))


def describe(want: Want) -> tuple[Phrase, ...]:
    """Say what is wanted: how much of what, at most at what price, by when, where."""
    amount = amount_phrase(want.amount(want.milli), want.unit_grams)
    limit = want.limit
    return (
        say("wanting-title", crop=crop_phrase(want.crop_id), amount=amount),
        say("wanting-limit", rate=rate_phrase(limit, want.unit))
        if limit
        else say("wanting-no-limit"),
        say("wanting-by", day=want.day),
    )


# -- for the buyer


def show_own(answers: Answers, *before: Phrase) -> Message:
    """Show a buyer their ad with the three best offers, each to be taken with a tap."""
    want = answers.want
    best = rank(answers.bids)[:BEST]
    lines = (
        *before,
        *describe(want),
        state_line(answers),
        *(_offer_line(want, bid) for bid in best if answers.is_open),
    )
    takes = [(_take(answers, bid),) for bid in best if answers.is_open]
    gather = (button("gather", want),) if answers.can_gather and answers.is_open else ()
    close = (button("close", want),) if answers.is_open else ()
    ways = (button("share", want),) if answers.is_open else ()
    steps = in_rows([button("see", want), *gather, *ways, *close])
    return Message(lines, (*takes, *steps, home_row()), listen=True)


def state_line(answers: Answers) -> Phrase:
    """Say where an ad stands."""
    want = answers.want
    if want.state != OPEN:
        return say(f"wanting-is-{want.state}")
    if not answers.is_open:
        return say("wanting-is-failed")
    until = Moment(want.deadline_at)
    if answers.missing < want.milli:
        return say("wanting-is-part", missing=want.amount(answers.missing), until=until)
    offers = len(rank(answers.bids))
    if offers:
        return say("wanting-is-offered", offers=offers, asked=len(answers.bids), until=until)
    return say("wanting-is-open", asked=len(answers.bids), until=until)


def _offer_line(want: Want, bid: Bid) -> Phrase:
    assert bid.milli is not None
    assert bid.ready is not None
    return say(
        "wanting-offer",
        farmer=first_name(bid.called),
        amount=want.amount(bid.milli),
        rate=rate_phrase(price_of(want, bid), want.unit),
        km=bid.km,
        day=bid.ready,
    )


def _take(answers: Answers, bid: Bid) -> Button:
    want = answers.want
    milli = min(bid.milli or 0, answers.missing)
    total = price_of(want, bid).times(milli)
    farmer = first_name(bid.called)
    label = say("wanting-do-take", farmer=farmer, amount=want.amount(milli), total=total)
    return Button(label, f"want.take.{want.id}.{bid.id}.{bid.version}")


def price_of(want: Want, bid: Bid) -> Money:
    """Give what a farmer asks for one unit."""
    return Money(bid.price_minor or 0, want.currency)


def first_name(called: str) -> str | Phrase:
    """Give the name by which the others of a pool know somebody."""
    return called.split(maxsplit=1)[0] if called.strip() else say("order-somebody")


def show_share(want: Want, link: str) -> Message:
    """Show the link any farmer may answer by."""
    return Message((say("wanting-share", link=link),), ((button("see", want, key="talk-back"),),))


def ask_close(want: Want) -> Message:
    yes = button("end", want)
    no = button("see", want, key="wanting-do-keep")
    return Message((*describe(want)[:1], say("wanting-close-ask")), ((no,), (yes,)))


# -- for the farmer


def show_asked(answers: Answers, bid: Bid, pool: Pool | None, *before: Phrase) -> Message:
    """Ask a farmer, in one tap, whether they can bring it; or show what they said."""
    want = answers.want
    lines = (
        *before,
        *describe(want),
        *_where(want, bid),
        *(fill_line(pool), *transport_lines(want)) * bool(pool),
        _question(answers, bid),
    )
    return Message(tuple(filter(None, lines)), _answers(answers, bid), listen=True)


def _where(want: Want, bid: Bid) -> tuple[Phrase, ...]:
    if want.place_id is None:
        return ()
    return (say("wanting-where", place=PlaceName(want.place_id), km=bid.km),)


def _question(answers: Answers, bid: Bid) -> Phrase:
    want = answers.want
    until = Moment(want.deadline_at)
    if can_add(answers, bid):
        return say("wanting-more-ask", missing=want.amount(answers.missing))
    if bid.state == TAKEN:
        return say("wanting-you-taken")
    if not answers.is_open:
        return state_line(answers)
    if bid.state == OFFERED and bid.milli is not None and bid.ready is not None:
        rate = rate_phrase(price_of(want, bid), want.unit)
        amount = want.amount(bid.milli)
        return say("wanting-you-offered", amount=amount, rate=rate, day=bid.ready, until=until)
    if bid.state in {REFUSED, BACK}:
        return say("wanting-you-not")
    return say("wanting-ask", until=until)


def can_add(answers: Answers, bid: Bid) -> bool:
    """Whether something of a filled pool is missing again, which this farmer may bring."""
    want = answers.want
    return want.pooled and want.state == "filled" and answers.missing > 0 and answers.can_gather


def _answers(answers: Answers, bid: Bid) -> Buttons:
    want = answers.want
    pool = (button("pool", want),) if want.pooled else ()
    rows: Buttons
    if can_add(answers, bid) or (answers.is_open and bid.state not in {OFFERED, TAKEN}):
        rows = (
            (button("all", want), button("some", want)),
            (button("no", want), button("mute", want)),
        )
        rows = rows[:1] if bid.state in {REFUSED, BACK} else rows
    elif answers.is_open and bid.state == OFFERED:
        rows = ((button("some", want, key="wanting-do-change"), button("back", want)),)
    else:
        rows = ()
    return (*rows, *((pool,) if pool else ()), home_row())


def show_muted(want: Want) -> Message:
    crop = crop_phrase(want.crop_id)
    return Message((say("wanting-muted", crop=crop),), ((button("unmute", want),), home_row()))


def show_stranger(answers: Answers) -> Message:
    """Show an ad to somebody who neither asked nor can bring."""
    return Message((*describe(answers.want), say("wanting-for-farmers")), (home_row(),))


# -- lists


def show_list(
    mine: Sequence[Want], asked: Sequence[Want], page: int, *, buys: bool, more: bool
) -> Message:
    """List somebody's own ads, and those they were asked about."""
    lines: list[Phrase] = []
    if buys:
        lines.append(say("wanting-mine") if mine else say("wanting-mine-none"))
    if asked or not buys:
        lines.append(say("wanting-asked") if asked else say("wanting-asked-none"))
    items = [(_item(want, "mine"),) for want in mine] + [(_item(want, "asked"),) for want in asked]
    pager = turn_pages(page, lambda to: f"want.list.{to}", more=more)
    new = ((Button(say("wanting-new"), "want.new"),),) if buys else ()
    ends = ((Button(say("talk-home"), "home"),),)
    return Message(tuple(lines), (*items, *((pager,) if pager else ()), *new, *ends), listen=True)


def _item(want: Want, side: str) -> Button:
    label = say(
        f"wanting-item-{side}",
        crop=crop_phrase(want.crop_id),
        amount=want.amount(want.milli),
        state=say(f"wanting-word-{want.state}"),
    )
    return Button(label, f"want.see.{want.id}")
