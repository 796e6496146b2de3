"""Every text ads are spoken of in, beyond those that follow from the tables of questions."""

from collections.abc import Iterator

from bot.wanting.shares import RULES
from bot.wanting.want import BEARERS, STATES

Text = tuple[str, frozenset[str]]

_WANTING = {
    "": "all no-limit you-taken you-not for-farmers mine mine-none asked asked-none new up "
    "thanks not-there too-soon close-ask",
    "crop amount": "title",
    "rate": "limit",
    "day": "by",
    "place km": "where",
    "until": "ask",
    "missing": "more-ask",
    "missing until": "is-part",
    "amount rate day until": "you-offered",
    "farmer amount rate km day": "offer",
    "offers asked until": "is-offered",
    "asked until": "is-open",
    "link": "share",
    "crop": "muted",
    "crop amount state": "item-mine item-asked",
}
_IS = "filled failed closed"
_DO = "see gather share close end keep all some no mute unmute change back pool fill"
_NO = "buyer many not-yours closed not-asked amount dear day pooled taken gone changed too-little"
_NEWS = "offers remind filled failed part lapsed spare closed gathered lacks more added settled"
_POOL = {
    "": "card-waits card-share card-unfilled filled failed closed",
    "bar got of": "fill",
    "crop amount": "title",
    "farmers least until": "open",
    "missing": "lacks",
    "farmer amount rate net": "member-given member-promised member-agreed",
    "many": "others",
    "cost rate": "cost",
}
_SLIP = {
    "": "all",
    "order farmer": "title",
    "crop amount rate total": "produce",
    "cost": "transport",
    "net": "net",
    "amount all": "of",
}
_HEADS = "farmer amount price produce transport net"
_PLEDGE = {
    "": "then-one then-pool then-late",
    "amount": "most",
    "rate": "dear",
    "day": "late",
    "total": "total",
}


def _listed(prefix: str, table: dict[str, str]) -> Iterator[Text]:
    for names, keys in table.items():
        for key in keys.split():
            yield f"{prefix}-{key}", frozenset(names.split())


def _plain(prefix: str, keys: str) -> Iterator[Text]:
    return ((f"{prefix}-{key}", frozenset()) for key in keys.split())


TEXTS: tuple[Text, ...] = (
    ("want-words-limit", frozenset()),
    *_listed("wanting", _WANTING),
    *_plain("wanting-is", _IS),
    *_plain("wanting-do", _DO),
    ("wanting-do-order", frozenset(("farmer", "amount"))),
    ("wanting-do-take", frozenset(("farmer", "amount", "total"))),
    *_plain("wanting-no", _NO),
    *_plain("wanting-news", _NEWS),
    *_plain("wanting-word", " ".join(STATES)),
    *_listed("pool", _POOL),
    *_plain("pool-rule", " ".join(RULES)),
    *((f"pool-transport-{bearer}", frozenset(("cost",))) for bearer in BEARERS),
    *_listed("slip", _SLIP),
    *_plain("slip-head", _HEADS),
    *_listed("pledge", _PLEDGE),
)
