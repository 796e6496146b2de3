"""What the commands, buttons and finished questions of people do."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.feature import Turn
from bot.people import rules, screens, store
from bot.people.flow import Joined, Known, Spoken
from bot.people.newcomers import FOLLOWED, JOINED
from bot.people.store import Profile
from bot.people.tongues import Tongue, order_tongues
from bot.store import drafts
from bot.talk.event import (
    Commanded,
    Contacted,
    Documented,
    Edited,
    Event,
    Located,
    Pictured,
    Said,
    Unreadable,
    Voiced,
)
from bot.talk.message import tell
from bot.talk.tap import BACK, CANCEL
from bot.text.phrase import Phrase, say

# Questions somebody may be answering before they have joined.
_OPEN_TO_ALL = frozenset({"language", "join", "forget"})
_ANSWERS = (Said, Located, Pictured, Voiced, Contacted, Documented, Unreadable, Edited)


@dataclass(frozen=True, slots=True)
class Setup:
    """What the deployment decides: whose Telegram ids are staff, which languages are offered."""

    admins: frozenset[int]
    tongues: tuple[Tongue, ...]

    # -- facts

    def language_facts(self, turn: Turn, answers: Mapping[str, str]) -> Known:
        """Load what the question of the language needs; the hint is kept in the draft."""
        hint = turn.person.language or answers.get("hint")
        offered = order_tongues(self.tongues, hint, turn.speaker.country)
        return Known(tongues=offered, is_new=turn.person.language is None)

    # -- who may pass

    def gate(self, turn: Turn) -> bool:
        """Lead whoever has not joined to the questions of joining; tells whether it did."""
        self.meet(turn)
        if rules.may_pass(turn.person.language, turn.person.roles):
            return False
        if _is_answering(turn):
            return False
        before = say("people-join-first") if turn.person.language else say("people-hello")
        lead_in(turn, before)
        return True

    def meet(self, turn: Turn) -> None:
        """Let the settings decide who is staff."""
        person = turn.person
        roles = rules.with_admin(person.roles, admin=person.user_id in self.admins)
        if set(roles) != set(person.roles):
            turn.save_person(replace(person, roles=roles))

    def start(self, turn: Turn, words: str) -> None:
        """Open the bot, perhaps by a deep link; before joining the link is remembered."""
        self.meet(turn)
        payload = words if rules.is_payload(words) else ""
        if rules.has_joined(turn.person.roles):
            _open(turn, payload)
        elif payload:
            store.keep_link(turn.conn, turn.person.id, payload, turn.now)
            turn.announce(FOLLOWED, payload)
            lead_in(turn, say("people-link-kept"))
        else:
            lead_in(turn, say("people-hello"))


def _is_answering(turn: Turn) -> bool:
    """Whether the event belongs to a question somebody may answer before joining."""
    active = drafts.load_active(turn.conn, turn.person.id)
    return active is not None and active.flow in _OPEN_TO_ALL and _is_answer(turn.event)


def _is_answer(event: Event) -> bool:
    if isinstance(event, Commanded):
        return event.name in {BACK, CANCEL}
    return isinstance(event, _ANSWERS)


def _open(turn: Turn, payload: str) -> None:
    if turn.person.stopped_at is not None:
        turn.say(screens.show_still_stopped())
    if payload:
        turn.open_link(payload)
    else:
        drafts.park_active(turn.conn, turn.person.id)
        turn.go_home()


def lead_in(turn: Turn, *before: Phrase) -> None:
    """Ask the next question on the way to joining, where it was left if it was begun."""
    flow = "join" if turn.person.language else "language"
    begun = drafts.load_flow(turn.conn, turn.person.id, flow)
    if begun is not None:
        turn.resume(begun.id, *before)
    elif flow == "join":
        name = rules.fit_name(turn.sender.name) if turn.sender else ""
        turn.begin("join", *before, telegram=name)
    else:
        _ask_language(turn, *before)


def _ask_language(turn: Turn, *before: Phrase, resume: str = "") -> None:
    hint = (turn.sender.language_hint if turn.sender else None) or ""
    turn.begin("language", *before, hint=hint, resume=resume)


# -- language


def change_language(turn: Turn, *_: str) -> None:
    """Ask for the language; what was being asked waits and goes on in the new one."""
    active = drafts.load_active(turn.conn, turn.person.id)
    if active is not None and active.flow == "language":
        turn.resume(active.id)
    else:
        _ask_language(turn, resume="" if active is None else str(active.id))


def speak(turn: Turn, chosen: Spoken) -> None:
    """Speak another language from here on, and go on with what was interrupted."""
    turn.save_person(replace(turn.person, language=chosen.language))
    interrupted = drafts.load(turn.conn, chosen.resume) if chosen.resume else None
    if interrupted is not None and interrupted.person_id == turn.person.id:
        turn.resume(interrupted.id)
    elif rules.has_joined(turn.person.roles):
        turn.go_home()
    else:
        lead_in(turn)


# -- joining


def joining_facts(turn: Turn, answers: Mapping[str, str]) -> Known:
    """Load what the questions of joining need; Telegram's name is kept in the draft."""
    shut_in = not rules.may_pass(turn.person.language, turn.person.roles)
    return Known(suggested=answers.get("telegram", ""), is_new=shut_in)


def join(turn: Turn, joined: Joined) -> None:
    """Keep somebody who agreed, and go straight on to what they came for."""
    if rules.has_joined(turn.person.roles):
        turn.go_home()
        return
    link = store.take_link(turn.conn, turn.person.id)
    kept = _profile(turn, joined, link)
    store.save_profile(turn.conn, kept)
    person = replace(turn.person, called=joined.called)
    turn.save_person(
        replace(
            person,
            country=joined.address.country,
            zone=joined.address.zone,
            roles=rules.roles_of(joined.wants, person.roles),
        )
    )
    turn.show(tell(say("people-welcome", name=joined.called)))
    turn.announce(JOINED, kept)
    _go_on(turn, joined.wants, link)


def _profile(turn: Turn, joined: Joined, link: str | None) -> Profile:
    at = joined.address
    return Profile(
        person_id=turn.person.id,
        wants=joined.wants,
        region=at.region,
        place_id=at.place_id,
        lat_e6=at.lat_e6,
        lon_e6=at.lon_e6,
        consent_at=turn.now,
        joined_at=turn.now,
        village=at.village,
        source=link,
    )


def _go_on(turn: Turn, wants: str, link: str | None) -> None:
    if link:
        turn.open_link(link)
    else:
        begin(turn, wants)


def begin(turn: Turn, wants: str) -> None:
    """Begin with what somebody came for."""
    if wants == rules.SELL:
        turn.begin("sell")
    elif wants == rules.BUY:
        turn.act("buy.near")
    else:
        turn.go_home()


# -- help


def help_out(turn: Turn, *_: str) -> None:
    """Say what the bot is for; a question that was open is asked again."""
    turn.say(screens.show_help())
    active = drafts.load_active(turn.conn, turn.person.id)
    if active is not None:
        turn.resume(active.id)
    elif not rules.may_pass(turn.person.language, turn.person.roles):
        lead_in(turn)
