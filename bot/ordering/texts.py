"""Every text orders are spoken of in, beyond those that follow from the tables of questions."""

from collections.abc import Iterable, Iterator

from bot.ordering.choices import UNTAPPED
from bot.ordering.conditions import REASONS
from bot.ordering.history import WHO
from bot.ordering.order import (
    ADMIN,
    BUYER,
    CLAIMED,
    CONFIRMED,
    DUE,
    HELD,
    MONEY_BACK,
    REFUND_DUE,
    RELEASED,
    SELLER,
    STATES,
)
from bot.ordering.rules import COMMANDS
from bot.ordering.standing import STOCKED
from bot.ordering.turns import NAMED
from bot.ordering.words import SENTENCES

Text = tuple[str, frozenset[str]]

_MARKET = {
    "": "near nothing all crops which-crop nowhere or-type type back gone gone-but own "
    "label-organic label-green",
    "crop": "near-crop nothing-crop",
    "crop amount rate seller place ready": "line",
    "rate kilo": "rate-kilo",
    "crop rate": "choice",
    "crop amount": "card",
    "rate": "price",
    "seller place": "seller",
    "day": "ready fresh",
    "amount total": "total order",
    "amount": "leap-less step-less step-more leap-more rest",
}
_BUYING = {
    "": "gone own whole where-full",
    "point at": "where-at",
    "rate seller": "choice",
    "rate": "new-price",
    "free": "less-there",
    "least": "least",
    "step": "step",
    "total": "total",
}
_COUNTER = {"ordered": "not-less", "": "same-price same-day"}
_ORDER = {
    "": "somebody more papers people history receipt map mine which none-fits never-ask forget-open no-now "
    "remind-nudge remind-pickup remind-giveback remind-escalate pay-by-cash pay-by-mobile pay-by-card pay-wait-buyer "
    "pay-wait-seller at-asked at-said at-paid-seller at-approved-buyer at-approved-seller at-declined-gone-seller "
    "at-cancelled-gone-seller at-pooled-cancelled-seller at-no_show-keep "
    "at-no_show-spoil at-no_show-over cash-paid photos sheet receipt-before",
    "paid": "pay-so-far",
    "refund": "receipt-less",
    "refund total": "part-off",
    "total": "receipt-net",
    "number before": "receipt-again",
    "words": "receipt-head",
    "order crop": "title",
    "amount rate total": "terms",
    "amount": "terms-before",
    "weighed amount": "weighed-buyer weighed-seller",
    "name": "buyer seller",
    "until place": "slot",
    "until": "by",
    "village place": "village",
    "code": "code",
    "reason": "because",
    "order": "numbered receipt-title photo-packed photo-handed",
    "state": "already",
    "at what": "line",
    "at what reason": "line-because",
    "at what who": "line-by",
    "at what who reason": "line-by-because",
    "account": "pay-to",
    "reference": "pay-reference",
    "crop amount": "receipt-what",
    "rate total": "receipt-sum",
    "seller buyer": "receipt-who",
    "at": "receipt-when",
}
_ORDERS = {
    "": "open open-none done done-none disputed disputed-none to-done to-open",
    "order amount name state": "line",
    "order crop": "button",
}
# Reasons nobody taps: what silence and contradiction come to.
_UNCHOSEN = ("not-happened", "disagree", "contested", "unheard", "part")
_PAYMENTS = (DUE, CLAIMED, CONFIRMED, HELD, RELEASED, REFUND_DUE, MONEY_BACK, "card-back")
_CLAIMED_OVER = ("claimed-over-buyer", "claimed-over-seller")
_POOLED = ("pooled", "unfilled")
_SILENT = frozenset(("miscode",))


def _listed(prefix: str, table: dict[str, str]) -> Iterator[Text]:
    for names, keys in table.items():
        for key in keys.split():
            yield f"{prefix}-{key}", frozenset(names.split())


def _plain(prefix: str, keys: Iterable[str], names: str = "") -> Iterator[Text]:
    return ((f"{prefix}-{key}", frozenset(names.split())) for key in dict.fromkeys(keys))


TEXTS: tuple[Text, ...] = (
    *_listed("buy", _MARKET),
    *_listed("buying", _BUYING),
    *_listed("counter", _COUNTER),
    ("handover-far", frozenset()),
    *_plain("snapshot-of", ("packed", "handed"), "order"),
    *_plain("snapshot", ("which-none", "not-kept")),
    *_plain("part", ("too-much", "left"), "total"),
    *_listed("order", _ORDER),
    *_listed("orders", _ORDERS),
    *_plain("order-state", STATES),
    *_plain("order-stock", STOCKED),
    *_plain(
        "order-at",
        (f"{state}-{role}" for state in (*STATES, *_POOLED) for role in (BUYER, SELLER)),
        "until",
    ),
    *_plain(
        "order-pay",
        (f"{each}-{role}" for each in _PAYMENTS for role in (BUYER, SELLER, ADMIN)),
        "total kind",
    ),
    *_plain("order-pay", _CLAIMED_OVER, "total kind"),
    *_plain("order-do", (name for name in COMMANDS if name not in UNTAPPED)),
    *_plain("order-line", (name for name in COMMANDS if name not in _SILENT)),
    *_plain("order-why", (*(code for codes in REASONS.values() for code in codes), *_UNCHOSEN)),
    *_plain("order-no", sorted(NAMED)),
    *_plain("order-word", SENTENCES),
    *_plain("order-who", WHO),
)
