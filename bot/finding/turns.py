"""Finding at work: the list and its filters, the searches that are kept."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from bot.feature import Addition, Turn
from bot.finding import rules, screens, store
from bot.finding.flow import Here, Point, point_of
from bot.finding.hearing import hear_search
from bot.finding.rules import Seeking
from bot.finding.screens import ANY, COUNTED, Wider
from bot.kernel import crops, units
from bot.ordering import supply
from bot.ordering.filters import (
    CHEAPEST,
    DAYS,
    DISTANCES,
    FRESHEST,
    PAGE,
    SORTS,
    Filters,
    Found,
    Spot,
)
from bot.ordering.market import LAST
from bot.ordering.search import search
from bot.people.store import load_profile
from bot.selling import news
from bot.selling import store as listings
from bot.selling.asks import DEAREST
from bot.selling.offers import LABELS, Listing
from bot.selling.rules import refuse_gone, refuse_stranger
from bot.store import drafts
from bot.talk.message import Message, tell
from bot.talk.tap import read_count, read_id
from bot.text.phrase import say

PRICED = 30  # of the cheapest offers, from which prices to choose from are taken


def command(turn: Turn, words: str) -> None:
    """Show what is near, or what the words ask for."""
    if not words.strip():
        _near(turn)
        return
    now = _load(turn)
    heard = hear_search(words, now.filters, turn.speaker)
    if len(heard.crops) > 1:
        turn.show(screens.ask_which(heard.crops))
        return
    if not heard.crops and heard.filters == now.filters:
        turn.say(tell(say("find-no-crop", words=words[:40])))
    if heard.place is not None:
        now = _from_point(now, point_of(heard.place))
    elif heard.at_home:
        now = now.from_spot(now.home)
    _look(turn, now.with_filters(heard.filters))


def find(turn: Turn, what: str = "near", *parts: str) -> None:
    """`find.near[.crop]`, `find.page.2`, `find.set.km.30`, `find.see.7`: a step of the search."""
    if what not in _STEPS:
        turn.toast(say("talk-older"))
        return
    step, most = _STEPS[what]
    step(turn, *parts[:most])


def _load(turn: Turn) -> Seeking:
    return store.load_seeking(turn.conn, turn.person.id, turn.speaker.country)


def _search(
    turn: Turn, spot: Spot, filters: Filters, *, most: int, now: Seeking | None = None
) -> tuple[Found, ...]:
    after = now.marks[now.page - 1] if now and now.page else None
    today = turn.speaker.today
    return search(turn.conn, spot, filters, turn.now, today, after=after, most=most)


def _look(turn: Turn, now: Seeking) -> None:
    """Show a page of what is looked for, and remember it."""
    # The list asks what is needed: an answer typed now belongs to no talk begun before.
    drafts.park_active(turn.conn, turn.person.id)
    found = _search(turn, now.spot, now.filters, most=PAGE + 1, now=now)
    if not found and now.page:
        now = now.at_page(0)
        found = _search(turn, now.spot, now.filters, most=PAGE + 1)
    if len(found) > PAGE and now.page == len(now.marks) < LAST:
        now = replace(now, marks=(*now.marks, found[PAGE - 1].mark))
    store.save_seeking(turn.conn, now)
    currency = turn.speaker.currency
    if found:
        turn.show(screens.show_list(now, found, turn.speaker.today, currency))
    else:
        turn.show(screens.show_none(now, _wider(turn, now), currency))


def _wider(turn: Turn, now: Seeking) -> tuple[Wider, ...]:
    """Find the nearest distance within which there is something, and what there is without filters."""
    filters, found = now.filters, []
    farther = (*(km for km in DISTANCES if filters.km and km > filters.km), None)
    for km in farther if filters.km else ():
        count = _count(turn, now.spot, replace(filters, km=km))
        if count:
            found.append(Wider(km, count))
            break
    if filters.is_narrow and filters.cleared() != replace(filters, km=None):
        count = _count(turn, now.spot, filters.cleared())
        found += [Wider(None, count, clears=True)] if count else []
    return tuple(found)


def _count(turn: Turn, spot: Spot, filters: Filters) -> int:
    return len(_search(turn, spot, replace(filters, sort=FRESHEST), most=COUNTED + 1))


# -- the list


def _near(turn: Turn, crop: str = "") -> None:
    """Show everything, or one crop as the buttons of earlier lists ask for it."""
    now = _load(turn)
    wanted = crop if crops.known(crop) else None
    _look(turn, now.with_filters(now.filters.of_crop(wanted)))


def _page(turn: Turn, page: str = "0") -> None:
    _look(turn, _load(turn).at_page(read_count(page, LAST) or 0))


def _back(turn: Turn) -> None:
    """Show the page somebody was at."""
    _look(turn, _load(turn))


def _crops(turn: Turn, page: str = "0") -> None:
    spot = Spot(turn.person.id, turn.speaker.country)
    found = supply.load_crops(turn.conn, spot, turn.now)
    turn.show(screens.show_crops(found, read_count(page, LAST) or 0))


# -- the filters


def _filters(turn: Turn) -> None:
    turn.show(screens.show_filters(_load(turn), turn.speaker.currency))


def _ask(turn: Turn, name: str = "") -> None:
    now = _load(turn)
    if name == "most":
        turn.show(_ask_most(turn, now))
    elif name == "km":
        turn.show(screens.ask_km())
    elif name == "place":
        turn.show(screens.ask_place(now))
    elif name in _CHOICES:
        turn.show(screens.ask_one(name, now))
    else:
        turn.toast(say("talk-older"))


def _ask_most(turn: Turn, now: Seeking) -> Message:
    if now.filters.crop is None:
        return screens.ask_crop_first()
    cheapest = replace(now.filters, most=None, sort=CHEAPEST)
    found = _search(turn, now.spot, cheapest, most=PRICED)
    prices = rules.prices_of([each.offer.listing for each in found])
    return screens.ask_most(prices, turn.speaker.currency)


def _set(turn: Turn, name: str = "", code: str = "", unit: str = "") -> None:
    if name == "place":
        _set_place(turn, code)
        return
    now = _load(turn)
    filters = _changed(now.filters, name, code, unit)
    if filters is None:
        turn.toast(say("talk-older"))
    else:
        _look(turn, now.with_filters(filters))


def _changed(filters: Filters, name: str, code: str, unit: str) -> Filters | None:
    """Give the filters with one of them changed; None for what no button says."""
    if name == "most":
        return _priced(filters, code, unit)
    if name not in _CHOICES:
        return None
    offered = {str(each): each for each in _CHOICES[name]}
    if code not in offered and (code != ANY or name == "sort"):
        return None
    chosen: dict[str, Any] = {name: offered.get(code)}
    return replace(filters, **chosen)


def _priced(filters: Filters, code: str, unit: str) -> Filters | None:
    if code == ANY:
        return replace(filters, most=None)
    most = read_count(code, DEAREST)
    return replace(filters, most=most, unit=unit) if most and units.known(unit) else None


_CHOICES: Mapping[str, tuple[object, ...]] = MappingProxyType(
    {"km": DISTANCES, "days": DAYS, "label": LABELS, "sort": SORTS}
)


def _clear(turn: Turn) -> None:
    now = _load(turn)
    _look(turn, now.with_filters(now.filters.cleared()))


def _set_place(turn: Turn, code: str) -> None:
    if code == "home":
        now = _load(turn)
        _look(turn, now.from_spot(now.home))
    else:
        turn.begin("lookfrom")


def no_facts(turn: Turn, answers: Mapping[str, str]) -> None:
    """Words out of the blue ask about nothing."""


def look_facts(turn: Turn, answers: Mapping[str, str]) -> Here:
    """Load what the question about a place looks at."""
    profile = load_profile(turn.conn, turn.person.id)
    return Here(profile.region if profile else None)


def look_from(turn: Turn, at: Point) -> None:
    """Look from another place."""
    _look(turn, _from_point(_load(turn), at))


def _from_point(now: Seeking, at: Point) -> Seeking:
    spot = replace(now.home, lat_e6=at.lat_e6, lon_e6=at.lon_e6, place_id=at.place_id)
    return now.from_spot(spot)


# -- searches that are kept


def _keep(turn: Turn) -> None:
    """Let the search go on by itself; the same one is kept once."""
    now, kept = _load(turn), store.load_kept(turn.conn, turn.person.id)
    wanted = now.with_filters(rules.as_kept(now.filters))
    if any((each.filters, each.spot) == (wanted.filters, wanted.spot) for each in kept):
        turn.toast(say("find-kept-already"), alert=True)
    elif len(kept) >= rules.MOST_KEPT:
        turn.toast(say("find-kept-full"), alert=True)
        turn.show(screens.show_kept(kept))
    else:
        store.keep(turn.conn, wanted, turn.now)
        turn.toast(say("find-kept"), alert=True)
        _look(turn, replace(now, kept=now.kept + 1))


def _mine(turn: Turn) -> None:
    turn.show(screens.show_kept(store.load_kept(turn.conn, turn.person.id)))


def _one(turn: Turn, code: str = "") -> None:
    kept = store.load_one(turn.conn, turn.person.id, read_id(code) or 0)
    if kept is None:
        turn.toast(say("find-stopped"))
        return
    now = replace(_load(turn), filters=kept.filters, spot=kept.spot)
    turn.show(screens.show_one(kept, now, turn.speaker.currency))


def _see(turn: Turn, code: str = "") -> None:
    """Show what a kept search finds now; it becomes what is looked for."""
    kept = store.load_one(turn.conn, turn.person.id, read_id(code) or 0)
    if kept is None:
        turn.toast(say("find-stopped"))
        return
    now = _load(turn)
    _look(turn, replace(now, filters=kept.filters, spot=kept.spot, marks=(), page=0))


def _stop(turn: Turn, code: str = "") -> None:
    store.stop(turn.conn, turn.person.id, read_id(code) or 0)
    turn.toast(say("find-stopped"))
    _mine(turn)


# -- how it was grown


def add_label(turn: Turn, listing: Listing) -> Addition:
    """Add the button by which a farmer says how it was grown."""
    said = (say(f"buy-label-{listing.label}"),) if listing.label else ()
    return Addition(said, ((screens.label_button(listing),),))


def _grown(turn: Turn, code: str = "", label: str = "") -> None:
    listing = listings.load(turn.conn, read_id(code) or 0)
    refused = refuse_stranger(listing, turn.person.id) or (listing and refuse_gone(listing))
    if refused or listing is None:
        turn.toast(refused.why if refused else say("talk-older"))
    elif label in {*LABELS, ANY}:
        _label(turn, listing, None if label == ANY else label)
    else:
        turn.show(screens.ask_label(listing))


def _label(turn: Turn, listing: Listing, label: str | None) -> None:
    if label != listing.label:
        changed = replace(listing, label=label, touched_at=turn.now)
        turn.announce(news.CHANGED, listings.save(turn.conn, changed))
    turn.toast(say("find-grown-kept"))
    turn.act(f"listing.show.{listing.id}")


# Each step, and how many parts of a button it reads.
_STEPS: Mapping[str, tuple[Callable[..., None], int]] = MappingProxyType(
    {
        "near": (_near, 1),
        "crop": (_near, 1),
        "page": (_page, 1),
        "back": (_back, 0),
        "crops": (_crops, 1),
        "filters": (_filters, 0),
        "ask": (_ask, 1),
        "set": (_set, 3),
        "clear": (_clear, 0),
        "keep": (_keep, 0),
        "mine": (_mine, 0),
        "kept": (_one, 1),
        "see": (_see, 1),
        "stop": (_stop, 1),
        "grown": (_grown, 2),
    }
)
