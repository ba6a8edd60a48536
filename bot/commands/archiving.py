"""The work that backup and export share: write an archive and verify what was written."""

from pathlib import Path

from bot.archive.making import make_archive
from bot.archive.restoring import check_archive
from bot.attachments import attachments_folder
from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.with_database import with_database
from bot.program_version import program_version
from storage.database import Database

NAMED = 5


def archive_to(path: Path, context: Context) -> int:
    """Write everything to a .zip file or a folder.

    Returns:
        OK; FAULTS: written, but some attachments are missing on the disk; WRONG_CALL: nothing was written.
    """
    config = context.config()
    if config is None:
        return ExitCode.WRONG_CALL

    async def work(database: Database) -> int:
        folder = attachments_folder(config.reports.folder)
        try:
            manifest, missing = await make_archive(
                database, path, attachments=folder, program=program_version(), made_at=context.clock.now()
            )
        except FileExistsError:
            context.complain("archive.exists", path=path)
            return ExitCode.WRONG_CALL
        except OSError as error:
            context.complain("archive.cannot_write", path=path, detail=error.strerror or type(error).__name__)
            return ExitCode.WRONG_CALL
        if isinstance(faults := check_archive(path), tuple):
            context.complain("archive.torn", path=path)
            context.blame(faults)
            return ExitCode.WRONG_CALL
        context.show("archive.made", path=path, rows=manifest.rows, attachments=manifest.attachments)
        if missing:
            context.complain("archive.missing", count=len(missing), names=", ".join(missing[:NAMED]))
            return ExitCode.FAULTS
        return ExitCode.OK

    return with_database(context, config, work)
