"""The texts of a report that its owner writes: the introduction, a comment per item, the closing."""

from flows.plan import Plan, ReportDefinition

INTRODUCTION, CLOSING = "introduction", "closing"
COMMENT = "comment:"
"""Begins the name of a comment; the item's key follows."""


def part_names(plan: Plan, report: ReportDefinition) -> tuple[str, ...]:
    """Name the parts in the order of the report: comments go to the items of the top level, and where one stands."""
    tops = [item.key for item in plan.items if item.level == 1]
    others = [key for key in report.comments if key not in tops]
    return (INTRODUCTION, *(f"{COMMENT}{key}" for key in (*tops, *others)), CLOSING)


def text_of_part(report: ReportDefinition, part: str) -> str:
    """Give the text of a part, "" while there is none."""
    if part == INTRODUCTION:
        return report.introduction
    if part == CLOSING:
        return report.closing
    return report.comments.get(part.removeprefix(COMMENT), "")


def with_text(plan: Plan, key: str, part: str, text: str) -> Plan:
    """Give the plan with another text in a report; an empty comment is none.

    Raises:
        KeyError: The plan has no such report.
    """
    if key not in {report.key for report in plan.reports}:
        raise KeyError(key)
    reports = tuple(_changed(report, part, text) if report.key == key else report for report in plan.reports)
    return plan.model_copy(update={"reports": reports})


def _changed(report: ReportDefinition, part: str, text: str) -> ReportDefinition:
    if part in {INTRODUCTION, CLOSING}:
        return report.model_copy(update={part: text})
    item = part.removeprefix(COMMENT)
    kept = {name: said for name, said in report.comments.items() if name != item}
    return report.model_copy(update={"comments": {**kept, item: text} if text else kept})
