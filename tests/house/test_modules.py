"""Modules that a newcomer understands alone: their size, their docstrings, their names."""

import ast
import re
from collections.abc import Iterator

from tests.house.sources import Module, application, files, snippet

LINES_OF_A_MODULE = 400
LINES_OF_A_FUNCTION = 50
SECOND_IMPLEMENTATION = "resources.verifier"  # one file on purpose: a third party runs it alone
FORBIDDEN = frozenset(
    {"manager", "helper", "helpers", "util", "utils", "handler", "controller", "service", "data", "info"}
)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def too_long(module: Module) -> Iterator[str]:
    """Yield the module if it is too long, and its functions that are."""
    lines = len(module.text.splitlines())
    if lines > LINES_OF_A_MODULE:
        yield f"{module.name}: {lines} lines"
    for node in ast.walk(module.tree):
        if isinstance(node, Function) and node.end_lineno is not None:
            length = node.end_lineno - node.lineno + 1
            if length > LINES_OF_A_FUNCTION:
                yield f"{module.at(node)} {node.name}: {length} lines"


def undocumented(module: Module) -> Iterator[str]:
    """Yield the module, its public classes, functions and methods that say nothing of themselves."""
    if not ast.get_docstring(module.tree):
        yield module.name
    yield from _undocumented(module, module.tree)


def _undocumented(module: Module, parent: ast.Module | ast.ClassDef) -> Iterator[str]:
    for node in parent.body:
        if not isinstance(node, ast.ClassDef | Function) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node) and not _is_told_elsewhere(node):
            yield f"{module.at(node)} {node.name}"
        if isinstance(node, ast.ClassDef):
            yield from _undocumented(module, node)


def _is_told_elsewhere(node: ast.ClassDef | Function) -> bool:
    decorators = {decorator.id for decorator in node.decorator_list if isinstance(decorator, ast.Name)}
    return bool(decorators & {"override", "overload"})


def empty_names(module: Module) -> Iterator[str]:
    """Yield names of modules and classes that say nothing of what they are for."""
    for word in _words(module.name.rsplit(".", maxsplit=1)[-1]) & FORBIDDEN:
        yield f"{module.name}: {word}"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            yield from (f"{module.at(node)} {node.name}" for word in _words(node.name) & FORBIDDEN)


def _words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name)}


def test_no_module_and_no_function_is_too_long() -> None:
    own = [
        module
        for module in files("commission_app", "benchmarks", "packaging", "tests", "resources")
        if module.name != SECOND_IMPLEMENTATION
    ]
    assert [fault for module in own for fault in too_long(module)] == []


def test_everything_public_says_what_it_is_for() -> None:
    assert [fault for module in application() for fault in undocumented(module)] == []


def test_no_name_is_empty_of_meaning() -> None:
    assert [fault for module in application() for fault in empty_names(module)] == []


def test_the_rules_see_a_module_and_a_function_that_are_too_long() -> None:
    body = "\n".join(f"    x = {number}" for number in range(LINES_OF_A_FUNCTION))
    assert list(too_long(snippet(f"def mark():\n{body}")))
    assert list(too_long(snippet("x = 1\n" * (LINES_OF_A_MODULE + 1))))
    assert not list(too_long(snippet("x = 1\n" * LINES_OF_A_MODULE)))


def test_the_rules_see_what_is_undocumented() -> None:
    assert list(undocumented(snippet("x = 1")))
    assert list(undocumented(snippet('"""Says."""\ndef mark():\n    pass')))
    assert list(
        undocumented(snippet('"""Says."""\nclass Mark:\n    """Says."""\n    def put(self):\n        pass'))
    )
    assert not list(undocumented(snippet('"""Says."""\ndef _mark():\n    pass')))


def test_the_rules_see_an_empty_name() -> None:
    for name in ("SheetManager", "PDFHelper", "MemberInfo", "Utils"):
        assert list(empty_names(snippet(f"class {name}:\n    pass"))), name
    assert list(empty_names(snippet("", "commission_app.ui.sheet_utils")))
    assert not list(empty_names(snippet("class Database:\n    pass")))
