"""The steps of a fiche de calcul as rows: its headings, then what each step is, how, and what it is worth."""

from collections.abc import Callable, Iterable
from enum import IntEnum

from PySide6.QtCore import QCoreApplication

from commission_app.scoring.calculation_sheet import CalculationSheet, Heading, Step
from commission_app.scoring.ids import MemberId
from commission_app.ui.models.table_model import Column, TableModel

StepRow = Heading | Step


class StepColumn(IntEnum):
    """The columns, in order."""

    STEP = 0
    OPERATION = 1
    VALUE = 2


class CalculationModel(TableModel[StepRow]):
    """Rows are `Heading`, each followed by its `Step`s."""

    def __init__(self) -> None:
        tr = QCoreApplication.translate
        super().__init__(
            (
                _column(tr("CalculationModel", "Étape"), label),
                _column(tr("CalculationModel", "Calcul"), operation),
                _column(tr("CalculationModel", "Valeur"), value),
            )
        )

    def show_sheet(self, sheet: CalculationSheet) -> None:
        """Show the steps of a dossier."""
        rows: list[StepRow] = []
        for heading in sheet.headings:
            rows += [heading, *heading.steps]
        self.set_rows(rows)

    def place_of_reader(self, reader: MemberId) -> int | None:
        """Return the row of what a member marked, None when no fiche of theirs counts."""
        for number, row in enumerate(self.rows()):
            if isinstance(row, Step) and row.reader == reader:
                return number
        return None


def label(row: StepRow) -> str:
    """Return what a row is."""
    return row.title if isinstance(row, Heading) else row.label


def operation(row: StepRow) -> str:
    """Return how a step is obtained, or what it says when nothing computes it."""
    return "" if isinstance(row, Heading) else row.operation or row.value


def value(row: StepRow) -> str:
    """Return what a computed step is worth."""
    return row.value if isinstance(row, Step) and row.operation else ""


def sentence(row: StepRow) -> str:
    """Return a whole row in one line, as it is copied and read aloud."""
    if isinstance(row, Heading):
        return row.title
    told = f"{row.operation} = {row.value}" if row.operation else row.value
    return f"{row.label} : {told}"


def copied(rows: Iterable[StepRow]) -> str:
    """Return rows as text, a blank line before each heading."""
    lines = [f"\n{sentence(row)}" if isinstance(row, Heading) else sentence(row) for row in rows]
    return "\n".join(lines).strip("\n")


def _column(title: str, text: Callable[[StepRow], str]) -> Column[StepRow]:
    return Column(title, text, text, sentence)
