"""An order as it stands: what was agreed, where it is in its life, who has said what."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.kernel.money import Money
from bot.kernel.quantity import Quantity

BASKET, PLACED, COUNTERED, ACCEPTED = "basket", "placed", "countered", "accepted"
READY, HANDED_OVER, COMPLETED, DISPUTED = "ready", "handed_over", "completed", "disputed"
REFUNDED, DECLINED, EXPIRED, CANCELLED = "refunded", "declined", "expired", "cancelled"
NO_SHOW = "no_show"

STATES = (
    PLACED,
    COUNTERED,
    ACCEPTED,
    READY,
    HANDED_OVER,
    COMPLETED,
    DISPUTED,
    REFUNDED,
    DECLINED,
    EXPIRED,
    CANCELLED,
    NO_SHOW,
)
# Something may still have to be done; the others are over.
OPEN = (PLACED, COUNTERED, ACCEPTED, READY, HANDED_OVER, DISPUTED)
# Produce is coming or came, so it is to be paid for.
BILLED = frozenset((ACCEPTED, READY, HANDED_OVER, COMPLETED, DISPUTED))

UNPAID, DUE, CLAIMED, CONFIRMED = "none", "due", "claimed", "confirmed"
REFUND_DUE, MONEY_BACK = "refund_due", "refunded"
HELD, RELEASED = "held", "released"
PAYMENTS = (UNPAID, DUE, CLAIMED, CONFIRMED, HELD, RELEASED, REFUND_DUE, MONEY_BACK)

CASH, MOBILE, CARD = "cash", "mobile", "card"
PAY_KINDS = (CASH, MOBILE, CARD)
# How produce gets to its buyer: fetched at the farm or a collection point, or brought there.
FARM, POINT, BROUGHT, DRIVER = "farm", "point", "brought", "driver"
DELIVERIES = (FARM, POINT, BROUGHT, DRIVER)
BUYER, SELLER, ADMIN, CLOCK = "buyer", "seller", "admin", "clock"
PROVIDER = "provider"  # who takes card payments: says what was paid, decides nothing else
YES, NO = "yes", "no"
# Why a farmer says no to an order whose produce is no longer there.
SOLD, SPOILED = "sold", "spoiled"
GONE = frozenset((SOLD, SPOILED))

SWITCHES = 4  # times a buyer may take another way to pay: the farmer is told of each
TRIES = 5  # wrong pick-up codes a farmer may type; then only the buyer's tap hands over


@dataclass(frozen=True, slots=True)
class Order:
    """One buyer, one farmer, one pick-up; prices, units and names are copies that never change.

    Amounts are thousandths of `unit`. `offered`, `offer_price_minor` and `offer_slot_at` are the
    farmer's counter offer, `actual` what was weighed, `held` what the order keeps of the stock.
    `pool_id` is the pool this order is one farmer's share of. `refund_minor` is what staff took
    off the sum afterwards. Photos are Telegram's ids of files. `paid_cash` and `paid_mobile` are
    with the farmer, `paid_card` was taken by the provider, each less what went back; `charge` is
    the provider's last receipt, `switches` how often the buyer took another way to pay.
    """

    key: str
    buyer_id: int
    seller_id: int
    listing_id: int
    crop_id: str
    unit: str
    ordered: int
    price_minor: int
    currency: str
    total: int
    slot_at: datetime
    placed_at: datetime
    moved_at: datetime
    id: int = 0
    number: str = ""
    code: str = field(default="", repr=False)
    code_tries: int = 0
    unit_grams: int | None = None
    offered: int | None = None
    actual: int | None = None
    held: int = 0
    offer_price_minor: int | None = None
    offer_slot_at: datetime | None = None
    buyer_name: str = ""
    seller_name: str = ""
    state: str = BASKET
    payment: str = UNPAID
    pay_kind: str = CASH
    pay_to: str | None = None
    pay_reference: str | None = None
    place_id: str | None = None
    village: str | None = None
    lat_e6: int | None = None
    lon_e6: int | None = None
    reason: str | None = None
    deadline_at: datetime | None = None
    asked_at: datetime | None = None
    buyer_says: str | None = None
    seller_says: str | None = None
    handed_at: datetime | None = None
    approved_at: datetime | None = None
    after_no_show: str | None = None
    pool_id: int | None = None
    delivery: str = FARM
    point_id: int | None = None
    driver_id: int | None = None
    refund_minor: int = 0
    packed_photo: str | None = None
    handed_photo: str | None = None
    paid_cash: int = 0
    paid_mobile: int = 0
    paid_card: int = 0
    charge: str | None = field(default=None, repr=False)
    switches: int = 0
    escalated_at: datetime | None = None
    version: int = 1

    @property
    def amount(self) -> int:
        """What is agreed, or offered: the farmer's amount once there is one."""
        return self.ordered if self.offered is None else self.offered

    @property
    def price(self) -> Money:
        """The price of one unit, the farmer's offered one once there is one."""
        minor = self.price_minor if self.offer_price_minor is None else self.offer_price_minor
        return Money(minor, self.currency)

    @property
    def slot(self) -> datetime:
        """By when it is to be picked up, the farmer's offered moment once there is one."""
        return self.offer_slot_at or self.slot_at

    @property
    def given(self) -> int:
        """What changes hands: what was weighed, else what is agreed."""
        return self.amount if self.actual is None else self.actual

    @property
    def served(self) -> int:
        """What was given, or would be if it were closed as sold now: a doubted weight counts not."""
        return self.amount if self.held else self.given

    @property
    def sum(self) -> Money:
        """What the produce costs: its total less what staff took off."""
        return Money(self.total - self.refund_minor, self.currency)

    @property
    def billed(self) -> int:
        """What is to be paid as things stand, minor units: nothing for what came to nothing."""
        return self.sum.minor if self.state in BILLED else 0

    @property
    def paid(self) -> int:
        """What was paid in any way and has not gone back, minor units."""
        return self.paid_cash + self.paid_mobile + self.paid_card

    @property
    def rest(self) -> int:
        """What was never paid of the sum, minor units, whether or not it still has to be."""
        return max(0, self.sum.minor - self.paid)

    @property
    def owed(self) -> int:
        """What the buyer still has to pay, minor units."""
        return max(0, self.billed - self.paid)

    @property
    def back(self) -> int:
        """What has to go back to the buyer, minor units."""
        return max(0, self.paid - self.billed)

    @property
    def back_by_card(self) -> int:
        """What of it the provider has to give back, minor units; the rest the farmer does."""
        return min(self.back, self.paid_card)

    @property
    def is_gone(self) -> bool:
        """Whether its farmer said no because the produce is no longer there."""
        return self.state in {DECLINED, CANCELLED} and self.reason in GONE

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def quantity(self, milli: int) -> Quantity:
        """Give thousandths of this order's unit as a quantity."""
        return Quantity(milli, self.unit)

    def role_of(self, person_id: int, *, is_admin: bool = False) -> str | None:
        """Say what somebody is to this order; an admin who takes part in it is only a party."""
        if person_id == self.buyer_id:
            return BUYER
        if person_id == self.seller_id:
            return SELLER
        if person_id == self.driver_id:
            return DRIVER
        return ADMIN if is_admin else None

    def says(self, role: str) -> str | None:
        """Whether a side said that the hand-over happened."""
        return self.buyer_says if role == BUYER else self.seller_says
