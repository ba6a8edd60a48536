"""What stands around the report's blocks: title page, file name, logo and colours."""

from collections.abc import Sequence
from datetime import UTC
from zoneinfo import ZoneInfo

from flows.approval import Approval
from flows.plan import ReportDefinition, Round
from flows.plan_picture import PlanPicture, media_type
from flows.snapshot import Snapshot
from flows.wording.days import date_numeric
from flows.wording.typography import typeset
from reports.model import Look, Meta, Picture
from reports.parse import slug
from reports.prose import clean
from reports.vocabulary import shortened
from reports.words import ReportWords

_SHORT_TITLE = 70


def report_meta(
    snapshot: Snapshot,
    definition: ReportDefinition,
    about: Round,
    language: str,
    words: ReportWords,
    approval: Approval | None = None,
    *,
    is_issued: bool = True,
) -> Meta:
    """Give the meta of a report.

    Args:
        snapshot: What is reported.
        definition: The report in the plan.
        about: The round it is about.
        language: "cs" or "en".
        words: The words of that language.
        approval: What a body decided; it stands on the title page and marks the files' names.
        is_issued: It is a numbered edition, or a numbered draft of one; otherwise a preview that is kept nowhere.
    """
    version = f"draft-{snapshot.number}" if snapshot.draft else f"edition-{snapshot.number}"
    version = version if is_issued or snapshot.draft else "preview"
    approved = f"-approved-{approval.number}" if approval else ""
    return Meta(
        title=typeset(clean(definition.title), language),
        short_title=shortened(clean(f"{definition.title}, {snapshot.plan.owner}"), _SHORT_TITLE),
        language=language,
        owner=typeset(clean(snapshot.plan.owner), language),
        title_page=_title_page(snapshot, definition, about, language, words, approval, is_issued=is_issued),
        draft_mark=words.furniture["draft"] if snapshot.draft else "",
        made_at=snapshot.made_at.astimezone(UTC),
        file_name=f"{slug(definition.key)}-{version}{approved}",
        words=words.furniture,
        look=_look(definition, language),
    )


def _look(definition: ReportDefinition, language: str) -> Look:
    usual = Look()
    accent, *others = definition.colours or (usual.accent,)
    return Look(
        accent=accent,
        colours=_series(others, usual.colours),
        logo=_picture(definition.logo),
        publicity=_picture(definition.publicity),
        publicity_text=typeset(clean(definition.publicity_text.strip()), language),
        word_reference=definition.word_reference.data() if definition.word_reference else b"",
    )


def _series(own: Sequence[str], usual: tuple[str, ...]) -> tuple[str, ...]:
    """Put the owner's colours first; the usual ones go on where they end."""
    return (*own, *(colour for colour in usual if colour not in own))[: len(usual)]


def _picture(picture: PlanPicture | None) -> Picture | None:
    if picture is None or not picture.content:
        return None
    data = picture.data()
    return Picture(content=data, media_type=media_type(data), alt=clean(picture.alt))


def _title_page(
    snapshot: Snapshot,
    definition: ReportDefinition,
    about: Round,
    language: str,
    words: ReportWords,
    approval: Approval | None,
    *,
    is_issued: bool,
) -> tuple[tuple[str, str], ...]:
    """Give the plan's lines and the program's own, empty ones left out; a recorded approval goes before a typed one."""
    furniture = words.furniture
    made_on = date_numeric(snapshot.made_at.astimezone(ZoneInfo(snapshot.plan.time_zone)).date(), language)
    version = furniture["version_draft" if snapshot.draft else "version_number" if is_issued else "version_preview"]
    typed = {**definition.title_page}
    if approval:
        typed[furniture["approved"]] = _decision(approval, language, words)
    lines = [
        *typed.items(),
        (furniture["as_of"], date_numeric(about.period.to_on, language)),
        (furniture["version"], version.format(number=snapshot.number, made_on=made_on)),
        (furniture["note_of_draft"], furniture["draft_edits"] if snapshot.draft else ""),
    ]
    return tuple(
        (typeset(clean(label), language), typeset(clean(text.strip()), language))
        for label, text in lines
        if text.strip()
    )


def _decision(approval: Approval, language: str, words: ReportWords) -> str:
    key = "approved_by_resolution" if approval.resolution else "approved_by"
    day = date_numeric(approval.on, language)
    return words.furniture[key].format(body=approval.body, day=day, resolution=approval.resolution)
