"""What staff see of bulletins before they are sent: the lists, the card, whom, buttons, agreeing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bot.bulletins.bulletin import (
    ASKED,
    DONE,
    DRAFT,
    PAUSED,
    SENDING,
    SET,
    STOPPED,
    TEMPLATE,
    Bulletin,
    Wording,
    order_languages,
    stand_in,
)
from bot.bulletins.flow import FACETS
from bot.bulletins.screens import (
    ALL,
    HOME,
    do,
    say_audience,
    say_start,
    show_press,
    tongue_name,
)
from bot.kernel.topics import WARNING
from bot.people.tongues import Tongue
from bot.talk.buttons import in_rows, turn_pages
from bot.talk.message import Button, Message
from bot.text.phrase import Moment, Phrase, say

PAGE = 6
MOST_BUTTONS = 3
EVERY = "all"
GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "drafts": (DRAFT,),
        "asked": (ASKED,),
        "set": (SET,),
        "sending": (SENDING, PAUSED),
        "sent": (DONE, STOPPED),
        "templates": (TEMPLATE,),
    }
)
_SNIPPET = 24
_SHOWN = 10  # entries of a list that name nobody
_NONE: frozenset[str] = frozenset()

TEXTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            *(f"bulletins-is-{each}" for each in (DRAFT, ASKED, TEMPLATE)),
            *("bulletins-title", "bulletins-none", "bulletins-new", "bulletins-kept"),
            *("bulletins-drop", "bulletins-dropped", "bulletins-undrop", "bulletins-already"),
            *("bulletins-no-words", "bulletins-nobody", "bulletins-past", "bulletins-changed"),
            *("bulletins-not-alone", "bulletins-alone", "bulletins-agree", "bulletins-refuse"),
            *("bulletins-asked-others", "bulletins-take-back", "bulletins-taken-back"),
            *("bulletins-who", "bulletins-when", "bulletins-buttons", "bulletins-try"),
            *("bulletins-trial", "bulletins-sample", "bulletins-more", "bulletins-template"),
            *("bulletins-use", "bulletins-who-ask", "bulletins-everybody", "bulletins-keep-who"),
            *(
                "bulletins-unsave",
                "bulletins-unsaved",
                "bulletins-saved",
                "bulletins-draft",
                "bulletins-see",
            ),
            *("bulletins-add", "bulletins-enough", "bulletins-buttons-ask", "bulletins-no-offer"),
            *("bulletins-make-urgent", "bulletins-make-calm", "bulletins-planned"),
            *(f"bulletins-facet-{each}" for each in (*FACETS, "saved", "without")),
        ),
        _NONE,
    ),
    **dict.fromkeys((f"bulletins-group-{each}" for each in GROUPS), frozenset({"many"})),
    "bulletins-item": frozenset({"at", "words"}),
    "bulletins-line": frozenset({"at", "name", "told", "total", "words"}),
    "bulletins-people": frozenset({"count"}),
    "bulletins-written": frozenset({"language", "people"}),
    "bulletins-instead": frozenset({"language", "people", "other"}),
    "bulletins-write": frozenset({"language"}),
    "bulletins-look": frozenset({"language"}),
    "bulletins-send": frozenset({"people"}),
    "bulletins-sure": frozenset({"count"}),
    "bulletins-yes": frozenset({"people"}),
    "bulletins-found": frozenset({"count"}),
    "bulletins-missing": frozenset({"entries"}),
    "bulletins-remove": frozenset({"button"}),
    "bulletins-asks": frozenset({"name"}),
    "bulletins-agreed": frozenset({"name"}),
    "bulletins-returned": frozenset({"name", "words"}),
    "bulletins-kept-as": frozenset({"name"}),
    **dict.fromkeys((f"bulletins-with-{each}" for each in ("photo", "voice", "document")), _NONE),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A bulletin in a list: its words, who wrote it, how many were told of all it concerns."""

    one: Bulletin
    words: str
    by: str = ""
    told: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """A bulletin that is not sent yet: its words, and how many read each language."""

    one: Bulletin
    written: Mapping[str, Wording]
    counts: Mapping[str, int]
    tongues: Sequence[Tongue]

    @property
    def people(self) -> int:
        return sum(self.counts.values())

    @property
    def languages(self) -> list[str]:
        """Give the languages somebody reads or something is written in, most readers first."""
        codes = (each.code for each in self.tongues)
        return order_languages(
            [each for each in codes if self.counts.get(each) or each in self.written], self.counts
        )


# -- lists


def show_group(
    items: Sequence[Item], page: int, group: str, sums: Mapping[str, int], *before: Phrase
) -> Message:
    """List bulletins, the latest first; one more than a page tells of others."""
    shown = items[:PAGE]
    sent = [_line(each) for each in shown if group == "sent"]
    pager = turn_pages(page, lambda to: f"bulletins.list.{to}.{group}", more=len(items) > PAGE)
    new = Button(say("bulletins-new"), "bulletins.new")
    head = say("bulletins-title" if any(sums.values()) else "bulletins-none")
    ways = (new, HOME) if group == EVERY else (ALL, HOME)
    rows = (*((_item(each),) for each in shown), *((pager,) if pager else ()))
    groups = in_rows(_groups(sums)) if group == EVERY else ()
    return Message((*before, head, *((None, *sent) if sent else ())), (*rows, *groups, ways))


def _groups(sums: Mapping[str, int]) -> list[Button]:
    """Offer the groups there is something in."""
    count = {name: sum(sums.get(each, 0) for each in states) for name, states in GROUPS.items()}
    return [
        Button(say(f"bulletins-group-{name}", many=number), f"bulletins.list.0.{name}")
        for name, number in count.items()
        if number
    ]


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _SNIPPET else f"{plain[: _SNIPPET - 1]}…"


def _item(item: Item) -> Button:
    at = Moment(item.one.created_at, "day")
    label = say("bulletins-item", at=at, words=item.one.name or _short(item.words))
    return Button(label, f"bulletins.see.{item.one.id}")


def _line(item: Item) -> Phrase:
    at = Moment(item.one.started_at or item.one.created_at)
    sums = {"told": item.told, "total": item.total}
    return say("bulletins-line", at=at, name=item.by, words=_short(item.words), **sums)


# -- the card


def show_card(card: Card, *before: Phrase, mine: bool = True) -> Message:
    """Show a bulletin that is not sent: whom it concerns, when, and who reads which words."""
    one = card.one
    lines = (
        *before,
        say(f"bulletins-is-{one.state}"),
        *describe(card),
        None,
        say("bulletins-people", card.people),
        *(_coverage(code, card) for code in card.languages),
    )
    return Message(lines, (*_ways(card, mine=mine), (ALL, HOME)))


def describe(card: Card) -> tuple[Phrase, ...]:
    """Say what a bulletin is about, whom it concerns and when it goes out."""
    topic = say(f"bulletins-topic-{card.one.topic}")
    return (topic, *say_audience(card.one.audience, card.tongues), *say_start(card.one))


def _ways(card: Card, *, mine: bool) -> tuple[tuple[Button, ...], ...]:
    one = card.one
    if one.state == ASKED:
        return ((do(one, "take-back", "back"),),) if mine else (_agreeing(one),)
    if one.state == TEMPLATE:
        return ((do(one, "use", "use"), do(one, "drop", "drop")),)
    return (
        *(_write_row(code, card) for code in card.languages),
        (do(one, "who", "who"), do(one, "when", "when")),
        (do(one, "buttons", "buttons"), do(one, "try", "try")),
        (do(one, "send", "sure", people=card.people), do(one, "more", "more")),
    )


def show_more(card: Card) -> Message:
    """Offer what is seldom done with a draft."""
    one = card.one
    urgent = "make-calm" if one.audience.urgent else "make-urgent"
    night = ((do(one, urgent, "urgent"),),) if one.topic == WARNING else ()
    keep, drop = do(one, "template", "name", "template"), do(one, "drop", "drop")
    return Message(
        (say(f"bulletins-is-{one.state}"), *describe(card)),
        (*night, (keep, drop), (_draft(one), HOME)),
    )


def _draft(one: Bulletin) -> Button:
    return do(one, "draft", "see")


def _coverage(code: str, card: Card) -> Phrase:
    other = stand_in(code, card.written)
    name, readers = tongue_name(code, card.tongues), card.counts.get(code, 0)
    if other is None:
        return say("bulletins-written", language=name, people=readers)
    instead = tongue_name(other, card.tongues)
    return say("bulletins-instead", language=name, people=readers, other=instead)


def _write_row(code: str, card: Card) -> tuple[Button, ...]:
    name = tongue_name(code, card.tongues)
    write = do(card.one, "write", "write", code, language=name)
    look = do(card.one, "look", "look", code, language=name)
    return (write, look) if card.written else (write,)


def show_dropped(one: Bulletin) -> Message:
    undo = do(one, "undrop", "undrop")
    return Message((say("bulletins-dropped"),), ((undo,), (ALL, HOME)))


def confirm(card: Card) -> Message:
    """Ask whether so many people are really to be told."""
    yes = do(card.one, "yes", "go", people=card.people)
    back = Button(say("talk-back"), f"bulletins.see.{card.one.id}")
    lines = (say("bulletins-sure", card.people), *describe(card))
    return Message(lines, ((yes,), (back, HOME)))


# -- whom


def show_who(card: Card, *before: Phrase, has_saved: bool) -> Message:
    """Show whom a bulletin is for, and by what that can be made narrower."""
    one = card.one
    readers = (code for code in card.languages if card.counts.get(code))
    facets = (*FACETS, *(("saved", "without") if has_saved else ()))
    lines = (
        *before,
        say("bulletins-who-ask"),
        *say_audience(one.audience, card.tongues),
        None,
        say("bulletins-people", card.people),
        *(_coverage(code, card) for code in readers),
    )
    narrower = in_rows([do(one, f"facet-{each}", "fit", each) for each in facets])
    whole = do(one, "everybody", "everybody")
    keep = do(one, "keep-who", "name", "segment")
    forget = ((do(one, "unsave", "saved"),),) if has_saved else ()
    return Message(lines, (*narrower, (whole, keep), *forget, (_draft(one), HOME)))


def show_saved(one: Bulletin, saved: Sequence[tuple[int, str]]) -> Message:
    """List the saved audiences, each to be forgotten by a tap."""
    rows = tuple((do(one, "remove", "unsave", str(each), button=name),) for each, name in saved)
    return Message((say("bulletins-unsave"),), (*rows, (_draft(one), HOME)))


def say_found(count: int, missing: Sequence[str]) -> tuple[Phrase, ...]:
    """Say how many of a list are known, and who is not."""
    found = say("bulletins-found", count)
    return (found, say("bulletins-missing", entries=missing[:_SHOWN])) if missing else (found,)


# -- buttons


def show_buttons(one: Bulletin, *before: Phrase) -> Message:
    """Show the buttons under a bulletin: a tap takes one away."""
    own = (show_press(each).label for each in one.buttons)
    rows = ((do(one, "remove", "unpress", str(at), button=each),) for at, each in enumerate(own))
    add = ((do(one, "add", "press"),),) if len(one.buttons) < MOST_BUTTONS else ()
    return Message((*before, say("bulletins-buttons-ask")), (*rows, *add, (_draft(one), HOME)))


# -- agreeing


def ask_to_agree(card: Card, name: str) -> Message:
    """Ask another of the staff whether a bulletin may go out."""
    lines = (
        say("bulletins-asks", name=name),
        *describe(card),
        say("bulletins-people", card.people),
    )
    return Message(lines, (_agreeing(card.one), (do(card.one, "see", "see"), HOME)))


def _agreeing(one: Bulletin) -> tuple[Button, ...]:
    version = str(one.version)
    return (do(one, "agree", "agree", version), do(one, "refuse", "refuse", version))


def tell_author(one: Bulletin, *lines: Phrase) -> Message:
    return Message(lines, ((do(one, "see", "see"), HOME),))
