"""The HTML parse mode: a closed set of tags, every fault named with its byte offset."""

import re
from dataclasses import dataclass

from bot.sandbox.spans import Span, Unreadable, bytes_before, link, width

_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre",
    "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CODE = re.compile(r"&(?:#x([0-9a-fA-F]{1,7})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![A-Za-z]));?")
_NEXT = re.compile(r"[<&]")
_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(r"[^\s=>/\"']*")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")


@dataclass
class _Open:
    tag: str
    argument: str
    offset: int
    part: int


def parse_html(source: str) -> tuple[str, list[Span]]:
    """Give the text without its tags, and the spans they made; raise Unreadable."""
    return _Html(source).read()


class _Html:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.parts: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.spans: list[Span] = []

    def read(self) -> tuple[str, list[Span]]:
        while found := _NEXT.search(self.source, self.at):
            self._keep(self.source[self.at : found.start()])
            self.at = found.start()
            self._read_mark()
        self._keep(self.source[self.at :])
        if self.open:
            tag = self.open[-1].tag
            raise Unreadable(f'Can\'t find end tag corresponding to start tag "{tag}"')
        return "".join(self.parts), [_without_language(span) for span in self.spans]

    def _keep(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.offset += width(text)

    def _read_mark(self) -> None:
        if self.source[self.at] == "&":
            character, self.at = _decode(self.source, self.at)
            self._keep(character)
        elif self.source.startswith("</", self.at):
            self._read_end()
        else:
            self._read_start()

    def _byte(self, position: int) -> int:
        return bytes_before(self.source, position)

    def _peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def _skip_space(self) -> None:
        while self._peek().isspace():
            self.at += 1

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.at)
        text = found[0] if found else ""
        self.at += len(text)
        return text

    def _read_start(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._take(_NAME).lower()
        if not self._peek():
            raise Unreadable(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if tag not in _KINDS:
            where = self._byte(begin)
            raise Unreadable(f'Unsupported start tag "{tag}" at byte offset {where}')
        argument = self._read_attributes(tag, begin)
        if tag == "span" and argument != "spoiler":
            where = self._byte(begin)
            raise Unreadable(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
        self.open.append(_Open(tag, argument, self.offset, len(self.parts)))

    def _read_attributes(self, tag: str, begin: int) -> str:
        argument = ""
        while True:
            self._skip_space()
            if self._peek() == ">":
                self.at += 1
                return argument
            name = self._take(_ATTRIBUTE)
            if not name:
                where = self._byte(begin)
                raise Unreadable(f'Empty attribute name in the tag "{tag}" at byte offset {where}')
            argument = _meaning(tag, name, self._read_value(tag, begin)) or argument

    def _read_value(self, tag: str, begin: int) -> str:
        self._skip_space()
        if self._peek() not in ("=", ""):
            return ""
        if self._peek() == "=":
            self.at += 1
            self._skip_space()
        if not self._peek():
            where = self._byte(begin)
            raise Unreadable(f'Unclosed start tag "{tag}" at byte offset {where}')
        value = self._read_quoted() if self._peek() in "'\"" else self._read_token()
        if not self._peek():
            raise Unreadable(f"Unclosed start tag at byte offset {self._byte(begin)}")
        return value

    def _read_token(self) -> str:
        begin = self.at
        value = self._take(_TOKEN).lower()
        if self._peek() != ">" and not self._peek().isspace():
            where = self._byte(begin)
            raise Unreadable(f"Unexpected end of name token at byte offset {where}")
        return value

    def _read_quoted(self) -> str:
        quote = self._peek()
        self.at += 1
        end = self.source.find(quote, self.at)
        if end < 0:
            self.at = len(self.source)
            return ""
        value = self.source[self.at : end]
        self.at = end + 1
        return _CODE.sub(lambda code: _decode(code[0], 0)[0], value)

    def _read_end(self) -> None:
        begin = self.at
        if not self.open:
            raise Unreadable(f"Unexpected end tag at byte offset {self._byte(begin)}")
        self.at += 2
        tag = self._take(_NAME).lower()
        self._skip_space()
        if self._peek() != ">":
            raise Unreadable(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self.at += 1
        last = self.open.pop()
        if tag and tag != last.tag:
            raise Unreadable(
                f"Unmatched end tag at byte offset {self._byte(begin)}, "
                f'expected "</{last.tag}>", found "</{tag}>"'
            )
        if self.offset > last.offset:
            self._close(last)

    def _close(self, last: _Open) -> None:
        length = self.offset - last.offset
        if last.tag == "a":
            url = last.argument or "".join(self.parts[last.part :])
            if found := link(url, last.offset, length):
                self.spans.append(found)
        elif last.tag in ("pre", "code"):
            self._close_code(last, length)
        else:
            self.spans.append(_simple(last, length))

    def _close_code(self, last: _Open, length: int) -> None:
        """`pre` around `code` of the same stretch is one block with a language."""
        same = self.spans[-1] if self.spans else None
        if last.tag == "pre" and same and (same.kind, same.offset, same.length) == (
            "code", last.offset, length
        ) and "language" in same.arguments:  # fmt: skip
            self.spans[-1] = Span("pre", last.offset, length, same.arguments)
            return
        arguments = {"language": last.argument} if last.argument and last.tag == "code" else {}
        self.spans.append(Span(_KINDS[last.tag], last.offset, length, arguments))


def _simple(last: _Open, length: int) -> Span:
    kind = _KINDS[last.tag]
    if kind == "custom_emoji":
        if not last.argument.isdigit():
            raise Unreadable("Invalid custom emoji identifier specified")
        return Span(kind, last.offset, length, {"custom_emoji_id": last.argument})
    if kind == "blockquote" and last.argument:
        kind = "expandable_blockquote"
    return Span(kind, last.offset, length)


def _without_language(span: Span) -> Span:
    """Only a block has a language."""
    return Span("code", span.offset, span.length) if span.kind == "code" else span


def _decode(source: str, at: int) -> tuple[str, int]:
    """Give the character an entity stands for and where it ends; an unknown one is a plain '&'."""
    found = _CODE.match(source, at)
    if not found:
        return source[at], at + 1
    if found[3]:
        return _NAMED[found[3]], found.end()
    number = int(found[1], 16) if found[1] else int(found[2])
    if not 0 < number < 0x10FFFF:
        return source[at], at + 1
    if 0xD800 <= number <= 0xDFFF:
        raise Unreadable(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(number), found.end()


def _meaning(tag: str, name: str, value: str) -> str:
    """Read the argument this attribute gives its tag, or nothing."""
    if tag == "blockquote" and name == "expandable":
        return "1"
    if (tag, name) in (("a", "href"), ("tg-emoji", "emoji-id")):
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value[9:]
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value[3:]
    return ""
