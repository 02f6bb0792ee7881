"""Every kind of event that the workflow logs has its French sentence, so that none is ever forgotten."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commission_app.workflow.secretariat.journal_words import SENTENCES
from tests.house.sources import Module, application, called, snippet

LOG, TABLE = "log", "SENTENCES of commission_app/workflow/secretariat/journal_words.py"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Logged:
    """A kind of event, and where it is logged; no kind where it cannot be read in the source."""

    kind: str | None
    where: str


def logged(modules: Sequence[Module]) -> Iterator[Logged]:
    """Yield what each `.log(kind, …)` may write: a text, a constant's, or what a parameter is given."""
    for module in modules:
        for call, scopes in _calls(module.tree, LOG):
            if isinstance(call.func, ast.Attribute):
                named = (keyword.value for keyword in call.keywords if keyword.arg == "kind")
                kind = call.args[0] if call.args else next(named, None)
                found = [None] if kind is None else _values(kind, scopes, modules)
                yield from (Logged(value, module.at(call)) for value in found)


def _values(
    written: ast.expr, scopes: tuple[Function, ...], modules: Sequence[Module]
) -> Iterator[str | None]:
    match written:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=yes, orelse=no):
            yield from _values(yes, scopes, modules)
            yield from _values(no, scopes, modules)
        case ast.Name(id=name):
            function = next((scope for scope in scopes if name in _parameters(scope)), None)
            given = _constants(name, modules) if function is None else _given(function, name, modules)
            found = [kind for text, around in given for kind in _values(text, around, modules)]
            yield from found or [None]
        case _:
            yield None


def _constants(name: str, modules: Sequence[Module]) -> Iterator[tuple[ast.expr, tuple[Function, ...]]]:
    """Yield what a name stands for at the top of a module: this one, or the one it is imported from."""
    for module in modules:
        for node in module.tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            value = getattr(node, "value", None)
            if isinstance(value, ast.expr) and any(t and ast.unparse(t) == name for t in targets):
                yield value, ()


def _given(
    function: Function, name: str, modules: Sequence[Module]
) -> Iterator[tuple[ast.expr, tuple[Function, ...]]]:
    """Yield what a parameter of a function is given: its default, and the argument of each call."""
    arguments, place = function.args, _parameters(function).index(name)
    positional = [a.arg for a in (*arguments.posonlyargs, *arguments.args)]
    defaults = dict(zip(reversed(positional), reversed(arguments.defaults), strict=False))
    if name in defaults:
        yield defaults[name], ()
    for module in modules:
        for call, scopes in _calls(module.tree, function.name):
            named = [keyword.value for keyword in call.keywords if keyword.arg == name]
            yield from ((value, scopes) for value in named or call.args[place : place + 1])


def _parameters(function: Function) -> list[str]:
    arguments = function.args
    return [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]


def _calls(
    node: ast.AST, name: str, scopes: tuple[Function, ...] = ()
) -> Iterator[tuple[ast.Call, tuple[Function, ...]]]:
    """Yield the calls of a name, with the functions around them, the nearest first."""
    inner = (node, *scopes) if isinstance(node, Function) else scopes
    if isinstance(node, ast.Call) and called(node) == name:
        yield node, scopes
    for child in ast.iter_child_nodes(node):
        yield from _calls(child, name, inner)


def forgotten(modules: Sequence[Module]) -> Iterator[str]:
    """Yield what is to be done for each event without a sentence."""
    for event in logged(modules):
        if event.kind is None:
            yield f"{event.where}: write the kind of this event as a text or a constant, to be found here"
        elif event.kind not in SENTENCES:
            yield f"{event.where}: the kind « {event.kind} » has no sentence yet; add it to {TABLE}"


def past_the_session(module: Module) -> Iterator[str]:
    """Yield events written without `session.log`, which the rule above would not see."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("journal.append"):
            yield module.at(node)


def workflow() -> list[Module]:
    """Return the modules of the verbs."""
    return [module for module in application() if module.part == "workflow"]


def test_every_kind_of_event_has_its_french_sentence() -> None:
    faults = list(forgotten(workflow()))
    assert not faults, "\n" + "\n".join(faults)


def test_events_are_found_where_they_are_logged() -> None:
    kinds = {event.kind for event in logged(workflow())}
    assert {"campaign_created", "code_issued", "code_replaced", "computer_revoked"} <= kinds
    assert {"sheet_received", "sheet_received_again"} <= kinds


def test_an_event_is_written_by_the_session_only() -> None:
    places = [place for module in application() for place in past_the_session(module)]
    assert [place.partition(":")[0] for place in places] == ["commission_app.workflow.secretariat.session"]


def test_the_rule_names_a_kind_without_a_sentence() -> None:
    (fault,) = forgotten([snippet('def close(session):\n    session.log("tea_served", {})')])
    assert "tea_served" in fault
    assert TABLE in fault
    (fault,) = forgotten([snippet('def close(session, n):\n    session.log(f"tea_{n}", {})')])
    assert "as a text or a constant" in fault
    (fault,) = forgotten([snippet("def close(session, kind):\n    session.log(kind, {})")])
    assert "as a text or a constant" in fault


def test_the_rule_follows_constants_choices_and_parameters() -> None:
    text = (
        'AGAIN = "again"\n'
        "def receive(session, new):\n    session.log('first' if new else AGAIN, {})\n"
        'def _issue(session, member, kind="issued"):\n    session.log(kind, {"member": member})\n'
        'def replace(session, member):\n    _issue(session, member, "replaced")\n'
        'def renew(session, member):\n    _issue(session, member, kind="renewed")\n'
        "def give(session, member):\n    _issue(session, member)\n"
    )
    found = sorted(str(event.kind) for event in logged([snippet(text)]))
    assert found == ["again", "first", "issued", "renewed", "replaced"]
