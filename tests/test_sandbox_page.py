"""The sandbox is played in a real browser, on the real bot, as somebody who tries it would."""

import contextlib
import http.client
import re
import socket
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]  # it ships no types
from playwright.async_api import Page, expect

from bot.sandbox.page.serving import PORT
from bot.sandbox.page.words import sandbox_tables
from bot.sandbox.partner_pranks import picture
from bot.words import LANGUAGES
from tests.cli_world import Shell
from tests.sandbox_stage import browsed, join, phone, reads, sandbox, skip, tab_to, tap, write

PLACEHOLDER = re.compile(r"\{(\w+)\}")
SAID = re.compile(r"""(?:say|knows)\((["'`])([a-z_A-Z]+)(\$\{)?""")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("sandbox")
    with sandbox(folder, "--language", "cs") as found:
        yield found
    assert list(folder.iterdir()) == []


async def test_on_a_phones_screen_one_phone_is_seen_at_a_time_nothing_sticks_out_and_an_answer_is_given(
    address: str,
) -> None:
    async with browsed(address, width=360, height=740) as page:
        await expect(page.locator(".phone:visible")).to_have_count(1)
        await page.locator("#tabs button").nth(2).click()
        await expect(phone(page, 2)).to_be_visible()
        await expect(phone(page, 0)).to_be_hidden()
        await page.locator("#tabs button").first.click()
        await join(page, 0)
        await skip(page, "next")
        await tap(page, 0, "Začít", "Splněno")
        await phone(page, 0).get_by_label("Zpráva", exact=True).fill("město 120 tis.")
        await phone(page, 0).get_by_role("button", name="Odeslat", exact=True).click()
        await reads(page, 0, "celkem 120 000 Kč")
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360
        sticking = "all => all.filter(one => one.getBoundingClientRect().right > innerWidth + 0.5).length"
        assert await phone(page, 0).locator("*").evaluate_all(sticking) == 0


async def test_the_keyboard_alone_joins_moves_time_and_answers(address: str) -> None:
    async with browsed(address) as page:
        one, act = phone(page, 0), page.keyboard
        for key in (
            one.locator(".begin"),
            one.get_by_role("button", name="Rozumím, pokračovat"),
            page.locator("[data-skip=next]"),
            one.get_by_role("button", name="Začít"),
            one.get_by_role("button", name="Splněno", exact=True),
        ):
            await key.wait_for()
            await tab_to(page, key)
            await act.press("Enter")
        await reads(page, 0, "Jaké byly náklady")
        await tab_to(page, one.get_by_label("Zpráva", exact=True))
        await act.type("město 120 tis.")
        await act.press("Enter")
        await reads(page, 0, "celkem 120 000 Kč")
        await tab_to(page, one.get_by_role("button", name="Souhlasí"))
        await act.press("Space")
        await reads(page, 0, "Co se v roce 2026 udělalo?")


AGREED = {"cs": "Rozumím, pokračovat", "en": "Understood, go on"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_axe_finds_nothing_in_either_scheme_on_any_width_and_over_an_opened_report(
    address: str, language: str
) -> None:
    async with browsed(address, language=language) as page:
        await join(page, 0, AGREED[language])
        await join(page, 2, AGREED[language])
        await skip(page, "next")
        await write(page, 2, "/zprava")
        await tap(page, 2, "Web")
        report = phone(page, 2).get_by_role("button", name=re.compile(r"draft-1\.html"))
        await report.wait_for()
        for scheme, width in (("light", 1440), ("dark", 1440), ("light", 390)):
            await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            await page.set_viewport_size({"width": width, "height": 844})
            await _has_nothing_to_complain_of(page)
        await page.set_viewport_size({"width": 1440, "height": 900})
        await report.click()
        await page.frame_locator("#viewer iframe").locator("h1").first.wait_for()
        await _has_nothing_to_complain_of(page)


async def _has_nothing_to_complain_of(page: Page) -> None:
    found = await Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


async def test_starting_again_forgets_everything(address: str) -> None:
    async with browsed(address, language="en") as page:
        page.on("dialog", lambda asked: asked.accept())
        await join(page, 0, agreed="Understood, go on")
        run = await page.locator("body").get_attribute("data-run")
        await page.get_by_role("button", name="Start again").click()
        await page.locator(f"body[data-run='{int(run or 0) + 1}']").wait_for()
        await expect(page.locator(".begin")).to_have_count(3)
        await phone(page, 0).locator(".begin").click()
        await expect(phone(page, 0).locator(".log")).to_contain_text("Understood, go on")


async def test_as_long_as_nobody_has_begun_the_phones_speak_as_the_page_does(address: str) -> None:
    async with browsed(address) as page:
        await page.get_by_role("link", name="English").click()
        await phone(page, 0).locator(".begin").wait_for()
        await page.wait_for_function("() => document.body.dataset.language === 'en'")
        await phone(page, 0).locator(".begin").click()
        await expect(phone(page, 0).locator(".log")).to_contain_text("Understood, go on")
        await page.get_by_role("link", name="Česky").click()
        await expect(phone(page, 0).locator(".log")).to_contain_text("Understood, go on")


async def test_a_photo_a_document_a_voice_and_a_place_are_sent_and_the_photo_opens(address: str) -> None:
    async with browsed(address) as page:
        await join(page, 0)
        mine = phone(page, 0).locator(".log .mine")
        for act, name, kind in UPLOADS:
            await phone(page, 0).get_by_role("button", name="Přiložit").click()
            file = {"name": name, "mimeType": kind, "buffer": picture()}
            await phone(page, 0).locator(f"[data-upload={act}]").set_input_files(file)  # type: ignore[arg-type]  # a dict is one
            await expect(mine.last.locator(f"[src^='/files/'], :text('{name}')").first).to_be_visible()
        await phone(page, 0).get_by_role("button", name="Přiložit").click()
        await phone(page, 0).get_by_role("button", name="Poslat polohu").click()
        await expect(mine.last).to_contain_text("49.82090, 18.26250")
        await mine.locator("img").first.click()
        await expect(page.locator("#viewer img")).to_be_visible()
        width = await page.locator("#viewer img").evaluate("one => one.decode().then(() => one.naturalWidth)")
        assert width == 16


UPLOADS = (
    ("document", "hriste.png", "image/png"),
    ("voice", "zprava.ogg", "audio/ogg"),
    ("photo", "hriste.png", "image/png"),
)


def _asked(address: str, method: str, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
    place = urlsplit(address)
    with contextlib.closing(http.client.HTTPConnection(place.hostname or "", place.port, timeout=20)) as connection:
        connection.request(method, path, body=b"{}" if method == "POST" else None, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer


def test_another_sites_page_can_neither_act_nor_look(address: str) -> None:
    json = {"Content-Type": "application/json"}

    assert _asked(address, "POST", "/time", json).status == 403
    assert _asked(address, "GET", "/", {"Host": "attacker.example"}).status == 400
    assert _asked(address, "GET", "/static/..%2fcs%2fcli.toml", {}).status == 404
    policy = _asked(address, "GET", "/", {}).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_it_refuses_any_database_but_its_own(shell: Shell) -> None:
    ran = shell.run("sandbox", "--database", "postgresql+asyncpg://town/plneni")

    assert (ran.code, ran.out) == (2, "")
    assert "--database" in ran.err


def test_where_the_usual_port_is_taken_a_free_one_is_told(tmp_path: Path) -> None:
    with contextlib.closing(socket.socket()) as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):  # somebody else's is as good
            other.bind(("127.0.0.1", PORT))
            other.listen()
        with sandbox(tmp_path, port=None) as found:
            assert urlsplit(found).port != PORT


def test_a_port_in_use_is_a_sentence(shell: Shell, address: str) -> None:
    ran = shell.run("sandbox", "--port", str(urlsplit(address).port))

    assert ran.code == 2
    assert str(urlsplit(address).port) in ran.err


def test_both_languages_have_the_same_words_with_the_same_data() -> None:
    czech, english = (sandbox_tables(language) for language in LANGUAGES)

    assert {table: set(words) for table, words in czech.items()} == {
        table: set(words) for table, words in english.items()
    }
    for table, words in czech.items():
        for key, text in words.items():
            assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(english[table][key])), key


def test_every_word_the_page_says_is_there_and_none_is_spare() -> None:
    folder = files("templates") / "sandbox"
    scripts = "".join(each.read_text("utf-8") for each in folder.iterdir() if each.name.endswith(".js"))
    page = (folder / "page.html").read_text("utf-8")
    known = tomllib.loads((files("templates") / "cs" / "sandbox.toml").read_text("utf-8"))["page"].keys()
    found = {(key, bool(open_)) for _, key, open_ in SAID.findall(scripts)}
    whole = {key for key, is_start in found if not is_start} | set(re.findall(r"words\.(\w+)", page)) | {"own_name"}
    begun = tuple(re.findall(r"`([a-z]+_)\$\{", scripts))
    quoted = set(re.findall(r'"([a-z_]+)"', scripts + page))

    assert whole - known == set()
    assert {key for key in known - whole - quoted if not key.startswith(begun)} == set()
