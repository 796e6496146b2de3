"""When shopping speaks first: the morning before each pick-up of a standing order."""

from bot.feature import Notice, Turn
from bot.shopping import diary, rounds
from bot.shopping.repeats import ON, placed_at
from bot.talk.event import Due


def _come_round(turn: Turn, due: Due) -> None:
    """Do the round; what was planned before a change only moves."""
    repeat = diary.load(turn.conn, int(due.ref))
    if repeat is None or repeat.state != ON or repeat.person_id != turn.person.id:
        return
    if due.facts == rounds.AGAIN:
        rounds.try_again(turn, repeat)
    elif turn.now < placed_at(repeat.next_on, rounds.zone_of(turn, repeat)):
        rounds.plan(turn, repeat)
    else:
        rounds.run(turn, repeat)


NOTICES = (Notice(rounds.ROUND, _come_round),)
