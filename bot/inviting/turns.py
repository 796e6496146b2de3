"""Invites at work: one's own link, those who follow it, and how far they come."""

from bot.feature import Turn
from bot.inviting import notices, rules, screens, store
from bot.inviting.rules import LISTED, SOLD, Invite
from bot.kernel.standings import GOOD
from bot.ordering.news import Move
from bot.ordering.order import COMPLETED
from bot.people.rules import BOTH, BUY, BUYER, FARMER, SELL
from bot.people.store import Profile, load_profile
from bot.people.turns import begin
from bot.selling.offers import Listing
from bot.talk.message import Message
from bot.text.phrase import Phrase, say


def command(turn: Turn, words: str = "") -> None:
    """Show one's own invite."""
    show(turn)


def act(turn: Turn, what: str = "open", way: str = "", *_: str) -> None:
    """`invite.open`, `.poster`, `.words`, `.name.<yes|no>`, `.tell.<yes|no>`."""
    match what, way:
        case "open", _:
            show(turn)
        case "poster", _:
            turn.say(screens.show_poster(_look(turn)))
        case "words", _:
            turn.say(screens.show_words(_words(_look(turn).link)))
        case "name", ("yes" | "no"):
            store.name(turn.conn, turn.person.id, may=way == "yes")
            show(turn)
        case "tell", ("yes" | "no"):
            _tell(turn, may=way == "yes")
        case _:
            turn.toast(say("talk-already"))


def show(turn: Turn, *before: Phrase) -> None:
    turn.show(screens.show_invite(_look(turn), *before))


def _look(turn: Turn) -> screens.View:
    me, conn = turn.person, turn.conn
    profile = load_profile(conn, me.id)
    own = store.load_or_make(conn, me.id, profile.region if profile else None, turn.now)
    came = store.load_newcomer(conn, me.id)
    link = turn.speaker.link(own.payload)
    return screens.View(
        own,
        link,
        turn.speaker.label(say("inviting-words-short")),
        rules.first_name(me.called),
        store.load_names(conn, me.id, screens.NAMES),
        _host(turn, came.by_id) if came else "",
        came.known if came else False,
    )


def _words(link: str) -> Phrase:
    return say("inviting-words", link=link)


def _host(turn: Turn, by: int) -> str:
    """Give the name of who invited, where newcomers may know it."""
    own = store.load_of(turn.conn, by)
    whom = turn.other(by)
    good = whom.stands(turn.now) == GOOD and whom.gone_at is None
    named = own is not None and rules.may_name(own, whom.called, is_good=good)
    return rules.first_name(whom.called) if named else ""


def _tell(turn: Turn, *, may: bool) -> None:
    """Let the one who invited somebody know them by name, or no more."""
    came = store.load_newcomer(turn.conn, turn.person.id)
    host = _host(turn, came.by_id) if came and came.joined_at else ""
    if may and not host:
        turn.toast(say("talk-already"))
        return
    store.know(turn.conn, turn.person.id, may=may)
    turn.toast(say("inviting-told", name=host) if may else say("inviting-untold"))


# -- those who come


def follow(turn: Turn, payload: str) -> None:
    """Note whose invite a stranger followed, before they join."""
    code = rules.read_code(payload)
    own = store.load_by_code(turn.conn, code) if code else None
    if own is not None and own.person_id != turn.person.id:
        store.follow(turn.conn, turn.person.id, own, turn.now)


def welcome(turn: Turn, joined: Profile) -> None:
    """Count who joined by an invite, and greet them with who invited them."""
    by = store.join(turn.conn, joined.person_id, joined.region, turn.now)
    if by is not None:
        turn.say(screens.greet(_host(turn, by)))


def open_link(turn: Turn, code: str) -> None:
    """Open somebody's invite: who has just joined goes on, for others it changes nothing."""
    came = store.load_newcomer(turn.conn, turn.person.id)
    if came is not None and came.joined_at == turn.now:
        _go_on(turn)
        return
    turn.say(_already(turn, store.load_by_code(turn.conn, code)))


def _already(turn: Turn, own: Invite | None) -> Message:
    if own is None:
        profile = load_profile(turn.conn, turn.person.id)
        if profile is not None and profile.joined_at == turn.now:
            _go_on(turn)
        return screens.show_already("inviting-unknown")
    mine = own.person_id == turn.person.id
    return screens.show_already("inviting-own" if mine else "inviting-here")


def _go_on(turn: Turn) -> None:
    roles = set(turn.person.roles)
    sells, buys = FARMER in roles, BUYER in roles
    begin(turn, BOTH if sells and buys else SELL if sells else BUY)


# -- how far they come


def hear_listing(turn: Turn, listing: Listing) -> None:
    """Count the first listing of somebody who came by an invite."""
    store.reach(turn.conn, listing.seller_id, LISTED, turn.now)


def hear_move(turn: Turn, move: Move) -> None:
    """Count the first sale of somebody who came by an invite, and have its sender thanked."""
    order = move.after
    if order.state != COMPLETED or move.before.state == COMPLETED:
        return
    by = store.reach(turn.conn, order.seller_id, SOLD, turn.now)
    if by is not None:
        notices.plan_thanks(turn, order.seller_id, by)
