"""What a reader is warned of beside a letter: facts of the book, reasons, and what to do. Pure."""

from collections.abc import Iterator

from bot.guarding.verdict import CODE, LEAVE, REMOTE, REVERSAL, SAFE, SCAM, SCAN, Verdict
from bot.kernel.money import Money
from bot.ordering.order import Order
from bot.people.reported import LETTER
from bot.relaying.judging import is_paid, keys_in
from bot.relaying.letters import Letter
from bot.talk.buttons import Buttons
from bot.talk.message import Button, Message
from bot.text.phrase import Phrase, say

REASONS = 3  # the weightiest are named
UNPAID = "unpaid"  # a signal, and what the quiet note says
# Acts of which a word is said even where nothing else is odd, with the family that advises.
ADVISED = {CODE: "code", SCAN: "scan", REMOTE: "remote", SAFE: "threat", LEAVE: "leave"}
BACK = {REVERSAL: "reversal"}  # likewise, from who has not paid: a refund is talked of in peace

Name = Phrase | str


def report_button(letter_id: int) -> Button:
    return Button(say("relay-report"), f"report.{LETTER}.{letter_id}")


def beside(order: Order, letter: Letter) -> tuple[Phrase | None, ...]:
    """Say what a reader should know of a letter: nothing of most."""
    verdict = letter.verdict
    if verdict is None:
        return ()
    note = tuple(_note(order, letter, verdict))
    warning = tuple(_warning(verdict, is_noted=bool(note))) if letter.is_warned_of else ()
    return (None, *note, *warning) if note or warning else ()


def _note(order: Order, letter: Letter, verdict: Verdict) -> Iterator[Phrase]:
    """Say what the book says of a payment the buyer tells of, and the word on a risky act."""
    is_unpaid = is_paid(order, order.role_of(letter.from_id) or "") is False
    if verdict.claims and is_unpaid:
        rest = Money(order.rest, order.currency)
        yield say("relay-unpaid", order=order.number, rest=rest)
    if not verdict.is_bad:
        advised = ADVISED | BACK if is_unpaid else ADVISED
        told = [family for act, family in advised.items() if act in verdict.acts]
        yield from (say(f"guard-{family}-stop") for family in told[:1])


def _warning(verdict: Verdict, *, is_noted: bool) -> Iterator[Phrase]:
    yield say("relay-warn-scam" if verdict.level == SCAM else "relay-warn")
    told = [name for name in verdict.signals if not (is_noted and name == UNPAID)]
    for name in told[:REASONS]:
        yield say("relay-warn-why", why=say(f"guard-signal-{name}"))
    for what in ("stop", "check"):
        yield say(f"guard-{verdict.family}-{what}" if verdict.family else f"relay-warn-{what}")


def choices(letter: Letter) -> Buttons:
    """Let a reader say that a letter is genuine, or report it."""
    genuine = Button(say("relay-vouch"), f"relay.vouch.{letter.id}")
    return ((genuine, report_button(letter.id)),)


def show_held(order: Order, letter: Letter, name: Name) -> Message:
    """Say that a letter is held back, and why, until its reader wants to see it."""
    verdict = letter.verdict
    assert verdict is not None
    act = keys_in(verdict)[0]
    lines = (say(f"relay-held-{act}", name=name, order=order.number), say(f"guard-{act}-stop"))
    see = Button(say("relay-show"), f"relay.open.{letter.id}")
    quiet = Button(say("relay-mute"), f"relay.mute.{order.id}")
    back = Button(say("relay-order"), f"order.see.{order.id}")
    rows = ((see, report_button(letter.id)), (quiet, back))
    return Message(lines, rows, listen=True)
