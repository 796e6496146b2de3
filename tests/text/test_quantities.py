from decimal import Decimal

from bot.kernel.quantity import Quantity
from bot.text.quantities import read_quantity
from bot.text.reading import NotRead, NoUnit, Reading, Unsure


def test_a_reading_keeps_what_was_said_and_the_factor_used() -> None:
    read = read_quantity(" about 2 bags ", "en", "KE", "maize")
    assert isinstance(read, Reading)
    assert (read.value, read.said, read.about) == (Quantity(2000, "sack"), "about 2 bags", True)
    assert read.factor is not None
    assert (read.factor.value, read.factor.certainty) == (Decimal(90), "legal")


def test_the_crop_decides_the_unit() -> None:
    crates, trays = (read_quantity("2 crates", "en", "KE", crop) for crop in ("tomato", "egg"))
    assert isinstance(crates, Reading)
    assert isinstance(trays, Reading)
    assert (crates.value.unit, trays.value.unit) == ("crate", "tray30")


def test_words_about_another_crop_are_not_taken() -> None:
    assert read_quantity("20 kg onions", "en", "KE", "tomato") == NotRead()
    assert isinstance(read_quantity("20 kg tomatoes", "en", "KE", "tomato"), Reading)


def test_the_country_decides_the_factor() -> None:
    india, guatemala = (read_quantity("2 quintal", "en", country) for country in ("IN", "GT"))
    assert isinstance(india, Reading)
    assert isinstance(guatemala, Reading)
    assert india.factor is not None
    assert guatemala.factor is not None
    assert (india.factor.value, guatemala.factor.value) == (Decimal(100), Decimal("45.36"))


def test_a_number_alone_asks_its_unit() -> None:
    assert read_quantity("20", "en", "KE") == NoUnit(Decimal(20))
    assert read_quantity("5k", "en", "KE") == NotRead()


def test_a_range_offers_both_ends() -> None:
    assert read_quantity("20-25 kg", "en", "KE") == Unsure(
        (Quantity(20_000, "kg"), Quantity(25_000, "kg"))
    )


def test_what_varies_is_never_added_up() -> None:
    assert read_quantity("2 gunia na kilo 20", "sw", "KE") == NotRead()
    assert read_quantity("2 bags 50 kg", "en", "KE") == NotRead()


def test_no_quantity_beyond_thousandths_is_taken() -> None:
    assert read_quantity("1.2345 kg", "en", "KE") == NotRead()
