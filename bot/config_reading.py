"""Reading the configuration from a file and the environment: all faults at once, and never a secret in one."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from bot.config import Config, keys
from flows.faults import Fault

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

PREFIX = "PLNENI_"
SECRET = frozenset({("telegram", "token"), ("database", "url")})
TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
LISTS = frozenset({("bot", "languages")})
WHOLE_NUMBERS = frozenset({("telegram", "poll_timeout"), ("bot", "sweep_seconds"), ("bot", "admin_chat")})
SWITCHES = frozenset({("log", "json")})
SPOKEN = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def read_config(
    source: str, environ: Mapping[str, str], read_file: Callable[[str], str], *, require_token: bool = True
) -> Config | tuple[Fault, ...]:
    """Read the configuration.

    Args:
        source: Text of the TOML file; "" is a file that sets nothing.
        environ: Environment; PLNENI_<SECTION>_<KEY> goes before the file.
        read_file: Gives the text of the token's file; may raise OSError or ValueError.
        require_token: Say so when there is no token; commands that never speak to Telegram need none.

    Returns:
        The configuration with the token in telegram.token wherever it came from, or all faults.
    """
    try:
        data = tomllib.loads(source)
    except (ValueError, RecursionError) as error:
        spot = re.search(r"line \d+, column \d+", str(error))
        return (Fault(code="config.toml", where=spot[0] if spot else "TOML"),)
    faults = list(_overrule(data, environ))
    token_faults = tuple(_bring_token(data, read_file)) if require_token else ()
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        return (*faults, *_faults(error, environ), *token_faults)
    return (*faults, *token_faults) or config


def variable(section: str, key: str) -> str:
    """The environment variable that goes before a key."""
    return f"{PREFIX}{section}_{key}".upper()


def _overrule(data: dict[str, Any], environ: Mapping[str, str]) -> Iterator[Fault]:
    """Put the environment's values over those of the file; a variable of a section without such a key is a fault."""
    known = {variable(section, key): (section, key) for section, names in keys().items() for key in names}
    for name in sorted(environ):
        section = name.removeprefix(PREFIX).partition("_")[0].lower()
        if not name.startswith(PREFIX) or section not in keys():
            continue
        if name not in known:
            yield Fault(code="config.unknown_variable", where=name, data={"known": ", ".join(_of_section(section))})
            continue
        table = data.setdefault(section, {})
        if isinstance(table, dict):
            _put(table, known[name], environ[name])
    if variable("telegram", "token_file") in environ and variable("telegram", "token") not in environ:
        _drop(data, "token")
    elif variable("telegram", "token") in environ and variable("telegram", "token_file") not in environ:
        _drop(data, "token_file")


def _of_section(section: str) -> list[str]:
    return [variable(section, key) for key in keys()[section]]


def _drop(data: dict[str, Any], key: str) -> None:
    """The environment says where the token is: the file's other way no longer holds."""
    data["telegram"].pop(key, None) if isinstance(data.get("telegram"), dict) else None


def _put(table: dict[str, Any], place: tuple[str, str], text: str) -> None:
    """Read a variable's text as the kind that its key has; what cannot be read stays text and becomes a fault."""
    value: object = text
    if place in LISTS:
        value = [word.strip() for word in text.split(",")]
    elif place in SWITCHES:
        value = SPOKEN.get(text.strip().lower(), text)
    elif place in WHOLE_NUMBERS and re.fullmatch(r"-?[0-9]{1,20}", text.strip(), re.ASCII):
        value = int(text)
    table[place[1]] = value


def _bring_token(data: dict[str, Any], read_file: Callable[[str], str]) -> Iterator[Fault]:
    table = data.setdefault("telegram", {})
    if not isinstance(table, dict):
        return
    token, name = table.get("token", ""), table.get("token_file", "")
    if not isinstance(token, str) or not isinstance(name, str):
        return
    if token and name:
        yield Fault(code="config.two_tokens", where="telegram.token")
        return
    if name:
        try:
            token = table["token"] = read_file(name).strip()
        except (OSError, ValueError) as error:
            data_ = {"file": name, "detail": type(error).__name__}
            yield Fault(code="config.token_file", where="telegram.token_file", data=data_)
            return
    if not token:
        yield Fault(code="config.no_token", where="telegram.token", data={"variable": variable("telegram", "token")})
    elif not TOKEN.fullmatch(token):
        yield Fault(code="config.bad_token", where="telegram.token_file" if name else "telegram.token")


def _faults(error: ValidationError, environ: Mapping[str, str]) -> tuple[Fault, ...]:
    """One fault for a key: a list with a bad word in it is not empty too, whatever pydantic adds."""
    found: dict[str, Fault] = {}
    for detail in error.errors(include_url=False):
        fault = _fault(detail, environ)
        found.setdefault(fault.where, fault)
    return tuple(found.values())


def _fault(detail: "ErrorDetails", environ: Mapping[str, str]) -> Fault:
    steps = [str(step) for step in detail["loc"]]
    path = (steps[0], steps[1]) if len(steps) > 1 else (steps[0], "")
    name = variable(*path)
    where = name if path[1] and name in environ else ".".join(step for step in path if step)
    # a token may stand under a misspelt key or in place of a table: only what a known key holds is quoted
    open_ = path not in SECRET and path[1] in keys().get(path[0], ())
    data = {"value": str(detail["input"])[:60]} if open_ else {}
    return Fault(code=_code(detail["type"]), where=where, data={**data, **_expectation(detail, path[0])})


def _code(kind: str) -> str:
    match kind:
        case "extra_forbidden":
            return "config.unknown_word"
        case "literal_error":
            return "config.bad_choice"
        case "greater_than_equal" | "less_than_equal":
            return "config.out_of_range"
        case "string_too_short" | "too_short":
            return "config.empty"
        case "web_address" | "database_address" | "listening_address" | "webhook_address" | "webhook_missing":
            return f"config.{kind}"
    expected = {"string": "text", "int": "number", "bool": "true_or_false", "tuple": "list", "model": "table"}
    return f"config.{expected.get(kind.partition('_')[0], 'value')}_expected"


def _expectation(detail: "ErrorDetails", section: str) -> dict[str, str]:
    context = detail.get("ctx", {})
    if detail["type"] == "extra_forbidden":
        names = keys().get(section, ()) if len(detail["loc"]) > 1 else tuple(keys())
        return {"known": ", ".join(names)}
    if "expected" in context:
        return {"expected": str(context["expected"]).replace(" or ", ", ")}
    limit = context.get("ge", context.get("le"))
    return {} if limit is None else {"limit": str(limit)}
