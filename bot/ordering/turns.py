"""What the buttons, words and finished talks about an order do."""

from collections.abc import Mapping
from dataclasses import replace

from bot.feature import Turn
from bot.ordering import history, moves, news, receipts, screens, store
from bot.ordering.answers import Answer, Question
from bot.ordering.choices import button, can_see
from bot.ordering.conditions import REASONS, Given
from bot.ordering.market import LAST
from bot.ordering.order import ADMIN, CASH, DUE, Order
from bot.ordering.receipt import is_due
from bot.ordering.rules import Moved, Refused, allowed, decide
from bot.ordering.schedule import deadline_from, slot_on
from bot.ordering.words import LOOKS, SEE, Spoken
from bot.people.store import load_profile, save_profile
from bot.talk.event import Tapped
from bot.talk.message import Button, Message, tell
from bot.talk.tap import read_count, read_id
from bot.text.phrase import Phrase, say

# Commands that need something said first, with the talk that asks for it.
TALKS: Mapping[str, str] = {
    "counter": "counter",
    "handover": "handover",
    "account": "payto",
    "claim": "claim",
    "photo": "orderphoto",
    "part": "part",
    **{command: "why" for command, _ in REASONS},
}
# Refusals with words of their own; any other only says that it cannot be done now.
NAMED = frozenset(
    (
        *("own", "sold-out", "short", "late", "locked", "code", "early", "too-late"),
        *("least", "step", "prepaid", "switched", "photographed", "many"),
        *("contest-over", "said", "no-account", "offer", "reweighed", "due", "owed"),
    )
)
ENOUGH = 40  # open orders looked through for a typed word


def order(turn: Turn, what: str = "", code: str = "", *parts: str) -> None:
    """`order.see.<id>`, `order.do.<id>.<command>[.<more>]`, `order.more|history|....<id>`."""
    found = store.load(turn.conn, read_id(code) or 0)
    role = None if found is None else moves.role_in(turn, found)
    if found is None or role is None:
        turn.toast(say("talk-not-yours"))
        return
    match what, *parts:
        case "do", command, *rest:
            do(turn, found, command, *rest[:1])
        case _, *rest:
            look(turn, found, role, what, read_count("".join(rest[:1])) or 0)


def look(turn: Turn, found: Order, role: str, what: str, number: int = 0) -> None:
    """Show something of an order that changes nothing: `see` is its card.

    `number` tells which receipt, where there are several.
    """
    match what:
        case "see":
            show(turn, found)
        case room if room in news.ROOMS:
            turn.show(news.ROOMS[room](turn, found, role))
        case "history":
            lines = history.list_lines(store.load_history(turn.conn, found.id))
            turn.show(screens.show_history(found, lines))
        case "receipt" | "sheet" if can_see(found, role, what):
            as_page = what == "sheet"
            turn.say(receipts.show(turn, found, turn.person, number, sheet=as_page))
        case "photos" if can_see(found, role, what):
            for message in news.show_photos(turn, found, role):
                turn.say(message)
        case "map" if can_see(found, role, what):
            _show_map(turn, found)
        case "receipt" | "sheet" | "photos" | "map":
            turn.toast(say("order-no-now"))
        case _:
            turn.toast(say("talk-older"))


def show(turn: Turn, found: Order, *before: Phrase) -> None:
    """Show an order's card as it is now, in place of the tapped message."""
    *_, card = news.show(turn, found, turn.person, *before)
    turn.show(card)


def _show_map(turn: Turn, found: Order) -> None:
    assert found.lat_e6 is not None
    assert found.lon_e6 is not None
    turn.say(Message((), place=(found.lat_e6 / 1_000_000, found.lon_e6 / 1_000_000)))


def do(turn: Turn, found: Order, command: str, more: str = "") -> None:
    """Carry out a command on an order, or begin the talk it needs first."""
    role = moves.role_in(turn, found)
    decision = decide(found, command, role, turn.now)
    if isinstance(decision, Refused):
        refuse(turn, found, decision)
    elif command in TALKS and not (TALKS[command] == "why" and more):
        turn.begin(TALKS[command], order=str(found.id), command=command)
    else:
        carry_out(turn, found, command, _given(turn, found, command, more))


def _given(turn: Turn, found: Order, command: str, more: str) -> Given:
    match command:
        case "receive":
            return Given(milli=read_count(more))
        case "mobile":
            seller = load_profile(turn.conn, found.seller_id)
            return Given(text=seller.pay_to if seller else None)
        case _:
            return Given(reason=more or None)


def carry_out(turn: Turn, found: Order, command: str, given: Given) -> None:
    """Move the order and show it; refused, say why and show it as it is."""
    after = moves.move(turn, found, command, given)
    if isinstance(after, Refused):
        refuse(turn, found, after)
        return
    for message in news.show(turn, after, turn.person, receipt=is_due(found, after)):
        turn.show(message)


def refuse(turn: Turn, found: Order, refused: Refused) -> None:
    """Say kindly why nothing happened; a late tap is told what already did."""
    if refused.reason == "not-yours":
        turn.toast(say("talk-not-yours"))
        return
    why = _why_not(found, refused)
    if isinstance(turn.event, Tapped):
        turn.toast(why)
        show(turn, found)
    else:
        show(turn, found, why)


def _why_not(found: Order, refused: Refused) -> Phrase:
    if refused.reason == "moved":
        return say("order-already", state=say(f"order-state-{found.state}"))
    return say(f"order-no-{refused.reason}" if refused.reason in NAMED else "order-no-now")


# -- talks


def _asked(turn: Turn, answers: Mapping[str, str]) -> Order:
    found = store.load(turn.conn, int(answers["order"]))
    assert found is not None
    return found


def no_facts(turn: Turn, answers: Mapping[str, str]) -> None:
    """Words out of the blue are judged by themselves."""


def order_facts(turn: Turn, answers: Mapping[str, str]) -> Order:
    """Load the order a talk is about."""
    return _asked(turn, answers)


def why_facts(turn: Turn, answers: Mapping[str, str]) -> Question:
    """Load the order and the command a reason is asked for."""
    found = _asked(turn, answers)
    return Question(found, moves.role_in(turn, found) or "", answers["command"])


def answer(turn: Turn, said: Answer) -> None:
    """Carry out what a talk about an order came to."""
    found = store.load(turn.conn, said.order)
    if found is None or moves.role_in(turn, found) is None:
        turn.toast(say("talk-not-yours"))
        return
    given = _brought(turn, found, said)
    if said.command == "handover":
        _hand_over(turn, found, given)
        return
    if said.command == "account":
        _keep_account(turn, said.text)
    carry_out(turn, found, said.command, given)


def _brought(turn: Turn, found: Order, said: Answer) -> Given:
    zone = turn.other(found.seller_id).zone
    return Given(
        reason=said.reason,
        milli=said.milli,
        price_minor=said.price_minor,
        slot_at=slot_on(said.day, zone) if said.day else None,
        deadline_at=deadline_from(turn.now, zone),
        code=said.code,
        text=said.text,
        minor=said.minor,
        photo=said.photo,
    )


def _hand_over(turn: Turn, found: Order, given: Given) -> None:
    """Hand over; a wrong code is counted and asked again, an odd weight goes to the buyer."""
    decision = decide(found, "handover", moves.role_in(turn, found), turn.now, given)
    if isinstance(decision, Moved) or decision.reason not in {"code", "differs"}:
        carry_out(turn, found, "handover", given)
    elif decision.reason == "differs":
        carry_out(turn, found, "weigh", given)
    else:
        _count_miss(turn, found, given)


def _count_miss(turn: Turn, found: Order, given: Given) -> None:
    after = moves.move(turn, found, "miscode", given)
    if isinstance(after, Refused) or "handover" not in allowed(
        after, moves.role_in(turn, after), turn.now
    ):
        refuse(turn, found, Refused("locked"))
        return
    amount = f"{given.milli}:{found.unit}"
    turn.begin("handover", say("order-no-code"), order=str(found.id), amount=amount)


def _keep_account(turn: Turn, account: str | None) -> None:
    """Remember the farmer's account for the next order; another than before is announced."""
    profile = load_profile(turn.conn, turn.person.id)
    if profile is None or not account:
        return
    save_profile(turn.conn, replace(profile, pay_to=account))
    if profile.pay_to and profile.pay_to != account:
        changed = news.AccountChanged(turn.person.id, profile.pay_to, account)
        turn.announce(news.ACCOUNT, changed)


def speak(turn: Turn, said: Spoken) -> None:
    """Do what was typed, to the one order it can be meant for; else ask which."""
    meant = _meant(turn, said)
    fit = [found for found in meant if _may(turn, found, said.command)]
    if not fit:
        paid = said.command == "claim" and any(_is_cash_due(turn, found) for found in meant)
        why = say("order-cash-paid" if paid else "order-none-fits")
        turn.say(tell(why, buttons=((_mine(),),)))
    elif len(fit) > 1:
        choices = tuple((_choice(found, said.command),) for found in fit[:6])
        turn.say(tell(say("order-which"), buttons=choices))
    elif said.command in {SEE, *LOOKS}:
        look(turn, fit[0], moves.role_in(turn, fit[0]) or "", said.command)
    else:
        _do_spoken(turn, fit[0], said.command)


def _do_spoken(turn: Turn, found: Order, command: str) -> None:
    """Do what a button would; a weight nobody has shown them yet is shown first."""
    if command == "receive" and found.actual is not None:
        show(turn, found)
    else:
        do(turn, found, command, str(found.given) if command == "receive" else "")


def _is_cash_due(turn: Turn, found: Order) -> bool:
    """Whether somebody buys this in cash: then only the farmer can say that it is paid."""
    return found.buyer_id == turn.person.id and found.payment == DUE and found.pay_kind == CASH


def _meant(turn: Turn, said: Spoken) -> list[Order]:
    """Find the orders words can be about: whoever asks where their order is means an open one."""
    if said.number is None:
        mine = (turn.conn, turn.person.id)
        opened = store.load_mine(*mine, is_open=True, most=ENOUGH)
        if opened and said.command == SEE:
            return opened
        return [*opened, *store.load_mine(*mine, is_open=False, most=ENOUGH)]
    found = store.load_by_number(turn.conn, said.number)
    return [] if found is None or moves.role_in(turn, found) is None else [found]


def _may(turn: Turn, found: Order, command: str) -> bool:
    role = moves.role_in(turn, found)
    if command in LOOKS:
        return can_see(found, role, command)
    return command == SEE or command in allowed(found, role, turn.now)


def _choice(found: Order, command: str) -> Button:
    label = say("order-numbered", order=found.number)
    if command in LOOKS:
        return Button(label, f"order.{command}.{found.id}")
    return replace(button(found, command), label=label)


def _mine() -> Button:
    return Button(say("order-mine"), "orders.open")


# -- lists


def orders(turn: Turn, which: str = "open", page: str = "0", *_: str) -> None:
    """List somebody's open or done orders; for admins the disputed ones."""
    if which == "disputed" and not turn.person.is_admin:
        turn.toast(say("talk-not-yours"))
        return
    at = read_count(page, LAST) or 0
    which = which if which in {"open", "done", "disputed"} else "open"
    skip, most = at * screens.PAGE, screens.PAGE + 1
    if which == "disputed":
        found = store.load_disputed(turn.conn, skip=skip, most=most)
    else:
        mine = which == "open"
        found = store.load_mine(turn.conn, turn.person.id, is_open=mine, skip=skip, most=most)
    turn.show(screens.show_orders(found, which, at, turn.person.id))


def list_mine(turn: Turn, words: str) -> None:
    """Show the open orders, or the one whose number was typed with the command."""
    said = store.load_by_number(turn.conn, words.strip()) if words.strip() else None
    if said is not None and moves.role_in(turn, said) not in {None, ADMIN}:
        show(turn, said)
    else:
        orders(turn)


def list_disputes(turn: Turn, words: str) -> None:
    orders(turn, "disputed")
