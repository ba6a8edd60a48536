"""Faults on order: what happens to the next calls instead of, or besides, what they ask for."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

from bot.sandbox.botapi.wire import ApiError, Json, forbidden, too_many_requests


class FaultKind(StrEnum):
    """What goes wrong with a call."""

    TOO_MANY_REQUESTS = "too_many_requests"
    FORBIDDEN = "forbidden"
    SERVER_ERROR = "server_error"
    BAD_GATEWAY = "bad_gateway"
    CUT_BEFORE = "cut_before"
    CUT_AFTER = "cut_after"


@dataclass(kw_only=True, slots=True)
class Fault:
    """An order for the next `times` calls, of one method and to one chat where these are given."""

    kind: FaultKind
    times: int = 1
    method: str | None = None
    chat_id: int | None = None
    retry_after: int = 1

    def meets(self, method: str, chat_id: int | None) -> bool:
        """Return whether this call is meant."""
        same_method = self.method is None or self.method.lower() == method.lower()
        return self.times > 0 and same_method and self.chat_id in {None, chat_id}

    def as_json(self) -> Json:
        """Return the fault as the control API shows it."""
        return {
            "kind": self.kind.value,
            "times": self.times,
            "method": self.method,
            "chat_id": self.chat_id,
            "retry_after": self.retry_after,
        }

    def refusal(self) -> ApiError | None:
        """Return the answer in place of the effect; None where the connection is cut instead."""
        match self.kind:
            case FaultKind.TOO_MANY_REQUESTS:
                return too_many_requests(self.retry_after)
            case FaultKind.FORBIDDEN:
                return forbidden("bot was blocked by the user")
            case FaultKind.SERVER_ERROR:
                return ApiError(HTTPStatus.INTERNAL_SERVER_ERROR, "Internal Server Error")
            case FaultKind.BAD_GATEWAY:
                return ApiError(HTTPStatus.BAD_GATEWAY, "Bad Gateway")
            case FaultKind.CUT_BEFORE | FaultKind.CUT_AFTER:
                return None


class FaultPlan:
    """The orders that wait, first come first served."""

    def __init__(self) -> None:
        self._orders: list[Fault] = []

    def order(
        self,
        kind: FaultKind,
        *,
        times: int = 1,
        method: str | None = None,
        chat_id: int | None = None,
        retry_after: int = 1,
    ) -> Fault:
        """Let the next `times` calls (of `method`, to `chat_id`) go wrong; `Fault.times` counts down."""
        fault = Fault(kind=kind, times=times, method=method, chat_id=chat_id, retry_after=retry_after)
        self._orders.append(fault)
        return fault

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """Return the fault that hits this call and count it, None if there is none."""
        for fault in self._orders:
            if fault.meets(method, chat_id):
                fault.times -= 1
                if fault.times == 0:
                    self._orders.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        """Drop every order."""
        self._orders.clear()

    def waiting(self) -> Iterable[Fault]:
        """Return the orders that wait."""
        return tuple(self._orders)

    def __bool__(self) -> bool:
        return bool(self._orders)
