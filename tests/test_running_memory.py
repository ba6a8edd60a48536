"""The running bot holds no library that polling and answering do without."""

import ast
import subprocess
import sys
from pathlib import Path

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
    assert loaded & {"sqlalchemy.orm", "holidays.countries"} == set()
