"""The forms that come with the program, under flows/forms/."""

from functools import cache
from importlib.resources import files


@cache
def known_forms() -> frozenset[str]:
    """Give the keys of the built-in forms."""
    return frozenset(
        entry.name.removesuffix(".md") for entry in files("flows").joinpath("forms").iterdir() if entry.name.endswith(".md")
    )


def form_source(key: str) -> str | None:
    """Give the XLSForm of a built-in form as Markdown; None if there is no such form."""
    return files("flows").joinpath("forms", f"{key}.md").read_text("utf-8") if key in known_forms() else None
