import pytest

from bot.kernel import crops
from bot.kernel.tables import rows

SHIPPED = {"en", "zh_Hans", "hi", "sw", "es", "ar"}


def test_the_six_languages_name_crops() -> None:
    assert set(crops.languages()) == SHIPPED


def test_every_name_belongs_to_a_crop() -> None:
    assert {row["crop_id"] for row in rows("crops_names")} <= {
        crop.id for crop in crops.all_crops()
    }


def test_a_crop_is_named_in_the_language_or_in_english() -> None:
    assert crops.crop_name("maize", "sw") == "mahindi"
    assert crops.crop_name("maize", "hi") == "मक्का"
    assert crops.crop_name("fonio", "hi") == "fonio"
    assert crops.crop_name("maize", "xx") == "maize"


def test_an_unknown_crop_is_a_bug() -> None:
    with pytest.raises(KeyError):
        crops.get("unobtainium")


@pytest.mark.parametrize("country", [row["country"] for row in rows("crops_common")] + ["FR"])
def test_a_country_has_twelve_common_crops(country: str) -> None:
    listed = crops.common(country)
    assert len(listed) == len(set(listed)) == 12
    assert all(crops.known(crop) for crop in listed)


def test_kinds_are_listed_once() -> None:
    assert len(crops.kinds()) == len(set(crops.kinds()))
    assert "cereal" in crops.kinds()
