"""JSON as the Bot API writes it, and the errors it answers with."""

import json
from http import HTTPStatus
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


class ApiError(Exception):
    """A refusal; becomes `{"ok": false, "error_code": …, "description": …}`.

    Attributes:
        code: HTTP status and `error_code`.
        description: The whole text, such as "Bad Request: chat not found".
        parameters: ResponseParameters (`retry_after`), or None.
    """

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters

    def body(self) -> bytes:
        """Return the answer's body."""
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return json.dumps(answer).encode()


def bad_request(reason: str) -> ApiError:
    """Refuse because of what was asked (400)."""
    return ApiError(HTTPStatus.BAD_REQUEST, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """Refuse because of who was asked for (403)."""
    return ApiError(HTTPStatus.FORBIDDEN, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiError:
    """Refuse because of another receiver of updates (409)."""
    return ApiError(HTTPStatus.CONFLICT, f"Conflict: {reason}")


def too_many_requests(retry_after: int) -> ApiError:
    """Refuse for `retry_after` seconds (429)."""
    return ApiError(
        HTTPStatus.TOO_MANY_REQUESTS,
        f"Too Many Requests: retry after {retry_after}",
        {"retry_after": retry_after},
    )


def too_large() -> ApiError:
    """Refuse an upload of more than 50 MB (413)."""
    return ApiError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Request Entity Too Large")


def accepted(result: object) -> bytes:
    """Return the body of a success."""
    return json.dumps({"ok": True, "result": result}).encode()
