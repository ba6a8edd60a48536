"""The running bot holds no library that polling and answering do without."""

import ast
import subprocess
import sys
from datetime import date
from pathlib import Path

from bot.forms import read_known_form
from bot.intake.interviews import KEPT, Interviews, open_interview
from flows.evaluation import Surroundings
from flows.form import Form

ROOT = Path(__file__).parents[1]
FOR_REPORTS = {"docx", "openpyxl", "xlsxwriter", "typst", "pikepdf", "PIL", "lxml", "segno"}
FOR_OTHER_WORK = {"alembic", "mako", "pyxform", "starlette", "uvicorn", "asyncpg", "rich", "click", "pygments"}


def loaded_by_run() -> set[str]:
    script = "import sys; from bot.cli import _load; _load('run'); import httpx; print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True, text=True)
    return set(ast.literal_eval(done.stdout))


def test_the_running_bot_loads_nothing_that_it_does_without() -> None:
    loaded = loaded_by_run()

    assert {"telegram", "sqlalchemy", "bot.commands.run"} <= loaded
    assert {name.partition(".")[0] for name in loaded} & (FOR_REPORTS | FOR_OTHER_WORK) == set()
    assert loaded & {"sqlalchemy.orm", "sqlalchemy.dialects.postgresql", "babel", "holidays"} == set()
    assert "bot.proposals.kinds" not in loaded


def test_kept_interviews_are_bounded_and_the_latest_ones_stay() -> None:
    today = date(2027, 1, 1)
    form = read_known_form("annual_evaluation")
    assert isinstance(form, Form)
    opened = open_interview(form, {}, head_seq=0, surroundings=Surroundings(today=today), version="v1", today=today)
    interviews = Interviews()
    for number in range(KEPT + 10):
        interviews.keep(f"t{number}", opened)

    kept = [number for number in range(KEPT + 10) if interviews.peek(f"t{number}") is not None]
    assert kept == list(range(10, KEPT + 10))
