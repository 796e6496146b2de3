"""What is loaded to show staff a bulletin, or a list of them."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select

from bot.bulletins import board, reach, segments, store
from bot.bulletins.approval import UNSENT
from bot.bulletins.board import Card, Item
from bot.bulletins.bulletin import DRAFT, LISTED, SENT, TEMPLATE, Bulletin
from bot.bulletins.recipients import recipient
from bot.bulletins.steering import Helm
from bot.feature import Turn
from bot.people.tongues import Tongue
from bot.text.phrase import Phrase, say

_SUMS = (
    select(recipient.c.bulletin_id, recipient.c.fate, func.count())
    .where(recipient.c.bulletin_id.in_(bindparam("ids", expanding=True)))
    .group_by(recipient.c.bulletin_id, recipient.c.fate)
)


@dataclass(frozen=True)
class View:
    """How staff see bulletins: `tongues` are the languages offered, so many must agree."""

    tongues: tuple[Tongue, ...]
    helm: Helm
    approvals: int = 1

    def see(self, turn: Turn, found: Bulletin, *before: Phrase) -> None:
        """Show a bulletin as it is: what is written of it, or how far it has come."""
        if found.state in {*UNSENT, TEMPLATE}:
            mine = found.by_id == turn.person.id
            turn.show(board.show_card(self.card(turn, found), *before, mine=mine))
        else:
            self.helm.see(turn, found, *before)

    def card(self, turn: Turn, found: Bulletin) -> Card:
        """Load what is written of a bulletin, and how many would read it."""
        written = store.load_wordings(turn.conn, found.id)
        who, groups = found.audience, turn.segments
        counts = reach.count_people(turn.conn, who, found.topic, turn.now, groups)
        return Card(found, written, counts, self.tongues)

    def show_group(self, turn: Turn, page: int = 0, group: str = board.EVERY) -> None:
        """List the bulletins of a group."""
        states = board.GROUPS.get(group, LISTED)
        found = store.load_latest(turn.conn, page * board.PAGE, board.PAGE + 1, states)
        sums = _load_sums(turn.conn, [each.id for each in found]) if group == "sent" else {}
        items = [_item(turn, each, sums.get(each.id, {})) for each in found]
        counted = store.count_states(turn.conn)
        turn.show(board.show_group(items, page, group, counted))

    def show_who(self, turn: Turn, found: Bulletin, *before: Phrase) -> None:
        """Show whom a bulletin is for."""
        has_saved = bool(segments.load_named(turn.conn, 1))
        turn.show(board.show_who(self.card(turn, found), *before, has_saved=has_saved))


def draft_of(turn: Turn, bulletin_id: int) -> Bulletin | None:
    """Give a draft nobody else changes in this turn; says so where it is none any more."""
    found = store.lock(turn.conn, bulletin_id)
    if found is None or found.state != DRAFT:
        turn.toast(say("bulletins-already"))
        return None
    return found


def _item(turn: Turn, one: Bulletin, fates: dict[str, int]) -> Item:
    written = store.load_wordings(turn.conn, one.id)
    own = written.get(turn.speaker.language) or next(iter(written.values()), None)
    by = turn.other(one.by_id).called or ""
    return Item(one, own.words if own else "", by, fates.get(SENT, 0), sum(fates.values()))


def _load_sums(conn: Connection, ids: list[int]) -> dict[int, dict[str, int]]:
    sums: dict[int, dict[str, int]] = {}
    for bulletin_id, fate, count in conn.execute(_SUMS, {"ids": ids}):
        sums.setdefault(bulletin_id, {})[fate] = count
    return sums
