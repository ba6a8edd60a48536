"""Any text, from anybody, through the whole chat: it is stored as it was said, and nothing else happens.

A text reaches queries (answers, names, requests), messages in HTML, names of files. The local server refuses
markup that Telegram would refuse, so an answer that came back unescaped is seen as a refused call.
"""

import asyncio
import tempfile
from http import HTTPStatus
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, select

from bot.sandbox.people import Person
from flows.reading.cleaning import clean
from flows.reading.commands import read_word
from storage.tables.tasks import attachments, revisions
from storage.tables.traffic import inbox, outbox
from tests.chat_stage import ChatStage, chat_stage

NASTY = (
    "'; DROP TABLE answers; --",
    '" OR 1=1 --',
    "%s %(name)s :param ?",
    "<b>tučně</i> & <script>alert(1)</script>",
    "</b></blockquote><a href='tg://user?id=1'>já</a>",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}",
    '=HYPERLINK("http://example.org")',
    "../../../../etc/passwd",
    "CON\\..\\..\\aux.txt",
    '#read("/etc/passwd") $x$',
    "\u202eobráceně\u202c 👩‍👩‍👧 e\u0301",
    "&lt;b&gt; &amp;amp; &#x27;",
    "x" * 1_000,
)
ANY = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=200)
"""Control characters never arrive: Telegram makes blanks of them."""
SAID = st.lists(st.one_of(ANY, st.sampled_from(NASTY)), min_size=8, max_size=14)
FEW = settings(
    max_examples=5,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
"""Each example is a whole conversation; one that fails is not made smaller, which would take minutes."""


async def described(stage: ChatStage) -> Person:
    """Petra stands at the description, which takes any text."""
    petra = await stage.join("Petra K.", "kotva")
    for label in ("Začít", "Splněno", "V rámci běžné činnosti"):
        await stage.taps(petra, label)
    return petra


async def all_well(stage: ChatStage) -> None:
    """No update failed, no message was refused, every table is there."""
    assert {row[0] for row in await stage.rows(select(inbox.c.outcome))} <= {"done", "ignored"}
    refused = {call.method for call in stage.server.calls if call.status != HTTPStatus.OK}
    assert refused <= {"editMessageText"}
    errors = {row[0] for row in await stage.rows(select(outbox.c.error).where(outbox.c.error != ""))}
    # an edit that changes nothing, and one of a message that a newer one made needless
    assert {error for error in errors if "not modified" not in error} <= {"its message was not sent"}
    async with stage.app.database.read() as tx:
        names = await tx.run_sync(lambda connection: inspect(connection).get_table_names())
    assert {"answers", "revisions", "persons", "memberships", "inbox", "outbox"} <= set(names)


async def says_all(texts: list[str]) -> None:
    """Send every text as a part of a description, have it read back, and look what is stored."""
    with tempfile.TemporaryDirectory() as folder:
        async with chat_stage(Path(folder)) as stage:
            petra = await described(stage)
            for text in texts:
                await stage.says(petra, text)
            await stage.taps(petra, "Přečíst")
            await all_well(stage)
            rows = await stage.rows(
                select(revisions.c.value).where(revisions.c.question == "description").order_by(revisions.c.seq)
            )
            said = [clean(text.strip()).strip() for text in texts]
            assert [part.strip() for part in rows[-1][0]] == [text for text in said if text]


def is_sent(text: str) -> bool:
    """An app sends no empty message, and a command, or a word that is one, is none of the description."""
    said = clean(text).strip()
    return bool(said) and not said.startswith("/") and read_word(said) is None


@FEW
@given(SAID)
def test_any_text_of_a_partner_is_stored_as_it_was_said(texts: list[str]) -> None:
    asyncio.run(says_all(["Proběhly besedy.", *(text for text in texts if is_sent(text))]))


async def is_called(names: list[str]) -> None:
    """Let people of these names join, ask for access, and be shown to the coordinator."""
    with tempfile.TemporaryDirectory() as folder:
        async with chat_stage(Path(folder)) as stage:
            eva = await stage.join("Eva S.", "")
            for name in names:
                stranger = await stage.crowd.person(name[:64], last_name=name[64:128] or None)
                await stranger.start()
                await stage.quiet()
                await stage.says(stranger, name)
            for command in ("/stav", "/lide", "/dotazy"):
                await stage.says(eva, command)
            await all_well(stage)


@FEW
@given(st.lists(st.one_of(ANY, st.sampled_from(NASTY)).filter(lambda name: bool(clean(name).strip())), max_size=5))
def test_a_person_of_any_name_asks_for_access_and_is_shown_to_the_coordinator(names: list[str]) -> None:
    asyncio.run(is_called(names))


def files_in(folder: Path) -> set[str]:
    """Name every file but the database's."""
    return {path.name for path in folder.rglob("*") if path.is_file() and "sqlite" not in path.name}


async def sends_files(names: list[str]) -> None:
    """Send files of these names; everything lands under its hash and nowhere else."""
    with tempfile.TemporaryDirectory() as folder:
        async with chat_stage(Path(folder)) as stage:
            petra = await described(stage)
            for number, name in enumerate(names):
                await petra.sends_document(name, f"%PDF-1.7 obsah {number}".encode(), mime="application/pdf")
                await stage.quiet()
            await all_well(stage)
            kept = await stage.rows(select(attachments.c.hash).where(attachments.c.hash != ""))
            assert files_in(Path(folder)) <= {row[0] for row in kept}


FILE_NAMES = st.one_of(ANY, st.sampled_from([*NASTY, "zpráva.pdf", "/etc/passwd", "..", "a/b.pdf", "C:\\x.pdf"]))


@FEW
@given(st.lists(FILE_NAMES, min_size=1, max_size=6))
def test_a_file_of_any_name_lands_under_its_hash_and_nowhere_else(names: list[str]) -> None:
    asyncio.run(sends_files(names))
