"""Filling a report template: a closed sandbox in, text of the closed subset out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateSyntaxError
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from flows.faults import Fault
from reports.markup import LineMarks, TemplateError, template_error, unknown_tags


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportTemplate:
    """A report template as text, with its name for messages ("annual_evaluation.html.j2")."""

    name: str
    source: str


def check_template(template: ReportTemplate) -> tuple[Fault, ...]:
    """Find a template's mistakes that show without a snapshot: syntax, or every tag outside the subset."""
    environment = _environment()
    try:
        environment.parse(template.source, filename=template.name)
    except TemplateSyntaxError as error:
        return (_syntax(template, error).fault,)
    return unknown_tags(template.source, template.name, environment)


def render_template(template: ReportTemplate, parts: Mapping[str, object]) -> str:
    """Fill a template.

    Raises:
        TemplateError: It has a mistake; the fault names the line.
    """
    compiled = _compiled(template)
    try:
        return compiled.render(parts)
    except TemplateError:
        raise
    except (JinjaError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        line = _line_of(error, template.name)
        raise template_error("failed", template.name, line, message=str(error)) from error


@lru_cache(maxsize=8)
def _compiled(template: ReportTemplate) -> Template:
    faults = check_template(template)
    if faults:
        raise TemplateError(faults[0])
    environment = _environment()
    code = environment.compile(template.source, template.name, template.name)
    return environment.template_class.from_code(environment, code, environment.make_globals(None))


def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, extensions=[LineMarks]
    )


def _syntax(template: ReportTemplate, error: TemplateSyntaxError) -> TemplateError:
    return template_error("syntax", template.name, error.lineno, message=error.message or "")


def _line_of(error: BaseException, name: str) -> int:
    """Find the template's innermost line in a traceback; Jinja makes it speak of template lines."""
    line, frame = 0, error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == name:
            line = frame.tb_lineno
        frame = frame.tb_next
    return line
