"""What shows that somebody finished a course: the certificate, its proof, the line on a card."""

from collections.abc import Sequence

from bot.learning.rules import Certified
from bot.learning.screens import OUT, course_name, day_of
from bot.talk.message import Button, Certificate, Message, tell
from bot.text.phrase import Moment, Phrase, say


def show_certificate(given: Certified, name: str, link: str, *, shows: bool) -> Message:
    """Show a certificate as a picture, with the way to let others see it."""
    picture = Certificate(
        f"certificate-{given.course}",
        course_name(given.course),
        say("learning-certificate-head"),
        say("talk-words", words=name),
        (say(f"learning-can-{given.course}"),),
        # Paper is looked at another day: "today" must not stand on it.
        say("learning-certificate-foot", day=Moment(given.given_at, "month")),
        link,
    )
    lines = (say("learning-certificate"), say("learning-certificate-how", link=link))
    return Message(lines, (_switch(shows=shows), OUT), picture=picture)


def _switch(*, shows: bool) -> tuple[Button]:
    what = "hide" if shows else "show"
    return (Button(say(f"learning-{what}"), f"learn.{what}"),)


def show_choice(*, shows: bool) -> Message:
    """Say whether others see now what one finished, with the way to change one's mind."""
    said = say("learning-shown" if shows else "learning-hidden")
    return tell(said, buttons=(_switch(shows=shows), OUT))


def show_proof(given: Certified, name: str) -> Message:
    """Tell anybody whose a certificate is, and what it says they can do."""
    told = say(
        "learning-certificate-true",
        name=name,
        course=course_name(given.course),
        day=day_of(given.given_at),
    )
    return Message((told, say(f"learning-can-{given.course}")), (OUT[1:],))


def card_lines(held: Sequence[Certified]) -> tuple[Phrase, ...]:
    """Say on somebody's card which courses they finished."""
    if not held:
        return ()
    return (say("learning-on-card", courses=[course_name(each.course) for each in held]),)
