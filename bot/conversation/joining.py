"""Joining: the invite link, what is stored, the acknowledgement (A2-A4)."""

from bot.conversation.buttons import Verb, button_data, code
from bot.conversation.effects import AskAccess, ChangePerson, Redeem, SettleAccess, TellButton
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message, Rows
from bot.conversation.scene import InviteCard, Scene
from bot.conversation.state import Mode
from flows.answers import JsonValue
from flows.ids import token_hash
from flows.plan import Plan
from flows.reading.cleaning import clean
from flows.rights import Action, OnPlan, may
from flows.tasks import Refusal, Role
from flows.wording.days import on_date

NAME_SHOWN = 60
MOST_REQUESTS = 3
"""So many requests of one stranger reach the coordinators in a day: enough to mend a name that was mistyped."""


def start(scene: Scene, payload: str) -> None:
    """Answer /start: an invite's token, or a person who is known already, or a stranger."""
    from bot.conversation.overview import opening  # noqa: PLC0415 - joining ends in the opening

    invite = scene.surrounds.invites.get(token_hash(payload)) if payload else None
    if invite is not None and invite.usable:
        inform(scene, invite)
    elif payload:
        link_used(scene)
    elif scene.person.memberships:
        opening(scene)
    else:
        stranger(scene)


def inform(scene: Scene, invite: InviteCard) -> None:
    """Say who asks and what is stored, before anything is."""
    from bot.conversation.overview import document_name  # noqa: PLC0415 - joining ends in the opening

    plan = scene.surrounds.plans[invite.plan]
    screen = scene.next_screen()
    scene.change_dialog(mode=Mode.JOIN, stash={"invite": invite.token_hash})
    text = scene.words.text("information", plan_genitive=document_name(plan, scene.language), actor=invite.actor_name)
    scene.show(Message(text=text, rows=information_rows(scene, screen)))


def information_rows(scene: Scene, screen: str) -> Rows:
    """Give Rozumím / Více o údajích / To není naše organizace."""
    keys = {
        Verb.ACKNOWLEDGE: "acknowledge",
        Verb.MORE_DATA: "more_data",
        Verb.NOT_OUR_ORG: "not_our_organisation",
    }
    return lay_out(Button(label=scene.words.label(key), data=button_data(verb, screen)) for verb, key in keys.items())


def invite_in_hand(scene: Scene) -> InviteCard | None:
    """Find the invite that the person is answering to, if it still holds."""
    invite = scene.surrounds.invites.get(str(scene.dialog.stash.get("invite", "")))
    return invite if scene.dialog.mode is Mode.JOIN and invite is not None and invite.usable else None


def acknowledge(scene: Scene) -> None:
    """Bind the person; what follows (B1 or a date) is said once they are bound."""
    invite = invite_in_hand(scene)
    if invite is None:
        acknowledge_access(scene)
        return
    scene.settle_screen(scene.words.label("acknowledge"))
    scene.effects.append(Redeem(token_hash=invite.token_hash))
    scene.effects.append(ChangePerson(consent=True))
    scene.change_dialog(mode=Mode.IDLE, stash={})


def acknowledge_access(scene: Scene) -> None:
    """Whoever was let in on request acknowledges after the fact, and begins."""
    from bot.conversation.overview import opening  # noqa: PLC0415 - joining ends in the opening

    if not scene.person.memberships:
        link_used(scene)
        return
    if scene.person.consent_at is None:
        scene.effects.append(ChangePerson(consent=True))
    opening(scene)


def welcome(scene: Scene, plan: Plan, role: Role) -> None:
    """Say what comes next to somebody who has just joined."""
    from bot.conversation.overview import opening  # noqa: PLC0415 - joining ends in the opening

    opens = scene.surrounds.opens.get(plan.key)
    contact = scene.contact_of(plan)
    if role is Role.COORDINATOR:
        scene.say("joined_coordinator")
    elif any(task.plan.key == plan.key for task in scene.tasks.values()):
        opening(scene)
    elif opens is not None and opens > scene.now:
        local = opens.astimezone(scene.zone(plan)).date()
        today = scene.now.astimezone(scene.zone(plan)).date()
        scene.say("joined_waiting", opens=on_date(local, scene.language, today=today), contact=contact)
    else:
        scene.say("joined_without_round", contact=contact)


def more_data(scene: Scene) -> None:
    """Show the plan's own text about personal data; the buttons stay."""
    invite = invite_in_hand(scene)
    plan = scene.surrounds.plans[invite.plan] if invite else next(iter(scene.surrounds.plans.values()), None)
    if plan is None:
        stranger(scene)
        return
    privacy = plan.privacy.get(scene.language) or plan.privacy.get(plan.language, "")
    scene.say("more_data", privacy=privacy, contact=scene.contact_of(plan))


def not_our_organisation(scene: Scene) -> None:
    """Nothing is bound; the coordinator learns that the letter went astray."""
    invite = invite_in_hand(scene)
    if invite is None:
        link_used(scene)
        return
    plan = scene.surrounds.plans[invite.plan]
    scene.settle_screen()
    scene.tell(plan.key, "told_not_their_organisation", {"actor": invite.actor_name, "name": scene.person.name})
    scene.change_dialog(mode=Mode.IDLE, stash={})
    scene.say("not_our_organisation", contact=scene.contact_of(plan))


def link_used(scene: Scene) -> None:
    """Say that a link is used up or expired, and offer to ask for access."""
    scene.change_dialog(mode=Mode.REQUEST, stash=_requests(scene))
    button = Button(label=scene.words.label("request_access"), data=button_data(Verb.REQUEST))
    scene.say("link_used", rows=((button,),), contact=scene.contact_of(None))


def stranger(scene: Scene) -> None:
    """Answer somebody unknown, politely, without saying anything about the plan's people."""
    button = Button(label=scene.words.label("request_access"), data=button_data(Verb.REQUEST))
    scene.say("stranger", rows=((button,),), contact=scene.contact_of(None))


def request_prompt(scene: Scene) -> None:
    """Ask for which organisation the person answers."""
    scene.change_dialog(mode=Mode.REQUEST)
    scene.say("request_prompt")


def request(scene: Scene, text: str) -> None:
    """Pass a request for access on to the coordinators, with the organisations that it may mean."""
    plan = next(iter(scene.surrounds.plans.values()), None)
    wanted = clean(text).strip()[:200]
    if plan is None or not wanted:
        stranger(scene)
        return
    made = requests_today(scene)
    if made >= MOST_REQUESTS:
        scene.change_dialog(mode=Mode.IDLE)
        scene.say("requests_used_up", contact=scene.contact_of(plan))
        return
    asked = scene.mint()
    scene.effects.append(AskAccess(id=asked, plan=plan.key, text=wanted))
    scene.change_dialog(mode=Mode.IDLE, stash={"requested": [today(scene), made + 1]})
    buttons: tuple[TellButton, ...] = tuple(
        ("allow", button_data(Verb.ALLOW, asked, code(key)), {"actor": shorten(name, 20)})
        for key, name in meant(plan, wanted)
    )
    decline: TellButton = ("decline", button_data(Verb.DECLINE, asked), {})
    told = {"name": scene.person.name, "text": wanted}
    scene.tell(plan.key, "request_received", told, buttons=(*buttons, decline))
    scene.say("request_sent", contact=scene.contact_of(plan))


def today(scene: Scene) -> str:
    """Name the day on which requests are counted."""
    return scene.now.date().isoformat()


def requests_today(scene: Scene) -> int:
    """Count the requests that somebody has made today."""
    match scene.dialog.stash.get("requested"):
        case [str(day), int(made)] if day == today(scene):
            return made
        case _:
            return 0


def _requests(scene: Scene) -> dict[str, JsonValue]:
    """Keep the count of requests when the dialog turns elsewhere."""
    made = requests_today(scene)
    return {"requested": [today(scene), made]} if made else {}


def meant(plan: Plan, wanted: str) -> list[tuple[str, str]]:
    """Give up to four organisations whose name shares most words with the text."""
    words = {word.strip('.,;„“"').casefold() for word in wanted.split() if len(word) > 2}
    scored = [
        (len(words & {part.strip(".,").casefold() for part in actor.name.split()}), actor) for actor in plan.actors
    ]
    best = sorted(scored, key=lambda pair: -pair[0])[:4]
    return [(actor.key, actor.name) for _, actor in best]


def settle_request(scene: Scene, asked: str, actor: str) -> None:
    """Carry out a coordinator's decision, if it is theirs to take.

    Args:
        scene: The act.
        asked: Id of the request.
        actor: Code of the actor's key, "" when declined.
    """
    found = scene.surrounds.requests.get(asked)
    if found is None:
        scene.say("request_settled")
        return
    plan_key, name, _ = found
    plan = scene.surrounds.plans[plan_key]
    chosen = next((one for one in plan.actors if code(one.key) == actor), None)
    if isinstance(may(scene.person.memberships, Action.DECIDE_ACCESS, OnPlan(plan=plan_key), scene.now), Refusal):
        scene.say("not_yours", contact=scene.contact_of(plan))
        return
    if actor and chosen is None:
        scene.toast("unknown_button")
        return
    scene.effects.append(SettleAccess(request=asked, actor=chosen.key if chosen else ""))
    if chosen is not None:
        scene.say("request_allowed", actor=chosen.name, name=name)
    else:
        scene.say("request_declined")
