"""The project's own source, parsed once for the tests that keep the house."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "commission_app"


@dataclass(frozen=True)
class Module:
    """One Python file, with its dotted name."""

    name: str
    text: str
    tree: ast.Module

    @property
    def part(self) -> str:
        """Name of the layer or leaf that holds it: `ui` for `commission_app.ui.member.home_page`."""
        return self.name.split(".")[1] if "." in self.name else ""

    def at(self, node: ast.AST) -> str:
        """Say where a node stands."""
        return f"{self.name}:{getattr(node, 'lineno', 1)}"


@dataclass(frozen=True)
class Import:
    """One imported module, or `module.name` for a name taken from it."""

    target: str
    node: ast.AST


def snippet(text: str, name: str = f"{PACKAGE}.ui.page") -> Module:
    """Return a module that does not exist: each rule is first shown a bad one."""
    return Module(name, text, ast.parse(text))


@cache
def files(*folders: str) -> tuple[Module, ...]:
    """Return the modules under some folders of the project, in the order of their names."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    found = []
    for path in paths:
        parts = path.relative_to(ROOT).with_suffix("").parts
        text = path.read_text(encoding="utf-8")
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found.append(Module(name, text, ast.parse(text)))
    return tuple(found)


def application() -> tuple[Module, ...]:
    """Return every module of the application."""
    return files(PACKAGE)


def imports(module: Module) -> Iterator[Import]:
    """Yield everything a module imports, wherever it does: at the top, in a function, for types only."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(module, node)
            # `from a import b`: b may be a module, and a rule about either must see it.
            yield from (Import(f"{base}.{alias.name}", node) for alias in node.names)


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parents = module.name.split(".")[: -node.level]
    return ".".join([*parents, node.module] if node.module else parents)


def called(node: ast.AST) -> str:
    """Return the last name of what a call calls: `tr` for `self.tr(…)`; empty for anything else."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def docstrings(tree: ast.Module) -> frozenset[ast.AST]:
    """Return the nodes of all docstrings: they are read by developers, not by users."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                found.add(first.value)
    return frozenset(found)
