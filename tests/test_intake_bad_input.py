"""What people do that must just work, and bad input: a clear answer, nothing changed that should not be."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.conversation.buttons import Verb, button_data, code
from bot.sandbox.people import Message, Person
from storage.tables.tasks import attachments
from tests.chat_dialogues import plain
from tests.chat_stage import ChatStage, chat_stage

NO_CHOICE = "Textu „{}“ neodpovídá žádná z možností. Klepněte na tlačítko, nebo napište, co na něm stojí."
FORGED = ("x", "", "c", "zz:1:2", ":::", "v:abc", "v:-1", "v:99999999999999999999", "L:xx", "c:" + "a" * 60, "č:ř")
CONTACT = "Eva Sojková, tel. 000 000 000"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[ChatStage]:
    async with chat_stage(tmp_path) as played:
        yield played


@pytest.fixture
async def petra(stage: ChatStage) -> Person:
    """Somebody who stands at the first question of the first activity."""
    person = await stage.join("Petra K.", "kotva")
    await stage.taps(person, "Začít")
    return person


async def at_description(stage: ChatStage, person: Person) -> None:
    for label in ("Splněno", "Bez nákladů"):
        await stage.taps(person, label)


async def at_projects(stage: ChatStage, person: Person) -> None:
    await at_description(stage, person)
    await stage.taps(person, "Neuvádět")
    await stage.taps(person, "Projekty")


def texts(messages: list[Message]) -> list[str]:
    return [plain(one.text) for one in messages]


def test_every_answer_here_is_read_with_plain_spaces() -> None:
    assert plain("a\u00a0b ") == "a b"


async def test_a_text_at_a_button_question_is_answered_and_stores_nothing(stage: ChatStage, petra: Person) -> None:
    before = await stage.kept()
    said = texts(await stage.says(petra, "celkem dobře, jen hřiště ne"))
    assert said == [NO_CHOICE.format("celkem dobře, jen hřiště ne")]
    assert await stage.kept() == before
    await stage.check_books()


async def test_a_text_of_almost_twenty_thousand_characters_is_kept_whole(stage: ChatStage, petra: Person) -> None:
    await at_description(stage, petra)
    text = ("Klub měl otevřeno. " * 1_100)[:19_990].strip().ljust(19_990, "x")
    said = texts(await stage.says(petra, text))
    parts = (await stage.answered("1.1", "description"))[0]
    assert len(parts) == 5
    assert "".join(parts).replace(" ", "") == text.replace(" ", "")
    assert said[0].startswith("Zapsáno: ")
    assert any("stačí nejvýš 4 000" in one and "Uložený je celý" in one for one in said)


async def test_a_text_too_long_to_keep_is_refused_and_what_stands_there_stays(stage: ChatStage, petra: Person) -> None:
    await at_description(stage, petra)
    await stage.says(petra, "y" * 4_096 * 4)
    await stage.pass_time(timedelta(seconds=5))
    before = await stage.kept()
    said = texts(await stage.says(petra, "z" * 4_000))
    assert said == ["Text má 20 388 znaků, přijmout lze nejvýš 20 000. Pošlete ho prosím jako soubor, nebo ho zkraťte."]
    assert await stage.kept() == before


async def test_a_warning_of_length_is_said_once(stage: ChatStage, petra: Person) -> None:
    await at_description(stage, petra)
    said = texts(await stage.says(petra, "y" * 12_000))
    assert sum("stačí nejvýš" in one for one in said) == 1


async def test_emoji_are_kept_and_control_characters_are_not(stage: ChatStage, petra: Person) -> None:
    await at_description(stage, petra)
    await stage.says(petra, "Děti 👨‍👩‍👧 🎉\u0007\u200b\u202e tábor")
    stored = (await stage.answered("1.1", "description"))[0][0]
    assert "👨‍👩‍👧 🎉" in stored
    assert not set(stored) & set("\u0007\u202e")
    assert (await stage.taps(petra, "Hotovo"))[0].text.startswith("Co ještě doplnit")
    await stage.check_books()


@pytest.mark.parametrize("nothing", ["\ufeff", "\ufdd0"])
async def test_a_text_of_nothing_visible_is_no_answer(stage: ChatStage, petra: Person, nothing: str) -> None:
    await at_description(stage, petra)
    before = await stage.kept()
    said = texts(await stage.says(petra, nothing))
    assert said == ["Ve zprávě není žádný text, který by šel uložit. Napište ho prosím slovy."]
    assert await stage.kept() == before


async def test_markup_in_a_project_name_is_text(stage: ChatStage, petra: Person) -> None:
    await at_projects(stage, petra)
    name = "<b>Klub</b> & <script>alert(1)</script> Maják"
    said = await stage.says(petra, f"{name} 20 tis")
    assert f"1 {name}, 20 000 Kč" in plain(said[0].text)
    assert "&lt;b&gt;" in said[0].html
    assert await stage.answered("1.1", "project_name") == [[name]]
    checked = await stage.taps(petra, "Souhlasí")
    assert "Projekty: 1" in checked[0].text
    await stage.check_books()


async def test_a_formula_as_description_is_text(stage: ChatStage, petra: Person) -> None:
    await at_description(stage, petra)
    await stage.says(petra, "=1+1")
    assert await stage.answered("1.1", "description") == [["=1+1"]]


async def test_markup_in_a_persons_name_is_text(stage: ChatStage) -> None:
    coordinator = await stage.join("Eva Sojková", "")
    stranger = await stage.crowd.person("<i>Petra</i> & <b>K.")
    await stranger.start("used-or-invented")
    await stage.quiet()
    await stage.says(stranger, "<a href='x'>Kotva</a>")
    assert "Jméno v Telegramu: <i>Petra</i> & <b>K." in coordinator.last.text
    assert "<a href='x'>Kotva</a>" in coordinator.last.text
    await stage.check_books()


async def test_a_forwarded_text_is_an_answer_where_one_is_awaited(stage: ChatStage, petra: Person) -> None:
    await at_description(stage, petra)
    said = await stage.new_after(petra, petra.forwards("Klub měl otevřeno."))
    assert said[0].text.startswith("Zapsáno: 1")
    assert await stage.answered("1.1", "description") == [["Klub měl otevřeno."]]


async def test_a_forwarded_command_is_no_command(stage: ChatStage, petra: Person) -> None:
    before = await stage.kept()
    said = texts(await stage.new_after(petra, petra.forwards("/prehled")))
    assert said == [NO_CHOICE.format("/prehled")]
    assert await stage.kept() == before


async def test_a_video_of_fifty_megabytes_is_refused_at_once(stage: ChatStage, petra: Person) -> None:
    before = await stage.kept()
    said = texts(await stage.new_after(petra, petra.sends_video(size=50_000_000)))
    assert said == ["Soubor má 50 MB, přijmout lze nejvýš 20 MB. Pošlete menší nebo odkaz."]
    assert await stage.kept() == before
    assert await stage.rows(select(attachments.c.id)) == []


@pytest.mark.parametrize("name", ["hra.exe", "HRA.EXE", "skript.js", "bez přípony"])
async def test_a_file_that_no_office_opens_is_refused(stage: ChatStage, petra: Person, name: str) -> None:
    before = await stage.kept()
    said = texts(await stage.new_after(petra, petra.sends_document(name, b"MZ")))
    assert len(said) == 1
    assert said[0].endswith("nepřijímáme. Lze poslat fotku, PDF, Word nebo Excel.")
    assert await stage.kept() == before
    assert await stage.rows(select(attachments.c.id)) == []


async def test_a_place_that_no_question_asks_for_is_not_kept(stage: ChatStage, petra: Person) -> None:
    before = await stage.kept()
    said = texts(await stage.new_after(petra, petra.sends_location(49.8, 18.2)))
    assert said == ["Na místo se teď neptáme, poloha není uložená."]
    assert await stage.kept() == before


async def test_an_invite_serves_one_person_once(stage: ChatStage) -> None:
    token = await stage.invite("kotva")
    first, second = await stage.crowd.person("Petra K."), await stage.crowd.person("Jan V.")
    for person in (first, second):
        await person.start(token)
        await stage.quiet()
    await first.taps("Rozumím, pokračovat")
    await second.taps("Rozumím, pokračovat")
    await stage.quiet()
    assert "prosíme o podklady" in first.last.text
    assert second.last.text.startswith("Tento odkaz už byl použit nebo skončila jeho platnost.")
    await stage.pass_time(timedelta(seconds=5))
    again = await stage.new_after(first, first.start(token))
    assert again[0].text.startswith("Tento odkaz už byl použit")
    await stage.check_books()


async def test_an_invite_that_expires_while_it_is_read_binds_nobody(stage: ChatStage) -> None:
    person = await stage.crowd.person("Petra K.")
    await person.start(await stage.invite("kotva", days=1))
    await stage.quiet()
    await stage.pass_time(timedelta(days=1))
    said = await stage.taps(person, "Rozumím, pokračovat")
    assert said[0].text.startswith("Tento odkaz už byl použit nebo skončila jeho platnost.")
    assert (await stage.says(person, "/prehled"))[0].text.startswith("Tato služba slouží partnerům města.")


async def test_a_double_tap_has_its_effect_once(stage: ChatStage, petra: Person) -> None:
    question = petra.last
    tapped = question.buttons[0][0].data
    assert tapped is not None
    for _ in range(2):
        await petra.taps_data(tapped, message=question)
    await stage.quiet()
    assert len(await stage.answered("1.1", "degree")) == 1
    assert [one.text for one in petra.chat if one.by_bot and "náklady" in one.text] == [petra.last.text]
    assert len(petra.toasts) >= 3  # every tap is answered, so no button keeps turning
    await stage.check_books()


async def test_a_double_tap_on_send_submits_once(stage: ChatStage, petra: Person) -> None:
    await stage.says(petra, "netýká se")
    sends = petra.last.buttons[0][0].data
    assert sends is not None
    for _ in range(2):
        await petra.taps_data(sends, message=petra.last)
    await stage.quiet()
    assert (await stage.kept())[2] == 1


async def test_last_weeks_button_changes_nothing_and_says_how_things_are(stage: ChatStage, petra: Person) -> None:
    old = petra.last
    await stage.taps(petra, "Splněno")
    await stage.pass_time(timedelta(days=7))
    before = await stage.kept()
    partly = old.buttons[0][1].data
    assert partly is not None
    said = await stage.new_after(petra, petra.taps_data(partly, message=old))
    assert texts(said) == ["Toto tlačítko patří k dřívější otázce. Odpověď je teď: splněno."]
    assert said[0].labels == ("Otevřít",)
    assert await stage.kept() == before


async def test_forged_button_data_change_nothing(stage: ChatStage, petra: Person) -> None:
    before = await stage.kept()
    for data in FORGED:
        await petra.taps_data(data)
        await stage.quiet()
        await stage.pass_time(timedelta(seconds=5))
        assert await stage.kept() == before, data
    await stage.check_books()


async def test_no_button_of_another_organisations_task_does_anything(stage: ChatStage, petra: Person) -> None:
    foreign = await stage.task_id("2.1")
    before = await stage.kept()
    for verb in Verb:
        for data in (
            button_data(verb, foreign),
            button_data(verb, foreign, code("degree"), "", code("fulfilled"), "9"),
            button_data(verb, foreign, code("degree"), "", "9"),
        ):
            await petra.taps_data(data)
            await stage.quiet()
        await stage.pass_time(timedelta(seconds=9))
        assert await stage.kept() == before, verb
        assert "2.1" not in petra.last.text, verb
    await stage.check_books()


async def test_a_foreign_task_answers_with_whom_to_ask(stage: ChatStage, petra: Person) -> None:
    said = await stage.new_after(petra, petra.taps_data(button_data(Verb.OPEN, await stage.task_id("2.1"))))
    assert texts(said) == [f"Sem přístup nemáte. Kontakt: {CONTACT}"]


async def test_a_partner_cannot_let_people_in(stage: ChatStage, petra: Person) -> None:
    await stage.join("Eva Sojková", "")
    stranger = await stage.crowd.person("Jan V.")
    await stranger.start("used-or-invented")
    await stage.quiet()
    await stranger.says("Klub Kotva")
    await stage.quiet()
    async with stage.app.database.read() as tx:
        from storage.people import load_access_requests  # noqa: PLC0415 - used here alone

        request = (await load_access_requests(tx, ["kamenov"]))[0].id
    said = await stage.new_after(petra, petra.taps_data(button_data(Verb.ALLOW, request, "kotva")))
    assert texts(said) == [f"Sem přístup nemáte. Kontakt: {CONTACT}"]
    assert (await stage.says(stranger, "/prehled"))[0].text.startswith("Tato služba slouží partnerům města.")


async def test_a_coordinator_cannot_let_somebody_in_for_an_organisation_that_is_not_there(stage: ChatStage) -> None:
    coordinator = await stage.join("Eva Sojková", "")
    stranger = await stage.crowd.person("Jan V.")
    await stranger.start("used-or-invented")
    await stage.quiet()
    await stranger.says("Klub Kotva")
    await stage.quiet()
    allowed = coordinator.last.buttons[0][0].data
    assert allowed is not None
    await coordinator.taps_data(allowed.replace(code("kotva"), code("nikdo")))
    await stage.quiet()
    assert (await stage.says(stranger, "/prehled"))[0].text.startswith("Tato služba slouží partnerům města.")
    await stage.check_books()


async def test_an_edit_of_a_message_that_answered_nothing_changes_nothing(stage: ChatStage, petra: Person) -> None:
    await stage.says(petra, "/pomoc")
    mine = next(one for one in petra.chat if one.text == "/pomoc")
    before = await stage.kept()
    said = texts(await stage.new_after(petra, petra.edits(mine, "splněno")))
    assert said == ["Tato zpráva není součástí žádné odpovědi, úprava nic nemění."]
    assert await stage.kept() == before


async def test_a_photo_a_document_and_a_voice_note_are_kept_and_fetched(stage: ChatStage, petra: Person) -> None:
    await stage.taps(petra, "Splněno")
    await stage.new_after(petra, petra.sends_photo(b"\xff\xd8 photo"))
    await stage.new_after(petra, petra.sends_document("zpráva o klubu.docx", b"PK\x03\x04 document"))
    said = texts(await stage.new_after(petra, petra.sends_voice(b"OggS voice")))
    assert said[0].startswith("Nahrávka je uložená jako příloha.")
    found = await stage.rows(select(attachments.c.name, attachments.c.state, attachments.c.size))
    assert [(name, state) for name, state, _ in found] == [
        ("foto.jpg", "kept"), ("zpráva o klubu.docx", "kept"), ("nahravka.ogg", "kept")
    ]  # fmt: skip
    kept = Path(stage.app.config.reports.folder) / "attachments"
    assert sorted(file.read_bytes() for file in kept.iterdir()) == [
        b"OggS voice",
        b"PK\x03\x04 document",
        b"\xff\xd8 photo",
    ]
    await stage.check_books()


async def test_a_file_that_cannot_be_fetched_is_reported(stage: ChatStage, petra: Person) -> None:
    await stage.taps(petra, "Splněno")
    from bot.sandbox.botapi.faults import FaultKind  # noqa: PLC0415 - used here alone

    stage.server.faults.order(FaultKind.SERVER_ERROR, times=8, method="getFile")
    await petra.sends_document("zpráva.docx", b"PK\x03\x04")
    await stage.quiet()
    for _ in range(10):
        await stage.pass_time(timedelta(hours=2))
    told = [plain(one.text) for one in petra.chat if one.by_bot]
    assert told.count("Omlouváme se, soubor se nepodařilo stáhnout: zpráva.docx. Pošlete ho prosím znovu.") == 1
    assert (await stage.rows(select(attachments.c.state)))[0][0] == "refused"


async def test_a_file_is_fetched_once_telegram_is_back(stage: ChatStage, petra: Person) -> None:
    await stage.taps(petra, "Splněno")
    from bot.sandbox.botapi.faults import FaultKind  # noqa: PLC0415 - used here alone

    stage.server.faults.order(FaultKind.BAD_GATEWAY, times=3, method="getFile")
    await petra.sends_document("zpráva.docx", b"PK\x03\x04")
    await stage.quiet()
    for _ in range(4):
        await stage.pass_time(timedelta(minutes=5))
    assert (await stage.rows(select(attachments.c.state)))[0][0] == "kept"
    assert not [one for one in petra.chat if one.by_bot and "nepodařilo" in one.text]


async def test_blocking_is_noticed_and_returning_goes_on_where_it_was(stage: ChatStage, petra: Person) -> None:
    await stage.taps(petra, "Splněno")
    await petra.blocks()
    await stage.quiet()
    assert await stage.contact_state(petra) == "blocked"
    await stage.pass_time(timedelta(days=3))
    await petra.unblocks()
    await stage.quiet()
    assert await stage.contact_state(petra) == "active"
    said = await stage.new_after(petra, petra.start())
    assert said[0].labels[0] == "Pokračovat"
    assert "náklady" in (await stage.taps(petra, "Pokračovat"))[0].text
    await stage.check_books()


async def test_an_update_that_comes_twice_has_its_effect_once(stage: ChatStage, petra: Person) -> None:
    await at_description(stage, petra)
    stage.server.world.updates.repeat_next(2)
    await stage.says(petra, "Klub měl otevřeno.")
    await stage.says(petra, "Chodilo 64 dětí.")
    assert await stage.answered("1.1", "description") == [["Klub měl otevřeno.", "Chodilo 64 dětí."]]
    await stage.check_books()


async def test_a_birth_number_is_pointed_out_and_blocks_nothing(stage: ChatStage, petra: Person) -> None:
    await at_description(stage, petra)
    said = texts(await stage.says(petra, "Klient 850101/1002 chodil celý rok."))
    assert any("číslo podobné rodnému" in one for one in said)
    assert len(await stage.answered("1.1", "description")) == 1
