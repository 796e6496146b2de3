"""The data of a flow's buttons: which draft, which row, which answer, in at most 64 bytes."""

from dataclasses import dataclass

LIMIT = 64  # bytes of callback_data, by the Bot API
BACK, HOME, CANCEL, DROP, KEEP, YES = "back", "home", "cancel", "drop", "keep", "yes"
CHANGE, SHARE = "change", "share"  # followed by ":" and a row

KEYS = "0123456789."
LONGEST_KEYED = 9  # figures; nothing on a farm costs more
_KEYED, _ENTERED = "~k", "~="
_MARK = "D"  # no action's verb begins so: they are small letters

_LARGEST = 2**63 - 1  # what a database can hold
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Tap:
    """A button of a draft. `row` is empty for the draft's own buttons (back, yes, ...).

    `meant` marks the answer given after a doubt; `page` turns a long list; `keyed` is what a
    keypad shows so far, and `entered` is it given as the answer.
    """

    draft: int
    row: str
    code: str
    meant: bool = False
    page: int | None = None
    keyed: str | None = None
    entered: str | None = None


def write_tap(tap: Tap) -> str:
    """Write a tap as button data: `D7.price.250`."""
    row = f"{tap.row}!" if tap.meant else tap.row
    return f"{_MARK}{_base36(tap.draft)}.{row}.{_write_code(tap)}"


def _write_code(tap: Tap) -> str:
    if tap.page is not None:
        return f"~{tap.page}"
    if tap.keyed is not None:
        return f"{_KEYED}{tap.keyed}"
    return tap.code if tap.entered is None else f"{_ENTERED}{tap.entered}"


def read_tap(text: str) -> Tap | None:
    """Read button data; None when it is not a flow's (or is forged)."""
    head, _, rest = text.partition(".")
    row, dot, code = rest.partition(".")
    if not dot or head[:1] != _MARK or not head[1:].isascii() or not head[1:].isalnum():
        return None
    draft = int(head[1:13], 36)
    if code.startswith(_KEYED):
        return Tap(draft, row, "", keyed=_keys(code.removeprefix(_KEYED)))
    if code.startswith(_ENTERED):
        return Tap(draft, row, "", entered=_keys(code.removeprefix(_ENTERED)))
    if code.startswith("~"):
        return Tap(draft, row, "", page=read_count(code[1:], 999) or 0)
    return Tap(draft, row.removesuffix("!"), code, meant=row.endswith("!"))


def _keys(text: str) -> str:
    return "".join(key for key in text[:LONGEST_KEYED] if key in KEYS)


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"


def read_count(text: str, most: int = _LARGEST) -> int | None:
    """Read a whole number from 0 to `most` out of a button: anybody may send anything."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None
    return number if number is not None and number <= most else None


def read_id(text: str) -> int | None:
    """Read the id a button names; None for what no row can have."""
    return read_count(text) or None
