"""The power goes while the schema is brought forward or a backup is loaded: nothing is half, the next try succeeds."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.archive.manifest import Manifest
from bot.archive.restoring import restore
from storage.archive import is_empty
from storage.database import Database
from storage.migrate import HEAD
from storage.rebuild import compare_projection
from tests.test_archive import used
from tests.test_storage_saved_copy import copies_in, old_database, state

PARTS = (0.1, 0.4, 0.7, 0.9)
"""How far it comes."""
ROOT = Path(__file__).parent.parent


def total(*words: str) -> int:
    """Let the program come to its end; give how many statements it takes."""
    command = (sys.executable, "-m", "tests.dying_statement", "0", *words)
    return int(subprocess.run(command, cwd=ROOT, check=True, timeout=120, capture_output=True).stdout)


def dies(nth: float, *words: str) -> bool:
    """Let the program die at its nth statement."""
    command = (sys.executable, "-m", "tests.dying_statement", str(int(nth)), *words)
    return subprocess.run(command, cwd=ROOT, check=False, timeout=120).returncode == -signal.SIGKILL


@pytest.fixture
async def old(tmp_path: Path) -> Path:
    """A database as the first version of the program left it."""
    file = tmp_path / "old.sqlite3"
    await old_database(f"sqlite+aiosqlite:///{file}")
    return file


async def test_a_schema_is_brought_forward_whole_or_not_at_all(old: Path, tmp_path: Path) -> None:
    statements = total("open", f"sqlite+aiosqlite:///{shutil.copy(old, tmp_path / 'whole.sqlite3')}")
    for part in PARTS:
        folder = tmp_path / str(part)
        folder.mkdir()
        file = Path(shutil.copy(old, folder / "plneni.sqlite3"))
        url = f"sqlite+aiosqlite:///{file}"
        assert dies(part * statements, "open", url)
        assert state(file) == ("0001", 1)
        async with await Database.open(url):
            pass
        assert state(file) == (HEAD, 1)
        assert [state(copy) for copy in copies_in(folder)] == [("0001", 1)]


async def test_a_backup_is_loaded_whole_or_not_at_all(tmp_path: Path) -> None:
    archive = await used(tmp_path)
    words = (f"sqlite+aiosqlite:///{tmp_path / 'whole.sqlite3'}", str(archive), str(tmp_path / "files"))
    statements = total("restore", *words)
    for part in PARTS:
        url, files = f"sqlite+aiosqlite:///{tmp_path / f'new-{part}.sqlite3'}", tmp_path / f"files-{part}"
        assert dies(part * statements, "restore", url, str(archive), str(files))
        async with await Database.open(url) as database:
            async with database.read() as tx:
                assert await is_empty(tx)
            assert isinstance(await restore(database, archive, attachments=files), Manifest)
            async with database.read() as tx:
                assert await compare_projection(tx) == []
        assert len(list(files.iterdir())) == 1
