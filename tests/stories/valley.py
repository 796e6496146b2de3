"""A valley whose farmers tell each other what they sold, and staff who read it first."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, update

from bot import bulletins, stories, trusting
from bot.kernel.topics import STORIES
from bot.people.store import profile
from bot.selling import sales
from bot.store import consents, persons
from bot.stories import leaving, readers, store
from bot.stories.story import Effect, Story
from tests.ordering.stalls import join, turn_of
from tests.pricing.town import Town
from tests.village import Person, Shown

LANGUAGES = {"en": "English"}
HEADLINE = "Amina, close by, sold 15 kg this week"


class Valley(Town):
    """Amina sells, Peter buys, Njeri is of the staff; Otieno grows tomatoes and never sold any."""

    def __init__(self) -> None:
        super().__init__(3, trusting.FEATURE, stories.FEATURE, bulletins.build(LANGUAGES))
        self.njeri = self.admin()
        self.amina, self.peter = self.joins("Amina", "sell"), self.joins("Peter")
        self.otieno = self.joins("Otieno", "sell")

    def sells_well(self, times: int = 3) -> int:
        """Have Amina sell 5 kg so often that she is asked; gives the last order's id."""
        found = [self.sells(self.amina, self.peter) for _ in range(times)]
        return found[-1]

    def is_asked(self) -> Shown | None:
        """Let a day pass; gives what Amina was asked, if she was."""
        before = len(self.amina.heard)
        self.village.passes(days=1)
        asked = [
            each for each in self.amina.heard[before:] if "May we tell neighbours" in each.text
        ]
        assert len(asked) < 2
        return asked[0] if asked else None

    def hands_in(self, how: str = "Yes, with my name", words: str = "skip") -> Story:
        """Have Amina sell well and tell of it, without a photo."""
        self.sells_well()
        assert self.is_asked() is not None
        self.amina.taps(how)
        self.amina.says(words)
        self.amina.says("skip")
        self.amina.taps("Yes, tell it")
        return self.story()

    def is_told(self, **how: Any) -> Story:
        """Have a story told that staff approved."""
        self.hands_in(**how)
        self.njeri.taps("Approve")
        return self.story()

    def story(self, story_id: int = 1) -> Story:
        with self.village.engine.begin() as conn:
            found = store.load(conn, story_id)
        assert found is not None
        return found

    def effect(self, story_id: int = 1) -> Effect:
        with self.village.engine.begin() as conn:
            return readers.tally(conn, [story_id], self.village.now)[story_id]

    def told_to(self, who: Person, words: str = "sold 15 kg") -> list[str]:
        """Give what somebody was told of others' sales."""
        return [each.text for each in who.heard if words in each.text]

    def moves(self, who: Person, **where: int) -> None:
        """Have somebody live elsewhere."""
        whose = self.id_of(who)
        with self.village.engine.begin() as conn:
            conn.execute(update(profile).where(profile.c.person_id == whose).values(**where))

    def loses(self, order_id: int) -> None:
        """Have a sale come to nothing after all."""
        with self.village.engine.begin() as conn:
            sales.remove(conn, order_id)

    def silences(self, who: Person) -> None:
        whose = self.id_of(who)
        with self.village.engine.begin() as conn:
            consents.silence(conn, whose, STORIES, self.village.now)

    def exports(self, who: Person) -> Mapping[str, Any]:
        whose = self.id_of(who)
        with self.village.engine.begin() as conn:
            return leaving.export(conn, whose)

    def forgets(self, who: Person) -> None:
        """Erase what the room holds of somebody."""
        with self.village.engine.begin() as conn:
            known = persons.load_by_chat(conn, who.chat)
            assert known is not None
            leaving.erase(turn_of(conn, known, self.village.now))


def people(conn: Connection, many: int, now: Any, **where: Any) -> list[int]:
    """Farmers who never offered anything."""
    return [join(conn, 5000 + at, "Joe", "sell", now, **where).id for at in range(many)]
