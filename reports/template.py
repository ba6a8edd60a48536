"""Filling a report template: a closed sandbox in, text of the closed subset out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import DictLoader, StrictUndefined, Template, TemplateSyntaxError
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from flows.faults import Fault
from reports.markup import LineMarks, TemplateError, template_error, unknown_tags


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportTemplate:
    """A report template as text.

    Attributes:
        name: Its file's name, for messages ("annual_evaluation.html.j2").
        source: What it says.
        parts: Templates that it imports by name.
    """

    name: str
    source: str
    parts: tuple["ReportTemplate", ...] = ()


def check_template(template: ReportTemplate) -> tuple[Fault, ...]:
    """Find a template's mistakes that show without a snapshot: syntax, or every tag outside the subset."""
    environment = _environment(template)
    try:
        environment.parse(template.source, filename=template.name)
    except TemplateSyntaxError as error:
        return (_syntax(template, error).fault,)
    own = unknown_tags(template.source, template.name, environment)
    return (*own, *(fault for part in template.parts for fault in check_template(part)))


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
        name, line = _place_of(error, template)
        raise template_error("failed", name, line, message=str(error)) from error


@lru_cache(maxsize=8)
def _compiled(template: ReportTemplate) -> Template:
    faults = check_template(template)
    if faults:
        raise TemplateError(faults[0])
    environment = _environment(template)
    code = environment.compile(template.source, template.name, template.name)
    return environment.template_class.from_code(environment, code, environment.make_globals(None))


def _environment(template: ReportTemplate) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=DictLoader({part.name: part.source for part in template.parts}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[LineMarks],
    )


def _syntax(template: ReportTemplate, error: TemplateSyntaxError) -> TemplateError:
    return template_error("syntax", template.name, error.lineno, message=error.message or "")


def _place_of(error: BaseException, template: ReportTemplate) -> tuple[str, int]:
    """Find the innermost template and line in a traceback; Jinja makes it speak of template lines."""
    names = {template.name, *(part.name for part in template.parts)}
    place, frame = (template.name, 0), error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename in names:
            place = (frame.tb_frame.f_code.co_filename, frame.tb_lineno)
        frame = frame.tb_next
    return place
