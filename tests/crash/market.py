"""A market day as people live it: farmers list and serve, buyers order; all keep their own books."""

import asyncio
import re
from dataclasses import dataclass, field
from random import Random

from bot.sandbox.chats import Phone
from bot.sandbox.world import Sandbox
from tests.crash.people import Human

FARMERS, BUYERS = 5, 5
KILO = 1000  # stock is counted in thousandths
YES, OFFER = r"D\w+\.\.yes", r"D\w+\.offer\..+"
# Nobody offers it any more: others do, or there is nothing to choose from.
WANTED = r"D\w+\.price\..*"
# Or less is left than was asked for.
GONE = rf"{OFFER}|D\w+\.crop\..+|D\w+\.amount\.1000:kg|\AD\w+\.\.(?:back|home)|buy\..+"


@dataclass
class Books:
    """What people know they did: produce listed by listing, taken back, and orders by number."""

    listed: dict[int, int] = field(default_factory=dict)
    undone: set[int] = field(default_factory=set)
    ordered: dict[int, int] = field(default_factory=dict)
    paid: set[int] = field(default_factory=set)


class Market:
    """Ten people at work until told that it is evening; then they finish what they began."""

    def __init__(self, box: Sandbox, seed: int) -> None:
        self.books = Books()
        self.evening = asyncio.Event()
        self._chance = Random(seed)
        self.farmers = [self._person(box, 700 + at, "Farmer") for at in range(FARMERS)]
        self.buyers = [self._person(box, 800 + at, "Buyer") for at in range(BUYERS)]

    @property
    def people(self) -> list[Human]:
        return self.farmers + self.buyers

    def _person(self, box: Sandbox, number: int, what: str) -> Human:
        box.add_phone(Phone(number, f"{what} {'ABCDE'[number % 100]}"))
        return Human(box, box.chats[number], Random(self._chance.random()))

    async def live(self) -> None:
        """Play the whole day."""
        async with asyncio.TaskGroup() as day:
            for me in self.farmers:
                day.create_task(self._farm(me))
            for me in self.buyers:
                day.create_task(self._shop(me))

    # -- farmers

    async def _farm(self, me: Human) -> None:
        await join(me, "sell")
        while not self._over():
            if await self._serve(me):
                continue
            if self.evening.is_set():
                await me.chat.bell.wait(0.2)
            else:
                await me.chance.choice(
                    (self._offer, self._offer_by_taps, self._restock, self._undo)
                )(me)

    def _over(self) -> bool:
        """Whether it is evening and every order is paid: only then farmers go home."""
        return (
            self.evening.is_set()
            and not self._shopping
            and self.books.paid == set(self.books.ordered)
        )

    _shopping = 0

    async def _offer(self, me: Human) -> None:
        """List produce in one sentence."""
        await me.says("selling 50 kg tomatoes at 80 today", r"D\w+\.media\.")
        await me.says("skip", r"D\w+\.\.yes")
        published = await me.says("yes", r"listing\.undo\.(\d+)")
        self.books.listed[int(published[1])] = 50 * KILO

    async def _offer_by_taps(self, me: Human) -> None:
        """List produce question by question."""
        await me.says("/sell", r"D\w+\.crop\.onion")
        await me.taps(r"D\w+\.crop\.onion", r"D\w+\.quantity\..+")
        await me.says("70 kg", r"D\w+\.price\..+|D\w+\.\.back")
        await me.says("95", r"D\w+\.ready\..+")
        await me.taps(r"D\w+\.ready\..+", r"D\w+\.media\.")
        await me.taps(r"D\w+\.media\.", r"D\w+\.\.yes")
        published = await me.taps(r"D\w+\.\.yes", r"listing\.undo\.(\d+)")
        self.books.listed[int(published[1])] = 70 * KILO

    async def _restock(self, me: Human) -> None:
        """Bring more of something on the list."""
        await me.says("/listings", r"listing\.new")
        shown = me.sees(r"listing\.show\.(\d+)")
        if shown is None:
            return
        which = int(shown[1])
        await me.taps(rf"listing\.show\.{which}", rf"listing\.amount\.{which}")
        await me.taps(rf"listing\.amount\.{which}", rf"listing\.restock\.{which}")
        await me.taps(rf"listing\.restock\.{which}", r"D\w+\.amount\..+")
        await me.says("5 kg", rf"listing\.price\.{which}")
        self.books.listed[which] += 5 * KILO

    async def _undo(self, me: Human) -> None:
        """Take the newest offer back, when nobody has ordered from it."""
        shown = me.sees(r"listing\.undo\.(\d+)")
        which = int(shown[1]) if shown else 0
        # A message that came twice still offers to undo what is undone.
        if not which or which in self.books.undone or me.chance.random() < 0.5:
            return
        answer = await me.taps(rf"listing\.undo\.{which}", rf"listing\.(again|amount)\.{which}")
        if answer[1] == "again":
            self.books.undone.add(which)

    async def _serve(self, me: Human) -> bool:
        """Do what an order asks for next; False when there is nothing to do."""
        if found := me.sees(r"order\.do\.(\d+)\.(?:accept|ready)"):
            await me.taps(found[0], rf"order\.more\.{found[1]}")
            return True
        order = self._unpaid(me)
        if order is not None:
            await me.taps(rf"order\.do\.{order}\.money", rf"order\.more\.{order}")
            self.books.paid.add(order)
        return order is not None

    def _unpaid(self, me: Human) -> int | None:
        """Find an order handed over and not yet paid as far as this farmer has read."""
        for order in set(self.books.ordered) - self.books.paid:
            # Before that there is a likelier step than the money.
            if me.sees(rf"\Aorder\.do\.{order}\.money"):
                return order
        return None

    # -- buyers

    async def _shop(self, me: Human) -> None:
        self._shopping += 1
        await join(me, "buy")
        while not self.evening.is_set():
            crop = me.chance.choice(("tomatoes", "onions"))
            shown = await me.says(f"I need 2 kg {crop}", rf"{YES}|{GONE}|{WANTED}")
            if re.fullmatch(WANTED, shown[0]):
                # Nobody sells so much yet: an ad is offered instead.
                await me.taps(r"D\w+\.\.home", r"buy\..+")
                continue
            if re.fullmatch(OFFER, shown[0]):
                shown = await me.taps(shown[0], rf"{YES}|{GONE}")
            if re.fullmatch(YES, shown[0]):
                await self._order(me, shown[0])
        self._shopping -= 1

    async def _order(self, me: Human, yes: str) -> None:
        """Place an order, unless somebody was faster, and see it to its end."""
        # News of an older order may come first.
        older = "|".join(map(str, self.books.ordered)) or "0"
        answer = await me.taps(yes, rf"\Aorder\.more\.(?!(?:{older})$)(\d+)|{GONE}")
        if answer[1] is None:
            return
        order = int(answer[1])
        self.books.ordered[order] = 2 * KILO
        await me.hears(rf"order\.do\.{order}\.receive\.2000")
        await me.taps(rf"order\.do\.{order}\.receive\.2000", rf"order\.do\.{order}\.approve")
        await me.taps(rf"order\.do\.{order}\.approve", rf"\Aorder\.more\.{order}")


async def join(me: Human, wants: str) -> None:
    """Answer the questions of a newcomer, typing some and tapping others."""
    await me.says("/start", r"D\w+\.choose\.en")
    await me.taps(r"D\w+\.choose\.en", r"D\w+\.wants\.both")
    await me.says(wants, r"D\w+\.called\..*")
    await me.taps(r"D\w+\.called\..*", r"D\w+\.place\..+")
    await me.says("Limuru", r"D\w+\.\.yes")
    await me.says("yes", r"D\w+\.crop\..+" if wants == "sell" else r"buy\..+|home")
