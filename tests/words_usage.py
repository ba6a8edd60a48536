"""Where the bot's code says a message or a label: found in its syntax trees, so that no key is missing or unused."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

SPEAKERS = {
    "text": ("text", 0),
    "markup": ("text", 0),
    "within": ("text", 0),
    "say": ("text", 0),
    "toast": ("text", 0),
    "tell": ("text", 1),
}
SPEAKERS["tell_about"] = ("text", 1)
SPEAKERS["tell_actor"] = ("text", 2)
SPEAKERS["tell_contact"] = ("text", 1)
SPEAKERS["label"] = ("label", 0)
"""Method name to what it says and at which argument its key stands."""
NO_DATA = frozenset({"rows", "buttons"})
DEEPEST = 4

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, kw_only=True, slots=True)
class Use:
    """One place that says something.

    Attributes:
        kind: "text" or "label".
        keys: Keys it may say; "state_*" stands for a key put together.
        given: Names of the values it passes; None where they are not written out.
        where: "bot/conversation/joining.py:54".
    """

    kind: str
    keys: frozenset[str]
    given: frozenset[str] | None
    where: str


@dataclass(kw_only=True)
class Module:
    """A parsed file with what is needed to follow a name."""

    name: str
    tree: ast.Module
    owner: dict[ast.AST, Function] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for function in ast.walk(self.tree):
            if isinstance(function, Function):
                self.owner |= dict.fromkeys(ast.walk(function), function)


class Sources:
    """All modules that may speak."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.modules = [Module(name=name, tree=ast.parse(text)) for name, text in texts.items()]
        self.calls: dict[str, list[tuple[Module, ast.Call]]] = {}
        for module in self.modules:
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Call):
                    self.calls.setdefault(called(node), []).append((module, node))

    def uses(self) -> Iterator[Use]:
        """Give every place that says something and whose key can be followed."""
        yield from (use for use in self._all() if use.keys)

    def unfollowed(self) -> Iterator[str]:
        """Give the places that say something whose key cannot be told from the code."""
        yield from (use.where for use in self._all() if not use.keys)

    def _all(self) -> Iterator[Use]:
        found = (self.use_of(module, node) for module in self.modules for node in ast.walk(module.tree))
        return (use for use in found if use is not None)

    def use_of(self, module: Module, node: ast.AST) -> Use | None:
        """Read a call of a speaker, or a button that is told: ("allow", button_data(…), {"actor": …})."""
        if isinstance(node, ast.Tuple):
            return told_button(module, node)
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in SPEAKERS:
            return None
        kind, index = SPEAKERS[node.func.attr]
        keys = self.strings(module, argument(node, index, "key"))
        return Use(kind=kind, keys=frozenset(keys), given=self.given(module, node), where=place(module, node))

    def given(self, module: Module, call: ast.Call) -> frozenset[str] | None:
        """Name the values that a call passes, those of a dict literal too (spread, or the data of `tell`)."""
        named = {keyword.arg for keyword in call.keywords if keyword.arg is not None}
        tables: list[ast.AST | None] = [keyword.value for keyword in call.keywords if keyword.arg is None]
        if called(call) in {"tell", "tell_about", "tell_actor", "tell_contact"}:
            named, tables = set(), [argument(call, 3 if called(call) == "tell_actor" else 2, "data")]
        for table in tables:
            written = self.names_in(module, table)
            if written is None:
                return None
            named |= written
        return frozenset(named - NO_DATA)

    def names_in(self, module: Module, node: ast.AST | None) -> set[str] | None:
        """Name the keys of a dict literal, of those that it takes in too: {"suggestion": s, **data}."""
        candidates = [] if node is None else [node, *self.bindings(module, node)]
        table = next((one for one in candidates if isinstance(one, ast.Dict)), None)
        if table is None:
            return None
        found = literals(table.keys)
        for value in (value for key, value in zip(table.keys, table.values, strict=True) if key is None):
            inner = self.names_in(module, value)
            if inner is None:
                return None
            found |= inner
        return found

    def strings(self, module: Module, node: ast.AST | None, depth: int = 0) -> set[str]:
        """Give all strings that an expression may be."""
        if depth > DEEPEST:
            return set()
        match node:
            case ast.Constant(value=str(text)):
                return {text}
            case ast.JoinedStr(values=parts):
                return {"".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in parts)}
            case ast.IfExp(body=first, orelse=second):
                return self.strings(module, first, depth) | self.strings(module, second, depth)
            case ast.BoolOp(values=values):
                return set().union(*(self.strings(module, one, depth) for one in values))
            case ast.Call(func=ast.Attribute(value=table, attr="get"), args=args):
                return self.values(module, table) | self.strings(module, args[1] if len(args) > 1 else None, depth)
            case ast.Subscript(value=table):
                return self.values(module, table)
            case ast.Name():
                found = (self.strings(where, one, depth + 1) for where, one in self.origins(module, node))
                return set().union(*found)
            case ast.Dict() | ast.Tuple() | ast.List():
                return self.values(module, node)
        return set()

    def values(self, module: Module, node: ast.AST) -> set[str]:
        """Give the strings inside a table: values of a dict, elements of a tuple or list, followed by name."""
        found: set[str] = set()
        for one in (node, *self.bindings(module, node)):
            if isinstance(one, ast.Dict):
                found |= literals(one.values)
            elif isinstance(one, ast.Tuple | ast.List):
                found |= literals(one.elts)
            elif isinstance(one, ast.Call):
                parts = [*one.args, *([one.func.value] if isinstance(one.func, ast.Attribute) else [])]
                found |= set().union(*(self.values(module, part) for part in parts))
        return found

    def bindings(self, module: Module, node: ast.AST) -> list[ast.AST]:
        """Give what a name was set to, in its function or at the top of its module."""
        if not isinstance(node, ast.Name):
            return []
        scopes: tuple[ast.AST, ...] = tuple(one for one in (module.owner.get(node), module.tree) if one is not None)
        for scope in scopes:
            found = [one.value for one in ast.walk(scope) if sets(one, node.id) and isinstance(one, ast.Assign)]
            found += [one.value for one in ast.walk(scope) if isinstance(one, ast.AnnAssign) and one.value is not None
                      and isinstance(one.target, ast.Name) and one.target.id == node.id]  # fmt: skip
            if found:
                return list(found)
        return []

    def origins(self, module: Module, node: ast.Name) -> Iterator[tuple[Module, ast.AST]]:
        """Give the expressions that a name may stand for: set, looped over, or passed by a caller."""
        for value in self.bindings(module, node):
            yield module, value
        function = module.owner.get(node)
        if function is None:
            return
        for loop in ast.walk(function):
            if isinstance(loop, ast.For | ast.comprehension) and names(loop.target, node.id):
                yield module, ast.Tuple(elts=[ast.Constant(value=one) for one in self.values(module, loop.iter)])
        arguments = [one.arg for one in (*function.args.posonlyargs, *function.args.args)]
        if node.id in arguments:
            index = arguments.index(node.id) - (arguments[0] == "self")
            for where, call in self.calls.get(function.name, ()):
                passed = argument(call, index, node.id)
                if passed is not None:
                    yield where, passed


def told_button(module: Module, node: ast.Tuple) -> Use | None:
    """Read a button that goes to the coordinators."""
    if len(node.elts) != 3:
        return None
    key, data, values = node.elts
    if not (isinstance(data, ast.Call) and called(data) == "button_data"):
        return None
    given = literals(values.keys) if isinstance(values, ast.Dict) else set()
    return Use(kind="label", keys=frozenset(literals([key])), given=frozenset(given), where=place(module, node))


def literals(nodes: Iterable[ast.AST | None]) -> set[str]:
    """Give the strings that are written out among the nodes."""
    return {one.value for one in nodes if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def called(call: ast.Call) -> str:
    """Name the function or method of a call."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def argument(call: ast.Call, index: int, name: str) -> ast.AST | None:
    """Give an argument by its place or by its name."""
    if index < len(call.args):
        return call.args[index]
    return next((one.value for one in call.keywords if one.arg == name), None)


def sets(node: ast.AST, name: str) -> bool:
    """Tell whether a statement sets a name."""
    return isinstance(node, ast.Assign) and any(names(target, name) for target in node.targets)


def names(target: ast.AST, name: str) -> bool:
    """Tell whether a target, maybe a tuple, has a name."""
    return any(isinstance(one, ast.Name) and one.id == name for one in ast.walk(target))


def place(module: Module, node: ast.Call | ast.Tuple) -> str:
    """Give file and line."""
    return f"{module.name}:{node.lineno}"


def bot_sources() -> Sources:
    """Parse the bot, without the sandbox's fake server."""
    root = Path(__file__).parent.parent
    paths = (path.relative_to(root) for path in sorted((root / "bot").rglob("*.py")))
    return Sources({str(path): (root / path).read_text("utf-8") for path in paths if "sandbox" not in path.parts})
