"""The sandbox in a process of its own, as somebody starts it, and a browser that looks at it."""

import asyncio
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from playwright.async_api import Locator, Page, async_playwright, expect

from bot.sandbox.page.guarding import OWN_HEADER

ROOT = Path(__file__).parents[1]
CHROMIUM = "/usr/bin/chromium"
SECONDS = 30_000
MOST_TABS = 150
expect.set_options(timeout=SECONDS)


@contextlib.contextmanager
def sandbox(folder: Path, *words: str, port: int | None = 0) -> Iterator[str]:
    """Start `plneni sandbox`, give its address, end it as Ctrl+C does; its temporary files lie in `folder`.

    Whatever it complains of on the way, such as a task that was forgotten, is an error.
    """
    at = [] if port is None else ["--port", str(port)]
    command = [sys.executable, "-m", "bot.cli", "sandbox", *at, *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder)}
    with (
        tempfile.TemporaryFile("w+") as complaints,
        subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=complaints, text=True
        ) as process,
    ):
        assert process.stdout is not None
        try:
            said = (word for line in process.stdout for word in line.split())
            yield next(word for word in said if word.startswith("http://"))
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)
        complaints.seek(0)
        said_wrong = complaints.read()
        assert (process.returncode, said_wrong) == (0, ""), said_wrong


@contextlib.asynccontextmanager
async def browsed(
    address: str, *, width: int = 1440, height: int = 900, language: str = "cs", again: bool = True
) -> AsyncIterator[Page]:
    """Open the page, everything in it at its beginning; anything that the browser complains of is an error.

    Args:
        address: The page's.
        width: Of the window.
        height: Of the window.
        language: Of the page and of the phones on it.
        again: Start again first; else what was played goes on.
    """
    if again:
        await asyncio.to_thread(_start_again, address, language)
    async with async_playwright() as player:
        browser = await player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(SECONDS)
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        await page.goto(f"{address}?language={language}")
        await phone(page, 0).wait_for(state="attached")
        yield page
        assert complaints == []
        await browser.close()


def _start_again(address: str, language: str) -> None:
    body = json.dumps({"language": language}).encode()
    headers = {OWN_HEADER: "test", "Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(f"{address}again", body, headers), timeout=60) as answer:  # noqa: S310 -- our own page
        assert answer.status == 200


def phone(page: Page, place: int) -> Locator:
    """Find a phone by its place."""
    return page.locator(".phone").nth(place)


async def join(page: Page, place: int, agreed: str = "Rozumím, pokračovat") -> None:
    """Open the link that lies ready on a phone and agree."""
    await phone(page, place).locator(".begin").click()
    await phone(page, place).get_by_role("button", name=agreed).click()


async def open_phone(page: Page, name: str) -> None:
    """Put somebody's phone on the page."""
    shown = await page.locator(".phone").count()
    await page.get_by_role("button", name=f"Telefon: {name}", exact=True).click()
    await phone(page, shown).wait_for(state="attached")


async def skip(page: Page, to: str) -> None:
    """Move time and wait until it stands."""
    await work(page, page.locator(f"[data-skip={to}]"))


async def work(page: Page, key: Locator) -> None:
    """Press what begins something and wait until it is done."""
    before = int(await page.locator("body").get_attribute("data-works") or 0)
    await key.click()
    await page.locator(f"body[data-works='{before + 1}'][data-busy='']").wait_for(timeout=4 * SECONDS)


async def tap(page: Page, place: int, *labels: str) -> None:
    """Tap buttons in a chat, one after another, each in the newest message that has it."""
    for label in labels:
        await phone(page, place).locator(".log").get_by_role("button", name=label, exact=True).last.click()


async def write(page: Page, place: int, text: str) -> None:
    """Write into a chat."""
    area = phone(page, place).locator("textarea")
    await area.fill(text)
    await area.press("Enter")


async def reads(page: Page, place: int, text: str | re.Pattern[str]) -> None:
    """Wait until the newest message in a chat says something."""
    await expect(phone(page, place).locator(".log article").last).to_contain_text(text)


async def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until something has the focus, as somebody without a mouse does."""
    for _ in range(MOST_TABS):
        if await wanted.evaluate("one => one === document.activeElement"):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {wanted}")
