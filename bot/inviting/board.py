"""What staff see of invites: who brings people, region by region, and as a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.inviting.rules import Invite
from bot.kernel.places import Place
from bot.talk.buttons import in_rows, turn_pages
from bot.talk.message import Button, File, Message
from bot.text.phrase import Phrase, PlaceName, say
from bot.text.spreadsheet import write_csv

PAGE = 8
EVERYWHERE = "all"
_HOME = Button(say("talk-home"), "home")
_COLUMNS = ("name", "region", "joined", "listed", "sold")

Bringers = Sequence[tuple[Invite, str]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of a list: of which region, or of all."""

    region: Place | None
    page: int = 0

    @property
    def key(self) -> str:
        return EVERYWHERE if self.region is None else self.region.id


def show_bringers(found: Bringers, shown: Shown) -> Message:
    """List who brings people; one more than a page tells that there is another."""
    rows = found[:PAGE]
    lines = [_title(shown), None, *(_line(one, name) for one, name in rows)]
    if not rows:
        lines.append(say("invites-none"))
    pages = turn_pages(
        shown.page, lambda page: f"invites.list.{shown.key}.{page}", more=len(found) > PAGE
    )
    file = Button(say("invites-file"), f"invites.csv.{shown.key}")
    regions = Button(say("invites-regions"), "invites.regions")
    return Message(tuple(lines), tuple(filter(None, (pages, (file, regions), (_HOME,)))))


def _title(shown: Shown) -> Phrase:
    if shown.region is None:
        return say("invites-title")
    return say("invites-title-region", place=PlaceName(shown.region.id))


def _line(one: Invite, name: str) -> Phrase:
    whose = name or say("people-somebody")
    return say("invites-line", name=whose, joined=one.joined, listed=one.listed, sold=one.sold)


def show_regions(found: Sequence[tuple[str, int, int]]) -> Message:
    """List regions with how many of their people bring others, and how many came."""
    lines = [
        say("invites-region", place=PlaceName(region), people=people, joined=joined)
        for region, people, joined in found
    ]
    buttons = [
        Button(say("invites-see", place=PlaceName(region)), f"invites.list.{region}.0")
        for region, *_ in found
    ]
    back = Button(say("invites-back"), f"invites.list.{EVERYWHERE}.0")
    title = say("invites-regions-title")
    told = lines or [say("invites-none")]
    return Message((title, None, *told), (*in_rows(buttons), (back, _HOME)))


def show_file(found: Bringers, shown: Shown, label: Callable[[Phrase], str]) -> Message:
    """Give the list as a file for a spreadsheet."""
    head = [label(say(f"invites-column-{name}")) for name in _COLUMNS]
    rows = [(name, one.region or "", one.joined, one.listed, one.sold) for one, name in found]
    file = File(f"invites-{shown.key}.csv", write_csv(head, rows))
    return Message((_title(shown),), file=file)
