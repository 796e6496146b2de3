"""What became of a call to the outside: every outcome is a value, none is an exception."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.store.outbound import Upload


@dataclass(frozen=True, slots=True)
class Sent:
    """Done; `result` is what came back."""

    result: Any = None


@dataclass(frozen=True, slots=True)
class Wait:
    """Too many requests: nothing more to this chat for so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Gone:
    """The chat cannot be reached again: blocked, deactivated, deleted, never started."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The call itself is wrong; repeating it would not help."""

    reason: str
    code: int = 400


@dataclass(frozen=True, slots=True)
class Unreachable:
    """No answer, or the other side is ill: worth trying again."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Nothing was left to do: the edit changes nothing, the tap is too old to answer."""


@dataclass(frozen=True, slots=True)
class Vanished:
    """The message to edit is not there, or cannot be edited any more."""


Delivery = Sent | Wait | Gone | Refused | Unreachable | Unchanged | Vanished

Call = Callable[[str, dict[str, Any], tuple[Upload, ...]], Awaitable[Delivery]]
