"""Client data are hinted at wherever they are written, and found by a check wherever they came from; never quoted."""

from collections.abc import Sequence
from pathlib import Path

from bot.sandbox.people import Message
from tests.chat_stage import chat_stage
from tests.consistency_sample import described, found

NAMED = "Klientka Jana Malá chodila celý rok."
HINT = "V textu je podle všeho jméno nebo jiný údaj klienta."


def hinted(said: Sequence[Message]) -> bool:
    return any(one.text.startswith(HINT) for one in said)


async def test_a_clients_name_is_pointed_out_in_answers_questions_and_edits_and_blocks_nothing(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await stage.taps(petra, "Začít")
        await stage.says(petra, "nevím")
        await stage.taps(petra, "Zeptat se města")
        assert hinted(await stage.says(petra, f"{NAMED} Patří to sem?"))
        await stage.says(petra, "/prehled")
        await stage.taps(petra, "1.1 Provozovat")
        for label in ("Splněno", "V rámci běžné činnosti"):
            await stage.taps(petra, label)
        assert not hinted(await stage.says(petra, "Klub měl otevřeno 212 dní."))
        assert hinted(await stage.says(petra, NAMED))
        mine = next(one for one in reversed(petra.chat) if one.text == NAMED)
        assert hinted(await stage.new_after(petra, petra.edits(mine, f"{NAMED} Dvakrát.")))
        assert await stage.answered("1.1", "description") == [["Klub měl otevřeno 212 dní.", f"{NAMED} Dvakrát."]]


def test_the_check_finds_it_by_whatever_door_it_came_and_does_not_quote_it() -> None:
    (finding,) = found(described(NAMED))
    assert (finding.code, dict(finding.data)) == ("client_data", {})
    assert found(described("Klienti Klubu Kotva jeli na výlet.")) == []
