from datetime import date

from flows.answers import Answer, Origin, Place
from flows.evaluation import Surroundings, evaluate
from flows.form import Form
from flows.quoting import quoted
from flows.xlsform import read_form

SOURCE = """
| survey | type | name | label::cs | label::en |
| | select_one degree | degree | Jak? | How? |
| | begin_repeat | turns | Kurzy | Courses |
| | text | title | Název | Title |
| | text | why | Proč je ${title} ${degree}? (loni ${last-saved#degree}) | Why is ${title} ${degree}? |
| | end_repeat | | | |
| choices | list_name | name | label::cs | label::en |
| | degree | done | splněno | done |
"""


def test_a_label_quotes_the_answers_of_its_own_turn_in_the_persons_language() -> None:
    form = read_form(SOURCE, name="test")
    assert isinstance(form, Form)
    answers = {
        Place(question="degree"): Answer(value="done", origin=Origin.TAPPED),
        Place(question="turns", instance="t1"): Answer(
            value={"order": 1, "parent": "", "gone": False}, origin=Origin.TAPPED
        ),
        Place(question="title", instance="t1"): Answer(value=["Tábor"], origin=Origin.TYPED),
    }
    now = evaluate(form, answers, surroundings=Surroundings(today=date(2027, 1, 11), last={"degree": "partly"}))
    node = now.at(Place(question="why", instance="t1"))

    assert quoted(now, node.question.label, node=node, language="cs") == "Proč je Tábor splněno? (loni partly)"
    assert quoted(now, node.question.label, node=node, language="en") == "Why is Tábor done?"
    assert quoted(now, node.question.label, node=node, language="de") == "Proč je Tábor splněno? (loni partly)"
