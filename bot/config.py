"""The configuration: what the administrator may set, and where each value comes from."""

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator
from pydantic_core import PydanticCustomError


class Section(BaseModel):
    """A table of the file: frozen, a word that it does not know is a mistake, and no type is guessed."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)


def _web_address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
        raise PydanticCustomError("web_address", "an address that begins with https:// is expected")
    return value.rstrip("/")


def _database_address(value: str) -> str:
    if not re.match(r"(sqlite\+aiosqlite:///|postgresql\+asyncpg://)\S", value):
        raise PydanticCustomError("database_address", "a database address is expected")
    return value


def _webhook_address(value: str) -> str:
    if value and not re.fullmatch(r"(https://[^\s/]+|http://127\.0\.0\.1(:\S+)?)(/\S*)?", value):
        raise PydanticCustomError("webhook_address", "an address that begins with https:// is expected")
    return value


def _listening(value: str) -> str:
    host, _, port = value.rpartition(":")
    if value and not (host and port.isdecimal() and int(port) < 65536):
        raise PydanticCustomError("listening_address", "an address such as 127.0.0.1:9180 is expected")
    return value


ListeningAddress = Annotated[str, AfterValidator(_listening)]
"""Host and port on this machine, "" = none; port 0 takes a free one."""

WebhookAddress = Annotated[str, AfterValidator(_webhook_address)]
"""An https address, "" = none; plain http only on this machine, for a local Bot API server."""

WebAddress = Annotated[str, AfterValidator(_web_address)]
"""An http or https address without a closing slash."""

DatabaseAddress = Annotated[str, AfterValidator(_database_address), Field(repr=False)]
"""An SQLAlchemy URL; may hold a password, so it is never shown."""


class Telegram(Section):
    """How we reach Telegram.

    Attributes:
        token: The bot's token; empty only where it was not asked for.
        token_file: File that the token was read from, "" = none.
        api_url: Bot API server; the token is appended after "/bot".
        file_url: Where files are fetched from; the token is appended after "/bot".
        mode: How updates arrive: the bot asks ("polling"), or Telegram calls ("webhook").
        webhook_url: Public address that Telegram calls; needed for "webhook".
        webhook_listen: Host and port that the bot listens at, behind whatever ends TLS.
        poll_timeout: Seconds that one long poll waits.
    """

    token: SecretStr = SecretStr("")
    token_file: str = ""
    api_url: WebAddress = "https://api.telegram.org"
    file_url: WebAddress = "https://api.telegram.org/file"
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: WebhookAddress = ""
    webhook_listen: ListeningAddress = "127.0.0.1:8443"
    poll_timeout: Annotated[int, Field(ge=0, le=50)] = 25

    @model_validator(mode="after")
    def _has_webhook(self) -> Self:
        if self.mode == "webhook" and not (self.webhook_url and self.webhook_listen):
            raise PydanticCustomError("webhook_missing", "a webhook needs an address")
        return self


class DatabaseSettings(Section):
    """Where everything is kept.

    Attributes:
        url: SQLAlchemy URL of SQLite (aiosqlite) or PostgreSQL (asyncpg).
    """

    url: DatabaseAddress = "sqlite+aiosqlite:///plneni.sqlite3"


class BotSettings(Section):
    """How the bot behaves.

    Attributes:
        languages: Languages offered to people, the first one to those whose language we do not speak.
        sweep_seconds: How often due reminders and deadlines are looked for.
        admin_chat: Telegram id of the chat that is told about faults, 0 = none.
    """

    languages: Annotated[tuple[Literal["cs", "en"], ...], Field(min_length=1, strict=False)] = ("cs", "en")
    sweep_seconds: Annotated[int, Field(ge=1, le=3600)] = 10
    admin_chat: int = 0


class Reports(Section):
    """Where reports go.

    Attributes:
        folder: Folder for the finished files; made when missing.
    """

    folder: Annotated[str, Field(min_length=1)] = "reports-made"


class HealthPage(Section):
    """A page for whoever watches the program; it tells nothing about people.

    Attributes:
        listen: Host and port of /health and /metrics, "" = no page.
    """

    listen: ListeningAddress = ""


class Log(Section):
    """What is logged.

    Attributes:
        level: The least serious messages that are kept.
        as_json: One JSON object a line (the key is "json"), instead of text.
    """

    model_config = ConfigDict(validate_by_alias=True, validate_by_name=False)

    level: Literal["debug", "info", "warning", "error"] = "info"
    as_json: bool = Field(default=False, alias="json")


class Config(Section):
    """The whole configuration. Make one with read_config."""

    telegram: Telegram = Telegram()
    database: DatabaseSettings = DatabaseSettings()
    bot: BotSettings = BotSettings()
    reports: Reports = Reports()
    health: HealthPage = HealthPage()
    log: Log = Log()


def keys() -> dict[str, tuple[str, ...]]:
    """Every section with its keys, as the file names them."""
    return {
        name: tuple(key.alias or own for own, key in section.annotation.model_fields.items())
        for name, section in Config.model_fields.items()
        if isinstance(section.annotation, type) and issubclass(section.annotation, Section)
    }
