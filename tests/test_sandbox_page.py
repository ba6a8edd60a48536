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
from playwright.async_api import expect

from bot.sandbox.page.serving import PORT
from bot.sandbox.page.words import sandbox_tables
from bot.words import LANGUAGES
from tests.cli_world import Shell
from tests.sandbox_stage import browsed, join, phone, sandbox, skip

PLACEHOLDER = re.compile(r"\{(\w+)\}")
SAID = re.compile(r"""(?:say|knows)\((["'`])([a-z_A-Z]+)(\$\{)?""")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("sandbox")
    with sandbox(folder, "--language", "cs") as found:
        yield found
    assert list(folder.iterdir()) == []


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, monkeypatch, capsys)


async def test_a_partners_first_answer_goes_from_the_invite_to_the_next_activity(address: str) -> None:
    async with browsed(address) as page:
        await join(page, 0)
        await skip(page, "next")
        one = phone(page, 0)
        await expect(one.locator(".badge")).to_contain_text(re.compile(r"\d"))
        await one.get_by_role("button", name="Začít").click()
        await one.get_by_role("button", name="Splněno", exact=True).click()
        await one.get_by_label("Zpráva", exact=True).fill("město 120 tis.")
        await one.get_by_role("button", name="Odeslat", exact=True).click()
        await expect(one.locator(".log")).to_contain_text("120 000 Kč")
        await expect(one.locator(".badge")).to_be_empty()


async def test_a_narrow_screen_shows_one_phone_at_a_time_and_nothing_sticks_out(address: str) -> None:
    async with browsed(address, width=360, height=740) as page:
        await expect(page.locator(".phone:visible")).to_have_count(1)
        await page.locator("#tabs button").nth(2).click()
        await expect(phone(page, 2)).to_be_visible()
        await expect(phone(page, 0)).to_be_hidden()
        box = await page.locator("main").bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 360


async def test_the_keyboard_alone_joins_and_writes(address: str) -> None:
    async with browsed(address) as page:
        await phone(page, 0).locator(".begin").focus()
        await page.keyboard.press("Enter")
        agreed = phone(page, 0).get_by_role("button", name="Rozumím, pokračovat")
        await agreed.focus()
        await page.keyboard.press("Space")
        await expect(phone(page, 0).locator(".log")).to_contain_text("Připojení je hotové")
        await phone(page, 0).get_by_label("Zpráva", exact=True).focus()
        await page.keyboard.type("/pomoc")
        await page.keyboard.press("Enter")
        await expect(phone(page, 0).locator(".log .mine").last).to_contain_text("/pomoc")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_in_either_scheme(address: str, scheme: str) -> None:
    async with browsed(address) as page:
        await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        await join(page, 0)
        await skip(page, "next")
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


async def test_a_photo_and_a_document_are_sent_and_open(address: str) -> None:
    async with browsed(address) as page:
        await join(page, 0)
        await phone(page, 0).get_by_role("button", name="Přiložit").click()
        picture = {"name": "hriste.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}
        await phone(page, 0).locator("[data-upload=document]").set_input_files(picture)  # type: ignore[arg-type]  # a dict is one
        await expect(phone(page, 0).locator(".log .mine").last).to_contain_text("hriste.png")


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
