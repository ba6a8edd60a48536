"""Print docs/partner.md on one page of A4: docs/partner.pdf, for the envelope of an invitation.

Run `.venv/bin/python docs/make_guide.py` after a change of the text or its pictures; Chromium must be on the machine.
"""  # noqa: INP001 -- a script, not a package

import re
import shutil
import tempfile
from pathlib import Path

from markdown_it import MarkdownIt
from playwright.sync_api import sync_playwright

DOCS = Path(__file__).resolve().parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
BUTTON = re.compile(r"<code>\[ (.+?) \]</code>")


class CannotPrintError(Exception):
    """Something that the print needs is missing."""


def page_of(text: str) -> str:
    """Give a guide in Markdown as an HTML page; what is a button there looks like one."""
    body = MarkdownIt("commonmark").enable("table").render(text)
    body = BUTTON.sub(r'<span class="button">\1</span>', body)
    style = (DOCS / "images" / "guide.css").read_text("utf-8")
    title = text.partition("\n")[0].removeprefix("# ")
    return (
        f'<!doctype html><html lang="cs"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{style}</style></head><body>{body}</body></html>"
    )


def main() -> None:
    """Run the script."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        raise CannotPrintError("Chromium is not on this machine; on Debian: apt-get install chromium")
    # beside the guide, so that its pictures are found
    with (
        tempfile.NamedTemporaryFile("w", dir=DOCS, suffix=".html", encoding="utf-8") as file,
        sync_playwright() as player,
    ):
        file.write(page_of((DOCS / "partner.md").read_text("utf-8")))
        file.flush()
        browser = player.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(Path(file.name).as_uri())
        page.pdf(path=DOCS / "partner.pdf", format="A4", prefer_css_page_size=True, print_background=True, tagged=True)
        browser.close()


if __name__ == "__main__":
    main()
