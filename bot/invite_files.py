"""Invites as files: QR codes, letters and the table for mail merge, all of them or none."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import segno
from xlsxwriter.exceptions import XlsxWriterException

from bot.invites import Invite

PNG_SCALE = 10
PRIVATE = 0o600


class CannotWrite(Exception):  # noqa: N818 - names the state of affairs
    """A file could not be written; the message names the kind of failure."""


@contextmanager
def new_files(folder: Path) -> Iterator[Path]:
    """Give an empty folder whose files move into `folder` at the end, or vanish if the work inside fails.

    Files of the same names are replaced. Only their owner can read the new ones: a link lets in whoever has it.

    Raises:
        CannotWrite: The folder cannot be made or written to.
    """
    with writing():
        folder.mkdir(parents=True, exist_ok=True)
        waiting = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    try:
        yield waiting
        with writing():
            for file in sorted(waiting.iterdir()):
                file.chmod(PRIVATE)
                file.replace(folder / file.name)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


@contextmanager
def writing() -> Iterator[None]:
    """Tell a file that cannot be written from any other trouble, such as a database that is gone.

    Raises:
        CannotWrite: A file could not be written.
    """
    try:
        yield
    except (OSError, XlsxWriterException) as error:
        raise CannotWrite(type(error).__name__) from error


def write_invites(invites: Sequence[Invite], folder: Path, *, subject_line: Callable[[str], str]) -> None:
    """Write QR code (SVG, PNG) and letter of every actor, named by the actor's key.

    Args:
        invites: Those without an actor are passed over.
        folder: An existing folder.
        subject_line: Makes the first line of a letter from its subject.
    """
    for invite in invites:
        if invite.actor is None:
            continue
        code = qr_code(invite.link)
        code.save(str(folder / f"{invite.actor.key}.svg"), scale=4, title=invite.actor.name)
        code.save(str(folder / f"{invite.actor.key}.png"), scale=PNG_SCALE)
        if invite.letter is not None:
            text = f"{subject_line(invite.letter.subject)}\n\n{invite.letter.text}\n"
            (folder / f"{invite.actor.key}.txt").write_text(text, "utf-8")


def qr_code(link: str) -> segno.QRCode:
    """Make the QR code of a link, robust enough for a poor print."""
    return segno.make_qr(link, error="m", boost_error=False)


def draw_qr_code(link: str, out: TextIO) -> None:
    """Draw a link's QR code with letters, for a phone held against the screen."""
    qr_code(link).terminal(out=out, compact=True)
