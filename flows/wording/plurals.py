"""Which form of a word goes with a number."""

from decimal import Decimal


def plural(n: Decimal | int, one: str, few: str, many: str, *, lang: str = "cs", fraction: str | None = None) -> str:
    """Choose the form of a word that goes with a number; the number itself is not in the result.

    Args:
        n: The number; its sign does not matter.
        one: Form for 1 ("projekt").
        few: Form for 2 to 4 ("projekty"); in English not used.
        many: Form for 0 and from 5 on ("projektů"); in English for all but 1.
        lang: "cs" or "en".
        fraction: Form for a number with decimals ("projektu"); when None, `few` stands in.
    """
    size = abs(Decimal(n))
    if lang == "en":
        return one if size == 1 else many
    if size != int(size):
        return few if fraction is None else fraction
    if size == 1:
        return one
    return few if 2 <= size <= 4 else many
