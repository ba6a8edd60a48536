"""Where simulated people act: a server in this process, or one in another process over its control API."""

import base64
from http import HTTPStatus
from typing import Protocol

import aiohttp

from bot.sandbox.botapi.acts import CannotActError
from bot.sandbox.botapi.seen import Changes, NoSuchButtonError, changes_of
from bot.sandbox.botapi.seen_json import changes_from_json
from bot.sandbox.botapi.server import BotApiServer
from bot.sandbox.botapi.wire import Json


class Stage(Protocol):
    """Lets people act and tells what changed in their chats."""

    async def add_person(self, details: Json) -> int:
        """Make a person, return their id."""
        ...

    async def add_group(self, details: Json) -> int:
        """Make a group, return its id."""
        ...

    async def act(self, person_id: int, act: str, body: Json) -> Json:
        """Let a person act.

        Raises:
            CannotActError: Their app would not let them.
            NoSuchButtonError: The button is not there.
        """
        ...

    async def changes(self, chat_id: int, *, after: int, seconds: float) -> Changes:
        """Return what changed after that version, waiting for it up to `seconds` of real time."""
        ...

    def peek(self, chat_id: int, *, after: int) -> Changes | None:
        """Return what changed without waiting; None where that takes a request."""
        ...


class LocalStage:
    """A server in this process."""

    def __init__(self, server: BotApiServer) -> None:
        self._server = server

    async def add_person(self, details: Json) -> int:
        """Make a person, return their id."""
        return self._server.acts.add_person(**details).id

    async def add_group(self, details: Json) -> int:
        """Make a group, return its id."""
        return self._server.acts.add_group(**details).id

    async def act(self, person_id: int, act: str, body: Json) -> Json:
        """Let a person act."""
        return self._server.acts.perform(person_id, act, body)

    async def changes(self, chat_id: int, *, after: int, seconds: float) -> Changes:
        """Return what changed after that version, waiting for it up to `seconds`."""
        chat = self._server.world.chats[chat_id]
        if chat.version <= after and seconds > 0:
            await chat.bell.wait(seconds)
        return changes_of(self._server.world, chat, after=after)

    def peek(self, chat_id: int, *, after: int) -> Changes | None:
        """Return what changed."""
        return changes_of(self._server.world, self._server.world.chats[chat_id], after=after)


class RemoteStage:
    """A server in another process; close it after use."""

    def __init__(self, url: str) -> None:
        self._url = f"{url}/control"
        self._session = aiohttp.ClientSession()

    async def close(self) -> None:
        """Close the connections."""
        await self._session.close()

    async def add_person(self, details: Json) -> int:
        """Make a person, return their id."""
        return int((await self.post("people", details))["id"])

    async def add_group(self, details: Json) -> int:
        """Make a group, return its id."""
        return int((await self.post("groups", details))["id"])

    async def act(self, person_id: int, act: str, body: Json) -> Json:
        """Let a person act."""
        content = body.get("content")
        if isinstance(content, bytes):
            kept = {key: value for key, value in body.items() if key != "content"}
            body = kept | {"content_base64": base64.b64encode(content).decode()}
        return await self.post(f"people/{person_id}/{act}", body)

    async def changes(self, chat_id: int, *, after: int, seconds: float) -> Changes:
        """Return what changed after that version, waiting for it up to `seconds`."""
        query = {"after": str(after), "timeout": str(seconds)}
        async with self._session.get(f"{self._url}/chats/{chat_id}", params=query) as response:
            return changes_from_json(_checked(response.status, await response.json()))

    def peek(self, chat_id: int, *, after: int) -> Changes | None:  # noqa: ARG002 -- a look takes a request here
        """Return None: a look takes a request here."""
        return None

    async def get(self, path: str) -> Json:
        """Ask the control API.

        Raises:
            CannotActError: The server refused.
        """
        async with self._session.get(f"{self._url}/{path}") as response:
            return _checked(response.status, await response.json())

    async def post(self, path: str, body: Json) -> Json:
        """Send a control request, return its answer.

        Raises:
            CannotActError: The server refused.
            NoSuchButtonError: The button is not there.
        """
        async with self._session.post(f"{self._url}/{path}", json=body) as response:
            return _checked(response.status, await response.json())


def _checked(status: int, answer: Json) -> Json:
    if status == HTTPStatus.OK:
        return answer
    if answer.get("kind") == "no_such_button":
        raise NoSuchButtonError(answer["error"])
    raise CannotActError(answer["error"])
