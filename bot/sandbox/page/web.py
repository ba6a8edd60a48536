"""The page's server: what the page asks for and what it lets people do, as addresses."""

import mimetypes
from importlib.resources import files
from typing import Any

from jinja2 import Environment
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.botapi.acts import CannotActError
from bot.sandbox.botapi.seen import NoSuchButtonError
from bot.sandbox.page.documents import document_response, kind_of
from bot.sandbox.page.guarding import Guard
from bot.sandbox.page.keeping import Keeper
from bot.sandbox.page.player import Manner, Player
from bot.sandbox.page.show import BusyError, CannotSkipError, OverError, Show
from bot.sandbox.page.stream import events
from bot.sandbox.page.timing import Skip
from bot.sandbox.page.words import sandbox_tables, spoken
from bot.words import LANGUAGES, sources

HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ACTS = frozenset(
    {"start", "text", "tap", "edit", "delete", "photo", "document", "voice", "location", "block", "unblock"}
)
"""What a person does on the page; the server of the Bot API knows more."""


class Page:
    """Answers for one keeper of runs."""

    def __init__(self, keeper: Keeper, *, language: str) -> None:
        self._keeper, self._language = keeper, language

    def application(self) -> Starlette:
        """Give the application."""
        routes = [
            Route("/", self._page),
            Route("/static/{name}", self._static),
            Route("/stream", self._stream),
            Route("/again", self._again, methods=["POST"]),
            Route("/time", self._time, methods=["POST"]),
            Route("/answer", self._answer, methods=["POST"]),
            Route("/guests", self._guests, methods=["POST"]),
            Route("/people/{person:int}", self._set, methods=["POST"]),
            Route("/people/{person:int}/{act}", self._act, methods=["POST"]),
            Route("/files/{file}", self._file),
            Route("/reports/{name}", self._report),
        ]
        return Starlette(
            routes=routes,
            middleware=[Middleware(Guard), Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS)],
            exception_handlers={
                CannotActError: _refused,
                NoSuchButtonError: _refused,
                BusyError: _refused,
                CannotSkipError: _refused,
                OverError: _refused,
            },
        )

    async def _page(self, request: Request) -> Response:
        language = spoken(request.query_params.get("language", self._language))
        source = (files("templates") / "sandbox" / "page.html").read_text("utf-8")
        template = Environment(autoescape=True).from_string(source)
        words = sandbox_tables(language)["page"]
        acts = {key: text for key, text in sources(language).items() if key.startswith("act_")}
        other = next(one for one in LANGUAGES if one != language)
        html = template.render(
            words=words,
            script_words=acts | dict(words),
            language=language,
            other=other,
            other_name=sandbox_tables(other)["page"]["own_name"],
        )
        return Response(html, media_type="text/html")

    async def _static(self, request: Request) -> Response:
        name = request.path_params["name"]
        file = files("templates") / "sandbox" / name
        if "/" in name or "\\" in name or name.startswith(".") or not file.is_file():
            raise HTTPException(404)
        return Response(file.read_bytes(), media_type=mimetypes.guess_type(name)[0] or "text/plain")

    async def _stream(self, _request: Request) -> Response:
        return StreamingResponse(events(self._keeper), media_type="text/event-stream")

    async def _again(self, request: Request) -> Response:
        await self._keeper.start_again(spoken(str((await request.json()).get("language", ""))))
        return _done()

    async def _time(self, request: Request) -> Response:
        show = await self._keeper.opened()
        try:
            skip = Skip((await request.json())["to"])
        except (KeyError, ValueError) as error:
            raise HTTPException(400) from error
        await show.skip(skip)
        return _done()

    async def _answer(self, request: Request) -> Response:
        show = await self._keeper.opened()
        person = (await request.json()).get("person")
        who = [one for one in show.players if not one.is_open] if person is None else [_player(show, int(person))]
        await show.let_answer(who)
        return _done()

    async def _guests(self, request: Request) -> Response:
        show = await self._keeper.opened()
        body = await request.json()
        new = await show.invite_guest(str(body["payload"]), language=spoken(str(body.get("language", ""))))
        return JSONResponse({"person": new.id})

    async def _set(self, request: Request) -> Response:
        show = await self._keeper.opened()
        player, body = _player(show, request.path_params["person"]), await request.json()
        if "manner" in body:
            player.manner = Manner(body["manner"])
        if "open" in body:
            player.is_open = bool(body["open"])
        show.bell.ring()
        return _done()

    async def _act(self, request: Request) -> Response:
        show = await self._keeper.opened()
        player, act = _player(show, request.path_params["person"]), request.path_params["act"]
        if act not in ACTS:
            raise HTTPException(404)
        body = await _body(request)
        if act == "start":
            body = {"payload": player.token}
        told = show.playing.server.acts.perform(player.id, act, body)
        if act in {"block", "unblock"}:
            show.bell.ring()
        return JSONResponse({key: told[key] for key in ("message_id", "url") if key in told})

    async def _file(self, request: Request) -> Response:
        show = await self._keeper.opened()
        file = show.playing.server.world.files.find(request.path_params["file"])
        if file is None or file.content is None:
            raise HTTPException(404)
        name = file.name or file.path.rpartition("/")[2]
        kind = kind_of(name, file.mime)
        return document_response(file.content, name=name, kind=kind, is_saved="save" in request.query_params)

    async def _report(self, request: Request) -> Response:
        show = await self._keeper.opened()
        found = next((each for each in show.reports if each.name == request.path_params["name"]), None)
        if found is None:
            raise HTTPException(404)
        kind = kind_of(found.name)
        is_saved = "save" in request.query_params
        return document_response(found.read_bytes(), name=found.name, kind=kind, is_saved=is_saved)


async def _body(request: Request) -> dict[str, Any]:
    """Read what somebody does: JSON, or a form with a file."""
    if request.headers.get("content-type", "").startswith("application/json"):
        body = await request.json()
        if not isinstance(body, dict):
            raise HTTPException(400)
        return body
    async with request.form() as form:
        found: dict[str, Any] = {key: value for key, value in form.items() if isinstance(value, str)}
        upload = form.get("file")
        if isinstance(upload, UploadFile):
            found |= {"content": await upload.read(), "name": upload.filename or "file", "mime": upload.content_type}
        return found


def _player(show: Show, person: int) -> Player:
    try:
        return show.player(person)
    except LookupError as error:
        raise HTTPException(404) from error


async def _refused(_request: Request, error: Exception) -> Response:
    return JSONResponse({"error": type(error).__name__, "detail": str(error)}, status_code=409)


def _done() -> Response:
    return JSONResponse({})
