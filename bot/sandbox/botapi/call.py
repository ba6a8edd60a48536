"""One call of a method: its parameters read out of query, form, JSON or multipart, and typed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader
from aiohttp.web import BaseRequest

from bot.sandbox.botapi.methods import METHODS, Kind
from bot.sandbox.botapi.wire import Json, bad_request, too_large

UPLOAD_LIMIT = 50 * 1024 * 1024
_TRUE_WORDS = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """A method's parameters as they came; the typed readers refuse with the API's errors."""

    method: str
    given: Mapping[str, object]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def check_declared(self) -> None:
        """Refuse parameters that the server does not know, which the real one would ignore."""
        known = METHODS[self.method].parameters
        for name in (*self.given, *self.uploads):
            if name not in known and not self._is_attached(name):
                raise bad_request(f'parameter "{name}" of {self.method} is unknown to this server')

    def text(self, name: str) -> str:
        """Return a text, empty if absent."""
        value = self.given.get(name)
        return value if isinstance(value, str) else "" if value is None else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Return a whole number."""
        value = self.given.get(name)
        if value is None or value == "":
            return default
        try:
            return int(cast("str", value))
        except (TypeError, ValueError):
            raise bad_request(f'parameter "{name}" must be an integer') from None

    def flag(self, name: str) -> bool:
        """Return whether a switch is on; anything but a word for true is off, as in the API."""
        value = self.given.get(name)
        return value if isinstance(value, bool) else str(value).lower() in _TRUE_WORDS

    def json(self, name: str) -> object:
        """Return a JSON value, None if absent."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return cast("object", json.loads(value))
        except ValueError:
            raise bad_request(f"can't parse {_spoken(self.method, name)} JSON object") from None

    def record(self, name: str) -> Json | None:
        """Return a JSON object, None if absent."""
        value = self.json(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"can't parse {_spoken(self.method, name)}: expected an Object")
        return value

    def rows(self, name: str) -> list[Json] | None:
        """Return a JSON array of objects, None if absent."""
        value = self.json(name)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise bad_request(f"can't parse {_spoken(self.method, name)}: expected an Array of Object")
        return value

    def words(self, name: str) -> list[str] | None:
        """Return a JSON array of texts, None if absent."""
        value = self.json(name)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise bad_request(f"can't parse {_spoken(self.method, name)}: expected an Array of String")
        return value

    def upload(self, name: str) -> Upload | None:
        """Return the file sent in this parameter, or attached to it by `attach://`."""
        direct = self.uploads.get(name)
        if direct is not None:
            return direct
        value = self.text(name)
        return self.uploads.get(value.removeprefix("attach://")) if value.startswith("attach://") else None

    def _is_attached(self, name: str) -> bool:
        files = (key for key, kind in METHODS[self.method].parameters.items() if kind is Kind.FILE)
        return name in self.uploads and any(self.given.get(key) == f"attach://{name}" for key in files)


def _spoken(method: str, name: str) -> str:
    return f'"{name}" of {method}'


async def read_call(request: BaseRequest, method: str) -> Call:
    """Read parameters and files of one request.

    Raises:
        ApiError: 413 for more than 50 MB, 400 for a body that can't be read.
    """
    given: dict[str, object] = dict(request.query) if request.query_string else {}
    content_type = request.content_type
    if content_type == "multipart/form-data":
        uploads = await _read_multipart(request, given)
        return Call(method=method, given=given, uploads=uploads)
    if not request.can_read_body:
        return Call(method=method, given=given)
    body = await _read_body(request)
    if content_type == "application/json":
        given.update(_parsed_json(body))
    else:
        given.update(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return Call(method=method, given=given)


async def _read_body(request: BaseRequest) -> bytes:
    if (request.content_length or 0) > UPLOAD_LIMIT:
        await _drain(request)
        raise too_large()
    return await request.content.read()


async def _drain(request: BaseRequest) -> None:
    # Read on before refusing: a client that is still writing would see a broken connection, not the refusal.
    async for _ in request.content.iter_chunked(1 << 16):
        pass


def _parsed_json(body: bytes) -> Json:
    try:
        parsed = json.loads(body or b"{}")
    except ValueError:
        parsed = None
    if not isinstance(parsed, dict):
        raise bad_request("can't parse the request body as a JSON object")
    return parsed


async def _read_multipart(request: BaseRequest, given: dict[str, object]) -> dict[str, Upload]:
    # One more megabyte of form around the file is let through: the limit is the file's.
    if (request.content_length or 0) > UPLOAD_LIMIT + (1 << 20):
        await _drain(request)
        raise too_large()
    uploads: dict[str, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise bad_request("can't parse a part of the multipart body")
        content = bytes(await part.read())
        if part.filename is None:
            given[part.name] = content.decode("utf-8", "replace")
        elif len(content) > UPLOAD_LIMIT:
            await _drain(request)
            raise too_large()
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            uploads[part.name] = Upload(name=part.filename, mime=mime, content=content)
    return uploads
