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
from bot.outbox.marks import Hooks
from bot.outbox.outbox import Outbox
from bot.store.outbound import Queued, Send, Upload, queue

__all__ = [
    "Call",
    "Delivery",
    "Gone",
    "Hooks",
    "Outbox",
    "Queued",
    "Refused",
    "Send",
    "Sent",
    "Unchanged",
    "Unreachable",
    "Upload",
    "Vanished",
    "Wait",
    "queue",
]
