"""What a checker of Office Open XML finds in a document or workbook."""

from pathlib import Path

from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]  # ships no types


def findings(file: Path) -> list[str]:
    """Give what Word or Excel may want to repair."""
    return [
        f"{error.part_uri}: {error.description}" for error in OpenXmlValidator(max_errors=0).validate(str(file)).errors
    ]
