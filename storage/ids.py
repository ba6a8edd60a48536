"""Ids and tokens that nobody can guess."""

import secrets

from flows.ids import BASE62, ID_LENGTH, TOKEN_LENGTH, base62


def random_mint() -> str:
    """Give a new id: 12 characters of base62 (71 bits of chance)."""
    return _digits(ID_LENGTH)


def random_token() -> str:
    """Give the secret of an invite link: 22 characters of base62 (131 bits), fit for a Telegram start parameter."""
    return _digits(TOKEN_LENGTH)


def _digits(length: int) -> str:
    return base62(secrets.randbelow(len(BASE62) ** length), length)
