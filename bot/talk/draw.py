"""Pictures of flows as Mermaid text, made from the tables themselves."""

from collections.abc import Callable
from typing import Any

from bot.talk.flow import Condition, Flow, Row
from bot.text.phrase import Phrase, say


def draw(kind: type[Flow[Any]], label: Callable[[Phrase], str]) -> str:
    """Draw one flow: its questions from top to bottom, and when each is asked."""
    lines = ["flowchart TD", f"  start(({kind.name}))"]
    before, edge = "start", ""
    for row in kind.rows:
        lines += _node(kind, row, label)
        lines.append(f"  {before} {edge}--> {row.name}")
        if row.only_if is not None:
            lines.append(f"  {row.only_if.row.name} -. {_faces(row.only_if)} .-> {row.name}")
        before = row.name
    end = f"{kind.name}_sure" if kind.sums_up else f"{kind.name}_done"
    words = "everything read back: yes, or change any answer" if kind.sums_up else "done"
    return "\n".join([*lines, f'  {end}(["{words}"])', f"  {before} --> {end}"])


def _node(kind: type[Flow[Any]], row: Row[Any], label: Callable[[Phrase], str]) -> list[str]:
    words = _quoted(label(say(f"{kind.name}-{row.name}-ask")))
    shape = f'{row.name}["{words}"]' if not row.optional else f'{row.name}[/"{words}"/]'
    return [f"  {shape}"]


def _faces(condition: Condition) -> str:
    return '"' + " or ".join(sorted(condition.faces)) + '"'


def _quoted(text: str) -> str:
    return text.replace('"', "'").replace("\n", " ")
