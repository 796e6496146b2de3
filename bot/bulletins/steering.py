"""What staff do with a bulletin on its way: rest, go on, end it, try again, see who was missed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.bulletins import progress, recipients, rules, sending, store
from bot.bulletins.bulletin import DONE, PAUSED, SENDING, SET, STOPPED, Bulletin
from bot.feature import Turn
from bot.people.tongues import Tongue
from bot.store import holdings
from bot.talk.event import Tapped
from bot.talk.tap import read_id
from bot.text.phrase import Phrase, say

_ON_ITS_WAY = (SET, SENDING, PAUSED, STOPPED, DONE)


@dataclass(frozen=True)
class Helm:
    """Where staff steer; `tongues` are the languages offered."""

    tongues: tuple[Tongue, ...]

    def act(self, turn: Turn, what: str = "", code: str = "", *_: str) -> None:
        """`sending.<what>.<id>`; what is no longer so is shown as it is now."""
        found = store.lock(turn.conn, read_id(code) or 0)
        if found is None or found.state not in _ON_ITS_WAY:
            turn.toast(say("talk-already"))
            return
        self._steer(turn, found, what)

    def _steer(self, turn: Turn, found: Bulletin, what: str) -> None:
        match what, found.state:
            case "pause", "sending":
                self._put(turn, found, PAUSED)
            case "resume", "paused":
                self._go_on(turn, found)
            case "stop", "sending" | "paused" | "set":
                turn.show(progress.ask_stop(found))
            case "halt", "sending" | "paused" | "set":
                self._put(turn, replace(found, ended_at=turn.now), STOPPED)
            case "again", "done" | "paused":
                self._try_again(turn, found)
            case "missed", _:
                _list_missed(turn, found)
            case "look", _:
                self.see(turn, found)
            case _:
                self.see(turn, found, say("sending-not-now"))

    def see(self, turn: Turn, found: Bulletin, *before: Phrase) -> None:
        """Show how far it has come, from now on in this message."""
        sums = recipients.load_sums(turn.conn, found.id, turn.now)
        by = turn.other(found.by_id).called or ""
        turn.show(progress.show(self._here(turn, found), sums, by, self.tongues, *before))

    def _here(self, turn: Turn, found: Bulletin) -> Bulletin:
        if not isinstance(turn.event, Tapped) or turn.event.message is None:
            return found
        place = (turn.person.id, turn.event.message)
        if found.state not in {SET, SENDING, PAUSED} or place == (found.shown_to, found.shown_as):
            return found
        moved = replace(found, shown_to=place[0], shown_as=place[1])
        return store.save(turn.conn, moved)

    def _put(self, turn: Turn, found: Bulletin, state: str) -> None:
        """Tell nobody else; what is on its way already still arrives."""
        turn.cancel(sending.NEXT, found.id)
        self.see(turn, store.save(turn.conn, replace(found, state=state)))

    def _go_on(self, turn: Turn, found: Bulletin) -> None:
        sending.plan(turn, found, turn.now)
        self.see(turn, store.save(turn.conn, replace(found, state=SENDING, ended_at=None)))

    def _try_again(self, turn: Turn, found: Bulletin) -> None:
        """Tell those anew whose message could not be delivered, and nobody else."""
        if not recipients.try_again(turn.conn, found.id, turn.now):
            self.see(turn, found, say("sending-not-now"))
            return
        holdings.drop_dead(turn.conn, f"{sending.NAME}.{found.id}.")
        self._go_on(turn, found)


def _list_missed(turn: Turn, found: Bulletin) -> None:
    rows = recipients.list_missed(turn.conn, found.id, rules.MOST_LISTED)
    if rows:
        turn.say(progress.write_missed(found, _cells(rows)))
    else:
        turn.toast(say("sending-nobody-missed"))


def _cells(rows: list[recipients.Missed]) -> Iterator[tuple[str | int, ...]]:
    for each in rows:
        place, since = each.place_id or "", each.at.isoformat(timespec="seconds")
        name = each.called or ""
        yield (each.person_id, name, each.language, place, each.fate, since, each.why or "")
