"""Why the bot could not start or go on, as a sentence with a remedy."""

from telegram.error import InvalidToken, TelegramError

from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.with_database import is_trouble, sentence_of
from bot.config import Config
from bot.health.page import CannotListen


def say_why_it_stopped(error: Exception, config: Config, context: Context) -> int:
    """Say what stopped the bot and give the exit code; a mistake of the program's own goes on as it is."""
    match error:
        case CannotListen():
            context.complain("run.health", listen=config.health.listen, detail=error)
        case InvalidToken():
            context.complain("run.token")
        case TelegramError():
            context.complain("run.telegram", detail=type(error).__name__, url=config.telegram.api_url)
        case _ if is_trouble(error):
            context.write_complaint(sentence_of(error, context))
        case _:
            raise error
    return ExitCode.WRONG_CALL
