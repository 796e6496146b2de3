"""Messages out: urgent ones first, each chat's in order, at the pace allowed, none lost."""

from bot.outbox.delivery import (
    Call,
    Delivery,
    Gone,
    Refused,
    Sent,
    Unchanged,
    Unreachable,
    Vanished,
    Wait,
)
from bot.outbox.outbox import Outbox

__all__ = [
    "Call",
    "Delivery",
    "Gone",
    "Outbox",
    "Refused",
    "Sent",
    "Unchanged",
    "Unreachable",
    "Vanished",
    "Wait",
]
