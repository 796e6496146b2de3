"""What somebody in bad standing may no longer do; all they have open goes on."""

from bot.feature import Turn
from bot.kernel.standings import GOOD, RESTRICTED
from bot.reporting import rulings, screens
from bot.store import drafts, persons
from bot.store.persons import Person
from bot.talk.event import Commanded, Event, Tapped

_JOINING = "join"
# Nothing new with strangers, for those who are restricted.
_NEW_TALKS = frozenset(
    [
        "sell",
        "buying",
        "orderwords",
        "basketamount",
        "standing",
        "want",
        "wantwords",
        "pledge",
        "restock",
        "reprice",
    ]
)
_NEW_VERBS = frozenset(("basket", "again", "standing", "want"))
_NEW_ACTS = frozenset(("listing.new", "listing.again", "listing.resume", "listing.reopen"))
_NEW_COMMANDS = frozenset(("sell", "basket", "standing", "wanted"))

# All there is, for those who are suspended.
_KEPT_TALKS = frozenset(
    [
        "relay",
        "mynumber",
        "counter",
        "handover",
        "payto",
        "claim",
        "why",
        "orderphoto",
        "part",
        "language",
        "forget",
        "reply",
        "join",
        "settings",
        "notices",
        "hours",
        "digits",
        "appeal",
        "reportnote",
        "because",
    ]
)
_KEPT_VERBS = frozenset(
    [
        "order",
        "orders",
        "relay",
        "pay",
        "rate",
        "duty",
        "place",
        "packing",
        "carry",
        "run",
        "money",
        "help",
        "stop",
        "language",
        "settings",
        "listen",
        "report",
        "appeal",
    ]
)
_KEPT_COMMANDS = frozenset(
    [
        "orders",
        "packing",
        "run",
        "money",
        "help",
        "language",
        "settings",
        "stop",
        "unstop",
        "mydata",
        "forget",
        "appeal",
        "back",
        "cancel",
    ]
)


def keep_off(turn: Turn) -> bool:
    """Turn away what somebody's standing does not allow; no look at the database for the others."""
    if _stands(turn) == GOOD or not _is_barred(turn.event, _stands(turn)):
        return False
    _say_why(turn)
    return True


def bars(turn: Turn, flow: str) -> bool:
    """Keep a talk from beginning that somebody's standing does not allow."""
    if flow == _JOINING:
        _know_again(turn)
    if not is_barred_talk(flow, _stands(turn)):
        return False
    _say_why(turn)
    return True


def _say_why(turn: Turn) -> None:
    turn.say(screens.show_standing(turn.person.standing, turn.person.standing_until))


def is_barred_talk(flow: str, standing: str) -> bool:
    if standing in {GOOD, RESTRICTED}:
        return standing == RESTRICTED and flow in _NEW_TALKS
    return flow not in _KEPT_TALKS


def drop_talks(turn: Turn, person: Person, standing: str) -> None:
    """End the talks under way that somebody may no longer finish."""
    active = drafts.load_active(turn.conn, person.id)
    under_way = [*drafts.load_parked(turn.conn, person.id), *([active] if active else [])]
    for row in under_way:
        if is_barred_talk(row.flow, standing):
            drafts.delete(turn.conn, row.id)


def _stands(turn: Turn) -> str:
    """Staff are never barred: they would lock each other out."""
    return GOOD if turn.person.is_admin else turn.person.stands(turn.now)


def _know_again(turn: Turn) -> None:
    """Let somebody who left while suspended come back as they went."""
    found = rulings.take_barred(turn.conn, turn.person.user_id)
    if found is not None:
        persons.put_standing(turn.conn, turn.person.id, *found)
        again = persons.load(turn.conn, turn.person.id)
        assert again is not None
        turn.person = again


def _is_barred(event: Event, standing: str) -> bool:
    match event:
        case Commanded(name):
            return _is_barred_command(name, standing)
        case Tapped(data):
            return _is_barred_tap(data, standing)
    return False


def _is_barred_command(name: str, standing: str) -> bool:
    if standing == RESTRICTED:
        return name in _NEW_COMMANDS
    return name not in _KEPT_COMMANDS


def _is_barred_tap(data: str, standing: str) -> bool:
    verb, _, rest = data.partition(".")
    if standing == RESTRICTED:
        act = f"{verb}.{rest.partition('.')[0]}"
        return verb in _NEW_VERBS or act in _NEW_ACTS
    return verb not in _KEPT_VERBS
