"""Make docs/report.schema.json, which describes the data file of every report of the present format version.

Run `.venv/bin/python docs/make_schema.py` after a change of `reports/data_model.py`.
"""  # noqa: INP001 -- a script, not a package

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the program need not be installed

from reports.data import data_schema  # noqa: E402 -- found through the path above

SCHEMA = ROOT / "docs" / "report.schema.json"

if __name__ == "__main__":
    SCHEMA.write_text(data_schema(), encoding="utf-8")
