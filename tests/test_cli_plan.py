"""`plneni plan`: faults all at once, changes shown before they hold, imports whole and repeatable."""

import io
import sys

import pytest
from sqlalchemy import func, select, text

from bot.faults_text import fault_sentence
from bot.forms import form_source, known_forms, read_known_form
from flows.form import Form
from flows.plan import Plan
from flows.plan_reading import read_plan
from flows.plan_walk import forms_asked
from storage.batch import write_batch
from storage.database import Tx
from storage.forms import newest_versions
from storage.ids import random_mint
from storage.plans import load_plan, load_plan_revisions
from storage.rounds import open_round
from storage.tables.plans import items, plan_revisions
from storage.tables.rounds import form_versions
from storage.writes import NewPerson, Writes
from tests.cli_world import BEFORE_OPENING, KAMENOV, Shell, lines_with
from tests.storage_world import revision

OLD_TITLE = "Svolávat pracovní skupinu prevence kriminality"
TWO_FAULTS = KAMENOV.replace('lead = "prevence"', 'lead = "nikdo"', 1).replace('kind = "škola"', 'kind = "skola"')
RENAMED = KAMENOV.replace(OLD_TITLE, "Scházet se")
ITEM = '[[items]]\nkey = "a1-1-2"'
WITHOUT_ONE = KAMENOV.replace(KAMENOV[KAMENOV.index(ITEM) : KAMENOV.index("[[items]]", KAMENOV.index(ITEM) + 9)], "")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


async def revisions(tx: Tx) -> dict[str, int]:
    return await load_plan_revisions(tx)


async def sizes(tx: Tx) -> list[int]:
    tables = (plan_revisions, items, form_versions)
    return [(await tx.execute(select(func.count()).select_from(table))).scalar_one() for table in tables]


def test_a_good_plan_is_summed_up_and_no_database_is_made(shell: Shell) -> None:
    ran = shell.run("plan", "check", shell.write("plan.toml", KAMENOV))

    assert (ran.code, ran.err) == (0, "")
    assert lines_with(ran.out, ["Prevence kriminality Kamenov", "39", "13"])
    assert lines_with(ran.out, ["r2026", "31", "12"])
    assert [each.name for each in shell.folder.iterdir()] == ["plan.toml"]


@pytest.mark.parametrize("language", ["cs", "en"])
@pytest.mark.parametrize("action", ["check", "diff", "import"])
def test_all_faults_of_a_plan_are_said_at_once(shell: Shell, action: str, language: str) -> None:
    ran = shell.run("plan", action, shell.write("plan.toml", TWO_FAULTS), "--language", language)
    faults = read_plan(TWO_FAULTS, forms=known_forms())
    assert isinstance(faults, tuple)

    assert ran.code == 1
    assert ran.out == ""
    assert {fault.code for fault in faults} == {"plan.unknown_actor", "plan.unknown_kind"}
    assert [line.strip() for line in ran.err.splitlines()[1:]] == [fault_sentence(each, language) for each in faults]
    assert lines_with(ran.err.splitlines()[0], ["plan.toml", "2"])
    assert not (shell.folder / "plneni.sqlite3").exists()


def test_broken_toml_is_said_with_its_line(shell: Shell) -> None:
    ran = shell.run("plan", "check", shell.write("plan.toml", 'key = "a"\ntitle = \n'))

    assert ran.code == 1
    assert lines_with(ran.err, ["line 2"])


def test_a_plans_own_wording_of_a_message_is_checked(shell: Shell) -> None:
    own = KAMENOV + '\n[texts.cs]\nopening = "Dobrý den, {{ jmeno }}"\nnonsense = "x"\n'
    ran = shell.run("plan", "check", shell.write("plan.toml", own))

    assert ran.code == 1
    assert lines_with(ran.err, ["texts.cs.opening", "jmeno"])
    assert lines_with(ran.err, ["texts.cs.nonsense"])


@pytest.mark.parametrize("action", ["check", "diff", "import"])
def test_a_file_that_cannot_be_read_is_a_sentence(shell: Shell, action: str) -> None:
    (shell.folder / "folder").mkdir()
    (shell.folder / "latin.toml").write_bytes("key = 'škola'".encode("cp1250"))

    for name, said in {"none.toml": "není", "folder": "složka", "latin.toml": "UTF-8"}.items():
        ran = shell.run("plan", action, name)
        assert (ran.code, ran.out) == (2, "")
        assert lines_with(ran.err, [name, said])


def test_an_import_stores_the_plan_and_the_forms_it_asks_with(shell: Shell) -> None:
    ran = shell.run("plan", "import", shell.write("plan.toml", KAMENOV), "--yes")
    expected = read_plan(KAMENOV, forms=known_forms())
    assert isinstance(expected, Plan)

    assert ran.code == 0
    assert lines_with(ran.out, ["kamenov", "revize 1"])
    assert shell.read(lambda tx: load_plan(tx, "kamenov")) == expected
    version = shell.read(lambda tx: newest_versions(tx, forms_asked(expected)))["annual_evaluation"]
    assert (version.number, version.source) == (1, form_source("annual_evaluation"))
    assert version.xform.startswith("<")


def test_the_same_plan_again_makes_no_new_revision(shell: Shell) -> None:
    shell.import_kamenov()
    before = shell.read(sizes)
    ran = shell.run("plan", "import", "kamenov.toml")  # nothing to ask about, so no --yes is needed

    assert ran.code == 0
    assert lines_with(ran.out, ["nemění", "revize 1"])
    assert shell.read(sizes) == before


def test_without_a_terminal_an_import_must_be_told_yes(shell: Shell) -> None:
    ran = shell.run("plan", "import", shell.write("plan.toml", KAMENOV))

    assert ran.code == 2
    assert lines_with(ran.out, ["všechno je nové", "39"])
    assert "--yes" in ran.err
    assert shell.read(revisions) == {}


@pytest.mark.parametrize(
    ("answer", "expected"), [("a\n", {"kamenov": 1}), ("Ano\n", {"kamenov": 1}), ("n\n", {}), ("", {})]
)
def test_in_a_terminal_an_import_asks(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, answer: str, expected: dict[str, int]
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    ran = shell.run("plan", "import", shell.write("plan.toml", KAMENOV))

    assert ran.code == 0
    assert "[a/n]" in ran.out
    assert shell.read(revisions) == expected


def test_a_plan_imported_while_the_question_waited_is_not_overwritten(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.import_kamenov()

    class SlowTerminal(Terminal):
        def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]  # the stub inherits bytes
            del size
            import sqlite3  # noqa: PLC0415 - another program at the same database

            with sqlite3.connect(shell.folder / "plneni.sqlite3") as other:
                other.execute("UPDATE plans SET revision = 2")
            other.close()
            return "a\n"

    monkeypatch.setattr(sys, "stdin", SlowTerminal())
    ran = shell.run("plan", "import", shell.write("plan.toml", RENAMED))

    assert ran.code == 2
    assert lines_with(ran.err, ["revize 2"])
    assert shell.read(sizes)[0] == 1


def test_an_import_that_fails_in_the_middle_leaves_nothing(shell: Shell) -> None:
    shell.import_kamenov()
    before = shell.read(sizes)

    async def break_it(tx: Tx) -> None:
        await tx.execute(
            text("CREATE TRIGGER broken BEFORE INSERT ON duties BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END")
        )

    shell.write_to_database(break_it)
    ran = shell.run("plan", "import", shell.write("plan.toml", RENAMED), "--yes")

    assert ran.code == 2
    assert "disk I/O error" in ran.err
    assert shell.read(sizes) == before
    assert shell.read(revisions) == {"kamenov": 1}


def test_a_diff_shows_a_renamed_item_with_both_names(shell: Shell) -> None:
    shell.import_kamenov()
    ran = shell.run("plan", "diff", shell.write("new.toml", RENAMED))

    assert ran.code == 0
    assert len(ran.out.splitlines()) == 2
    assert lines_with(ran.out, ["~", "1.1.1", "a1-1-1", f"title: „{OLD_TITLE}“ → „Scházet se“"])
    assert shell.read(revisions) == {"kamenov": 1}


def test_a_diff_of_the_same_plan_is_empty(shell: Shell) -> None:
    shell.import_kamenov()
    ran = shell.run("plan", "diff", "kamenov.toml", "--language", "en")

    assert (ran.code, ran.out) == (0, "The plan kamenov does not change, revision 1 holds.\n")


def test_a_diff_without_a_database_makes_none(shell: Shell) -> None:
    ran = shell.run("plan", "diff", shell.write("new.toml", KAMENOV))

    assert ran.code == 0
    assert lines_with(ran.out, ["všechno je nové"])
    assert not (shell.folder / "plneni.sqlite3").exists()


def test_a_diff_tells_items_with_answers_from_those_without(shell: Shell) -> None:
    shell.import_kamenov()

    async def answer(tx: Tx) -> None:
        plan = await load_plan(tx, "kamenov")
        opened = await open_round(tx, plan, "r2026", at=BEFORE_OPENING, mint=random_mint)
        task = next(each for each in opened if each.subject == "a1-1-2")
        person = NewPerson(id="petra", name="Petra", language="cs", created_at=BEFORE_OPENING)
        made = revision(task.id, 1, "Klub měl otevřeno.", at=BEFORE_OPENING)
        await write_batch(tx, Writes(changed_at=BEFORE_OPENING, persons=(person,)))
        await write_batch(tx, Writes(changed_at=BEFORE_OPENING, revisions=(made,)))

    before = shell.run("plan", "diff", shell.write("new.toml", WITHOUT_ONE)).out
    shell.write_to_database(answer)
    after = shell.run("plan", "diff", "new.toml").out

    assert lines_with(before, ["− položka 1.1.2", "odpovědi nemá"])
    assert lines_with(after, ["− položka 1.1.2", "odpovědi zůstanou"])
    assert lines_with(after, ["už se neptáme", "1.1.2"])


def test_a_changed_date_lead_and_actor_are_lines_of_their_own(shell: Shell) -> None:
    shell.import_kamenov()
    changed = (
        KAMENOV.replace("2027-01-29", "2027-02-05")
        .replace('name = "ZŠ Nábřežní"', 'name = "ZŠ Na Nábřeží"')
        .replace('lead = "pcr"', 'lead = "mp"', 1)
    )
    ran = shell.run("plan", "diff", shell.write("new.toml", changed))

    assert lines_with(ran.out, ["r2026", "deadline_on: 2027-01-29 → 2027-02-05"])
    assert lines_with(ran.out, ["subjekt ZŠ Na Nábřeží (nabrezni)", "„ZŠ Nábřežní“ → „ZŠ Na Nábřeží“"])
    assert lines_with(ran.out, ["lead: „pcr“ → „mp“"])
    assert lines_with(ran.out, ["+ ptáme se", "Městská policie Kamenov"])
    assert lines_with(ran.out, ["− už se neptáme", "Policie ČR"])


def test_many_questions_that_come_are_counted_not_listed(shell: Shell) -> None:
    shell.import_kamenov()
    second = KAMENOV[KAMENOV.index("[[rounds]]") : KAMENOV.index("[[reports]]")].replace("r2026", "r2027")
    ran = shell.run("plan", "diff", shell.write("new.toml", KAMENOV + second))

    assert ran.code == 0
    assert len(lines_with(ran.out, ["+ ptáme se: r2027"])) == 20
    assert lines_with(ran.out, ["a další: 11"])


def test_a_changed_form_is_a_change_even_where_the_plan_is_the_same(shell: Shell) -> None:
    shell.import_kamenov()

    async def older(tx: Tx) -> None:
        await tx.execute(form_versions.update().values(source_hash="0" * 64))

    shell.write_to_database(older)
    ran = shell.run("plan", "import", "kamenov.toml", "--yes")

    assert ran.code == 0
    assert lines_with(ran.out, ["annual_evaluation", "nová verze 2"])
    assert shell.read(lambda tx: newest_versions(tx, ["annual_evaluation"]))["annual_evaluation"].number == 2
    assert shell.read(revisions) == {"kamenov": 1}


@pytest.mark.parametrize("key", sorted(known_forms()))
def test_every_form_that_comes_with_the_program_compiles_under_its_own_key(key: str) -> None:
    form = read_known_form(key)

    assert isinstance(form, Form)
    assert (form.key, form.source) == (key, form_source(key))


@pytest.mark.parametrize("key", ["nothing", "../xlsform", "annual_evaluation.md", ""])
def test_a_form_that_does_not_come_with_the_program_is_not_found(key: str) -> None:
    assert form_source(key) is None
    with pytest.raises(LookupError):
        read_known_form(key)


def test_both_engines_take_plans_and_invites(empty_database_url: str, shell: Shell) -> None:
    there = ("--database", empty_database_url)  # made before the shell sets a locale that the server may lack
    first = shell.run("plan", "import", shell.write("plan.toml", KAMENOV), "--yes", *there)
    again = shell.run("plan", "diff", "plan.toml", *there)
    invited = shell.run("invite", "kotva", "--bot", "kamenov_bot", *there)
    checked = shell.run("check", *there)

    assert (first.code, again.code, invited.code) == (0, 0, 0), first.err + again.err + invited.err
    assert lines_with(again.out, ["nemění", "revize 1"])
    assert lines_with(checked.out, ["v pořádku", "kamenov, revize 1"])


def test_a_report_template_that_nobody_knows_is_told_when_the_plan_is_checked(shell: Shell) -> None:
    wrong = KAMENOV.replace('template = "annual_evaluation"', 'template = "anual_evaluation"')
    ran = shell.run("plan", "check", shell.write("plan.toml", wrong))

    assert wrong != KAMENOV
    assert ran.code != 0
    assert lines_with(ran.err, ["reports[0].template", "anual_evaluation", "annual_evaluation", "narrative"])
