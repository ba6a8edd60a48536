"""What storage cannot do; each message is a sentence for the administrator."""

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionInTime

_FOR_THE_MOMENT = ("08", "25006", "25P03", "25P04", "40", "53", "55", "57", "58")
"""Beginnings of SQLSTATE: connection lost, read-only now, too slow twice, rolled back for another, no room, in use,
stopped, the disk or the system fails. Not all of class 25: most of it is a mistake of the program."""


class StorageError(Exception):
    """Something about the database stops the program."""


class DatabaseIsNewer(StorageError):  # noqa: N818  names the state of affairs
    """The database was written by a newer version of the program; update the program."""


class DatabaseIsMissing(StorageError):  # noqa: N818  names the state of affairs
    """There is no database under this address, and it was not to be created."""


class DatabaseIsAway(StorageError):  # noqa: N818  names the state of affairs
    """The database server cannot be reached; what could not be done is tried again."""


class DatabaseInUse(StorageError):  # noqa: N818  names the state of affairs
    """Another process works on this database file; stop it first."""


class WriteConflict(StorageError):  # noqa: N818  names the state of affairs
    """Somebody else was quicker; repeat the work from loading on."""


def is_for_the_moment(error: BaseException) -> bool:
    """Tell whether the database is busy, locked or away for the moment: the same work may succeed later."""
    if isinstance(error, DatabaseIsAway | DatabaseInUse | OperationalError | NoConnectionInTime):
        return True
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None) or ""
    return error.connection_invalidated or state.startswith(_FOR_THE_MOMENT)


def is_not_about_it(error: Exception) -> bool:
    """Tell whether a failure of work that touches only the database says nothing about the work: it must be kept."""
    return is_for_the_moment(error) or isinstance(error, OSError)
