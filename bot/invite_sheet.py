"""Invitations as a printable sheet (PDF): one strip for each organisation, to be cut apart."""

import io
import json
from collections.abc import Sequence
from pathlib import Path

import typst

from bot.invite_files import qr_code
from bot.invites import Invite, last_day, signature
from bot.words import Words
from flows.plan import Actor, Plan
from flows.wording.days import day_month

SOURCE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set page(paper: "a4", margin: (x: 16mm, y: 12mm))
#set text(font: ("Libertinus Serif",), size: 10pt, lang: data.language)
#for strip in data.strips {
  block(breakable: false, width: 100%, inset: (y: 8pt), stroke: (bottom: (paint: luma(120), dash: "dashed")), {
    grid(
      columns: (1fr, 32mm),
      column-gutter: 8mm,
      {
        text(size: 12pt, weight: "bold", strip.actor)
        parbreak()
        data.title
        for line in strip.lines { parbreak(); line }
        parbreak()
        link(strip.link, text(size: 8.5pt, strip.link))
      },
      image(bytes(strip.code), format: "svg", width: 32mm, alt: strip.link),
    )
  })
}
"""


def write_sheet(file: Path, invites: Sequence[Invite], plan: Plan, words: Words) -> None:
    """Write the sheet.

    Raises:
        OSError: The file cannot be written.
        typst.TypstError: The sheet cannot be set.
    """
    strips = [strip(one, one.actor, plan, words) for one in invites if one.actor is not None]
    data = {"title": plan.document.title, "language": words.language, "strips": strips}
    file.write_bytes(bytes(typst.compile(SOURCE.encode(), sys_inputs={"data": json.dumps(data, ensure_ascii=False)})))
    file.chmod(0o600)


def strip(invite: Invite, actor: Actor, plan: Plan, words: Words) -> dict[str, object]:
    """Give what stands on one strip."""
    expires = day_month(last_day(invite.expires_at, plan), words.language)
    lines = words.text("invitation_strip", expires=expires).splitlines()
    return {
        "actor": actor.name,
        "link": invite.link,
        "code": svg_code(invite.link),
        "lines": [*lines, signature(plan)],
    }


def svg_code(link: str) -> str:
    """Draw a link's QR code."""
    out = io.BytesIO()
    qr_code(link).save(out, kind="svg", border=2)
    return out.getvalue().decode()
