"""Takes listings off the market by staff; their farmer puts them back."""

from bot.feature import Turn
from bot.people.reported import LISTING
from bot.reporting.case import Report
from bot.selling import news, offers
from bot.selling import rules as selling
from bot.selling import store as listings


def hide(turn: Turn, listing_id: int) -> int | None:
    """Pause a listing that is open; gives whose it is, None when it is not open."""
    found = listings.load(turn.conn, listing_id)
    if found is None or found.state != offers.OPEN:
        return None
    turn.announce(news.CHANGED, listings.save(turn.conn, selling.pause(found)))
    return found.seller_id


def hide_all(turn: Turn, person_id: int) -> None:
    """Take all of somebody's listings off the market: nobody is to order of them now."""
    for listing in listings.load_every(turn.conn, person_id):
        if listing.state == offers.OPEN:
            turn.announce(news.CHANGED, listings.save(turn.conn, selling.pause(listing)))


def listing_of(reports: list[Report]) -> int | None:
    """Give the listing a case is about."""
    return next((one.thing for one in reports if one.what == LISTING), None)
