"""One's own data as rows: the wish for a file, and leaving, where an erased person's name goes at once."""

from dataclasses import replace

from bot.conversation.effects import Leave
from bot.intake.act import Act
from storage.writes import MembershipEnd, OutboxRow, PersonChange


def leave_rows(act: Act, effect: Leave) -> tuple[MembershipEnd | PersonChange, ...]:
    """End what the person is in every plan; the contact is blanked once the last message to it has left."""
    held = act.stage.people[act.person.address].memberships
    ends = tuple(MembershipEnd(person=act.person.person, plan=one.plan, actor=one.actor, to_at=act.now) for one in held)
    changes: tuple[PersonChange, ...] = ()
    if effect.erase and act.person.person:
        changes = (PersonChange(person=act.person.person, name="", erased_at=act.now),)
        act.person = replace(act.person, person="", consent_at=None)
    act.person = replace(act.person, memberships=())
    return (*ends, *changes)


def my_data_row(act: Act) -> OutboxRow:
    """Write the wish for one's own data: the file is made when the row is delivered."""
    return OutboxRow(
        id=act.mint(),
        contact=act.person.contact,
        kind="my_data",
        payload={"person": act.person.person, "language": act.person.language},
        not_before_at=act.now,
        created_at=act.now,
    )
