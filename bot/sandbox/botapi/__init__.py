"""A local server which acts as https://api.telegram.org does, for one bot."""

from bot.sandbox.botapi.acts import CannotActError
from bot.sandbox.botapi.faults import FaultKind
from bot.sandbox.botapi.seen import Message, NoSuchButtonError
from bot.sandbox.botapi.server import BotApiServer

__all__ = ["BotApiServer", "CannotActError", "FaultKind", "Message", "NoSuchButtonError"]
