"""Small catalogs for tests: a folder of languages, written from a few lines."""

from pathlib import Path

from bot.text.catalog import Catalogs
from bot.text.domain import source_hash

Texts = dict[str, str | tuple[str, ...]]

PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "sw": "nplurals=2; plural=(n != 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
    " : n%100>=11 ? 4 : 5);",
}
OWN: Texts = {
    "text-missing": "Please go on.",
    "text-today": "today",
    "text-tomorrow": "tomorrow",
    "text-yesterday": "yesterday",
    "text-moment": "{day} {time}",
    "text-moment-dated": "{day}, {time}",
    "text-quantity": "{number}\u00a0{unit}",
}
OWN_ARABIC: Texts = {
    "text-missing": "نص ناقص",
    "text-today": "اليوم",
    "text-tomorrow": "غدًا",
    "text-yesterday": "أمس",
    "text-moment": "{day} {time}",
    "text-moment-dated": "{day}، {time}",
    "text-quantity": "{number}\u00a0{unit}",
}


def write_language(folder: Path, code: str, *more: str, direction: str = "ltr") -> None:
    """Found a language; `more` are further lines of its description."""
    described = (
        f'name = "{code}"',
        f'direction = "{direction}"',
        f'plural_forms = "{PLURALS.get(code, PLURALS["en"])}"',
    )
    (folder / code / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    (folder / code / "language.toml").write_text("\n".join((*described, *more)), "utf-8")


def write_texts(
    folder: Path, code: str, texts: Texts, domain: str = "toy", of: Texts | None = None
) -> None:
    """Write a domain; `of` is the English whose hash each text carries."""
    header = f'msgid ""\nmsgstr "Plural-Forms: {PLURALS.get(code, PLURALS["en"])}\\n"\n'
    blocks = [_block(key, said, (of or {}).get(key)) for key, said in texts.items()]
    path = folder / code / "LC_MESSAGES" / f"{domain}.po"
    path.write_text("\n".join([header, *blocks]), "utf-8")


def village(folder: Path, **by_language: Texts) -> Catalogs:
    """Make catalogs of a `toy` domain beside the texts the machinery itself needs."""
    for code, texts in by_language.items():
        write_language(folder, code, direction="rtl" if code == "ar" else "ltr")
        write_texts(folder, code, OWN if code == "en" else OWN_ARABIC, "text", of=OWN)
        write_texts(folder, code, texts, of=by_language["en"])
    return Catalogs.load(folder)


def _block(key: str, said: str | tuple[str, ...], english: str | tuple[str, ...] | None) -> str:
    stamp = []
    if english is not None:
        stamp = [f"#. en:{source_hash((english,) if isinstance(english, str) else english)}"]
    if isinstance(said, str):
        return "\n".join([*stamp, f'msgid "{key}"', f'msgstr "{said}"', ""])
    forms = [f'msgstr[{at}] "{text}"' for at, text in enumerate(said)]
    return "\n".join([*stamp, f'msgid "{key}"', f'msgid_plural "{key}"', *forms, ""])
