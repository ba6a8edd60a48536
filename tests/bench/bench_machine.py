"""What the numbers were measured on: machine, disk, versions."""

import os
import platform
import sqlite3
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median

PACKAGES = ("python-telegram-bot", "aiohttp", "httpx", "SQLAlchemy", "aiosqlite", "pydantic", "Jinja2")
COMMITS = 50


def versions() -> dict[str, str]:
    """Give the versions of what takes part."""
    own = {"Python": platform.python_version(), "SQLite": sqlite3.sqlite_version}
    return own | {name: version(name) for name in PACKAGES}


def machine(folder: Path) -> dict[str, str]:
    """Describe processor, system, what else was running, and the disk below a folder."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.release()}",
        "file system": file_system(folder),
        "load of the minute before": f"{os.getloadavg()[0]:.1f}",
        "durable commit": f"{1000 * commit_seconds(folder):.2f} ms",
    }


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text().splitlines() if facts.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def file_system(folder: Path) -> str:
    """Name the file system of a folder; "tmpfs" is memory, where no commit is durable."""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return "unknown"
    found = {words[1]: words[2] for line in mounts.read_text().splitlines() if len(words := line.split()) > 2}
    above = [str(one) for one in (folder.resolve(), *folder.resolve().parents)]
    return next((found[one] for one in above if one in found), "unknown")


def commit_seconds(folder: Path) -> float:
    """Give the median time of a small commit under WAL with synchronous=FULL."""
    file = folder / "commit.sqlite3"
    file.unlink(missing_ok=True)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE t (x)")
    times = []
    for number in range(COMMITS):
        begun = time.perf_counter()
        connection.execute("INSERT INTO t VALUES (?)", (str(number) * 200,))
        times.append(time.perf_counter() - begun)
    connection.close()
    file.unlink()
    return median(times)
