"""What is made of plans and forms that coordinators send, and the files that they begin with, by kind of wish."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.answer_table.wish import Otherwise
from bot.clock import Clock
from bot.conversation.scene import Mint
from bot.delivery.courier import Expand
from bot.proposals.arriving import by_content
from bot.proposals.form_file_wish import form_file_expander
from bot.proposals.form_wish import SentForms
from bot.proposals.plan_file_wish import plan_file_expander
from bot.proposals.wish import Refresh, SentPlans
from storage.database import Database


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposals:
    """What fulfils wishes about plans and forms.

    Attributes:
        arrived: Takes a workbook that is no table of answers.
    """

    expanders: Mapping[str, Expand]
    arrived: Otherwise


def proposals(database: Database, clock: Clock, mint: Mint, refresh: Refresh) -> Proposals:
    """Give what fulfils wishes about plans and forms."""
    plans = SentPlans(database=database, clock=clock, mint=mint, refresh=refresh)
    forms = SentForms(database=database, clock=clock, mint=mint)
    expanders = {
        "sent_plan": plans.expand,
        "sent_form": forms.expand,
        "form_file": form_file_expander(database),
        "plan_file": plan_file_expander(database),
    }
    return Proposals(expanders=expanders, arrived=by_content(form=forms.arrived, plan=plans.arrived))
