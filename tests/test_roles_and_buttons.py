"""Who may do what: every command and every coordinator's button, tried by each role, forged and stale ones too."""

from pathlib import Path

import pytest

from bot.conversation.board import (
    deciding,
    differing,
    ending,
    handing,
    members,
    moving,
    nudging,
    questions,
    requests,
    tapping,
)
from bot.conversation.board.tapping import BOARD_TAPS
from bot.conversation.buttons import Verb
from bot.conversation.calendar_taps import CALENDAR_TAPS
from bot.conversation.react import COMMANDS, COMMANDS_ABOUT
from bot.conversation.review_taps import REVIEW_TAPS
from bot.conversation.taps import FREE
from tests.roles_stage import ROLES, RolesStage, roles_stage

# fmt: off
COMMANDS_OF = {
    #                       partner commentator reader coordinator stranger group
    ("prehled", "overview"):  "yes yes yes yes no no",
    ("pomoc", "help"):        "yes yes yes yes yes no",
    ("moje_data", "my_data"): "yes yes yes yes no no",
    ("jazyk", "language"):    "yes yes yes yes no no",
    ("cas", "zone"):          "yes yes yes yes no no",
    ("kalendar", "calendar"): "no yes yes yes no no",
    ("stav", "status"):       "no yes yes yes no yes",
    ("zprava", "report"):     "no no no yes no no",
    ("protokol", "protocol"): "no no no yes no no",
    ("kontroly", "checks"):   "no no no yes no no",
    ("historie", "history"):  "no no no yes no no",
    ("rozdily", "differences"): "no no no yes no no",
    ("plan", "plan"):         "no no no yes no no",
    ("formular", "form"):     "no no no yes no no",
    ("zkusit", "try"):        "no no no yes no no",
    ("kontrola", "review"):   "no no no yes no no",
    ("zapsat", "enter"):      "no no no yes no no",
    ("texty", "texts"):       "no no no yes no no",
    ("tabulka", "table"):     "yes yes yes yes no no",
    ("zapis", "log"):         "yes yes yes yes no no",
}
"""Each command in both languages × role; in the group it is the coordinator who speaks."""
NUMBERS, COORDINATOR = {"commentator", "reader", "coordinator", "group"}, {"coordinator"}
NUMBERS_IN_PRIVATE = NUMBERS - {"group"}
NOBODY: set[str] = set()
BUTTONS: tuple[tuple[str, set[str]], ...] = (
    ("S::{round}::0", NUMBERS), ("S:a:{round}::0", NUMBERS), ("S:o:{round}:{kotva}:0", NUMBERS),
    ("S:i:{round}::0", NUMBERS), ("S:y:{round}::0", NUMBERS), ("S:p:{round}::0", NUMBERS),
    ("S:w:{round}:on:0", {"group"}),
    ("S:s:{round}::0", COORDINATOR), ("S:j:{round}::0", COORDINATOR), ("S:n:{round}::0", COORDINATOR),
    ("S:m:{round}::0", COORDINATOR), ("S:v:{round}::0", COORDINATOR),
    ("W:p:{round}:u", COORDINATOR), ("W:b:{round}", COORDINATOR), ("W:c:{round}::0", COORDINATOR),
    ("W:t:{round}:{mp}:0", COORDINATOR), ("W:e:{round}", COORDINATOR), ("W:s:{round}", COORDINATOR),
    ("W:p:{round}:s", COORDINATOR), ("W:x:{round}", COORDINATOR),
    ("Q:l:{round}:0", COORDINATOR), ("Q:a:{question}", COORDINATOR), ("Q:d:{question}", COORDINATOR),
    ("E:l:{round}:0", COORDINATOR), ("E:n:{round}", COORDINATOR), ("E:k:{round}:9999999999", COORDINATOR),
    ("E:c:{member}:{round}", COORDINATOR), ("E:r:{member}:{round}", COORDINATOR), ("E:R:{member}:{round}", COORDINATOR),
    ("E:b:{member}:{round}", COORDINATOR),
    ("E:m:{member}:{round}:0", COORDINATOR), ("E:M:{member}:{round}:{mp}", COORDINATOR),
    ("E:o:{member}:{round}", COORDINATOR), ("E:O:{member}:{round}:reader", COORDINATOR),
    ("E:z:{member}:{member}", COORDINATOR), ("E:q:{round}:0", COORDINATOR), ("E:w:{request}:{round}:0", COORDINATOR),
    ("T:c:{open}", COORDINATOR), ("T:h:{open}:0", COORDINATOR),
    ("T:e:{open}:{open_rev}", COORDINATOR), ("T:E:{open}:{open_rev}:2027-02-05", COORDINATOR),
    ("T:!:{open}:{open_rev}", COORDINATOR), ("T:u:{open}:{open_rev}:", COORDINATOR),
    ("T:n:{open}:{open_rev}", COORDINATOR), ("T:a:{open}:{open_rev}", COORDINATOR),
    ("T:o:{sent}:{sent_rev}", COORDINATOR), ("T:k:{open}:{open_rev}", COORDINATOR),
    ("T:g:{open}:{open_rev}:0", COORDINATOR), ("T:G:{open}:{open_rev}:{mp}", COORDINATOR),
    ("T:-:{open}:{open_rev}", COORDINATOR), ("T:U:{open}:{open_rev}:{open}", COORDINATOR),
    ("Z", COORDINATOR), ("Z:{plan}:{report}:", COORDINATOR), ("Z:{plan}:{report}:json", COORDINATOR),
    ("pr:{round}", COORDINATOR),
    ("kc:{plan}:", COORDINATOR), ("kc:{plan}:0", COORDINATOR), ("kc:{plan}::new", COORDINATOR),
    ("rq", COORDINATOR), ("ro:{sent}", COORDINATOR), ("rn:{sent}", COORDINATOR),
    ("rr:{sent}:{sent_rev}", COORDINATOR), ("rp:{sent}::", COORDINATOR), ("ry:{sent}:reason_sources", COORDINATOR),
    ("rt:{sent}", COORDINATOR), ("rp:{sent}::", COORDINATOR), ("ry:{sent}:reason_vague", COORDINATOR),
    ("rs:{sent}", COORDINATOR), ("ru:{sent}:{sent_rev}", COORDINATOR),
    ("xw:{sent}:{sent_rev}", COORDINATOR), ("xt:{sent}:{description}", COORDINATOR),
    ("xz:{sent}:1", COORDINATOR), ("rm:0", COORDINATOR), ("rk:{sent}:0", COORDINATOR), ("rl:0", COORDINATOR),
    ("rR:0", COORDINATOR), ("rA", COORDINATOR), ("rU", COORDINATOR), ("ra:{sent}:{sent_rev}", COORDINATOR),
    ("bh:0", COORDINATOR), ("ba:{plan}:{kotva}", COORDINATOR), ("xm:{plan}:{kotva}", COORDINATOR),
    ("bm:{plan}:{kotva}:telephone", COORDINATOR), ("be", COORDINATOR),
    ("xl:0", COORDINATOR), ("xp:{plan}:{report}:{introduction}", COORDINATOR), ("xo", COORDINATOR),
    ("to:{open}", COORDINATOR), ("tr:{open}", COORDINATOR), ("ta:{open}:20270205", COORDINATOR),
    ("ef:{edition}", COORDINATOR), ("ex:{edition}", COORDINATOR), ("eg:{edition}", COORDINATOR),
    ("ey:{edition}:0", COORDINATOR), ("es:{edition}", COORDINATOR),
    ("ep:{edition}", COORDINATOR), ("en:{edition}", COORDINATOR), ("rz:{edition}", COORDINATOR),
    ("fo:{plan}::0", NUMBERS_IN_PRIVATE),
    ("ty:0", COORDINATOR), ("tb:{plan}:{kotva}", COORDINATOR),
    ("fg:{plan}:{form}", COORDINATOR),
    ("P:{request}:{kotva}", COORDINATOR),
    ("df:l:{round}:0", COORDINATOR), ("df:h:{round}:none:0:none", COORDINATOR),
    ("df:+:{round}:none::none", COORDINATOR), ("df:?:{round}:none::none", COORDINATOR),
    ("df:u:{round}:none:none", COORDINATOR),
    ("rd:m:{round}", COORDINATOR), ("rd:e:{round}", COORDINATOR), ("rd:E:{round}:2027-02-12", COORDINATOR),
    ("rd:!:{round}", COORDINATOR), ("rd:o:{round}", COORDINATOR), ("rd:O:{round}:2027-02-19", COORDINATOR),
    ("rd:u:{round}:nonsense", COORDINATOR), ("rd:c:{round}", COORDINATOR), ("rd:x:{round}", COORDINATOR),
    ("rd:r:{round}", COORDINATOR), ("rd:w:{round}:0", COORDINATOR), ("rd:X:{round}", COORDINATOR),
)
"""Each coordinator's button with true ids, and for whom it is; in this order a coordinator can do them all."""
FORGED = (
    "S::nonsense::0", "S:?:{round}::0", "W:p:nonsense:u", "W:?:{round}:u", "Q:a:nonsense", "Q:?:{round}:0",
    "E:R:nonsense", "E:?:{member}", "T:n:nonsense:1", "T:?:{open}:1", "ra:nonsense:1", "rs:nonsense",
    "ba:{plan}:nonsense", "bm:{plan}:{kotva}:nonsense", "xp:{plan}:{report}:nonsense",
    "ta:nonsense:20270205", "to:nonsense", "tr:nonsense", "ef:nonsense", "ex:nonsense",
    "ey:nonsense:0", "es:nonsense", "ep:nonsense", "en:nonsense",
    "eg:nonsense", "th:nonsense", "fo:nonsense::0", "df:l:nonsense:0", "df:?",
    "Z:nonsense:{report}:json", "Z:{plan}:nonsense:", "Z:{plan}:{report}:odt", "kc:nonsense:0", "pr:nonsense",
    "rd:m:nonsense", "rd:?:{round}", "rd:X:nonsense",
    "pu:nonsense", "pd:nonsense", "ps:nonsense:same:0", "fu:nonsense", "fd:nonsense",
    "tb:{plan}:nonsense", "ft:nonsense", "fg:{plan}:nonsense", "nonsense", "", "z", "z:nonsense", "c:{open}:x:y:z:1",
)
"""What no screen of ours says: refused to everybody, the coordinator too."""
# fmt: on
FOR_ANYBODY = frozenset(
    {
        *(Verb.BEGIN, Verb.OVERVIEW, Verb.STRAY, Verb.ACKNOWLEDGE, Verb.MORE_DATA, Verb.NOT_OUR_ORG, Verb.REQUEST),
        *(
            Verb.MY_DATA,
            Verb.LANGUAGE,
            Verb.ZONE,
            Verb.HELP,
            Verb.TRY_END,
            Verb.NOT_NOW,
            Verb.SEND_READY,
            Verb.TAKE_DUTY,
            Verb.SHOW_DUTY,
            Verb.LEAVE_DUTY,
            Verb.NEW_ENTRY,
        ),
    }
)
"""Buttons that are nobody's alone: they act on the person's own only."""
LATE = {Verb.FILL_LATE, Verb.LEAVE_LATE, Verb.KEEP_LATE, Verb.WAIT_LATE}
SENT_PLAN = {Verb.PLAN_USE, Verb.PLAN_DROP, Verb.PLAN_SAME, Verb.FORM_TRY, Verb.FORM_USE, Verb.FORM_DROP}
TRIED_ELSEWHERE = frozenset(
    {Verb.DECLINE, Verb.TABLE_USE, Verb.DOCUMENT_USE, Verb.TABLE_DROP, Verb.TO_HEAD} | LATE | SENT_PLAN
)
"""They need what only another act makes: an answer table that came back, a step towards a head, a second request, the
end of a round (test_late_answers), a plan that was sent (test_plan_by_chat)."""
UNSAID = frozenset({"df:u:{round}:none:none", "rd:r:{round}", "rd:w:{round}:0", "rd:X:{round}"})
"""The early end of a plan needs its day first, and nothing differs here; dialogues play both."""
OUT_OF_TURN = UNSAID | {
    "E:z:{member}:{member}",
    "xz:{sent}:1",
    "rU",
    "T:k:{open}:{open_rev}",
    "xt:{sent}:{description}",
}
"""Nothing is there to be taken back or worded anew in this order; the dialogues of reviews play them."""
OTHERS = ("partner", "commentator", "reader", "stranger", "group")


def allowed_of(row: str) -> dict[str, str]:
    return dict(zip((*ROLES, "group"), row.split(), strict=True))


def verb_of(template: str) -> Verb:
    return Verb(template.partition(":")[0])


def test_the_tables_name_every_command_and_every_button() -> None:
    assert {name for pair in COMMANDS_OF for name in pair} == set(COMMANDS) | set(COMMANDS_ABOUT)
    tried = {verb_of(template) for template, _ in BUTTONS}
    assert tried | FOR_ANYBODY | TRIED_ELSEWHERE == set(FREE)
    assert set(BOARD_TAPS) | set(REVIEW_TAPS) | set(CALENDAR_TAPS) <= set(FREE)


@pytest.mark.parametrize(
    ("verb", "acts"),
    [
        ("S", {*tapping.PUBLIC, *tapping.PERSONAL, "w"}),
        ("W", set(nudging.ACTS)),
        ("Q", set(questions.ACTS)),
        ("E", {*members.ACTS, *moving.ACTS, *requests.ACTS}),
        ("T", {*deciding.ACTS, *handing.ACTS}),
        ("rd", set(ending.ACTS)),
        ("df", set(differing.ACTS)),
    ],
)
def test_the_table_names_every_act_of_a_button_with_several(verb: str, acts: set[str]) -> None:
    tried = {template.split(":")[1] for template, _ in BUTTONS if verb_of(template) is Verb(verb)}
    assert tried == acts


async def test_every_command_is_answered_to_whom_it_is_for_and_refused_to_others(tmp_path: Path) -> None:
    async with roles_stage(tmp_path) as stage:
        found = {
            (name, role): await stage.command(role, f"/{name}")
            for pair in COMMANDS_OF
            for name in pair
            for role in (*ROLES, "group")
        }
        expected = {
            (name, role): answer
            for pair, row in COMMANDS_OF.items()
            for name in pair
            for role, answer in allowed_of(row).items()
        }
        assert {key: one for key, one in found.items() if one != expected[key]} == {}
        await stage.stage.check_books()


@pytest.mark.parametrize("role", OTHERS)
async def test_a_coordinators_button_does_nothing_for_anybody_else(role: str, tmp_path: Path) -> None:
    async with roles_stage(tmp_path) as stage:
        await stage.command(role, "/stav")
        await refused_all(stage, role, [template for template, allowed in BUTTONS if role not in allowed])
        seen = [await stage.tap(role, template) for template, allowed in BUTTONS if role in allowed]
        assert set(seen) <= {"yes"}


async def test_every_button_does_for_a_coordinator_what_it_says(tmp_path: Path) -> None:
    async with roles_stage(tmp_path) as stage:
        await stage.command("coordinator", "/stav")
        found = [
            (template, await stage.tap("coordinator", template))
            for template, allowed in BUTTONS
            if "coordinator" in allowed and template not in OUT_OF_TURN
        ]
        assert {template for template, one in found if one != "yes"} == set()
        await stage.stage.check_books()


@pytest.mark.parametrize("role", [*ROLES, "group"])
async def test_forged_buttons_do_nothing_for_anybody(role: str, tmp_path: Path) -> None:
    async with roles_stage(tmp_path) as stage:
        await stage.command(role, "/stav")
        await refused_all(stage, role, FORGED)


async def test_a_partners_buttons_do_nothing_for_anybody_else(tmp_path: Path) -> None:
    async with roles_stage(tmp_path) as stage:
        buttons = [f"{verb.value}:{{open}}:x:y:z:1" for verb in Verb if verb not in FREE]
        for role in ("commentator", "reader", "coordinator", "stranger", "other partner", "group"):
            await stage.command(role, "/stav")
            await refused_all(stage, role, buttons)


async def test_a_button_of_yesterdays_screen_does_not_act_on_todays_task(tmp_path: Path) -> None:
    async with roles_stage(tmp_path) as stage:
        stale = await stage.data("T:n:{open}:{open_rev}")
        again = await stage.data("ra:{sent}:{sent_rev}")
        for template in ("T:e:{open}:{open_rev}", "T:E:{open}:{open_rev}:2027-02-05", "T:!:{open}:{open_rev}"):
            await stage.tap("coordinator", template)
        assert await stage.tap("coordinator", again) == "yes"
        before = await stage.books()
        await stage.tap("coordinator", stale)
        await stage.tap("coordinator", "T:!:{open}:{open_rev}")
        await stage.tap("coordinator", again)
        assert await stage.books() == before


async def refused_all(stage: RolesStage, role: str, templates: list[str] | tuple[str, ...]) -> None:
    """Assert that each button is refused, that nothing is stored by it and nobody else hears of it."""
    books, said = await stage.books(), await stage.said_to_others(role)
    found = {template: await stage.tap(role, template) for template in templates}
    assert {template for template, one in found.items() if one != "no"} == set()
    assert await stage.books() == books
    assert await stage.said_to_others(role) == said
