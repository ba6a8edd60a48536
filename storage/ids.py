"""Ids and tokens that nobody can guess."""

import secrets

from flows.ids import BASE62, ID_LENGTH, TOKEN_LENGTH

_DIGIT_OF_BYTE = bytes(ord(BASE62[byte % len(BASE62)]) for byte in range(256))
_TOO_MANY = bytes(range(256 - 256 % len(BASE62), 256))
"""Bytes past the last whole alphabet: with them its first digits would come more often than the others."""


def random_mint() -> str:
    """Give a new id: 12 characters of base62 (71 bits of chance)."""
    return _digits(ID_LENGTH)


def random_token() -> str:
    """Give the secret of an invite link: 22 characters of base62 (131 bits), fit for a Telegram start parameter."""
    return _digits(TOKEN_LENGTH)


def _digits(length: int) -> str:
    digits = b""
    while len(digits) < length:
        digits += secrets.token_bytes(length + 4).translate(_DIGIT_OF_BYTE, _TOO_MANY)
    return digits[:length].decode()
