"""What somebody changes about themselves later: name, place, hours, wishes, and being told things."""

from collections.abc import Mapping
from dataclasses import replace

from bot.feature import Turn
from bot.people import rules, screens, store
from bot.people.flow import Hours, Known
from bot.people.spots import Address
from bot.people.turns import change_language, lead_in
from bot.store import drafts
from bot.talk.message import tell
from bot.text.phrase import say


def settings_facts(turn: Turn, answers: Mapping[str, str]) -> Known:
    """Load what somebody has told before."""
    profile = store.load_profile(turn.conn, turn.person.id)
    return Known(
        suggested=answers.get("telegram", ""),
        called=turn.person.called or "",
        region=profile.region if profile else "",
        place_id=profile.place_id if profile else "",
        has_digits=bool(turn.speaker.digits),
    )


def open_settings(turn: Turn, *_: str) -> None:
    """Show the settings, or the way to have some."""
    if rules.has_joined(turn.person.roles):
        turn.begin("settings")
    else:
        lead_in(turn)


def choose_setting(turn: Turn, setting: str) -> None:
    """Ask the questions of one setting."""
    match setting:
        case "language":
            change_language(turn)
        case "name":
            name = rules.fit_name(turn.sender.name) if turn.sender else ""
            turn.begin("rename", telegram=name)
        case "place":
            turn.begin("move")
        case _:
            turn.begin(setting)


def rename(turn: Turn, name: str) -> None:
    turn.save_person(replace(turn.person, called=name))
    _saved(turn)


def move(turn: Turn, to: Address) -> None:
    """Keep another place, with the country, zone and so the money that go with it."""
    turn.save_person(replace(turn.person, country=to.country, zone=to.zone))
    _change_profile(
        turn,
        region=to.region,
        place_id=to.place_id,
        village=to.village,
        lat_e6=to.lat_e6,
        lon_e6=to.lon_e6,
    )


def want(turn: Turn, wants: str) -> None:
    """Sell, buy or both from here on."""
    turn.save_person(replace(turn.person, roles=rules.roles_of(wants, turn.person.roles)))
    _change_profile(turn, wants=wants)


def set_hours(turn: Turn, hours: Hours) -> None:
    wake, rest = rules.AWAKE[hours.awake]
    turn.save_person(replace(turn.person, wake=wake, rest=rest))
    _change_profile(turn, hour=hours.hour)


def set_digits(turn: Turn, which: str) -> None:
    """Write numbers in the script's own digits, or in plain ones."""
    turn.save_person(replace(turn.person, native=which == "own"))
    _saved(turn)


def set_notices(turn: Turn, level: str) -> None:
    """Choose what the bot may say first; none at all is the same as /stop."""
    if level == rules.NONE:
        stop(turn)
        return
    turn.save_person(replace(turn.person, stopped_at=None))
    _change_profile(turn, notices=level)


def _change_profile(turn: Turn, **changes: object) -> None:
    profile = store.load_profile(turn.conn, turn.person.id)
    if profile is not None:
        store.save_profile(turn.conn, replace(profile, **changes))  # type: ignore[arg-type]
    _saved(turn)


def _saved(turn: Turn) -> None:
    turn.show(tell(say("people-saved")))
    turn.go_home()


def stop(turn: Turn, *_: str) -> None:
    """Say nothing first any more, until the person says otherwise; answers still come."""
    before = turn.person.stopped_at is not None
    if not before:
        drafts.park_active(turn.conn, turn.person.id)
        turn.save_person(replace(turn.person, stopped_at=turn.now))
    turn.say(screens.show_stopped(before=before))


def unstop(turn: Turn, *_: str) -> None:
    """Speak first again."""
    if turn.person.stopped_at is not None:
        turn.save_person(replace(turn.person, stopped_at=None))
    turn.show(tell(say("people-unstopped")))
