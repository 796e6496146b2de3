"""Talks as readable text: what people do is read from the file, what the bot says is compared.

A line `Amina: hello` says something; `Amina taps Yes`, `Amina shares -0.30,36.07`, `Amina sends a
photo` (or `a voice`, `a document`), `Amina shares phone 0700`, `Amina opens l_1` (or `{link Peter}`: the one Peter
was shown), `Amina forwards: You won` (what somebody else wrote), `Amina types beside the bot: tomatoes`, `Peter pays success` (or `fail`, `duplicate`,
`late`) and `3 hours pass` do what they say. Lines that begin with `  ` are what the bot showed:
text, then a table's lines, then `[buttons]` a row a line. `@ Amina en` brings somebody in,
`@ Amina en sell` somebody who has joined to sell (or `buy`, or `staff`); `Eve forges
order.do.1.accept` sends any button's data. At the end stand the rows of the table of orders that
were taken (`# takes 2 accept seller placed>accepted`). FARMGATE_TRANSCRIPTS=write writes the bot's lines anew.
"""

import asyncio
import os
import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.store.outbound import WAITS, outbox
from bot.text.bidi import without_marks
from tests.stage import FIRST_CHAT, Actor, Seen, Stage

TAKES = "# takes "
FOLDER = Path(__file__).parent / "transcripts"
_PERSON = re.compile(r"@ (\S+) (\S+)$")
_JOINED = re.compile(r"@ (\S+) (\S+) (sell|buy|both|staff)$")
_FORGES = re.compile(r"(\S+) forges (\S+)$")
_SAYS = re.compile(r"([^\s:]+): (.*)$")
_FORWARDS = re.compile(r"(\S+) forwards: (.*)$")
_TAPS = re.compile(r"(\S+) taps (.+)$")
_SHARES = re.compile(r"(\S+) shares (-?[\d.]+),(-?[\d.]+)$")
_PHOTO = re.compile(r"(\S+) sends a photo$")
_DOCUMENT = re.compile(r"(\S+) sends a document$")
_VOICE = re.compile(r"(\S+) sends a voice$")
_PHONE = re.compile(r"(\S+) shares phone (\S+)$")
_INLINE = re.compile(r"(\S+) types beside the bot: (.*)$")
_PAYS = re.compile(r"(\S+) pays (success|fail|duplicate|late)$")
_OPENS = re.compile(r"(\S+) opens (\S+|\{link \S+\})$")
_TIME = re.compile(r"(\d+) (minutes|hours|days) pass$")
_CODE = re.compile(r"\{code (\S+)\}")
_LINK = re.compile(r"\{link (\S+)\}")
_WAITING = select(outbox.c.id).where(WAITS).limit(1)
# Drawn by lot for each order: a transcript shows their shape.
_DRAWN = re.compile(r"\b(?:\d{2}-\d{3}|\d{4})\b(?=</?|\b)")
_CHARGE = re.compile(r"\b[0-9a-f]{24}\b")
_TOKEN = re.compile(r"(?<=start=d_)[0-9a-f]+|(?<=start=[ci]_)[\w-]+")


def list_taken(rows: Iterable[str]) -> str:
    """Write which rows of the table of orders a play took; this stands at its end."""
    return "".join(f"{TAKES}{row}\n" for row in sorted(rows))


def is_action(line: str) -> bool:
    return bool(line) and not line.startswith((" ", "#"))


async def play(stage: Stage, path: Path) -> str:
    """Play a transcript; gives the file as it should read."""
    told: list[str] = []
    read = path.read_text("utf-8").splitlines()
    lines = [line for line in read if not line.startswith(("  ", TAKES))]
    for at, line in enumerate(lines):
        told.append(line)
        if not is_action(line):
            continue
        try:
            told.extend(await _act(stage, line))
        except AssertionError as error:
            # The play stops here; the file, compared or written, says why.
            why = "  !! " + str(error).split("\n")[0]
            return "\n".join([*told, why, *lines[at + 1 :], ""])
    return "\n".join(told) + "\n"


async def _act(stage: Stage, line: str) -> list[str]:
    if found := _PERSON.match(line):
        stage.person(found[1], found[2])
        return []
    if found := _JOINED.match(line):
        await _join(stage.person(found[1], found[2]), found[3])
        return []
    if found := _TIME.match(line):
        await stage.passes(**{found[2]: int(found[1])})
        await _delivered(stage)
        return list(_news(stage))
    if found := _INLINE.match(line):
        return list(_found(await stage.actors[found[1]].asks_inline(found[2])))
    if found := _PAYS.match(line):
        said = await stage.actors[found[1]].pays(found[2])
        return [f"  provider: {'paid' if said['paid'] else said['reason']}", *_news(stage)]
    await _do(stage, line)
    return list(_news(stage))


def _found(results: list[dict[str, Any]]) -> Iterator[str]:
    """Show what was found for words beside the bot's name, and what would be sent."""
    for each in results or ({"title": "nothing", "description": ""},):
        yield without_marks(f"  ? {each['title']} | {each['description']}")


async def _delivered(stage: Stage) -> None:
    """Wait for reminders: they keep a second between them, so the clock must move."""
    async with asyncio.timeout(20):
        while await stage.bot.database.run(lambda conn: conn.execute(_WAITING).scalar()):
            stage.clock.now += timedelta(seconds=1)
            await asyncio.sleep(0.02)
    await stage.settle()


async def _join(who: Actor, wants: str) -> None:
    """Answer all that is asked of a newcomer, which plays of their own show."""
    for words in ("/start", "English", "buy" if wants == "staff" else wants, who.name):
        await who.says(words)
    await who.shares(-0.3031, 36.08)
    for words in ("yes", "yes"):
        await who.says(words)
    assert "You are in" in "".join(seen.text for seen in who.messages()[-2:]), who.last


def staff(path: Path) -> list[int]:
    """Give the chats of those a play brings in as staff."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line.startswith("@ ")]
    return [FIRST_CHAT + at for at, line in enumerate(lines) if line.endswith(" staff")]


def provider(path: Path) -> str:
    """Give a payment provider's token to a play in which somebody pays."""
    lines = path.read_text("utf-8").splitlines()
    return "100:TEST:stage" if any(map(_PAYS.match, lines)) else ""


def approvals(path: Path) -> int:
    """Tell how many of the staff must agree in a play in which somebody is asked to."""
    agreeing = any(line.endswith(" taps Agree") for line in path.read_text("utf-8").splitlines())
    return 2 if agreeing else 1


async def _do(stage: Stage, line: str) -> None:
    people = stage.actors
    if found := _FORWARDS.match(line):
        await people[found[1]].forwards(found[2])
    elif found := _TAPS.match(line):
        await people[found[1]].taps(found[2])
    elif found := _SHARES.match(line):
        await people[found[1]].shares(float(found[2]), float(found[3]))
    elif found := _PHOTO.match(line):
        await people[found[1]].sends_photo()
    elif found := _DOCUMENT.match(line):
        await people[found[1]].sends_document()
    elif found := _VOICE.match(line):
        await people[found[1]].sends_voice()
    elif found := _PHONE.match(line):
        await people[found[1]].shares_phone(found[2])
    elif found := _OPENS.match(line):
        await people[found[1]].opens(_with_links(stage, found[2]))
    elif found := _FORGES.match(line):
        await people[found[1]].sends(found[2])
    elif found := _SAYS.match(line):
        await people[found[1]].says(_with_codes(stage, found[2]))
    else:
        raise AssertionError(f"nobody can do this: {line}")


def _with_links(stage: Stage, text: str) -> str:
    """Put in what the newest link carries that a person was shown: `{link Njeri}`."""

    def seen(found: re.Match[str]) -> str:
        shown = (message.text for message in reversed(stage.actors[found[1]].messages()))
        links = (re.search(r"start=([\w-]+)", text) for text in shown)
        return next(link[1] for link in links if link)

    return _LINK.sub(seen, text)


def _with_codes(stage: Stage, text: str) -> str:
    """Put in a pick-up code that only a person's screen shows: `{code Peter}`."""

    def seen(found: re.Match[str]) -> str:
        for message in reversed(stage.actors[found[1]].messages()):
            code = re.search(r"(?<![\d-])\d{4}(?![\d-])", message.text)
            if code:
                return code[0]
        raise AssertionError(f"{found[1]} was shown no code")

    return _CODE.sub(seen, text)


def _news(stage: Stage) -> Iterator[str]:
    for actor in stage.actors.values():
        for text in actor.toasts():
            yield f"  {actor.name} ( {text} )"
        for seen in actor.news():
            yield from _lines(actor, seen)


def _lines(actor: Actor, seen: Seen) -> Iterator[str]:
    mark = "✎" if seen.raw.get("edit_date") else "<"
    kinds = ("photo", "voice", "document", "location", "invoice")
    media = [kind for kind in kinds if kind in seen.raw]
    head = " ".join(f"({kind})" for kind in media)
    first, *rest = _masked(f"{head} {seen.text}".strip()).split("\n")
    yield f"  {actor.name} {mark} {first}".rstrip()
    yield from (f"      {line or '·'}" for line in rest)
    yield from (f"      | {_masked(line)}" for line in actor.table_in(seen))
    for row in seen.rows:
        yield "      " + " ".join(f"[{_masked(button['text'])}]" for button in row)
    keyboard = seen.raw.get("reply_markup", {}).get("keyboard", [])
    for row in keyboard:
        yield "      " + " ".join(f"({button['text']})" for button in row)


def _masked(text: str) -> str:
    """Show only the shape of what is drawn by lot."""
    plain = _TOKEN.sub("#token", _CHARGE.sub("#charge", without_marks(text)))
    return _DRAWN.sub(lambda found: re.sub(r"\d", "#", found[0]), plain)


def is_writing() -> bool:
    """Whether transcripts are written anew instead of compared."""
    return os.environ.get("FARMGATE_TRANSCRIPTS") == "write"
