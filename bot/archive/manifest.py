"""What an archive says about itself."""

from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

FORMAT_VERSION = 1
"""1: tables/<name>.jsonl (a row a line), attachments/<sha256>, manifest.json."""
MANIFEST = "manifest.json"
ATTACHMENTS = "attachments"
TABLES = "tables/"


class Member(BaseModel):
    """One file of the archive.

    Attributes:
        sha256: Hexadecimal, of the file as it is when unpacked.
        rows: Lines of a table's file; None for an attachment.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str
    rows: int | None = None


class Manifest(BaseModel):
    """Written last: an archive without it was not finished.

    Attributes:
        format: Says what this is.
        format_version: See FORMAT_VERSION.
        program: Version of plneni that wrote it.
        revision: Schema of the tables.
        made_at: When, aware UTC.
        members: Name inside the archive to what stands there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["plneni-archive"] = "plneni-archive"
    format_version: int = FORMAT_VERSION
    program: str
    revision: str
    made_at: AwareDatetime
    members: dict[str, Member]

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(member.rows or 0 for member in self.members.values())

    @property
    def attachments(self) -> int:
        """How many files that people sent."""
        return sum(member.rows is None for member in self.members.values())
