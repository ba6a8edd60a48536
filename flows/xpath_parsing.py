"""Parsing an expression, unless it is so deep that a busy program could not run it."""

import re

from elementpath.xpath_tokens import XPathToken

from flows.xpath_grammar import XFormParser
from flows.xpath_operators import links

DEEPEST = 150
"""Most parts within parts that an expression may have; a chain of operators side by side is one part."""
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_BRACKETS = re.compile(r"[()]")


class TooDeepError(ValueError):
    """An expression has too many parts within parts."""


def without_strings(source: str) -> str:
    """An expression without its quoted texts."""
    return _STRING.sub("", source)


def parsed(plain: str) -> XPathToken:
    """Tokens of an expression. Raises ElementPathError and TooDeepError."""
    brackets = 0
    for sign in _BRACKETS.findall(without_strings(plain)):
        brackets += 1 if sign == "(" else -1
        if brackets > DEEPEST:
            raise TooDeepError
    try:
        token = XFormParser().parse(plain)
    except RecursionError as error:  # signs and brackets of other kinds
        raise TooDeepError from error
    level = [token]
    for _ in range(DEEPEST):
        level = [part for one in level for part in _parts(one)]
    if level:
        raise TooDeepError
    return token


def _parts(token: XPathToken) -> list[XPathToken]:
    first, chain = links(token)
    return [first, *(right for _, right in chain)] if chain else list(token)
