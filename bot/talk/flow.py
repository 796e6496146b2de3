"""A flow: a table of questions. The current one is the first that applies and has no good answer.

Rows are class attributes, read from top to bottom; on a flow with answers the same names give
the answers, typed. A condition can name only rows above it, so every flow ends.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar, cast, overload

from bot.talk.asks import Ask, Asking, Code
from bot.talk.message import Button
from bot.talk.speaker import Speaker
from bot.text.phrase import Phrase, say

T = TypeVar("T")
F = TypeVar("F")

SKIPPED: Code = ""  # the answer to an optional question that was passed over


@dataclass(frozen=True, slots=True)
class Doubt:
    """An answer that may be a slip: taken once the person says it is meant."""

    phrase: Phrase


Verdict = Phrase | Doubt | None


class Condition:
    """When a row applies: an earlier row was answered with one of these faces."""

    def __init__(self, row: "Row[Any]", faces: frozenset[str]) -> None:
        self.row = row
        self.faces = faces

    def holds(self, answers: "Flow[Any]") -> bool:
        if not self.row.applies(answers):
            return False
        value = answers.value(self.row)
        return value is not None and self.row.ask.face(value) in self.faces


class Row(Generic[T]):
    """One question of a flow; on an instance, its answer."""

    name: str

    def __init__(
        self,
        ask: Ask[Any],
        check: Callable[[Any, Any], Verdict] | None,
        only_if: Condition | None,
        *,
        optional: bool,
    ) -> None:
        self.ask = ask
        self.check = check
        self.only_if = only_if
        self.optional = optional

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, flow: None, owner: type) -> "Row[T]": ...
    @overload
    def __get__(self, flow: "Flow[Any]", owner: type) -> T: ...
    def __get__(self, flow: "Flow[Any] | None", owner: type) -> "Row[T] | T":
        return self if flow is None else cast("T", flow.value(self))

    def is_(self, *faces: str) -> Condition:
        """Apply a later row when this one was answered so."""
        unknown = set(faces) - set(self.ask.faces())
        if unknown:
            raise ValueError(f"no answer of this row looks like {sorted(unknown)}")
        return Condition(self, frozenset(faces))

    def is_not(self, *faces: str) -> Condition:
        """Apply a later row when this one was answered otherwise."""
        return Condition(self, frozenset(self.ask.faces()) - set(faces))

    def applies(self, answers: "Flow[Any]") -> bool:
        return self.only_if is None or self.only_if.holds(answers)


def row(
    ask: Ask[T],
    *,
    check: Callable[[T, Any], Verdict] | None = None,
    only_if: Condition | None = None,
) -> Row[T]:
    """Declare a question that must be answered.

    `check(answer, so_far)` gives what is wrong with a readable answer, or a doubt, or None.
    """
    return Row(ask, check, only_if, optional=False)


def optional(
    ask: Ask[T],
    *,
    check: Callable[[T, Any], Verdict] | None = None,
    only_if: Condition | None = None,
) -> Row[T | None]:
    """Declare a question that may be passed over; passed over, its answer is None."""
    return Row(ask, check, only_if, optional=True)


@dataclass(frozen=True, slots=True)
class Missing:
    """A row has no answer, or none that still reads."""


MISSING = Missing()


class Flow(Generic[F]):
    """Answers so far to one table of questions, with the facts they are judged by."""

    name: ClassVar[str]
    rows: ClassVar[tuple[Row[Any], ...]]
    sums_up: ClassVar[bool] = True

    def __init_subclass__(cls, name: str = "", *, sums_up: bool = True, **kwargs: Any) -> None:
        """Name the flow. `sums_up=False` is for one harmless answer that needs no reading back."""
        super().__init_subclass__(**kwargs)
        cls.name = name or cls.__name__.lower()
        cls.sums_up = sums_up
        cls.rows = tuple(item for item in vars(cls).values() if isinstance(item, Row))

    def __init__(
        self,
        answers: Mapping[str, Code],
        facts: F,
        speaker: Speaker,
        sure: frozenset[str] = frozenset(),
    ) -> None:
        self.answers = answers
        self.facts = facts
        self.speaker = speaker
        self.sure = sure
        self._values: dict[str, Any] = {}

    def done(self) -> Any:
        """Give the command all answers together make; reads only rows on the path."""
        raise NotImplementedError

    def about(self, row: Row[Any]) -> dict[str, object]:
        """Fill the placeholders of a row's texts, beyond its answer."""
        return {}

    def card(self) -> tuple[Phrase, ...]:
        """Add lines to the summary: totals, what happens next."""
        return ()

    def notes(self, row: Row[Any]) -> tuple[Phrase, ...]:
        """Add lines under a question that help to answer it."""
        return ()

    def ways(self, row: Row[Any]) -> tuple[Button, ...]:
        """Add buttons under a question that lead elsewhere; the talk waits meanwhile."""
        return ()

    def is_gate(self) -> bool:
        """Whether this must be answered before anything else can be done: no way home is shown."""
        return False

    def picture(self) -> str | None:
        """Show a photo with the summary, by its file id."""
        return None

    @classmethod
    def hear(cls, text: str, speaker: Speaker) -> dict[str, Code]:
        """Read several answers from one sentence; none where it is not such a sentence."""
        return {}

    def hear_more(self, text: str) -> dict[str, Code]:
        """Read several answers from words said in the middle of the talk, given those before."""
        return self.hear(text, self.speaker)

    @classmethod
    def examples(cls) -> tuple[F, ...]:
        """Give facts to walk the flow with where there is no database: `check` and `talk` do."""
        raise NotImplementedError(f"{cls.__name__}.examples")

    @classmethod
    def row(cls, name: str) -> Row[Any] | None:
        """Find a row by name."""
        return next((item for item in cls.rows if item.name == name), None)

    def at(self, row: Row[Any]) -> Asking:
        """Stand before a row."""
        return Asking(self.name, row.name, self.speaker, self)

    def value(self, row: Row[Any]) -> Any:
        """Give a row's answer; None when there is none, or it was passed over."""
        if row.name not in self._values:
            code = self.answers.get(row.name)
            self._values[row.name] = row.ask.decode(code, self.at(row)) if code else None
        return self._values[row.name]

    def say_back(self, row: Row[Any]) -> Phrase:
        """Say a row's answer as a line of the summary: `sell-price-label` or `...-none`."""
        asking, value = self.at(row), self.value(row)
        if value is None:
            return say(asking.key("none"))
        return say(asking.key("label"), value=row.ask.show(value, asking))

    def path(self) -> Iterator[Row[Any]]:
        """Walk the rows that apply, given the answers so far."""
        return (item for item in self.rows if item.applies(self))

    def problem(self, row: Row[Any]) -> Missing | Phrase | Doubt | None:
        """Say what keeps a row's answer from being good; None when it is good."""
        code = self.answers.get(row.name)
        if code == SKIPPED and row.optional:
            return None
        value = self.value(row)
        if value is None:
            return MISSING
        verdict = row.check(value, self) if row.check else None
        if isinstance(verdict, Doubt) and f"{row.name}={code}" in self.sure:
            return None
        return verdict

    def asking(self) -> Row[Any] | None:
        """Give the current question: the whole secret of the engine."""
        return next((item for item in self.path() if self.problem(item)), None)
