"""The bot to compare with: python-telegram-bot's ConversationHandler as its documentation teaches it.

Its defaults throughout: httpx, run_polling, updates one after another. It asks the same questions with the same
words and buttons and makes the same requests for each act. Nothing else: no plan, no roles, no outbox, no
corrections; an answer that was being handled at a crash is lost. What it keeps, it is told:

- durable: each answer is committed to SQLite before it goes on,
- memory: nothing is kept,
- pickle: PicklePersistence, saved after each update.
"""

import sys
from datetime import UTC, datetime
from typing import Any, TypeAlias

import aiosqlite
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    TypeHandler,
    filters,
)

from tests.bench.bench_questions import (
    CHECK,
    COSTS,
    DEGREE,
    DESCRIPTION,
    DONE,
    MORE,
    QUESTIONS,
    START,
    WELCOME,
    Rows,
)

Context: TypeAlias = ContextTypes.DEFAULT_TYPE

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
TABLE = """CREATE TABLE IF NOT EXISTS answers (
    id INTEGER PRIMARY KEY, person INTEGER NOT NULL, activity INTEGER NOT NULL, question INTEGER NOT NULL,
    value TEXT NOT NULL, at TEXT NOT NULL)"""


def keyboard(rows: Rows) -> InlineKeyboardMarkup:
    """Make the buttons."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(one, callback_data=f"a:{one}"[:60]) for one in r] for r in rows])


async def ask(context: Context, person: int, question: int) -> int:
    """Send a question; give it as the state to wait in."""
    text, rows = QUESTIONS[question]
    sent = await context.bot.send_message(
        person, text, parse_mode="HTML", reply_markup=keyboard(rows), link_preview_options=NO_PREVIEW
    )
    data = memory(context)
    data["shown"], data["text"], data["question"] = sent.message_id, text, question
    return question


def memory(context: Context) -> dict[str, Any]:
    """What the bot remembers of a person."""
    if context.user_data is None:
        raise TypeError("an update without a person")
    return context.user_data


async def keep(context: Context, person: int, value: str) -> None:
    """Commit one answer, or remember it where nothing is kept."""
    data, database = memory(context), context.bot_data.get("database")
    if database is None:
        data.setdefault("answers", []).append((data.get("activity", 0), data["question"], value))
        return
    at = datetime.now(UTC).isoformat()
    row = (person, data.get("activity", 0), data["question"], value, at)
    await database.execute("INSERT INTO answers (person, activity, question, value, at) VALUES (?, ?, ?, ?, ?)", row)
    await database.commit()


async def show_answer(context: Context, person: int, value: str, asked: tuple[int, str]) -> None:
    """Write the answer under its question and take the buttons away."""
    shown, text = asked
    await context.bot.edit_message_text(
        f"{text}\n→ {value}", person, shown, parse_mode="HTML", link_preview_options=NO_PREVIEW
    )


async def welcome(update: Update, context: Context) -> int:
    """Greet who presses Start."""
    if update.effective_chat is None:
        raise TypeError("a command without a chat")
    await context.bot.send_message(update.effective_chat.id, WELCOME, reply_markup=keyboard((("Začít",),)))
    return START


async def begin(update: Update, context: Context) -> int:
    """Ask the first question."""
    query = update.callback_query
    if query is None:
        raise TypeError("a tap without a query")
    await query.answer()
    return await ask(context, query.from_user.id, DEGREE)


async def tapped(update: Update, context: Context) -> int:
    """Take a choice: commit, ask the next question, show the answer under this one."""
    query = update.callback_query
    if query is None:
        raise TypeError("a tap without a query")
    await query.answer()
    person, value, data = query.from_user.id, query.data or "", memory(context)
    await keep(context, person, value)
    asked = data["shown"], data["text"]
    if data["question"] == CHECK:
        data["activity"] = data.get("activity", 0) + 1
    state = await ask(context, person, DEGREE if data["question"] == CHECK else data["question"] + 1)
    await show_answer(context, person, value.removeprefix("a:").lower(), asked)
    return state


async def written(update: Update, context: Context) -> int:
    """Take a text likewise."""
    message, data = update.message, memory(context)
    if message is None or message.from_user is None:
        raise TypeError("a text without a person")
    person = message.from_user.id
    await keep(context, person, message.text or "")
    shown, text = data["shown"], data["text"]
    state = await ask(context, person, DONE)
    await context.bot.edit_message_text(text, person, shown, parse_mode="HTML", link_preview_options=NO_PREVIEW)
    return state


async def save(update: Update, context: Context) -> None:
    """Write what the persistence holds, after each update."""
    del update
    await context.application.update_persistence()


def conversation(*, kept: bool) -> ConversationHandler[Context]:
    """Put the states together."""
    tap = CallbackQueryHandler(tapped)
    states: dict[object, list[Any]] = {state: [tap] for state in (DEGREE, COSTS, DONE, MORE, CHECK)}
    states[START] = [CallbackQueryHandler(begin)]
    states[DESCRIPTION] = [tap, MessageHandler(filters.TEXT & ~filters.COMMAND, written)]
    return ConversationHandler(
        entry_points=[CommandHandler("start", welcome)], states=states, fallbacks=[], name="walk", persistent=kept
    )


def main(url: str, token: str, file: str, keeps: str) -> None:
    """Run until SIGTERM."""

    async def open_database(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        database = await aiosqlite.connect(file)
        await database.execute("PRAGMA journal_mode = WAL")
        await database.execute("PRAGMA synchronous = FULL")
        await database.execute(TABLE)
        await database.commit()
        application.bot_data["database"] = database

    async def close_database(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        await application.bot_data["database"].close()

    builder = ApplicationBuilder().token(token).base_url(f"{url}/bot").base_file_url(f"{url}/file/bot")
    if keeps == "durable":
        builder = builder.post_init(open_database).post_shutdown(close_database)
    elif keeps == "pickle":
        builder = builder.persistence(PicklePersistence(f"{file}.pickle"))
    application = builder.build()
    application.add_handler(conversation(kept=keeps == "pickle"))
    if keeps == "pickle":
        application.add_handler(TypeHandler(Update, save), group=1)
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:5])
