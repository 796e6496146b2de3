"""What the fake server can do: an echo on bare sockets, 32 of them, that parses next to nothing."""

import asyncio
import os
import re
from urllib.parse import urlsplit

import uvloop

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_ONE = re.compile(rb'"update_id":(\d+),"message":\{"message_id":\d+,"from":\{"id":(\d+)')
_WIDTH = 32


class Line:
    """One connection; a call at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def call(self, method: str, body: bytes) -> bytes:
        head = f"POST /bot/{method} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
        self._writer.write(head.encode() + body)
        answer = await self._reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(answer)
        assert length is not None
        return await self._reader.readexactly(int(length.group(1)))


async def main() -> None:
    address = urlsplit(os.environ["FARMGATE_API_URL"])
    lines = [
        Line(*await asyncio.open_connection(address.hostname, address.port))
        for _ in range(_WIDTH + 1)
    ]
    chats: asyncio.Queue[bytes] = asyncio.Queue()

    async def reply(line: Line) -> None:
        while True:
            chat = await chats.get()
            await line.call("sendMessage", b'{"chat_id":%b,"text":"x"}' % chat)

    replying = [asyncio.create_task(reply(line)) for line in lines[1:]]
    offset = 0
    while replying:
        answer = await lines[0].call("getUpdates", b'{"offset":%d}' % offset)
        for number, chat in _ONE.findall(answer):
            chats.put_nowait(chat)
            offset = int(number) + 1


if __name__ == "__main__":
    uvloop.run(main())
