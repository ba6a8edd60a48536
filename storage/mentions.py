"""What others said and were told about somebody, found by account or name: emptied, but for the codes of buttons."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from markupsafe import escape
from sqlalchemy import ColumnElement, Text, and_, bindparam, cast, or_, select, update

from flows.answers import JsonValue
from storage.database import Tx
from storage.statements import portions
from storage.tables.traffic import inbox, outbox

CODES = frozenset({"data", "type", "language_code", "mime_type", "file_id", "file_unique_id"})
"""Fields in which no person's words stand, whatever somebody is called: `text_link` is no name."""
AT_ONCE = 500
"""Rows that are read and looked into at a time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mentioned:
    """Who is looked for.

    Attributes:
        accounts: Numbers of their chats; each is found as a whole number.
        names: As the channel shows them; each is found whole, with its letters' size as written.
    """

    accounts: frozenset[str]
    names: frozenset[str]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, accounts: Collection[str], names: Collection[str]) -> Self:
        """Look for accounts and for names; empty ones are nobody's."""
        whole = [rf"(?<!\d){re.escape(account)}(?!\d)" for account in accounts if account]
        # a message of ours is HTML, what a person wrote is not
        forms = {form for name in names if name for form in (name, str(escape(name)))}
        whole += [rf"(?<!\w){re.escape(form)}(?!\w)" for form in sorted(forms)]
        return cls(
            accounts=frozenset(accounts) - {""},
            names=frozenset(forms),
            pattern=re.compile("|".join(whole) or r"(?!)"),
        )

    def may_stand_in(self, column: ColumnElement[str]) -> ColumnElement[bool]:
        """Build the condition that lets through every JSON text that may name them, and others with it."""
        said = {json.dumps(one, ensure_ascii=ascii_only)[1:-1] for one in self.names for ascii_only in (False, True)}
        return or_(*(column.contains(one, autoescape=True) for one in sorted(said | self.accounts)))

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


async def empty_mentions(tx: Tx, mentioned: Mentioned) -> None:
    """Empty what others said and were told that names somebody: in a group, under a button, in a notice.

    Of a message of ours what its buttons do stays, so that a reply to it is still understood; codes name nobody.
    """
    if not mentioned.accounts | mentioned.names:
        return
    said = and_(inbox.c.done_at.is_not(None), mentioned.may_stand_in(inbox.c.raw))
    for ids in portions([row.id for row in await tx.execute(select(inbox.c.id).where(said))], AT_ONCE):
        rows = await tx.execute(select(inbox.c.id, inbox.c.raw).where(inbox.c.id.in_(ids)))
        found = [row.id for row in rows if mentioned.stands_in(decoded(row.raw))]
        await tx.execute(update(inbox).where(inbox.c.id.in_(found)).values(raw=""))
    told = and_(outbox.c.state != "waiting", mentioned.may_stand_in(cast(outbox.c.payload, Text)))
    for ids in portions([row.id for row in await tx.execute(select(outbox.c.id).where(told))], AT_ONCE):
        rows = await tx.execute(select(outbox.c.id, outbox.c.payload).where(outbox.c.id.in_(ids)))
        emptied = [{"b_id": row.id, "left": codes_of(row.payload)} for row in rows if mentioned.stands_in(row.payload)]
        if emptied:
            await tx.execute(_EMPTY, emptied)


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
    .where(outbox.c.id == bindparam("b_id"))
    .values(payload=bindparam("left", type_=outbox.c.payload.type), links=[])
)
