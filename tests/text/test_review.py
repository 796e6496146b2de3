"""The proof-reader finds each kind of fault that is planted, and nothing in good texts."""

from pathlib import Path

import pytest

from bot.text.catalog import Catalogs
from bot.text.proof import Limits
from bot.text.review import review
from tests.text.toy import Texts, village, write_language, write_texts

LOCALES = Path(__file__).parents[2] / "locales"
ENGLISH: Texts = {
    "toy-sold": "<b>{crop}</b> is sold.",
    "toy-yes": "✅ Yes",
    "toy-orders": ("One order", "{count} orders"),
}
ARABIC: Texts = {
    "toy-sold": "تم بيع <b>{crop}</b>.",
    "toy-yes": "✅ نعم",
    "toy-orders": (
        "{count} طلب",
        "طلب واحد",
        "طلبان",
        "{count} طلبات",
        "{count} طلبًا",
        "{count} طلب",
    ),
}
REQUIRED = {
    "toy-sold": frozenset({"crop"}),
    "toy-yes": frozenset[str](),
    "toy-orders": frozenset({"count"}),
}


def faults(folder: Path, arabic: Texts, english: Texts | None = None) -> list[str]:
    catalogs = village(folder, en=english or ENGLISH, ar=arabic)
    return [str(fault) for fault in review(catalogs, REQUIRED, buttons={"toy-yes"})]


def test_good_texts_have_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, ARABIC) == []


def test_the_texts_of_the_machinery_itself_have_no_fault() -> None:
    found = review(Catalogs.load(LOCALES), {})
    assert [str(fault) for fault in found if fault.file in {"text.po", "language.toml"}] == []


@pytest.mark.parametrize(
    ("key", "text", "problem"),
    [
        ("toy-sold", "تم البيع.", "lacks {crop}"),
        ("toy-sold", "تم بيع {crop} في {place}.", "has {place}, which English has not"),
        ("toy-sold", "تم بيع <b>{crop}.", "tags do not close in order"),
        ("toy-sold", "تم بيع <b><i>{crop}</b></i>.", "tags do not close in order"),
        ("toy-sold", "تم بيع <u>{crop}</u>.", "<u> is not one of <b>, <i>, <code>"),
        ("toy-sold", "تم بيع {crop} &amp; غيره.", "&amp; is written as the sign itself"),
        ("toy-sold", "تم بيع {crop} {Crop}.", "a brace that is no {placeholder}"),
        ("toy-sold", "تم بيع  {crop}.", "stray spaces"),
        ("toy-sold", "تم بيع 5 كجم {crop}.", "non-breaking space"),
        ("toy-sold", "Farmgate: تم بيع {crop}.", "starts with a left-to-right letter"),
        ("toy-sold", "", "empty"),
        ("toy-sold", "تم بيع {crop}. " + "نعم " * 40 + "نعم", "characters, at most 160"),
        ("toy-yes", "نعم، أنا موافق على كل ما كتب هنا", "on a button, at most 30"),
        ("toy-yes", "<b>نعم</b>", "markup on a button"),
        ("toy-orders", ("{count} طلب", "{count} طلب"), "empty"),
        ("toy-orders", ("طلبات",) * 6, "lacks {count}"),
        ("toy-orders", "{count} طلب", "plural here or in English, but not in both"),
        ("toy-extra", "نص", "nothing says this key"),
    ],
)
def test_a_planted_fault_is_found(
    tmp_path: Path, key: str, text: str | tuple[str, ...], problem: str
) -> None:
    found = faults(tmp_path, {**ARABIC, key: text})
    assert any(f"ar toy.po {key}: " in fault and problem in fault for fault in found), found


def test_a_missing_text_is_found(tmp_path: Path) -> None:
    left = {key: text for key, text in ARABIC.items() if key != "toy-yes"}
    assert faults(tmp_path, left) == ["ar toy.po toy-yes: missing"]


def test_a_language_on_its_way_may_miss_texts(tmp_path: Path) -> None:
    village(tmp_path, en=ENGLISH)
    write_language(tmp_path, "sw", "complete = false")
    assert review(Catalogs.load(tmp_path), REQUIRED) == []


def test_a_translation_of_older_english_is_stale(tmp_path: Path) -> None:
    village(tmp_path, en=ENGLISH, ar=ARABIC)
    write_texts(tmp_path, "en", {**ENGLISH, "toy-sold": "<b>{crop}</b> is all sold."})
    found = review(Catalogs.load(tmp_path), REQUIRED, buttons={"toy-yes"})
    assert [str(fault) for fault in found] == [
        "ar toy.po toy-sold: stale: the English has changed since"
    ]


def test_a_translation_nobody_vouched_for_is_found(tmp_path: Path) -> None:
    village(tmp_path, en=ENGLISH, ar=ARABIC)
    write_texts(tmp_path, "ar", ARABIC)
    problems = {fault.problem for fault in review(Catalogs.load(tmp_path), REQUIRED)}
    assert problems == {"not stamped"}


def test_a_placeholder_nothing_fills_is_found_in_english(tmp_path: Path) -> None:
    english = {**ENGLISH, "toy-sold": "<b>{crop}</b> is sold at {price}."}
    found = faults(tmp_path, {**ARABIC, "toy-sold": "تم بيع <b>{crop}</b> {price}"}, english)
    assert found == ["en toy.po toy-sold: nothing fills {price}"]


def test_words_of_blame_are_found_but_not_inside_other_words(tmp_path: Path) -> None:
    village(tmp_path, en={"toy-a": "Invalid price", "toy-b": "Cancel the sale"})
    write_language(tmp_path, "en", 'avoid = ["invalid"]')
    write_language(tmp_path, "sw", 'avoid = ["batili"]')
    write_texts(tmp_path, "sw", {"toy-b": "Kubatilisha mauzo", "toy-a": "Bei ni batili"})
    found = review(Catalogs.load(tmp_path), dict.fromkeys(("toy-a", "toy-b"), frozenset()))
    blamed = [(fault.language, fault.key) for fault in found if "blames" in fault.problem]
    assert blamed == [("en", "toy-a"), ("sw", "toy-a")]


def test_a_text_left_in_english_is_found(tmp_path: Path) -> None:
    english: Texts = {"toy-a": "What would you like to sell?", "toy-b": "SMS"}
    catalogs = village(tmp_path, en=english, ar=english)
    found = review(catalogs, dict.fromkeys(english, frozenset()))
    assert [fault.key for fault in found if fault.problem == "still English"] == ["toy-a"]


def test_a_plural_rule_in_a_file_must_be_the_pinned_one(tmp_path: Path) -> None:
    village(tmp_path, en=ENGLISH, ar=ARABIC)
    path = tmp_path / "ar/LC_MESSAGES/toy.po"
    path.write_text(path.read_text("utf-8").replace("n==0 ? 0 : n==1", "n==1 ? 0 : n==0"), "utf-8")
    found = review(Catalogs.load(tmp_path), REQUIRED, buttons={"toy-yes"})
    assert [str(fault) for fault in found] == [
        "ar toy.po -: Plural-Forms differs from language.toml"
    ]


def test_a_plural_rule_against_cldr_is_found(tmp_path: Path) -> None:
    village(tmp_path, en=ENGLISH)
    write_language(tmp_path, "hi", "complete = false")
    assert "language.toml" in {f.file for f in review(Catalogs.load(tmp_path), REQUIRED)}


def test_what_readers_of_po_files_pass_over_is_found(tmp_path: Path) -> None:
    village(tmp_path, en=ENGLISH)
    path = tmp_path / "en/LC_MESSAGES/toy.po"
    path.write_text(
        path.read_text("utf-8") + '\nmsgid "toy-yes"\nmsgstr "Yes"\n\nmsgid "toy-x"\nmsgstr Yes\n'
    )
    found = review(Catalogs.load(tmp_path), {**REQUIRED, "toy-x": frozenset()})
    assert [(f.key, f.problem) for f in found] == [
        ("toy-yes", "written twice"),
        ("line 22", "is no line of a .po file"),
    ]


def test_a_long_text_is_excused_by_name_and_reason_only_while_it_is_long(tmp_path: Path) -> None:
    catalogs = village(tmp_path, en={"toy-long": "word " * 40 + "end", "toy-short": "word"})
    required = dict.fromkeys(("toy-long", "toy-short"), frozenset[str]())
    assert len(review(catalogs, required)) == 1
    (tmp_path / "long.toml").write_text('toy-long = "a contract"\n', "utf-8")
    assert review(catalogs, required) == []
    (tmp_path / "long.toml").write_text('toy-long = " "\ntoy-short = "why"\n', "utf-8")
    assert [fault.problem for fault in review(catalogs, required)] == [
        "no reason given",
        "is not too long, so needs no exception",
    ]


def test_length_counts_values_but_no_tags() -> None:
    limits = Limits(width=10, widths={"name": 20})
    assert limits.length("<b>Hi</b> {name} {crop}") == len("Hi  ") + 20 + 10
