"""The name of another municipality where one's own should stand: the mark of a text copied from elsewhere."""

import re
from collections.abc import Iterator

from flows.consistency_finding import Finding
from flows.consistency_texts import quoted, written_texts
from flows.plan import Plan
from flows.reading.folding import fold
from flows.snapshot import Snapshot
from flows.snapshot_questions import EvaluationQuestions

_BODY = (
    r"(?:[Ss]trategi\w+|[Zz]astupitelst\w+|[Rr]ad[aouy]|[Kk]oncepc\w+|[Rr]ozpoč\w+|[Oo]byvatel\w*|[Oo]bčan\w*"
    r"|[Ss]tarost\w+|[Pp]rogram\w*)"
)
_NAME = r"([A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ][a-záčďéěíňóřšťúůýž]{3,})"
_CLAIMED = (
    re.compile(rf"\b{_BODY}(?:[ \u00a0][a-záčďéěíňóřšťúůýž]+)?[ \u00a0](?:města|obce|městyse)[ \u00a0]{_NAME}"),
    re.compile(rf"(?:^|(?<=[.!?\n][ \n]))(?:Město|Obec)[ \u00a0]{_NAME}"),
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 4


def names_of_other_towns(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find towns that a text speaks of as of its own ("rada města …"), and that the plan never names."""
    claims = [
        (written, found)
        for written in written_texts(snapshot, questions)
        for shape in _CLAIMED
        for found in shape.finditer(written.text)
    ]
    known = _known(snapshot.plan) if claims else frozenset()
    for written, found in claims:
        if fold(found[1])[:_STEM] not in known:
            around = quoted(written.text, *found.span(), around=0)
            yield Finding(code="other_town", places=(written.place,), data={"name": found[1], "text": around})


def _known(plan: Plan) -> frozenset[str]:
    """Give the beginnings of all capitalised words of the plan, so that cases do not matter."""
    texts = [plan.owner, plan.title, plan.document.title, plan.document.genitive]
    texts += [text for item in plan.items for text in (item.title, item.body)]
    texts += [actor.name for actor in plan.actors]
    texts += [
        text for report in plan.reports for text in (report.introduction, report.closing, *report.comments.values())
    ]
    return frozenset(fold(word)[:_STEM] for text in texts for word in _WORD.findall(text) if word[0].isupper())
