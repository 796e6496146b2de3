"""A market whose buyers have baskets and standing orders."""

from typing import Any

from sqlalchemy import text

from bot import finding, ordering, people, selling, shopping
from bot.shopping import store
from bot.store import persons
from tests.ordering.stalls import ADMIN_CHAT, Market
from tests.village import Person, Village

LANGUAGES = {"en": "English", "zh_Hans": "中文"}


class Mall(Market):
    """A market with shopping, beside what it stands on and the search it leads to."""

    def __init__(self, **speaking: Any) -> None:
        joining = people.build(frozenset({ADMIN_CHAT}), LANGUAGES)
        trading = (selling, ordering, finding, shopping)
        self.village = Village([*(each.FEATURE for each in trading), joining], **speaking)

    def sets(self, listing_id: int = 1, **values: Any) -> None:
        """Change a listing behind everybody's back."""
        told = ", ".join(f"{name} = :{name}" for name in values)
        with self.village.engine.begin() as conn:
            conn.execute(
                text(f"UPDATE listing SET {told} WHERE id = :key"),
                {**values, "key": listing_id},
            )

    def fills(self, buyer: Person, *lines: tuple[int, int]) -> None:
        """Put so many thousandths of listings into a basket."""
        for listing_id, milli in lines:
            buyer.taps(data=f"basket.add.{listing_id}.{milli}")

    def basket(self, buyer: Person) -> dict[int, int]:
        """Read what is in a basket: thousandths by listing."""
        with self.village.engine.begin() as conn:
            found = list(store.load_lines(conn, self._id(conn, buyer)))
        return {item.listing_id: item.milli for item, _, _ in found}

    def _id(self, conn: Any, who: Person) -> int:
        known = persons.load_by_chat(conn, who.chat)
        assert known is not None
        return known.id


def after_a_sale() -> tuple[Mall, Person, Person]:
    """Bring in Amina, who has sold 5 kg of her tomatoes, and Joe, who has bought them."""
    mall = Mall()
    amina, joe = mall.joins("Amina", "sell"), mall.joins("Joe")
    mall.lists(amina, milli=90_000)
    mall.accepted(joe, amina)
    joe.taps("Received")
    joe.taps("All good")
    amina.taps("Money received")
    mall.village.passes(seconds=1)
    return mall, amina, joe
