"""Rules about every input of the window, read in the source: none that a wheel or a locale could corrupt."""

import ast
from pathlib import Path

import pytest

import commission_app

SOURCES = sorted((Path(commission_app.__file__).parent / "ui").rglob("*.py"))
FORBIDDEN = {"QSpinBox", "QDoubleSpinBox", "QComboBox", "QDateEdit", "QTimeEdit", "QDateTimeEdit", "QDial"}


def names(source: str) -> set[str]:
    tree = ast.parse(source)
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    found |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            found |= {alias.name for alias in node.names}
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_spin_box_and_no_combo_box_anywhere(path: Path) -> None:
    assert names(path.read_text(encoding="utf-8")) & FORBIDDEN == set()


def test_the_rule_sees_them() -> None:
    assert names("from PySide6.QtWidgets import QComboBox") & FORBIDDEN
    assert names("import PySide6.QtWidgets as w\nw.QSpinBox()") & FORBIDDEN
