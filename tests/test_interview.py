"""Any input in any state of any form has a defined result, and the interview survives JSON in between."""

import json
from datetime import date

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from flows.answers import Answer, JsonValue, Place, Revision
from flows.evaluation import Evaluation, ExternalTable, Surroundings, evaluate
from flows.evaluation_registers import register_writes
from flows.form import Form, Kind
from flows.interview import (
    Accepted,
    AddTurn,
    Clear,
    Input,
    Interview,
    LeaveOut,
    MoveTurn,
    Open,
    Rejected,
    RemoveTurn,
    ReplaceTurns,
    RestoreTurn,
    Set,
    TakeOver,
    interview_from_json,
    interview_to_json,
    next_place,
    step,
)
from flows.xlsform import read_form

TYPES = (
    *("text", "integer", "decimal", "date", "select_one abc", "select_multiple abc", "acknowledge", "file", "note"),
    *("image", "geopoint", "select_one abc or_other", "select_one_from_file towns.csv or_other"),
)
TOWNS = ExternalTable(rows=({"name": "a", "label": "A"}, {"name": "b", "label": "B"}))
CONDITIONS = ("", "${%s} != ''", "${%s} = 'a'", "selected(${%s}, 'b')", "${%s} > 1", "string-length(${%s}) < 5")
CALCULATIONS = ("count(${%s})", "sum(${%s})", "concat(${%s}, 'x')", "if(${%s} = '', today(), ${%s})", "once(today())")
CONSTRAINTS = ("", ". > 1", ". != 'c'", "not(selected(., 'a')) or . = 'a'", ". != ${%s}")
HEADER = (
    "| survey | type | name | label::cs | relevant | required | constraint | calculation | default | appearance "
    "| repeat_count |"
)
CHOICES = "| choices | list_name | name | label::cs |\n| | abc | a | A |\n| | abc | b | B |\n| | abc | c | C |"
ENTITIES = "| entities | list_name | label | repeat |"
SETTLED_ON = date(2027, 1, 11)


@st.composite
def sources(draw: st.DrawFn) -> str:
    """A form of up to nine rows: questions that look back at earlier ones, groups and repeats in each other."""
    rows: list[str] = []
    earlier: list[str] = []
    opened: list[tuple[str, str]] = []
    nested: list[tuple[str, ...]] = []
    for index in range(draw(st.integers(2, 9))):
        name = f"q{index}"
        back = draw(st.sampled_from(earlier)) if earlier else None
        row = draw(st.sampled_from(["question"] * 5 + ["calculate", "begin_group", "begin_repeat", "end"]))
        if row == "end" and opened:
            rows.append(f"| | {opened.pop()[0].replace('begin', 'end')} | | | | | | | | | |")
            continue
        relevant = filled(draw(st.sampled_from(CONDITIONS)), back)
        if row in {"begin_group", "begin_repeat"}:
            opened.append((row, name))
            is_repeat = row == "begin_repeat"
            look = draw(st.sampled_from(["", "lines"])) if is_repeat else ""
            count = draw(st.sampled_from(["", "", "2", filled("${%s}", back)])) if is_repeat else ""
            rows.append(f"| | {row} | {name} | {name} | {relevant} | | | | | {look} | {count} |")
            if is_repeat:
                earlier.append(name)
                nested.append(tuple(inner for kind, inner in opened if kind == "begin_repeat"))
            rows.append(f"| | text | {name}_inside | Uvnitř | | | | | | | |")
            continue
        if row == "calculate":
            calculation = filled(draw(st.sampled_from(CALCULATIONS)), back) or "1 + 1"
            among = draw(st.sampled_from([(), *nested]))
            among_turns = draw(st.sampled_from([indexed, counted]))
            calculation = among_turns(among) if among else calculation
            rows.append(f"| | calculate | {name} | | {relevant} | | | {calculation} | | | |")
        else:
            kind = draw(st.sampled_from(TYPES))
            required = draw(st.sampled_from(["", "yes"]))
            constraint = filled(draw(st.sampled_from(CONSTRAINTS)), back)
            default = draw(st.sampled_from(["", "a"])) if kind in {"text", "select_one abc"} else ""
            rows.append(f"| | {kind} | {name} | {name} | {relevant} | {required} | {constraint} | | {default} | | |")
        earlier.append(name)
    rows += [f"| | {kind.replace('begin', 'end')} | | | | | | | | | |" for kind, _name in reversed(opened)]
    entities = [f"| | list_{rep[-1]} | ${{{rep[-1]}_inside}} | ${{{rep[-1]}}} |" for rep in nested]
    return "\n".join([HEADER, *rows, CHOICES, ENTITIES, *entities])


def indexed(repeats: tuple[str, ...]) -> str:
    """What stands in the first turn of each of some repeats in each other."""
    turns = ", ".join(f"${{{name}}}, 1" for name in repeats)
    return f"indexed-repeat(${{{repeats[-1]}_inside}}, {turns})"


def counted(repeats: tuple[str, ...]) -> str:
    """How many turns of the innermost of some repeats have something in them."""
    return f"count(${{{repeats[-1]}}}[{repeats[-1]}_inside != ''])"


def filled(template: str, name: str | None) -> str:
    if name is None:
        return template if "%s" not in template else ""
    return template.replace("%s", name)


VALUES: st.SearchStrategy[JsonValue] = st.one_of(
    st.none(),
    st.sampled_from(
        ["a", "b", "c", "d", "other", "OK", "49.8 18.3", "2.50", "7", "-1", "2026-02-28", "2026-02-30", ""]
    ),
    st.integers(min_value=-2, max_value=3),
    st.integers(),
    st.booleans(),
    st.lists(st.sampled_from(["a", "b", "c", "", "é"]), max_size=3),
    st.just({"attachment": "at1", "name": "foto.jpg", "size": 1, "type": "image/jpeg"}),
    st.just({"order": 1, "parent": "", "gone": False}),
)
FITTING: dict[Kind, st.SearchStrategy[JsonValue]] = {
    Kind.TEXT: st.sampled_from([["a"], ["b", "c"], ["dlouhý text"]]),
    Kind.INTEGER: st.integers(min_value=-1, max_value=4),
    Kind.DECIMAL: st.sampled_from(["0", "2.50", "-1"]),
    Kind.DATE: st.sampled_from(["2026-02-28", "2027-01-11"]),
    Kind.SELECT_ONE: st.sampled_from(["a", "b", "c"]),
    Kind.SELECT_MULTIPLE: st.sampled_from([["a"], ["b", "c"]]),
    Kind.ACKNOWLEDGE: st.just("OK"),
    Kind.GEOPOINT: st.sampled_from(["49.8345 18.2820", "-1 0.5 210 5"]),
    Kind.FILE: st.just({"attachment": "at1", "name": "foto.jpg", "size": 1, "type": "image/jpeg"}),
}
TURNS = st.sampled_from(["", "t1", "t2", "t3", "t4", "t5", "t6"])


class InterviewMachine(RuleBasedStateMachine):
    """Throws any input at an interview and holds it to its promises."""

    @initialize(source=sources())
    def open_form(self, source: str) -> None:
        made = read_form(source, name="random")
        assert isinstance(made, Form), (made, source)
        self.form = made
        self.names = [*made.by_name, "nobody"]
        self.interview = Interview(form=made)
        self.history: list[Revision] = []
        self.surroundings = Surroundings(today=SETTLED_ON, external={"towns": TOWNS})
        self.rejections = 0

    @rule(data=st.data())
    def set_anything_anywhere(self, data: st.DataObject) -> None:
        place = Place(question=data.draw(st.sampled_from(self.names)), instance=data.draw(TURNS))
        self.give(Set(place=place, value=data.draw(VALUES)))

    @rule(data=st.data())
    def set_anything(self, data: st.DataObject) -> None:
        self.give(Set(place=self.place(data), value=data.draw(VALUES)))

    @rule(data=st.data())
    def set_what_fits(self, data: st.DataObject) -> None:
        place = self.place(data)
        self.give(Set(place=place, value=data.draw(self.fitting(place))))

    @rule(data=st.data())
    def answer_the_next_question(self, data: st.DataObject) -> None:
        place = next_place(self.evaluation())
        if place is not None:
            self.give(Set(place=place, value=data.draw(self.fitting(place))))

    @rule(data=st.data(), kind=st.sampled_from([LeaveOut, Clear]))
    def empty_anything(self, data: st.DataObject, kind: type[LeaveOut] | type[Clear]) -> None:
        self.give(kind(place=self.place(data)))

    @rule(data=st.data(), turn=TURNS)
    def add_a_turn(self, data: st.DataObject, turn: str) -> None:
        there = self.list_place(data)
        self.give(AddTurn(repeat=there.question, instance=turn, parent=there.instance))

    @rule(data=st.data(), kind=st.sampled_from([RemoveTurn, RestoreTurn]))
    def mark_a_turn(self, data: st.DataObject, kind: type[RemoveTurn] | type[RestoreTurn]) -> None:
        repeat, turn = self.turn(data)
        self.give(kind(repeat=repeat, instance=turn))

    @rule(data=st.data(), position=st.integers(-1, 5))
    def move_a_turn(self, data: st.DataObject, position: int) -> None:
        repeat, turn = self.turn(data)
        self.give(MoveTurn(repeat=repeat, instance=turn, position=position))

    @rule(data=st.data(), turns=st.lists(TURNS, max_size=3), value=VALUES)
    def replace_a_list(self, data: st.DataObject, turns: list[str], value: JsonValue) -> None:
        there = self.list_place(data)
        inside = [f"{there.question}_inside", *self.names]
        values = {data.draw(st.sampled_from(inside)): value} if data.draw(st.booleans()) else {}
        self.give(
            ReplaceTurns(repeat=there.question, parent=there.instance, turns=tuple((turn, values) for turn in turns))
        )

    def place(self, data: st.DataObject) -> Place:
        """A place that is there now."""
        return data.draw(
            st.sampled_from([node.place for node in self.evaluation().nodes] or [Place(question="nobody")])
        )

    def list_place(self, data: st.DataObject) -> Place:
        """A repeat as a whole, where the form has one."""
        nodes = self.evaluation().nodes
        lists = [node.place for node in nodes if node.question.kind is Kind.REPEAT]
        return data.draw(st.sampled_from(lists)) if lists else self.place(data)

    def turn(self, data: st.DataObject) -> tuple[str, str]:
        """A repeat and one of the turns it ever had, if there are any."""
        known = [
            (place.question, place.instance)
            for place, answer in self.interview.answers.items()
            if isinstance(answer.value, dict) and "order" in answer.value
        ]
        return data.draw(st.sampled_from(known)) if known else ("nobody", "t1")

    def fitting(self, place: Place) -> st.SearchStrategy[JsonValue]:
        """Values of the right kind for a place."""
        node = self.evaluation().find(place)
        return VALUES if node is None else FITTING.get(node.question.kind, VALUES)

    @rule(ids=st.lists(TURNS, max_size=6))
    def take_over_what_is_there(self, ids: list[str]) -> None:
        self.give(TakeOver(earlier=self.evaluation().submission(), new_ids=tuple(ids)))

    @rule()
    def take_over_into_an_empty_one(self) -> None:
        earlier = self.evaluation().submission()
        fresh = Interview(form=self.form)
        ids = tuple(f"n{index}" for index in range(len(earlier)))
        result = step(fresh, TakeOver(earlier=earlier, new_ids=ids), surroundings=self.surroundings)
        assert isinstance(result, Accepted)
        assert _told(result.evaluation) == _told(self.evaluation())

    @rule()
    def write_the_registers(self) -> None:
        evaluation = self.evaluation()
        submitted = evaluation.submission()
        writes = register_writes(evaluation)
        assert len({write.place for write in writes}) == len(writes)
        assert all(write.label for write in writes)
        assert all(not write.place.question or write.place in submitted for write in writes)

    @rule()
    def open_it(self) -> None:
        self.give(Open())

    @rule(days=st.integers(0, 400))
    def time_passes(self, days: int) -> None:
        before = self.values()
        day = date.fromordinal(SETTLED_ON.toordinal() + days)
        self.surroundings = Surroundings(today=day, external={"towns": TOWNS})
        if self.history:
            assert self.values() == before

    def evaluation(self) -> Evaluation:
        return evaluate(self.form, self.interview.answers, surroundings=self.surroundings)

    def values(self) -> list[tuple[Place, JsonValue]]:
        return [(node.place, node.value) for node in self.evaluation().nodes]

    def give(self, given_input: Input) -> None:
        saved = json.dumps(interview_to_json(self.interview))
        loaded = interview_from_json(self.form, json.loads(saved))
        assert loaded == self.interview
        result = step(loaded, given_input, surroundings=self.surroundings)
        again = step(self.interview, given_input, surroundings=self.surroundings, before=self.evaluation())
        assert result == again
        if isinstance(result, Rejected):
            assert result.rejection.code.startswith("interview.")
            return
        self.accept(given_input, result)

    def accept(self, given_input: Input, result: Accepted) -> None:
        assert result.interview.head_seq == self.interview.head_seq + len(result.revisions)
        self.interview = result.interview
        self.history += result.revisions
        assert result.evaluation == self.evaluation()
        if isinstance(given_input, Set):
            assert result.evaluation.at(given_input.place).answered
        if isinstance(given_input, LeaveOut):
            assert result.evaluation.at(given_input.place).left_out

    @invariant()
    def the_history_gives_the_answers(self) -> None:
        rebuilt: dict[Place, Answer] = {}
        for seq, revision in enumerate(self.history, start=1):
            rebuilt[revision.place] = Answer(
                value=revision.value, origin=revision.origin, left_out=revision.left_out, seq=seq
            )
        assert rebuilt == self.interview.answers

    @invariant()
    def what_is_asked_can_be_answered_and_what_is_irrelevant_is_blank(self) -> None:
        now = self.evaluation()
        gaps = now.gaps()
        assert next_place(now) == (gaps[0] if gaps else None)
        assert set(now.missing()) <= {node.place for node in now.nodes if node.relevant}
        assert all(node.value is None and not node.answered for node in now.nodes if not node.relevant)


def _of_the_day(form: Form) -> set[str]:
    """Calculations that another day changes, themselves or through what they read."""
    calculated = {name: one.calculation for name, one in form.by_name.items() if one.calculation}
    found = {name for name, expression in calculated.items() if expression.reads_today}
    for _round in calculated:
        found |= {
            name for name, expression in calculated.items() if found & {one.question for one in expression.references}
        }
    return found


def _told(evaluation: Evaluation) -> list[tuple[str, JsonValue]]:
    """What a submission says, apart from the ids of turns and from calculations of the day."""
    frozen = _of_the_day(evaluation.form)
    return [
        (place.question, value)
        for place, value in evaluation.submission().items()
        if place.question not in frozen and not (isinstance(value, dict) and "order" in value)
    ]


InterviewMachine.TestCase.settings = settings(
    max_examples=60, stateful_step_count=20, suppress_health_check=list(HealthCheck)
)
TestAnyInputInAnyState = InterviewMachine.TestCase
