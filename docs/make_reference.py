"""Make templates/reports/reference.docx, the document whose styles, page and running lines every report in Word takes.

Run `.venv/bin/python docs/make_reference.py`. An office changes a copy in Word: the styles, the margins, what stands
in header and footer. The fields tagged `title`, `owner` and `draft` there are filled in for each report; the sample
text is left out.
"""  # noqa: INP001 -- a script, not a package

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the program need not be installed

from docs.reference.parts import reference_parts  # noqa: E402 -- found through the path above
from reports.docx.archive import archive  # noqa: E402 -- the same

REFERENCE = ROOT / "templates" / "reports" / "reference.docx"


def reference_bytes() -> bytes:
    """Write the document; the same bytes each time."""
    return archive({name: text.encode() for name, text in reference_parts().items()})


if __name__ == "__main__":
    REFERENCE.write_bytes(reference_bytes())
