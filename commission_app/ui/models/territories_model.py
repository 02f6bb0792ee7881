"""The communes and EPCI to invite: tens of thousands of rows, of which a cell is worded when it is shown."""

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QCoreApplication

from commission_app.texts import integer_fr
from commission_app.ui.models.table_model import Column, TableModel
from commission_app.workflow.preparation.departements.invitations import TYPED_DAY, TerritoryLine, day_words


class TerritoriesColumn(IntEnum):
    """The columns, in order."""

    TERRITORY = 0
    CODE = 1
    DEPARTEMENT = 2
    POPULATION = 3
    BASIN = 4
    INVITED = 5
    STANDING = 6


def sentence(line: TerritoryLine) -> str:
    """Return what a row says as a whole, for a screen reader and a tool tip."""
    tr = QCoreApplication.translate
    said = [f"{line.name} ({line.code})", line.kind, f"{line.departement_name} ({line.departement})"]
    if line.basin:
        said.append(tr("TerritoriesModel", "bassin {basin}").format(basin=line.basin))
    if line.invited is not None:
        said.append(tr("TerritoriesModel", "invité le {day}").format(day=day_words(line.invited)))
    said.append(line.standing_words)
    return ", ".join(said) + "."


class TerritoriesModel(TableModel[TerritoryLine]):
    """Rows are `TerritoryLine`, EPCI before communes in each département."""

    def __init__(self) -> None:
        tr = QCoreApplication.translate
        super().__init__(
            (
                _column(tr("TerritoriesModel", "Territoire"), lambda line: line.name),
                _column(tr("TerritoriesModel", "Code"), lambda line: line.code),
                _column(tr("TerritoriesModel", "Département"), _departement),
                _column(tr("TerritoriesModel", "Population"), lambda line: integer_fr(line.population)),
                _column(tr("TerritoriesModel", "Bassin prioritaire"), lambda line: line.basin),
                _column(tr("TerritoriesModel", "Invité le"), _invited),
                _column(tr("TerritoriesModel", "État"), lambda line: line.standing_words),
            )
        )


def _column(title: str, text: Callable[[TerritoryLine], str]) -> Column[TerritoryLine]:
    return Column(title, text, lambda line: line.code, sentence)


def _invited(line: TerritoryLine) -> str:
    return "" if line.invited is None else line.invited.strftime(TYPED_DAY)


def _departement(line: TerritoryLine) -> str:
    return f"{line.departement_name} ({line.departement})"
