"""When an ad speaks first: farmers are asked in waves, the buyer hears of offers, its time ends."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.feature import Notice, Turn
from bot.ordering.order import Order
from bot.ordering.store import load as load_order
from bot.store.persons import Person
from bot.talk.event import Due
from bot.talk.message import Button, Message, Priority
from bot.text.phrase import Phrase, say
from bot.wanting import growers, pooling, rules, screens, store
from bot.wanting.placing import want_of
from bot.wanting.pools import Pool, list_orders, show_pool, show_slip
from bot.wanting.screens import Answers, button
from bot.wanting.want import (
    ASKED,
    CLOSED,
    FAILED,
    FARMERS,
    FILLED,
    OFFERED,
    OPEN,
    REFUSED,
    SPARE,
    TAKEN,
    Bid,
    Want,
)

ASK, WAVE, DEADLINE, REMIND = "want-ask", "want-wave", "want-deadline", "want-remind"
NEWS, SLIP, SETTLE = "want-news", "want-slip", "want-settle"

_MEMBERS = frozenset((OFFERED, TAKEN, SPARE))
_DAY = timedelta(days=1)


# -- what is known of an ad


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


# -- telling


def tell(turn: Turn, want: Want, person: Person, key: str) -> None:
    """Show somebody an ad as it is now, or when they wake as it is then; `key` says why."""
    if turn.is_awake(person):
        turn.say(_told(turn, want, person, key), person, priority=Priority.ORDER)
    else:
        turn.plan(NEWS, want.id, turn.waking(person), person=person, facts=key)


def _told(turn: Turn, want: Want, person: Person, key: str) -> Message:
    before = say(f"wanting-news-{key}")
    if want.buyer_id != person.id and want.pooled:
        bid = store.load_bid(turn.conn, want.id, person.id)
        if is_member(bid) and key != "more":
            return member_card(turn, want, before)
    return card(turn, want, person, before)


def tell_buyer(turn: Turn, want: Want) -> Want:
    """Let a buyer know of a better offer: at most one word in a while, and none at night."""
    buyer = turn.other(want.buyer_id)
    told = want.told_at
    if told is None or turn.now - told >= rules.NEWS_EVERY:
        want = store.save(turn.conn, replace(want, told_at=turn.now))
        tell(turn, want, buyer, "offers")
    else:
        at = turn.waking(buyer, told + rules.NEWS_EVERY)
        turn.plan(NEWS, want.id, at, person=buyer, facts="offers")
    return want


def _news(turn: Turn, due: Due) -> None:
    want = store.load(turn.conn, int(due.ref))
    if want is None:
        return
    if due.facts == "offers":
        if want.state != OPEN:
            return
        want = store.save(turn.conn, replace(want, told_at=turn.now))
    turn.say(_told(turn, want, turn.person, str(due.facts)), priority=Priority.ORDER)


# -- asking


def ask_wave(turn: Turn, want: Want) -> Want:
    """Ask the next farmers, nearest first, and look again some hours later."""
    known = store.load_bids(turn.conn, want.id)
    most = min(rules.WAVE, rules.MOST_ASKED - len(known))
    near = growers.load_neighbours(turn.conn, want, turn.now - _DAY, most) if most > 0 else []
    turn.known.update({each.person.id: each.person for each in near})
    new = [Bid(want.id, each.person.id, each.km, turn.now) for each in near]
    store.ask(turn.conn, new)
    for bid in new:
        _ask(turn, want, turn.other(bid.farmer_id))
    if len(near) == most:
        buyer = turn.other(want.buyer_id)
        turn.plan(WAVE, want.id, turn.waking(buyer, turn.now + rules.WAVE_AFTER), person=buyer)
    return store.save(turn.conn, replace(want, waves=want.waves + 1))


def ask_one(turn: Turn, want: Want, person: Person, km: int) -> None:
    """Ask one more farmer, who has just listed what is wanted."""
    store.ask(turn.conn, [Bid(want.id, person.id, km, turn.now)])
    _ask(turn, want, person)


def _ask(turn: Turn, want: Want, farmer: Person) -> None:
    if turn.is_awake(farmer):
        turn.say(card(turn, want, farmer), farmer, priority=Priority.REMINDER)
    else:
        turn.plan(ASK, want.id, turn.waking(farmer), person=farmer)


def _asked(turn: Turn, due: Due) -> None:
    """Ask in the morning what came up at night, if it is still wanted and not answered."""
    want = store.load(turn.conn, int(due.ref))
    bid = store.load_bid(turn.conn, int(due.ref), turn.person.id)
    if want is None or bid is None or bid.state != ASKED or rules.refuse_closed(want, turn.now):
        return
    turn.say(card(turn, want, turn.person))


def _wave(turn: Turn, due: Due) -> None:
    want = store.load(turn.conn, int(due.ref))
    if want is None or rules.refuse_closed(want, turn.now):
        return
    answers = load_answers(turn, want)
    if rules.needs_more(want, answers.bids, answers.missing):
        ask_wave(turn, want)


# -- the end of an ad's time


def watch(turn: Turn, want: Want) -> None:
    """Let an ad's time end; whoever has offers to choose from is reminded before."""
    buyer = turn.other(want.buyer_id)
    turn.plan(DEADLINE, want.id, want.deadline_at, person=buyer)
    soon = want.deadline_at - rules.REMIND_BEFORE
    if not want.pooled and soon > turn.now:
        turn.plan(REMIND, want.id, soon, person=buyer, drop_after=rules.REMIND_BEFORE)


def unwatch(turn: Turn, want: Want) -> None:
    for kind in (DEADLINE, REMIND, WAVE, ASK):
        turn.cancel(kind, want.id)


def _remind(turn: Turn, due: Due) -> None:
    want = store.load(turn.conn, int(due.ref))
    if want is None or rules.refuse_closed(want, turn.now):
        return
    if rules.rank(store.load_bids(turn.conn, want.id)):
        turn.say(own_card(turn, want, say("wanting-news-remind")))


def _end(turn: Turn, due: Due) -> None:
    """End an ad whose time is over, however late: a pool fills or fails, offers lapse."""
    want = store.load(turn.conn, int(due.ref))
    if want is None or want.state != OPEN:
        return
    if turn.now < want.deadline_at:
        watch(turn, want)
    elif want.pooled:
        end_pool(turn, want)
    else:
        _end_single(turn, want)


def end_pool(turn: Turn, want: Want) -> None:
    promised = pooling.count(store.load_parts(turn.conn, want.id))
    if rules.is_enough(want, promised):
        tell_filled(turn, pooling.fill(turn, want))
    else:
        tell_failed(turn, pooling.fail(turn, want))


def _end_single(turn: Turn, want: Want) -> None:
    taken = pooling.count(store.load_parts(turn.conn, want.id))
    after = store.save(turn.conn, replace(want, state=CLOSED if taken else FAILED))
    unwatch(turn, after)
    tell(turn, after, turn.other(want.buyer_id), "part" if taken else "failed")
    for bid in store.load_bids(turn.conn, want.id):
        if bid.state == OFFERED:
            tell(turn, after, turn.other(bid.farmer_id), "lapsed")


def tell_filled(turn: Turn, want: Want) -> None:
    """Show the full pool, with who bears what, to the buyer and to every farmer with a share."""
    unwatch(turn, want)
    tell(turn, want, turn.other(want.buyer_id), "filled")
    for farmer in dict.fromkeys(order.seller_id for order in load_pool(turn, want).orders):
        tell(turn, want, turn.other(farmer), "filled")
    for bid in store.load_bids(turn.conn, want.id):
        if bid.state == SPARE:
            tell(turn, want, turn.other(bid.farmer_id), "spare")
    until = rules.refill_until(want, turn.other(want.buyer_id).zone)
    turn.plan(SETTLE, want.id, max(until, turn.now), person=turn.other(want.buyer_id))


def tell_failed(turn: Turn, want: Want) -> None:
    unwatch(turn, want)
    tell(turn, want, turn.other(want.buyer_id), "failed")
    for bid in store.load_bids(turn.conn, want.id):
        if bid.state == SPARE:
            tell(turn, want, turn.other(bid.farmer_id), "failed")


# -- after the filling


def ask_more(turn: Turn, want: Want, but: int) -> None:
    """Offer what is missing again to everybody who was asked and did not say no."""
    tell(turn, want, turn.other(want.buyer_id), "lacks")
    for bid in store.load_bids(turn.conn, want.id):
        if bid.farmer_id != but and bid.state != REFUSED:
            tell(turn, want, turn.other(bid.farmer_id), "more")


def tell_slip(turn: Turn, pool: Pool, order: Order) -> None:
    """Give a farmer the pay slip of a share, or in the morning."""
    farmer = turn.other(order.seller_id)
    if turn.is_awake(farmer):
        turn.say(show_slip(pool, order), farmer, priority=Priority.ORDER)
    else:
        turn.plan(SLIP, order.id, turn.waking(farmer), person=farmer)


def _slip(turn: Turn, due: Due) -> None:
    order = load_order(turn.conn, int(due.ref))
    want = store.load(turn.conn, want_of(order)) if order else None
    if order is None or want is None:
        return
    pool = load_pool(turn, want)
    if any(each.id == order.id for each in pool.orders):
        turn.say(show_slip(pool, order))


def settle(turn: Turn, want: Want) -> Want:
    """Close the books of a pool once nothing more comes: the way is split by what was weighed."""
    parts = store.load_parts(turn.conn, want.id)
    until = rules.refill_until(want, turn.other(want.buyer_id).zone)
    waits = pooling.missing(want, parts) and turn.now < until
    if want.settled_at or want.state != FILLED or waits or not pooling.is_over(parts):
        return want
    want = store.save(turn.conn, replace(want, settled_at=turn.now))
    turn.cancel(SETTLE, want.id)
    pool = Pool(want, tuple(order for order in pooling.living(parts) if order.handed_at))
    if want.transport_minor and want.transport_by == FARMERS:
        for order in pool.orders:
            tell_slip(turn, pool, order)
    if pool.orders:
        tell(turn, want, turn.other(want.buyer_id), "settled")
    return want


def _settle(turn: Turn, due: Due) -> None:
    want = store.load(turn.conn, int(due.ref))
    if want is not None:
        settle(turn, want)


NOTICES = (
    Notice(ASK, _asked),
    Notice(WAVE, _wave, quiet=False),
    Notice(DEADLINE, _end, quiet=False),
    Notice(REMIND, _remind),
    Notice(NEWS, _news),
    Notice(SLIP, _slip),
    Notice(SETTLE, _settle, quiet=False),
)
