"""What the API demands of keyboards."""

from bot.sandbox.botapi.wire import ApiError, Json, bad_request

MAX_BUTTONS = 100
MAX_BUTTONS_A_ROW = 8
MAX_DATA_BYTES = 64
_ACTIONS = frozenset(
    {
        "callback_data",
        "url",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    }
)
_OTHER_MARKUPS = ("keyboard", "remove_keyboard", "force_reply")


def checked_markup(markup: Json | None, *, inline_only: bool = False) -> Json | None:
    """Return a keyboard fit to be stored; an inline keyboard without buttons is none at all.

    Raises:
        ApiError: The real server would refuse it.
    """
    if not markup:
        return None
    if "inline_keyboard" in markup:
        return _checked_inline(markup)
    if inline_only:
        raise bad_request("object expected as reply markup")
    if not any(key in markup for key in _OTHER_MARKUPS):
        raise bad_request("object expected as reply markup")
    if "keyboard" in markup:
        return _checked_reply_keyboard(markup)
    return markup


def _rows(markup: Json, key: str) -> list[list[Json]]:
    rows = markup[key]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{key}" of the reply markup must be an Array of Arrays')
    filled = [row for row in rows if row]
    if sum(map(len, filled)) > MAX_BUTTONS or any(len(row) > MAX_BUTTONS_A_ROW for row in filled):
        raise bad_request("reply markup is too long")
    return filled


def _checked_inline(markup: Json) -> Json | None:
    rows = _rows(markup, "inline_keyboard")
    for row in rows:
        for button in row:
            _check_button(button)
    return {"inline_keyboard": rows} if rows else None


def _check_button(button: object) -> None:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [key for key in button if key in _ACTIONS]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(f"can't parse inline keyboard button: only one action is allowed, found {', '.join(actions)}")
    if "callback_data" in button:
        _check_data(button["callback_data"])
    if "url" in button:
        _check_url(button["url"])


def _check_data(data: object) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= MAX_DATA_BYTES:
        raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")


def _check_url(url: object) -> None:
    if not isinstance(url, str) or not url.startswith(("http://", "https://", "tg://")):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")


def _checked_reply_keyboard(markup: Json) -> Json:
    rows = []
    for row in _rows(markup, "keyboard"):
        buttons = [{"text": button} if isinstance(button, str) else button for button in row]
        if not all(isinstance(button, dict) and str(button.get("text", "")).strip() for button in buttons):
            raise bad_request("keyboard button text must be non-empty")
        rows.append(buttons)
    return markup | {"keyboard": rows}
