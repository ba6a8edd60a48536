"""The first step of compiling: what an expression reads is replaced by numbered variables."""

import difflib
import re
from dataclasses import dataclass, field

from flows.faults import Fault
from flows.xpath_arguments import Call, Filtered, find_call, find_filtered
from flows.xpath_functions import FUNCTIONS, SPECIAL
from flows.xpath_scope import LAST_SAVED, Named, Reads, Reference, Scope

_PIECE = re.compile(
    r"""(?P<string>"[^"]*"|'[^']*')
    |(?P<curly>[“”„][^“”„"]*[“”]|[‘’‚][^‘’‚']*[‘’])
    |(?P<position>position\s*\(\s*(?P<up>\.\.(?:/\.\.)*)\s*\))
    |\$\{\s*(?P<reference>[^}]*?)\s*\}
    |(?P<relative>(?:current\(\)\s*/\s*)?(?:\.\./)+[\w.-]+(?:/[\w.-]+)*)
    |(?P<absolute>(?<![\w)\]}*.])/[\w.-]+(?:/[\w.-]+)+)
    |(?P<function>[^\W\d][\w.-]*(?::[\w.-]+)?)(?=\s*\()""",
    re.VERBOSE,
)
_NAMED = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
_CONDITION = re.compile(
    r"""(?P<string>"[^"]*"|'[^']*'|[“”„][^“”„"]*[“”]|[‘’‚][^‘’‚']*[‘’])
    |(?P<outside>current\(\)\s*/\s*(?:\.\./)*[\w.-]+(?:/[\w.-]+)*)
    |\$\{\s*(?P<reference>[^}]*?)\s*\}
    |(?P<function>[^\W\d][\w.-]*(?::[\w.-]+)?\s*(?=\())
    |(?P<relative>(?:\./|(?:\.\./)+)[^\W\d][\w.-]*(?:/[\w.-]+)*)
    |(?P<bare>(?<![\w/.:-])[^\W\d][\w.-]*(?:/[\w.-]+)*)
    |(?P<own>(?<![\w.)\]])\.(?![\w./]))""",
    re.VERBOSE,
)
_WORDS_BEFORE_BRACKET = frozenset({"and", "or", "div", "mod"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Turns:
    """The turns that a condition in brackets walks over: the node's path, the repeats around it, what is shared."""

    path: str
    around: tuple[str, ...]
    depth: int


@dataclass(kw_only=True, slots=True)
class Draft:
    """Rewrites ${x}, paths and position(..) into numbered variables and collects the faults."""

    scope: Scope
    where: str
    references: list[Reference] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def rewrite(self, source: str) -> str:
        """The source with variables in place of all that it reads."""
        found = [each for each in (find_call(source, "indexed-repeat"), find_filtered(source)) if each]
        if not found:
            return _PIECE.sub(self._piece, source)
        first = min(found, key=lambda each: each.start)
        made = self._indexed(first) if isinstance(first, Call) else self._filtered(first)
        return _PIECE.sub(self._piece, source[: first.start]) + made + self.rewrite(source[first.end :])

    def _piece(self, found: re.Match[str]) -> str:
        if found["string"]:
            return found[0]
        if found["curly"]:  # what a word processor makes of quotes
            quote = '"' if found["curly"][0] in "“”„" else "'"
            return f"{quote}{found['curly'][1:-1]}{quote}"
        if found["function"]:
            return self._function(found["function"])
        if found["position"]:
            return self._position(found["up"].count(".."))
        if found["reference"] is not None:
            return self._named(found["reference"])
        path = found["absolute"] or self._absolute(found["relative"])
        return self._at_path(path, found[0])

    def _function(self, name: str) -> str:
        plain = name.replace("jr:", "jr-")
        if plain not in FUNCTIONS and plain not in SPECIAL and name not in _WORDS_BEFORE_BRACKET:
            near = difflib.get_close_matches(name, [*FUNCTIONS, *SPECIAL], n=1)
            self._fault("expression.unknown_function", name=name, near=near[0] if near else "")
        return plain

    def _here(self) -> tuple[str, ...]:
        named = self.scope.questions.get(self.scope.here)
        return named.repeats if named else ()

    def _position(self, levels: int) -> str:
        named = self.scope.questions.get(self.scope.here)
        path = named.path if named else ""
        for _level in range(levels):
            path = path.rpartition("/")[0]
        around = next((name for name, one in self.scope.questions.items() if one.path == path), "")
        if around not in self._here():
            self._fault("expression.no_turn", source=f"position({'/'.join(['..'] * levels)})")
            return "0"
        return self._variable(Reference(question=around, reads=Reads.POSITION, depth=self._here().index(around) + 1))

    def _named(self, name: str) -> str:
        if name.startswith(LAST_SAVED):
            question = name.removeprefix(LAST_SAVED)
            last = self._known(question)
            if last is None:
                return "0"
            if last.repeats or last.is_repeat:
                self._fault("expression.unsupported", part=f"${{{name}}}", source=f"${{{name}}}")
            return self._variable(Reference(question=question, reads=Reads.LAST))
        named = self._known(name)
        if named is None:
            return "0"
        if name == self.scope.here and not named.is_repeat:
            return " . "
        return self._read(name, named)

    def _read(self, name: str, named: Named) -> str:
        depth = _shared(self._here(), named.repeats)
        if named.is_repeat:
            return self._variable(Reference(question=name, reads=Reads.TURNS, depth=depth))
        reads = Reads.VALUE if depth == len(named.repeats) else Reads.NODES
        return self._variable(Reference(question=name, reads=reads, depth=depth))

    def _indexed(self, call: Call) -> str:
        names = [_NAMED.fullmatch(part) for part in (*call.arguments[:1], *call.arguments[1::2])]
        source = f"indexed-repeat({', '.join(call.arguments)})"
        if len(names) < 2 or None in names or len(call.arguments) % 2 == 0:
            self._fault("expression.unsupported", part="indexed-repeat", source=source)
            return "0"
        name, *repeats = [found[1] for found in names if found]
        known = [self._known(each) for each in (name, *repeats)]
        named = known[0]
        if named is None or None in known:
            return "0"
        depth = len(named.repeats) - len(repeats)
        if named.repeats[depth:] != tuple(repeats) or _shared(self._here(), named.repeats[:depth]) != depth:
            self._fault("expression.unsupported", part="indexed-repeat", source=source)
            return "0"
        reads = Reads.EVERY if len(repeats) == 1 else Reads.INDEXED
        indexes = ", ".join(self.rewrite(index) for index in call.arguments[2::2])
        return f"indexed-repeat({self._variable(Reference(question=name, reads=reads, depth=depth))}, {indexes})"

    def _filtered(self, filtered: Filtered) -> str:
        """`${x}[condition]`: the nodes of all turns, and what the condition reads in each."""
        named = self._known(filtered.name)
        if named is None:
            return "0"
        around = (*named.repeats, filtered.name) if named.is_repeat else named.repeats
        wanted = self._below(filtered, named.path, around)
        if not around or not wanted or "[" in filtered.condition or find_call(filtered.condition, "indexed-repeat"):
            self._fault("expression.unsupported", part=f"${{{filtered.name}}}[", source=filtered.condition)
            return "0"
        turns = Turns(path=named.path, around=around, depth=_shared(self._here(), around[:-1]))
        values, shown = (
            self._variable(Reference(question=wanted, reads=reads, depth=turns.depth, along=around[-1]))
            for reads in (Reads.ALIGNED, Reads.SHOWN)
        )
        condition = _CONDITION.sub(lambda found: self._in_turn(turns, found), filtered.condition)
        return f"filtered({values}, {shown}, {condition})"

    def _below(self, filtered: Filtered, path: str, around: tuple[str, ...]) -> str:
        """Name of the question at the end of `${x}[...]/a/b`, "" if it is none of the same turns."""
        if not filtered.path:
            return filtered.name
        name = self._name_at(path + filtered.path)
        return name if name and self.scope.questions[name].repeats == around else ""

    def _in_turn(self, turns: Turns, found: re.Match[str]) -> str:
        if found["reference"] is not None:
            return self._aligned(turns, found["reference"])
        if found["own"] or found["bare"] in _WORDS_BEFORE_BRACKET or not (found["relative"] or found["bare"]):
            return (
                self._aligned(turns, self._name_at(turns.path)) if found["own"] else _PIECE.sub(self._piece, found[0])
            )
        path = turns.path
        for part in (found["relative"] or found["bare"]).split("/"):
            path = {"..": path.rpartition("/")[0], ".": path}.get(part, f"{path}/{part}")
        name = self._name_at(path)
        if name:
            return self._aligned(turns, name)
        self._fault("expression.unknown_path", path=found[0].strip())
        return "0"

    def _aligned(self, turns: Turns, name: str) -> str:
        named = self.scope.questions.get(name)
        if named is None or len(named.repeats) <= turns.depth or name.startswith(LAST_SAVED):
            return self._named(name)
        if named.is_repeat or turns.around[: len(named.repeats)] != named.repeats:
            self._fault("expression.unsupported", part=f"${{{name}}}", source=f"${{{name}}}")
            return "0"
        reference = Reference(question=name, reads=Reads.ALIGNED, depth=turns.depth, along=turns.around[-1])
        return self._variable(reference).replace("$r", "$t")

    def _name_at(self, path: str) -> str:
        return next((name for name, named in self.scope.questions.items() if named.path == path), "")

    def _absolute(self, relative: str) -> str:
        named = self.scope.questions.get(self.scope.here)
        path = named.path if named else ""
        for part in relative.replace("current()", "").strip().lstrip("/").split("/"):
            path = path.rpartition("/")[0] if part == ".." else f"{path}/{part.strip()}"
        return path

    def _at_path(self, path: str, source: str) -> str:
        for name, named in self.scope.questions.items():
            if named.path == path:
                return self._named(name)
        self._fault("expression.unknown_path", path=source.strip())
        return "0"

    def _known(self, name: str) -> Named | None:
        named = self.scope.questions.get(name)
        if named is None:
            near = difflib.get_close_matches(name, self.scope.questions, n=1)
            self._fault("expression.unknown_reference", name=name, near=near[0] if near else "")
        return named

    def _variable(self, reference: Reference) -> str:
        if reference not in self.references:
            self.references.append(reference)
        return f" $r{self.references.index(reference)} "

    def _fault(self, code: str, **data: str) -> None:
        self.faults.append(Fault(code=code, where=self.where, data=data))


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
