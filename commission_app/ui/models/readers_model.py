"""The readers among the others, and the criteria, as rows of the analysis."""

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QCoreApplication

from commission_app.texts import decimal_fr
from commission_app.ui.models.analysis_words import coefficient_text, effect_text, without_text
from commission_app.ui.models.table_model import Column, TableModel
from commission_app.workflow.deliberation.analysis_views import CriterionAgreement, ReaderFigures


class ReaderColumn(IntEnum):
    """The columns of the readers."""

    READER = 0
    READINGS = 1
    AVERAGE = 2
    EFFECT = 3
    WITHOUT = 4


class CriterionColumn(IntEnum):
    """The columns of the criteria."""

    CRITERION = 0
    ALPHA = 1
    MARKS = 2
    AVERAGE = 3


class ReadersModel(TableModel[ReaderFigures]):
    """Rows are `ReaderFigures`, in the order of the campaign."""

    def __init__(self) -> None:
        tr = QCoreApplication.translate
        super().__init__(
            (
                _reader(tr("ReadersModel", "Membre"), lambda row: f"{row.name} · {row.institution}"),
                _reader(tr("ReadersModel", "Lectures"), lambda row: str(row.readings), is_number=True),
                _reader(
                    tr("ReadersModel", "Moyenne"), lambda row: decimal_fr(row.average, 2), is_number=True
                ),
                _reader(tr("ReadersModel", "Écart au groupe, mêmes dossiers"), effect_text),
                _reader(tr("ReadersModel", "Sans ses notes"), without_text),
            )
        )


class CriteriaModel(TableModel[CriterionAgreement]):
    """Rows are `CriterionAgreement`, in the order of the grid."""

    def __init__(self) -> None:
        tr = QCoreApplication.translate
        super().__init__(
            (
                _criterion(tr("ReadersModel", "Critère"), lambda row: f"{row.criterion} · {row.label}"),
                _criterion(
                    tr("ReadersModel", "Alpha"), lambda row: coefficient_text(row.alpha), is_number=True
                ),
                _criterion(tr("ReadersModel", "Notes"), lambda row: str(row.marks), is_number=True),
                _criterion(
                    tr("ReadersModel", "Moyenne"), lambda row: coefficient_text(row.average), is_number=True
                ),
            )
        )


def reader_sentence(row: ReaderFigures) -> str:
    """Return all that a reader's row says."""
    words = QCoreApplication.translate(
        "ReadersModel", "{name}, {institution} : moyenne {average}, {effect} ; sans ses notes, {without}."
    )
    return words.format(
        name=row.name,
        institution=row.institution,
        average=decimal_fr(row.average, 2),
        effect=effect_text(row),
        without=without_text(row),
    )


def criterion_sentence(row: CriterionAgreement) -> str:
    """Return all that a criterion's row says."""
    words = QCoreApplication.translate(
        "ReadersModel",
        "{criterion} · {label} : alpha {alpha}, {marks} notes sur {dossiers} dossiers ; moyenne {average}.",
    )
    return words.format(
        criterion=row.criterion,
        label=row.label,
        alpha=coefficient_text(row.alpha),
        marks=row.marks,
        dossiers=row.dossiers,
        average=coefficient_text(row.average),
    )


def _reader(
    title: str, text: Callable[[ReaderFigures], str], *, is_number: bool = False
) -> Column[ReaderFigures]:
    return Column(title, text, text, reader_sentence, is_number=is_number)


def _criterion(
    title: str, text: Callable[[CriterionAgreement], str], *, is_number: bool = False
) -> Column[CriterionAgreement]:
    return Column(title, text, text, criterion_sentence, is_number=is_number)
