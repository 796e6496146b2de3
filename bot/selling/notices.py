"""When selling speaks first: the day before a listing ends, and when it has ended."""

from bot.feature import Notice, Turn
from bot.selling import rules, screens, store
from bot.selling.offers import EXPIRED, Listing
from bot.talk.event import Due

SHELF = "listing-shelf"


def watch(turn: Turn, listing: Listing) -> None:
    """Have the listing's owner asked, in waking hours, before it ends; said again, it moves."""
    owner = turn.other(listing.seller_id)
    asked_at = turn.waking(owner, listing.expires_at - rules.ASKED_BEFORE)
    turn.plan(SHELF, listing.id, asked_at, person=owner)


def forget(turn: Turn, listing: Listing) -> None:
    """Ask no more about a listing that is gone."""
    turn.cancel(SHELF, listing.id)


def look(turn: Turn, due: Due) -> None:
    """Ask whether it is still there; left without an answer it ends in time."""
    listing = store.load(turn.conn, int(due.ref))
    if listing is None:
        return
    ended = rules.end(listing, turn.now)
    if ended is not None:
        turn.say(screens.show_ended(store.save(turn.conn, ended)))
    elif listing.state == EXPIRED:
        turn.say(screens.show_ended(listing))  # swept away before its reminder came
    elif rules.is_asked_after(listing, turn.now):
        turn.plan(SHELF, listing.id, listing.expires_at)
        turn.say(screens.ask_still_there(listing))
    elif listing.expires_at > turn.now:
        watch(turn, listing)


NOTICES = (Notice(SHELF, look),)
