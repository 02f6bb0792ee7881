"""The figures of a dossier and what their plausibility tells: a help to read, which marks nothing."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from commission_app.scoring.finance_checks import Level
from commission_app.ui.icons import IconName
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.fold import Fold
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import Slot, column, row
from commission_app.workflow.preparation.candidacies.finances import CheckLine, FinancesView

SIGNS: Final[dict[Level, tuple[IconName, Token]]] = {
    Level.FINE: ("circle-check", "success"),
    Level.UNKNOWN: ("circle-question-mark", "mention"),
    Level.NOT_APPLICABLE: ("minus", "mention"),
    Level.INFORMATION: ("info", "info"),
    Level.ALERT: ("triangle-alert", "warning"),
    Level.ANOMALY: ("circle-x", "error"),
}
LONGEST: Final = 24  # signs of a number


class FinancesForm(QWidget):
    """`typed` carries a figure and its text as soon as its field is left: it is written at once."""

    typed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._view: FinancesView | None = None
        self._slot = Slot()
        self.fields: dict[str, QLineEdit] = {}
        figures = column()
        for figure, words in _figures():
            field = QLineEdit()
            field.setMaxLength(LONGEST)
            field.setAccessibleName(words)
            field.editingFinished.connect(lambda name=figure: self._write(name))
            self.fields[figure] = field
            for item in (Label(words, "mention"), field):
                figures.addWidget(item)
            figures.addSpacing(6)
        content = QWidget()
        content.setLayout(figures)
        self.fold = Fold(self.tr("Montants du dossier"), content)
        self.setLayout(column(self._slot, 6, self.fold))

    def show_view(self, view: FinancesView, *, is_other: bool) -> None:
        """Show the figures and the checks; a field where somebody types is left alone."""
        for figure, field in self.fields.items():
            if is_other or not (field.hasFocus() and field.isModified()):
                text = view.typed.get(figure, "")
                if field.text() != text:
                    field.setText(text)
        if view != self._view:
            self._view = view
            self._slot.fill(self._checks(view))

    def settle(self) -> None:
        """Write what is being typed, before another dossier comes."""
        for figure in self.fields:
            self._write(figure)

    def _write(self, figure: str) -> None:
        text = self.fields[figure].text().strip()
        if self._view is not None and text != self._view.typed.get(figure, ""):
            self.typed.emit(figure, text)

    def _checks(self, view: FinancesView) -> QVBoxLayout:
        if view.missing:
            names = dict(_figures())
            blank = ", ".join(names[name] for name in view.missing)
            words = self.tr("Rien n’est vérifié sans : {blank}.").format(blank=blank)
            return column(Label(words, "mention", wrap=True))
        return column(*map(self._line, view.checks), spacing=6)

    @staticmethod
    def _line(line: CheckLine) -> QVBoxLayout:
        detail = f"{line.level.value}, {line.detail}" if line.detail else line.level.value
        words = column(Label(line.label, "field", wrap=True), Label(detail, "mention", wrap=True), spacing=1)
        shown = row(IconLabel(*SIGNS[line.level], 18), 10, words)
        shown.setStretch(2, 1)
        return column(shown)


def _figures() -> Iterator[tuple[str, str]]:
    tr = QCoreApplication.translate
    yield "fte", tr("FinancesForm", "Postes (ETP)")
    yield "internal_year1", tr("FinancesForm", "Coût des postes, année 1")
    yield "internal_year2", tr("FinancesForm", "Coût des postes, année 2")
    yield "external", tr("FinancesForm", "Prestations externes")
    yield "state_share", tr("FinancesForm", "Part de l’État dans l’ingénierie")
    yield "local_share", tr("FinancesForm", "Part de la collectivité dans l’ingénierie")
    yield "years", tr("FinancesForm", "Durée, en années")
    yield "operation_year1", tr("FinancesForm", "Amorçage, fonctionnement, année 1")
    yield "operation_year2", tr("FinancesForm", "Amorçage, fonctionnement, année 2")
    yield "investment_year1", tr("FinancesForm", "Amorçage, investissement, année 1")
    yield "investment_year2", tr("FinancesForm", "Amorçage, investissement, année 2")
    yield "places_year1", tr("FinancesForm", "Amorçage, aide à la place, année 1")
    yield "places_year2", tr("FinancesForm", "Amorçage, aide à la place, année 2")
    yield "declared_year1", tr("FinancesForm", "Amorçage, total déclaré, année 1")
    yield "declared_year2", tr("FinancesForm", "Amorçage, total déclaré, année 2")
    yield "own_means", tr("FinancesForm", "Moyens propres")
