"""One HTTP connection that asks and listens; the parser is httptools'."""

import asyncio
from dataclasses import dataclass
from typing import cast

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

FIRST_FINAL = 200
"""Statuses below announce that the answer comes later."""
_LENGTHS = frozenset({b"content-length", b"transfer-encoding"})


class NoAnswerError(TimeoutError):
    """It took too long; the request may have had its effect."""


class LostError(OSError):
    """The connection ended before the answer did, or what came was no HTTP; the request may have had its effect."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """The status and the whole body."""

    status: int
    body: bytes


class Connection(asyncio.BufferedProtocol):
    """One connection, with one request at a time.

    Attributes:
        heard_at: When it was last used, by the loop's time.
    """

    def __init__(self, room: memoryview) -> None:
        """Be made by asyncio.

        Args:
            room: Where what arrives is put until it is parsed, at once; connections of one loop may share it.
        """
        self._loop = asyncio.get_running_loop()
        self._parser, self._room = HttpResponseParser(self), room
        self._transport: asyncio.Transport
        self._answer: asyncio.Future[Answer] | None = None
        self._patience: float | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._body: list[bytes] = []
        self._has_head = self._has_length = False
        self.is_open, self.heard_at = False, 0.0

    async def ask(self, request: bytes, patience: float | None) -> Answer:
        """Send a request and wait for its answer; whoever stops waiting ends the connection.

        Raises:
            NoAnswerError: Nothing came for too long.
            LostError: The connection ended.
        """
        answer: asyncio.Future[Answer] = self._loop.create_future()
        self._answer, self._patience, self.heard_at = answer, patience, self._loop.time()
        if patience is not None:
            self._look_by(self.heard_at + patience)
        self._transport.write(request)
        try:
            return await answer
        except BaseException:
            self.end()
            raise
        finally:
            self._answer = None

    def end(self) -> None:
        """End the connection at once."""
        self.is_open = False
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin; asyncio calls this."""
        self._transport, self.is_open = cast("asyncio.Transport", transport), True

    def get_buffer(self, sizehint: int) -> memoryview:
        """Say where to put what arrives; asyncio calls this."""
        del sizehint
        return self._room

    def buffer_updated(self, nbytes: int) -> None:
        """Read on; asyncio calls this."""
        self.heard_at = self._loop.time()
        try:
            self._parser.feed_data(self._room[:nbytes])
        except (HttpParserError, HttpParserUpgrade) as error:
            self._fail(LostError(type(error).__name__))
            self.end()

    def connection_lost(self, error: Exception | None) -> None:
        """End; asyncio calls this."""
        self.is_open = False
        if self._timer is not None:
            self._timer.cancel()
        if error is None and self._has_head and not self._has_length:
            self.on_message_complete()  # the end of the connection is the answer's
        self._fail(LostError(type(error).__name__ if error is not None else "closed by the server"))

    def on_message_begin(self) -> None:
        """Begin an answer; the parser calls this, also for one that nobody asked for."""
        self._body.clear()
        self._has_head = self._has_length = False
        if self._answer is None or self._answer.done():
            self.end()

    def on_header(self, name: bytes, _: bytes) -> None:
        """Note whether the answer says where it ends; the parser calls this."""
        if name.lower() in _LENGTHS:
            self._has_length = True

    def on_headers_complete(self) -> None:
        """Note that the head is whole; the parser calls this."""
        self._has_head = True

    def on_body(self, part: bytes) -> None:
        """Keep a part; the parser calls this."""
        self._body.append(part)

    def on_message_complete(self) -> None:
        """Hand the answer over; the parser calls this, also for a "wait, the answer comes later"."""
        self._has_head = False  # so that the connection's end is not taken for a second answer
        status = self._parser.get_status_code()
        if status < FIRST_FINAL or self._answer is None:
            return
        if not self._parser.should_keep_alive():
            self.end()
        if not self._answer.done():
            self._answer.set_result(Answer(status=status, body=b"".join(self._body)))

    def _look_by(self, moment: float) -> None:
        """See to it that somebody looks by then; a look that is due before serves too, so that few timers are made."""
        if self._timer is not None:
            if self._timer.when() <= moment:
                return
            self._timer.cancel()
        self._timer = self._loop.call_at(moment, self._look)

    def _look(self) -> None:
        """Give up if nothing was heard in all the time; each part of an answer begins it anew."""
        self._timer = None
        if self._answer is None or self._patience is None:
            return
        end = self.heard_at + self._patience
        if end > self._loop.time():
            self._look_by(end)
        else:
            self._fail(NoAnswerError("no answer in time"))

    def _fail(self, error: Exception) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)
