"""Documents made from the code: the picture of every conversation, the table of settings."""

from collections.abc import Iterator, Sequence

from bot.app import utc_now
from bot.feature import Feature
from bot.settings import describe
from bot.talk.draw import draw
from bot.text.bidi import without_marks
from bot.text.catalog import Catalogs
from bot.text.locale import Locale
from bot.text.phrase import Phrase


def make(features: Sequence[Feature], catalogs: Catalogs) -> dict[str, str]:
    """Give each document's text by its file name."""
    return {
        "conversations.md": "\n".join(_conversations(features, catalogs)) + "\n",
        "settings.md": "\n".join(_settings()) + "\n",
    }


def _conversations(features: Sequence[Feature], catalogs: Catalogs) -> Iterator[str]:
    locale = Locale(catalogs, "en", "KE", utc_now(), "Africa/Nairobi")

    def label(phrase: Phrase) -> str:
        """Show a text with its placeholders left open; of one not written yet its key."""
        if not catalogs.has(locale.language, phrase.key):
            return phrase.key
        return without_marks(catalogs.entry(locale.language, phrase.key).texts[0])

    yield "# Conversations"
    yield ""
    yield "Made by `farmgate draw` from the tables of questions; do not edit. A slanted box may be"
    yield "skipped, a dotted arrow says when a question is asked. Every question also knows back,"
    yield "home and cancel, and its answer can be changed from the summary."
    for feature in features:
        for entry in feature.flows:
            yield from ("", f"## {feature.name}: {entry.flow.name}", "", "```mermaid")
            yield draw(entry.flow, label)
            yield "```"


def _settings() -> Iterator[str]:
    yield "# Settings"
    yield ""
    yield "Made by `farmgate draw`; do not edit. Each is an environment variable, or a line of `.env`."
    yield ""
    yield "| setting | default | meaning |"
    yield "|---|---|---|"
    for name, default, meaning in describe():
        yield f"| `{name}` | {f'`{default}`' if default else ''} | {meaning} |"
