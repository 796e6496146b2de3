"""Prices at work: boards and their weeks, what a crop must bring, and the sales they come from."""

from collections.abc import Mapping
from dataclasses import replace

from bot.feature import Addition, Turn, may
from bot.kernel import crops
from bot.kernel.day import last_weeks, zone_of
from bot.ordering.news import Move
from bot.ordering.order import COMPLETED
from bot.people.rules import FARMER
from bot.people.store import Profile, load_profile
from bot.pricing import screens
from bot.pricing.flow import Breakeven, Prices, Wondered
from bot.pricing.rules import WEEKS, Worked, sale_of
from bot.selling import bags, sales
from bot.selling.asks import write_rate
from bot.selling.board import AREAS, COUNTRY, DISTRICT, LATELY, REGION, Board, make_board
from bot.selling.flow import Sell
from bot.selling.hearing import hear_crops
from bot.selling.measures import Measure, Rate
from bot.selling.memory import Memory
from bot.selling.repricing import NewPrice
from bot.selling.store import load as load_listing
from bot.store import drafts
from bot.store.drafts import DraftRow
from bot.talk.message import Button
from bot.talk.tap import LIMIT, Tap, read_id, write_tap
from bot.text.phrase import say

_INNER = {DISTRICT: (), REGION: (DISTRICT,), COUNTRY: (DISTRICT, REGION)}


def note_sale(turn: Turn, move: Move) -> None:
    """Keep a sale when its order is completed; a later refund changes it, or takes it away."""
    order = move.after
    if COMPLETED not in {order.state, move.before.state}:
        return
    country = turn.other(order.seller_id).country or turn.speaker.country
    sold = sale_of(order, country) if order.state == COMPLETED else None
    if sold is None:
        sales.remove(turn.conn, order.id)
    else:
        sales.record(turn.conn, sold)


# -- the board


def command(fewest: int, turn: Turn, words: str) -> None:
    """Show the prices of the crop named, or ask which."""
    found = hear_crops(words, turn.speaker) if words else ()
    if len(found) == 1:
        show_near(turn, found[0], fewest)
    else:
        turn.begin(Prices.name)


def offer_crops(turn: Turn, answers: Mapping[str, str]) -> tuple[str, ...]:
    """List crops: those sold lately near by first, then those common in the country."""
    home = load_profile(turn.conn, turn.person.id)
    sold = sales.load_crops(turn.conn, home.region, turn.now - LATELY) if home else ()
    return tuple(dict.fromkeys((*sold, *crops.common(turn.speaker.country))))


def show_wondered(fewest: int, turn: Turn, wish: Wondered) -> None:
    show_near(turn, wish.crop_id, fewest)


def act(fewest: int, turn: Turn, verb: str = "", crop: str = "", area: str = "", *_: str) -> None:
    """Do what a button of the board says; anybody may send any."""
    if verb == "ask":
        turn.begin(Prices.name)
    elif verb == "see" and crops.known(crop) and area in AREAS:
        turn.show(screens.show_board(_look(turn, crop, area, fewest), fewest))
    elif verb == "see" and crops.known(crop):
        show_near(turn, crop, fewest)
    elif verb == "weeks" and crops.known(crop) and area in AREAS:
        _show_weeks(turn, crop, area, fewest)
    else:
        turn.toast(say("talk-already"))


def show_near(turn: Turn, crop: str, fewest: int) -> None:
    """Show what a crop was sold at in the person's district, else in their region."""
    memory = _recall(turn, crop, fewest)
    home = load_profile(turn.conn, turn.person.id)
    view = _near_view(crop, memory, home, turn.speaker.country)
    asked = memory.asked(crop, Measure("kg", 1000), turn.speaker.currency)
    turn.show(screens.show_board(replace(view, asked=asked), fewest))


def _near_view(crop: str, memory: Memory, home: Profile | None, country: str) -> screens.View:
    if home is None:
        return screens.View(crop, COUNTRY, Board(country))
    board = memory.board or Board(home.region)
    area = DISTRICT if board.area == home.place_id else REGION
    return screens.View(crop, area, board, home.region)


def _look(turn: Turn, crop: str, area: str, fewest: int) -> screens.View:
    """Load the board of one of the person's own areas."""
    home = load_profile(turn.conn, turn.person.id)
    place = _place(turn, home, area)
    currency, since = turn.speaker.currency, turn.now - LATELY
    sold = sales.load_area(turn.conn, crop, area, place, since)
    board = make_board(place, sold, currency, fewest, *_INNER[area])
    return screens.View(crop, area, board, home.region if home else None)


def _place(turn: Turn, home: Profile | None, area: str) -> str:
    if area == COUNTRY or home is None:
        return turn.speaker.country
    return home.place_id if area == DISTRICT else home.region


def _show_weeks(turn: Turn, crop: str, area: str, fewest: int) -> None:
    """Show the last weeks of a board that may be told now."""
    view = _look(turn, crop, area, fewest)
    if not view.board.quotes:
        turn.show(screens.show_board(view, fewest))
        return
    shown = view.board.quotes[0].unit
    starts = last_weeks(turn.now, turn.speaker.zone, WEEKS)
    place, currency = view.board.area, turn.speaker.currency
    weeks = sales.load_weeks(turn.conn, crop, area, place, starts)
    told = (make_board(place, week, currency, fewest, *_INNER[area]) for week in weeks)
    quotes = (next((q for q in board.quotes if q.unit == shown), None) for board in told)
    days = (start.astimezone(zone_of(turn.speaker.zone)).date() for start in starts)
    turn.say(screens.show_weeks(view, tuple(zip(days, quotes, strict=True))))


# -- what a crop must bring


def start_sum(turn: Turn, words: str = "") -> None:
    """Begin to work out what the crop named must bring, or ask which crop."""
    found = hear_crops(words, turn.speaker) if words else ()
    turn.begin(Breakeven.name, **({"crop": found[0]} if len(found) == 1 else {}))


def recall(fewest: int, turn: Turn, answers: Mapping[str, str]) -> Memory:
    return _recall(turn, answers.get("crop", ""), fewest)


def _recall(turn: Turn, crop: str, fewest: int) -> Memory:
    speaker = turn.speaker
    asker = bags.Asker(turn.person.id, speaker.country, speaker.currency, turn.now)
    return bags.recall(turn.conn, asker, crop, fewest=fewest)


def act_on_sum(turn: Turn, verb: str = "", crop: str = "", code: str = "", *_: str) -> None:
    """Do what a button about costs says; anybody may send any."""
    if verb == "crop" and crops.known(crop):
        turn.begin(Breakeven.name, crop=crop)
    elif verb == "here":
        _start_from_talk(turn)
    elif verb == "sell" and crops.known(crop) and may(turn.person, frozenset({FARMER})):
        turn.begin(Sell.name, crop=crop, price=code)
    else:
        turn.toast(say("talk-already"))


def add_to_price(turn: Turn, crop: str) -> Addition:
    """Offer the sum wherever a price is asked."""
    return Addition(buttons=((Button(say("pricing-earn"), "breakeven.here"),),))


def _start_from_talk(turn: Turn) -> None:
    """Work it out for the talk that asks a price; its draft waits for the result."""
    row = drafts.load_active(turn.conn, turn.person.id)
    asked = _asked_price(turn, row, Memory(turn.speaker.country)) if row else None
    if row is None or asked is None:
        turn.begin(Breakeven.name)
    else:
        turn.begin(Breakeven.name, crop=asked[0], draft=str(row.id))


def _asked_price(turn: Turn, row: DraftRow, memory: Memory) -> tuple[str, Measure] | None:
    """Give the crop, and the measure in which a draft asks its price; None where it asks none."""
    if row.person_id != turn.person.id:
        return None
    if row.flow == Sell.name:
        selling = Sell(row.answers, memory, turn.speaker)
        return (selling.crop, selling.measure) if selling.crop else None
    listed = load_listing(turn.conn, read_id(row.answers.get("listing", "")) or 0)
    if row.flow != NewPrice.name or listed is None:
        return None
    return listed.crop_id, Measure(listed.unit, listed.unit_grams)


def show_worked(fewest: int, turn: Turn, worked: Worked) -> None:
    """Show the result, with the way to take it as a price."""
    memory = _recall(turn, worked.effort.crop_id, fewest)
    wanted = _wanted(turn, worked, memory)
    turn.show(screens.show_worked(worked, memory.board, wanted))


def _wanted(turn: Turn, worked: Worked, memory: Memory) -> tuple[str, str] | None:
    """Give the button that takes the result as the price: of the waiting draft, or of a new one."""
    row = drafts.load(turn.conn, worked.draft) if worked.draft else None
    asked = _asked_price(turn, row, memory) if row else None
    if row is not None and asked is not None and asked[0] == worked.effort.crop_id:
        least = worked.effort.least(asked[1])
        if least is None:
            return None
        code = write_rate(Rate(least, asked[1].unit))
        return write_tap(Tap(row.id, "price", code)), "breakeven-take"
    least = worked.effort.least(worked.effort.measure)
    if least is None or not may(turn.person, frozenset({FARMER})):
        return None
    code = write_rate(Rate(least, worked.effort.harvest.unit))
    data = f"breakeven.sell.{worked.effort.crop_id}.{code}"
    return (data, "breakeven-sell") if len(data.encode()) <= LIMIT else None
