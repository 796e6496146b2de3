"""What farmers do with stories: tell one, look at their own, agree, take it back."""

from collections.abc import Mapping

from bot.feature import Turn
from bot.kernel.quantity import Quantity
from bot.kernel.standings import GOOD
from bot.people.rules import FARMER
from bot.people.store import Profile, load_profile
from bot.selling.board import Sale
from bot.stories import desk, notices, rules, screens, store, telling
from bot.stories.flow import Sold, Tell, Telling
from bot.stories.story import NAMED, NEIGHBOUR, TOLD, Story
from bot.talk.tap import read_id
from bot.text.phrase import Phrase, say

_NOTHING = Sold(0, "tomato", Quantity(0, "kg"), "")


def command(turn: Turn, words: str = "") -> None:
    """Show somebody their own stories, to staff those of all."""
    if turn.person.is_admin:
        desk.show_list(turn)
    else:
        _list_own(turn)


def act(turn: Turn, what: str = "open", code: str = "", *more: str) -> None:
    """`story.open|own|later`, `story.tell.<order>.<how>`, `story.no`, `story.<act>.<story>`."""
    match (what, *more):
        case ("open",):
            command(turn)
        case ("own",):
            _list_own(turn)
        case ("later",):
            turn.toast(say("story-later-said"))
        case ("no",):
            turn.show(screens.show_declined())
        case "tell", how if how in {NAMED, NEIGHBOUR}:
            _begin(turn, read_id(code) or 0, how)
        case _:
            _act_on(turn, what, code, *more)


def _list_own(turn: Turn) -> None:
    turn.show(screens.show_mine(store.load_of(turn.conn, turn.person.id)))


# -- telling


def _begin(turn: Turn, order_id: int, how: str) -> None:
    if _may_tell(turn, order_id):
        turn.begin(Tell.name, order=str(order_id), how=how)
    else:
        turn.toast(say("story-gone"))


def _may_tell(turn: Turn, order_id: int) -> bool:
    """Whether it is a good sale of theirs, and no story was made of it yet."""
    me = turn.person
    is_farmer = FARMER in me.roles and me.stands(turn.now) == GOOD
    if not is_farmer or notices.find_sale(turn, order_id) is None:
        return False
    return all(each.order_id != order_id for each in store.load_of(turn.conn, me.id))


def facts(turn: Turn, answers: Mapping[str, str]) -> Sold:
    """Load what was sold; nothing where it came to nothing meanwhile."""
    order_id = read_id(answers.get("order", "")) or 0
    return notices.find_sold(turn, order_id) or _NOTHING


def tell(turn: Turn, told: Telling) -> None:
    """Hand a story to the staff."""
    sale = notices.find_sale(turn, told.order_id)
    own = load_profile(turn.conn, turn.person.id)
    made = None
    if sale is not None and own is not None and _may_tell(turn, told.order_id):
        made = store.add(turn.conn, _write(turn, told, sale, own))
    if made is None:
        turn.toast(say("story-gone"))
        return
    notices.tell_staff(turn, made)
    turn.show(screens.show_sent(made.id))


def _write(turn: Turn, told: Telling, sale: Sale, own: Profile) -> Story:
    return Story(
        teller_id=own.person_id,
        order_id=sale.order_id,
        crop_id=sale.crop_id,
        since=sale.at - rules.WEEK,
        until=sale.at,
        region=own.region,
        place_id=own.place_id,
        lat_e6=own.lat_e6,
        lon_e6=own.lon_e6,
        named=told.named,
        words=told.words,
        photo=told.photo,
        voice=told.voice,
        made_at=turn.now,
        moved_at=turn.now,
    )


# -- one's own


def _act_on(turn: Turn, what: str, code: str, *more: str) -> None:
    story = store.load(turn.conn, read_id(code) or 0)
    if story is None or story.teller_id != turn.person.id:
        turn.toast(say("talk-not-yours"))
    elif what == "see" or (what == "name" and more[:1] != (str(int(story.named)),)):
        _see(turn, story)
    else:
        _change(turn, story, what)


def _see(turn: Turn, story: Story, *before: Phrase) -> None:
    turn.show(notices.show_own(turn, story, *before))


def _change(turn: Turn, story: Story, what: str) -> None:
    after = rules.by_teller(story, what, turn.now)
    if after is None:
        turn.toast(say("talk-already"))
        _see(turn, story)
        return
    saved = store.save(turn.conn, story, after)
    if saved.state == TOLD != story.state:
        telling.start(turn, saved)
    said = {"withdraw": "story-withdrawn", "agree": "story-told-now"}.get(what)
    _see(turn, saved, *((say(said),) if said else ()))
