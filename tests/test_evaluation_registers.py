from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from flows.answers import Place
from flows.evaluation import ExternalTable, Surroundings
from flows.evaluation_registers import RegisterWrite, register_writes
from flows.form import Form
from flows.interview import Accepted, AddTurn, Interview, RemoveTurn, Set, step
from flows.xlsform import read_form

PROJECTS = """
| survey | type | name | label | relevant | save_to |
| | select_one yesno | any | Jsou projekty? | | |
| | begin_repeat | projects | Projekty | ${any} = 'yes' | |
| | select_one_from_file projects.csv or_other | which | Který? | | |
| | text | project_name | Název | ${which} = 'other' | |
| | select_one kind | kind | Druh | | kind |
| | decimal | amount | Částka | | last_amount |
| | end_repeat | | | | |

| choices | list_name | name | label |
| | yesno | yes | Ano |
| | yesno | no | Ne |
| | kind | social | Sociální |

| entities | list_name | label | entity_id | create_if | update_if |
| | projects | ${project_name} | if(${which}='other', uuid(), ${which}) | ${which}='other' | ${which}!='other' |
"""
ONE = """
| survey | type | name | label | save_to |
| | text | who | Kdo? | |
| | text | phone | Telefon | people#phone |
| | begin_group | place | Místo | |
| | text | town | Město | towns#town |
| | end_group | | | |

| entities | list_name | label |
| | people | ${who} |
| | towns | concat('Město ', ${town}) |
"""
AROUND = Surroundings(
    today=date(2027, 1, 11), external={"projects": ExternalTable(rows=({"name": "p1", "label": "Klub Maják"},))}
)


def answered(source: str, *inputs: Set | AddTurn | RemoveTurn) -> tuple[RegisterWrite, ...]:
    form = read_form(source, name="test")
    assert isinstance(form, Form), form
    interview = Interview(form=form)
    result = None
    for each in inputs:
        result = step(interview, each, surroundings=AROUND)
        assert isinstance(result, Accepted), result
        interview = result.interview
    assert isinstance(result, Accepted)
    return register_writes(result.evaluation)


def put(question: str, value: str | list[str], turn: str = "") -> Set:
    return Set(place=Place(question=question, instance=turn), value=[*value] if isinstance(value, list) else value)


def test_each_turn_changes_a_known_entry_or_makes_a_new_one() -> None:
    assert answered(
        PROJECTS,
        put("any", "yes"),
        AddTurn(repeat="projects", instance="t1"),
        put("which", "p1", "t1"),
        put("amount", "1500.50", "t1"),
        AddTurn(repeat="projects", instance="t2"),
        put("which", "other", "t2"),
        put("project_name", ["Prázdniny jinak"], "t2"),
        put("kind", "social", "t2"),
    ) == (
        RegisterWrite(
            register="projects",
            key="p1",
            label="",
            values={"kind": "", "last_amount": "1500.5"},
            place=Place(question="projects", instance="t1"),
        ),
        RegisterWrite(
            register="projects",
            key="",
            label="Prázdniny jinak",
            values={"kind": "social", "last_amount": ""},
            place=Place(question="projects", instance="t2"),
        ),
    )


def test_what_is_irrelevant_unnamed_or_gone_writes_nothing() -> None:
    chosen = (put("any", "yes"), AddTurn(repeat="projects", instance="t1"), put("which", "p1", "t1"))

    assert answered(PROJECTS, *chosen, put("any", "no")) == ()
    assert answered(PROJECTS, *chosen, RemoveTurn(repeat="projects", instance="t1")) == ()
    assert answered(PROJECTS, *chosen, put("which", "other", "t1")) == ()
    assert answered(PROJECTS, *chosen[:2]) == ()


def test_a_form_can_write_several_registers() -> None:
    found = answered(ONE, put("who", ["Eva Sojková"]), put("phone", ["000"]), put("town", ["Kamenov"]))

    assert [(one.register, one.key, one.label, dict(one.values), one.place) for one in found] == [
        ("people", "", "Eva Sojková", {"phone": "000"}, Place(question="")),
        ("towns", "", "Město Kamenov", {"town": "Kamenov"}, Place(question="")),
    ]


def faults(survey: str, entities: str) -> set[tuple[str, str]]:
    made = read_form(f"| survey | type | name | label | save_to |\n{survey}\n\n{entities}", name="test")
    assert isinstance(made, tuple), made
    return {(fault.code, fault.where) for fault in made}


def test_every_mistake_of_entities_is_named_at_once() -> None:
    assert faults(
        """| | text | a | A | label |
        | | text | b | B | kind |
        | | text | c | C | kind |
        | | text | d | D | nowhere#kind |
        | | note | e | E | note |
        | | begin_repeat | r | R | |
        | | text | f | F | inside |
        | | end_repeat | | | |""",
        """| entities | list_name | label | repeat | colour |
        | | projects | ${nobody} | | |
        | | projects | x | | |
        | | | y | | |
        | | towns | | ${a} | |""",
    ) == {
        ("form.unsupported_column", "entities, row 1"),
        ("form.entity_twice", "entities, row 3, column list_name"),
        ("form.no_list", "entities, row 4, column list_name"),
        ("form.no_label", "entities, row 5, column label"),
        ("form.entity_repeat", "entities, row 5, column repeat"),
        ("expression.unknown_reference", "entities, row 2, column label"),
        ("form.save_to_no_list", "survey, row 2, column save_to"),
        ("form.save_to_no_list", "survey, row 3, column save_to"),
        ("form.save_to_no_list", "survey, row 4, column save_to"),
        ("form.save_to_no_list", "survey, row 5, column save_to"),
        ("form.save_to_no_list", "survey, row 6, column save_to"),
        ("form.save_to_no_list", "survey, row 8, column save_to"),
    }


def test_every_mistake_of_save_to_is_named_at_once() -> None:
    assert faults(
        """| | text | a | A | label |
        | | text | b | B | kind |
        | | text | c | C | kind |
        | | note | e | E | note |
        | | begin_repeat | r | R | |
        | | text | f | F | inside |
        | | end_repeat | | | |""",
        "| entities | list_name | label |\n| | projects | ${f} |",
    ) == {
        ("form.bad_property", "survey, row 2, column save_to"),
        ("form.save_to_twice", "survey, row 4, column save_to"),
        ("form.save_to_no_answer", "survey, row 5, column save_to"),
        ("form.save_to_elsewhere", "survey, row 3, column save_to"),
    }


@given(name=st.text(min_size=1, max_size=20).filter(str.strip))
def test_a_label_is_the_text_that_was_written(name: str) -> None:
    found = answered(ONE, put("who", [name]))

    assert found[0].label == name.strip()
