"""What `plneni report --json` prints for the program that called it: written there, read by the bot."""

from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from flows.faults import Fault


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class FileAnswer(_Part):
    """A format that came out.

    Attributes:
        format: Its name.
        path: The report itself.
        more: Files that belong to it, such as the schema of the data.
    """

    format: str
    path: str
    more: list[str]


class FailureAnswer(_Part):
    """A fault that stood in the way.

    Attributes:
        format: Of which format; "" = of the whole report.
        code: As in Fault, likewise the others.
    """

    format: str
    code: str
    where: str
    data: dict[str, str]

    def fault(self) -> Fault:
        """Give the fault that it was made of."""
        return Fault(code=self.code, where=self.where, data=self.data)


class FindingAnswer(_Part):
    """One thing that the checks found.

    Attributes:
        text: The sentence.
        task: Id of the task that it is about most of all, "" = of none.
        number: Number of its item, "" likewise.
    """

    text: str
    task: str = ""
    number: str = ""


class ChecksAnswer(_Part):
    """What the checks found; a failure says why they could not run.

    Attributes:
        title: The report's.
    """

    title: str = ""
    findings: list[FindingAnswer] = []
    failures: list[FailureAnswer] = []


class ReportAnswer(_Part):
    """The whole answer; it says something in any case, files or failures.

    Attributes:
        files: Formats that came out.
        failures: Why others did not.
        supplied: How many of the listed tasks were answered, or do not apply.
        total: How many tasks the report lists.
        findings: What the checks found.
    """

    files: list[FileAnswer] = []
    failures: list[FailureAnswer] = []
    supplied: int
    total: int
    findings: list[FindingAnswer] = []

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.files and not self.failures:
            raise ValueError("neither files nor failures")
        return self


def failure_answer(name: str, fault: Fault) -> FailureAnswer:
    """Write a fault of a format ("" = of the whole report)."""
    return FailureAnswer(format=name, code=fault.code, where=fault.where, data=dict(fault.data))
