"""Projects and services that tasks name: who carries them out, of which kind, for how much."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from flows.plan import Actor
from flows.snapshot import TaskSnapshot
from flows.snapshot_sums import Sum
from flows.snapshot_values import amount_of, is_estimate, turns_of, value_of, words_of

SERVICE = "service"
"""Choice of a project's form: a social service. Everything else is an activity."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProjectQuestions:
    """Which questions of a form hold its projects.

    Attributes:
        turns: The repeat.
        name: Its name.
        implementer: Key or name of who carries it out; unsaid = the task's actor.
        implementer_kind: Kind of who carries it out; unsaid = the plan's.
        form: "activity" or "service".
        prevention: Choice of the kind of prevention.
        amount: What it costs.
        town: What of it the town pays.
    """

    turns: str = "projects"
    name: str = "project_name"
    implementer: str = "project_implementer"
    implementer_kind: str = "project_implementer_kind"
    form: str = "project_form"
    prevention: str = "project_prevention"
    amount: str = "project_amount"
    town: str = "project_town"


@dataclass(frozen=True, kw_only=True, slots=True)
class Project:
    """One project as one task names it.

    Attributes:
        key: The same for the same project in several tasks: its name and whoever was said to carry it out.
        name: As written.
        implementer: Name of who carries it out.
        kind: Kind of who carries it out, "" = not known.
        is_service: A social service, else an activity.
        prevention: Choice name of the kind of prevention, "" = not said.
        amount: What it costs; None = not said.
        town: What of it the town pays; None = not said.
        estimated: One of the amounts is an estimate.
        task: Id of the task that names it.
        turn: Id of the repeat's turn.
    """

    key: tuple[str, str]
    name: str
    implementer: str
    kind: str
    is_service: bool
    prevention: str
    amount: Decimal | None
    town: Decimal | None
    estimated: bool
    task: str
    turn: str


def projects_of(
    tasks: Iterable[TaskSnapshot], actors: Iterable[Actor], questions: ProjectQuestions
) -> tuple[Project, ...]:
    """Give the projects of tasks in order, one for each time that it is named."""
    naming = [task for task in tasks if turns_of(task, questions.turns)]
    known = {name: actor for actor in actors for name in (actor.name, actor.key)} if naming else {}
    return tuple(project for task in naming for project in _projects(task, known, questions))


def each_once(projects: Iterable[Project]) -> tuple[Project, ...]:
    """Give each project once, as it was named first."""
    return tuple({project.key: project for project in reversed(tuple(projects))}.values())[::-1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """How many there are, each counted once.

    Attributes:
        group: What they have in common, "" for all.
        subjects: Who carries them out.
        services: Social services.
        activities: All other projects.
    """

    group: str
    subjects: Sum
    services: Sum
    activities: Sum


def tally(projects: Iterable[Project], group: str = "") -> Tally:
    """Count projects and who carries them out, each once however often named; all who named them are sources."""
    named = tuple(projects)
    return _tally(group, named, each_once(named))


def tally_by_kind(projects: Iterable[Project], kinds: Iterable[str]) -> tuple[Tally, ...]:
    """Count by kind of who carries them out.

    Args:
        projects: What to count.
        kinds: The plan's kinds, first in this order where there are any; others follow, "" = unknown.
    """
    named = tuple(projects)
    kind_of = {project.implementer.casefold(): project.kind for project in reversed(named)}
    return _tallies(named, kinds, lambda project: kind_of[project.implementer.casefold()])


def tally_by_prevention(projects: Iterable[Project], choices: Iterable[str]) -> tuple[Tally, ...]:
    """Count by kind of prevention, in the order of its choices; others follow, "" = not said."""
    named = tuple(projects)
    kind_of = {project.key: project.prevention for project in reversed(named) if project.prevention}
    return _tallies(named, choices, lambda project: kind_of.get(project.key, ""))


def _tallies(
    projects: tuple[Project, ...], first: Iterable[str], group_of: Callable[[Project], str]
) -> tuple[Tally, ...]:
    """Count by group so that the groups add up: a project that several name is in the group of the first."""
    groups: dict[str, list[Project]] = {group: [] for group in first}
    for project in projects:
        groups.setdefault(group_of(project), []).append(project)
    once = each_once(projects)
    return tuple(
        _tally(group, each, [project for project in once if group_of(project) == group])
        for group, each in groups.items()
        if each
    )


def _tally(group: str, named: Iterable[Project], once: Iterable[Project]) -> Tally:
    kept = tuple(named)
    forms = [project.is_service for project in once]
    subjects = {project.implementer.casefold() for project in kept if project.implementer}
    sources = tuple(dict.fromkeys(project.task for project in kept))
    return Tally(
        group=group,
        subjects=Sum(amount=Decimal(len(subjects)), sources=sources),
        services=Sum(amount=Decimal(forms.count(True)), sources=sources),
        activities=Sum(amount=Decimal(forms.count(False)), sources=sources),
    )


def _projects(task: TaskSnapshot, known: Mapping[str, Actor], questions: ProjectQuestions) -> Iterator[Project]:
    for turn in turns_of(task, questions.turns):
        at = turn.instance
        if not (name := words_of(task, questions.name, at)):
            continue
        said = words_of(task, questions.implementer, at)
        actor = known.get(said or task.actor)
        kind = words_of(task, questions.implementer_kind, at) or (actor.kind if actor else "")
        implementer = actor.name if actor else said
        yield Project(
            key=(name.casefold(), implementer.casefold() if said else ""),
            name=name,
            implementer=implementer,
            kind=kind,
            is_service=value_of(task, questions.form, at) == SERVICE,
            prevention=words_of(task, questions.prevention, at),
            amount=amount_of(task, questions.amount, at),
            town=amount_of(task, questions.town, at),
            estimated=any(is_estimate(task, name, at) for name in (questions.amount, questions.town)),
            task=task.task,
            turn=at,
        )
