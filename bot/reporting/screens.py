"""What people see of reports: why something is reported, what was decided about them, and the appeal."""

from datetime import datetime

from bot.people.reported import LETTER, Asked
from bot.reporting.case import BAN, LIFTED, OWN, REASONS, SUSPEND, WARN, Ruling
from bot.talk.buttons import in_rows
from bot.talk.message import Button, Message
from bot.text.phrase import Moment, Phrase, say


def report_button(kind: str, thing: int) -> Button:
    return Button(say("report-button"), f"report.{kind}.{thing}")


def show_reasons(asked: Asked) -> Message:
    """Ask what is not right with a thing."""
    reasons = [
        Button(say(f"report-why-{code}"), f"report.why.{asked.kind}.{asked.id}.{code}")
        for code in REASONS
    ]
    nothing = Button(say("report-not"), "report.not")
    return Message((say(f"report-ask-{asked.kind}"),), (*in_rows(reasons), (nothing,)), listen=True)


def show_not() -> Message:
    return Message((say("report-kept"),))


def show_reported(asked: Asked, report_id: int) -> Message:
    """Thank, and offer to tell more and to hear no more of the other."""
    more = Button(say("report-more"), f"report.more.{report_id}")
    quiet = (Button(say("report-mute"), f"relay.mute.{asked.order_id}"),)
    is_letter = asked.kind == LETTER and asked.order_id is not None
    rows = ((more,), quiet) if is_letter else ((more,),)
    return Message((say("report-thanks"),), rows, listen=True)


def show_enough(at: datetime) -> Phrase:
    return say("report-enough", at=Moment(at, "time"))


def show_thanks(*, was_genuine: bool) -> Message:
    return Message((say("report-came-genuine" if was_genuine else "report-came"),))


# -- what was decided about somebody


def show_ruling(ruling: Ruling) -> Message:
    """Tell somebody kindly what was decided, why, until when, and how to object."""
    if ruling.undone_at is not None:
        return _show_lifted(ruling)
    lines = [say(f"ruling-{ruling.decision}"), why_of(ruling)]
    if ruling.until is not None:
        lines.append(say("ruling-until", at=Moment(ruling.until)))
    lines += [] if ruling.decision == WARN else [say("ruling-open")]
    if ruling.appealed_at is not None:
        return Message((*lines, say(f"appeal-{ruling.outcome or 'waits'}")), listen=True)
    appeal = Button(say("appeal-button"), f"appeal.{ruling.id}")
    return Message(tuple(lines), ((appeal,),), listen=True)


def _show_lifted(ruling: Ruling) -> Message:
    """Say that a decision holds no longer, and how to get back what it took off the market."""
    lifted = say("appeal-lifted" if ruling.outcome == LIFTED else "ruling-lifted")
    took = ruling.decision in {SUSPEND, BAN}
    return Message((lifted, say("ruling-sorry")) if took else (lifted,), listen=True)


def why_of(ruling: Ruling) -> Phrase:
    """Say why, in the staff's own words where they typed some."""
    if ruling.why == OWN and ruling.note:
        return say("ruling-why-own", words=ruling.note)
    return say("ruling-why", why=say(f"ruling-why-{ruling.why}"))


def show_standing(standing: str, until: datetime | None) -> Message:
    """Say what somebody may not do now, and what goes on."""
    lines = [say(f"barred-{standing}")]
    if until is not None:
        lines.append(say("ruling-until", at=Moment(until)))
    rows = (
        (Button(say("barred-orders"), "orders.open"),),
        (Button(say("appeal-button"), "appeal.last"), Button(say("barred-help"), "help.open")),
    )
    return Message((*lines, say("ruling-open")), rows, listen=True)


def show_over() -> Message:
    return Message((say("ruling-over"),), ((Button(say("talk-home"), "home"),),))


def show_hidden() -> Message:
    ask = Button(say("barred-help"), "help.open")
    return Message((say("report-hidden"),), ((ask,),), listen=True)


# -- appeals


def show_appealed() -> Message:
    return Message((say("appeal-sent"),), listen=True)


def show_no_appeal(ruling: Ruling | None) -> Message:
    """Say that there is nothing to object to, or what became of the appeal."""
    if ruling is None or ruling.appealed_at is None:
        return Message((say("appeal-nothing"),))
    return Message((say(f"appeal-{ruling.outcome or 'waits'}"),))


def show_upheld(ruling: Ruling) -> Message:
    """Tell somebody that their appeal changed nothing, and why once more."""
    return Message((say("appeal-upheld"), why_of(ruling)), listen=True)
