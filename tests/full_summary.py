"""A summary for the council that is as long as it can get."""

from dataclasses import replace

from reports.council_summary import summary_report
from reports.model import Blocks, Heading, ListBlock, Paragraph, Picture, Report, Text
from tests.last_year_sample import with_last_year
from tests.report_sample import report

_TITLE = "1.2.10 Podporovat specializované poradenství obětem a svědkům činů trestných…"
_SAID = (
    "plněno průběžně → splněno částečně",
    "plněno průběžně → splněno částečně",
    "výběrové řízení se protáhlo do prosince, protože se první vyhlášené zrušilo a druhé mělo jen jednoho zájemce…",
    "navrhujeme změnu",
)
_POINTS = 4


def full_summary(picture: Picture) -> Report:
    """Make the summary of a report with last year: each list full, and what is left counted."""
    own = summary_report(report(with_last_year()))
    assert own is not None
    kept = [block for block in own.blocks if not isinstance(block, ListBlock)]
    tables = 1 + next(at for at, block in enumerate(kept) if isinstance(block, Paragraph))
    lines = [
        (name, f"Údaj {name}") for name in ("Zpracovatel", "Předkladatel", "Garant strategie", "Schváleno", "Č. j.")
    ]
    look = replace(own.meta.look, logo=picture, publicity=picture, publicity_text="Spolufinancováno Evropskou unií.")
    meta = replace(own.meta, title_page=(*lines, *own.meta.title_page), look=look)
    return replace(own, meta=meta, blocks=(*kept[:tables], *_lists(), *_gaps()))


def _lists() -> Blocks:
    made: list[Heading | Paragraph | ListBlock] = []
    for at, said in enumerate(_SAID):
        lead = f"Oddíl {at}"
        made.append(_paragraph(f"{lead}:") if at % 2 else Heading(level=2, id=f"s-{at}", inlines=(Text(text=lead),)))
        points = [(_paragraph(f"{_TITLE}: {said}"),)] * _POINTS
        made.append(ListBlock(ordered=False, items=(*points, (_paragraph("další: 12"),))))
    return tuple(made)


def _gaps() -> Blocks:
    lacking = "Městská policie Kamenov: 1.1.1, 1.1.2, 2.1.3; Technické služby Kamenov: 2.2.2, 2.2.3; " * 2
    return (Heading(level=2, id="chybi", inlines=(Text(text="Co chybí"),)), _paragraph(lacking))


def _paragraph(text: str) -> Paragraph:
    return Paragraph(inlines=(Text(text=text),))
