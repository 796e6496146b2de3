"""The money screen at work: `money.see`, `.owed.<page>`, `.got.<order>.<page>`, `.weeks` and others."""

from datetime import timedelta

from bot.feature import Turn
from bot.kernel.day import zone_of
from bot.kernel.money import Money
from bot.ordering import ledger, moves, store
from bot.ordering.order import SELLER, Order
from bot.ordering.rules import Refused
from bot.ordering.turns import refuse
from bot.paying import moneybook, moneyscreens, passport
from bot.paying.money import Income, Payers, Purse, Season, add_up, season_until, sums
from bot.paying.passport import SPANS, Passport
from bot.people.rules import BUYER, FARMER
from bot.talk.tap import read_count, read_id
from bot.text.phrase import Phrase, say

LAST = 999  # the last page there can be
_PAYERS = 12  # shown at once


def command(turn: Turn, words: str = "") -> None:
    """Show the sums."""
    turn.show(moneyscreens.show_purse(_load_purse(turn)))


def act(turn: Turn, what: str = "see", code: str = "", page: str = "", *_: str) -> None:
    """Do what a button of the money screen says; all it shows is the reader's own."""
    match what:
        case "see":
            command(turn)
        case "owed":
            _show_owed(turn, _page(code))
        case "debts":
            _show_debts(turn, _page(code))
        case "got":
            _got(turn, read_id(code), _page(page))
        case "back":
            _show_back(turn)
        case "payers":
            _show_payers(turn)
        case "weeks":
            turn.say(moneyscreens.show_weeks(_load_income(turn, _season(turn))))
        case "passport":
            turn.show(passport.ask_which())
        case "sheet" | "csv" if code in SPANS:
            _give_passport(turn, code, as_rows=what == "csv")
        case _:
            turn.toast(say("talk-older"))


def _page(text: str) -> int:
    return read_count(text, LAST) or 0


def _season(turn: Turn) -> Season:
    return season_until(turn.now, turn.speaker.zone)


def _load_purse(turn: Turn) -> Purse:
    """Load what the person is and was: a farmer who buys sees both sides."""
    conn, me, season = turn.conn, turn.person.id, _season(turn)
    sells, buys = FARMER in turn.person.roles, BUYER in turn.person.roles
    back = moneybook.load_back(conn, me)
    due = [_due(order, me) for order in back]
    return Purse(
        income=_load_income(turn, season) if sells else None,
        owed=ledger.sum_owed(conn, me) if sells else (),
        to_give=sums(money for _, role, money in due if role == SELLER),
        buys=buys,
        debts=moneybook.sum_debts(conn, me) if buys else (),
        paid=moneybook.sum_paid(conn, me, season.since) if buys else (),
        to_get=sums(money for _, role, money in due if role != SELLER),
    )


def _load_income(turn: Turn, season: Season) -> Income:
    ahead = turn.now.astimezone(zone_of(turn.speaker.zone)).utcoffset() or timedelta(0)
    came = ledger.load_received(turn.conn, turn.person.id, season.since, ahead)
    return add_up(came, season, turn.speaker.currency)


def _due(order: Order, me: int) -> tuple[Order, str, Money]:
    """Tell what of an order goes back: the farmer gives what the provider does not."""
    role = order.role_of(me) or ""
    minor = order.back - order.back_by_card if role == SELLER else order.back
    return order, role, Money(minor, order.currency)


# -- lists


def _show_owed(turn: Turn, page: int, *before: Phrase) -> None:
    size = moneyscreens.PAGE
    found = store.load_owing(turn.conn, turn.person.id, skip=page * size, most=size + 1)
    more = len(found) > size
    turn.show(moneyscreens.show_owed(found[:size], page, *before, more=more))


def _show_debts(turn: Turn, page: int) -> None:
    size = moneyscreens.PAGE
    found = moneybook.load_debts(turn.conn, turn.person.id, skip=page * size, most=size + 1)
    turn.show(moneyscreens.show_debts(found[:size], page, more=len(found) > size))


def _show_back(turn: Turn) -> None:
    due = [_due(order, turn.person.id) for order in moneybook.load_back(turn.conn, turn.person.id)]
    turn.show(moneyscreens.show_back([each for each in due if each[2]]))


def _show_payers(turn: Turn) -> None:
    since = _season(turn).since
    found = ledger.load_payers(turn.conn, turn.person.id, since, _PAYERS + 1)
    turn.show(moneyscreens.show_payers(Payers(found[:_PAYERS], len(found) > _PAYERS)))


def _got(turn: Turn, order_id: int | None, page: int) -> None:
    """Note that the farmer has an order's money, and go on with the list."""
    order = store.load(turn.conn, order_id) if order_id else None
    if order is None or order.seller_id != turn.person.id:
        turn.toast(say("talk-not-yours"))
        return
    open_ = Money(order.owed or order.rest, order.currency)
    moved = moves.move(turn, order, "money")
    if isinstance(moved, Refused):
        refuse(turn, order, moved)
        return
    name = order.buyer_name or say("order-somebody")
    turn.toast(say("money-got", name=name, sum=open_))
    _show_owed(turn, page)


# -- the passport


def _give_passport(turn: Turn, span: str, *, as_rows: bool) -> None:
    season = season_until(turn.now, turn.speaker.zone, SPANS[span])
    most = passport.MOST
    lines = moneybook.load_sales(turn.conn, turn.person.id, season.since, most + 1)
    name = turn.person.called or ""
    today, zone = turn.speaker.today, turn.speaker.zone
    made = Passport(name, season, today, tuple(lines[:most]), zone, len(lines) > most)
    shown = (
        passport.show_file(made, turn.speaker.label) if as_rows else passport.show_sheet(made, span)
    )
    turn.say(shown)
