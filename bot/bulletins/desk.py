"""What staff do with bulletins: write them, look at them as readers will, send and stop them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.bulletins import recipients, rules, screens, sending, store
from bot.bulletins.bulletin import DRAFT, DROPPED, Bulletin
from bot.bulletins.flow import Another, Desk, New, NewBulletin, WriteWording
from bot.bulletins.steering import Helm
from bot.feature import Turn
from bot.kernel.topics import WARNING
from bot.people.tongues import Tongue
from bot.talk.tap import read_count, read_id
from bot.text.phrase import Phrase, say

LAST = 1000  # pages of a list


@dataclass(frozen=True)
class Office:
    """Where staff write; `tongues` are the languages offered."""

    tongues: tuple[Tongue, ...]
    helm: Helm

    def facts(self, turn: Turn, answers: Mapping[str, str]) -> Desk:
        """Load what a talk about a bulletin starts from."""
        code = answers.get("language", "en")
        tongue = next((each for each in self.tongues if each.code == code), self.tongues[0])
        return Desk(self.tongues, read_id(answers.get("bulletin", "")) or 0, tongue)

    def command(self, turn: Turn, words: str = "") -> None:
        self.show_all(turn)

    def show_all(self, turn: Turn, page: int = 0, *before: Phrase) -> None:
        found = store.load_latest(turn.conn, page * screens.PAGE, screens.PAGE + 1)
        rows = [(each, _words(turn, each)) for each in found]
        turn.show(screens.show_all(rows, page, *before))

    def act(self, turn: Turn, what: str = "list", code: str = "", *parts: str) -> None:
        """`bulletins.list.<page>`, `bulletins.new`, or `bulletins.<what>.<id>...` about one."""
        if what == "list":
            self.show_all(turn, read_count(code, LAST) or 0)
        elif what == "new":
            turn.begin(NewBulletin.name)
        else:
            found = store.lock(turn.conn, read_id(code) or 0)
            if found is None or found.state == DROPPED:
                turn.toast(say("talk-already"))
            else:
                self._act_on(turn, found, what, *parts)

    def _act_on(self, turn: Turn, found: Bulletin, what: str, *parts: str) -> None:
        match what, *parts:
            case "see", *_:
                self.see(turn, found)
            case _ if found.state != DRAFT:
                turn.toast(say("bulletins-already"))
            case "write", language, *_ if self._is_offered(language):
                turn.begin(WriteWording.name, bulletin=str(found.id), language=language)
            case "look", language, *_ if self._is_offered(language):
                _look(turn, found, language)
            case (("sure" | "go"), *_):
                self._send(turn, found, what)
            case "drop", *_:
                store.save(turn.conn, replace(found, state=DROPPED))
                self.show_all(turn, 0, say("bulletins-dropped"))
            case _:
                turn.toast(say("talk-already"))

    def _is_offered(self, language: str) -> bool:
        return any(each.code == language for each in self.tongues)

    def see(self, turn: Turn, found: Bulletin, *before: Phrase) -> None:
        """Show a bulletin as it is: what is written of it, or how far it has come."""
        if found.state != DRAFT:
            self.helm.see(turn, found, *before)
            return
        written = store.load_wordings(turn.conn, found.id)
        counts = recipients.count_people(turn.conn, found.audience, found.topic)
        turn.show(screens.show_draft(found, written, counts, self.tongues, *before))

    # -- writing

    def keep(self, turn: Turn, new: New) -> None:
        """Keep a new bulletin; nobody is told yet."""
        made = Bulletin(0, turn.person.id, new.audience, turn.now, topic=WARNING)
        kept = store.add(turn.conn, made)
        store.write(turn.conn, kept.id, new.wording)
        self.see(turn, kept)

    def write(self, turn: Turn, another: Another) -> None:
        """Keep the words of one more language."""
        found = store.lock(turn.conn, another.bulletin)
        if found is None or found.state != DRAFT:
            turn.toast(say("bulletins-already"))
            return
        store.write(turn.conn, found.id, another.wording)
        self.see(turn, found)

    # -- sending

    def _send(self, turn: Turn, found: Bulletin, what: str) -> None:
        counts = recipients.count_people(turn.conn, found.audience, found.topic)
        written = store.load_wordings(turn.conn, found.id)
        people = sum(counts.values())
        fault = rules.may_send(found, written, people)
        if fault is not None:
            turn.toast(say(fault))
        elif what == "sure":
            turn.show(screens.confirm(found, people))
        else:
            self.see(turn, sending.start(turn, found))


def _words(turn: Turn, found: Bulletin) -> str:
    written = store.load_wordings(turn.conn, found.id)
    own = written.get(turn.speaker.language) or next(iter(written.values()), None)
    return own.words if own else ""


def _look(turn: Turn, found: Bulletin, language: str) -> None:
    """Show a bulletin to staff as a reader of a language will see it."""
    written = store.load_wordings(turn.conn, found.id)
    message = screens.show_reader(language, written, found.topic, sample=True)
    if message is None:
        turn.toast(say("bulletins-no-words"))
        return
    reader = replace(turn.person, language=language)
    turn.say(message, reader)
