"""What the page is told, as JSON: the state of a run, and what changed in a chat."""

from bot.sandbox.botapi.seen import changes_of
from bot.sandbox.botapi.seen_json import changes_json
from bot.sandbox.botapi.wire import Json
from bot.sandbox.botapi.world import Chat
from bot.sandbox.page.player import Player
from bot.sandbox.page.show import Show
from bot.sandbox.page.timing import RoundTime, Skip


async def state_json(show: Show) -> Json:
    """Give everything but the chats."""
    time = await show.time()
    clock = show.playing.clock
    return {
        "run": show.run,
        "language": show.language,
        "plan": show.playing.plan.title,
        "round": show.cast.round.title,
        "zone": show.playing.plan.time_zone,
        "now": clock.now().isoformat(),
        "rate": clock.rate,
        "busy": show.busy,
        "works": show.works,
        "failed": show.failed,
        "time": _time_json(show, time),
        "players": [_player_json(show, one) for one in show.players],
        "reports": [{"name": each.name, "size": each.stat().st_size} for each in show.reports],
        "commands": _commands(show),
        "bot": show.playing.server.world.me["first_name"],
    }


def chat_json(show: Show, chat: Chat, *, after: int) -> Json:
    """Give what changed in a chat after a version."""
    changes = changes_json(changes_of(show.playing.server.world, chat, after=after))
    now = show.playing.clock.now().isoformat()
    return changes | {"person": chat.id, "typing": len(chat.actions), "now": now, "run": show.run, "whole": not after}


def _time_json(show: Show, time: RoundTime) -> Json:
    return {
        "is_open": time.is_open,
        "opens_at": time.opens_at.isoformat(),
        "deadline_at": time.deadline_at.isoformat(),
        "closes_at": time.closes_at.isoformat(),
        "skips": {skip: goal.isoformat() if (goal := time.goal(skip, show.zone)) else None for skip in Skip},
        "strip": [
            {"at": one.at.isoformat(), "act": one.act, "people": one.people, "calls": one.calls, "past": one.is_past}
            for one in time.strip
        ],
    }


def _player_json(show: Show, player: Player) -> Json:
    user = show.playing.server.world.users[player.id]
    return {
        "id": player.id,
        "name": player.person.name,
        "title": player.title,
        "role": player.role.value if player.role else "guest",
        "open": player.is_open,
        "manner": player.manner,
        "doing": player.doing,
        "started": user.started,
        "blocked": user.blocked,
        "language": user.language_code,
        "can_answer": player.can_answer,
    }


def _commands(show: Show) -> Json:
    """Give the bot's menus by language, "" being everybody's."""
    return {
        language: [{"command": one["command"], "description": one["description"]} for one in commands]
        for (scope, language), commands in show.playing.server.world.commands.items()
        if scope == "default"
    }
