"""The other bot to compare with: aiogram and aiogram-dialog, all in memory, as their documentation teaches it.

Each question is a window that is sent anew; the question just answered loses its buttons and shows the answer, so each
act makes the same three requests as the other bots. It runs in a virtual environment of its own, for aiogram
wants an older pydantic, and therefore knows of the project only the questions.
"""

import asyncio
import logging
import sys
from operator import itemgetter
from pathlib import Path

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage, SimpleEventIsolation
from aiogram.types import CallbackQuery, LinkPreviewOptions, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, StartMode, Window, setup_dialogs
from aiogram_dialog.api.entities import OldMessage
from aiogram_dialog.manager.message_manager import MessageManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Group, Row
from aiogram_dialog.widgets.text import Const

sys.path.insert(0, str(Path(__file__).parent))
from bench_questions import CHECK, DEGREE, DESCRIPTION, DONE, QUESTIONS, WELCOME


class Walk(StatesGroup):
    """The questions as states."""

    start, degree, costs, description, done, more, check = (State() for _ in range(7))


STATES = (Walk.start, Walk.degree, Walk.costs, Walk.description, Walk.done, Walk.more, Walk.check)


class ShowsAnswers(MessageManager):
    """Writes what was answered under the question whose buttons it takes away."""

    async def remove_inline_kbd(self, bot: Bot, old_message: OldMessage | None) -> Message | bool | None:
        """Show the question without its buttons."""
        if old_message is None or old_message.text is None:
            return None
        return await bot.edit_message_text(
            f"{old_message.text}\n→ zapsáno", chat_id=old_message.chat.id, message_id=old_message.message_id
        )


def following(question: int) -> int:
    """Give the question after this one."""
    return DEGREE if question == CHECK else question + 1


async def tapped(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Take a choice: remember it, ask the next question."""
    question = STATES.index(manager.current_context().state)
    manager.dialog_data.setdefault("answers", []).append((question, button.widget_id, query.from_user.id))
    await manager.switch_to(STATES[following(question)], show_mode=ShowMode.SEND)


async def written(message: Message, field: MessageInput, manager: DialogManager) -> None:
    """Take a text likewise."""
    del field
    manager.dialog_data.setdefault("answers", []).append((DESCRIPTION, message.text, message.chat.id))
    await manager.switch_to(STATES[DONE], show_mode=ShowMode.SEND)


async def welcome(message: Message, dialog_manager: DialogManager) -> None:
    """Greet who presses Start."""
    del message
    await dialog_manager.start(Walk.start, mode=StartMode.RESET_STACK, show_mode=ShowMode.SEND)


def window(question: int) -> Window:
    """Make the window of a question."""
    text, rows = QUESTIONS.get(question, (WELCOME, (("Začít",),)))
    numbered = [[(f"b{line}_{place}", label) for place, label in enumerate(row)] for line, row in enumerate(rows)]
    keys = [Row(*(Button(Const(itemgetter(1)(one)), id=one[0], on_click=tapped) for one in row)) for row in numbered]
    inputs = [MessageInput(written)] if question == DESCRIPTION else []
    return Window(Const(text), Group(*keys), *inputs, state=STATES[question])


async def main(url: str, token: str) -> None:
    """Run until SIGTERM."""
    logging.disable(logging.INFO)
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    settings = DefaultBotProperties(parse_mode="HTML", link_preview=LinkPreviewOptions(is_disabled=True))
    # one act of a person after another: aiogram-dialog reads a context before it locks it
    dispatcher = Dispatcher(storage=MemoryStorage(), events_isolation=SimpleEventIsolation())
    dispatcher.message.register(welcome, CommandStart())
    dispatcher.include_router(Dialog(*(window(question) for question in range(len(STATES)))))
    setup_dialogs(dispatcher, message_manager=ShowsAnswers())
    await dispatcher.start_polling(Bot(token, session=session, default=settings))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))
