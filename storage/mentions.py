"""What others said and were told about somebody, found by account or name: emptied, but for the codes of buttons."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Collection, Iterable
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from markupsafe import escape
from sqlalchemy import Column, Select, Text, bindparam, cast, select, update

from flows.answers import JsonValue
from storage.database import Tx
from storage.statements import run_many
from storage.tables.traffic import inbox, outbox

Key = TypeVar("Key")
CODES = frozenset({"data", "type", "language_code", "mime_type", "file_id", "file_unique_id"})
"""Fields in which no person's words stand, whatever somebody is called: `text_link` is no name."""
AT_ONCE = 1_000
"""Rows that are read and looked into at a time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mentioned:
    """Who is looked for.

    Attributes:
        accounts: Numbers of their chats.
        written: How accounts and names may stand in JSON; where none of it does, nobody has to look closer.
        pattern: An account as a whole number, a name as whole words with its letters' size as written.
    """

    accounts: frozenset[str]
    written: re.Pattern[str]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, accounts: Collection[str], names: Collection[str]) -> Self:
        """Look for accounts and for names; empty ones are nobody's."""
        known = frozenset(accounts) - {""}
        # a message of ours is HTML, what a person wrote is not
        forms = {form for name in names if name for form in (name, str(escape(name)))}
        numbers = [rf"(?<!\d){re.escape(account)}(?!\d)" for account in sorted(known)]
        words = [rf"(?<!\w){re.escape(form)}(?!\w)" for form in sorted(forms)]
        in_json = known | {
            json.dumps(form, ensure_ascii=ascii_only)[1:-1] for form in forms for ascii_only in (False, True)
        }
        return cls(
            accounts=known,
            written=_any_of(re.escape(one) for one in sorted(in_json)),
            pattern=_any_of([*numbers, *words]),
        )

    def among(self, texts: Iterable[tuple[Key, str]]) -> list[tuple[Key, str]]:
        """Pick those of keyed JSON texts that name them."""
        return [(key, text) for key, text in texts if self.stands_in_text(text)]

    def stands_in_text(self, text: str) -> bool:
        """Tell whether JSON text names them."""
        return self.written.search(text) is not None and self.stands_in(decoded(text))

    def stands_in(self, value: JsonValue, field: str = "") -> bool:
        """Tell whether a JSON value names them: in its texts and in its numbers of people and chats, not in codes."""
        match value:
            case dict():
                return any(self.stands_in(part, name) for name, part in value.items())
            case list():
                return any(self.stands_in(part, field) for part in value)
            case str():
                return field not in CODES and self.pattern.search(value) is not None
            case bool() | None:
                return False
            case _:
                is_of_somebody = field == "id" or field.endswith(("user_id", "chat_id"))
                return is_of_somebody and str(value) in self.accounts


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or r"(?!)")


async def empty_mentions(tx: Tx, mentioned: Mentioned) -> None:
    """Empty what others said and were told that names somebody: in a group, under a button, in a notice.

    Of a message of ours what its buttons do stays, so that a reply to it is still understood; codes name nobody.
    """
    done = select(inbox.c.id, inbox.c.raw).where(inbox.c.done_at.is_not(None), inbox.c.raw != "")
    async for said in _naming(tx, mentioned, done, inbox.c.id):
        await tx.execute(update(inbox).where(inbox.c.id.in_([key for key, _ in said])).values(raw=""))
    payload = cast(outbox.c.payload, Text).label("payload")
    out = select(outbox.c.position, payload).where(outbox.c.state != "waiting", outbox.c.payload != {})
    async for told in _naming(tx, mentioned, out, outbox.c.position):
        left = [{"b_position": position, "left": codes_of(decoded(text))} for position, text in told]
        await run_many(tx, _EMPTY, left)


async def _naming(
    tx: Tx, mentioned: Mentioned, wanted: Select[Any], key: Column[Any]
) -> AsyncIterator[list[tuple[Any, str]]]:
    """Find keys and texts that name somebody, AT_ONCE rows at a time in the order of their key.

    A thread looks into a portion, so that everybody else is served meanwhile; whoever wants to write waits until the
    transaction ends.
    """
    rows = await _read(tx, wanted.order_by(key).limit(AT_ONCE))
    while rows:
        if found := await asyncio.to_thread(mentioned.among, rows):
            yield found
        rows = await _read(tx, wanted.where(key > rows[-1][0]).order_by(key).limit(AT_ONCE))


async def _read(tx: Tx, portion: Select[Any]) -> list[tuple[Any, str]]:
    """Read keys and texts as plain values, which a thread may have."""
    return [(key, text) for key, text in await tx.execute(portion)]


def decoded(raw: str) -> JsonValue:
    """Read an update as it is stored; one that is emptied, or was no JSON, is None."""
    try:
        value: JsonValue = json.loads(raw)
    except ValueError:
        return None
    return value


def codes_of(payload: JsonValue) -> dict[str, JsonValue]:
    """Give what is left of a message once its words are gone: what its buttons do."""
    rows = payload.get("rows") if isinstance(payload, dict) else None
    left: list[JsonValue] = [
        [{"label": "", "data": button["data"]} for button in row if isinstance(button, dict) and "data" in button]
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, list)
    ]
    return {"rows": left} if any(left) else {}


_EMPTY = (
    update(outbox)
    .where(outbox.c.position == bindparam("b_position"))
    .values(payload=bindparam("left", type_=outbox.c.payload.type), links=[])
)
