"""A market whose people rate each other and have a standing."""

from bot import trusting
from bot.trusting import ratings, store
from bot.trusting.rules import Rated
from bot.trusting.standing import Standing
from tests.ordering.stalls import Market
from tests.village import Person, Village


class Town(Market):
    """A market where people speak of each other."""

    def __init__(self) -> None:
        super().__init__()
        self.village = Village([*self.village.runner.router.features[1:], trusting.FEATURE])

    def sold(self, buyer: Person, seller: Person, listing_id: int = 1) -> int:
        """Have an order go all its way."""
        found = self.accepted(buyer, seller, listing_id=listing_id)
        seller.taps(data=f"order.do.{found}.ready")
        buyer.taps(data=f"order.do.{found}.receive.5000")
        seller.taps(data=f"order.do.{found}.money")
        buyer.taps(data=f"order.do.{found}.approve")
        assert self.order(found).state == "completed"
        return found

    def rated(self, order_id: int) -> Rated:
        with self.village.engine.begin() as conn:
            found = ratings.load(conn, order_id)
        assert found is not None
        return found

    def standing(self, who: Person) -> Standing:
        whose = self.id_of(who)
        with self.village.engine.begin() as conn:
            found = store.load(conn, whose, self.village.now)
        assert found is not None
        return found
