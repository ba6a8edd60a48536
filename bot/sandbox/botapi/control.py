"""The control API under `/control/`: people, clock, faults and limits for a driver in another process.

Every body is a JSON object; errors are `{"error": "…"}` with status 400, 404 or 409.

| request | does |
| --- | --- |
| GET /control/clock | `{"now": …, "rate": …}` |
| POST /control/clock `{"at": instant}`, `{"by_seconds": n}`, `{"rate": r}` | moves the clock, or lets it run |
| GET, POST, DELETE /control/faults | lists, orders (`kind`, `times`, `method`, `chat_id`, `retry_after`), drops |
| GET, POST /control/updates | counts; `{"repeat": n}`, `{"reverse": n}`, `{"hold": true or false}`, `{"clear": true}` |
| GET, POST /control/limits | shows, switches (`enforced`, `bulk_per_second`, `chat_burst`, …) |
| GET, POST /control/people | lists, makes (`first_name`, `last_name`, `username`, `language_code`, `id`) |
| POST /control/people/{id}/{act} | lets a person act; see `acts.py`; a file's bytes are `content_base64` |
| POST /control/groups | makes (`title`, `members`, `kind`, `bot_sees_all`) |
| GET /control/chats/{id}?after=&timeout= | what changed after that version, waiting for it up to `timeout` seconds |
| GET /control/calls | the last calls of the bot |
"""

import base64
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from aiohttp import web

from bot.clock import MovableClock
from bot.sandbox.botapi.acts import CannotActError
from bot.sandbox.botapi.faults import FaultKind
from bot.sandbox.botapi.seen import NoSuchButtonError, changes_of
from bot.sandbox.botapi.seen_json import changes_json
from bot.sandbox.botapi.wire import Json
from bot.sandbox.botapi.world import Chat

if TYPE_CHECKING:
    from bot.sandbox.botapi.server import BotApiServer

LIMIT_KEYS = frozenset({"enforced", "bulk_per_second", "chat_burst", "chat_per_second", "group_per_minute"})


class ControlError(Exception):
    """A control request that can't be met; carries its HTTP status."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Control:
    """Answers control requests for one server."""

    def __init__(self, server: "BotApiServer") -> None:
        self._server = server
        self._routes: dict[str, Callable[[web.BaseRequest, list[str]], Awaitable[Json]]] = {
            "clock": self._clock,
            "faults": self._faults,
            "updates": self._updates,
            "limits": self._limits,
            "people": self._people,
            "groups": self._groups,
            "chats": self._chats,
            "calls": self._calls,
        }

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """Answer one request."""
        name, *rest = request.path.removeprefix("/control/").strip("/").split("/")
        status = HTTPStatus.OK
        try:
            answer = await self._routes.get(name, self._unknown)(request, rest)
        except ControlError as error:
            status, answer = error.status, {"error": str(error)}
        except NoSuchButtonError as error:
            status, answer = HTTPStatus.NOT_FOUND, {"error": str(error), "kind": "no_such_button"}
        except CannotActError as error:
            status, answer = HTTPStatus.CONFLICT, {"error": str(error), "kind": "cannot_act"}
        except (KeyError, TypeError, ValueError) as error:
            status, answer = HTTPStatus.BAD_REQUEST, {"error": f"{type(error).__name__}: {error}"}
        return web.json_response(answer, status=status)

    async def _unknown(self, _request: web.BaseRequest, _rest: list[str]) -> Json:
        raise ControlError(HTTPStatus.NOT_FOUND, f"unknown control; known: {', '.join(self._routes)}")

    async def _clock(self, request: web.BaseRequest, _rest: list[str]) -> Json:
        clock = self._server.clock
        if request.method == "POST":
            body = await _body(request)
            if not isinstance(clock, MovableClock):
                raise ControlError(HTTPStatus.CONFLICT, "this server runs on the machine's clock; start it with --at")
            if "at" in body:
                clock.move_to(datetime.fromisoformat(body["at"]))
            if "by_seconds" in body:
                clock.move_by(timedelta(seconds=float(body["by_seconds"])))
            if "rate" in body:
                clock.run_at(float(body["rate"]))
        rate = clock.rate if isinstance(clock, MovableClock) else 1.0
        return {"now": clock.now().isoformat(), "rate": rate}

    async def _faults(self, request: web.BaseRequest, _rest: list[str]) -> Json:
        faults = self._server.faults
        if request.method == "DELETE":
            faults.clear()
        if request.method == "POST":
            body = await _body(request)
            faults.order(FaultKind(body.pop("kind")), **body)
        return {"faults": [fault.as_json() for fault in faults.waiting()]}

    async def _updates(self, request: web.BaseRequest, _rest: list[str]) -> Json:
        updates = self._server.world.updates
        if request.method == "POST":
            body = await _body(request)
            if "repeat" in body:
                updates.repeat_next(int(body["repeat"]))
            if "reverse" in body:
                updates.reverse_next(int(body["reverse"]))
            if "hold" in body:
                (updates.hold if body["hold"] else updates.release)()
            if body.get("clear"):
                updates.clear()
        return {"waiting": len(updates)}

    async def _limits(self, request: web.BaseRequest, _rest: list[str]) -> Json:
        limits = self._server.limits
        if request.method == "POST":
            body = await _body(request)
            if not body.keys() <= LIMIT_KEYS:
                raise ControlError(HTTPStatus.BAD_REQUEST, f"limits are {', '.join(sorted(LIMIT_KEYS))}")
            for key, value in body.items():
                setattr(limits, key, value)
        return {key: getattr(limits, key) for key in sorted(LIMIT_KEYS)}

    async def _people(self, request: web.BaseRequest, rest: list[str]) -> Json:
        world = self._server.world
        if request.method == "GET":
            return {"people": [asdict(user) for user in world.users.values()]}
        body = await _body(request)
        if not rest:
            return asdict(self._server.acts.add_person(**body))
        if len(rest) != 2:
            raise ControlError(HTTPStatus.NOT_FOUND, "expected /control/people/{id}/{act}")
        if "content_base64" in body:
            body["content"] = base64.b64decode(body.pop("content_base64"), validate=True)
        return self._server.acts.perform(int(rest[0]), rest[1], body)

    async def _groups(self, request: web.BaseRequest, _rest: list[str]) -> Json:
        if request.method != "POST":
            raise ControlError(HTTPStatus.METHOD_NOT_ALLOWED, "POST makes a group")
        chat = self._server.acts.add_group(**await _body(request))
        return {"id": chat.id, "title": chat.title, "kind": chat.kind, "members": chat.members}

    async def _chats(self, request: web.BaseRequest, rest: list[str]) -> Json:
        chats = self._server.world.chats
        if not rest:
            return {"chats": [{"id": chat.id, "kind": chat.kind, "title": chat.title} for chat in chats.values()]}
        chat = chats.get(int(rest[0]))
        if chat is None:
            raise ControlError(HTTPStatus.NOT_FOUND, f"there is no chat {rest[0]}")
        after = int(request.query.get("after", "0"))
        await _changed(chat, after=after, seconds=float(request.query.get("timeout", "0")))
        return changes_json(changes_of(self._server.world, chat, after=after))

    async def _calls(self, _request: web.BaseRequest, _rest: list[str]) -> Json:
        calls = [asdict(call) | {"at": call.at.isoformat()} for call in self._server.calls]
        return {"calls": calls}


async def _changed(chat: Chat, *, after: int, seconds: float) -> None:
    if chat.version <= after and seconds > 0:
        await chat.bell.wait(seconds)


async def _body(request: web.BaseRequest) -> Json:
    text = await request.read()
    body = json.loads(text) if text else {}
    if not isinstance(body, dict):
        raise ControlError(HTTPStatus.BAD_REQUEST, "the body must be a JSON object")
    return body
