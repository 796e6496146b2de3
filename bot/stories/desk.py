"""Where staff decide about stories: approve, put into other words, leave out, refuse, undo."""

from collections.abc import Mapping

from bot.feature import Turn
from bot.people.rules import FARMER
from bot.stories import board, notices, readers, rules, store, telling
from bot.stories.flow import NotThis, OtherWords, Said
from bot.stories.story import TOLD, Effect, Story
from bot.talk.tap import read_count, read_id
from bot.text.phrase import say

_LAST = 999  # the last page there can be
_COUNTED = 50  # newest stories whose effect is added up


def show_list(turn: Turn, which: str = board.WAITS, page: int = 0) -> None:
    load = store.load_waiting if which == board.WAITS else store.load_latest
    found = load(turn.conn, page * board.PAGE, board.PAGE + 1)
    named = [(each, turn.other(each.teller_id).called or "") for each in found]
    turn.show(board.show_list(named, which, page, sells=FARMER in turn.person.roles))


def act(turn: Turn, what: str = board.WAITS, code: str = "0", *more: str) -> None:
    """`stories.waiting|all.<page>`, `stories.effect`, `stories.<act>.<story>`."""
    if what in board.LISTS:
        show_list(turn, what, read_count(code, _LAST) or 0)
    elif what == "effect":
        _show_effect(turn)
    else:
        _act_on(turn, what, code, *more)


def _show_effect(turn: Turn) -> None:
    newest = store.load_latest(turn.conn, 0, _COUNTED)
    counted = readers.tally(turn.conn, [each.id for each in newest], turn.now)
    turn.show(board.show_effect(sum(counted.values(), Effect())))


def _act_on(turn: Turn, what: str, code: str, *more: str) -> None:
    story = store.load(turn.conn, read_id(code) or 0)
    if story is None:
        turn.toast(say("talk-already"))
        return
    match (what, *more):
        case ("see",):
            _see(turn, story)
        case "approve", known if known == str(story.version):
            _decide(turn, story, "approve")
        case ("undo",):
            _decide(turn, story, "undo")
        case "strip", part:
            _strip(turn, story, part)
        case (("words" | "refuse"),) if rules.by_staff(story, what, turn.now, turn.person.id):
            flow = OtherWords if what == "words" else NotThis
            turn.begin(flow.name, about=str(story.id))
        case _:
            _refuse(turn, story)


def _refuse(turn: Turn, story: Story) -> None:
    """Show how things stand to who may not do it, or not any more."""
    is_own = story.teller_id == turn.person.id
    turn.toast(say("stories-own" if is_own else "talk-already"), alert=is_own)
    _see(turn, story)


def _see(turn: Turn, story: Story) -> None:
    *before, card = notices.show_card(turn, story, turn.person.id)
    for message in before:
        turn.say(message)
    turn.show(card)


def _decide(turn: Turn, story: Story, what: str, why: str | None = None) -> None:
    after = rules.by_staff(story, what, turn.now, turn.person.id)
    if after is None:
        _refuse(turn, story)
        return
    saved = store.save(turn.conn, story, rules.because(after, why))
    if saved.state == TOLD:
        telling.start(turn, saved)
    if what != "undo":
        notices.tell_teller(turn, saved)
    turn.toast(say("stories-marked"))
    _see(turn, saved)


def _strip(turn: Turn, story: Story, part: str) -> None:
    may = rules.by_staff(story, "strip", turn.now, turn.person.id) is not None
    bare = rules.strip(story, part) if may else None
    if bare is None:
        _refuse(turn, story)
    else:
        _see(turn, store.save(turn.conn, story, bare))


# -- in own words


def facts(turn: Turn, answers: Mapping[str, str]) -> int:
    """Tell the talks which story they are about."""
    return read_id(answers.get("about", "")) or 0


def reword(turn: Turn, said: Said) -> None:
    """Put a story into other words."""
    story = store.load(turn.conn, said.story_id)
    if story is None or rules.by_staff(story, "words", turn.now, turn.person.id) is None:
        turn.toast(say("talk-already"))
    else:
        _see(turn, store.save(turn.conn, story, rules.reword(story, said.words)))


def refuse(turn: Turn, said: Said) -> None:
    """Tell its teller kindly why a story is not told."""
    story = store.load(turn.conn, said.story_id)
    if story is None:
        turn.toast(say("talk-already"))
    else:
        _decide(turn, story, "refuse", said.words)
