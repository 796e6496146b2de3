"""What languages cost: loading one against all, and saying a text with two placeholders."""

import time
from collections.abc import Callable
from functools import partial
from statistics import median

from bot import app
from bot.kernel.money import Money
from bot.text.catalog import Catalogs
from bot.text.locale import Locale
from bot.text.phrase import Unit, say
from tests.benchmarks.figures import show, spread

ROUNDS = 7
_TIMES = 5_000
_PRICE = say("selling-rate", price=Money(8000, "KES"), unit=Unit("kg"))


def cost(work: Callable[[], object]) -> float:
    """Give the seconds of processor a work takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def say_often(locale: Locale) -> None:
    for _ in range(_TIMES):
        locale.say(_PRICE)


def main() -> None:
    every = Catalogs.load(app.LOCALES, strict=False)
    names = tuple(every.languages)
    loads: dict[int, list[float]] = {1: [], len(names): []}
    said: dict[str, list[float]] = {name: [] for name in names}
    now = app.utc_now()
    for _ in range(ROUNDS):
        loads[1].append(1000 * cost(lambda: Catalogs.load(app.LOCALES, ("en",), strict=False)))
        loads[len(names)].append(1000 * cost(lambda: Catalogs.load(app.LOCALES, strict=False)))
        for name in names:
            locale = Locale(every, name, "KE", now)
            said[name].append(1e6 * cost(partial(say_often, locale)) / _TIMES)
    ratios = [many / one for one, many in zip(loads[1], loads[len(names)], strict=True)]
    show(
        f"texts: processor time, {ROUNDS} rounds",
        [
            *((f"load {count} of {len(names)}", f"{spread(ms)} ms") for count, ms in loads.items()),
            *((f"say a price in {name}", f"{spread(us, 1)} µs") for name, us in said.items()),
        ],
        [
            f"all languages cost {median(ratios):.1f} times one",
            f"{_PRICE.key} has two placeholders, an amount of money and a unit, each formatted anew",
        ],
    )


if __name__ == "__main__":
    main()
