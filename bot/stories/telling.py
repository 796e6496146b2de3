"""Telling neighbours: a story is spread in small steps, and each reader's own turn chooses the best."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.feature import Turn
from bot.kernel.standings import GOOD
from bot.kernel.topics import STORIES
from bot.people.rules import FARMER
from bot.people.store import Profile, load_profile
from bot.selling import sales
from bot.selling.offers import Listing
from bot.stories import neighbours, readers, rules, screens
from bot.stories.screens import Shown
from bot.stories.story import DISTRICT, STAGES, TOLD, Reader, Story
from bot.talk.message import Priority
from bot.talk.tap import read_id

NAME = "stories"
NEXT, NEWS, RESULT = "story-next", "story-news", "story-result"
ANY = "any"  # what waits for a reader is not one story: the best is chosen when it is told
# Between two steps other things come due, too.
PAUSE = timedelta(seconds=20)
# A story just approved waits until a slip of the staff or of its teller can no longer be undone.
BEGINS_AFTER = rules.UNDO
_NEVER_SENT = frozenset(("gone", "dead", "expired"))


def start(turn: Turn, story: Story) -> None:
    """Let a story be told from now on, first in its own district."""
    teller = turn.other(story.teller_id)
    at = turn.now + BEGINS_AFTER
    turn.plan(NEXT, story.id, at, person=teller, facts={"stage": DISTRICT, "after": 0})
    turn.plan(RESULT, story.id, turn.now + rules.COUNTS_FOR, person=teller)


def spread(turn: Turn, story: Story, stage: str, after: int) -> None:
    """Let the next few hundred near by hear a story at their hour, and go on a little later."""
    if story.state != TOLD or story.told_at is None or turn.now - story.told_at > rules.LIFE:
        return
    found, last = neighbours.look_on(turn.conn, story, stage, after, turn.now)
    drawn = [(each, rules.is_left_out(each.person_id, turn.now, len(found))) for each in found]
    neighbours.plan(turn.conn, NEWS, ANY, drawn, turn.now)
    goes_on = stage if last else _stage_after(stage)
    if goes_on:
        facts = {"stage": goes_on, "after": last}
        turn.plan(NEXT, story.id, turn.now + PAUSE, facts=facts)


def _stage_after(stage: str) -> str | None:
    later = STAGES[STAGES.index(stage) + 1 :]
    return later[0] if later else None


def show(turn: Turn, story: Story) -> Shown | None:
    """Give a story as it is told now; None when nothing is left of its sales."""
    sold = sales.load_of(turn.conn, story.teller_id, story.since)
    amount = rules.sum_sold(sold, story.crop_id, story.until)
    if amount is None:
        return None
    return Shown(story, turn.other(story.teller_id).called or "", amount)


def tell(turn: Turn, *, left_out: bool = False, begins: bool = False) -> bool:
    """Tell the one whose turn it is the story that fits best, once a week; says if it did.

    Who is `left_out` by lot for the comparison is only noted.
    """
    own = _listener(turn)
    if own is None:
        return False
    last = readers.load_last(turn.conn, own.person_id)
    if last is not None and rules.is_too_soon(last.at, turn.now, shown=last.shown):
        return False
    reader = readers.read_reader(turn.conn, own)
    chosen = _choose(turn, reader)
    if chosen is None:
        return False
    readers.note_told(turn.conn, chosen.story.id, own.person_id, turn.now, shown=not left_out)
    if not left_out:
        _say(turn, chosen, rules.km_between(chosen.story, reader), begins=begins)
    # There may be another one by then.
    turn.plan(NEWS, ANY, turn.now + (rules.COUNTS_FOR if left_out else rules.WEEK))
    return not left_out


def _choose(turn: Turn, reader: Reader) -> Shown | None:
    """Give the best story for a reader: of their own district, else of their region."""
    for stage in STAGES:
        found = readers.load_choice(turn.conn, reader, stage, turn.now)
        ranked = rules.rank(found, reader, turn.now)
        chosen = next(filter(None, (_fit(turn, each) for each in ranked)), None)
        if chosen is not None:
            return chosen
    return None


def _say(turn: Turn, chosen: Shown, km: int, *, begins: bool) -> None:
    mark = f"{NAME}.{chosen.story.id}.{turn.person.id}"
    for message in screens.tell(chosen, km, turn.now, begins=begins):
        priority = Priority.REPLY if begins else Priority.BROADCAST
        # Only the last of them has the story itself.
        turn.say(message, priority=priority, mark=mark if message.buttons else None)


def _listener(turn: Turn) -> Profile | None:
    """Give who may hear a story: farmers who have not sold, want news and may sell."""
    me = turn.person
    if FARMER not in me.roles or me.stands(turn.now) != GOOD or not turn.wants(STORIES):
        return None
    own = load_profile(turn.conn, me.id)
    if own is None or own.notices != "all" or readers.has_sold(turn.conn, me.id):
        return None
    return own


def _fit(turn: Turn, story: Story) -> Shown | None:
    """Leave out who may not trade now, and what came to nothing after all."""
    teller = turn.other(story.teller_id)
    return show(turn, story) if teller.stands(turn.now) == GOOD else None


def hear_listing(turn: Turn, listing: Listing) -> None:
    """Count a new offer for the stories its farmer heard before."""
    readers.note_listed(turn.conn, listing.seller_id, listing.created_at)


def hear_joined(turn: Turn, own: Profile) -> None:
    """Show a farmer who just joined what a neighbour sold."""
    tell(turn, begins=True)


def land(conn: Connection, landed: Sequence[tuple[str, str, str]], now: datetime) -> None:
    """Take back that somebody was told whom the message never reached."""
    lost = (mark.split(".") for mark, outcome, *_ in landed if outcome in _NEVER_SENT)
    pairs = ((read_id(parts[1]), read_id(parts[2])) for parts in lost if len(parts) == 3)
    readers.drop_unreached(conn, [(story, whom) for story, whom in pairs if story and whom])
