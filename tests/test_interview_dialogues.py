"""Replays every file of tests/dialogues/engine: a form, inputs (`>`) and what must hold after them (`<`).

Between every two inputs the interview goes to JSON text and back. A place is written `name` or
`name@turn`; a value as it is stored, in JSON, or bare where that is plain.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from flows.answers import Answers, JsonValue, Place
from flows.evaluation import Evaluation, ExternalTable, Surroundings, evaluate
from flows.evaluation_registers import register_writes
from flows.form import Form, Kind
from flows.interview import (
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
from flows.rejection import Rejection
from flows.xlsform import read_form

FOLDER = Path(__file__).parent / "dialogues" / "engine"
FORMS = FOLDER / "forms"
FILES = sorted(FOLDER.glob("*.md"))
TOWNS = ExternalTable(
    rows=(
        {"name": "kamenov", "label": "Kamenov", "region": "north", "people": "12000"},
        {"name": "lhota", "label": "Lhota", "region": "south", "people": "800"},
        {"name": "ves", "label": "Ves", "region": "south", "people": "300"},
    )
)

ITEMS = ExternalTable(
    rows=(
        {"name": "a-2-2-1", "label": "Poradna pro oběti", "number": "2.2.1", "tree": "strategy"},
        {"name": "a-2-2-7", "label": "Volnočasové kluby", "number": "2.2.7", "tree": "strategy"},
        {"name": "c-1", "label": "Kritérium", "number": "1", "tree": "criteria"},
    )
)
ACTORS = ExternalTable(
    rows=(
        {"name": "kotva", "label": "Klub Kotva, z. s.", "kind": "ngo"},
        {"name": "mp", "label": "Městská policie", "kind": "police"},
    )
)
PROJECTS = ExternalTable(
    rows=({"name": "majak", "label": "Klub Maják"}, {"name": "tabor", "label": "Prázdniny jinak", "label::en": "Camp"})
)
PLAN = {"towns": TOWNS, "items": ITEMS, "actors": ACTORS, "projects": PROJECTS}


@dataclass
class Replay:
    """One dialogue being replayed."""

    form: Form
    interview: Interview
    surroundings: Surroundings
    rejection: Rejection | None = None
    expects_rejection: bool = False
    earlier: dict[Place, JsonValue] = field(default_factory=dict)
    revisions: int = 0

    def evaluation(self) -> Evaluation:
        return evaluate(self.form, self.interview.answers, surroundings=self.surroundings)

    def place(self, written: str) -> Place:
        question, _, turn = written.strip().partition("@")
        return Place(question=question, instance=turn)

    def value(self, question: str, written: str) -> JsonValue:
        plain = written.strip()
        known = self.form.by_name.get(question)
        if plain == "null" or plain[:1] in '["{':
            read: JsonValue = json.loads(plain)
            return read
        if known is not None and known.kind is Kind.TEXT:
            return [plain]
        if known is not None and known.kind is Kind.SELECT_MULTIPLE:
            return list(plain.split())
        if known is not None and known.kind in {Kind.INTEGER, Kind.CALCULATE} and plain.lstrip("-").isdigit():
            return int(plain)
        return plain

    def apply(self, line: str) -> None:
        assert self.rejection is None or self.expects_rejection, f"unexpected {self.rejection}"
        self.rejection, self.expects_rejection, self.revisions = None, False, 0
        word, _, rest = line.partition(" ")
        if word == "today":
            self.surroundings = Surroundings(
                today=date.fromisoformat(rest), external=self.surroundings.external, last=self.surroundings.last
            )
            return
        if word == "submit":
            self.earlier = dict(self.evaluation().submission())
            self.surroundings = Surroundings(
                today=self.surroundings.today,
                external=self.surroundings.external,
                last={place.question: value for place, value in self.earlier.items() if not place.instance},
            )
            self.interview = Interview(form=self.form)
            return
        saved = json.dumps(interview_to_json(self.interview))
        loaded = interview_from_json(self.form, json.loads(saved))
        assert loaded == self.interview
        result = step(loaded, self.input(word, rest), surroundings=self.surroundings)
        if isinstance(result, Rejected):
            self.rejection = result.rejection
            return
        self.interview, self.revisions = result.interview, len(result.revisions)
        assert result.evaluation == self.evaluation()

    def input(self, word: str, rest: str) -> Input:  # noqa: C901 - one branch per input
        words = rest.split()
        match word:
            case "open":
                return Open()
            case "set":
                place, _, value = rest.partition("=")
                return Set(place=self.place(place), value=self.value(self.place(place).question, value))
            case "leave-out":
                return LeaveOut(place=self.place(rest))
            case "clear":
                return Clear(place=self.place(rest))
            case "add":
                return AddTurn(repeat=words[0], instance=words[1], parent=words[2] if len(words) > 2 else "")
            case "remove":
                return RemoveTurn(repeat=words[0], instance=words[1])
            case "restore":
                return RestoreTurn(repeat=words[0], instance=words[1])
            case "move":
                return MoveTurn(repeat=words[0], instance=words[1], position=int(words[2]))
            case "replace":
                repeat, _, turns = rest.partition("=")
                target = self.place(repeat)
                return ReplaceTurns(
                    repeat=target.question,
                    parent=target.instance,
                    turns=tuple((turn, values) for turn, values in json.loads(turns)),
                )
            case "take-over":
                return TakeOver(earlier=self.earlier, new_ids=tuple(words))
            case _:
                raise AssertionError(f"no such input: {word}")

    def check(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word == "rejected":
            assert self.rejection is not None, "the input was accepted"
            assert self.rejection.code == rest.strip()
            self.expects_rejection = True
        elif word == "says":
            language, _, words = rest.partition(": ")
            assert self.rejection is not None
            assert self.rejection.message[language] == words.strip()
        elif word in {"next", "gaps", "missing", "violations"}:
            assert self.places(word, rest) == [self.place(one) for one in rest.split() if one != "nothing"]
        elif word == "writes":
            found = register_writes(self.evaluation())
            assert [[one.register, one.key, one.label, one.values, one.place.instance] for one in found] == json.loads(
                rest
            )
        elif word == "revisions":
            assert self.revisions == int(rest)
        else:
            self.check_node(word, rest)

    def places(self, word: str, _rest: str) -> list[Place]:
        now = self.evaluation()
        match word:
            case "next":
                found = next_place(now)
                return [] if found is None else [found]
            case "gaps":
                return list(now.gaps())
            case "missing":
                return list(now.missing())
            case _:
                return [node.place for node in now.nodes if node.violated]

    def check_node(self, word: str, rest: str) -> None:
        target, _, written = rest.partition("=")
        place = self.place(target)
        now = self.evaluation()
        match word:
            case "value":
                assert now.at(place).value == self.value(place.question, written)
            case "submitted":
                assert now.submission().get(place, "absent") == self.value(place.question, written)
            case "proposal":
                assert now.at(place).proposal == self.value(place.question, written)
            case "choices":
                assert [choice.name for choice in now.at(place).choices] == written.split()
            case "turns":
                assert list(now.turns(place.question, place.instance)) == written.split()
            case "relevant" | "required" | "answered" | "left_out" | "violated":
                assert getattr(now.at(place), word) is json.loads(written)
            case "position":
                assert now.at(place).position == int(written)
            case "gone":
                assert now.find(place) is None
            case "label":
                language, _, text = written.partition(": ")
                assert self.form.by_name[place.question].label[language.strip()] == text.strip()
            case _:
                raise AssertionError(f"no such check: {word}")


def turns_of(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.startswith(("> ", "< ")):
            yield line.strip()


def start(text: str, name: str) -> Replay:
    apart = re.search(r"^Form: (\w+)$", text, re.MULTILINE)
    form = read_form((FORMS / f"{apart[1]}.md").read_text() if apart else text, name=name)
    assert isinstance(form, Form), form
    surroundings = Surroundings(today=date(2027, 1, 11), external=PLAN)
    answers: Answers = {}
    return Replay(form=form, interview=Interview(form=form, answers=answers), surroundings=surroundings)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_the_dialogue_goes_as_written(file: Path) -> None:
    text = file.read_text()
    replay = start(text, file.stem)
    lines = list(turns_of(text))
    assert any(line.startswith("< ") for line in lines)

    for line in lines:
        try:
            if line.startswith("> "):
                replay.apply(line[2:])
            else:
                replay.check(line[2:])
        except AssertionError as error:
            raise AssertionError(f"{file.name}: {line}\n{error}") from error
    assert replay.rejection is None or replay.expects_rejection, replay.rejection


def test_there_is_a_dialogue_for_each_feature() -> None:
    assert len(FILES) >= 36
