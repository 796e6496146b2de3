"""When an ad speaks first: who is asked next, what its time brings, news kept for the morning."""

from dataclasses import replace

from bot.feature import Notice, Turn
from bot.ordering.store import load as load_order
from bot.talk.event import Due
from bot.talk.message import Priority
from bot.text.phrase import say
from bot.wanting import asking, news, pooling, rules, store
from bot.wanting.cards import card, load_answers, load_pool, own_card
from bot.wanting.placing import want_of
from bot.wanting.pools import Pool, show_slip
from bot.wanting.want import ASKED, CLOSED, FAILED, FARMERS, FILLED, OFFERED, OPEN, SPARE, Want

DEADLINE, REMIND, SETTLE = "want-deadline", "want-remind", "want-settle"


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
        asking.ask_wave(turn, want)


def watch(turn: Turn, want: Want) -> None:
    """Let an ad's time end; whoever has offers to choose from is reminded before."""
    buyer = turn.other(want.buyer_id)
    turn.plan(DEADLINE, want.id, want.deadline_at, person=buyer)
    soon = want.deadline_at - rules.REMIND_BEFORE
    if not want.pooled and soon > turn.now:
        turn.plan(REMIND, want.id, soon, person=buyer, drop_after=rules.REMIND_BEFORE)


def unwatch(turn: Turn, want: Want) -> None:
    for kind in (DEADLINE, REMIND, asking.WAVE, asking.ASK):
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
    news.tell(turn, after, turn.other(want.buyer_id), "part" if taken else "failed")
    for bid in store.load_bids(turn.conn, want.id):
        if bid.state == OFFERED:
            news.tell(turn, after, turn.other(bid.farmer_id), "lapsed")


def tell_filled(turn: Turn, want: Want) -> None:
    """Show the full pool, with who bears what, to the buyer and to every farmer with a share."""
    unwatch(turn, want)
    news.tell(turn, want, turn.other(want.buyer_id), "filled")
    for farmer in dict.fromkeys(order.seller_id for order in load_pool(turn, want).orders):
        news.tell(turn, want, turn.other(farmer), "filled")
    for bid in store.load_bids(turn.conn, want.id):
        if bid.state == SPARE:
            news.tell(turn, want, turn.other(bid.farmer_id), "spare")
    until = rules.refill_until(want, turn.other(want.buyer_id).zone)
    turn.plan(SETTLE, want.id, max(until, turn.now), person=turn.other(want.buyer_id))


def tell_failed(turn: Turn, want: Want) -> None:
    unwatch(turn, want)
    news.tell(turn, want, turn.other(want.buyer_id), "failed")
    for bid in store.load_bids(turn.conn, want.id):
        if bid.state == SPARE:
            news.tell(turn, want, turn.other(bid.farmer_id), "failed")


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
            news.tell_slip(turn, pool, order)
    if pool.orders:
        news.tell(turn, want, turn.other(want.buyer_id), "settled")
    return want


def _settle(turn: Turn, due: Due) -> None:
    want = store.load(turn.conn, int(due.ref))
    if want is not None:
        settle(turn, want)


def _news(turn: Turn, due: Due) -> None:
    want = store.load(turn.conn, int(due.ref))
    if want is None:
        return
    if due.facts == "more" and not load_answers(turn, want).missing:
        return
    if due.facts == "offers":
        if want.state != OPEN:
            return
        want = store.save(turn.conn, replace(want, told_at=turn.now))
    turn.say(news.told(turn, want, turn.person, str(due.facts)), priority=Priority.ORDER)


def _slip(turn: Turn, due: Due) -> None:
    order = load_order(turn.conn, int(due.ref))
    want = store.load(turn.conn, want_of(order)) if order else None
    if order is None or want is None:
        return
    pool = load_pool(turn, want)
    if any(each.id == order.id for each in pool.orders):
        turn.say(show_slip(pool, order))


NOTICES = (
    Notice(asking.ASK, _asked),
    Notice(asking.WAVE, _wave, quiet=False),
    Notice(DEADLINE, _end, quiet=False),
    Notice(REMIND, _remind),
    Notice(news.NEWS, _news),
    Notice(news.SLIP, _slip),
    Notice(SETTLE, _settle, quiet=False),
)
