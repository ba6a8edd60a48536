"""A programme changes hands midway: the next consultant goes on, and what each wrote stays theirs."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from storage.tables.tasks import revisions, submissions
from tests.chat_stage import PROGRAMME, ChatStage, chat_stage, plan_for

JULY = datetime(2026, 7, 14, 7, 0, tzinfo=UTC)
FIRST, SECOND = "13. 7. pracovní skupina prošla zprávu", "14. 7. konzultace ve škole"


async def written(stage: ChatStage) -> dict[str, str]:
    """Give who wrote which entry."""
    texts = select(revisions).where(revisions.c.question == "entry_text").order_by(revisions.c.seq)
    return {str(row.value[0]): str(row.person) for row in await stage.rows(texts) if row.value}


async def test_entries_keep_their_authors_when_the_person_changes(tmp_path: Path) -> None:
    async with chat_stage(tmp_path, plan=plan_for(PROGRAMME), start=JULY) as stage:
        jana = await stage.join("Jana K.", "konzultant")
        for text in ("/zapis", FIRST):
            await stage.says(jana, text)
        for label in ("Pracovní skupina", "K1", "Hotovo"):
            await stage.taps(jana, label)

        karel = await stage.join("Karel N.", "konzultant")
        for text in ("/zapis", SECOND):
            await stage.says(karel, text)
        for label in ("Konzultace", "Netýká se", "Neuvádět", "Zobrazit vše"):
            await stage.taps(karel, label)

        assert FIRST in karel.last.text
        assert SECOND in karel.last.text
        authors = await written(stage)
        assert set(authors) == {FIRST, SECOND}
        assert len(set(authors.values())) == 2

        for label in ("Zpět", "Odeslat čtvrtletí"):
            await stage.taps(karel, label)
        sent = await stage.rows(select(submissions))
        assert len(sent) == 1
        assert sent[0].person == authors[SECOND]
        assert await written(stage) == authors
        await stage.check_books()
