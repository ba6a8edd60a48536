"""What storage cannot do; each message is a sentence for the administrator."""

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionInTime

UNREACHABLE = (OperationalError, InterfaceError, NoConnectionInTime)
"""What says that the database is busy, locked or away for the moment: the same work may succeed later."""


class StorageError(Exception):
    """Something about the database stops the program."""


class DatabaseIsNewer(StorageError):  # noqa: N818  names the state of affairs
    """The database was written by a newer version of the program; update the program."""


class DatabaseIsMissing(StorageError):  # noqa: N818  names the state of affairs
    """There is no database under this address, and it was not to be created."""


class DatabaseInUse(StorageError):  # noqa: N818  names the state of affairs
    """Another process works on this database file; stop it first."""


class WriteConflict(StorageError):  # noqa: N818  names the state of affairs
    """Somebody else was quicker; repeat the work from loading on."""
