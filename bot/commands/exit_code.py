"""What a command tells the shell."""

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended.

    Attributes:
        OK: What was asked for is done.
        FAULTS: A check found faults in a plan, a form or the stored data.
        WRONG_CALL: The command line, the configuration or the surroundings (file, database) do not allow it.
    """

    OK = 0
    FAULTS = 1
    WRONG_CALL = 2
