"""The forms that come with the program: XLSForms as Markdown under flows/forms."""

from functools import cache
from importlib.resources import files

from flows.faults import Fault
from flows.form import Form

SUFFIX = ".md"


@cache
def known_forms() -> frozenset[str]:
    """Keys of the forms that come with the program."""
    folder = files("flows") / "forms"
    return frozenset(each.name.removesuffix(SUFFIX) for each in folder.iterdir() if each.name.endswith(SUFFIX))


def form_source(key: str) -> str | None:
    """Give the Markdown text of a form; None: no such form comes with the program."""
    if key not in known_forms():
        return None
    return (files("flows") / "forms" / f"{key}{SUFFIX}").read_text("utf-8")


@cache
def read_known_form(key: str) -> Form | tuple[Fault, ...]:
    """Compile a form that comes with the program, once in a process.

    Raises:
        LookupError: No such form comes with the program.
    """
    from flows.xlsform import read_form  # noqa: PLC0415 - the names of forms are wanted without the compiler

    source = form_source(key)
    if source is None:
        raise LookupError(f"no form {key!r} comes with the program")
    return read_form(source, name=key)
