"""`plneni report`: make a report of what is in the database now; issue, approve and verify editions."""

import argparse
import sys
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.made_with_database import made_with_database, moment_of
from bot.commands.parser import Parser
from bot.commands.with_database import with_database
from bot.config import Config
from bot.report_answer import ChecksAnswer, FileAnswer, ReportAnswer, failure_answer
from bot.report_issuing import approve_edition, issue_edition, make_and_store
from bot.report_phrases import report_phrases, report_sentence
from bot.report_verifying import Verdict, verify_editions, verify_file
from bot.reporting import MadeReport, make_checks, make_edition, make_report
from flows.faults import Fault
from flows.reading.dates import read_date
from flows.reading.outcome import Understood
from reports.write import WriteFailure, Written
from storage.database import Database

Checked: TypeAlias = ChecksAnswer | Fault


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which report, where to and in what form."""
    language = parser.phrases.language if isinstance(parser, Parser) else ""
    texts = report_phrases(language)["help"]
    parser.add_argument("action", nargs="?", choices=tuple(ACTIONS), default="make", help=texts["action"])
    parser.add_argument("files", nargs="*", metavar="FILE", help=texts["files"])
    parser.add_argument("--plan", metavar="KEY", default="", help=texts["plan"])
    parser.add_argument("--report", metavar="KEY", default="", help=texts["report"])
    parser.add_argument("--folder", metavar="DIR", default="", help=texts["folder"])
    parser.add_argument("--format", metavar="NAME", nargs="+", default=[], help=texts["format"])
    parser.add_argument("--draft", action="store_true", help=texts["draft"])
    parser.add_argument("--at", metavar="INSTANT", default="", help=texts["at"])
    parser.add_argument("--edition", metavar="ID", default="", help=texts["edition"])
    parser.add_argument("--approval", metavar="NUMBER", type=int, default=None, help=texts["approval"])
    parser.add_argument("--body", metavar="NAME", default="", help=texts["body"])
    parser.add_argument("--on", metavar="DAY", default="", help=texts["on"])
    parser.add_argument("--resolution", metavar="NUMBER", default="", help=texts["resolution"])
    parser.add_argument("--json", action="store_true", help=texts["json"])


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Do what was chosen.

    Returns:
        OK; FAULTS: some format did not come out, or an edition is not proved; WRONG_CALL: nothing was done.
    """
    config = context.config()
    return ExitCode.WRONG_CALL if config is None else ACTIONS[arguments.action](arguments, context, config)


def _verify(arguments: argparse.Namespace, context: Context, config: Config) -> int:
    """Prove that editions, or files, belong to their data."""
    contents = [(name, context.file_bytes(Path(name))) for name in arguments.files]
    if any(content is None for _, content in contents):
        return ExitCode.WRONG_CALL

    async def work(database: Database) -> int:
        if contents:
            verdicts = [await verify_file(database, name, content or b"") for name, content in contents]
        else:
            wanted = {"plan": arguments.plan, "report": arguments.report, "edition": arguments.edition}
            verdicts = await verify_editions(database, **wanted)
        return _say_verdicts(verdicts, context)

    return with_database(context, config, work)


def _say_verdicts(verdicts: list[Verdict], context: Context) -> int:
    said = report_phrases(context.language)["said"]
    for verdict in verdicts:
        for fault in verdict.faults:
            _complain(fault, context)
        if not verdict.faults:
            proved = said["proved"].format(name=verdict.name, files=verdict.files, sha256=verdict.sha256[:16])
            context.write(proved)
    if not verdicts:
        context.write(said["no_editions"])
    return ExitCode.FAULTS if any(verdict.faults for verdict in verdicts) else ExitCode.OK


def _approve(arguments: argparse.Namespace, context: Context, config: Config) -> int:
    """Record an approval and make the files that say so."""
    now, body = context.clock.now(), arguments.body.strip()
    on = read_date(arguments.on, today=now.date())
    if not body:
        return _tell(Fault(code="report.no_body", where="--body"), arguments, context)
    if not isinstance(on, Understood):
        return _tell(Fault(code="report.bad_day", where="--on", data={"value": arguments.on}), arguments, context)

    async def make(database: Database) -> MadeReport | Fault:
        recorded = await approve_edition(
            database,
            arguments.edition,
            plan=arguments.plan,
            report=arguments.report,
            body=body,
            on=on.value,
            resolution=arguments.resolution.strip(),
            at=now,
        )
        if isinstance(recorded, Fault):
            return recorded
        edition, approval = recorded
        return await make_and_store(database, edition, folder=_folder(arguments, config), approval=approval.number)

    return _make_and_tell(make, arguments, context, config)


def _produce(arguments: argparse.Namespace, context: Context, config: Config) -> int:
    """Make a report or issue an edition; say which files came out and which did not."""
    made_at = moment_of(arguments.at, context)
    if isinstance(made_at, Fault):
        return _tell(made_at, arguments, context)

    async def make(database: Database) -> MadeReport | Fault:
        return await _make(database, arguments, config, made_at)

    return _make_and_tell(make, arguments, context, config)


def _make_and_tell(
    make: Callable[[Database], Awaitable[MadeReport | Fault]],
    arguments: argparse.Namespace,
    context: Context,
    config: Config,
) -> int:
    def say(made: MadeReport | Fault) -> int:
        return _tell(made, arguments, context)

    return made_with_database(context, config, make, say, as_json=arguments.json)


def _checks(arguments: argparse.Namespace, context: Context, config: Config) -> int:
    """Say what does not add up in what is submitted now."""
    made_at = moment_of(arguments.at, context)
    if isinstance(made_at, Fault):
        return _say_checks(made_at, arguments, context)

    async def make(database: Database) -> Checked:
        wanted = {"report_key": arguments.report, "language": context.language}
        return await make_checks(database, arguments.plan, made_at=made_at, **wanted)

    def say(found: Checked) -> int:
        return _say_checks(found, arguments, context)

    return made_with_database(context, config, make, say, as_json=arguments.json)


def _say_checks(found: Checked, arguments: argparse.Namespace, context: Context) -> int:
    if arguments.json:
        answer = ChecksAnswer(failures=[failure_answer("", found)]) if isinstance(found, Fault) else found
        context.write(answer.model_dump_json())
    elif isinstance(found, Fault):
        _complain(found, context)
    else:
        for finding in found.findings:
            context.write(f"{finding.number}: {finding.text}" if finding.number else finding.text)
        said = report_phrases(context.language)["said"]["found"]
        context.write(said.format(n=len(found.findings), title=found.title))
    if isinstance(found, Fault):
        return ExitCode.WRONG_CALL
    return ExitCode.FAULTS if found.findings else ExitCode.OK


async def _make(
    database: Database, arguments: argparse.Namespace, config: Config, made_at: datetime
) -> MadeReport | Fault:
    folder = _folder(arguments, config)
    if arguments.action == "issue":
        formats = tuple(arguments.format)
        return await issue_edition(
            database, arguments.plan, arguments.report, folder=folder, formats=formats, made_at=made_at
        )
    if arguments.edition:
        return await make_edition(
            database,
            arguments.edition,
            folder=folder,
            formats=tuple(arguments.format),
            approval=arguments.approval,
        )
    return await make_report(
        database,
        arguments.plan,
        report_key=arguments.report,
        folder=folder,
        formats=tuple(arguments.format),
        made_at=made_at,
        draft=arguments.draft,
    )


def _folder(arguments: argparse.Namespace, config: Config) -> Path:
    return Path(arguments.folder) if arguments.folder else Path(config.reports.folder) / arguments.plan


def _tell(made: MadeReport | Fault, arguments: argparse.Namespace, context: Context) -> int:
    if arguments.json:
        context.write(_answer(made).model_dump_json())
    else:
        _say(made, context)
    if isinstance(made, Fault):
        return ExitCode.WRONG_CALL
    return ExitCode.FAULTS if any(isinstance(each, WriteFailure) for each in made.outcomes) else ExitCode.OK


def _say(made: MadeReport | Fault, context: Context) -> None:
    if isinstance(made, Fault):
        _complain(made, context)
        return
    for outcome in made.outcomes:
        match outcome:
            case Written(files=files):
                for file in files:
                    context.write(str(file))
            case WriteFailure(fault=fault):
                _complain(fault, context)
    if any(isinstance(outcome, Written) for outcome in made.outcomes):
        said = report_phrases(context.language)["said"]["supplied"]
        context.write(said.format(supplied=made.supplied, total=made.total))


def _complain(fault: Fault, context: Context) -> None:
    sys.stderr.write(f"{report_sentence(fault, context.language)}\n")


def _answer(made: MadeReport | Fault) -> ReportAnswer:
    if isinstance(made, Fault):
        return ReportAnswer(failures=[failure_answer("", made)], supplied=0, total=0)
    return ReportAnswer(
        files=[
            FileAnswer(format=each.format, path=str(each.files[0]), more=[str(file) for file in each.files[1:]])
            for each in made.outcomes
            if isinstance(each, Written)
        ],
        failures=[failure_answer(each.format, each.fault) for each in made.outcomes if isinstance(each, WriteFailure)],
        supplied=made.supplied,
        total=made.total,
        findings=list(made.findings),
    )


ACTIONS: Mapping[str, Callable[[argparse.Namespace, Context, Config], int]] = {
    "make": _produce,
    "issue": _produce,
    "approve": _approve,
    "checks": _checks,
    "verify": _verify,
}
