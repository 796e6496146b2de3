"""The list of what is for sale, its filters, and the searches that are kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.finding.rules import Kept, Seeking
from bot.kernel.money import Money
from bot.ordering.filters import CHEAPEST, DAYS, DISTANCES, FRESHEST, PAGE, SORTS, Filters, Found
from bot.ordering.market import LAST, say_place, say_rate
from bot.selling.offers import LABELS, Listing
from bot.selling.produce import amount_phrase, crop_phrase, rate_phrase
from bot.talk.buttons import Buttons, in_rows, turn_pages
from bot.talk.message import Button, Message
from bot.text.phrase import Phrase, PlaceName, Raw, say

ANY = "any"
COUNTED = 20  # results counted; more are said as "20+"


@dataclass(frozen=True, slots=True)
class Wider:
    """What there would be with a filter loosened: within `km`, or anywhere; `None` clears all."""

    km: int | None
    count: int
    clears: bool = False


def show_list(now: Seeking, found: Sequence[Found], today: date, currency: str) -> Message:
    """List results six a page; one more than a page tells that there are more."""
    shown = found[:PAGE]
    turns = turn_pages(now.page, lambda to: f"find.page.{to}", more=len(found) > PAGE)
    lines = (
        _head(now),
        *filter_lines(now, currency),
        None,
        *(_line(each, today) for each in shown),
    )
    choices = tuple(show_choice(each, now.filters.crop) for each in shown)
    return Message(
        (*lines, None, say("buy-or-type")),
        (*choices, *((turns,) if turns else ()), *_ways(now)),
        listen=True,
    )


def _head(now: Seeking) -> Phrase:
    crop, sort = now.filters.crop, now.filters.sort
    if crop is None:
        return say("find-fresh" if sort == FRESHEST else "buy-near")
    keys = {FRESHEST: "find-fresh-crop", CHEAPEST: "find-cheap-crop"}
    return say(keys.get(sort, "buy-near-crop"), crop=crop_phrase(crop))


def filter_lines(now: Seeking, currency: str) -> tuple[Phrase, ...]:
    """Say what the list leaves out, and from where it is looked, a line each."""
    away = (say("find-on-place", place=PlaceName(now.spot.place_id or "")),)
    return (*_said(now.filters, currency), *(away if now.is_away and now.spot.place_id else ()))


def _said(filters: Filters, currency: str) -> Iterable[Phrase]:
    if filters.km is not None:
        yield say("find-on-km", km=filters.km)
    if filters.most is not None:
        yield say("find-on-most", rate=rate_phrase(Money(filters.most, currency), filters.unit))
    if filters.days is not None:
        yield say(f"find-on-days-{filters.days}")
    if filters.label is not None:
        yield say(f"find-on-{filters.label}")


def _line(each: Found, today: date) -> Phrase:
    listed = each.offer.listing
    return say(
        "buy-line",
        crop=crop_phrase(listed.crop_id),
        amount=amount_phrase(each.offer.free, listed.unit_grams),
        rate=say_rate(each.offer),
        seller=each.offer.seller or say("order-somebody"),
        place=_away(each),
        ready=max(listed.ready, today),
    )


def _away(each: Found) -> object:
    place = say_place(each.offer)
    if each.km is None:
        return place
    return say("find-away", place=place, km=each.km) if each.km else say("find-close", place=place)


def show_choice(each: Found, crop: str | None = None) -> tuple[Button, ...]:
    """Make the button that opens an offer: by its farmer where all are of one crop."""
    listed = each.offer.listing
    rate = rate_phrase(listed.price, listed.unit)
    seller = each.offer.seller or say("order-somebody")
    label = (
        say("buying-choice", rate=rate, seller=seller)
        if crop
        else say("buy-choice", crop=crop_phrase(listed.crop_id), rate=rate)
    )
    return (Button(label, f"buy.see.{listed.id}"),)


def _ways(now: Seeking) -> Buttons:
    whole = (Button(say("buy-all"), "find.near"),) if now.filters.crop else ()
    mine = (Button(say("find-mine"), "find.mine"),) if now.kept else ()
    return (
        (Button(say("find-filters"), "find.filters"), Button(say("buy-crops"), "find.crops")),
        (Button(say("find-keep"), "find.keep"), *mine),
        (*whole, Button(say("talk-home"), "home")),
    )


def show_none(now: Seeking, wider: Sequence[Wider], currency: str) -> Message:
    """Say that nothing fits, and what to loosen with one tap."""
    crop = now.filters.crop
    narrow = now.filters.is_narrow
    alone = say("buy-nothing-crop", crop=crop_phrase(crop)) if crop else say("buy-nothing")
    asked = say("find-none-crop", crop=crop_phrase(crop)) if crop else say("find-none")
    head = asked if narrow else alone
    rows = tuple((_loosen(each),) for each in wider)
    hint = (None, say("find-loosen")) if wider else ()
    return Message((head, *filter_lines(now, currency), *hint), (*rows, *_ways(now)), listen=True)


def _loosen(each: Wider) -> Button:
    count = Raw(f"{COUNTED}+") if each.count > COUNTED else each.count
    if each.clears:
        return Button(say("find-wider-all", many=count), "find.clear")
    if each.km is None:
        return Button(say("find-wider-any", many=count), f"find.set.km.{ANY}")
    return Button(say("find-wider", km=each.km, many=count), f"find.set.km.{each.km}")


def show_crops(crops: Sequence[str], page: int) -> Message:
    """Show which crops are on offer, six a page."""
    back = Button(say("find-back"), "find.back")
    if not crops:
        return Message((say("buy-nothing"),), ((back, Button(say("talk-home"), "home")),))
    shown = crops[page * PAGE : (page + 1) * PAGE]
    more = len(crops) > (page + 1) * PAGE
    turns = turn_pages(page, lambda to: f"find.crops.{min(to, LAST)}", more=more)
    rows = (*in_rows([_crop_button(crop) for crop in shown]), *((turns,) if turns else ()))
    ways = (Button(say("buy-all"), "find.near"), Button(say("talk-home"), "home"))
    return Message((say("buy-which-crop"),), (*rows, ways))


def _crop_button(crop: str) -> Button:
    return Button(crop_phrase(crop), f"find.crop.{crop}")


def ask_which(crops: Sequence[str]) -> Message:
    """Ask which crop somebody's words meant."""
    rows = in_rows([_crop_button(crop) for crop in crops[:PAGE]])
    return Message((say("buy-which-crop"),), (*rows, (Button(say("buy-all"), "find.near"),)))


# -- the filters, each on a screen of its own

FILTERS = ("km", "most", "days", "label", "sort", "place")


def show_filters(now: Seeking, currency: str) -> Message:
    """Show what the list leaves out, and the buttons to change it."""
    chosen = filter_lines(now, currency) or (say("find-on-nothing"),)
    buttons = [Button(say(f"find-by-{name}"), f"find.ask.{name}") for name in FILTERS]
    clear = (Button(say("find-clear"), "find.clear"),) if now.filters.is_narrow else ()
    ways = (*clear, Button(say("find-back"), "find.back"))
    return Message((say("find-ask"), None, *chosen), (*in_rows(buttons), ways))


def ask_km() -> Message:
    near = [Button(say("find-km", km=km), f"find.set.km.{km}") for km in DISTANCES]
    return _choice("km", [*near, Button(say("find-km-any"), f"find.set.km.{ANY}")])


def ask_most(prices: Sequence[tuple[int, str]], currency: str) -> Message:
    """Offer the most one pays: prices that are really asked for the crop."""
    buttons = [
        Button(
            say("find-most", rate=rate_phrase(Money(minor, currency), unit)),
            f"find.set.most.{minor}.{unit}",
        )
        for minor, unit in prices
    ]
    return _choice("most", [*buttons, Button(say("find-most-any"), f"find.set.most.{ANY}")], 1)


def ask_crop_first() -> Message:
    """Say that prices of unlike crops cannot be compared."""
    ways = (Button(say("buy-crops"), "find.crops"), Button(say("find-other"), "find.filters"))
    return Message((say("find-crop-first"),), (ways,))


def ask_one(name: str, now: Seeking) -> Message:
    """Ask for one of a few fixed answers."""
    offered: dict[str, tuple[object, ...]] = {
        "days": (*DAYS, ANY),
        "label": (*LABELS, ANY),
        "sort": SORTS if now.filters.crop else tuple(each for each in SORTS if each != CHEAPEST),
    }
    buttons = [
        Button(say(f"find-{name}-{code}"), f"find.set.{name}.{code}") for code in offered[name]
    ]
    return _choice(name, buttons, 1)


def ask_place(now: Seeking) -> Message:
    """Ask from where to look."""
    home = (Button(say("find-place-home"), "find.set.place.home"),) if now.is_away else ()
    return _choice("place", [*home, Button(say("find-place-other"), "find.set.place.other")], 1)


def _choice(name: str, buttons: Sequence[Button], columns: int = 2) -> Message:
    back = (Button(say("find-other"), "find.filters"),)
    return Message((say(f"find-{name}-ask"),), (*in_rows(buttons, columns), back))


# -- searches that are kept


def name_search(filters: Filters) -> Phrase:
    """Name a search by its crop and how far it goes."""
    what = crop_phrase(filters.crop) if filters.crop else say("find-everything")
    if filters.km is None:
        return say("find-item-any", what=what)
    return say("find-item", what=what, km=filters.km)


def show_kept(kept: Sequence[Kept]) -> Message:
    """Show somebody's searches."""
    back = (Button(say("find-back"), "find.back"), Button(say("talk-home"), "home"))
    if not kept:
        return Message((say("find-mine-none"),), (back,))
    rows = tuple((Button(name_search(each.filters), f"find.kept.{each.id}"),) for each in kept)
    return Message((say("find-mine-head"),), (*rows, back))


def show_one(kept: Kept, now: Seeking, currency: str) -> Message:
    """Show one search that is kept, with the way to end it."""
    see = Button(say("find-see"), f"find.see.{kept.id}")
    stop = Button(say("find-stop"), f"find.stop.{kept.id}")
    lines = (name_search(kept.filters), *filter_lines(now, currency))
    return Message(lines, ((see, stop), (Button(say("find-mine"), "find.mine"),)))


def show_news(news: Sequence[tuple[Kept, Sequence[Found]]], today: date) -> Message:
    """Tell what has come that fits: the offers of one search, or how many of each of several."""
    mine = Button(say("find-mine"), "find.mine")
    if len(news) > 1:
        rows = tuple((_news_button(kept, len(found)),) for kept, found in news)
        return Message((say("find-news"),), (*rows, (mine,)), listen=True)
    ((kept, found),) = news
    shown = found[:PAGE]
    lines = (say("find-news-one", what=name_search(kept.filters)), None)
    see = Button(say("find-see"), f"find.see.{kept.id}")
    stop = Button(say("find-stop"), f"find.stop.{kept.id}")
    choices = tuple(show_choice(each, kept.filters.crop) for each in shown)
    told = (*lines, *(_line(each, today) for each in shown))
    return Message(told, (*choices, (see, stop)), listen=True)


def _news_button(kept: Kept, count: int) -> Button:
    label = say("find-news-item", what=name_search(kept.filters), many=count)
    return Button(label, f"find.see.{kept.id}")


# -- how it was grown, in the farmer's own word


def label_button(listing: Listing) -> Button:
    return Button(say("find-grown"), f"find.grown.{listing.id}")


def ask_label(listing: Listing) -> Message:
    """Ask the farmer how it was grown."""
    answers = [
        Button(say(f"find-label-{label}"), f"find.grown.{listing.id}.{label}") for label in LABELS
    ]
    none = Button(say("find-grown-none"), f"find.grown.{listing.id}.{ANY}")
    back = Button(say("selling-back"), f"listing.show.{listing.id}")
    return Message((say("find-grown-ask"),), (*in_rows([*answers, none], 1), (back,)))
