"""Recipes as a turn queues them, in four scripts."""

from typing import Any

ISOLATE, END = "\u2068", "\u2069"


def own(text: str) -> str:
    """A value placed in a right-to-left text keeps its own direction."""
    return f"{ISOLATE}{text}{END}"


def sheet(title: str, *lines: str | None, rtl: bool = False, **more: Any) -> dict[str, Any]:
    empty = {"lines": list(lines), "tables": [], "qr": None}
    return {"kind": "sheet", "name": "receipt-12", "rtl": rtl, "title": title, **empty, **more}


def table(head: list[str], *rows: list[str], foot: list[str] | None = None) -> dict[str, Any]:
    return {"head": head, "rows": list(rows), "foot": foot or []}


def poster(title: str, *lines: str, rtl: bool = False) -> dict[str, Any]:
    link = "https://t.me/farmgate_bot?start=l_12"
    facts = {"lines": list(lines), "link": link}
    return {"kind": "poster", "name": "poster-12", "rtl": rtl, "title": title, **facts}


def chart(title: str, *bars: dict[str, Any], rtl: bool = False) -> dict[str, Any]:
    note = {"note": "42 sales", "bars": list(bars)}
    return {"kind": "chart", "name": "prices", "rtl": rtl, "title": title, **note}


def bar(label: str, value: int, low: int | None = None, high: int | None = None) -> dict[str, Any]:
    return {"label": label, "value": value, "said": f"KSh {value}", "low": low, "high": high}


SCRIPTS = {
    "en": sheet("🧾 Receipt 47-208", "Sold by Amina Otieno", "21.5 kg of tomatoes"),
    "hi": sheet("रसीद 47-208", "बेचने वाला: श्री कृष्ण क्षत्रिय", "21.5 किलो टमाटर"),
    "ar": sheet(
        f"إيصال رقم {own('47-208')}", f"البائع: {own('Amina Otieno')}، {own('نجورو')}", rtl=True
    ),
    "zh": sheet("收据 47-208", "卖方:阿米娜·奥蒂诺", "21.5 公斤 番茄"),
}
