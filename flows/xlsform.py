"""Reading an XLSForm: all faults at once, or a form that the engine can run."""

from flows.faults import Fault
from flows.form import Form


def read_form(source: str, *, name: str) -> Form | tuple[Fault, ...]:
    """Read a form written as Markdown tables (sheets survey, choices, settings).

    Args:
        source: The text of the file.
        name: What messages call the file, e.g. "annual_evaluation.md".
    """
    raise NotImplementedError
