"""Sheets go out with every text and its state, and what comes back stands in the files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.text.catalog import Catalogs
from bot.text.sheets import csv_sheet, po_sheet, sheet, stamp, take_sheet
from tests.text.toy import Texts, village, write_texts

ENGLISH: Texts = {
    "toy-hello": "Hello {name}",
    "toy-bye": "Bye",
    "toy-orders": ("One order", "{count} orders"),
}
SWAHILI: Texts = {"toy-hello": "Habari {name}", "toy-bye": "Kwaheri"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Swahili: hello is fresh, bye is stale, orders are missing."""
    village(tmp_path, en={**ENGLISH, "toy-bye": "Goodbye"}, sw=SWAHILI)
    write_texts(tmp_path, "en", ENGLISH)
    return tmp_path


def states(folder: Path, language: str = "sw") -> dict[str, str]:
    lines = sheet(Catalogs.load(folder), language)
    return {line.key: line.state for line in lines if line.english.domain == "toy"}


def texts(folder: Path, key: str) -> tuple[str, ...]:
    return Catalogs.load(folder).entry("sw", key).texts


def test_a_sheet_says_what_is_fresh_stale_and_missing(folder: Path) -> None:
    assert states(folder) == {"toy-hello": "ok", "toy-bye": "stale", "toy-orders": "missing"}
    assert set(states(folder, "en").values()) == {"ok"}


def test_a_plural_has_a_row_for_each_form_by_its_tag(folder: Path) -> None:
    rows = [row for row in csv_sheet(Catalogs.load(folder), "sw").splitlines() if "orders" in row]
    assert [row.split(",")[:5] for row in rows] == [
        ["toy", "toy-orders", "one", "missing", "One order"],
        ["toy", "toy-orders", "other", "missing", "{count} orders"],
    ]


@pytest.mark.parametrize("write", [csv_sheet, po_sheet])
def test_a_sheet_that_comes_back_untouched_changes_nothing(
    folder: Path, write: Callable[[Catalogs, str], str]
) -> None:
    catalogs = Catalogs.load(folder)
    before = states(folder)
    assert take_sheet(catalogs, "sw", write(catalogs, "sw")) == []
    assert states(folder) == before


def test_a_changed_row_is_taken_and_vouched_for(folder: Path) -> None:
    catalogs = Catalogs.load(folder)
    back = csv_sheet(catalogs, "sw").replace("Kwaheri", "Kwa heri")
    back = back.replace("One order,", "One order,Oda moja").replace(
        "{count} orders,", "{count} orders,Oda {count}"
    )
    assert take_sheet(catalogs, "sw", "\ufeff" + back) == []
    assert set(states(folder).values()) == {"ok"}
    assert texts(folder, "toy-bye") == ("Kwa heri",)
    assert texts(folder, "toy-orders") == ("Oda moja", "Oda {count}")


def test_a_stale_row_set_to_ok_is_vouched_for_as_it_stands(folder: Path) -> None:
    catalogs = Catalogs.load(folder)
    take_sheet(catalogs, "sw", csv_sheet(catalogs, "sw").replace("stale", "ok"))
    assert states(folder)["toy-bye"] == "ok"
    assert texts(folder, "toy-bye") == ("Kwaheri",)


def test_a_po_sheet_shows_the_english_and_marks_stale_texts_fuzzy(folder: Path) -> None:
    catalogs = Catalogs.load(folder)
    out = po_sheet(catalogs, "sw")
    assert '#, fuzzy\nmsgctxt "toy-bye"\nmsgid "Bye"\nmsgstr "Kwaheri"\n' in out
    assert take_sheet(catalogs, "sw", out.replace("#, fuzzy\n", "")) == []
    assert states(folder)["toy-bye"] == "ok"


def test_english_that_changed_while_the_sheet_was_out_leaves_the_text_stale(folder: Path) -> None:
    back = csv_sheet(Catalogs.load(folder), "sw").replace("Kwaheri", "Kwa heri")
    write_texts(folder, "en", {**ENGLISH, "toy-bye": "See you"})
    take_sheet(Catalogs.load(folder), "sw", back)
    assert texts(folder, "toy-bye") == ("Kwa heri",)
    assert states(folder)["toy-bye"] == "stale"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("Habari {name}", "Habari {jina}", "toy-hello: needs the placeholders name"),
        ("One order,", "One order,Oda", "toy-orders: needs 2 texts"),
        ("toy,toy-bye", "toy,toy-gone", "toy-gone: is no key here"),
    ],
)
def test_a_row_that_would_break_a_text_is_refused_and_named(
    folder: Path, old: str, new: str, problem: str
) -> None:
    catalogs = Catalogs.load(folder)
    before = states(folder)
    assert take_sheet(catalogs, "sw", csv_sheet(catalogs, "sw").replace(old, new)) == [problem]
    assert states(folder) == before


def test_a_file_that_is_no_sheet_is_refused(folder: Path) -> None:
    with pytest.raises(ValueError, match="neither a sheet nor"):
        take_sheet(Catalogs.load(folder), "sw", "Dear Sir or Madam,\n")


def test_stamping_vouches_for_all_texts_of_a_domain_and_counts_them(folder: Path) -> None:
    assert stamp(folder, "sw", "other") == 0
    assert stamp(folder, "sw", "toy") == 1
    assert states(folder) == {"toy-hello": "ok", "toy-bye": "ok", "toy-orders": "missing"}
    assert stamp(folder, "sw") == 0


def test_writing_keeps_the_remarks_of_translators_and_authors(folder: Path) -> None:
    path = folder / "sw/LC_MESSAGES/toy.po"
    path.write_text(
        path.read_text("utf-8").replace(
            'msgid "toy-bye"', '# short, please\n#. A farewell.\nmsgid "toy-bye"'
        ),
        "utf-8",
    )
    stamp(folder, "sw")
    assert "# short, please\n#. A farewell.\n#. en:" in path.read_text("utf-8")
