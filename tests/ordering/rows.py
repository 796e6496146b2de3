"""Rows of the table of orders by name, and which of them moved orders."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from bot.ordering import moves
from bot.ordering.conditions import Given
from bot.ordering.order import Order
from bot.ordering.rules import Moved, Refused, Step, decide


def name_row(step: Step, state: str, role: str) -> str:
    """Name what a row did to an order: `2 accept seller placed>accepted`."""
    stock = f" {step.stock}" if step.stock else ""
    return f"{step.law} {step.command} {role} {state}>{step.to or state}{stock}"


def names_of(step: Step) -> Iterator[str]:
    """Give every name a row can have."""
    return (name_row(step, state, role) for state in step.at for role in step.by)


def record(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Have every row that moves an order from now on noted by its name."""
    taken: set[str] = set()

    def deciding(
        order: Order, command: str, role: str | None, now: datetime, given: Given | None = None
    ) -> Moved | Refused:
        decision = decide(order, command, role, now, given)
        if isinstance(decision, Moved):
            taken.add(name_row(decision.step, order.state, role or ""))
        return decision

    monkeypatch.setattr(moves, "decide", deciding)
    return taken
