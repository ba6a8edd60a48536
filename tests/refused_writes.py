"""A disk that takes nothing more: every write of this process to a file's place is refused, as the kernel would.

A filter of system calls does it, so that what refuses is not our code and needs no right of an administrator. It cannot
be taken back: a process whose disk has failed is started anew.
"""

import ctypes
import platform
import struct

CALLS = {"x86_64": (18, 77, 285, 317), "aarch64": (68, 46, 47, 277)}
"""Numbers of pwrite64, ftruncate, fallocate, and of seccomp itself."""
LOAD, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, ERRNO = 0x7FFF0000, 0x00050000
NO_NEW_PRIVILEGES, SET_FILTER, ALL_THREADS = 38, 1, 1


def refuse_writes(error: int) -> None:
    """Let every write by place fail with an errno from now on, in every thread.

    Raises:
        OSError: The kernel does not take the filter.
    """
    *refused, seccomp = CALLS[platform.machine()]
    steps = [(LOAD, 0, 0, 0)]
    for left, number in zip(range(len(refused), 0, -1), refused, strict=True):
        steps.append((JUMP_IF_EQUAL, left, 0, number))
    steps += [(RETURN, 0, 0, ALLOW), (RETURN, 0, 0, ERRNO | error)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("@HP", len(steps), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.syscall(seccomp, SET_FILTER, ALL_THREADS, program):
        raise OSError(ctypes.get_errno(), "the filter of system calls was refused")
