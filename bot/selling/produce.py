"""How produce is said: a crop with its picture, an amount with its weight."""

from bot.kernel import crops
from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.selling.measures import in_kg
from bot.text.phrase import Crop, Phrase, Raw, Unit, say

_SEEDLING = "🌱"  # a crop without a picture of its own


def emoji(crop_id: str) -> Raw:
    """Give a crop's picture."""
    return Raw(crops.get(crop_id).emoji or _SEEDLING)


def crop_phrase(crop_id: str) -> Phrase:
    """Say a crop with its picture."""
    return say("selling-crop", emoji=emoji(crop_id), crop=Crop(crop_id))


def rate_phrase(price: Money, unit: str) -> Phrase:
    """Say the price of one unit."""
    return say("selling-rate", price=price, unit=unit_phrase(unit))


def unit_phrase(unit: str) -> Phrase | Unit:
    """Say a unit alone; the commonest one as short as people say it at a market."""
    return say("selling-kg") if unit == "kg" else Unit(unit)


def amount_phrase(amount: Quantity, grams: int | None) -> Phrase:
    """Say an amount, with its weight beside it where it is counted in something else."""
    weight = None if amount.unit == "kg" else in_kg(amount.milli, grams)
    if weight is None or not weight:
        return plainly(amount)
    return say("selling-weighed", amount=amount, kg=weight)


def plainly(value: object) -> Phrase:
    """Say a value by itself."""
    return say("talk-words", words=value)
