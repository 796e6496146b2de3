"""What the bot says first about stories: asks tellers, tells neighbours, staff and what came of it."""

from datetime import timedelta

from bot.feature import Notice, Turn
from bot.kernel.standings import GOOD
from bot.kernel.topics import STORIES
from bot.ordering import news
from bot.ordering.news import MoodAsked, Move
from bot.ordering.order import COMPLETED
from bot.ordering.store import load_admins
from bot.people.store import load_profile
from bot.selling import sales
from bot.selling.board import Sale
from bot.stories import board, readers, rules, screens, store, telling
from bot.stories.flow import Sold
from bot.stories.story import AGREEING, REFUSED, TOLD, WAITING, Effect, Story
from bot.talk.event import Due
from bot.talk.message import Message
from bot.text.phrase import Phrase, say

ASK, NEW, DECIDED = "story-ask", "story-new", "story-decided"
_TOO_LATE = timedelta(days=5)  # after that the week is long over


# -- asking who sold well


def hear(turn: Turn, move: Move) -> None:
    """Remember to weigh a completed sale, at an hour its farmer likes."""
    if move.after.state != COMPLETED or move.before.state == COMPLETED:
        return
    own = load_profile(turn.conn, move.after.seller_id)
    if own is None:
        return
    seller = turn.other(own.person_id)
    at = rules.news_at(turn.now, own.hour, seller.zone, seller.wake, seller.rest)
    turn.plan(ASK, move.after.id, at, person=seller, drop_after=_TOO_LATE)


def _ask(turn: Turn, due: Due) -> None:
    me, order_id = turn.person, int(due.ref)
    if not turn.wants(STORIES) or me.stands(turn.now) != GOOD:
        return
    if not rules.may_ask(store.asked_at(turn.conn, me.id), turn.now):
        return
    sold = find_sold(turn, order_id)
    if sold is not None and _went_well(turn, order_id):
        store.note_asked(turn.conn, me.id, turn.now)
        turn.say(screens.ask(sold.name, sold.crop_id, sold.amount, order_id))


def _went_well(turn: Turn, order_id: int) -> bool:
    """Whether the buyer had nothing to say against it."""
    asked = MoodAsked(order_id, turn.person.id)
    turn.announce(news.MOOD, asked)
    return not asked.poor


def find_sale(turn: Turn, order_id: int) -> Sale | None:
    """Give a sale of the one whose turn it is, if it is worth a story."""
    newest = sales.load_of(turn.conn, turn.person.id, turn.person.created_at, most=rules.LOOKED_AT)
    if not rules.is_worth_telling(newest, order_id):
        return None
    return next(each for each in newest if each.order_id == order_id)


def find_sold(turn: Turn, order_id: int) -> Sold | None:
    """Say what somebody sold in the week that ended with a sale worth a story."""
    this = find_sale(turn, order_id)
    if this is None:
        return None
    week = sales.load_of(turn.conn, this.seller_id, this.at - rules.WEEK)
    amount = rules.sum_sold(week, this.crop_id, this.at)
    assert amount is not None  # the sale itself is one of them
    return Sold(order_id, this.crop_id, amount, turn.person.called or "")


# -- staff


def tell_staff(turn: Turn, story: Story) -> None:
    """Tell those of the staff who may decide; at night in the morning."""
    for admin in load_admins(turn.conn):
        if admin.id == story.teller_id:
            continue
        if turn.is_awake(admin):
            for message in show_card(turn, story, admin.id, is_new=True):
                turn.say(message, admin)
        else:
            turn.plan(NEW, story.id, turn.waking(admin), person=admin)


def _new(turn: Turn, due: Due) -> None:
    story = store.load(turn.conn, int(due.ref))
    if story is not None and story.state == WAITING and turn.person.is_admin:
        for message in show_card(turn, story, turn.person.id, is_new=True):
            turn.say(message)


def show_card(
    turn: Turn, story: Story, admin_id: int, *, is_new: bool = False
) -> tuple[Message, ...]:
    """Give what staff are shown of a story."""
    shown = telling.show(turn, story)
    before = (say("stories-new"),) if is_new else ()
    name = turn.other(story.teller_id).called or ""
    card = board.show_one(story, shown, name, effect_of(turn, story), admin_id, *before)
    voice = board.show_voice(story)
    return (card,) if voice is None else (voice, card)


def effect_of(turn: Turn, story: Story) -> Effect:
    return readers.tally(turn.conn, [story.id], turn.now)[story.id]


# -- tellers


def tell_teller(turn: Turn, story: Story) -> None:
    """Tell somebody what was decided about their story; at night in the morning."""
    teller = turn.other(story.teller_id)
    if turn.is_awake(teller):
        turn.say(_show_decided(turn, story), teller)
    else:
        turn.plan(DECIDED, story.id, turn.waking(teller), person=teller)


_SAID = {AGREEING: "story-changed", TOLD: "story-told-now", REFUSED: "story-refused"}


def _show_decided(turn: Turn, story: Story) -> Message:
    before = (say(_SAID[story.state]),) if story.state in _SAID else ()
    return show_own(turn, story, *before)


def show_own(turn: Turn, story: Story, *before: Phrase) -> Message:
    """Give what its teller is shown of a story."""
    shown = telling.show(turn, story)
    return screens.show_own(shown, story, effect_of(turn, story), turn.now, *before)


def _decided(turn: Turn, due: Due) -> None:
    story = store.load(turn.conn, int(due.ref))
    if story is not None and story.state in _SAID:
        turn.say(_show_decided(turn, story))


def _result(turn: Turn, due: Due) -> None:
    """Tell somebody what came of their story, unless nobody heard it."""
    story = store.load(turn.conn, int(due.ref))
    if story is None or story.state != TOLD or not turn.wants(STORIES):
        return
    effect = effect_of(turn, story)
    if effect.seen.told:
        turn.say(screens.show_result(effect, story.id))


# -- neighbours


def _spread(turn: Turn, due: Due) -> None:
    story = store.load(turn.conn, int(due.ref))
    if story is not None:
        telling.spread(turn, story, due.facts["stage"], due.facts["after"])


def _tell(turn: Turn, due: Due) -> None:
    telling.tell(turn, left_out=bool(due.facts))


NOTICES = (
    Notice(ASK, _ask),
    Notice(NEW, _new),
    Notice(DECIDED, _decided),
    Notice(telling.NEXT, _spread, quiet=False),
    Notice(telling.NEWS, _tell),
    Notice(telling.RESULT, _result),
)
