"""Who did something, selected beside what was done: a name, or that it was somebody erased."""

from sqlalchemy import and_, func

from storage.tables.people import persons

NAME = func.coalesce(persons.c.name, "").label("name")
"""Name of the person joined from outside; "" = nobody, or somebody erased."""
IS_ERASED = and_(persons.c.id.is_not(None), persons.c.name == "").label("is_erased")
"""Whether it was somebody whose name is kept no more."""
