"""Misbehaviour on purpose: which calls it strikes, how often and how."""

import random
from dataclasses import dataclass
from typing import Any

from bot.sandbox.call import Call
from bot.sandbox.refusals import BLOCKED, CHAT_NOT_FOUND, Refused, bad, forbidden, too_many

REFUSALS = frozenset({"429", "403", "400", "500", "502"})
KINDS = REFUSALS | {"timeout", "drop", "slow", "accept_then_drop", "garbage"}
DELAYS = {"timeout": 30.0, "slow": 1.0}


@dataclass
class Fault:
    kind: str
    method: str = ""
    chat_id: str = ""
    times: int = 1
    retry_after: int = 1
    delay: float = 0.0
    probability: float = 1.0
    description: str = ""

    def strikes(self, call: Call) -> bool:
        if self.method and self.method.lower() != call.method.lower():
            return False
        if self.chat_id and self.chat_id != str(call.args.get("chat_id")):
            return False
        return self.probability >= 1 or random.random() < self.probability  # noqa: S311

    def refusal(self) -> Refused | None:
        """Give the answer of a fault that is one; None when it does something else."""
        match self.kind:
            case "429":
                return too_many(self.retry_after)
            case "403":
                return forbidden(self.description or BLOCKED)
            case "400":
                return bad(self.description or CHAT_NOT_FOUND)
            case "500":
                return Refused(500, "Internal Server Error")
            case "502":
                return Refused(502, "Bad Gateway")
        return None

    def shown(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if value != ""}


def read_fault(value: dict[str, Any]) -> Fault:
    """Read a fault, or raise ValueError with a sentence for whoever asked."""
    kind = str(value.get("kind", ""))
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(sorted(KINDS))}")
    return Fault(
        kind=kind,
        method=str(value.get("method") or ""),
        chat_id=str(value.get("chat_id") or ""),
        times=int(value.get("times", 1)),
        retry_after=int(value.get("retry_after", 1)),
        delay=float(value.get("delay", DELAYS.get(kind, 0.0))),
        probability=float(value.get("probability", 1.0)),
        description=str(value.get("description") or ""),
    )


class Faults:
    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        if fault.times:
            self.waiting.append(fault)

    def strike(self, call: Call) -> Fault | None:
        """Find the first fault that strikes this call, used up once."""
        for fault in self.waiting:
            if fault.strikes(call):
                self._use(fault)
                return fault
        return None

    def _use(self, fault: Fault) -> None:
        if fault.times > 0:
            fault.times -= 1
            if not fault.times:
                self.waiting.remove(fault)

    def clear(self) -> None:
        self.waiting.clear()
