"""Where an event goes: to the talk under way, to a command, a button's action, or a notice."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from bot import home
from bot.feature import (
    Act,
    Action,
    Begin,
    Command,
    Entry,
    Feature,
    FlowEntry,
    Home,
    Notice,
    OpenLink,
    Resume,
    Turn,
    Wish,
    may,
)
from bot.store import drafts
from bot.store.drafts import DraftRow
from bot.talk import tap as taps
from bot.talk.draft import Draft
from bot.talk.event import (
    CheckedOut,
    Commanded,
    Due,
    Edited,
    Event,
    InlineAsked,
    Paid,
    Pictured,
    Said,
    Tapped,
    Unreadable,
)
from bot.talk.message import CheckoutAnswer, InlineAnswer, Message, Toast, tell
from bot.talk.turn import Control, Scene, Turned, advance, ask, begin, offers
from bot.text.folding import fold
from bot.text.phrase import Phrase, say

CONTROLS = frozenset((taps.BACK, taps.CANCEL))
_LONGEST_LABEL = 40
# Words that mean this whatever is being asked.
ALWAYS = frozenset((*CONTROLS, "menu", "help", "stop", "unstop", "language"))


class Router:
    """All that the features add, found by name, and the way an event takes through it."""

    def __init__(self, features: Sequence[Feature]) -> None:
        self.features = tuple(features)

    @cached_property
    def flows(self) -> dict[str, FlowEntry]:
        return {entry.flow.name: entry for item in self.features for entry in item.flows}

    @cached_property
    def openers(self) -> tuple[FlowEntry, ...]:
        """The flows a sentence may start, in the order they hear it."""
        opening = (entry for entry in self.flows.values() if entry.opens)
        return tuple(sorted(opening, key=lambda entry: not entry.first))

    @cached_property
    def commands(self) -> dict[str, Command]:
        return {item.name: item for feature in self.features for item in feature.commands}

    @cached_property
    def actions(self) -> dict[str, Action]:
        return {item.verb: item for feature in self.features for item in feature.actions}

    @cached_property
    def notices(self) -> dict[str, Notice]:
        return {item.kind: item for feature in self.features for item in feature.notices}

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for item in self.features for entry in item.entries)

    def take(self, turn: Turn) -> None:
        """Let one event have its effect, and all the wishes it leaves."""
        turn.features = self.features
        event = self._as_command(turn, turn.event)
        turn.event = event
        if not self._is_early(event) and any(
            item.gate(turn) for item in self.features if item.gate is not None
        ):
            self._grant(turn)
            return
        self._route(turn, event)
        self._grant(turn)
        self._ask_again(turn)

    def _route(self, turn: Turn, event: Event) -> None:
        match event:
            case Due():
                self._notice(turn, event)
            case Commanded(name, words):
                self._command(turn, name, words)
            case Tapped(data):
                self._tap(turn, data)
            case InlineAsked() | CheckedOut() | Paid():
                self._outside(turn, event)
            case Said() if (entry := self._entry(turn, event)) is not None:
                turn.act(entry.data)
            case Edited():
                turn.say(tell(say("talk-edited")))
            case Unreadable():
                if not self._talk(turn, event):
                    turn.say(tell(say("talk-unreadable")))
            case _:
                if not self._talk(turn, event):
                    self._open(turn, event)

    def _as_command(self, turn: Turn, event: Event) -> Event:
        """Read the words that mean the same at any time as the commands they stand for."""
        if not isinstance(event, Said):
            return event
        meaning = turn.speaker.lexicon.get(fold(event.text))
        if meaning is None or meaning == taps.YES or self._is_answer(turn, event, meaning):
            return event
        return Commanded(meaning)

    def _entry(self, turn: Turn, said: Said) -> Entry | None:
        """Find the button of the first screen that the words name, unless they answer a question."""
        typed = fold(said.text)
        for entry in self.entries if 0 < len(typed) <= _LONGEST_LABEL else ():
            names = turn.speaker.names(say(f"home-{entry.name}"))
            if may(turn.person, entry.roles) and typed in map(fold, names):
                return None if self._is_answer(turn, said, entry.name) else entry
        return None

    def _is_answer(self, turn: Turn, event: Said, meaning: str) -> bool:
        """Whether the word of a command is also one of the answers now offered."""
        row = (
            None
            if meaning in ALWAYS
            else self._known(drafts.load_active(turn.conn, turn.person.id))
        )
        return row is not None and offers(self._scene(turn, row), event)

    def _is_early(self, event: Event) -> bool:
        match event:
            case Commanded(name):
                return name in self.commands and self.commands[name].early
            case Tapped(data):
                action = self.actions.get(data.partition(".")[0])
                return taps.read_tap(data) is not None or (action is not None and action.early)
            case Due() | InlineAsked() | CheckedOut() | Paid():
                return True
        return False

    # -- commands, actions, notices

    def _command(self, turn: Turn, name: str, words: str) -> None:
        command = self.commands.get(name)
        if name in CONTROLS:
            self._control(turn, name)
        elif command is None:
            turn.say(tell(say("talk-unknown-command")))
            turn.go_home()
        elif not may(turn.person, command.roles):
            turn.say(tell(say("talk-not-yours")))
        else:
            command.handle(turn, words)

    def _tap(self, turn: Turn, data: str) -> None:
        if taps.read_tap(data) is not None:
            self._talk(turn, turn.event)
            return
        verb, *parts = data.split(".")
        action = self.actions.get(verb)
        if action is None:
            turn.toast(say("talk-already"))
        elif not may(turn.person, action.roles):
            turn.toast(say("talk-not-yours"))
        else:
            action.handle(turn, *parts)

    def _notice(self, turn: Turn, due: Due) -> None:
        notice = self.notices.get(due.kind)
        if notice is None:
            return
        if notice.quiet and not turn.is_awake(turn.person):
            turn.plan(due.kind, due.ref, turn.waking(turn.person), facts=due.facts)
            return
        notice.handle(turn, due)

    def _outside(self, turn: Turn, event: InlineAsked | CheckedOut | Paid) -> None:
        """Take what happens beside the talk: what waits for an answer always gets one."""
        for feature in self.features:
            match event:
                case InlineAsked() if feature.inline:
                    feature.inline(turn, event)
                case CheckedOut() if feature.checkout:
                    feature.checkout(turn, event)
                case Paid() if feature.paid:
                    feature.paid(turn, event)
        if turn.outgoing:
            return
        match event:
            case InlineAsked(query):
                turn.reply(InlineAnswer(query, ()))
            case CheckedOut(query):
                turn.reply(CheckoutAnswer(query, say("talk-checkout-off")))

    def _open(self, turn: Turn, event: Event) -> None:
        """Take words out of the blue: a sentence that starts a flow, else show the way."""
        if isinstance(event, Said) and self._start(turn, event.text):
            return
        if isinstance(event, Pictured) and (
            self._take_photo(turn, event) or self._start(turn, event.caption)
        ):
            return
        if isinstance(event, Said) and self._take_words(turn, event):
            return
        turn.say(tell(say("talk-lost")))
        turn.go_home()

    def _start(self, turn: Turn, words: str) -> bool:
        """Begin the talk a sentence, or what is written under a photo, starts."""
        if fold(words) in turn.speaker.lexicon:
            return False
        for entry in self.openers:
            heard = may(turn.person, entry.roles) and entry.flow.hear(words, turn.speaker)
            if heard:
                turn.begin(entry.flow.name, **heard)
                return True
        return False

    def _take_photo(self, turn: Turn, event: Pictured) -> bool:
        takers = (item.pictured for item in self.features if item.pictured is not None)
        return any(take(turn, event) for take in takers)

    def _take_words(self, turn: Turn, event: Said) -> bool:
        takers = (item.heard for item in self.features if item.heard is not None)
        return any(take(turn, event) for take in takers)

    # -- the talk under way

    def _control(self, turn: Turn, name: str) -> None:
        row = drafts.load_active(turn.conn, turn.person.id)
        if row is None:
            turn.go_home()
        else:
            scene = self._scene(turn, row)
            self._keep(turn, row, advance(scene, Control(name)))

    def _talk(self, turn: Turn, event: Event) -> bool:
        """Go on with the talk under way; False when there is none."""
        row = self._draft_for(turn, event)
        if row is None:
            if isinstance(event, Tapped):
                turn.toast(say("talk-already"))
            return isinstance(event, Tapped)
        self._keep(turn, row, self._advance(turn, row, event))
        return True

    def _advance(self, turn: Turn, row: DraftRow, event: Event) -> Turned:
        """Take a step; where it changes what the facts are about, with those of the new answer."""
        entry, scene = self.flows[row.flow], self._scene(turn, row)
        turned = advance(scene, event)
        told = turned.draft.answers if turned.draft else row.answers
        if all(told.get(name) == row.answers.get(name) for name in entry.about):
            return turned
        return advance(replace(scene, facts=entry.facts(turn, told)), event)

    def _draft_for(self, turn: Turn, event: Event) -> DraftRow | None:
        """Find the draft an event is about; tapping a parked one takes it up again."""
        active = drafts.load_active(turn.conn, turn.person.id)
        tap = taps.read_tap(event.data) if isinstance(event, Tapped) else None
        if tap is None or (active and active.id == tap.draft):
            return self._known(active)
        parked = drafts.load(turn.conn, tap.draft)
        if parked is None or parked.person_id != turn.person.id:
            return self._known(active) if active else None
        drafts.park_active(turn.conn, turn.person.id)
        return self._known(replace(parked, state=drafts.ACTIVE))

    def _known(self, row: DraftRow | None) -> DraftRow | None:
        return row if row and row.flow in self.flows else None

    def _scene(self, turn: Turn, row: DraftRow) -> Scene:
        entry = self.flows[row.flow]
        facts = entry.facts(turn, row.answers)
        draft = Draft(row.id, row.flow, row.answers, row.editing, row.unclear)
        return Scene(entry.flow, facts, turn.speaker, draft)

    def _keep(self, turn: Turn, row: DraftRow, turned: Turned, *, is_saved: bool = False) -> None:
        """Save what a step gave, say it, and carry out a finished command."""
        for item in turned.says:
            _utter(turn, item)
        if turned.draft is None:
            drafts.delete(turn.conn, row.id)
            turn.cancel(home.NUDGE, row.id, turn.person)
        elif not is_saved:
            self._save(turn, row, turned.draft)
        if turned.command is not None:
            self._finish(turn, self.flows[row.flow], turned.command)
        if turned.home:
            if turned.draft is not None:
                drafts.park_active(turn.conn, turn.person.id)
            turn.go_home()

    def _finish(self, turn: Turn, entry: FlowEntry, command: object) -> None:
        """Carry out what a talk came to, by somebody who still may."""
        if may(turn.person, entry.roles):
            entry.finish(turn, command)
        else:
            turn.toast(say("talk-not-yours"))

    def _save(self, turn: Turn, row: DraftRow, draft: Draft) -> None:
        drafts.save(
            turn.conn,
            replace(
                row,
                answers=dict(draft.answers),
                editing=draft.editing,
                unclear=draft.unclear,
                touched_at=turn.now,
            ),
        )

    def _ask_again(self, turn: Turn) -> None:
        """Ask whoever was told something in the middle of a talk their question again."""
        told = {item.person.id: item.person for item in turn.outgoing}
        is_notice = isinstance(turn.event, Due) and turn.event.kind != home.NUDGE
        if not is_notice:
            told.pop(turn.person.id, None)
        for person in told.values():
            row = self._known(drafts.load_active(turn.conn, person.id))
            if row is not None:
                theirs = replace(turn, person=person, speaker=turn.speaker_of(person), outgoing=[])
                for item in ask(self._scene(theirs, row)).says:
                    if isinstance(item, Message):
                        turn.say(item, person)

    # -- wishes

    def _grant(self, turn: Turn) -> None:
        """Carry out what handlers wished for; a wish may leave another."""
        for _ in range(5):
            if not turn.wishes:
                return
            wishes, turn.wishes = turn.wishes, []
            for wish in wishes:
                self._wish(turn, wish)

    def _wish(self, turn: Turn, wish: Wish) -> None:
        match wish:
            case Begin():
                self._begin(turn, wish)
            case Resume(draft, before):
                self._resume(turn, draft, before)
            case Home():
                self._home(turn)
            case Act(data) if data.partition(".")[0] in self.actions:
                self._tap(turn, data)
            case Act():
                self._home(turn)
            case OpenLink(payload):
                self._open_link(turn, payload)

    def _open_link(self, turn: Turn, payload: str) -> None:
        prefix, _, rest = payload.partition("_")
        handle = next((item.links[prefix] for item in self.features if prefix in item.links), None)
        if handle is None:
            self._home(turn)
        else:
            handle(turn, rest)

    def _begin(self, turn: Turn, wish: Begin) -> None:
        if wish.flow not in self.flows:
            self._home(turn)
            return
        drafts.park_active(turn.conn, turn.person.id)
        person_id = turn.person.id
        row = drafts.save(
            turn.conn,
            DraftRow(person_id, wish.flow, turn.now, turn.now, answers=dict(wish.answers)),
        )
        turn.plan(home.NUDGE, row.id, turn.now + home.NUDGE_AFTER, drop_after=home.DRAFT_LIFE)
        # Asking the first question changes no answer.
        self._keep(turn, row, begin(self._scene(turn, row), *wish.before), is_saved=True)

    def _home(self, turn: Turn) -> None:
        parked = drafts.load_parked(turn.conn, turn.person.id)
        known = [row for row in parked if row.flow in self.flows]
        turn.show(home.show_home(turn.person, self.entries, known))

    def _resume(self, turn: Turn, draft: int, before: tuple[Phrase, ...]) -> None:
        """Ask the current question of a draft again, as the talk under way."""
        row = self._known(drafts.load(turn.conn, draft))
        if row is None or row.person_id != turn.person.id:
            turn.toast(say("talk-already"))
            return
        if row.state != drafts.ACTIVE:
            drafts.park_active(turn.conn, turn.person.id)
            row = replace(row, state=drafts.ACTIVE)
        self._keep(turn, row, ask(self._scene(turn, row), *before))


def _utter(turn: Turn, item: Message | Toast) -> None:
    if isinstance(item, Toast):
        if item.text:
            turn.toast(item.text, alert=item.alert)
    elif item.shares or item.unshare:
        turn.say(item)
    else:
        turn.show(item)
