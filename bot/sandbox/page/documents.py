"""Reports and what was sent in chats, as the browser opens them or saves them."""

import mimetypes
from urllib.parse import quote

from starlette.responses import Response

from bot.sandbox.page.guarding import DOCUMENT_POLICY, PDF_POLICY

PDF = "application/pdf"
OPENED = frozenset({"text/html", PDF, "text/plain"})
OPENED_MEDIA = ("image/", "audio/", "video/")
TEXT = frozenset({"application/json", "text/csv"})


def kind_of(name: str, mime: str = "") -> str:
    """Tell a file's media type: by its name, else as it was said to be."""
    guessed = mimetypes.guess_type(name)[0] or mime or "application/octet-stream"
    return "text/plain" if guessed in TEXT else guessed


def document_response(content: bytes, *, name: str, kind: str, is_saved: bool) -> Response:
    """Give a file to be opened, where a browser can, or to be saved."""
    opens = not is_saved and (kind in OPENED or kind.startswith(OPENED_MEDIA))
    disposition = "inline" if opens else "attachment"
    headers = {
        "Content-Disposition": f"{disposition}; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": PDF_POLICY if kind == PDF else DOCUMENT_POLICY,
    }
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    return Response(content, headers=headers | {"Content-Type": f"{kind}{charset}"})
