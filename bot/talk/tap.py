"""The data of a flow's buttons: which draft, which row, which answer, in at most 64 bytes."""

from dataclasses import dataclass

LIMIT = 64  # bytes of callback_data, by the Bot API
BACK, HOME, CANCEL, DROP, KEEP, YES = "back", "home", "cancel", "drop", "keep", "yes"
CHANGE, SHARE = "change", "share"  # followed by ":" and a row

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Tap:
    """A button of a draft. `row` is empty for the draft's own buttons (back, yes, ...).

    `meant` marks the answer given after a doubt; `page` turns a long list.
    """

    draft: int
    row: str
    code: str
    meant: bool = False
    page: int | None = None


def write_tap(tap: Tap) -> str:
    """Write a tap as button data: `d7.price.250`."""
    row = f"{tap.row}!" if tap.meant else tap.row
    code = f"~{tap.page}" if tap.page is not None else tap.code
    return f"d{_base36(tap.draft)}.{row}.{code}"


def read_tap(text: str) -> Tap | None:
    """Read button data; None when it is not a flow's (or is forged)."""
    head, _, rest = text.partition(".")
    row, dot, code = rest.partition(".")
    if not dot or head[:1] != "d" or not head[1:].isascii() or not head[1:].isalnum():
        return None
    draft = int(head[1:13], 36)
    if code.startswith("~"):
        return Tap(draft, row, "", page=_page(code[1:]))
    return Tap(draft, row.removesuffix("!"), code, meant=row.endswith("!"))


def _page(digits: str) -> int:
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else 0


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"


def read_id(text: str) -> int | None:
    """Read the id a button names; None for what no row can have, since anybody may send anything."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0
    return number if 0 < number < 2**63 else None
