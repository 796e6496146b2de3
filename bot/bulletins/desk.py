"""What staff do with bulletins: write them, look at them as readers will, send and stop them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.bulletins import agreeing, board, crowd, presses, screens, sending, store, templates
from bot.bulletins.approval import UNSENT
from bot.bulletins.asks import Told, write_told
from bot.bulletins.bulletin import (
    ASKED,
    DONE,
    DRAFT,
    DROPPED,
    SET,
    STOPPED,
    TEMPLATE,
    Bulletin,
)
from bot.bulletins.flow import TEMPLATE as AS_TEMPLATE
from bot.bulletins.flow import (
    Another,
    Chosen,
    Desk,
    Named,
    Naming,
    New,
    NewBulletin,
    Press,
    Returned,
    Timed,
    When,
    Whom,
    WriteWording,
)
from bot.bulletins.view import View, draft_of
from bot.feature import Turn
from bot.kernel.topics import WARNING
from bot.talk.event import Commanded
from bot.talk.tap import read_count, read_id
from bot.text.phrase import say

LAST = 1000  # pages of a list


@dataclass(frozen=True)
class Office:
    """Where staff write."""

    view: View

    # -- what talks start from

    def facts(self, turn: Turn, answers: Mapping[str, str]) -> Desk:
        """Load what a talk about a bulletin starts from."""
        tongues, code = self.view.tongues, answers.get("language", "en")
        tongue = next((each for each in tongues if each.code == code), tongues[0])
        number = read_id(answers.get("bulletin", "")) or 0
        version = read_count(answers.get("version", "")) or 0
        return Desk(tongues, number, tongue, version)

    def who_facts(self, turn: Turn, answers: Mapping[str, str]) -> Desk:
        """Load it with the saved audiences."""
        return replace(self.facts(turn, answers), saved=crowd.list_saved(turn))

    def press_facts(self, turn: Turn, answers: Mapping[str, str]) -> Desk:
        """Load it with what a button may lead to."""
        return replace(self.facts(turn, answers), presses=presses.list_presses(turn))

    # -- commands and buttons

    def command(self, turn: Turn, words: str = "") -> None:
        """`/broadcast` lists what there is; with words it begins to tell them."""
        if not words:
            self.view.show_group(turn)
            return
        marks = turn.event.marks if isinstance(turn.event, Commanded) else ()
        turn.begin(NewBulletin.name, words=write_told(Told(words, marks)))

    def act(self, turn: Turn, what: str = "list", code: str = "", *parts: str) -> None:
        """`bulletins.list.<page>.<group>`, `bulletins.new`, `bulletins.<what>.<id>...` about one."""
        if what == "list":
            self.view.show_group(turn, read_count(code, LAST) or 0, (*parts, board.EVERY)[0])
        elif what == "new":
            turn.begin(NewBulletin.name)
        elif what == "sample":
            turn.toast(say("bulletins-sample"))
        else:
            found = store.lock(turn.conn, read_id(code) or 0)
            if found is None or (found.state == DROPPED and what != "undrop"):
                turn.toast(say("talk-already"))
            else:
                self._act_on(turn, found, what, *parts)

    def _act_on(self, turn: Turn, found: Bulletin, what: str, *parts: str) -> None:
        """Do what can be done with a bulletin in whatever state it is."""
        match what, found.state:
            case "see", _:
                self.view.see(turn, found)
            case "agree", _:
                agreeing.agree(turn, self.view, found, *parts[:1] or ("",))
            case "refuse", _:
                agreeing.refuse(turn, found, *parts[:1] or ("",))
            case "back", state if state in {ASKED, SET}:
                agreeing.take_back(turn, self.view, found)
            case "use", state if state in {TEMPLATE, DONE, STOPPED}:
                templates.use(turn, self.view, found)
            case "drop", state if state in {*UNSENT, TEMPLATE}:
                self._drop(turn, found)
            case "undrop", state if state == DROPPED:
                state = TEMPLATE if found.name else DRAFT
                self.view.see(turn, store.save(turn.conn, replace(found, state=state)))
            case _ if found.state != DRAFT:
                turn.toast(say("bulletins-already"))
            case _:
                self._edit(turn, found, what, *parts)

    def _edit(self, turn: Turn, found: Bulletin, what: str, *parts: str) -> None:
        """Do what can be done with a draft."""
        number = str(found.id)
        match what, *parts:
            case "write", language, *_ if self._is_offered(language):
                turn.begin(WriteWording.name, bulletin=number, language=language)
            case "look", language, *_ if self._is_offered(language):
                _look(turn, found, language)
            case "try", *_:
                _try(turn, found)
            case "name", kind, *_:
                turn.begin(Naming.name, bulletin=number, kind=kind)
            case "when", *_:
                turn.begin(When.name, bulletin=number)
            case _:
                self._finish(turn, found, what, *parts)

    def _narrow(self, turn: Turn, found: Bulletin, what: str, *parts: str) -> None:
        """Say more closely whom a draft is for."""
        match what, *parts:
            case "who", *_:
                self.view.show_who(turn, found)
            case "fit", facet, *_:
                turn.begin(Whom.name, bulletin=str(found.id), what=facet)
            case "everybody", *_:
                crowd.widen(turn, self.view, found)
            case "saved", *_:
                crowd.show_saved(turn, found)
            case "unsave", segment, *_:
                crowd.forget(turn, self.view, found, segment)
            case _:
                turn.toast(say("talk-already"))

    def _finish(self, turn: Turn, found: Bulletin, what: str, *parts: str) -> None:
        """Do what comes last with a draft: its buttons, more ways, the sending."""
        match what, *parts:
            case "buttons", *_:
                turn.show(board.show_buttons(found))
            case "press", *_:
                turn.begin(Press.name, bulletin=str(found.id))
            case "unpress", place, *_:
                presses.remove(turn, found, place)
            case "more", *_:
                turn.show(board.show_more(self.view.card(turn, found)))
            case "urgent", *_ if found.topic == WARNING:
                who = replace(found.audience, urgent=not found.audience.urgent)
                self.view.see(turn, store.save(turn.conn, replace(found, audience=who)))
            case (("sure" | "go"), *_):
                agreeing.send(turn, self.view, found, sure=what == "go")
            case _:
                self._narrow(turn, found, what, *parts)

    def _is_offered(self, language: str) -> bool:
        return any(each.code == language for each in self.view.tongues)

    def _drop(self, turn: Turn, found: Bulletin) -> None:
        turn.cancel(sending.NEXT, found.id)
        dropped = store.save(turn.conn, replace(found, state=DROPPED, approved_by=None))
        turn.show(board.show_dropped(dropped))

    # -- what talks come to

    def keep(self, turn: Turn, new: New) -> None:
        """Keep a new bulletin; nobody is told yet."""
        made = Bulletin(0, turn.person.id, new.audience, turn.now, topic=new.topic)
        kept = store.add(turn.conn, made)
        store.write(turn.conn, kept.id, new.wording)
        self.view.see(turn, kept, say("bulletins-kept"))

    def write(self, turn: Turn, another: Another) -> None:
        """Keep the words of one more language."""
        found = draft_of(turn, another.bulletin)
        if found is not None:
            store.write(turn.conn, found.id, another.wording)
            self.view.see(turn, found)

    def choose(self, turn: Turn, chosen: Chosen) -> None:
        crowd.choose(turn, self.view, chosen)

    def set_time(self, turn: Turn, timed: Timed) -> None:
        """Keep when a draft is to go out."""
        found = draft_of(turn, timed.bulletin)
        if found is not None:
            at = replace(found, starts=timed.starts, starts_at=timed.starts_at)
            self.view.see(turn, store.save(turn.conn, replace(at, repeats=timed.repeats)))

    def give_back(self, turn: Turn, returned: Returned) -> None:
        agreeing.give_back(turn, self.view, returned)

    def name(self, turn: Turn, named: Named) -> None:
        """Keep a bulletin as a template, or whom it is for, under a name."""
        keep = templates.keep if named.kind == AS_TEMPLATE else crowd.keep
        keep(turn, self.view, named)


def _look(turn: Turn, found: Bulletin, language: str) -> None:
    """Show a bulletin to staff as a reader of a language will see it."""
    written = store.load_wordings(turn.conn, found.id)
    args = (language, written, found.topic, found.buttons)
    message = screens.show_reader(*args, sample=True)
    if message is None:
        turn.toast(say("bulletins-no-words"))
    else:
        turn.say(message, replace(turn.person, language=language))


def _try(turn: Turn, found: Bulletin) -> None:
    """Send a bulletin to whoever writes it, in each language it is written in."""
    written = store.load_wordings(turn.conn, found.id)
    for language in written:
        args = (language, written, found.topic, found.buttons)
        message = screens.show_reader(*args, say("bulletins-trial"), sample=True)
        if message is not None:
            turn.say(message, replace(turn.person, language=language))
