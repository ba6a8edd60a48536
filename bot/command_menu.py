"""The commands that Telegram offers in its menu, in each language."""

from telegram import Bot, BotCommand

from bot.words import LANGUAGES, words_for

COMMANDS = {
    "cs": ("prehled", "pomoc", "jazyk", "cas", "moje_data"),
    "en": ("overview", "help", "language", "zone", "my_data"),
}
"""What everybody may say; the coordinator's commands are named by /pomoc."""


def menu(language: str) -> list[BotCommand]:
    """Give the menu of a language."""
    words = words_for(language)
    return [
        BotCommand(name, words.label(f"command_{key}"))
        for name, key in zip(COMMANDS[language], COMMANDS["en"], strict=True)
    ]


async def offer_commands(bot: Bot) -> None:
    """Put the menus up: the first language for everybody, the others for apps in that language.

    Raises:
        TelegramError: Telegram did not take one; the bot works without a menu.
    """
    first, *others = LANGUAGES
    await bot.set_my_commands(menu(first))
    for language in others:
        await bot.set_my_commands(menu(language), language_code=language)
