"""Decisions about talking through the bot: who may write to whom, how long, how much."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta

from bot.guarding.mask import Masked, mask, mask_links
from bot.ordering.order import BUYER, SELLER, Order
from bot.relaying.letters import REFUSED, Brought, Shared

AFTER = timedelta(hours=48)  # how long one may still write about an order that is over
HOUR = timedelta(hours=1)
MOST = 20  # letters about one order and hour
LONGEST = 4096  # what one message of Telegram can hold
ASK_AGAIN = timedelta(hours=24)
AT_ONCE = 5  # letters shown one by one in the morning; the others wait on a list

_PHONE = re.compile(r"\+?\d{7,15}")


def may_write(order: Order, role: str | None, now: datetime) -> bool:
    """Whether somebody may write about an order: both sides, until two days after its end."""
    is_side = role in {BUYER, SELLER}
    return is_side and (order.is_open or now < order.moved_at + AFTER)


def free_again(at: datetime | None, now: datetime) -> datetime | None:
    """Say when one may write again whose twentieth letter from the last was at this moment."""
    return at + HOUR if at is not None and now < at + HOUR else None


def tidy(brought: Brought, order: Order, now: datetime, *, agreed: bool) -> tuple[Brought, bool]:
    """Hide what leads around the market; with both agreed only web addresses stay hidden."""
    masked = _masked(brought.words, {order.number}, now, agreed=agreed)
    kept = Brought(brought.kind, masked.text, brought.file, brought.lat_e6, brought.lon_e6)
    return kept, masked.hidden


def _masked(words: str, keep: Collection[str], now: datetime, *, agreed: bool) -> Masked:
    return mask_links(words) if agreed else mask(words, now.year, keep)


def may_ask(shared: Shared | None, now: datetime) -> bool:
    """Whether numbers may be proposed; after a no it is quiet for a day."""
    if shared is None or shared.state == "ended":
        return True
    return shared.state == REFUSED and now >= shared.at + ASK_AGAIN


def tidy_phone(phone: str) -> str | None:
    """Give a phone number as it is dialled from anywhere; None for what is none."""
    plain = re.sub(r"[^\d+]", "", phone)
    if not _PHONE.fullmatch(plain):
        return None
    return plain if plain.startswith(("+", "0")) else f"+{plain}"


def first_name(name: str) -> str:
    """Give the first of somebody's names, which is all the other side sees at first."""
    return next(iter(name.split()), "")
