"""From a recipe to a file: what was said in a turn, drawn in the form Telegram takes."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pypdfium2

from bot.papers.certificate import draw_certificate
from bot.papers.chart import draw_chart
from bot.papers.poster import draw_poster
from bot.papers.sheet import draw_sheet
from bot.store.outbound import Upload

_SHARP = 3.0  # pixels a point: a picture 360 points wide has 1080

STILLS = Path(__file__).parent.parent.parent / "locales" / "pictures"
STILL = "still"

_DRAWERS: Mapping[str, Callable[[dict[str, Any]], bytes]] = {
    "certificate": draw_certificate,
    "chart": draw_chart,
    "poster": draw_poster,
    "sheet": draw_sheet,
}


def draw(recipe: dict[str, Any]) -> Upload:
    """Draw a recipe: a sheet as PDF, all else as a picture. It blocks."""
    if recipe["kind"] == STILL:
        name = f"{recipe['name']}.png"
        return Upload("photo", name, (STILLS / name).read_bytes())
    pages = _DRAWERS[recipe["kind"]](recipe)
    if recipe["kind"] == "sheet":
        return Upload("document", f"{recipe['name']}.pdf", pages)
    return Upload("photo", f"{recipe['name']}.png", to_picture(pages))


def to_picture(pages: bytes) -> bytes:
    """Turn the first page of a PDF into a PNG."""
    document = pypdfium2.PdfDocument(pages)
    try:
        picture = document[0].render(scale=_SHARP).to_pil()
    finally:
        document.close()
    out = io.BytesIO()
    picture.quantize(128, dither=0).save(out, "PNG", optimize=True)
    return out.getvalue()
