"""Joining as rows: an invite used up, a request for access decided, a person bound to a plan."""

from dataclasses import replace

from bot.conversation.effects import AskAccess, Redeem, SettleAccess
from bot.conversation.informing import access_given
from bot.conversation.message import Message
from bot.conversation.state import PersonCard
from bot.intake.act import Act, message_payload
from bot.words import words_for
from flows.rights import Membership
from flows.tasks import Role
from storage.gathering import Row
from storage.writes import (
    AccessDecision,
    ContactChange,
    InviteUse,
    NewAccessRequest,
    NewMembership,
    NewPerson,
    OutboxRow,
)


def redeem_rows(act: Act, effect: Redeem) -> tuple[Row, ...]:
    """Bind the person to what the invite is for."""
    invite = act.invites[effect.token_hash]
    act.person = replace(act.person, consent_at=act.person.consent_at or act.now)
    bound = bind(act, invite.plan, invite.role, invite.actor)
    act.invites[effect.token_hash] = replace(invite, used_at=act.now)
    return (*bound, InviteUse(token_hash=effect.token_hash, person=act.person.person, at=act.now))


def bind(act: Act, plan: str, role: Role, actor: str) -> tuple[Row, ...]:
    """Make a membership, and the person first if nobody is behind the contact yet."""
    rows: list[Row] = []
    if not act.person.person:
        act.person = replace(act.person, person=act.mint())
        new = NewPerson(
            id=act.person.person,
            name=act.person.name,
            language=act.person.language,
            consent_at=act.person.consent_at,
            created_at=act.now,
        )
        rows += [new, ContactChange(contact=act.person.contact, person=act.person.person)]
    membership = Membership(person=act.person.person, plan=plan, role=role, actor=actor, from_at=act.now)
    act.person = replace(act.person, memberships=(*act.person.memberships, membership))
    return (*rows, NewMembership(id=act.mint(), membership=membership))


def access_row(act: Act, effect: AskAccess) -> NewAccessRequest:
    """Write a request for access."""
    return NewAccessRequest(
        id=effect.id, contact=act.person.contact, plan=effect.plan, words=effect.text, requested_at=act.now
    )


def settle_rows(act: Act, effect: SettleAccess) -> tuple[Row, ...]:
    """Write a decision; whoever is let in is bound and told in the same transaction."""
    asked = act.requests.pop(effect.request)
    decision = AccessDecision(
        request=asked.id,
        person=act.person.person,
        role=Role.PARTNER if effect.actor else None,
        actor=effect.actor,
        at=act.now,
    )
    index = act.stage.plans[asked.plan]
    if not effect.actor:
        contact = f"{index.plan.contact.name}, tel. {index.plan.contact.telephone}"
        text = words_for(index.plan.language).text("access_declined", contact=contact)
        return (decision, tell_guest(act, asked.contact, Message(text=text)))
    guest = PersonCard(contact=asked.contact, address="", person=asked.person, name=asked.name, language="")
    entry = replace_person(act, guest)
    bound = bind(entry, asked.plan, Role.PARTNER, effect.actor)
    message = access_given(words_for(index.plan.language), index.actors.get(effect.actor, ""))
    return (decision, *bound, tell_guest(act, guest.contact, message))


def tell_guest(act: Act, contact: str, message: Message) -> OutboxRow:
    """Write a message to whoever asked for access."""
    return OutboxRow(
        id=act.mint(),
        contact=contact,
        payload=message_payload(message),
        not_before_at=act.now,
        created_at=act.now,
    )


def replace_person(act: Act, guest: PersonCard) -> Act:
    """Give the same act for somebody else."""
    return replace(act, person=guest, toasts=[])
