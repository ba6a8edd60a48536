"""What a coordinator does with the edition of a closed round (G8): more time, the council's summary, publishing."""

import shutil
from pathlib import Path

from sqlalchemy import delete

from bot.report_verifying import verify_editions
from storage.tables.reports import edition_files
from tests.calendar_stage import calendar_stage
from tests.test_closing import fill_in

FORMATS = ('formats = ["html", "json"]', 'formats = ["docx", "html"]')


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


async def test_the_summary_names_what_is_missing_and_every_button_does_what_it_says(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path, FORMATS) as stage:
        petra, jan = await stage.join("Petra K.", "kotva"), await stage.join("Jan V.", "mp")
        eva = await stage.join("Eva S.", "")
        await stage.until("2027-01-12 10:00")
        await stage.taps(petra, "Začít")
        await fill_in(stage, petra, send=False)
        await stage.until("2027-02-01 09:00")
        summary = eva.last
        assert summary.labels == ("Nedodané (5)", "Prodloužit", "Shrnutí pro radu", "Zapsat usnesení", "Zveřejnit")

        await stage.taps(eva, "Shrnutí pro radu")
        assert eva.last.attachment is not None
        assert eva.last.attachment.name == "zprava-edition-1-shrnuti.docx"

        await stage.taps(eva, "Nedodané (5)")
        assert "Městská policie Kamenov: 2.1, 2.2, 2.3" in eva.last.text
        await stage.taps(eva, "Prodloužit")
        assert plain(eva.last.text) == "Komu prodloužit? Nedodané má organizací 2."
        await stage.taps(eva, "Městská policie Kamenov")
        await stage.says(eva, "5. 2.")
        assert plain(jan.last.text) == "Termín je prodloužený. Nový termín: 5. 2. 2027. Chybí: 3."
        await stage.taps(jan, "Pokračovat")
        assert "Aktivita 2.1" in plain(jan.last.text)
        assert [await stage.state(number) for number in ("1.2", "2.1")] == ["not_supplied", "open"]

        await stage.taps(eva, "Zveřejnit")
        assert plain(eva.last.text).endswith("dozví se to všichni, kdo odpověděli (1).")
        assert petra.last.text == "Zpráva za rok 2026 je hotová. Děkujeme za podklady."  # taken over, yet answered
        await stage.taps(petra, "Otevřít zprávu")
        assert petra.last.attachment is not None
        assert petra.last.attachment.name == "zprava-edition-1.docx"
        assert not any("je hotová" in one.text for one in jan.chat)

        async with stage.app.database.write() as tx:  # as a program leaves it that died when it had frozen the data
            await tx.execute(delete(edition_files))
        shutil.rmtree(tmp_path / "reports" / ".sent")
        (made,) = await stage.taps(eva, "Shrnutí pro radu")
        assert made.attachment is not None
        assert made.attachment.name == "zprava-edition-1-shrnuti.docx"
        await stage.check_books()


async def test_of_many_organisations_five_are_offered_at_a_time(tmp_path: Path) -> None:
    many = "".join(
        f'[[actors]]\nkey = "a{n}"\nname = "Spolek {n}"\nkind = "nestátní nezisková organizace"\n'
        f'[[items]]\nkey = "i{n}"\nnumber = "2.{n}"\nlevel = "aktivita"\nparent = "p2"\n'
        f'title = "Úklid"\nlead = "a{n}"\n'
        for n in range(4, 10)
    )
    async with calendar_stage(tmp_path, FORMATS, ("[[rounds]]", f"{many}[[rounds]]")) as stage:
        eva = await stage.join("Eva S.", "")
        await stage.until("2027-02-01 09:00")
        await stage.taps(eva, "Prodloužit")
        first = eva.last.labels
        await stage.taps(eva, first[-1])

        assert len(first) == 6
        assert {*first[:5], *eva.last.labels[:3]} == {
            *("Klub Kotva, z. s.", "Městská policie Kamenov"),
            *(f"Spolek {n}" for n in range(4, 10)),
        }
        await stage.taps(eva, "Spolek 9")
        await stage.says(eva, "5. 2.")
        assert plain(eva.last.text) == "Prodlouženo. Organizace: Spolek 9, nový termín: 5. 2. 2027."
        assert await stage.state("2.9") == "open"


async def test_a_resolution_typed_in_the_chat_stands_in_what_everybody_gets(
    tmp_path: Path, postgresql_url: str
) -> None:
    async with calendar_stage(tmp_path, FORMATS, database=postgresql_url) as stage:
        petra, eva = await stage.join("Petra K.", "kotva"), await stage.join("Eva S.", "")
        await stage.until("2027-01-12 10:00")
        await stage.taps(petra, "Začít")
        await fill_in(stage, petra, send=False)
        await stage.until("2027-02-16 09:00")

        await stage.taps(eva, "Zapsat usnesení")
        await stage.says(eva, "rada města")
        assert plain(eva.last.text).startswith("V textu „rada města“ není datum.")
        await stage.says(eva, "20. 2. 2027, rada města")
        assert plain(eva.last.text).startswith("Datum „20. 2. 2027“ teprve bude.")
        await stage.says(eva, "15. 2., rada města, usnesení č. 112/2027")
        told = next(one for one in eva.chat if one.text.startswith("Zapsáno: rada"))
        assert "rada města, 15. února 2027, usnesení č. 112/2027." in plain(told.text)
        assert {one.attachment.name for one in eva.chat[-2:] if one.attachment} == {
            "zprava-edition-1-approved-1.docx",
            "zprava-edition-1-approved-1.html",
        }

        await stage.taps(eva, "Opravit usnesení")
        assert "Zapsáno: rada města, 15. února 2027" in plain(eva.last.text)
        await stage.says(eva, "15. 2. 2027, zastupitelstvo města, 12/2027")
        await stage.taps(eva, "Zveřejnit")
        assert plain(petra.last.text) == (
            "Zpráva za rok 2026 je hotová. Projednáno: zastupitelstvo města, 15. února 2027, usnesení č. 12/2027."
            " Děkujeme za podklady."
        )
        await stage.taps(petra, "Otevřít zprávu")
        assert petra.last.attachment is not None
        assert petra.last.attachment.name == "zprava-edition-1-approved-2.docx"
        (verdict,) = await verify_editions(stage.app.database)
        assert (verdict.faults, verdict.files) == ((), 12)


async def test_what_does_not_fit_in_an_edition_is_listed_with_ways_into_the_tasks(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path, FORMATS) as stage:
        petra = await stage.join("Petra K.", "kotva")
        eva = await stage.join("Eva S.", "")
        await stage.until("2027-01-12 10:00")
        await stage.taps(petra, "Začít")
        await fill_in(stage, petra, text="Klub pracoval s OSPOD.")
        await stage.until("2027-02-01 09:00")
        await stage.taps(eva, "Co nesedí (1)")
        said = plain(eva.last.text)
        assert said.startswith("Co nesedí\n1. Zkratka OSPOD není v seznamu zkratek")
        assert eva.last.labels == ("1",)

        await stage.taps(eva, "1")
        assert plain(eva.last.text).startswith("Aktivita 1.1: ")
