"""Invites as the conversation sees them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.scene import InviteCard
from bot.intake.cards import PlanIndex
from storage.views import InviteView


@dataclass(frozen=True, kw_only=True, slots=True)
class InviteCards(Mapping[str, InviteCard]):
    """The invites of a batch by token hash; a card is made when it is looked at, for an act looks at one at most."""

    invites: Mapping[str, InviteView]
    plans: Mapping[str, PlanIndex]
    now: datetime

    def __getitem__(self, token_hash: str) -> InviteCard:
        """Make the card of an invite."""
        invite = self.invites[token_hash]
        index = self.plans.get(invite.plan)
        return InviteCard(
            token_hash=token_hash,
            plan=invite.plan,
            actor=invite.actor,
            actor_name=index.actors.get(invite.actor, "") if index else "",
            role=str(invite.role),
            usable=index is not None and invite.usable_at(self.now),
        )

    def __iter__(self) -> Iterator[str]:
        """Give the token hashes."""
        return iter(self.invites)

    def __len__(self) -> int:
        """Count the invites."""
        return len(self.invites)
