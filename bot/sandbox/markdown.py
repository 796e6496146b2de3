"""The MarkdownV2 parse mode: reserved characters must be escaped, marks must nest and end."""

import re
from dataclasses import dataclass

from bot.sandbox.spans import Span, Unreadable, bytes_before, link, width

_TEXT = re.compile(r"[^\\_*\[\]()~`>#+\-=|{}.!\n]+")
_VERBATIM = re.compile(r"[^\\`]+")
_MARKS = {
    "___": "", "__": "underline", "_": "italic", "*": "bold", "~": "strikethrough",
    "||": "spoiler",
}  # fmt: skip
# How the refusals call them.
_TITLES = {
    "underline": "Underline", "italic": "Italic", "bold": "Bold", "spoiler": "Spoiler",
    "strikethrough": "Strikethrough", "code": "Code", "pre": "Pre", "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji", "blockquote": "BlockQuote",
}  # fmt: skip
_ENDS = {
    "underline": "__", "italic": "_", "bold": "*", "spoiler": "||", "strikethrough": "~",
    "code": "`", "pre": "```", "text_link": "]", "custom_emoji": "]",
}  # fmt: skip
_EMOJI = re.compile(r"tg://emoji\?id=(\d+)\Z")


@dataclass
class _Open:
    kind: str
    offset: int
    begin: int
    part: int
    language: str = ""


def parse_markdown(source: str) -> tuple[str, list[Span]]:
    """Give the text without its marks, and the spans they made; raise Unreadable."""
    return _Markdown(source).read()


class _Markdown:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.parts: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.spans: list[Span] = []
        self.may_quote = True
        self.quoted = False

    def read(self) -> tuple[str, list[Span]]:
        while self.at < len(self.source):
            self._step()
        self._end_quote_at_end()
        if self.open:
            raise self._no_end(self.open[-1])
        return "".join(self.parts), self.spans

    def _step(self) -> None:
        pattern = _VERBATIM if self._is_verbatim() else _TEXT
        if found := pattern.match(self.source, self.at):
            self._keep(found[0])
            self.at = found.end()
        elif self._is_escape():
            self._keep(self.source[self.at + 1])
            self.at += 2
        elif self._ends_here():
            self._close()
        elif self.source[self.at] == "\\":
            self._keep(self.source[self.at])
            self.at += 1
        else:
            self._read_mark()

    def _is_verbatim(self) -> bool:
        return bool(self.open) and self.open[-1].kind in ("code", "pre")

    def _is_escape(self) -> bool:
        following = self.source[self.at + 1 : self.at + 2]
        return self.source[self.at] == "\\" and "\0" < following <= "~"

    def _keep(self, text: str) -> None:
        self.parts.append(text)
        self.offset += width(text)
        self.may_quote = text.endswith("\n")

    def _ends_here(self) -> bool:
        if not self.open:
            return False
        kind = self.open[-1].kind
        if self.quoted and self.source[self.at] == "\n" and not self._is_verbatim():
            return not self.source.startswith("\n>", self.at)
        if kind not in _ENDS or not self.source.startswith(_ENDS[kind], self.at):
            return False
        return kind != "italic" or not self.source.startswith("__", self.at)

    def _read_mark(self) -> None:
        character = self.source[self.at]
        if character == "\n":
            self._keep("\n")
            self.at += 1
        elif character == ">":
            self._read_quote()
        elif character == "`":
            self._read_code()
        elif character == "[":
            self._start("text_link", 1)
        elif self.source.startswith("![", self.at):
            self._start("custom_emoji", 2)
        else:
            self._read_style()

    def _start(self, kind: str, size: int, language: str = "") -> None:
        begin = self.at
        self.at += size
        self.open.append(_Open(kind, self.offset, begin, len(self.parts), language))

    def _read_style(self) -> None:
        for mark in ("__", "_", "*", "~", "||"):
            if self.source.startswith(mark, self.at):
                self._start(_MARKS[mark], len(mark))
                return
        raise self._reserved()

    def _read_code(self) -> None:
        if not self.source.startswith("```", self.at):
            self._start("code", 1)
            return
        found = re.compile(r"```([^\s`]*)(?=\s)").match(self.source, self.at)
        language = found[1] if found else ""
        self._start("pre", 3 + len(language), language)
        if line := re.compile(r"\r\n|\n\r|\n|\r").match(self.source, self.at):
            self.at = line.end()

    def _read_quote(self) -> None:
        if not self.may_quote:
            raise self._reserved()
        if self.quoted:
            self.at += 1
            return
        self._start("blockquote", 1)
        self.quoted = True

    def _close(self) -> None:
        if self.source[self.at] == "\n":
            self._close_quote()
            return
        last = self.open.pop()
        self.at += len(_ENDS[last.kind])
        length = self.offset - last.offset
        if last.kind == "text_link":
            self._close_link(last, length)
        elif last.kind == "custom_emoji":
            self._close_emoji(last, length)
        elif length:
            arguments = {"language": last.language} if last.language else {}
            self.spans.append(Span(last.kind, last.offset, length, arguments))

    def _close_quote(self) -> None:
        """End the quotation at a line that does not begin with '>'; '||' before it folds it."""
        self._add_quote(self.at)
        self._keep("\n")
        self.at += 1

    def _end_quote_at_end(self) -> None:
        if self.quoted:
            self._add_quote(len(self.source))

    def _add_quote(self, end: int) -> None:
        kind = "blockquote"
        last = self.open.pop()
        if last.kind == "spoiler" and last.begin == end - 2:
            kind = "expandable_blockquote"
            last = self.open.pop() if self.open else last
        if last.kind != "blockquote":
            raise self._no_end(last)
        self.quoted = False
        if self.offset > last.offset:
            self.spans.append(Span(kind, last.offset, self.offset - last.offset))

    def _close_link(self, last: _Open, length: int) -> None:
        if self.source.startswith("(", self.at):
            url = self._read_url()
        else:
            url = "".join(self.parts[last.part :])
        found = link(url, last.offset, length)
        if length and found:
            self.spans.append(found)

    def _close_emoji(self, last: _Open, length: int) -> None:
        if not self.source.startswith("(", self.at):
            raise Unreadable("The entity must contain a tg://emoji or tg://time URL")
        found = _EMOJI.match(self._read_url())
        if not found:
            raise Unreadable("Invalid tg://emoji or tg://time URL specified")
        if length:
            arguments = {"custom_emoji_id": found[1]}
            self.spans.append(Span("custom_emoji", last.offset, length, arguments))

    def _read_url(self) -> str:
        begin = self.at + 1
        found = re.compile(r"\(((?:\\.|[^)\\]|\\)*?)\)", re.DOTALL).match(self.source, self.at)
        if not found:
            where = bytes_before(self.source, begin)
            raise Unreadable(f"Can't find end of a URL at byte offset {where}")
        self.at = found.end()
        return re.sub(r"\\([\x01-\x7e])", r"\1", found[1])

    def _reserved(self) -> Unreadable:
        character = self.source[self.at]
        return Unreadable(
            f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
        )

    def _no_end(self, last: _Open) -> Unreadable:
        where = bytes_before(self.source, last.begin)
        title = _TITLES[last.kind]
        return Unreadable(f"Can't find end of {title} entity at byte offset {where}")
