"""Who did something, as a page of the board says it."""

from bot.words import Words


def author(words: Words, name: str, *, is_erased: bool) -> str:
    """Name whoever did something: a person, somebody erased, or without either this service."""
    return name or words.text("the_erased" if is_erased else "the_service")
