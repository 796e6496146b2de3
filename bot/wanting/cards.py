"""An ad's card for each who may see it: loaded, then shown."""

from collections.abc import Sequence

from bot.feature import Turn
from bot.store.persons import Person
from bot.talk.message import Button, Message
from bot.text.phrase import Phrase
from bot.wanting import pooling, rules, screens, store
from bot.wanting.pools import Pool, list_orders, show_pool
from bot.wanting.screens import Answers, button
from bot.wanting.want import OFFERED, SPARE, TAKEN, Bid, Want

_MEMBERS = frozenset((OFFERED, TAKEN, SPARE))


def load_answers(turn: Turn, want: Want) -> Answers:
    """Load what came of an ad; `can_gather` says whether more may be brought, or let come together."""
    bids = tuple(store.load_bids(turn.conn, want.id))
    parts = store.load_parts(turn.conn, want.id)
    lacking = pooling.missing(want, parts)
    return Answers(want, bids, lacking, turn.now, _can_gather(turn, want, bids, lacking))


def _can_gather(turn: Turn, want: Want, bids: Sequence[Bid], lacking: int) -> bool:
    if want.pooled:
        return turn.now < rules.refill_until(want, turn.other(want.buyer_id).zone)
    return not any((bid.milli or 0) >= lacking for bid in bids if bid.state == OFFERED)


def load_pool(turn: Turn, want: Want) -> Pool:
    parts = store.load_parts(turn.conn, want.id)
    return Pool(want, tuple(pooling.living(parts)))


def card(turn: Turn, want: Want, person: Person, *before: Phrase) -> Message:
    """Show an ad to somebody as they may see it."""
    if want.buyer_id == person.id:
        return own_card(turn, want, *before)
    bid = store.load_bid(turn.conn, want.id, person.id)
    answers = load_answers(turn, want)
    if bid is None:
        return screens.show_stranger(answers)
    pool = load_pool(turn, want) if want.pooled else None
    return screens.show_asked(answers, bid, pool, *before)


def own_card(turn: Turn, want: Want, *before: Phrase) -> Message:
    """Show a buyer their ad: the offers, or the pool."""
    answers = load_answers(turn, want)
    if not want.pooled:
        return screens.show_own(answers, *before)
    pool = load_pool(turn, want)
    return show_pool(pool, (*list_orders(pool), *_own_buttons(answers)), *before)


def _own_buttons(answers: Answers) -> tuple[tuple[Button, ...], ...]:
    want = answers.want
    promised = want.milli - answers.missing
    can_fill = answers.is_open and rules.is_enough(want, promised)
    fill = ((button("fill", want),),) if can_fill else ()
    end = (button("close", want),) if answers.is_open else ()
    first = (button("see", want), *((button("share", want),) if answers.is_open else ()))
    return (*fill, first, *((end,) if end else ()), screens.home_row())


def member_card(turn: Turn, want: Want, *before: Phrase) -> Message:
    """Show a pool to one of its farmers."""
    back = button("see", want, key="talk-back")
    refresh = button("pool", want, key="wanting-do-see")
    return show_pool(load_pool(turn, want), ((refresh, back), screens.home_row()), *before)


def is_member(bid: Bid | None) -> bool:
    """Whether somebody has promised something to a pool, and so may see who else does."""
    return bid is not None and bid.state in _MEMBERS
