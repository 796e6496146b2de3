"""What staff see of stories: those that wait, one with all its parts, what stories bring about."""

from collections.abc import Mapping, Sequence

from bot.selling.produce import crop_phrase, plainly
from bot.stories import rules
from bot.stories.screens import HOME, Shown, reach
from bot.stories.story import AGREEING, PARTS, REFUSED, TOLD, WITHDRAWN, Effect, Story, Tally
from bot.talk.buttons import Buttons, in_rows, turn_pages
from bot.talk.message import Button, Message
from bot.text.phrase import Moment, Phrase, PlaceName, say

PAGE = 6
WAITS, EVERY = LISTS = ("waiting", "all")

_NONE: frozenset[str] = frozenset()
TEXTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            *("stories-waiting", "stories-waiting-none", "stories-all", "stories-all-none"),
            *("stories-to-waiting", "stories-to-all", "stories-effect", "stories-approve"),
            *("stories-refuse", "stories-words", "stories-undo", "stories-without-words"),
            *("stories-without-photo", "stories-without-voice", "stories-unnamed"),
            *("stories-changed", "stories-marked", "stories-own", "stories-sold-nothing"),
            *("stories-effect-title", "stories-effect-none", "stories-effect-few"),
            *("stories-effect-lot", "stories-new", "stories-mine"),
        ),
        _NONE,
    ),
    "stories-line": frozenset({"name", "crop", "state"}),
    "stories-title": frozenset({"name", "place"}),
    "stories-sold": frozenset({"crop", "amount", "since", "until"}),
    "stories-seen": frozenset({"done", "ripe", "percent"}),
    "stories-unseen": frozenset({"done", "ripe", "percent"}),
}


def show_list(
    found: Sequence[tuple[Story, str]], which: str, page: int, *, sells: bool = False
) -> Message:
    """List stories six a page; one more than a page tells that there are more."""
    shown = found[:PAGE]
    head = say(f"stories-{which}" if shown else f"stories-{which}-none")
    rows = tuple((_line(story, name),) for story, name in shown)
    pager = turn_pages(page, lambda to: f"stories.{which}.{to}", more=len(found) > PAGE)
    other = EVERY if which == WAITS else WAITS
    ways = (
        Button(say(f"stories-to-{other}"), f"stories.{other}.0"),
        Button(say("stories-effect"), "stories.effect"),
    )
    own = ((Button(say("stories-mine"), "story.own"),),) if sells else ()
    return Message((head,), (*rows, *((pager,) if pager else ()), ways, *own, (HOME,)))


def _line(story: Story, name: str) -> Button:
    label = say(
        "stories-line",
        name=name,
        crop=crop_phrase(story.crop_id),
        state=say(f"story-state-{story.state}"),
    )
    return Button(label, f"stories.see.{story.id}")


def show_one(
    story: Story, shown: Shown | None, name: str, effect: Effect, by: int, *before: Phrase
) -> Message:
    """Show one story with what the sales say, and what can be done with it."""
    return Message(
        (*before, *_lines(story, shown, name), *reach(effect), *_compare(effect)),
        (*_deeds(story, by), (Button(say("stories-to-waiting"), f"stories.{WAITS}.0"),)),
        photo=story.photo,
        voice=None if story.photo else story.voice,
    )


def _lines(story: Story, shown: Shown | None, name: str) -> tuple[Phrase, ...]:
    crop = crop_phrase(story.crop_id)
    since, until = Moment(story.since, "day"), Moment(story.until, "day")
    if shown is None:
        sold = say("stories-sold-nothing")
    else:
        sold = say(
            "stories-sold", crop=crop, amount=plainly(shown.amount), since=since, until=until
        )
    return (
        say("stories-title", name=name, place=PlaceName(story.place_id)),
        sold,
        *((say("story-said", words=story.words),) if story.words else ()),
        *(() if story.named else (say("stories-unnamed"),)),
        *((say("stories-changed"),) if story.changed else ()),
        say(f"story-state-{story.state}"),
        *((say("story-why", words=story.why),) if story.state == REFUSED and story.why else ()),
    )


def show_voice(story: Story) -> Message | None:
    """Let a voice note be heard that does not fit beside the photo."""
    return Message((), voice=story.voice) if story.photo and story.voice else None


def _deeds(story: Story, by: int) -> Buttons:
    if story.teller_id == by:
        return ()
    if story.state in {TOLD, AGREEING, REFUSED}:
        return ((Button(say("stories-undo"), f"stories.undo.{story.id}"),),)
    if story.state == WITHDRAWN:
        return ()
    less = [
        Button(say(f"stories-without-{part}"), f"stories.strip.{story.id}.{part}")
        for part in PARTS
        if getattr(story, part)
    ]
    return (
        (Button(say("stories-approve"), f"stories.approve.{story.id}.{story.version}"),),
        (
            Button(say("stories-words"), f"stories.words.{story.id}"),
            Button(say("stories-refuse"), f"stories.refuse.{story.id}"),
        ),
        *in_rows(less),
    )


# -- what stories bring about


def show_effect(whole: Effect) -> Message:
    """Show how many offered something after a story, beside those who saw none."""
    if not whole.seen.told:
        lines: tuple[Phrase, ...] = (say("stories-effect-none"),)
    else:
        lines = (
            say("stories-effect-title"),
            *reach(whole),
            *_compare(whole),
            say("stories-effect-lot"),
        )
    return Message(lines, ((Button(say("stories-to-all"), f"stories.{EVERY}.0"),), (HOME,)))


def _compare(effect: Effect) -> tuple[Phrase, ...]:
    if not effect.seen.ripe:
        return ()
    few = () if rules.is_comparable(effect.seen, effect.unseen) else (say("stories-effect-few"),)
    unseen = (_share("unseen", effect.unseen),) if effect.unseen.ripe else ()
    return (_share("seen", effect.seen), *unseen, *few)


def _share(side: str, counted: Tally) -> Phrase:
    share = rules.percent(counted)
    return say(f"stories-{side}", done=counted.done, ripe=counted.ripe, percent=share)
