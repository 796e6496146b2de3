"""What staff see of the recordings: languages, texts with and without one, one text."""

from collections.abc import Mapping, Sequence

from bot.talk.buttons import turn_pages
from bot.talk.message import Button, Message
from bot.text.phrase import Raw, say
from bot.voices.rules import PAGE, Coverage, Prompt

MISSING, DONE = "missing", "done"
_LONGEST_LABEL = 40

_NONE: frozenset[str] = frozenset()

TEXTS: tuple[tuple[str, frozenset[str]], ...] = (
    ("voices-silent", _NONE),
    ("voices-gone", _NONE),
    ("voices-title", _NONE),
    ("voices-language", frozenset({"name", "done", "total"})),
    ("voices-missing", frozenset({"name", "done", "total"})),
    ("voices-done", frozenset({"name", "done", "total"})),
    ("voices-to-missing", _NONE),
    ("voices-to-done", _NONE),
    ("voices-back", _NONE),
    ("voices-again", _NONE),
    ("voices-delete", _NONE),
    ("voices-deleted", _NONE),
    ("voices-saved", frozenset({"words"})),
    ("voices-heard", frozenset({"words"})),
    ("voices-next", _NONE),
    ("voices-too-long", frozenset({"longest"})),
)


def show_languages(coverages: Sequence[Coverage], names: Mapping[str, str]) -> Message:
    """Show how much of each language is recorded."""
    buttons = tuple(
        (
            Button(
                say("voices-language", name=Raw(names[one.language]), **_counts(one)),
                f"voices.{MISSING}.{one.language}.0",
            ),
        )
        for one in coverages
    )
    return Message((say("voices-title"),), (*buttons, (Button(say("talk-home"), "home"),)))


def show_texts(
    coverage: Coverage, name: str, texts: Mapping[str, str], which: str, page: int
) -> Message:
    """List the texts without a recording, or those with one, six a page."""
    keys = coverage.missing if which == MISSING else coverage.done
    last = max(0, len(keys) - 1) // PAGE
    page = min(page, last)
    items = tuple(
        (_item(coverage.language, key, texts[key]),)
        for key in keys[page * PAGE : (page + 1) * PAGE]
    )
    data = f"voices.{which}.{coverage.language}"
    pager = turn_pages(page, lambda to: f"{data}.{to}", more=page < last)
    other = DONE if which == MISSING else MISSING
    ways = (
        Button(say(f"voices-to-{other}"), f"voices.{other}.{coverage.language}.0"),
        Button(say("voices-back"), "voices.open"),
    )
    head = say(f"voices-{which}", name=Raw(name), **_counts(coverage))
    return Message((head,), (*items, *((pager,) if pager else ()), ways))


def _counts(coverage: Coverage) -> dict[str, int]:
    return {"done": len(coverage.done), "total": coverage.total}


def _item(language: str, key: str, words: str) -> Button:
    line = " ".join(words.split())
    label = line if len(line) <= _LONGEST_LABEL else f"{line[: _LONGEST_LABEL - 1].rstrip()}…"
    return Button(say("talk-words", words=label), f"voices.text.{language}.{key}")


def show_recording(prompt: Prompt, file: str, *, is_new: bool) -> Message:
    """Play what was recorded, with the way to replace it and to take it back."""
    code = prompt.language
    on = Button(say("voices-next"), f"voices.next.{code}")
    back = Button(say("voices-back"), f"voices.{MISSING}.{code}.0")
    again = Button(say("voices-again"), f"voices.again.{code}.{prompt.key}")
    delete = Button(say("voices-delete"), f"voices.delete.{code}.{prompt.key}")
    said = say("voices-saved" if is_new else "voices-heard", words=prompt.words)
    return Message((said,), ((on, back), (again,), (delete,)), voice=file)
