"""Every text said between two sides of an order under a key no flow gives away, with its values."""

from collections.abc import Iterator

from bot.relaying.letters import BACK, KINDS

Text = tuple[str, frozenset[str]]

_RELAY = {
    "": "write answer again order list numbers mute unmute report hidden nobody erased place "
    "no-contact no-such tap-phone own-phone phone-share over "
    "unmuted numbers-refused numbers-ended numbers-quiet do-propose "
    "do-agree do-refuse do-mynumber do-unshare "
    "warn warn-scam warn-stop warn-check held show vouch vouched",
    "why": "warn-why",
    "order rest": "unpaid",
    "since": "newcomer",
    "name order before after": "account",
    "name order": "from-buyer from-seller muted numbers-wish held-code held-remote",
    "name": "sent kept looked mute-all muted-all numbers-hidden numbers-asked numbers-give numbers-wait",
    "order": "title none evidence",
    "more order": "more",
    "at name words": "line",
    "at name": "head",
    "kind words": "with",
    "at": "enough",
    "phone": "numbers-mine",
    "name phone": "numbers-theirs",
}


def _listed(prefix: str, table: dict[str, str]) -> Iterator[Text]:
    for names, keys in table.items():
        for key in keys.split():
            yield f"{prefix}-{key}", frozenset(names.split())


TEXTS: tuple[Text, ...] = (
    *_listed("relay", _RELAY),
    *((f"relay-open-{kind}", frozenset({"at"})) for kind in (*KINDS, BACK)),
)
