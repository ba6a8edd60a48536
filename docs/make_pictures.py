"""Make the pictures of README.md: play a round in the sandbox, then photograph a chat of it and its report.

Run `.venv/bin/python docs/make_pictures.py`; Chromium must be on the machine. What the partners answer stands in
`docs/images/answers.toml`, how a phone looks in `docs/images/phone.css`. With `--pages FOLDER` the pages
that are photographed are left there too, the chat in its whole length.
"""  # noqa: INP001 -- a script, not a package

import argparse
import asyncio
import html
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the program need not be installed

from bot.reporting import MadeReport, make_report  # noqa: E402 -- found through the path above
from bot.sandbox.botapi.seen import Message  # noqa: E402 -- the same
from bot.sandbox.people import Person  # noqa: E402 -- the same
from bot.sandbox.trial import Trial, trial  # noqa: E402 -- the same
from docs.images.paletted import paletted  # noqa: E402 -- the same
from flows.wording.days import day_month  # noqa: E402 -- the same
from reports.write import Written  # noqa: E402 -- the same

IMAGES = ROOT / "docs" / "images"
PLAN = ROOT / "examples" / "kamenov.toml"
PICTURED = "kotva"
"""Key of the actor whose chat is shown."""
ZONE = ZoneInfo("Europe/Prague")
MORNING = datetime(2027, 1, 12, 9, 41, tzinfo=ZONE)
AFTER_DEADLINE = datetime(2027, 2, 1, 9, 0, tzinfo=ZONE)
THINKING = timedelta(seconds=20)
"""Time that the pictured person takes for each act."""
ABRIDGED = """<style>
nav, main > :not(#prehled, #prehled ~ *) { display: none; }
body #prehled { margin-top: 0; }
html { min-height: 100vh; border: 1px solid #d9dde2; }
header, .columns { padding-left: 2.5rem; padding-right: 2.5rem; }
</style></head>"""
"""What the report's picture leaves out to show more: the contents, and what stands before the overview."""
MOST_BYTES = 400_000
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
BACK = (
    '<svg width="12" height="20" fill="none" stroke="currentColor" stroke-width="2.2"><path d="M10 2 2 10l8 8"/></svg>'
)
CLIP = (
    '<svg width="22" height="22" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round">'
    '<path d="m19 10-8.2 8.2a5 5 0 0 1-7-7L12 3a3.4 3.4 0 0 1 4.8 4.8l-8.2 8.2a1.7 1.7 0 0 1-2.4-2.4l7.3-7.2"/></svg>'
)
UNFOLDED = """<script>
for (const quote of document.querySelectorAll("blockquote span"))
  if (quote.scrollHeight <= quote.clientHeight) quote.parentElement.removeAttribute("expandable");
</script>"""
"""A quotation that fits has nothing to expand, so it shows no arrow."""
QUOTE = re.compile(r"<blockquote([^>]*)>(.*?)</blockquote>\n?", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """What of a page is photographed: width and height in CSS pixels, and how many dots each of them gets."""

    width: int
    height: int
    scale: float


CHAT = Frame(width=390, height=1334, scale=2)
REPORT = Frame(width=960, height=1836, scale=1.7)
"""README shows both beside each other; the chat begins where a bubble does, the report ends below a table."""


class CannotPictureError(Exception):
    """Something that the pictures need is missing or has failed."""


async def act(person: Person, what: str) -> None:
    """Tap „[label]“ or type anything else, and wait for the bot's next word.

    Raises:
        TimeoutError: The bot says nothing.
        NoSuchButtonError: The button is not there.
    """
    if what.startswith("["):
        await person.taps(what[1:-1])
    else:
        await person.says(what)
    await person.wait_for(lambda message: bool(message.buttons) or message.text.startswith("Podklady máme úplné"))


async def join(stage: Trial, actor: str, name: str) -> Person:
    """Let a partner join and begin."""
    person = await stage.join(actor, name)
    await person.wait_for("Dobrý den")
    await act(person, "[Začít]")
    return person


async def play_pictured(stage: Trial, answers: Mapping[str, Any]) -> tuple[Person, list[Message]]:
    """Play the beginning of the pictured chat; give the person and the chat as it then stands."""
    person = await join(stage, PICTURED, answers["name"])
    for what in answers["pictured"]:
        stage.clock.move_by(THINKING)
        await act(person, what)
    await asyncio.sleep(0.5)  # edits of earlier messages may still be under way
    return person, person.chat


async def play_rest(person: Person, answers: Mapping[str, Any]) -> None:
    """Answer the given activities and send each."""
    for activity in answers["activities"]:
        for what in activity:
            await act(person, what)
        await act(person, "[Odeslat]")


async def play_other(stage: Trial, actor: str, answers: Mapping[str, Any]) -> None:
    """Play a partner from the invite to the receipt."""
    await play_rest(await join(stage, actor, answers["name"]), answers)


async def play(folder: Path) -> tuple[list[Message], Path]:
    """Play the round; give the pictured chat and the report's page."""
    answers = tomllib.loads((IMAGES / "answers.toml").read_text(encoding="utf-8"))
    async with trial(PLAN.read_text(encoding="utf-8"), folder, MORNING, rate=10) as stage:
        person, chat = await play_pictured(stage, answers[PICTURED])
        others = [play_other(stage, actor, given) for actor, given in answers.items() if actor != PICTURED]
        await asyncio.gather(play_rest(person, answers[PICTURED]), *others)
        made = await make_report(
            stage.app.database,
            stage.plan.key,
            folder=folder,
            formats=("html",),
            made_at=AFTER_DEADLINE,
            draft=False,
        )
    if not isinstance(made, MadeReport) or not isinstance(made.outcomes[0], Written):
        raise CannotPictureError(f"no report: {made}")
    return chat, made.outcomes[0].files[0]


def phone_page(chat: Sequence[Message]) -> str:
    """Render a chat as one HTML page without anything from elsewhere."""
    style = (IMAGES / "phone.css").read_text(encoding="utf-8")
    name = html.escape(next(message.author for message in chat if message.by_bot))
    day = day_month(chat[-1].at.astimezone(ZONE).date(), "cs")
    return f"""<!DOCTYPE html>
<html lang="cs"><head><meta charset="utf-8"><title>{name}</title><style>{style}</style></head><body>
<header>{BACK}<div class="face">{name[0]}</div>
<div><div class="name">{name}</div><div class="kind">bot</div></div></header>
<main><div class="day">{day}</div>{"".join(map(_bubble, chat))}</main>
<footer>{CLIP}<span>Zpráva</span></footer>{UNFOLDED}</body></html>
"""


def _bubble(message: Message) -> str:
    """Render one message with its buttons."""
    text = QUOTE.sub(r"<blockquote\1><span>\2</span></blockquote>", message.html).rstrip()
    time = f"<time>{message.at.astimezone(ZONE):%-H:%M}</time>"
    rows = "".join(
        '<div class="row">' + "".join(f"<span>{html.escape(button.text)}</span>" for button in row) + "</div>"
        for row in message.buttons
    )
    side = "bot" if message.by_bot else "me"
    return f'<div class="{side}"><div class="bubble">{text}{time}</div>{rows}</div>'


def photograph(address: str, picture: Path, frame: Frame) -> None:
    """Photograph a page.

    Raises:
        CannotPictureError: There is no Chromium, it fails, or the picture is too large for a README.
    """
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        raise CannotPictureError("Chromium is not on this machine; on Debian: apt-get install chromium")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        subprocess.run(  # noqa: S603 -- a browser on our own page
            [
                program,
                *FLAGS,
                f"--user-data-dir={profile}",
                f"--window-size={frame.width},{frame.height}",
                f"--force-device-scale-factor={frame.scale}",
                f"--screenshot={picture}",
                address,
            ],
            check=True,
            capture_output=True,
            timeout=60,
        )
    picture.write_bytes(paletted(picture.read_bytes()))
    size = picture.stat().st_size
    if size > MOST_BYTES:
        raise CannotPictureError(f"{picture.name} has {size} bytes, at most {MOST_BYTES} suit a README")


def make(folder: Path) -> None:
    """Make both pictures by way of a folder for pages and the database."""
    chat, report = asyncio.run(play(folder))
    pages = {
        "chat": (phone_page(chat), CHAT),
        "report": (report.read_text(encoding="utf-8").replace("</head>", ABRIDGED, 1), REPORT),
    }
    for name, (text, frame) in pages.items():
        page = folder / f"{name}.html"
        page.write_text(text, encoding="utf-8")
        photograph(page.as_uri(), IMAGES / f"{name}.png", frame)


def main() -> None:
    """Run the script."""
    parser = argparse.ArgumentParser(description="Make the pictures of README.md.")
    parser.add_argument("--pages", type=Path, help="leave the photographed pages in this folder")
    pages: Path | None = parser.parse_args().pages
    with tempfile.TemporaryDirectory() as scratch:
        make(Path(scratch))
        if pages is not None:
            pages.mkdir(parents=True, exist_ok=True)
            for page in Path(scratch).glob("*.html"):
                shutil.copy(page, pages)


if __name__ == "__main__":
    main()
