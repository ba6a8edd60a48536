"""A worded sentence without its markup."""

import html
import re

from flows.wording.typography import typeset

_TAG = re.compile(r"<[^>]*>")


def plain_words(sentence: str, language: str) -> str:
    """Take the markup from a sentence of the report and set it with the report's typography."""
    return typeset(html.unescape(_TAG.sub("", sentence)), language)
