"""Everything out and in again, from one engine to the other; a bad archive changes nothing."""

import hashlib
import json
import shutil
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.command import upgrade
from sqlalchemy import create_engine, inspect

from bot.archive.making import make_archive
from bot.archive.manifest import Manifest
from bot.archive.restoring import check_archive, restore
from bot.attachments import keep_content
from flows.faults import Fault
from storage.archive import is_empty
from storage.database import Database
from storage.tables import metadata
from storage.tables.tasks import attachments
from storage.tables.traffic import outbox
from storage.upgrade import alembic_config
from tests.chat_stage import LAST_YEAR, chat_stage, plan_for
from tests.cli_world import Shell

AT = datetime(2027, 1, 20, 12, tzinfo=UTC)
CONTENT = b"letak"
HASH = "79e0a3ec3b3d3b1fb8e7d7bb1bf1f0f6"


async def used(folder: Path, *, to_the_end: bool = False) -> Path:
    """Make an archive of a database in which people have answered; to the end: with registers and an edition."""
    plan = plan_for(LAST_YEAR) if to_the_end else ""
    async with chat_stage(folder, plan=plan) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await stage.taps(petra, "Začít")
        await stage.taps(petra, "Splněno")
        if to_the_end:
            await stage.pass_time(timedelta(days=70))
            await stage.pass_time(timedelta(minutes=5))
        database = stage.app.database
        async with database.write() as tx:
            await tx.execute(
                attachments.insert().values(
                    id="p1",
                    channel="telegram",
                    channel_file="f",
                    name="leták.pdf",
                    type="application/pdf",
                    size=len(CONTENT),
                    hash=HASH,
                    state="kept",
                    tries=0,
                    error="",
                    created_at=AT,
                )
            )
        made, missing = await make_archive(
            database, folder / "a.zip", attachments=kept(folder), program="1", made_at=AT
        )
        assert missing == ()
        assert made.rows > 50
    return folder / "a.zip"


def kept(folder: Path) -> Path:
    keep_content(folder / "kept", HASH, CONTENT)
    return folder / "kept"


def tables_of(archive: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as read:
        return {name: read.read(name) for name in read.namelist() if name != "manifest.json"}


def codes(found: Manifest | tuple[Fault, ...]) -> list[str]:
    assert isinstance(found, tuple)
    return [fault.code for fault in found]


async def test_a_used_database_goes_to_postgresql_and_back_without_a_difference(
    tmp_path: Path, postgresql_url: str
) -> None:
    first = await used(tmp_path, to_the_end=True)
    whole = tables_of(first)
    assert all(whole[f"tables/{name}.jsonl"] for name in ("editions", "edition_files", "entries", "entry_revisions"))
    for number, url in enumerate((postgresql_url, f"sqlite+aiosqlite:///{tmp_path / 'new.sqlite3'}")):
        folder = tmp_path / f"attachments-{number}"
        async with await Database.open(url) as database:
            loaded = await restore(database, first, attachments=folder)
            again = tmp_path / f"again-{number}.zip"
            await make_archive(database, again, attachments=folder, program="1", made_at=AT)
            async with database.write() as tx:  # what counts by itself goes on behind what was loaded
                highest = (await tx.execute(outbox.select().order_by(outbox.c.position.desc()))).first()
                assert highest is not None
                new = {**highest._mapping, "id": "new"}
                del new["position"]
                await tx.execute(outbox.insert().values(new))
                after = (await tx.execute(outbox.select().where(outbox.c.id == "new"))).one()
                assert after.position > highest.position
        assert isinstance(loaded, Manifest)
        assert tables_of(again) == tables_of(first)
        assert (folder / HASH).read_bytes() == CONTENT
        first = again


async def test_every_table_is_in_the_archive(tmp_path: Path) -> None:
    made = await used(tmp_path)
    inside = {name.removeprefix("tables/").removesuffix(".jsonl") for name in tables_of(made) if name[0] == "t"}
    assert inside == set(metadata.tables) - {"leases"}


async def test_a_folder_of_open_files_is_an_archive_too(tmp_path: Path) -> None:
    made = await used(tmp_path)
    with zipfile.ZipFile(made) as archive:
        archive.extractall(tmp_path / "open")
    async with await Database.open(f"sqlite+aiosqlite:///{tmp_path / 'new.sqlite3'}") as database:
        assert isinstance(await restore(database, tmp_path / "open", attachments=tmp_path / "b"), Manifest)


def spoilt(archive: Path, kind: str) -> Path:
    """Spoil an archive in one way, as a folder."""
    folder = archive.parent / "spoilt"
    shutil.rmtree(folder, ignore_errors=True)
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    match kind:
        case "archive.no_archive":
            (folder / "manifest.json").unlink()
        case "archive.other_version":
            (folder / "manifest.json").write_text(json.dumps(manifest | {"revision": "9999"}), "utf-8")
        case "archive.member_missing":
            (folder / "tables/answers.jsonl").unlink()
        case "archive.member_damaged":
            with (folder / "tables/answers.jsonl").open("ab") as file:
                file.write(b"{}\n")
    return folder


@pytest.mark.parametrize(
    "kind", ["archive.no_archive", "archive.other_version", "archive.member_missing", "archive.member_damaged"]
)
async def test_a_bad_archive_is_refused_and_changes_nothing(tmp_path: Path, kind: str) -> None:
    folder = spoilt(await used(tmp_path), kind)
    async with await Database.open(f"sqlite+aiosqlite:///{tmp_path / 'new.sqlite3'}") as database:
        assert codes(await restore(database, folder, attachments=tmp_path / "b")) == [kind]
        async with database.read() as tx:
            assert await is_empty(tx)


def older(archive: Path, revision: str) -> Path:
    """Turn an archive into one that a program with an older schema would have written."""
    folder = spoilt(archive, "")
    engine = create_engine(f"sqlite:///{archive.parent / 'then.sqlite3'}")
    with engine.begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        upgrade(config, revision)
        then = {name: {column["name"] for column in inspect(connection).get_columns(name)} for name in metadata.tables
                if inspect(connection).has_table(name)}  # fmt: skip
    engine.dispose()
    members = {}
    for file in sorted((folder / "tables").iterdir()):
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        if file.stem not in then:
            file.unlink()
            continue
        kept = [{name: value for name, value in row.items() if name in then[file.stem]} for row in rows]
        file.write_text("".join(f"{json.dumps(row)}\n" for row in kept), "utf-8")
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        members[f"tables/{file.name}"] = {"sha256": digest, "rows": len(kept)}
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    attached = {name: member for name, member in manifest["members"].items() if name.startswith("attachments/")}
    changed = {"revision": revision, "members": members | attached}
    (folder / "manifest.json").write_text(json.dumps(manifest | changed), "utf-8")
    return folder


def rewritten(folder: Path, table: str, row: object) -> None:
    """Put one row in place of a table's rows, or a table into the archive, with its right checksum."""
    file = folder / f"tables/{table}.jsonl"
    file.write_text(f"{json.dumps(row)}\n", "utf-8")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    member = {"sha256": hashlib.sha256(file.read_bytes()).hexdigest(), "rows": 1}
    manifest["members"][f"tables/{table}.jsonl"] = member
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")


@pytest.mark.parametrize("revision", ["0004", ""])
async def test_rows_that_are_not_of_their_table_are_refused_as_a_whole(tmp_path: Path, revision: str) -> None:
    made = await used(tmp_path)
    folder = older(made, revision) if revision else spoilt(made, "")
    table = folder / "tables/plans.jsonl"
    good = json.loads(table.read_text("utf-8").splitlines()[0])
    lacking: dict[str, object] = {name: value for name, value in good.items() if name != "key"}
    without_offset = str(good["created_at"]).partition("+")[0]
    cases: list[tuple[str, object]] = [
        ("plans", lacking),
        ("plans", {**good, "created_at": without_offset}),
        ("plans", {**good, "key": {"cs": "kamenov"}}),
        ("plans", {**good, "revision": "1"}),
        ("plans", {**good, "revision": 2**70}),
        ("plans", [good]),
    ]
    cases += (
        [("colours", {"key": "red"})]
        if revision
        else [("plans", {**good, "x": 1}), ("plans", {**good, "key": None}), ("editions", {"plan": good["key"]})]
    )
    for name, row in cases:
        files = [file for file in (f"tables/{name}.jsonl", "manifest.json") if (folder / file).exists()]
        before = {file: (folder / file).read_bytes() for file in files}
        rewritten(folder, name, row)
        async with await Database.open(f"sqlite+aiosqlite:///{tmp_path / 'new.sqlite3'}") as database:
            found = await restore(database, folder, attachments=tmp_path / "b")
            assert codes(found) == ["archive.rows_unfit"], row
            assert isinstance(found, tuple)
            assert found[0].where == f"tables/{name}.jsonl"
            async with database.read() as tx:
                assert await is_empty(tx)
        for file, content in before.items():
            (folder / file).write_bytes(content)


async def test_an_older_archive_that_lacks_a_table_of_its_time_is_refused(tmp_path: Path) -> None:
    folder = older(await used(tmp_path), "0004")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    del manifest["members"]["tables/answers.jsonl"]
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    found = check_archive(folder)
    assert codes(found) == ["archive.member_missing"]


def lacks(folder: Path, name: str) -> bool:
    return not (folder / name).exists()


async def test_an_archive_of_an_older_version_is_brought_forward_while_it_is_loaded(tmp_path: Path) -> None:
    made = await used(tmp_path)
    before = tables_of(made)
    folder = older(made, "0004")
    assert len(list((folder / "tables").iterdir())) < len(before)
    async with await Database.open(f"sqlite+aiosqlite:///{tmp_path / 'new.sqlite3'}") as database:
        assert isinstance(await restore(database, folder, attachments=tmp_path / "b"), Manifest)
        again = tmp_path / "again.zip"
        await make_archive(database, again, attachments=tmp_path / "b", program="1", made_at=AT)
    after = tables_of(again)
    assert {name for name in before if before[name] != after[name]} <= {name for name in before if lacks(folder, name)}
    assert (tmp_path / "b" / HASH).read_bytes() == CONTENT


async def test_rows_that_contradict_their_history_are_refused_as_a_whole(tmp_path: Path) -> None:
    folder = spoilt(await used(tmp_path), "")
    answers = folder / "tables/answers.jsonl"
    answers.write_bytes(b"".join(answers.read_bytes().splitlines(keepends=True)[:-1]))
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["members"]["tables/answers.jsonl"]["sha256"] = hashlib.sha256(answers.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    async with await Database.open(f"sqlite+aiosqlite:///{tmp_path / 'new.sqlite3'}") as database:
        assert codes(await restore(database, folder, attachments=tmp_path / "b")) == ["archive.history_differs"]
        async with database.read() as tx:
            assert await is_empty(tx)


async def test_a_database_that_holds_something_is_never_loaded_over(tmp_path: Path) -> None:
    made = await used(tmp_path)
    async with await Database.open(f"sqlite+aiosqlite:///{tmp_path / 'new.sqlite3'}") as database:
        assert isinstance(await restore(database, made, attachments=tmp_path / "b"), Manifest)
        assert codes(await restore(database, made, attachments=tmp_path / "b")) == ["archive.not_empty"]


async def test_files_that_find_no_room_leave_the_database_empty_and_the_next_try_whole(tmp_path: Path) -> None:
    made = await used(tmp_path)
    taken = tmp_path / "b"
    taken.write_bytes(b"a file stands where the folder is to be")
    async with await Database.open(f"sqlite+aiosqlite:///{tmp_path / 'new.sqlite3'}") as database:
        with pytest.raises(OSError, match="exists"):
            await restore(database, made, attachments=taken)
        async with database.read() as tx:
            assert await is_empty(tx)
        taken.unlink()
        assert isinstance(await restore(database, made, attachments=taken), Manifest)


def test_a_torn_file_is_named(tmp_path: Path) -> None:
    torn = tmp_path / "torn.zip"
    torn.write_bytes(b"PK\x03\x04 no zip")
    assert codes(check_archive(torn)) == ["archive.unreadable"]
    assert codes(check_archive(tmp_path / "none.zip")) == ["archive.unreadable"]


@pytest.fixture
def elsewhere(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'elsewhere.sqlite3'}"


def test_the_command_line_keeps_verifies_and_restores(shell: Shell, elsewhere: str) -> None:
    shell.import_kamenov()
    assert "Uloženo a ověřeno: plneni-2027-01-05-090000.zip" in shell.run("backup").out
    name = "plneni-2027-01-05-090000.zip"
    assert (shell.folder / name).stat().st_mode & 0o077 == 0
    assert shell.run("restore", name, "--check").code == 0
    ran = shell.run("restore", name, "--database", elsewhere)
    assert (ran.code, "Nahráno z" in ran.out) == (0, True)
    again = shell.run("restore", name, "--database", elsewhere)
    assert (again.code, "databáze není prázdná" in again.err) == (1, True)


def test_an_export_is_a_folder_and_nothing_is_overwritten(shell: Shell) -> None:
    shell.import_kamenov()
    assert shell.run("export", "ven").code == 0
    assert (shell.folder / "ven/tables/items.jsonl").read_text("utf-8").count("\n") > 20
    ran = shell.run("export", "ven")
    assert (ran.code, "tam už něco je" in ran.err) == (2, True)
