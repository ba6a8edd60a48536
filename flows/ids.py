"""Ids are opaque text, minted by the caller: the pure core takes a mint as an argument."""

import hashlib
import hmac
from collections.abc import Callable
from typing import TypeAlias

Mint: TypeAlias = Callable[[], str]
"""Gives a new id at every call: 12 characters of base62, never one that was given before."""

BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
ID_LENGTH = 12
TOKEN_LENGTH = 22
_PAIRS = tuple(low + high for high in BASE62 for low in BASE62)
"""Two digits at a time: half the steps."""


class CountingMint:
    """A mint for tests and rehearsals: the same ids in every run, in rising order.

    Attributes:
        prefix: First characters of every id, so that two mints of one test do not meet.
    """

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix
        self._count = 0

    def __call__(self) -> str:
        """Give the next id."""
        self._count += 1
        return f"{self.prefix}{self._count:0{ID_LENGTH - len(self.prefix)}d}"


def token_hash(token: str) -> str:
    """What is stored of an invite's token: its SHA-256 in hexadecimal; the token itself is kept nowhere."""
    return hashlib.sha256(token.encode()).hexdigest()


def derived_token(secret: str, *what: str) -> str:
    """Give the token of an invite that may be made again: always the same, and nobody guesses it without the secret."""
    digest = hmac.digest(secret.encode(), "\0".join(what).encode(), "sha256")
    return base62(int.from_bytes(digest), TOKEN_LENGTH)


def base62(number: int, length: int) -> str:
    """Write the lowest digits of a number, the lowest first; the length is even."""
    pairs = []
    for _ in range(length // 2):
        number, pair = divmod(number, len(_PAIRS))
        pairs.append(_PAIRS[pair])
    return "".join(pairs)
