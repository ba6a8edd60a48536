"""The reports of every example: what holds for one format of a report is looked at in all of them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from reports.council_summary import summary_report
from reports.model import Picture, Report
from tests.last_year_sample import with_last_year
from tests.narrative_sample import narrative_report
from tests.ostrava import NEEDS_DATA
from tests.programme_sample import programme_report
from tests.report_sample import TASKS, report, snapshot, stated
from tests.test_report_ostrava import ostrava

_STATED = stated("2", stated_total="200000", stated_town="120000", stated_other="80000", stated_activities=4)


def _kamenov(language: str = "cs", *, draft: bool = False) -> Report:
    return report(snapshot((*TASKS, _STATED), draft=draft), language)


def _picture(name: str, alt: str) -> Picture:
    content = (Path(__file__).parents[1] / "examples" / f"kamenov-{name}.png").read_bytes()
    return Picture(content=content, media_type="image/png", alt=alt)


def _with_looks() -> Report:
    made = report(with_last_year())
    look = replace(
        made.meta.look,
        accent="#7a1f1f",
        logo=_picture("znak", "Znak města"),
        publicity=_picture("publicita", "Vlajka Evropské unie"),
        publicity_text="Spolufinancováno Evropskou unií.",
    )
    return replace(made, meta=replace(made.meta, look=look))


def _summary() -> Report:
    own = summary_report(_with_looks())
    assert own is not None
    return own


EXAMPLES: Mapping[str, Callable[[], Report]] = {
    "kamenov": _kamenov,
    "kamenov in English": lambda: _kamenov("en"),
    "kamenov, a draft": lambda: _kamenov(draft=True),
    "kamenov with last year and looks": _with_looks,
    "summary": _summary,
    "narrative": narrative_report,
    "narrative in English": lambda: narrative_report("en"),
    "narrative, a draft": lambda: narrative_report(draft=True),
    "programme": programme_report,
    "programme in English": lambda: programme_report("en"),
    "programme that ended early, a draft": lambda: programme_report(draft=True, ended=True),
    "ostrava": ostrava,
}


NAMES = [pytest.param(name, marks=NEEDS_DATA) if name == "ostrava" else name for name in EXAMPLES]


@cache
def example_report(name: str) -> Report:
    """Give an example's report; made once."""
    return EXAMPLES[name]()
