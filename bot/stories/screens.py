"""What farmers see of stories: the question, a neighbour's story, their own and what came of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.kernel.quantity import Quantity
from bot.kernel.topics import STORIES
from bot.selling.produce import crop_phrase, plainly
from bot.stories import rules
from bot.stories.story import (
    AGREEING,
    NAMED,
    NEIGHBOUR,
    REFUSED,
    TOLD,
    WAITING,
    WITHDRAWN,
    Effect,
    Story,
)
from bot.talk.buttons import Buttons
from bot.talk.message import Button, Message
from bot.text.phrase import Moment, Phrase, say

_NONE: frozenset[str] = frozenset()
_WHAT = frozenset({"crop", "name", "amount"})

TEXTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            *("home-stories", "command-stories", "story-neighbour", "story-you-too", "story-list"),
            *("story-later", "story-later-said", "story-mute", "story-yes-named"),
            *("story-yes-neighbour", "story-no", "story-no-said", "story-sent", "story-gone"),
            *("story-words-reach", "story-mine", "story-mine-none", "story-told-now"),
            *("story-changed", "story-agree", "story-withdraw", "story-back", "story-withdrawn"),
            *("story-refused", "story-named", "story-unnamed", "story-to-named"),
            *("story-to-neighbour", "story-state-waiting", "story-state-agreeing"),
            *("story-state-told", "story-state-refused", "story-state-withdrawn", "story-all"),
            *("story-result-thanks", "story-nobody", "story-ask-only"),
        ),
        _NONE,
    ),
    "story-ask": _WHAT,
    "story-like": _WHAT,
    "story-news": _WHAT | {"km"},
    "story-news-close": _WHAT,
    "story-news-then": _WHAT | {"km", "at"},
    "story-news-then-close": _WHAT | {"at"},
    "story-said": frozenset({"words"}),
    "story-voice": frozenset({"name"}),
    "story-line": frozenset({"crop", "at"}),
    "story-why": frozenset({"words"}),
    "story-reached": frozenset({"count"}),
    "story-listed": frozenset({"count"}),
}

HOME = Button(say("talk-home"), "home")
MUTE = Button(say("story-mute"), f"bulletin.mute.{STORIES}")


@dataclass(frozen=True, slots=True)
class Shown:
    """A story as it is told: the teller's name, and what the sales say."""

    story: Story
    called: str
    amount: Quantity

    @property
    def name(self) -> str | Phrase:
        named = self.story.named and self.called
        return self.called if named else say("story-neighbour")


def ask(called: str, crop_id: str, amount: Quantity, order_id: int) -> Message:
    """Ask somebody who sold well whether neighbours may hear of it."""
    crop = crop_phrase(crop_id)
    asked = say("story-ask", name=called, amount=plainly(amount), crop=crop)
    rows = (
        (Button(say("story-yes-named"), f"story.tell.{order_id}.{NAMED}"),),
        (Button(say("story-yes-neighbour"), f"story.tell.{order_id}.{NEIGHBOUR}"),),
        (Button(say("story-no"), f"story.no.{order_id}"), MUTE),
    )
    return Message((asked, say("story-ask-only")), rows, listen=True)


# -- what neighbours are told


def headline(shown: Shown, km: int, now: datetime) -> Phrase:
    """Say who sold how much, how far away and when; the figures are the market's own."""
    story = shown.story
    said: dict[str, object] = {
        "crop": crop_phrase(story.crop_id),
        "name": shown.name,
        "amount": plainly(shown.amount),
    }
    key, away = "story-news", rules.rough_km(km, named=story.named)
    if now - story.until > rules.WEEK:
        key, said["at"] = f"{key}-then", Moment(story.until, "day")
    if away:
        return Phrase(key, said | {"km": away})
    return Phrase(f"{key}-close", said)


def tell(shown: Shown, km: int, now: datetime, *, begins: bool = False) -> Iterator[Message]:
    """Tell a neighbour; to whom `begins` to sell anyway no button for it is shown."""
    story = shown.story
    if story.voice and story.photo:
        yield Message((say("story-voice", name=shown.name),), voice=story.voice)
    ways: Buttons = () if begins else ((Button(say("story-list"), "listing.new"),),)
    later = () if begins else (Button(say("story-later"), "story.later"),)
    yield _told(shown, km, now, (*ways, (*later, MUTE)), say("story-you-too"))


def _told(shown: Shown, km: int, now: datetime, buttons: Buttons, *after: Phrase) -> Message:
    story = shown.story
    words = (say("story-said", words=story.words),) if story.words else ()
    return Message(
        (headline(shown, km, now), *words, *after),
        buttons,
        photo=story.photo,
        voice=None if story.photo else story.voice,
        listen=True,
    )


# -- the teller's own


def show_declined() -> Message:
    return Message((say("story-no-said"),), ((HOME,),), listen=True)


def show_sent(story_id: int) -> Message:
    rows = ((_withdraw(story_id), _all()), (HOME,))
    return Message((say("story-sent"),), rows, listen=True)


def show_mine(found: Sequence[Story]) -> Message:
    """List somebody's stories, each with a way to it."""
    if not found:
        return Message((say("story-mine-none"),), ((HOME,),), listen=True)
    rows = tuple((_to(each),) for each in found)
    return Message((say("story-mine"),), (*rows, (HOME,)), listen=True)


def _to(one: Story) -> Button:
    label = say("story-line", crop=crop_phrase(one.crop_id), at=Moment(one.until, "day"))
    return Button(label, f"story.see.{one.id}")


def show_own(
    shown: Shown | None, story: Story, effect: Effect, now: datetime, *before: Phrase
) -> Message:
    """Show somebody their story as it is told, where it stands and what came of it."""
    said = (_preview(shown, now),) if shown else (say("story-nobody"),)
    words = (say("story-said", words=story.words),) if story.words else ()
    why = (say("story-why", words=story.why),) if story.state == REFUSED and story.why else ()
    lines = (
        *before,
        *said,
        *words,
        say("story-named" if story.named else "story-unnamed"),
        say(f"story-state-{story.state}"),
        *why,
        *reach(effect),
    )
    return Message(
        lines,
        _ways(story, now),
        photo=story.photo,
        voice=None if story.photo else story.voice,
        listen=True,
    )


def _preview(shown: Shown, now: datetime) -> Phrase:
    crop = crop_phrase(shown.story.crop_id)
    return say("story-like", crop=crop, name=shown.name, amount=plainly(shown.amount))


def reach(effect: Effect) -> tuple[Phrase, ...]:
    """Say how many were told and how many of them offered something new."""
    seen = effect.seen
    if not seen.told:
        return ()
    listed = (say("story-listed", count=seen.listed),) if seen.listed else ()
    return (say("story-reached", count=seen.told), *listed)


def _ways(story: Story, now: datetime) -> Buttons:
    rows: list[tuple[Button, ...]] = []
    if story.state == AGREEING:
        rows.append((Button(say("story-agree"), f"story.agree.{story.id}"),))
    if story.state in {WAITING, AGREEING, TOLD}:
        other = "story-to-neighbour" if story.named else "story-to-named"
        # What it is now stands in the button: tapped twice it changes once.
        rows.append((Button(say(other), f"story.name.{story.id}.{int(story.named)}"),))
        rows.append((_withdraw(story.id), _all()))
    elif story.state == WITHDRAWN and now - story.moved_at <= rules.UNDO:
        rows.append((Button(say("story-back"), f"story.back.{story.id}"), _all()))
    else:
        rows.append((_all(),))
    return (*rows, (HOME,))


def _withdraw(story_id: int) -> Button:
    return Button(say("story-withdraw"), f"story.withdraw.{story_id}")


def _all() -> Button:
    return Button(say("story-all"), "story.own")


def show_result(effect: Effect, story_id: int) -> Message:
    """Tell somebody after two weeks what their story brought about."""
    see = Button(say("story-all"), f"story.see.{story_id}")
    return Message((*reach(effect), say("story-result-thanks")), ((see, MUTE),), listen=True)
