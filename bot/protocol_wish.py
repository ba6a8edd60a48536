"""The wish for the protocol of a round: made in a child process, sent as documents."""

from dataclasses import replace
from pathlib import Path

from bot.clock import Clock
from bot.config import Config
from bot.delivery.courier import Expand
from bot.delivery.row import OutRow
from bot.report_child import protocol_in_child
from bot.report_wish import sentence
from bot.words import words_for
from flows.answers import JsonValue

FOLDER = "protokol"


def protocol_maker(config: Config, clock: Clock) -> Expand:
    """Give the function that turns a wish into the protocol's files, or into the sentence why there are none."""

    async def expand(row: OutRow) -> list[OutRow]:
        words = words_for(str(row.payload["language"]))
        plan, round_id = str(row.payload["plan"]), str(row.payload["round"])
        # a folder of its own: another coordinator's wish for the same protocol takes its files away once they are sent
        folder = Path(config.reports.folder) / plan / f"{FOLDER}-{row.id}"
        made = await protocol_in_child(config, plan, round_id, folder=folder, at=clock.now(), language=words.language)
        if isinstance(made, str):
            return [sentence(row, words, made)]
        first: dict[str, JsonValue] = {"caption": words.text("protocol_caption", round=str(row.payload["title"]))}
        # it names people: once sent it is in the chat alone, where an erased person's name does not outlive them
        once: dict[str, JsonValue] = {"keep": False}
        files = [
            replace(row, kind="document", payload={"path": str(path), "name": path.name, **once, **shown})
            for path, shown in zip(made.files, [first, *({} for _ in made.files)], strict=False)
        ]
        return [*files, *(sentence(row, words, failure) for failure in made.failures)]

    return expand
