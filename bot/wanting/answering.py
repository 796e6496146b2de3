"""What farmers do about an ad: say yes to all or some of it, say no, take it back, be left in peace."""

from collections.abc import Mapping
from dataclasses import replace

from bot.feature import Turn
from bot.ordering.rules import Refused as NotMoved
from bot.people.rules import FARMER
from bot.people.store import load_profile
from bot.selling.asks import write_rate
from bot.selling.measures import Rate
from bot.talk.tap import read_id
from bot.text.phrase import Phrase, say
from bot.wanting import cards, growers, news, notices, pooling, rules, screens, store
from bot.wanting.placing import load_own
from bot.wanting.pledge import Asked, Pledge, Pledged
from bot.wanting.rules import Refused
from bot.wanting.shares import FIRST
from bot.wanting.want import BACK, FILLED, OFFERED, REFUSED, TAKEN, Bid, Want


def refuse(turn: Turn, refused: Refused) -> None:
    """Say kindly why not."""
    turn.toast(say(f"wanting-no-{refused.reason}"))


def show(turn: Turn, want: Want, *before: Phrase) -> None:
    """Show an ad to the one whose turn it is."""
    turn.show(cards.card(turn, want, turn.person, *before))


def yes(turn: Turn, want: Want, what: str) -> None:
    """Promise all of it at the price asked for, or begin to say how much, at what, when."""
    bid, lacking = _facts(turn, want)
    refused = _refuse(turn, want, bid, lacking)
    if refused or bid is None:
        refuse(turn, refused or Refused("not-asked"))
        return
    if what == "all" and want.price_minor is not None:
        day = max(want.day, turn.speaker.today)
        promise(turn, Pledged(want.id, _all_of(want, lacking), want.price_minor, day))
        return
    known = {"want": str(want.id), "day": want.by}
    if what == "all":
        known["amount"] = f"{_all_of(want, lacking)}:{want.unit}"
    if want.limit is not None:
        known["price"] = write_rate(Rate(want.limit, want.unit))
    turn.begin(Pledge.name, **known)


def _all_of(want: Want, lacking: int) -> int:
    """Give what "all of it" is: under any rule but the first, more than is missing helps."""
    return lacking if lacking and (want.rule == FIRST or want.state == FILLED) else want.milli


def _facts(turn: Turn, want: Want) -> tuple[Bid | None, int]:
    """Load what a farmer said before, and what of an ad is missing without it."""
    bid = store.load_bid(turn.conn, want.id, turn.person.id)
    parts = store.load_parts(turn.conn, want.id)
    own = [part for part in parts if part.order.seller_id == turn.person.id]
    placed = sum(part.order.amount for part in own if part.order.state == "placed")
    return bid, pooling.missing(want, parts) + placed


def _refuse(turn: Turn, want: Want, bid: Bid | None, lacking: int) -> Refused | None:
    until = rules.refill_until(want, turn.other(want.buyer_id).zone)
    roles = turn.person.roles
    refused = rules.refuse_answer(want, bid, roles, turn.now, lacking, until)
    if refused is None and not want.pooled and bid is not None and bid.state == TAKEN:
        return Refused("taken")
    return refused


def pledge_facts(turn: Turn, answers: Mapping[str, str]) -> Asked:
    """Load what a promise is judged by."""
    want = store.load(turn.conn, read_id(answers.get("want", "")) or 0)
    assert want is not None  # rows of this table are never deleted
    own = load_own(turn.conn, want, turn.person.id, turn)
    _, lacking = _facts(turn, want)
    return Asked(want, lacking or want.milli, own.free if own else 0)


def promise(turn: Turn, said: Pledged) -> None:
    """Take a farmer's promise; what was read may be gone by now."""
    want = store.load(turn.conn, said.want_id)
    if want is None:
        refuse(turn, Refused("not-asked"))
        return
    bid, lacking = _facts(turn, want)
    refused = _refuse(turn, want, bid, lacking) or rules.refuse_terms(
        want, said.milli, said.price_minor, said.day
    )
    if refused or bid is None:
        refuse(turn, refused or Refused("not-asked"))
        show(turn, want)
        return
    if _is_said_again(bid, said):
        turn.toast(say("talk-already"))
        show(turn, want)
        return
    growers.unmute(turn.conn, turn.person.id, want.crop_id)
    _take(turn, want, bid, said)


def _is_said_again(bid: Bid, said: Pledged) -> bool:
    """Whether a promise is the very one that stands: a tap made twice."""
    stands = (bid.milli, bid.price_minor, bid.ready)
    return bid.state == OFFERED and stands == (said.milli, said.price_minor, said.day)


def _take(turn: Turn, want: Want, bid: Bid, said: Pledged) -> None:
    if want.pooled:
        _join(turn, want, bid, said)
        return
    offer = store.save_bid(turn.conn, pooling.offered(bid, said, turn))
    want = store.save(turn.conn, want)
    if rules.is_better(offer, store.load_bids(turn.conn, want.id)):
        want = news.tell_buyer(turn, want)
    show(turn, want, say("wanting-thanks"))


def _join(turn: Turn, want: Want, bid: Bid, said: Pledged) -> None:
    is_late = want.state == FILLED
    done = (pooling.add if is_late else pooling.pledge)(turn, want, bid, said)
    if isinstance(done, NotMoved):
        turn.toast(say("order-no-now"))
        return
    want = done[0]
    if want.state == FILLED and not is_late:
        turn.toast(say("wanting-thanks"))
        notices.tell_filled(turn, want)
        return
    if is_late:
        news.tell(turn, want, turn.other(want.buyer_id), "added")
    else:
        want = news.tell_buyer(turn, want)
    turn.show(cards.member_card(turn, want, say("wanting-thanks")))


def no(turn: Turn, want: Want) -> None:
    """Say no: this time only."""
    bid = store.load_bid(turn.conn, want.id, turn.person.id)
    if bid is None:
        refuse(turn, Refused("not-asked"))
        return
    if bid.state not in {OFFERED, TAKEN}:
        store.save_bid(turn.conn, replace(bid, state=REFUSED))
    show(turn, want)


def back(turn: Turn, want: Want) -> None:
    """Take an offer back, as long as nobody has taken it."""
    bid = store.load_bid(turn.conn, want.id, turn.person.id)
    if bid is None or bid.state != OFFERED:
        refuse(turn, Refused("gone" if bid else "not-asked"))
        return
    refused = rules.refuse_closed(want, turn.now)
    if refused:
        refuse(turn, refused)
    elif want.pooled:
        want = pooling.leave(turn, want, bid)
    else:
        store.save_bid(turn.conn, replace(bid, state=BACK))
        want = store.save(turn.conn, want)
    show(turn, want)


def mute(turn: Turn, want: Want, *, muted: bool) -> None:
    """Ask somebody no more for a crop, or again."""
    bid = store.load_bid(turn.conn, want.id, turn.person.id)
    if bid is None:
        refuse(turn, Refused("not-asked"))
    elif muted:
        growers.mute(turn.conn, turn.person.id, want.crop_id)
        turn.show(screens.show_muted(want))
    else:
        growers.unmute(turn.conn, turn.person.id, want.crop_id)
        show(turn, want)


def open_link(turn: Turn, payload: str) -> None:
    """Open an ad by its link: any farmer who has it may answer."""
    want = store.load(turn.conn, read_id(payload) or 0)
    if want is None:
        turn.toast(say("wanting-no-closed"))
        turn.go_home()
        return
    _admit(turn, want)
    show(turn, want)


def _admit(turn: Turn, want: Want) -> None:
    """Count whoever follows the link among those asked."""
    own = want.buyer_id == turn.person.id
    if own or FARMER not in turn.person.roles or rules.refuse_closed(want, turn.now):
        return
    home = load_profile(turn.conn, turn.person.id)
    if home is not None and (turn.person.country or want.country) == want.country:
        km = growers.far(want, home.lat_e6, home.lon_e6)
        store.ask(turn.conn, [Bid(want.id, turn.person.id, km, turn.now)])
