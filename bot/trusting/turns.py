"""Rating an order: three faces, then reasons, both mended until they are shown."""

from dataclasses import replace

from bot.feature import Addition, Turn
from bot.ordering import news, store
from bot.ordering.order import CANCELLED, COMPLETED, NO_SHOW, REFUNDED, Order
from bot.talk.tap import read_id
from bot.text.phrase import say
from bot.trusting import ratings, rules, screens
from bot.trusting.rules import MOODS, Rated, Word

_OVER = frozenset((COMPLETED, NO_SHOW, CANCELLED, REFUNDED))


def beside_order(turn: Turn, beheld: news.Beheld) -> Addition:
    """Add to an order that is over what the other side says of it, and the way to rate it."""
    if beheld.order.state not in _OVER:
        return Addition()
    rated = ratings.load(turn.conn, beheld.order.id)
    if rated is None or rated.round.role_of(beheld.person.id) is None:
        return Addition()
    return _added(turn, beheld, rated)


def _added(turn: Turn, beheld: news.Beheld, rated: Rated) -> Addition:
    whose = beheld.person.id
    heard = rated.shown_about(whose, turn.now)
    lines = (screens.heard_line(beheld.order, heard),) if heard else ()
    asks = rated.by(whose) is None and rules.refusal(rated, whose, turn.now) is None
    buttons = ((screens.rate_button(beheld.order.id),),) if asks else ()
    return Addition(lines, buttons)


def rate(turn: Turn, what: str = "", code: str = "", *more: str) -> None:
    """`rate.open.<order>`, `rate.mood.<order>.good`, `rate.why.<order>.fresh`, `rate.done.<order>`."""
    order = store.load(turn.conn, read_id(code) or 0)
    rated = None if order is None else ratings.hold(turn.conn, order.id)
    if order is None or rated is None or rated.round.role_of(turn.person.id) is None:
        turn.toast(say("talk-not-yours"))
        return
    why_not = rules.refusal(rated, turn.person.id, turn.now)
    if why_not is not None:
        turn.toast(say(why_not))
        return
    _act(turn, order, rated, what, *more[:1])


def _act(turn: Turn, order: Order, rated: Rated, what: str, more: str = "") -> None:
    own = rated.by(turn.person.id)
    if what == "mood" and more in MOODS:
        _say_mood(turn, order, rated, more)
    elif own is None or what == "again":
        turn.show(screens.show_question(order, rated.round.role_of(turn.person.id) or ""))
    elif what == "why":
        _toggle(turn, order, rated, own, more)
    elif what == "done":
        both = len(rated.words) > 1
        turn.show(screens.show_thanks(order, own, both=both))
    else:
        turn.show(screens.show_reasons(order, rated, own))


def _say_mood(turn: Turn, order: Order, rated: Rated, mood: str) -> None:
    me, before = turn.person.id, rated.by(turn.person.id)
    word = Word(
        order_id=order.id,
        by_id=me,
        about_id=rated.round.other(me),
        role=rated.round.role_of(me) or "",
        mood=mood,
        reasons=before.reasons if before and before.mood == mood else (),
        at=before.at if before else turn.now,
        open_at=rules.opens_at(rated, me, turn.now),
    )
    _keep(turn, order, rated, word)


def _toggle(turn: Turn, order: Order, rated: Rated, own: Word, code: str) -> None:
    offered = rules.reasons(own.role, own.mood, handed=rated.round.handed)
    if code not in offered:
        turn.toast(say("talk-older"))
        return
    said = {*own.reasons} ^ {code}
    ordered = tuple(each for each in offered if each in said)
    open_at = rules.opens_at(rated, own.by_id, turn.now)
    _keep(turn, order, rated, replace(own, reasons=ordered, open_at=open_at))


def _keep(turn: Turn, order: Order, rated: Rated, word: Word) -> None:
    """Keep a word; said a second time, both are shown ten minutes after the last change."""
    both = rated.by(word.about_id) is not None
    ratings.keep(turn.conn, word, both=both)
    turn.show(screens.show_reasons(order, rated, word))
