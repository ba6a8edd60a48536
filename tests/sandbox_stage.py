"""The sandbox in a process of its own, as somebody starts it, and a browser that looks at it."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from playwright.async_api import Locator, Page, async_playwright

ROOT = Path(__file__).parents[1]
CHROMIUM = "/usr/bin/chromium"
SECONDS = 30_000


@contextlib.contextmanager
def sandbox(folder: Path, *words: str) -> Iterator[str]:
    """Start `plneni sandbox`, give its address, end it as Ctrl+C does; its temporary files lie in `folder`."""
    command = [sys.executable, "-m", "bot.cli", "sandbox", "--port", "0", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            yield next(word for word in line.split() if word.startswith("http://"))
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)
    assert process.returncode == 0


@contextlib.asynccontextmanager
async def browsed(address: str, *, width: int = 1440, height: int = 900) -> AsyncIterator[Page]:
    """Open the page anew, everything in it at its beginning; anything that the browser complains of is an error."""
    async with async_playwright() as player:
        browser = await player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(SECONDS)
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        await page.goto(address)
        await phone(page, 0).wait_for(state="attached")
        yield page
        assert complaints == []
        await browser.close()


def phone(page: Page, place: int) -> Locator:
    """Find a phone by its place."""
    return page.locator(".phone").nth(place)


async def join(page: Page, place: int, agreed: str = "Rozumím, pokračovat") -> None:
    """Open the link that lies ready on a phone and agree."""
    await phone(page, place).locator(".begin").click()
    await phone(page, place).get_by_role("button", name=agreed).click()


async def skip(page: Page, to: str) -> None:
    """Move time and wait until it stands."""
    await page.locator(f"[data-skip={to}]").click()
    await page.locator("body[data-busy=time]").wait_for()
    await page.locator("body[data-busy='']").wait_for()
