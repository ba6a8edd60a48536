"""Requests over kept connections: what a server may answer, and what it may do instead."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.http_connection import Answer, LostError, NoAnswerError
from bot.kept_connections import KeptConnections, NoConnectionError, Patience, addressed, trusted

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
PATIENT = Patience(pool=5, connect=5, answer=5)
HURRIED = Patience(pool=0.05, connect=5, answer=0.05)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
CERTIFICATE = Path(__file__).parent / "tls" / "loopback.pem"
"""A certificate for 127.0.0.1 until 2126 and its key, made for these tests alone; nobody trusts it otherwise."""


@asynccontextmanager
async def served(talk: Talk, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    """Serve every connection with `talk`."""
    under_way: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        under_way.add(task)
        try:
            await talk(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot1:secret/getMe"
    finally:
        server.close()
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)


@pytest.fixture
async def kept() -> AsyncIterator[KeptConnections]:
    made = KeptConnections(most=1, kept_for=30)
    yield made
    await made.close()


@pytest.fixture
def tls() -> Iterator[ssl.SSLContext]:
    """Speak TLS with a certificate that the system does not know."""
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.load_cert_chain(CERTIFICATE)
    trusted.cache_clear()
    yield made
    trusted.cache_clear()


async def heard(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """Read a request: its head and its body."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split()[0])
    return head, await reader.readexactly(length)


def saying(*answers: bytes) -> Talk:
    """Answer the requests of a connection one after another, then close it."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for answer in answers:
            await heard(reader)
            writer.write(answer)
            await writer.drain()

    return talk


async def ask(kept: KeptConnections, url: str, patience: Patience = PATIENT) -> Answer:
    return await kept.post(url, b"X-Asked: yes\r\n", b'{"a":1}', patience)


@pytest.mark.parametrize(
    "answer",
    [
        OK,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" + OK,
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
        b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}",
    ],
)
async def test_every_way_to_send_an_answer_is_understood(kept: KeptConnections, answer: bytes) -> None:
    async with served(saying(answer, answer)) as url:
        assert await ask(kept, url) == Answer(status=200, body=b"{}")
        assert await ask(kept, url) == Answer(status=200, body=b"{}")


async def test_a_request_says_where_it_goes_and_what_it_carries(kept: KeptConnections) -> None:
    seen: list[bytes] = []

    async def noting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.extend(await heard(reader))
        writer.write(OK)

    async with served(noting) as url:
        await ask(kept, url)
        host = url.split("/")[2]
    head = f"POST /bot1:secret/getMe HTTP/1.1\r\nHost: {host}\r\nX-Asked: yes\r\nContent-Length: 7\r\n\r\n"
    assert seen == [head.encode(), b'{"a":1}']


async def test_a_long_answer_may_take_long_as_long_as_it_goes_on(kept: KeptConnections) -> None:
    async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await heard(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n")
        for _ in range(8):
            await asyncio.sleep(0.05)  # the server's slowness is what is tested
            writer.write(b"x")

    async with served(slow) as url:
        found = await ask(kept, url, Patience(pool=5, connect=5, answer=0.3))
    assert found.body == b"x" * 8


async def test_an_answer_that_stops_in_the_middle_is_too_late(kept: KeptConnections) -> None:
    never = asyncio.Event()

    async def stopping(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await heard(reader)
        writer.write(OK[:-1])
        await never.wait()

    async with served(stopping) as url:
        with pytest.raises(NoAnswerError):
            await ask(kept, url, HURRIED)


async def test_a_short_patience_after_a_long_one_is_as_short_as_it_says(kept: KeptConnections) -> None:
    never = asyncio.Event()

    async def answering_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await saying(OK)(reader, writer)
        await heard(reader)
        await never.wait()

    async with served(answering_once) as url, asyncio.timeout(5):
        await ask(kept, url, Patience(pool=5, connect=5, answer=60))
        with pytest.raises(NoAnswerError):
            await ask(kept, url, HURRIED)


async def test_a_long_patience_is_not_cut_short_by_the_one_before(kept: KeptConnections) -> None:
    async def slower(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await saying(OK)(reader, writer)
        await heard(reader)
        await asyncio.sleep(0.15)  # the server's slowness is what is tested
        writer.write(OK)

    async with served(slower) as url:
        await ask(kept, url, HURRIED)
        assert (await ask(kept, url)).status == 200


async def test_an_answer_longer_than_what_is_read_at_once_comes_whole(kept: KeptConnections) -> None:
    body = bytes(range(256)) * 1_000
    async with served(saying(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))) as url:
        assert (await ask(kept, url)).body == body


async def test_encrypted_answers_come_whole_one_after_another(
    kept: KeptConnections, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    long = bytes(range(256)) * 1_000
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(long), long)
    async with served(saying(OK, answer, OK), tls) as url:
        assert [(await ask(kept, url)).body for _ in range(3)] == [b"{}", long, b"{}"]


async def test_nothing_is_said_to_a_server_whose_certificate_nobody_vouches_for(
    kept: KeptConnections, tls: ssl.SSLContext
) -> None:
    async with served(saying(OK), tls) as url:
        with pytest.raises(NoConnectionError):
            await ask(kept, url)


@pytest.mark.parametrize(
    "answer", [b"", OK[:-1], b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"]
)
async def test_what_is_no_whole_answer_is_a_loss(kept: KeptConnections, answer: bytes) -> None:
    async with served(saying(answer)) as url:
        with pytest.raises(LostError):
            await ask(kept, url)


async def test_a_connection_that_the_server_closed_meanwhile_is_not_used_again(kept: KeptConnections) -> None:
    async with served(saying(OK)) as url:
        for _ in range(3):
            assert (await ask(kept, url)).status == 200
            async with asyncio.timeout(5):
                while any(one.is_open for one in kept._all):  # noqa: ASYNC110 - the end of a connection is seen, not told
                    await asyncio.sleep(0)


async def test_an_answer_that_nobody_asked_for_is_never_taken_for_the_next_one(kept: KeptConnections) -> None:
    async with served(saying(OK + OK.replace(b"{}", b"[]"), OK)) as url:
        assert (await ask(kept, url)).body == b"{}"
        assert (await ask(kept, url)).body == b"{}"


async def test_whoever_stops_waiting_leaves_nothing_for_the_next_one(kept: KeptConnections) -> None:
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def late(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await heard(reader)
        if not asked.is_set():
            asked.set()
            await go_on.wait()
            writer.write(OK.replace(b"{}", b"[]"))
            return
        writer.write(OK)

    async with served(late) as url:
        first = asyncio.create_task(ask(kept, url))
        await asked.wait()
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        go_on.set()
        assert (await ask(kept, url)).body == b"{}"


async def test_no_more_requests_are_under_way_than_may_be(kept: KeptConnections) -> None:
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def waiting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await heard(reader)
        asked.set()
        await go_on.wait()
        writer.write(OK)

    async with served(waiting) as url:
        first = asyncio.create_task(ask(kept, url))
        await asked.wait()
        with pytest.raises(TimeoutError):
            await ask(kept, url, HURRIED)
        go_on.set()
        assert (await first).status == 200


async def test_a_connection_unused_for_long_is_let_go_of() -> None:
    ports: set[object] = set()

    async def noting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ports.add(writer.get_extra_info("peername"))
        await saying(OK, OK, OK)(reader, writer)

    async with served(noting) as url:
        for kept_for, wanted in ((30, 1), (0, 3)):
            ports.clear()
            kept = KeptConnections(most=1, kept_for=kept_for)
            for _ in range(3):
                await ask(kept, url)
            await kept.close()
            assert len(ports) == wanted


async def test_where_nobody_listens_there_is_no_connection(kept: KeptConnections) -> None:
    async with served(saying()) as url:
        pass
    with pytest.raises(NoConnectionError):
        await ask(kept, url)


@pytest.mark.parametrize(
    ("url", "host", "port", "is_encrypted"),
    [
        ("https://api.telegram.org/bot1:a/getMe", "api.telegram.org", 443, True),
        ("http://[::1]:8081/bot1:a/getMe", "::1", 8081, False),
    ],
)
def test_an_address_says_host_and_port(url: str, host: str, port: int, is_encrypted: bool) -> None:  # noqa: FBT001
    origin, head = addressed(url)
    assert (origin.host, origin.port, origin.is_encrypted) == (host, port, is_encrypted)
    assert head.startswith(b"POST /bot1:a/getMe HTTP/1.1\r\nHost: ")


def test_an_address_cannot_carry_further_lines_of_a_head() -> None:
    _, head = addressed("http://127.0.0.1/bot1:a b\r\nX-Evil: 1\x00/getMe")
    assert head.count(b"\r\n") == 2
    assert b" b" not in head


@pytest.mark.parametrize("url", ["ftp://x/y", "file:///etc/passwd", "x", "http:///y"])
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        addressed(url)


async def test_an_answer_may_end_with_its_connection(kept: KeptConnections) -> None:
    async with served(saying(b"HTTP/1.0 200 OK\r\n\r\n{}")) as url:
        for _ in range(2):
            assert await ask(kept, url) == Answer(status=200, body=b"{}")


async def test_the_end_of_a_connection_is_no_second_answer(kept: KeptConnections) -> None:
    async def answering_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await heard(reader)
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        await heard(reader)

    async with served(answering_once) as url:
        assert await ask(kept, url) == Answer(status=204, body=b"")
        with pytest.raises(LostError):
            await ask(kept, url)


async def test_many_who_come_at_once_look_a_host_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    loop, asked = asyncio.get_running_loop(), list[str]()
    real = loop.getaddrinfo

    async def counting(host: str, port: int, **options: int) -> object:
        asked.append(host)
        return await real(host, port, **options)

    monkeypatch.setattr(loop, "getaddrinfo", counting)
    kept = KeptConnections(most=20, kept_for=30)
    async with served(saying(OK)) as url:
        answers = await asyncio.gather(*(ask(kept, url.replace("127.0.0.1", "localhost")) for _ in range(20)))
    await kept.close()
    assert [one.status for one in answers] == [200] * 20
    assert asked == ["localhost"]


async def test_a_host_that_was_not_found_is_looked_up_again(
    kept: KeptConnections, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = asyncio.get_running_loop()
    real, failed = loop.getaddrinfo, list[str]()

    async def failing_once(host: str, port: int, **options: int) -> object:
        if not failed:
            failed.append(host)
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return await real(host, port, **options)

    monkeypatch.setattr(loop, "getaddrinfo", failing_once)
    async with served(saying(OK)) as url:
        with pytest.raises(NoConnectionError, match="Temporary failure"):
            await ask(kept, url)
        assert (await ask(kept, url)).status == 200


async def test_a_connection_that_comes_after_the_end_carries_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    loop, asked, go_on = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()
    real, heads = loop.getaddrinfo, list[bytes]()

    async def waiting(host: str, port: int, **options: int) -> object:
        asked.set()
        await go_on.wait()
        return await real(host, port, **options)

    async def noting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append((await heard(reader))[0])
        writer.write(OK)

    monkeypatch.setattr(loop, "getaddrinfo", waiting)
    kept = KeptConnections(most=1, kept_for=30)
    async with served(noting) as url:
        under_way = asyncio.create_task(ask(kept, url))
        await asked.wait()
        await kept.close()
        go_on.set()
        with pytest.raises(NoConnectionError):
            await under_way
    assert heads == []


def test_no_error_names_the_whole_address() -> None:
    with pytest.raises(ValueError, match="not an address") as error:
        addressed(f"https://{'ž' * 80}.cz/bot1:secret/getMe")
    assert "secret" not in repr(error.value)
    assert addressed("https://kámen.cz/x")[0].host == "xn--kmen-5na.cz"
