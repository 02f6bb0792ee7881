"""Arrows point down, each library has its owner, and the official kernel stays exact (ARCHITECTURE §2.1)."""

import ast
import sys
from collections.abc import Iterator

from tests.house.sources import PACKAGE, Module, application, imports, snippet

LEAVES = frozenset({"errors", "messages", "texts", "resources"})
MIDDLE = frozenset({"sealing", "store", "dossiers", "printing", "reader"})
BELOW_WORKFLOW = LEAVES | MIDDLE | {"scoring", "advice"}
MAY_IMPORT: dict[str, frozenset[str]] = {
    "": LEAVES,
    "errors": frozenset(),
    "texts": frozenset(),
    "resources": frozenset(),
    "messages": LEAVES,
    "scoring": LEAVES,
    "advice": LEAVES | {"scoring"},
    **dict.fromkeys(MIDDLE, LEAVES | {"scoring"}),
    "worker": LEAVES | {"scoring", "reader", "dossiers"},
    "workflow": BELOW_WORKFLOW,
    "rehearsal": BELOW_WORKFLOW | {"workflow"},
    "ui": LEAVES | {"scoring", "workflow", "rehearsal"},
    "cli": BELOW_WORKFLOW | {"workflow", "rehearsal", "ui"},
    "__main__": frozenset({"cli", "worker"}),
}
EVERYWHERE = frozenset(MAY_IMPORT)
OWNERS: dict[str, frozenset[str]] = {
    "PySide6": frozenset({"ui"}),
    "shiboken6": frozenset({"ui"}),
    "cryptography": frozenset({"sealing"}),
    "keyring": frozenset({"sealing"}),
    "rfc8785": frozenset({"sealing"}),
    "sqlalchemy": frozenset({"store"}),
    "sqlcipher3": frozenset({"store"}),
    "pypdfium2": frozenset({"reader"}),
    "pypdfium2_raw": frozenset({"reader"}),
    "python_calamine": frozenset({"dossiers"}),
    "pikepdf": frozenset({"dossiers", "printing"}),
    "PIL": frozenset({"dossiers", "printing"}),
    "reportlab": frozenset({"printing"}),
    "xlsxwriter": frozenset({"workflow"}),
    "numpy": frozenset({"advice"}),
    "highspy": frozenset({"advice"}),
    "platformdirs": frozenset({"workflow"}),
    "msgspec": EVERYWHERE - LEAVES - {"scoring"},
    "_typeshed": EVERYWHERE,  # types of the standard library, for the type checker only
}
KERNEL_LIBRARY = frozenset(
    {"collections", "dataclasses", "enum", "fractions", "functools", "hashlib", "itertools", "json", "math"}
    | {"types", "typing"}
)
INEXACT = frozenset({"float", "round", "complex"})
OUTSIDE = frozenset({"open", "print", "input"})


def broken_arrows(module: Module) -> Iterator[str]:
    """Yield the imports of the application's own that do not point down."""
    for found in imports(module):
        top, *inner = found.target.split(".")
        part = inner[0] if inner else ""
        if top != PACKAGE or part in {module.part, "__version__"}:
            continue
        if part not in MAY_IMPORT.get(module.part, frozenset()):
            yield f"{module.at(found.node)} imports {found.target}"


def borrowed_libraries(module: Module) -> Iterator[str]:
    """Yield the imports of a library by a part that does not own it, and libraries without an owner."""
    for found in imports(module):
        library = found.target.split(".")[0]
        is_ours = library == PACKAGE or library in sys.stdlib_module_names
        if not is_ours and module.part not in OWNERS.get(library, frozenset()):
            yield f"{module.at(found.node)} imports {found.target}"


def inexact_or_impure(module: Module) -> Iterator[str]:
    """Yield what the official kernel must not hold: floats, other libraries, input and output."""
    for found in imports(module):
        library = found.target.split(".")[0]
        if library not in KERNEL_LIBRARY | {PACKAGE}:
            yield f"{module.at(found.node)} imports {found.target}"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            yield f"{module.at(node)} writes {node.value!r}"
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in INEXACT | OUTSIDE:
            yield f"{module.at(node)} uses {node.id}"


def test_imports_point_down() -> None:
    assert [fault for module in application() for fault in broken_arrows(module)] == []


def test_every_part_of_the_application_has_its_place() -> None:
    assert {module.part for module in application()} - {""} <= set(MAY_IMPORT)


def test_each_library_is_imported_by_its_owner_only() -> None:
    assert [fault for module in application() for fault in borrowed_libraries(module)] == []


def test_the_official_kernel_is_exact_pure_and_of_the_standard_library() -> None:
    kernel = [module for module in application() if module.part == "scoring"]
    assert len(kernel) > 10
    assert [fault for module in kernel for fault in inexact_or_impure(module)] == []


def test_the_rules_see_an_arrow_that_points_up_or_sideways() -> None:
    upward = [
        ("scoring.grid", "from commission_app.store.journal import Journal"),
        ("store.journal", "from commission_app import sealing"),
        ("store.journal", "import commission_app.sealing.vault"),
        ("texts", "from commission_app import errors"),
        ("workflow.preparation.lots.seal", "def later() -> None:\n    from commission_app.ui import app"),
        ("ui.app", "from commission_app.store import database"),
        ("ui.app", "from commission_app.cli.main import run"),
        ("ui.member.home_page", "from ...sealing import bundle"),
    ]
    for name, text in upward:
        assert list(broken_arrows(snippet(text, f"{PACKAGE}.{name}"))), text
    downward = "from commission_app import __version__, texts\nfrom . import palette"
    assert list(broken_arrows(snippet(downward, f"{PACKAGE}.ui.theme"))) == []


def test_the_rules_see_a_library_outside_its_owner_or_without_one() -> None:
    borrowed = [
        ("workflow.preparation.lots.seal", "from cryptography.hazmat.primitives import hashes"),
        ("workflow.preparation.lots.seal", "def later() -> None:\n    import sqlalchemy.orm"),
        ("scoring.grid", "import numpy"),
        ("sealing.vault", "import nacl"),
    ]
    for name, text in borrowed:
        assert list(borrowed_libraries(snippet(text, f"{PACKAGE}.{name}"))), text
    assert list(borrowed_libraries(snippet("import json", f"{PACKAGE}.scoring.grid"))) == []


def test_the_rules_see_a_float_or_a_file_in_the_kernel() -> None:
    for text in (
        "x = 0.5",
        "x = float(1)",
        "x = round(y)",
        "import pathlib",
        "open('notes.csv')",
        "import random",
    ):
        assert list(inexact_or_impure(snippet(text, f"{PACKAGE}.scoring.ranking"))), text
