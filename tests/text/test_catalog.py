"""Catalogs: read from folders alone, each text found in the language or the nearest one that has it."""

import time
from pathlib import Path

import pytest

from bot.text.catalog import Catalogs
from bot.text.plurals import plural_tags, read_plurals
from tests.text.toy import Texts, village, write_language, write_texts

LOCALES = Path(__file__).parents[2] / "locales"
SIX = {"en", "zh_Hans", "hi", "sw", "es", "ar"}


def said(catalogs: Catalogs, language: str, key: str, count: int | None = None) -> str:
    return "".join(catalogs.entry(language, key).form(count).markup)


def test_the_six_languages_are_there_and_complete() -> None:
    languages = Catalogs.load(LOCALES).languages
    assert set(languages) >= SIX
    assert all(languages[code].complete for code in SIX)


def test_only_the_languages_asked_for_are_read_and_english() -> None:
    assert set(Catalogs.load(LOCALES, ["sw"]).languages) == {"en", "sw"}


def test_a_language_without_a_folder_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="tlh"):
        Catalogs.load(LOCALES, ["tlh"])


@pytest.mark.parametrize(
    ("hint", "found"),
    [("es-MX", "es"), ("zh-hans", "zh_Hans"), ("zh", "zh_Hans"), ("SW", "sw"), ("fi", None)],
)
def test_a_tag_from_outside_finds_the_nearest_language(hint: str, found: str | None) -> None:
    assert Catalogs.load(LOCALES).nearest(hint) == found


def test_no_tag_finds_no_language() -> None:
    assert Catalogs.load(LOCALES).nearest(None) is None


def test_a_language_is_added_by_its_folder_alone(tmp_path: Path) -> None:
    village(tmp_path, en={"toy-hello": "Hello"})
    write_language(tmp_path, "qya", 'fallback = ["en"]')
    write_texts(tmp_path, "qya", {"toy-hello": "Aiya"})
    catalogs = Catalogs.load(tmp_path)
    assert catalogs.languages["qya"].name == "qya"
    assert said(catalogs, "qya", "toy-hello") == "Aiya"


def test_a_missing_text_is_said_in_the_fallback_language_and_counted(tmp_path: Path) -> None:
    village(tmp_path, en={"toy-a": "a", "toy-b": "b"}, sw={"toy-a": "swahili"})
    write_language(tmp_path, "qya", 'fallback = ["sw"]')
    catalogs = Catalogs.load(tmp_path)
    assert said(catalogs, "qya", "toy-a") == "swahili"
    assert said(catalogs, "qya", "toy-b") == "b"
    assert said(catalogs, "qya", "toy-b") == "b"
    assert catalogs.missing == {("qya", "toy-a"): 1, ("qya", "toy-b"): 2}


def test_a_language_nobody_installed_is_answered_in_english(tmp_path: Path) -> None:
    assert said(village(tmp_path, en={"toy-a": "a"}), "tlh", "toy-a") == "a"


def test_a_text_nobody_wrote_is_an_error_when_strict(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="toy-gone"):
        village(tmp_path, en={}).entry("en", "toy-gone")


def test_a_text_nobody_wrote_is_a_polite_one_in_production_and_logged_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    village(tmp_path, en={})
    catalogs = Catalogs.load(tmp_path, strict=False)
    assert said(catalogs, "en", "toy-gone") == said(catalogs, "en", "toy-gone") == "Please go on."
    assert caplog.messages == ["no text for toy-gone in any language"]


@pytest.mark.parametrize(
    ("count", "form"), [(0, "0"), (1, "1"), (2, "2"), (7, "3"), (111, "4"), (101, "5")]
)
def test_arabic_numbers_take_the_form_cldr_names(tmp_path: Path, count: int, form: str) -> None:
    texts: Texts = {"toy-count": ("0", "1", "2", "3", "4", "5")}
    catalogs = village(tmp_path, en={"toy-count": ("1", "5")}, ar=texts)
    assert said(catalogs, "ar", "toy-count", count).endswith(form)


@pytest.mark.parametrize("language", sorted(SIX))
def test_every_pinned_plural_rule_agrees_with_cldr(language: str) -> None:
    plurals = Catalogs.load(LOCALES, [language]).languages[language].plurals
    assert plural_tags(plurals, language)[-1] == "other"


def test_a_plural_rule_in_another_order_is_refused() -> None:
    other_order = (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
        " : n%100<=2 ? 4 : 5);"
    )
    with pytest.raises(ValueError, match="out of order"):
        plural_tags(read_plurals(other_order), "ar")


def test_a_plural_rule_that_joins_two_tags_is_refused() -> None:
    with pytest.raises(ValueError, match="2 is 'other' but its form says 'one'"):
        plural_tags(read_plurals("nplurals=2; plural=(n != 1);"), "hi")


def test_a_plural_rule_that_is_no_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="Plural-Forms"):
        read_plurals("two forms, please")


def test_a_fraction_takes_the_last_form(tmp_path: Path) -> None:
    entry = village(tmp_path, en={"toy-count": ("one", "other")}).entry("en", "toy-count")
    assert entry.form(1.0).markup == ("other",)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    village(tmp_path, en={})
    (tmp_path / "en/LC_MESSAGES/toy.po").write_text('msgid "a"\nwhat\n', "utf-8")
    with pytest.raises(ValueError, match=r"en/toy\.po"):
        Catalogs.load(tmp_path)


def test_ten_domains_of_a_hundred_texts_in_six_languages_load_in_a_second(tmp_path: Path) -> None:
    texts: Texts = {f"toy-{at}": "Hello {name}, you have {what} to do" for at in range(100)}
    for code in sorted(SIX):
        write_language(tmp_path, code)
        for domain in range(10):
            named = {f"d{domain}-{key}": said for key, said in texts.items()}
            write_texts(tmp_path, code, named, f"d{domain}", of=named)
    start = time.process_time()
    catalogs = Catalogs.load(tmp_path)
    assert time.process_time() - start < 1
    assert sum(len(catalog.entries) for catalog in catalogs.by_language.values()) == 6000
