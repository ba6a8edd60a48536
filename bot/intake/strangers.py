"""Somebody who has not joined is answered politely, but not without end; nor is anybody who guesses links."""

from collections import OrderedDict, deque
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.conversation.heard import Commanded, Heard
from bot.conversation.state import PersonCard
from flows.ids import token_hash
from storage.views import InviteView

MOST = 10
"""Answers to one stranger within the span: enough for a link, a request for access and some doubts."""
SPAN = timedelta(hours=1)
REMEMBERED = 10_000


class Strangers:
    """Counts what strangers do and what links anybody tries that do not hold, per chat.

    Forgets the longest silent ones. Lost with the process, as it may be.
    """

    def __init__(self) -> None:
        self._acts: OrderedDict[str, deque[datetime]] = OrderedDict()

    def is_too_much(self, person: PersonCard, heard: Heard, invites: Mapping[str, InviteView], now: datetime) -> bool:
        """Count an act; tell whether it is one too many. An invite that holds always opens the door.

        Args:
            person: Who acts.
            heard: What they did.
            invites: Invites by their token's hash.
            now: Now.
        """
        brought = _brings(heard)
        invite = invites.get(brought)
        if (invite and invite.usable_at(now)) or (person.memberships and not brought):
            return False
        acts = self._acts.setdefault(person.address, deque())
        self._acts.move_to_end(person.address)
        if len(self._acts) > REMEMBERED:
            self._acts.popitem(last=False)
        while acts and acts[0] <= now - SPAN:
            acts.popleft()
        if len(acts) >= MOST:
            return True
        acts.append(now)
        return False


def _brings(heard: Heard) -> str:
    if isinstance(heard, Commanded) and heard.name == "start" and heard.rest.strip():
        return token_hash(heard.rest.strip())
    return ""
