"""How a question looks: its words, its buttons, where one stands, and the ways out."""

from dataclasses import dataclass
from typing import Any

from bot.talk.asks import PAGE, Option
from bot.talk.buttons import Buttons, in_rows, turn_pages
from bot.talk.draft import Draft
from bot.talk.flow import SKIPPED, Doubt, Flow, Row
from bot.talk.message import Button, Message, Share
from bot.talk.tap import (
    BACK,
    CANCEL,
    CHANGE,
    HOME,
    LONGEST_KEYED,
    SHARE,
    YES,
    Tap,
    write_tap,
)
from bot.text.phrase import Phrase, say

EXAMPLE_AFTER = 2  # unclear answers before the row shows an example
PERSON_AFTER = 3  # unclear answers before a person is offered


@dataclass(frozen=True, slots=True)
class Look:
    """One question about to be shown: the flow with its answers, the draft, and what to add."""

    flow: Flow[Any]
    draft: Draft
    before: tuple[Phrase, ...] = ()
    page: int = 0
    options: tuple[Option, ...] | None = None

    def button(self, row: str, option: Option, *, meant: bool = False) -> Button:
        """Make a button that answers a row of this draft."""
        return Button(option.label, write_tap(Tap(self.draft.id, row, option.code, meant=meant)))

    def control(self, code: str, key: str) -> Button:
        """Make one of the draft's own buttons."""
        return Button(say(key), write_tap(Tap(self.draft.id, "", code)))


def show_row(look: Look, row: Row[Any]) -> Message:
    """Ask one question."""
    asking = look.flow.at(row)
    values = look.flow.about(row)
    example = look.draft.unclear >= EXAMPLE_AFTER or not _offered(look, row)
    lines = (
        *look.before,
        Phrase(asking.key("ask"), values),
        *look.flow.notes(row),
        *((Phrase(asking.key("example"), values),) if example else ()),
        *_progress(look, row),
    )
    return Message(lines, _row_buttons(look, row), listen=True)


def show_keypad(look: Look, row: Row[Any], keyed: str) -> Message:
    """Let a number be tapped together; what stands there so far is on the button that enters it."""
    asking = look.flow.at(row)

    def key(words: Phrase, after: str) -> Button:
        return Button(words, write_tap(Tap(look.draft.id, row.name, "", keyed=after)))

    def figures(keys: str) -> tuple[Button, ...]:
        full = len(keyed) >= LONGEST_KEYED
        return tuple(
            key(say("talk-key", key=each), keyed if full else keyed + each) for each in keys
        )

    entered = write_tap(Tap(look.draft.id, row.name, "", entered=keyed))
    last = (*figures(".0"), key(say("talk-key-back"), keyed[:-1]))
    enter = (Button(say("talk-key-enter", keyed=keyed), entered),) if keyed else ()
    pad = (*map(figures, ("123", "456", "789")), last, enter, _ways_out(look, row))
    lines = (*look.before, Phrase(asking.key("ask"), look.flow.about(row)), *_progress(look, row))
    return Message(lines, tuple(filter(None, pad)), listen=True)


def show_share(row: Row[Any]) -> Message:
    """Bring up the keyboard that shares a place or a phone number."""
    return Message(
        (say("talk-share-how"),),
        shares=tuple((Share(say(key), what),) for what, key in row.ask.shares()),
    )


def show_doubt(look: Look, row: Row[Any], doubt: Doubt) -> Message:
    """Ask whether a surprising answer is meant."""
    code = look.draft.answers[row.name]
    yes = look.button(row.name, Option(code, say("talk-meant")), meant=True)
    no = Button(say("talk-not-meant"), write_tap(Tap(look.draft.id, "", f"{CHANGE}:{row.name}")))
    return Message((*look.before, doubt.phrase), ((yes, no), _ways_out(look)), listen=True)


def show_summary(look: Look) -> Message:
    """Read every answer back, each with a change button, then yes."""
    flow, rows = look.flow, list(look.flow.path())
    lines = [flow.say_back(row) for row in rows]
    changes = [_change(look, row) for row in rows]
    return Message(
        (*look.before, say(f"{flow.name}-sure-ask"), None, *lines, *flow.card()),
        (
            *in_rows(changes),
            (look.control(YES, f"{flow.name}-sure-yes"),),
            _ways_out(look),
        ),
        photo=flow.picture(),
        listen=True,
    )


def _change(look: Look, row: Row[Any]) -> Button:
    key = f"{look.flow.name}-{row.name}-change"
    return look.control(f"{CHANGE}:{row.name}", key)


def _row_buttons(look: Look, row: Row[Any]) -> Buttons:
    offered = _offered(look, row)
    answers = [look.button(row.name, option) for option in _page_of(offered, look.page)]
    skip = (look.button(row.name, Option(SKIPPED, say("talk-skip"))),) if row.optional else ()
    person = look.draft.unclear >= PERSON_AFTER
    shares = (look.control(f"{SHARE}:{row.name}", key) for _, key in row.ask.shares())
    opened = write_tap(Tap(look.draft.id, row.name, "", keyed=""))
    extra = (
        tuple(shares),
        (Button(say("talk-keypad"), opened),) if row.ask.keypad else (),
        _pager(look, row, len(offered)),
        look.flow.ways(row),
        skip,
        (Button(say("talk-person"), "help.person"),) if person else (),
    )
    return tuple(filter(None, (*in_rows(answers, row.ask.columns), *extra, _ways_out(look, row))))


def _offered(look: Look, row: Row[Any]) -> tuple[Option, ...]:
    return look.options if look.options is not None else row.ask.options(look.flow.at(row))


def _page_of(options: tuple[Option, ...], page: int) -> tuple[Option, ...]:
    return options[page * PAGE : (page + 1) * PAGE]


def _pager(look: Look, row: Row[Any], count: int) -> tuple[Button, ...]:
    def to(page: int) -> str:
        return write_tap(Tap(look.draft.id, row.name, "", page=page))

    return turn_pages(look.page, to, more=count > (look.page + 1) * PAGE)


def _progress(look: Look, row: Row[Any]) -> tuple[Phrase, ...]:
    rows = [item.name for item in look.flow.path()]
    if len(rows) < 2:
        return ()
    return (say("talk-progress", at=rows.index(row.name) + 1, of=len(rows)),)


def _ways_out(look: Look, row: Row[Any] | None = None) -> tuple[Button, ...]:
    """Offer back, home and cancel: no back from the first question, no leaving a gate."""
    is_first = row is not None and row is next(look.flow.path())
    back = () if is_first else ((BACK, "talk-back"),)
    out = () if look.flow.is_gate() else ((HOME, "talk-home"), (CANCEL, "talk-cancel"))
    return tuple(look.control(code, key) for code, key in (*back, *out))
