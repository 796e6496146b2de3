"""What people see of trust: lines on cards, how to rate, and a card of somebody."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.ordering.order import BUYER, Order
from bot.selling.offers import Listing
from bot.selling.produce import crop_phrase, rate_phrase
from bot.talk.buttons import Buttons, in_rows
from bot.talk.message import Button, Message
from bot.text.phrase import Moment, Phrase, PlaceName, say
from bot.trusting.rules import FEW, MOODS, Rated, Word, reasons, share
from bot.trusting.standing import Badge, Side, Standing

_SHORT = 16  # letters of a name on a button

# -- lines


def trust_lines(standing: Standing) -> tuple[Phrase, ...]:
    """Say how far somebody is trusted: what staff saw, what was done, what people say."""
    checked = (_checked(standing),) if standing.checks else ()
    sides = (
        *([_of_seller(standing.seller)] if standing.seller.is_known else []),
        *([_of_buyer(standing.buyer)] if standing.buyer.is_known else []),
    )
    since = Moment(standing.since, "month")
    if not sides:
        return (*checked, say("trust-new", since=since))
    return (*checked, *map(_joined, sides), say("trust-since", since=since))


def _checked(standing: Standing) -> Phrase:
    return say("trust-checked", what=[say(f"trust-check-{code}") for code in standing.checks])


def _of_seller(side: Side) -> list[Phrase]:
    sold = say("trust-sold", side.done) if side.done else say("trust-first")
    answers = (
        [say("trust-answers", share=share(side.answered, side.asked))] if side.asked >= FEW else []
    )
    return [sold, *_said(side), *answers, *_broken(side)]


def _of_buyer(side: Side) -> list[Phrase]:
    bought = [say("trust-bought", side.done)] if side.done else []
    return [*bought, *_said(side), *_broken(side)]


def _said(side: Side) -> list[Phrase]:
    """Say what people think, once they are enough to tell."""
    few = side.people < FEW
    return [] if few else [say("trust-happy", happy=side.happy, people=side.people)]


def _broken(side: Side) -> list[Phrase]:
    missed = [say("trust-missed", side.missed)] if side.missed else []
    late = [say("trust-late", side.late)] if side.late else []
    return [*missed, *late]


def _joined(pieces: Sequence[Phrase]) -> Phrase:
    head, *tail = pieces
    return say("trust-list", head=head, tail=_joined(tail)) if tail else head


# -- rating


def rate_button(order_id: int) -> Button:
    return Button(say("rate-open"), f"rate.open.{order_id}")


def show_question(order: Order, role: str) -> Message:
    """Ask how it was, in three faces."""
    moods = tuple(
        Button(say(f"rate-mood-{mood}"), f"rate.mood.{order.id}.{mood}") for mood in MOODS
    )
    later = (Button(say("rate-card"), f"order.see.{order.id}"),)
    ask = say("rate-ask", name=_other_name(order, role), order=order.number)
    return Message((ask,), (moods, later), listen=True)


def show_reasons(order: Order, rated: Rated, word: Word) -> Message:
    """Let the reasons be tapped, each on and off."""
    codes = reasons(word.role, word.mood, handed=rated.round.handed)
    toggles = [_toggle(order.id, code, on=code in word.reasons) for code in codes]
    lines = (
        say("rate-mine", mood=say(f"rate-mood-{word.mood}")),
        say("rate-why", name=_other_name(order, word.role)),
    )
    done = Button(say("rate-done"), f"rate.done.{order.id}")
    again = Button(say("rate-again"), f"rate.again.{order.id}")
    return Message(lines, (*in_rows(toggles), (again, done)), listen=True)


def _toggle(order_id: int, code: str, *, on: bool) -> Button:
    key = "rate-why-on" if on else "rate-why-off"
    return Button(say(key, why=say(f"rate-why-{code}")), f"rate.why.{order_id}.{code}")


def show_thanks(order: Order, word: Word, *, both: bool) -> Message:
    """Thank for a rating, and say when the other side sees it."""
    key = "rate-shown" if both else "rate-later"
    lines = (_own(word), say(key, name=_other_name(order, word.role)))
    return Message(lines, ((Button(say("rate-card"), f"order.see.{order.id}"),),))


def _own(word: Word) -> Phrase:
    mood = say(f"rate-mood-{word.mood}")
    if not word.reasons:
        return say("rate-mine", mood=mood)
    return say("rate-mine-why", mood=mood, why=_why(word.reasons))


def _why(codes: Sequence[str]) -> list[Phrase]:
    return [say(f"rate-why-{code}") for code in codes]


def heard_line(order: Order, word: Word) -> Phrase:
    """Say on an order's card what the other side thinks."""
    name = (order.buyer_name if word.role == BUYER else order.seller_name) or say("trust-nobody")
    mood = say(f"rate-mood-{word.mood}")
    if not word.reasons:
        return say("rate-theirs", name=name, mood=mood)
    return say("rate-theirs-why", name=name, mood=mood, why=_why(word.reasons))


def _other_name(order: Order, role: str) -> Phrase | str:
    name = order.seller_name if role == BUYER else order.buyer_name
    return name or say("trust-nobody")


# -- the card of somebody


@dataclass(frozen=True, slots=True)
class Public:
    """What may be told of somebody: no number, and no place finer than the district."""

    person_id: int
    name: str
    standing: Standing
    place_id: str | None = None
    praised: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()
    is_farmer: bool = True
    more: tuple[Phrase, ...] = ()
    ways: Buttons = ()


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Who looks at a card: the person themselves, staff, and the button they came by."""

    is_own: bool = False
    is_staff: bool = False
    back: str = ""
    link: str = ""


def about_button(name: str, person_id: int, back: str) -> Button:
    """Lead to somebody's card; `back` is the button it leads back to: `buy.see.7`."""
    return Button(say("trust-about", name=short(name)), f"card.see.{person_id}.{back}")


def short(name: str) -> Phrase | str:
    """Give the first name, as much of it as a button can show."""
    return next(iter(name.split()), "")[:_SHORT] or say("trust-nobody")


def show_card(public: Public, looks: Onlooker, badges: Sequence[tuple[Badge, str]] = ()) -> Message:
    """Show somebody: name, district, badge, numbers, what people praise, what there is to buy."""
    key = "trust-name-checked" if public.standing.checks else "trust-name"
    place = (say("trust-place", place=PlaceName(public.place_id)),) if public.place_id else ()
    praised = (say("trust-praised", why=_why(public.praised)),) if public.praised else ()
    own = (say("trust-own"), say("trust-link", link=looks.link)) if looks.is_own else ()
    lines = (
        say(key, name=public.name or say("trust-nobody")),
        *place,
        *trust_lines(public.standing),
        *praised,
        *public.more,
        *own,
        *(_history(badge, by) for badge, by in badges if looks.is_staff),
        *_for_sale(public),
    )
    return Message(lines, (*map(_offer, public.listings), *_ways(public, looks)), listen=True)


def _for_sale(public: Public) -> tuple[Phrase, ...]:
    if not public.is_farmer:
        return ()
    return (say("trust-listings" if public.listings else "trust-no-listings"),)


def _offer(listed: Listing) -> tuple[Button, ...]:
    label = say(
        "trust-offer",
        crop=crop_phrase(listed.crop_id),
        rate=rate_phrase(listed.price, listed.unit),
    )
    return (Button(label, f"buy.see.{listed.id}"),)


def _ways(public: Public, looks: Onlooker) -> Buttons:
    back = (Button(say("talk-back"), looks.back),) if looks.back else ()
    home = Button(say("talk-home"), "home")
    return (*(_of_staff(public) if looks.is_staff else ()), *public.ways, (*back, home))


def _of_staff(public: Public) -> Buttons:
    give = Button(say("trust-verify"), f"card.verify.{public.person_id}")
    take = Button(say("trust-unverify"), f"card.unverify.{public.person_id}")
    return ((give, take) if public.standing.checks else (give,),)


def _history(badge: Badge, by: str) -> Phrase:
    """Say who gave a badge and when, or who took it back and why."""
    what = say(f"trust-check-{badge.what}")
    name = by or say("trust-staff")
    if badge.taken_at is not None:
        at = Moment(badge.taken_at, "day")
        return say("trust-badge-taken", name=name, what=what, at=at, why=badge.why or "")
    at = Moment(badge.given_at, "day")
    if badge.note:
        return say("trust-badge-noted", name=name, what=what, at=at, note=badge.note)
    return say("trust-badge-given", name=name, what=what, at=at)


def show_badge(name: str, what: str, why: str | None) -> Message:
    """Tell somebody that they have a badge, or have it no longer."""
    checked = say(f"trust-check-{what}")
    if why is None:
        return Message((say("trust-told-given", name=name, what=checked),))
    return Message((say("trust-told-taken", what=checked, why=why),))


def show_how() -> Message:
    """Tell staff how a badge is given."""
    return Message((say("trust-how"),), ((Button(say("talk-home"), "home"),),))
