"""The list of a member's dossiers: states, order, words for a screen reader, filter."""

from fractions import Fraction
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.scoring.sheet import NOT_ASSESSABLE, Entry, Recusal, Sheet
from commission_app.ui.models.dossiers_model import (
    ROW_ROLE,
    DossierRow,
    DossiersModel,
    Group,
    ReadingState,
    dossier_rows,
    matches,
)
from tests.ui.member_samples import MEMBER, NEUTRALISED, bundle

FIRST, SECOND, THIRD, FOURTH, FIFTH = (DossierId(f"000{number}") for number in range(1, 6))
VIEW = bundle()


def marked(sheet: Sheet, dossier: DossierId, mark: int = 3) -> Sheet:
    for criterion in VIEW.grid.criteria:
        if criterion.id != NEUTRALISED:
            sheet = sheet.with_entry(dossier, criterion.id, Entry(mark=mark))
    return sheet


@pytest.fixture
def sheet() -> Sheet:
    made = Sheet(MEMBER).with_entry(FIRST, CriterionId("A1.1"), Entry(mark=4))
    made = marked(marked(made, SECOND), THIRD, 5)
    closed = made.reading(THIRD)
    made = made.with_reading(THIRD, type(closed)(closed.entries, is_closed=True))
    made = made.with_recusal(FOURTH, Recusal("personal", "Mandat"))
    return made.with_entry(FIFTH, CriterionId("A1.1"), Entry(mark=NOT_ASSESSABLE, motive="pièce illisible"))


@pytest.fixture
def rows(sheet: Sheet) -> dict[DossierId, DossierRow]:
    return {row.dossier: row for row in dossier_rows(VIEW, sheet)}


def test_the_five_states_are_told_apart(rows: dict[DossierId, DossierRow]) -> None:
    states = [rows[dossier].state for dossier in (FIRST, SECOND, THIRD, FOURTH, DossierId("0006"))]
    assert states == [
        ReadingState.IN_PROGRESS,
        ReadingState.MARKED,
        ReadingState.CLOSED,
        ReadingState.RECUSED,
        ReadingState.TO_MARK,
    ]


def test_not_assessable_counts_as_marked_and_earns_nothing(rows: dict[DossierId, DossierRow]) -> None:
    assert (rows[FIFTH].marked, rows[FIFTH].to_mark, rows[FIFTH].earned) == (1, 21, Fraction(0))
    assert rows[FIRST].earned == Fraction(28, 5)
    assert rows[FIRST].share == pytest.approx(1 / 21)


def test_the_model_is_sound(qapp: object, qtmodeltester: Any, sheet: Sheet) -> None:
    model = DossiersModel()
    qtmodeltester.check(model, force_py=True)
    model.set_rows(dossier_rows(VIEW, sheet))
    qtmodeltester.check(model, force_py=True)
    model.set_rows(dossier_rows(VIEW, Sheet(MEMBER)))
    qtmodeltester.check(model, force_py=True)
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags
    assert model.data(QModelIndex()) is None


def test_only_the_rows_that_changed_are_told(sheet: Sheet, qtbot: QtBot) -> None:
    model = DossiersModel()
    model.set_rows(dossier_rows(VIEW, sheet))
    with qtbot.assertNotEmitted(model.dataChanged), qtbot.assertNotEmitted(model.modelReset):
        model.set_rows(dossier_rows(VIEW, sheet))
    with qtbot.waitSignal(model.dataChanged) as told:
        model.set_rows(dossier_rows(VIEW, sheet.with_recusal(FIRST, Recusal("personal", "Mandat"))))
    assert {index.row() for index in told.args[:2]} == {model.row_of(FIRST)}
    with qtbot.waitSignal(model.dataChanged) as told:
        model.show_totals(is_shown=False)
    assert [index.row() for index in told.args[:2]] == [0, model.rowCount() - 1]


def test_headings_stand_before_their_dossiers_and_cannot_be_chosen(sheet: Sheet) -> None:
    model = DossiersModel()
    model.set_rows(dossier_rows(VIEW, sheet))
    items = [model.data(model.index(row), ROW_ROLE) for row in range(model.rowCount())]
    assert items[0] is Group.CALIBRATION
    assert items[4] is Group.ORDER
    assert [item.position for item in items if isinstance(item, DossierRow)] == list(range(1, 15))
    assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable
    assert model.row_of(FIRST) == 1
    assert model.row_of(DossierId("9999")) == -1
    assert model.data(model.index(4)) == "Votre ordre de lecture, tiré au sort"


def test_a_screen_reader_hears_a_whole_sentence(sheet: Sheet) -> None:
    model = DossiersModel()
    model.set_rows(dossier_rows(VIEW, sheet))
    role = Qt.ItemDataRole.AccessibleTextRole
    spoken = [model.data(model.index(model.row_of(dossier)), role) for dossier in (FIRST, THIRD, FOURTH)]
    assert spoken == [
        (
            "Communauté d’agglomération de Rouvelain-Ostrequin, Pas-de-Calais (62) · EPCI · urbain. "
            "En cours, 1\N{NO-BREAK SPACE}critère sur 21."
        ),
        "Fontaubry-sur-Seine, Aube (10) · commune · urbain. Clos, 96,0 points.",
        "Brouzargues, Gard (30) · commune · urbain. Vous vous êtes déporté de ce dossier.",
    ]


def test_only_exceptions_speak(rows: dict[DossierId, DossierRow]) -> None:
    model = DossiersModel()
    said = [model.exception(rows[dossier]) for dossier in (FIRST, SECOND, THIRD, FOURTH)]
    assert said == ["", "À clore", "À justifier", ""]
    figures = [model.figure(rows[dossier]) for dossier in (FIRST, SECOND, FOURTH, DossierId("0006"))]
    assert figures == ["1/21", "57,6", "Déport", ""]


@pytest.mark.parametrize("words", ["", "rouvelain", "ROUVELAIN 62", "communaute d'agglo", "epci urbain"])
def test_the_filter_does_not_mind_accents_or_case(rows: dict[DossierId, DossierRow], words: str) -> None:
    assert matches(rows[FIRST], words)
    assert not matches(rows[FIRST], "brouzargues")
