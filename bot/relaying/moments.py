"""Moments of a trade at which people are cheated: a newcomer's first order, another account."""

from sqlalchemy import Connection, Integer, bindparam, select

from bot.feature import Addition, Notice, Turn
from bot.ordering import news
from bot.ordering import store as orders
from bot.ordering.order import PLACED, SELLER, Order
from bot.relaying import judging, screens
from bot.store.persons import Person
from bot.store.schema import Id
from bot.talk.event import Due

ACCOUNT = "relay-account"
_MOST = 50  # buyers who are told of another account

_ORDERS = orders.orders.c
DEALT = (
    select(_ORDERS.id)
    .where(
        _ORDERS.buyer_id == bindparam("buyer", type_=Id),
        _ORDERS.seller_id == bindparam("seller", type_=Id),
        _ORDERS.id < bindparam("before", type_=Id),
    )
    .limit(1)
)
OWING = (
    select(_ORDERS.id)
    .where(
        _ORDERS.seller_id == bindparam("seller", type_=Id),
        orders.IS_OWING,
        _ORDERS.pay_to == bindparam("account"),
    )
    .limit(bindparam("most", type_=Integer))
)


# -- a newcomer's first order


def beside_order(turn: Turn, beheld: news.Beheld) -> Addition:
    """Tell a farmer, while the yes is still to be given, that the buyer only just came."""
    order = beheld.order
    if beheld.role != SELLER or order.state != PLACED:
        return Addition()
    buyer = turn.other(order.buyer_id)
    if not judging.is_new(buyer.created_at, turn.now) or _has_dealt(turn.conn, order):
        return Addition()
    return Addition((screens.newcomer_line(buyer.created_at),))


def _has_dealt(conn: Connection, order: Order) -> bool:
    """Whether the buyer ordered from this farmer before."""
    keys = {"buyer": order.buyer_id, "seller": order.seller_id, "before": order.id}
    return conn.execute(DEALT, keys).first() is not None


# -- another account


def tell_account(turn: Turn, changed: news.AccountChanged) -> None:
    """Tell who still pays to a farmer's account of before that there is another one now."""
    keys = {"seller": changed.person_id, "account": changed.before, "most": _MOST}
    for order_id in turn.conn.execute(OWING, keys).scalars().all():
        order = orders.load(turn.conn, order_id)
        if order is not None and order.owed:
            _tell(turn, order, turn.other(order.buyer_id), changed.after)


def _tell(turn: Turn, order: Order, buyer: Person, after: str) -> None:
    if turn.is_awake(buyer):
        turn.say(screens.show_account(order, after), buyer)
    else:
        turn.plan(ACCOUNT, order.id, turn.waking(buyer), person=buyer, facts=after)


def _waited(turn: Turn, due: Due) -> None:
    order = orders.load(turn.conn, int(due.ref))
    if order is not None and order.owed and order.pay_to != due.facts:
        turn.say(screens.show_account(order, due.facts), turn.person)


NOTICES = (Notice(ACCOUNT, _waited),)
