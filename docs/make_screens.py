"""Make the pictures in docs/images/screens: play a round on the trial page in a browser and photograph it.

Run `.venv/bin/python docs/make_screens.py`; Chromium must be on the machine. What is played is the example plan
on the real bot, so the pictures show what people see today. With `--only LANGUAGE` one language is played.
"""  # noqa: INP001 -- a script, not a package

import argparse
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the program need not be installed

from docs.images.paletted import paletted  # noqa: E402 -- found through the path above

SCREENS = ROOT / "docs" / "images" / "screens"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
MOST_BYTES = 150_000
SECONDS = 60_000
WIDE, NARROW = (1440, 860), (420, 900)
SHARPNESS = 1.5
"""Dots for each CSS pixel of a chat; the whole page has one."""
PARTNER, COORDINATOR = "Lenka S.", "Eva Sojková"
PHONE = {"cs": "Telefon", "en": "Phone"}
STATUS = {"cs": "/stav", "en": "/status"}
SILENT = ("Marie D.", "Karel N.")

Step: TypeAlias = tuple[str, str]
"""What is done and with what: tap a button, write a text, read it in the newest message, photograph the chat."""

INVITED: tuple[Step, ...] = (("shot", "partner-invite"), ("tap", "Rozumím, pokračovat"))
FIRST: tuple[Step, ...] = (
    ("tap", "Začít"),
    ("read", "Jak se dařilo"),
    ("shot", "partner-question"),
    ("tap", "Splněno"),
    ("read", "Jaké byly náklady"),
    ("write", "město 120 tis, MV 60 000"),
    ("read", "celkem 180 000 Kč"),
    ("shot", "partner-costs"),
    ("tap", "Souhlasí"),
    ("read", "Co se v roce 2026 udělalo?"),
    ("write", "Klub měl otevřeno 212 dní, chodilo 64 dětí."),
    ("read", "Zapsáno: 1 zpráva"),
    ("write", "Proběhlo 18 besed, nejvíc o penězích a dluzích."),
    ("read", "Zapsáno: 2 zprávy"),
    ("shot", "partner-description"),
    ("tap", "Hotovo"),
    ("read", "Počet podpořených dětí?"),
    ("write", "64"),
    ("read", "Počet dnů"),
    ("write", "212"),
    ("read", "Kontrola: aktivita 2.1.1"),
    ("shot", "partner-check"),
    ("tap", "Odeslat a další"),
    ("read", "Aktivita 2.3.1 (2/2)"),
)
REVIEWED: tuple[Step, ...] = (
    ("write", "/stav"),
    ("read", "Odpovídá"),
    ("shot", "coordinator-state"),
    ("tap", "Upozornit"),
    ("read", "bez odezvy"),
    ("tap", "Všechny bez odezvy"),
    ("read", "Upozornění dostan"),
    ("shot", "coordinator-remind"),
    ("tap", "Poslat"),
    ("write", "/kontrola"),
    ("read", "Ke kontrole"),
    ("shot", "coordinator-review"),
    ("tap", "Vrátit"),
    ("read", "Co se má doplnit?"),
    ("tap", "3"),
    ("read", "Proč?"),
    ("write", "Kolik bylo besed?"),
    ("read", "Vrátit k doplnění"),
    ("shot", "coordinator-return"),
    ("tap", "Vrátit"),
)
RETURNED: tuple[Step, ...] = (("read", "prosíme o doplnění"), ("shot", "partner-returned"))
DRAFTED: tuple[Step, ...] = (
    ("write", "/zprava"),
    ("read", "V jaké podobě"),
    ("tap", "Vše"),
    ("read", "shrnuti.pdf"),
    ("shot", "coordinator-draft"),
)


class CannotPictureError(Exception):
    """Something that the pictures need is missing, or a picture is too large."""


@contextlib.contextmanager
def sandbox(folder: Path, language: str) -> Iterator[str]:
    """Start the trial page and give its address; its temporary files lie in a folder."""
    command = [sys.executable, "-m", "bot.cli", "sandbox", "--port", "0", "--language", language]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 -- ourselves
        try:
            words = (word for line in process.stdout or () for word in line.split())
            yield next(word for word in words if word.startswith("http://"))
        finally:
            process.send_signal(signal.SIGINT)


class Window:
    """The trial page in a window of its own."""

    def __init__(self, browser: Browser, address: str, size: tuple[int, int], language: str) -> None:
        """Open it."""
        width, height = size
        sharpness = SHARPNESS if size == NARROW else 1
        self.page: Page = browser.new_page(
            viewport={"width": width, "height": height}, device_scale_factor=sharpness, color_scheme="light"
        )
        self.page.set_default_timeout(SECONDS)
        self.page.goto(f"{address}?language={language}")
        self.page.locator(".phone").first.wait_for(state="attached")

    def phone(self, name: str) -> Locator:
        """Find somebody's phone; in a narrow window it comes to the front."""
        tab = self.page.locator("#tabs button", has_text=name)
        if tab.is_visible():
            tab.click()
        return self.page.locator(".phone", has=self.page.locator("h3", has_text=name))

    def press(self, label: str) -> None:
        """Press a button of the page, such as the one that puts a phone there or takes it away."""
        self.page.get_by_role("button", name=label, exact=True).click()

    def begin(self, name: str) -> None:
        """Open the link that lies ready on a phone."""
        self.phone(name).locator(".begin").click()
        self.phone(name).locator(".log .keys").first.wait_for()

    def work(self, selector: str) -> None:
        """Press what begins something and wait until it is done."""
        body = self.page.locator("body")
        before = int(body.get_attribute("data-works") or 0)
        self.page.locator(selector).click()
        self.page.locator(f"body[data-works='{before + 1}'][data-busy='']").wait_for(timeout=4 * SECONDS)

    def play(self, name: str, steps: tuple[Step, ...]) -> None:
        """Let somebody do steps on their phone."""
        phone = self.phone(name)
        for act, what in steps:
            match act:
                case "tap":
                    label = re.compile(rf"^{re.escape(what)}( \(\d+\))?$")
                    phone.locator(".log").get_by_role("button", name=label).last.click()
                case "write":
                    phone.locator("textarea").fill(what)
                    phone.locator("textarea").press("Enter")
                case "read":
                    expect(phone.locator(".log article").last).to_contain_text(what, timeout=SECONDS)
                case _:
                    self.shoot(what, phone.locator(".frame"))

    def shoot(self, name: str, what: Locator | None = None) -> None:
        """Photograph an element, or the window."""
        self.page.mouse.move(0, 0)
        self.page.wait_for_timeout(400)  # what scrolls comes to its end
        taken = self.page.screenshot() if what is None else what.screenshot()
        picture = paletted(taken)
        if len(picture) > MOST_BYTES:
            raise CannotPictureError(f"{name}.png has {len(picture)} bytes, at most {MOST_BYTES} suit a page")
        (SCREENS / f"{name}.png").write_bytes(picture)


def czech(browser: Browser, address: str) -> None:
    """Play a round in Czech, with pictures for the partner's guide and the coordinator's handbook."""
    window = Window(browser, address, NARROW, "cs")
    for name in ("Petra K.", "Jan V.", PARTNER):
        window.press(f"Telefon: {name}")
    window.begin(PARTNER)
    window.play(PARTNER, INVITED)
    window.begin(COORDINATOR)
    window.play(COORDINATOR, (("tap", "Rozumím, pokračovat"),))
    window.work("[data-skip=next]")
    window.play(PARTNER, FIRST)
    for name in SILENT:
        window.page.get_by_label(f"Povaha: {name}", exact=True).select_option("silent")
    for name in SILENT:
        window.work(f"button[aria-label='Ať odpoví: {name}']")
    for _ in range(3):
        window.work("[data-skip=day]")
    window.play(COORDINATOR, REVIEWED)
    window.play(PARTNER, RETURNED)
    window.play(COORDINATOR, DRAFTED)
    _close(browser, address, "cs", beside="Petra K.")
    expect(window.phone(COORDINATOR).locator(".log")).to_contain_text("zprava-edition-1", timeout=SECONDS)
    window.play(COORDINATOR, (("shot", "coordinator-closed"),))


def english(browser: Browser, address: str) -> None:
    """Play a round in English, with pictures of the trial page."""
    window = Window(browser, address, WIDE, "en")
    window.press("Phone: Jan V.")  # he answers by himself
    for name, agreed in (("Petra K.", "Understood, go on"), (COORDINATOR, "Understood, go on")):
        window.begin(name)
        window.play(name, (("tap", agreed),))
    window.work("[data-skip=next]")
    window.play("Petra K.", (("tap", "Begin"),))
    _close(browser, address, "en", beside="Jan V.")
    on_phone = Window(browser, address, NARROW, "en")
    on_phone.phone("Petra K.")
    on_phone.shoot("phone-en")


def _close(browser: Browser, address: str, language: str, *, beside: str = "") -> None:
    """Let everybody answer, photograph the page with one of their phones, go to the closing and open the report."""
    window = Window(browser, address, WIDE, language)
    window.work("#answer-all")
    if beside:
        window.press(f"{PHONE[language]}: {beside}")
    window.play(COORDINATOR, (("write", STATUS[language]), ("read", "/27")))
    window.shoot(f"page-{language}")
    window.work("[data-skip=closing]")
    window.page.locator("#strip .past[data-act=closing]").wait_for()
    window.work("[data-skip=next]")
    window.page.locator("#reports button").first.click()
    window.page.frame_locator("#viewer iframe").locator("h1").first.wait_for()
    window.shoot(f"report-{language}")


STORIES: dict[str, Callable[[Browser, str], None]] = {"cs": czech, "en": english}


def main() -> None:
    """Run the script."""
    parser = argparse.ArgumentParser(description="Make the pictures in docs/images/screens.")
    parser.add_argument("--only", choices=STORIES, help="play one language")
    only: str | None = parser.parse_args().only
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        raise CannotPictureError("Chromium is not on this machine; on Debian: apt-get install chromium")
    SCREENS.mkdir(exist_ok=True)
    with sync_playwright() as player, tempfile.TemporaryDirectory() as folder:
        browser = player.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for language in STORIES if only is None else [only]:
            with sandbox(Path(folder), language) as address:
                STORIES[language](browser, address)
        browser.close()


if __name__ == "__main__":
    main()
