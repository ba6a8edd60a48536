"""Commands that anybody may say: help, language, overview."""

from dataclasses import replace

from bot.conversation.buttons import Verb, button_data
from bot.conversation.effects import ChangePerson
from bot.conversation.layout import lay_out
from bot.conversation.message import Button
from bot.conversation.scene import Scene
from bot.words import LANGUAGES
from flows.rights import Action, OnPlan, may
from flows.tasks import Refusal


def coordinates(scene: Scene) -> list[str]:
    """Give the plans whose status the person may see."""
    keys = scene.surrounds.plans
    return [
        key
        for key in keys
        if not isinstance(may(scene.person.memberships, Action.SEE_STATUS, OnPlan(plan=key), scene.now), Refusal)
    ]


def show_help(scene: Scene) -> None:
    """Say how answering works, and to a coordinator the two commands more."""
    scene.say("help", contact=scene.contact_of(None) if scene.person.memberships else "")
    if coordinates(scene):
        scene.say("help_coordinator")
        scene.say("help_coordinator_report")


def language_menu(scene: Scene) -> None:
    """Ask for the language."""
    buttons = [
        Button(label=scene.words.label(key), data=button_data(Verb.LANGUAGE, language))
        for language, key in zip(LANGUAGES, ("czech", "english"), strict=True)
    ]
    scene.say("language", rows=lay_out(buttons))


def choose_language(scene: Scene, language: str) -> None:
    """Write to the person in this language from now on."""
    if language not in LANGUAGES or not scene.person.person:
        scene.toast("unknown_button")
        return
    scene.person = replace(scene.person, language=language)
    scene.effects.append(ChangePerson(language=language))
    scene.say("language_set")


def unknown_command(scene: Scene) -> None:
    """Say that a command is not known and what there is instead."""
    buttons = [
        Button(label=scene.words.label("overview"), data=button_data(Verb.OVERVIEW, "0")),
        Button(label=scene.words.label("help"), data=button_data(Verb.HELP)),
    ]
    scene.say("unknown_command", rows=lay_out(buttons))
