"""Every text of delivering beyond those of its questions, with what is filled in."""

from collections.abc import Mapping

from bot.delivering import board, roads, screens
from bot.delivering.packing import SORTS

_NONE: frozenset[str] = frozenset()

_LISTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            *("list-box", "list-tick", "list-until", "list-order", "list-crop", "list-pay"),
            *("list-amount-head", "list-sum-amount", "list-paid", "list-pdf", "list-csv"),
            *(f"list-{sort}" for sort in SORTS),
            *(f"list-at-{way}" for way in ("farm", "point", "brought", "driver")),
            *("csv-until", "csv-place", "csv-order", "csv-crop", "csv-amount", "csv-unit"),
            *("csv-kg", "csv-to-pay", "csv-currency", "csv-pay", "csv-box"),
            *("csv-paid", "csv-claimed", "csv-due"),
            *("packing-evening", "packing-soon", "packing-button", "sheet-evening", "run-evening"),
            *("packing-today", "sheet-today", "run-today"),
        ),
        _NONE,
    ),
    "list-title": frozenset({"day"}),
    "list-title-point": frozenset({"point", "day"}),
    "list-made": frozenset({"at", "count"}),
    "list-sum": frozenset({"crop", "amount"}),
    "list-line": frozenset({"order", "name", "crop", "amount", "pay"}),
    "list-more": frozenset({"count"}),
    "list-amount": frozenset({"amount", "kg"}),
    "list-by": frozenset({"time", "place"}),
    "list-to-pay": frozenset({"total"}),
    "list-claimed": frozenset({"total"}),
}

_SAID: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            *("place-no-now", "place-closed", "place-gone", "place-asked", "place-taken"),
            *("place-changed", "place-asks", "place-same", "place-refused", "place-granted"),
            *("bring-on", "bring-off", "bring-start", "bring-stop"),
            *("points-closed-day", "points-is-paused", "points-is-open", "points-is-kept"),
            *("points-is-left", "points-is-gone", "points-is-new", "points-is-changed"),
            *("point-hours-overlap", "point-end-early", "point-start-late"),
            *("drivers-gone", "drivers-off", "drivers-dismissed", "drivers-used"),
            *("drivers-welcome", "drivers-busy", "run-no-further", "way-other-farm"),
        ),
        _NONE,
    ),
    "way-other-slot": frozenset({"slot"}),
    "points-not-empty": frozenset({"count"}),
    "drivers-given": frozenset({"count"}),
    "drivers-joined": frozenset({"name"}),
    "run-noted": frozenset({"count"}),
}

TEXTS = tuple({**screens.TEXTS, **board.TEXTS, **roads.TEXTS, **_LISTS, **_SAID}.items())
