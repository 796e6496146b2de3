"""Where an event goes: to the talk, a command, a button's action or a notice; then what these wish for."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection

from bot import home
from bot.conversation import Conversation
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
from bot.talk import tap as taps
from bot.talk.event import (
    CheckedOut,
    Commanded,
    Documented,
    Due,
    Edited,
    Event,
    InlineAsked,
    Paid,
    Pictured,
    Said,
    Tapped,
    Unreadable,
    Voiced,
)
from bot.talk.message import CheckoutAnswer, InlineAnswer, tell
from bot.text.folding import fold
from bot.text.phrase import say

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
    def conversation(self) -> Conversation:
        return Conversation(self.flows)

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

    def land(self, conn: Connection, landed: Sequence[tuple[str, str, str]], now: datetime) -> None:
        """Tell the features what became of the messages they marked."""
        for feature in self.features:
            own = [each for each in landed if each[0].startswith(f"{feature.name}.")]
            if own and feature.lands is not None:
                feature.lands(conn, own, now)

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
        if not self._take_forwarded(turn, event):
            self._route(turn, event)
        self._grant(turn)
        self.conversation.ask_again(turn)

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
            case Unreadable() | Documented():
                if not self.conversation.go_on(turn, event):
                    turn.say(tell(say("talk-unreadable")))
            case _:
                if not self.conversation.go_on(turn, event):
                    self._open(turn, event)

    def _as_command(self, turn: Turn, event: Event) -> Event:
        """Read the words that mean the same at any time as the commands they stand for."""
        if not isinstance(event, Said) or event.forwarded:
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
        return meaning not in ALWAYS and self.conversation.offers(turn, event)

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
            self.conversation.control(turn, name)
        elif command is None:
            turn.say(tell(say("talk-unknown-command")))
            turn.go_home()
        elif not may(turn.person, command.roles):
            turn.say(tell(say("talk-not-yours")))
        else:
            command.handle(turn, words)

    def _tap(self, turn: Turn, data: str) -> None:
        if taps.read_tap(data) is not None:
            self.conversation.go_on(turn, turn.event)
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

    def _take_forwarded(self, turn: Turn, event: Event) -> bool:
        """Let what somebody else wrote be looked at, unless it answers a question."""
        if not isinstance(event, Said | Pictured | Voiced | Documented) or not event.forwarded:
            return False
        if self.conversation.awaits(turn, event):
            return False
        takers = (item.forwarded for item in self.features if item.forwarded is not None)
        return any(take(turn, event) for take in takers)

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
            case Begin(flow) if flow in self.flows:
                self.conversation.begin(turn, wish)
            case Begin():
                self._home(turn)
            case Resume(draft, before):
                self.conversation.resume(turn, draft, before)
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

    def _home(self, turn: Turn) -> None:
        parked = drafts.load_parked(turn.conn, turn.person.id)
        known = [row for row in parked if self.conversation.known(row)]
        turn.show(home.show_home(turn.person, self.entries, known))
