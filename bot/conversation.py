"""The talk under way: the draft an event is about, its next step, and where it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot import home
from bot.feature import Begin, FlowEntry, Outgoing, Turn, may
from bot.store import drafts
from bot.store.drafts import DraftRow
from bot.talk import tap as taps
from bot.talk.draft import Draft
from bot.talk.event import Due, Event, Said, Tapped
from bot.talk.message import Message, Toast
from bot.talk.turn import Control, Scene, Turned, advance, ask, begin, offers
from bot.text.phrase import Phrase, say


@dataclass(frozen=True, slots=True)
class Conversation:
    """Takes a person's talk from question to question; it knows the flows by name."""

    flows: Mapping[str, FlowEntry]

    def known(self, row: DraftRow | None) -> DraftRow | None:
        """Give the draft, unless its flow is no more."""
        return row if row and row.flow in self.flows else None

    def offers(self, turn: Turn, event: Said) -> bool:
        """Whether the event is one of the answers now offered."""
        row = self.known(drafts.load_active(turn.conn, turn.person.id))
        return row is not None and offers(self._scene(turn, row), event)

    def awaits(self, turn: Turn, event: Event) -> bool:
        """Whether a talk under way can take the event for an answer: words only where it fits."""
        if isinstance(event, Said):
            return self.offers(turn, event)
        return self.known(drafts.load_active(turn.conn, turn.person.id)) is not None

    def begin(self, turn: Turn, wish: Begin) -> None:
        """Start a flow as the talk under way; another one under way is put aside."""
        if any(item.bars(turn, wish.flow) for item in turn.features if item.bars is not None):
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

    def resume(self, turn: Turn, draft: int, before: tuple[Phrase, ...]) -> None:
        """Ask the current question of a draft again, as the talk under way."""
        row = self.known(drafts.load(turn.conn, draft))
        if row is None or row.person_id != turn.person.id:
            turn.toast(say("talk-already"))
            return
        if row.state != drafts.ACTIVE:
            drafts.park_active(turn.conn, turn.person.id)
            row = replace(row, state=drafts.ACTIVE)
        self._keep(turn, row, ask(self._scene(turn, row), *before))

    def control(self, turn: Turn, name: str) -> None:
        """Take one step back, or leave; the first screen where nothing is under way."""
        row = drafts.load_active(turn.conn, turn.person.id)
        if row is None:
            turn.go_home()
        else:
            scene = self._scene(turn, row)
            self._keep(turn, row, advance(scene, Control(name)))

    def go_on(self, turn: Turn, event: Event) -> bool:
        """Go on with the talk under way; False when there is none."""
        row = self._draft_for(turn, event)
        if row is None:
            if isinstance(event, Tapped):
                turn.toast(say("talk-already"))
            return isinstance(event, Tapped)
        self._keep(turn, row, self._advance(turn, row, event))
        return True

    def ask_again(self, turn: Turn) -> None:
        """Ask whoever was told something in the middle of a talk their question again."""
        told = {item.person.id: item for item in turn.outgoing if not _is_quiet(item)}
        is_notice = isinstance(turn.event, Due) and turn.event.kind != home.NUDGE
        if not is_notice:
            told.pop(turn.person.id, None)
        talking = drafts.list_talking(turn.conn, [*told]) if told else ()
        for last in (told[each] for each in told if each in talking):
            person = last.person
            row = self.known(drafts.load_active(turn.conn, person.id))
            if row is not None:
                theirs = replace(turn, person=person, speaker=turn.speaker_of(person), outgoing=[])
                for item in ask(self._scene(theirs, row)).says:
                    if isinstance(item, Message):
                        # In the same lane: the question comes after what was told, not before.
                        turn.say(item, person, priority=last.priority)

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
            return self.known(active)
        parked = drafts.load(turn.conn, tap.draft)
        if parked is None or parked.person_id != turn.person.id:
            return self.known(active) if active else None
        drafts.park_active(turn.conn, turn.person.id)
        return self.known(replace(parked, state=drafts.ACTIVE))

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


def _utter(turn: Turn, item: Message | Toast) -> None:
    if isinstance(item, Toast):
        if item.text:
            turn.toast(item.text, alert=item.alert)
    elif item.shares or item.unshare:
        turn.say(item)
    else:
        turn.show(item)


def _is_quiet(item: Outgoing) -> bool:
    """Whether a message stands where one stood before, so that nobody's talk moves up."""
    return isinstance(item.message, Message) and item.message.over is not None
