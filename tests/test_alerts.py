"""What the administrators' chat hears: each trouble once, and again only after it was over."""

from pathlib import Path

from sqlalchemy import text

from bot.sandbox.people import Person
from tests.chat_stage import ChatStage, chat_stage

ASIDE = text("ALTER TABLE round_events RENAME TO aside")
BACK = text("ALTER TABLE aside RENAME TO round_events")


async def sweeps(stage: ChatStage, times: int) -> None:
    """Sweep as the scheduler does."""
    for _ in range(times):
        await stage.app._sweep_safely()
    await stage.app.finish_errands()


def alerts(person: Person) -> int:
    return sum("sweep" in one.text for one in person.chat if one.by_bot)


async def test_a_sweep_that_fails_again_and_again_is_told_once_and_anew_after_it_went_well(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        admin = await stage.crowd.person("Ivo S.")
        await admin.start()
        await stage.quiet()
        own = stage.app.config.bot.model_copy(update={"admin_chat": admin.id})
        stage.app.config = stage.app.config.model_copy(update={"bot": own})
        for expected in (1, 2):
            async with stage.app.database.write() as tx:
                await tx.execute(ASIDE)
            await sweeps(stage, 3)
            assert alerts(admin) == expected
            async with stage.app.database.write() as tx:
                await tx.execute(BACK)
            await sweeps(stage, 1)
