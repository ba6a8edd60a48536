"""Whole plays on the trial page, in a real browser on the real bot: answering, returning, chasing, closing."""

import re
from collections.abc import Iterator

import pytest
from playwright.async_api import Page, expect

from tests.sandbox_stage import browsed, join, open_phone, phone, reads, sandbox, skip, tap, work, write

KOTVA, EVA = 2, 3
"""Places of the phones: Petra K. and Jan V. come first, a phone opened later stands before the coordinator's."""
SAID = "Klub měl otevřeno 212 dní, chodilo 64 dětí."


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with sandbox(tmp_path_factory.mktemp("sandbox"), "--language", "cs") as found:
        yield found


async def _begin(page: Page) -> None:
    """Put a partner with two activities on the page beside the coordinator; the round opens, they begin."""
    await open_phone(page, "Lenka S.")
    await join(page, KOTVA)
    await join(page, EVA)
    await skip(page, "next")
    await expect(phone(page, KOTVA).locator(".badge")).to_contain_text(re.compile(r"\d"))
    await tap(page, KOTVA, "Začít")


async def _answer_first(page: Page) -> None:
    await tap(page, KOTVA, "Splněno")
    await reads(page, KOTVA, "Jaké byly náklady")
    await write(page, KOTVA, "město 120 tis, MV 60 000")
    await reads(page, KOTVA, "celkem 180 000 Kč")
    await tap(page, KOTVA, "Souhlasí")
    await reads(page, KOTVA, "Co se v roce 2026 udělalo?")
    await write(page, KOTVA, SAID)
    await reads(page, KOTVA, "Zapsáno: 1 zpráva")
    await tap(page, KOTVA, "Hotovo")
    await reads(page, KOTVA, "Počet podpořených dětí?")
    await write(page, KOTVA, "64")
    await reads(page, KOTVA, "Počet dnů")
    await write(page, KOTVA, "212")
    await tap(page, KOTVA, "Odeslat a další")


async def test_a_partner_goes_from_the_invite_to_the_receipt(address: str) -> None:
    async with browsed(address) as page:
        await _begin(page)
        await _answer_first(page)
        await reads(page, KOTVA, "Aktivita 2.3.1 (2/2)")
        await tap(page, KOTVA, "Nesplněno", "Chyběli lidé", "Zatím nevíme", "Bez nákladů")
        await reads(page, KOTVA, "Co se v roce 2026 udělalo?")
        await tap(page, KOTVA, "Neuvádět", "Nic, ke kontrole", "Odeslat")
        await reads(page, KOTVA, "Podklady máme úplné")
        await expect(phone(page, KOTVA).locator(".badge")).to_be_empty()


async def test_a_returned_answer_is_completed_by_the_partner_and_seen_again_by_the_coordinator(address: str) -> None:
    async with browsed(address) as page:
        await _begin(page)
        await _answer_first(page)
        await reads(page, KOTVA, "Aktivita 2.3.1 (2/2)")
        await write(page, EVA, "/kontrola")
        await tap(page, EVA, "Vrátit")
        await reads(page, EVA, "Co se má doplnit?")
        await tap(page, EVA, "3")
        await reads(page, EVA, "Proč?")
        await write(page, EVA, "Kolik bylo besed?")
        await reads(page, EVA, "Vrátit k doplnění: aktivita 2.1.1")
        await tap(page, EVA, "Vrátit")
        await reads(page, KOTVA, "Kolik bylo besed?")
        await expect(phone(page, KOTVA).locator(".badge")).to_contain_text("1")
        await tap(page, KOTVA, "Doplnit")
        await reads(page, KOTVA, "prosíme o doplnění jedné odpovědi")
        await write(page, KOTVA, f"{SAID} Besed bylo 18.")
        await reads(page, KOTVA, "Zapsáno: 1 zpráva")
        await tap(page, KOTVA, "Hotovo", "Odeslat opravu")
        await reads(page, EVA, "Doplněno po vrácení: aktivita 2.1.1")


async def test_the_coordinator_reads_the_status_reminds_by_hand_and_gets_a_draft_that_opens_in_the_page(
    address: str,
) -> None:
    async with browsed(address) as page:
        await join(page, 0)
        await join(page, 2)
        await skip(page, "next")
        await reads(page, 0, "Čeká na vás 5 aktivit")
        await skip(page, "day")
        await write(page, 2, "/stav")
        await reads(page, 2, "Odesláno 0/27")
        await tap(page, 2, "Upozornit", "Všechny bez odezvy (1)")
        await tap(page, 2, "Poslat")
        await reads(page, 0, "Zatím chybí: 2.2.2")
        await expect(page.locator("#strip")).to_contain_text("upozornění od koordinace")
        await write(page, 2, "/zprava")
        await tap(page, 2, "Vše")
        file = phone(page, 2).get_by_role("button", name=re.compile(r"zprava-draft-1\.html"))
        await file.click()
        report = page.frame_locator("#viewer iframe")
        await expect(report.locator("h1").first).to_contain_text("Kamenov")
        await page.get_by_role("button", name="Zavřít").click()
        await expect(page.locator("#reports")).to_contain_text("Zpráva, pracovní verze 1")


async def test_the_others_answer_and_after_the_closing_the_report_opens_and_comes_to_the_coordinator(
    address: str,
) -> None:
    async with browsed(address) as page:
        await join(page, 2)
        await skip(page, "next")
        await work(page, page.locator("#answer-all"))
        await expect(page.locator("#people .doing", has_text="neví, jak dál")).to_have_count(0)
        await expect(page.locator("#people .doing", has_text="hotovo")).to_have_count(10)
        await skip(page, "deadline")
        await skip(page, "closing")
        await expect(page.locator("#strip .past[data-act=closing]")).to_be_visible()
        await expect(page.locator("#news")).to_contain_text("Zpráva je hotová")
        await page.get_by_role("button", name="Stránka: zprava-edition-1.html").click()
        report = page.frame_locator("#viewer iframe")
        await expect(report.locator("h1").first).to_contain_text("Kamenov")
        await page.get_by_role("button", name="Zavřít").click()
        pdf = await page.evaluate("fetch('/reports/zprava-edition-1.pdf').then(one => one.text())")
        assert pdf.startswith("%PDF-")
        async with page.expect_download() as saved:
            await page.get_by_role("link", name="Word: zprava-edition-1.docx").click()
        assert (await saved.value).suggested_filename == "zprava-edition-1.docx"
        await skip(page, "next")
        await expect(phone(page, 2).locator(".log")).to_contain_text("zprava-edition-1.docx")


async def test_each_manner_shows_silent_blocked_slow_and_contradictory_people(address: str) -> None:
    async with browsed(address) as page:
        await skip(page, "next")
        for name, manner in MANNERS.items():
            await page.get_by_label(f"Povaha: {name}", exact=True).select_option(manner)
        await work(page, page.locator("#answer-all"))
        for name, doing in SEEN.items():
            await expect(page.locator("#people li", has_text=name).locator(".doing")).to_have_text(doing)
        await open_phone(page, "Lenka S.")
        await expect(phone(page, 2).locator(".log")).to_contain_text("Součet 550 000 Kč, náklady 240 000 Kč")


async def test_in_english_too_people_answer_by_themselves(address: str) -> None:
    async with browsed(address, language="en") as page:
        await skip(page, "next")
        for name in ("Petra K.", "Eva Sojková"):
            await work(page, page.get_by_role("button", name=f"Let them answer: {name}", exact=True))
            await expect(page.locator("#people li", has_text=name).locator(".doing")).to_have_text("done")
        await expect(phone(page, 0).locator(".log")).to_contain_text("We have everything: 5 activities")
        await expect(phone(page, 0).locator(".log")).to_contain_text(
            "the organisation's own resources CZK 30,000\n3.2.1"
        )
        await expect(phone(page, 2).locator(".log")).to_contain_text("We have everything: 4 priorities")


MANNERS = {"Marie D.": "silent", "Tomáš B.": "blocked", "Lenka S.": "contradictory", "Karel N.": "slow"}
SEEN = {"Marie D.": "čeká", "Tomáš B.": "blokuje bota", "Lenka S.": "hotovo", "Karel N.": "dokončí jindy"}
