"""The guard beside letters: each is judged with what the market knows, kept, opened, vouched for."""

from dataclasses import replace

from bot.feature import Turn
from bot.guarding.verdict import Context, Verdict
from bot.ordering.order import Order
from bot.people.reported import COPY_OF, WARNED, CopyAsked
from bot.relaying import bands, judging, store
from bot.relaying.letters import JUDGED, Letter


def keep(turn: Turn, order: Order, letter: Letter, words: str) -> Letter:
    """Keep a letter with what is thought of it; `words` are as they were written, unmasked."""
    verdict = _judge(turn, order, letter, words) if words else None
    judged = replace(letter, verdict=verdict)
    kept = replace(judged, id=store.add(turn.conn, judged))
    bands.keep(turn.conn, kept.id, kept.to_id, kept.brought.words, turn.now)
    if kept.is_warned_of:
        turn.announce(JUDGED, kept)
        turn.announce(WARNED, kept.to_id)
    return kept


def _judge(turn: Turn, order: Order, letter: Letter, words: str) -> Verdict:
    context = _context(turn, order, letter, words)
    reader = turn.speaker_of(turn.other(letter.to_id))
    languages = (turn.speaker.language, reader.language)
    verdict = judging.weigh(judging.judge_words(words, languages, context), context)
    if not verdict.is_bad:
        return verdict
    return judging.calm(verdict, store.load_vouched(turn.conn, letter.to_id, letter.from_id))


def _context(turn: Turn, order: Order, letter: Letter, words: str) -> Context:
    """Gather what the market knows beside the words."""
    copy = CopyAsked(words)
    turn.announce(COPY_OF, copy)
    return Context(
        paid=judging.is_paid(order, order.role_of(letter.from_id) or ""),
        is_new=judging.is_new(turn.person.created_at, turn.now),
        alike=bands.count_alike(turn.conn, letter.brought.words, letter.to_id, turn.now),
        copy=(copy.pattern or 0) if copy.found else None,
        in_chat=True,
    )


def open_held(turn: Turn, letter: Letter) -> Letter:
    """Note that its reader wants to see a letter that was held back."""
    if letter.is_held:
        store.open_held(turn.conn, letter.id, turn.now)
    return replace(letter, opened_at=letter.opened_at or turn.now)


def vouch(turn: Turn, letter: Letter) -> Letter:
    """Note that the reader calls a letter genuine: for this pair, and for staff to learn from."""
    store.vouch(turn.conn, letter.id, turn.now)
    return replace(letter, vouched_at=letter.vouched_at or turn.now)
