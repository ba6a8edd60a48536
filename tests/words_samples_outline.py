"""Samples for the sentences about outlines of bullets, documents and shared facts."""

from collections.abc import Mapping

OUTLINE: Mapping[str, Mapping[str, object]] = {
    "document_outline": {
        "name": "plneni.docx",
        "found": "4 odrážky, 6 podbodů",
        "lines": ("1 Kraj má na webu stránku…",),
        "more": 0,
    },
    "document_reading": {"name": "plneni.docx"},
    "document_empty": {"name": "plneni.docx"},
    "document_unreadable": {"name": "plneni.docx"},
    "document_other": {"name": "plneni.pdf"},
    "document_too_long": {"name": "plneni.docx", "length": 24000, "limit": 20000},
    "outline_uncovered": {"lines": ("letáky a spoty", "kulaté stoly"), "year": "2026"},
    "outline_idle": {"n": 2},
    "fact_in_doubt": {
        "found": "38",
        "title": "asistenti",
        "name": "asistenti placení z EU",
        "value": "41",
        "day": "31. srpna",
        "source": "kraj",
    },
    "fact_changed_here": {"name": "asistenti placení z EU", "value": "38"},
    "fact_changed": {
        "name": "asistenti placení z EU",
        "value": "38",
        "before": "41",
        "actor": "Odbor sociálních věcí",
        "lines": ("2.1: …v obcích pracuje 41 asistentů…",),
        "more": 0,
    },
    "fact_mend_text": {"value": "41"},
    "fact_mend_fact": {"value": "38"},
    "outline_dropped": {"number": "2"},
    "outline_points": {"count": "5 bodů strategie", "text": "– letáky a spoty"},
    "outline_last": {"text": "• Kraj má na webu stránku."},
    "outline_reference": {"level_genitive": "opatření", "mark": "1.1"},
}
