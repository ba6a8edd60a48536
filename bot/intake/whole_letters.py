"""An update without letters that were cut in two: no text below ever meets one."""

from flows.answers import JsonValue
from flows.half_pairs import replaced


def whole_letters(value: JsonValue) -> JsonValue:
    """Replace the halves of letters in all texts of an update; places in a text stay where entities say."""
    match value:
        case str():
            return replaced(value)
        case dict():
            return {name: whole_letters(each) for name, each in value.items()}
        case list():
            return [whole_letters(each) for each in value]
        case _:
            return value
