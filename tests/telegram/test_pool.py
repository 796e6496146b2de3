"""The pool of kept-alive connections, against a server that says exactly what it is told to."""

import asyncio
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.telegram.connection import CutShort, Garbled, Unanswered
from bot.telegram.pool import Pool

HI = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
HANG = b""


@dataclass
class Server:
    """Answers each request with the next of its script; what ends in None is cut off there."""

    script: list[tuple[bytes, bool]] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    open: set[asyncio.StreamWriter] = field(default_factory=set)
    address: str = ""

    def say(self, *answers: bytes) -> None:
        self.script += [(each, False) for each in answers]

    def cut(self, *answers: bytes) -> None:
        """Say these and end the connection."""
        self.script += [(each, True) for each in answers]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open.add(writer)
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
                self.requests.append(head + await reader.readexactly(length))
                answer, cuts = self.script.pop(0) if self.script else (HI, False)
                writer.write(answer)
                await writer.drain()
                if cuts:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.open.discard(writer)
            writer.close()


@asynccontextmanager
async def serving(tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    made = Server()
    listener = await asyncio.start_server(made.serve, "127.0.0.1", 0, ssl=tls)
    scheme, port = "https" if tls else "http", listener.sockets[0].getsockname()[1]
    made.address = f"{scheme}://localhost:{port}"
    try:
        yield made
    finally:
        for writer in made.open:
            writer.transport.abort()
        listener.close()
        await asyncio.sleep(0)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serving() as made:
        yield made


@pytest.fixture
async def pool(server: Server) -> AsyncIterator[Pool]:
    made = Pool(server.address)
    yield made
    made.close()


async def until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not done():
            await asyncio.sleep(0.005)


async def test_the_request_is_whole_and_its_answer_too(server: Server, pool: Pool) -> None:
    assert await pool.post("/bot1:a/send%Me", b'{"a": 1}', 5) == (200, b"hi")
    (request,) = server.requests
    head, _, body = request.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    assert first == "POST /bot1:a/send%Me HTTP/1.1"
    assert f"Host: {server.address.removeprefix('http://')}" in lines
    assert "Content-Type: application/json" in lines
    assert "Content-Length: 8" in lines
    assert body == b'{"a": 1}'


async def test_a_path_before_the_bots_own_is_kept(server: Server) -> None:
    pool = Pool(f"{server.address}/through here/")
    await pool.post("/bot\r\nX: y", b"{}", 5)
    assert server.requests[0].startswith(b"POST /through%20here/bot%0D%0AX:%20y HTTP/1.1\r\n")
    pool.close()


async def test_calls_one_after_another_share_a_connection(server: Server, pool: Pool) -> None:
    for _ in range(5):
        await pool.post("/x", b"{}", 5)
    assert server.connections == 1


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"HTTP/1.1 429 Too Many\r\ncontent-length: 1\r\n\r\n!", (429, b"!")),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: v\r\n\r\n",
            (200, b"abcde"),
        ),
        (b"HTTP/1.1 204 No Content\r\n\r\n", (204, b"")),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + HI, (200, b"hi")),
        (b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + HI, (200, b"hi")),
        (b"HTTP/1.1 301 Moved\r\nLocation: /y\r\nContent-Length: 0\r\n\r\n", (301, b"")),
    ],
)
async def test_every_form_of_answer_is_read_to_its_end(
    server: Server, pool: Pool, answer: bytes, told: tuple[int, bytes]
) -> None:
    server.say(answer)
    assert await pool.post("/x", b"{}", 5) == told
    assert await pool.post("/x", b"{}", 5) == (200, b"hi")
    assert server.connections == 1


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi",
        b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi",
        HI + b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nsmuggle",
        HI + b"rubbish",
    ],
)
async def test_a_connection_that_cannot_be_trusted_is_not_used_again(
    server: Server, pool: Pool, answer: bytes
) -> None:
    server.say(answer)
    assert await pool.post("/x", b"{}", 5) == (200, b"hi")
    assert await pool.post("/x", b"{}", 5) == (200, b"hi")
    assert server.connections == 2


async def test_a_body_without_a_length_ends_with_the_connection(server: Server, pool: Pool) -> None:
    server.cut(b"HTTP/1.1 200 OK\r\n\r\nall of it")
    assert await pool.post("/x", b"{}", 5) == (200, b"all of it")


@pytest.mark.parametrize(
    "part",
    [
        b"HTTP/1.1 2",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhi",
        b"HTTP/1.1 100 Continue\r\n\r\n",
    ],
)
async def test_half_an_answer_is_none_and_is_not_asked_for_again(
    server: Server, pool: Pool, part: bytes
) -> None:
    await pool.post("/x", b"{}", 5)
    server.cut(part)
    with pytest.raises(CutShort):
        await pool.post("/x", b"{}", 5)
    assert len(server.requests) == 2


async def test_what_is_no_http_is_told_apart(server: Server, pool: Pool) -> None:
    server.say(b"SSH-2.0-OpenSSH\r\n")
    with pytest.raises(Garbled):
        await pool.post("/x", b"{}", 5)


async def test_a_kept_connection_that_ends_unanswered_is_replaced_once(
    server: Server, pool: Pool
) -> None:
    await pool.post("/x", b"{}", 5)
    server.cut(HANG)
    assert await pool.post("/x", b"{}", 5) == (200, b"hi")
    assert (server.connections, len(server.requests)) == (2, 3)


async def test_a_new_connection_that_ends_unanswered_is_a_fault(server: Server, pool: Pool) -> None:
    server.cut(HANG)
    with pytest.raises(Unanswered):
        await pool.post("/x", b"{}", 5)
    assert len(server.requests) == 1


async def test_a_connection_closed_while_idle_is_not_taken_up(server: Server, pool: Pool) -> None:
    await pool.post("/x", b"{}", 5)
    (writer,) = server.open
    writer.close()
    await until(lambda: not any(each.reusable for each in pool._idle))
    await pool.post("/x", b"{}", 5)
    assert (server.connections, len(server.requests)) == (2, 2)


async def test_connections_idle_for_too_long_are_closed(server: Server) -> None:
    pool = Pool(server.address, keep=-1)
    await asyncio.gather(*(pool.post("/x", b"{}", 5) for _ in range(3)))
    await until(lambda: len(server.open) == 1)
    await pool.post("/x", b"{}", 5)
    assert server.connections == 4
    pool.close()


async def test_a_late_answer_is_nobody_elses(server: Server, pool: Pool) -> None:
    server.say(HANG, HI.replace(b"hi", b"ho"))
    with pytest.raises(TimeoutError):
        await pool.post("/slow", b"{}", 0.05)
    assert await pool.post("/x", b"{}", 5) == (200, b"ho")
    assert server.connections == 2


async def test_a_call_given_up_takes_its_connection_with_it(server: Server, pool: Pool) -> None:
    server.say(HANG)
    call = asyncio.create_task(pool.post("/x", b"{}", 5))
    await until(lambda: bool(server.requests))
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    await until(lambda: not server.open)


async def test_no_more_connections_than_allowed_are_open(server: Server) -> None:
    pool = Pool(server.address, width=3)
    answers = await asyncio.gather(*(pool.post("/x", b"{}", 5) for _ in range(30)))
    assert answers == [(200, b"hi")] * 30
    assert server.connections <= 3
    pool.close()


async def test_each_call_gets_its_own_answer(server: Server, pool: Pool) -> None:
    async def ask(number: int) -> bytes:
        return (await pool.post(f"/{number}", b"{}", 5)).body

    for first in range(0, 40, 10):
        texts = [f"{number:02}".encode() for number in range(first, first + 10)]
        server.say(*(HI.replace(b"hi", text) for text in texts))
        bodies = await asyncio.gather(*map(ask, range(first, first + 10)))
        asked = [request.split()[1] for request in server.requests[-10:]]
        told = dict(zip(asked, texts, strict=True))
        assert bodies == [told[f"/{number}".encode()] for number in range(first, first + 10)]


async def test_nothing_is_kept_after_the_end(server: Server) -> None:
    pool = Pool(server.address)
    call = asyncio.create_task(pool.post("/x", b"{}", 5))
    await until(lambda: bool(server.open))
    pool.close()
    assert (await call).status == 200
    await until(lambda: not server.open)


async def test_a_server_that_is_not_there_refuses(server: Server) -> None:
    with pytest.raises(ConnectionError):
        await Pool("http://127.0.0.1:9").post("/x", b"{}", 5)


@pytest.fixture(scope="module")
def identity(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that only its own holder trusts, with its key, in one file."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("openssl makes the certificate")
    folder = tmp_path_factory.mktemp("identity")
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    names = ["-addext", "subjectAltName=DNS:localhost"]
    files = ["-keyout", str(folder / "key"), "-out", str(folder / "cert")]
    subprocess.run([program, *words.split(), *names, *files], check=True, capture_output=True)
    whole = folder / "whole"
    whole.write_bytes((folder / "key").read_bytes() + (folder / "cert").read_bytes())
    return whole


@pytest.fixture
async def secret(identity: Path) -> AsyncIterator[Server]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(identity)
    async with serving(tls) as made:
        yield made


async def test_a_secret_connection_is_kept_alive_too(secret: Server, identity: Path) -> None:
    trust = ssl.create_default_context(cafile=str(identity.with_name("cert")))
    pool = Pool(secret.address, tls=trust)
    long = b"x" * 300_000
    secret.say(HI, b"HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" + long)
    assert await pool.post("/x", b"{}", 5) == (200, b"hi")
    assert await pool.post("/x", long, 5) == (200, long)
    assert secret.requests[-1].endswith(long)
    assert secret.connections == 1
    pool.close()


async def test_a_stranger_s_certificate_is_refused(secret: Server) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        await Pool(secret.address).post("/x", b"{}", 5)
    assert secret.requests == []


async def test_a_certificate_for_another_name_is_refused(secret: Server, identity: Path) -> None:
    trust = ssl.create_default_context(cafile=str(identity.with_name("cert")))
    elsewhere = secret.address.replace("localhost", "127.0.0.1")
    with pytest.raises(ssl.SSLCertVerificationError):
        await Pool(elsewhere, tls=trust).post("/x", b"{}", 5)
    assert secret.requests == []
