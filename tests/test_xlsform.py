from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.faults import Fault
from flows.form import Form, Kind, Media
from flows.xlsform import read_form
from flows.xlsform_cells import read_markdown
from flows.xlsform_tables import table_faults

ANNUAL = Path(__file__).parent.parent / "flows" / "forms" / "annual_evaluation.md"


def form(source: str) -> Form:
    made = read_form(source, name="test")
    assert isinstance(made, Form), made
    return made


def faults(source: str) -> list[tuple[str, str]]:
    made = read_form(source, name="test")
    assert isinstance(made, tuple)
    return [(fault.code, fault.where) for fault in made]


def test_all_faults_come_at_once_with_row_and_column() -> None:
    found = faults("""
    | survey | type | name | label::cs | label::en | relevant | constraint | appearance |
    | | text | 1st | Jméno | Name | | | |
    | | select_one nowhere | where | Kde? | Where? | ${nobody} = 1 | | |
    | | barcode | code | Kód | Code | | | |
    | | text | where | Znovu | | | foo(.) > 1 | shiny |
    | | integer | | Kolik? | How many? | | (. > 1 | |
    | | begin_group | group | | | | | |
    | choices | list_name | name | label::cs | label::en |
    | | degree | done | Splněno | |
    | | degree | done | Splněno | Done |
    """)

    assert set(found) == {
        ("form.bad_name", "survey, row 2, column name"),
        ("form.unknown_list", "survey, row 3, column type"),
        ("expression.unknown_reference", "survey, row 3, column relevant"),
        ("form.unsupported_type", "survey, row 4, column type"),
        ("form.duplicate_name", "survey, row 5, column name"),
        ("form.missing_translation", "survey, row 5, column label::en"),
        ("expression.unknown_function", "survey, row 5, column constraint"),
        ("form.unsupported_appearance", "survey, row 5, column appearance"),
        ("form.no_name", "survey, row 6, column name"),
        ("expression.unbalanced", "survey, row 6, column constraint"),
        ("form.unclosed", "survey, row 7, column type"),
        ("form.missing_translation", "choices, row 2, column label::en"),
        ("form.duplicate_choice", "choices, row 3, column name"),
    }


@pytest.mark.parametrize(
    ("rows", "code", "where"),
    [
        ("| | text | a | A | x |", "form.column_count", "survey, row 2"),
        ("| | | a | A |", "form.no_type", "survey, row 2, column type"),
        ("| | text | a | |", "form.no_label", "survey, row 2, column label"),
        ("| | end_group | | |", "form.not_opened", "survey, row 2, column type"),
        ("| | begin_group | g | |\n| | end_repeat | | |", "form.not_opened", "survey, row 3, column type"),
        ("| | calculate | a | |", "form.no_calculation", "survey, row 2, column calculation"),
        ("| | text | a | O ${b} |", "expression.unknown_reference", "survey, row 2, column label::cs"),
        ("| | select_one x or_other | a | A |", "form.unknown_list", "survey, row 2, column type"),
        ("| | rank x | a | A |", "form.unsupported_type", "survey, row 2, column type"),
        ("", "form.empty", "survey"),
    ],
)
def test_a_mistake_in_the_rows_is_named(rows: str, code: str, where: str) -> None:
    assert faults(f"| survey | type | name | label::cs |\n{rows}") == [(code, where)]


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("default", "maybe", "form.bad_default"),
        ("choice_filter", "region = 'a'", "expression.unknown_column"),
        ("relevant", "${a} = 'x' and", "expression.syntax"),
        ("required", "${b}", "expression.unknown_reference"),
    ],
)
def test_a_mistake_in_a_cell_is_named(column: str, cell: str, code: str) -> None:
    found = faults(f"""
| survey | type | name | label::cs | {column} |
| | select_one yesno | a | A | {cell} |
| choices | list_name | name | label::cs |
| | yesno | yes | Ano |
""")

    assert found == [(code, f"survey, row 2, column {column}")]


def test_a_circle_of_expressions_is_a_fault() -> None:
    made = read_form(
        """
| survey | type | name | label::cs | relevant | calculation |
| | text | a | A | ${b} = 'x' | |
| | calculate | b | | | concat(${c}, 'x') |
| | text | c | C | ${a} = 'x' | |
""",
        name="test",
    )

    assert made == (Fault(code="form.circle", where="survey, row 2", data={"names": "a → b → c → a"}),)


def test_unknown_columns_are_faults_with_a_suggestion() -> None:
    made = read_form("| survey | type | name | label::cs | relevent |\n| | text | a | A | |", name="test")

    assert made == (
        Fault(code="form.unsupported_column", where="survey, row 1", data={"column": "relevent", "near": "relevant"}),
    )


def test_a_form_without_a_survey_is_a_fault() -> None:
    assert faults("no table at all") == [("form.no_survey", "test")]


def test_an_escaped_bar_stays_in_its_cell() -> None:
    sheets = read_markdown("| survey | type | name |\n| | text | a\\|b |")

    assert isinstance(sheets, dict)
    assert sheets["survey"].rows[0].texts == {"type": "text", "name": "a|b"}


def test_choices_carry_button_labels_words_and_other_columns() -> None:
    read = form("""
| survey | type | name | label::cs |
| | select_one degree | degree | Jak to šlo? |
| choices | list_name | name | label::cs | short::cs | words | behind |
| | degree | partly | Splněno částečně | Částečně | zčásti\\|napůl | other |
| | degree | done | Splněno | | | |
""")
    partly, done = read.lists["degree"]

    assert (partly.label["cs"], partly.short["cs"], partly.words) == (
        "Splněno částečně",
        "Částečně",
        ("zčásti", "napůl"),
    )
    assert partly.filters == {"behind": "other"}
    assert (done.short["cs"], done.words, done.filters) == ("Splněno", (), {})


def test_nesting_is_kept() -> None:
    read = form("""
| survey | type | name | label::cs | bind::plneni:section |
| | begin_group | outer | | |
| | begin_repeat | turns | | |
| | text | a | A | Oddíl |
| | end_repeat | | | |
| | end_group | | | |
""")
    question = read.by_name["a"]

    assert (question.path, question.groups, question.repeats) == ("/data/outer/turns/a", ("outer",), ("turns",))
    assert question.settings == {"section": "Oddíl"}
    assert (question.kind, question.row) == (Kind.TEXT, 4)
    assert read.parents == {"outer": "", "turns": "outer", "a": "turns"}
    assert "plneni:section" in read.xform


def test_the_order_of_evaluation_follows_the_expressions() -> None:
    read = form("""
| survey | type | name | label::cs | calculation |
| | calculate | third | | ${second} + 1 |
| | calculate | second | | ${first} + 1 |
| | integer | first | První | |
""")

    assert read.order == ("first", "second", "third")


def test_what_only_pyxform_sees_is_a_fault_too() -> None:
    found = faults("""
| survey | type | name | label::cs | appearance |
| | begin_group | a | A | table-list |
| | select_one x | b | B | |
| | select_one y | c | C | |
| | end_group | | | |
| choices | list_name | name | label::cs |
| | x | one | Jedna |
| | y | two | Dvě |
""")

    assert found == [("form.pyxform", "survey")]


def test_the_annual_evaluation_is_a_good_form_in_two_languages() -> None:
    read = form(ANNUAL.read_text())

    assert read.languages == ("cs", "en")
    assert read.by_name["cost_kind"].settings["typed"] == "amount: costs"
    assert [choice.name for choice in read.lists["cost_kind"] if choice.filters.get("behind")] == [
        "elsewhere_counted",
        "other_budget",
        "contract",
        "passed_on",
        "unknown",
    ]
    assert all(
        len(choice.short[language]) <= 30
        for choices in read.lists.values()
        for choice in choices
        for language in ["cs", "en"]
    )


def test_what_changes_only_looks_may_stand_in_the_parameters() -> None:
    read = form("| survey | type | name | label::cs | parameters |\n| | text | a | A | rows=5 |")

    assert read.by_name["a"].kind is Kind.TEXT


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("image", "max-pixels=800"),
        ("select_one yesno", "randomize=true"),
        ("text", "rows"),
        ("audio", "quality=low"),
        ("select_one yesno", "value=label"),
    ],
)
def test_a_parameter_that_the_engine_does_not_act_on_is_a_fault(kind: str, parameters: str) -> None:
    found = faults(f"""
| survey | type | name | label::cs | parameters |
| | {kind} | a | A | {parameters} |
| choices | list_name | name | label::cs |
| | yesno | yes | Ano |
""")

    assert found == [("form.unsupported_parameter", "survey, row 2, column parameters")]


@pytest.mark.parametrize(
    "kind",
    [
        *("rank yesno", "barcode", "range", "geotrace", "geoshape", "datetime", "time", "hidden", "start"),
        *("csv-external", "xml-external", "select_one_external yesno", "background-audio", "audit", "begin loop"),
    ],
)
def test_a_type_that_stays_unsupported_is_named_with_its_row(kind: str) -> None:
    found = faults(f"| survey | type | name | label::cs |\n| | {kind} | a | A |")

    assert ("form.unsupported_type", "survey, row 2, column type") in found


def test_media_keep_the_name_of_their_type() -> None:
    read = form("""
| survey | type | name | label::cs | guidance_hint::cs |
| | image | a | A | Stačí jedna fotka. |
| | photo | b | B | x |
| | audio | c | C | x |
| | file | d | D | x |
""")

    assert [question.kind for question in read.questions] == [Kind.FILE] * 4
    assert [question.media for question in read.questions] == [Media.IMAGE, Media.IMAGE, Media.AUDIO, Media.FILE]
    assert read.by_name["a"].guidance == {"cs": "Stačí jedna fotka."}


def test_or_other_leaves_a_choice_of_that_name_and_other_questions_alone() -> None:
    read = form("""
| survey | type | name | label::cs | bind::plneni:section |
| | select_one degree or_other | degree | Jak? | Plnění |
| | select_multiple help or specify other | help | Kdo? | |
| | select_one degree | again | Znovu? | |
| choices | list_name | name | label::cs |
| | degree | other | Jinak |
| | degree | done | Splněno |
| | help | town | Město |
""")

    assert [choice.label["cs"] for choice in read.lists["degree"]] == ["Jinak", "Splněno"]
    assert [choice.name for choice in read.lists["help"]] == ["town", "other"]
    assert list(read.by_name) == ["degree", "degree_other", "help", "help_other", "again"]
    assert read.by_name["degree"].settings == {"section": "Plnění", "typed": "other: degree_other"}
    assert read.by_name["degree_other"].settings == {"section": "Plnění"}
    assert "typed" not in read.by_name["help"].settings
    assert read.by_name["again"].other is None


def test_a_name_that_or_other_needs_is_taken_once() -> None:
    found = faults("""
| survey | type | name | label::cs |
| | select_one x or_other | a | A |
| | text | a_other | Jiné |
| choices | list_name | name | label::cs |
| | x | one | Jedna |
""")

    assert found == [("form.duplicate_name", "survey, row 3, column name")]


def test_a_form_can_be_held_against_the_data_of_a_plan() -> None:
    read = form("""
| survey | type | name | label::cs | choice_filter | calculation | parameters |
| | select_one_from_file itmes.csv | a | A | x = 1 | | |
| | select_one_from_file actors.csv | b | B | | | label=title |
| | calculate | c | | | pulldata('projects', 'label', 'name', ${a}) | |
""")

    assert table_faults(read, {"items": {"name", "label"}, "actors": {"name", "label"}}) == (
        Fault(code="form.unknown_table", where="survey, row 2, column type", data={"name": "itmes", "near": "items"}),
        Fault(
            code="form.unknown_table_column",
            where="survey, row 3, column parameters",
            data={"name": "title", "near": ""},
        ),
        Fault(
            code="form.unknown_table", where="survey, row 4, column calculation", data={"name": "projects", "near": ""}
        ),
    )
    plan = {"itmes": {"name", "label"}, "actors": {"name", "title"}, "projects": {"name"}}
    assert table_faults(read, plan) == ()


CELL = st.text(alphabet="ab|${}()'= \\#éž1:_", max_size=12)


@settings(max_examples=60)
@given(rows=st.lists(st.lists(CELL, min_size=6, max_size=6), max_size=4))
def test_any_table_is_read_or_refused_with_reasons(rows: list[list[str]]) -> None:
    table = "\n".join("| | " + " | ".join(row) + " |" for row in rows)
    made = read_form(f"| survey | type | name | label::cs | relevant | default | appearance |\n{table}", name="test")

    assert isinstance(made, Form) or made
