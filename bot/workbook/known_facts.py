"""What workbooks take from the forms of this program."""

from functools import cache

from bot.forms import known_forms, read_known_form
from flows.form import Form
from flows.workbook.form_facts import FormFacts, form_facts

FIRST = "annual_evaluation"
"""Where forms ask the same, this one gives the headings."""


@cache
def known_facts() -> FormFacts:
    """Gather what workbooks take from the forms that come with the program."""
    keys = sorted(known_forms(), key=lambda key: (key != FIRST, key))
    read = (read_known_form(key) for key in keys)
    return form_facts(form for form in read if isinstance(form, Form))
