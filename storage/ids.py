"""Ids and tokens that nobody can guess."""

import secrets

from flows.ids import BASE62, ID_LENGTH

TOKEN_LENGTH = 22


def random_mint() -> str:
    """Give a new id: 12 characters of base62 (71 bits of chance)."""
    return "".join(secrets.choice(BASE62) for _ in range(ID_LENGTH))


def random_token() -> str:
    """Give the secret of an invite link: 22 characters of base62 (131 bits), fit for a Telegram start parameter."""
    return "".join(secrets.choice(BASE62) for _ in range(TOKEN_LENGTH))
