"""Somebody else answers: a colleague for all that waits, or a deputy during an absence."""

import re
from datetime import date, timedelta

from bot.conversation.buttons import Verb, button_data
from bot.conversation.effects import BeAway
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button
from bot.conversation.scene import Scene
from bot.conversation.stand_in import StandIn
from bot.conversation.state import Mode
from flows.reading.dates import read_date
from flows.reading.outcome import Understood
from flows.wording.days import day_month, until_date

LONGEST = timedelta(days=180)
MOST = 4
"""Colleagues that are offered; one screen has six rows."""
_TO = re.compile(r"\s*(?:–|—|-| do | až | to | until )\s*")


def colleagues(scene: Scene) -> tuple[StandIn, ...]:
    """Give those who can answer in the person's place."""
    return scene.surrounds.colleagues.get(scene.person.person, ())


def offer_colleagues(scene: Scene) -> None:
    """Ask who answers; alone there are the absence and the town."""
    buttons = [
        Button(label=shorten(one.name), data=button_data(Verb.NOT_NOW, "c", str(index)))
        for index, one in enumerate(colleagues(scene)[:MOST])
    ]
    away = Button(label=scene.words.label("away_some_days"), data=button_data(Verb.NOT_NOW, "a"))
    key = "who_answers" if buttons else "nobody_else"
    if key == "who_answers":
        scene.say("who_answers", rows=lay_out([*buttons, away]))
    else:
        scene.say("nobody_else", rows=lay_out([away]), contact=scene.contact_of(None))


def hand_to(scene: Scene, index: str, since: date, until: date) -> None:
    """Hand over to a colleague: they are told, this person is left alone; nobody's rights change."""
    some = colleagues(scene)
    one = some[int(index)] if index.isdecimal() and int(index) < len(some) else None
    if one is None:
        offer_colleagues(scene)
        return
    scene.effects.append(BeAway(from_on=since, to_on=until, deputy=one.person))
    scene.change_dialog(mode=Mode.IDLE, task="", place=None, stash={})
    scene.tell_contact(
        one,
        "told_colleague_hands",
        {"name": scene.person.name, "actor": one.actor_name, "until": until_date(until, one.language, today=until)},
        buttons=(("begin", button_data(Verb.BEGIN), {}),),
    )
    scene.say(
        "handed_to_colleague",
        rows=((back_button(scene),),),
        name=one.name,
        until=until_date(until, scene.language, today=until),
    )


def ask_days(scene: Scene) -> None:
    """Ask from when to when somebody is away."""
    scene.change_dialog(mode=Mode.AWAY, task="", place=None, stash={})
    scene.say("away_when")


def hear_days(scene: Scene, text: str, today: date) -> None:
    """Read "20. 1. – 27. 1." or one last day; then the colleague is asked for, if there is any."""
    days = read_days(text, today)
    if days is None or not today <= days[1] <= today + LONGEST or days[0] > days[1]:
        scene.say("away_not_understood")
        return
    scene.effects.append(BeAway(from_on=days[0], to_on=days[1]))
    scene.change_dialog(mode=Mode.IDLE, task="", place=None, stash={})
    span = f"{days[0]:%Y%m%d}", f"{days[1]:%Y%m%d}"
    deputies = [
        Button(
            label=shorten(scene.words.label("stands_in", name=one.name)),
            data=button_data(Verb.NOT_NOW, "c", str(index), *span),
        )
        for index, one in enumerate(colleagues(scene)[:MOST])
    ]
    scene.say(
        "away_noted",
        rows=lay_out([*deputies, back_button(scene)]),
        span=f"{day_month(days[0], scene.language, today=today)} – {day_month(days[1], scene.language, today=today)}",
    )


def read_days(text: str, today: date) -> tuple[date, date] | None:
    """Read two days, or the last one of an absence that begins today; None: neither."""
    parts = [part for part in _TO.split(text.strip().removeprefix("do "), maxsplit=1) if part]
    found = [read_date(part, today=today) for part in parts]
    days = [one.value for one in found if isinstance(one, Understood)]
    if not days or len(days) != len(parts):
        return None
    return (today, days[0]) if len(days) == 1 else (days[0], days[1])


def back_button(scene: Scene) -> Button:
    """Give the button that takes it back."""
    return Button(label=scene.words.label("take_back"), data=button_data(Verb.NOT_NOW, "b"))
