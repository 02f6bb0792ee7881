"""The fiche de calcul of one dossier, read again each time it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from commission_app.scoring.calculation_sheet import Step
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.ui import notices
from commission_app.ui.folder_choice import ask_new_pdf
from commission_app.ui.models.calculation_model import CalculationModel, copied
from commission_app.ui.page import Page
from commission_app.ui.secretariat.calculation.calculation_table import CalculationTable
from commission_app.ui.tasks import Report, Tasks
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.layouts import Panel, column
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.workflow.deliberation.analysis_views import Calculation


@dataclass(frozen=True)
class CalculationVerbs:
    """What the page asks of the workflow."""

    read: Callable[[DossierId], Calculation]
    write: Callable[[DossierId, Path], Path]
    file_name: Callable[[DossierId], str]


class CalculationPage(Page):
    """The steps, from the marks to the place. `read` carries what was read."""

    read = Signal(object)

    def __init__(
        self,
        verbs: CalculationVerbs,
        tasks: Tasks,
        choose_file: Callable[[QWidget, str, str], Path | None] = ask_new_pdf,
    ) -> None:
        super().__init__()
        self.notices = NoticeArea((20, 12, 20, 12))  # nothing stands above it in the page
        self._verbs = verbs
        self._tasks = tasks
        self._choose_file = choose_file
        self._shown: Calculation | None = None
        self._asked: tuple[DossierId, MemberId | None] | None = None
        self._model = CalculationModel()
        self.table = CalculationTable(self._model, self.tr("Étapes du calcul"))
        layout = column(self.notices, self.table)
        layout.setStretch(1, 1)
        self.setLayout(column(Panel(layout)))

    def show_dossier(self, dossier: DossierId, reader: MemberId | None = None) -> None:
        """Read the steps of a dossier, and stop at what one member marked, if one is given."""
        self._asked = (dossier, reader)
        self.refresh()

    def refresh(self) -> None:
        """Read the dossier asked for again."""
        if self._asked is not None:
            dossier, reader = self._asked
            self._tasks.store(
                lambda: self._verbs.read(dossier),
                lambda found: self.show_calculation(found, reader),
                self.show_failure,
            )

    def show_calculation(self, found: Calculation, reader: MemberId | None = None) -> None:
        """Show the steps."""
        self._shown = found
        self.say_provisional(self.tr("Calcul provisoire : il peut encore changer."), found.provisional)
        self._model.show_sheet(found.sheet)
        self._choose(reader)
        self.read.emit(found)

    def copy_all(self) -> None:
        """Copy the whole fiche as text, and say so."""
        if self._shown is None:
            return
        head = f"{self._shown.territory} ({self._shown.departement})"
        QGuiApplication.clipboard().setText(f"{head}\n\n{copied(self._model.rows())}")
        notices.tell_briefly(self, self.tr("Fiche de calcul copiée."))

    def print_it(self) -> None:
        """Write the fiche as a PDF file."""
        if self._shown is None:
            return
        dossier = self._shown.dossier
        title = self.tr("Imprimer la fiche de calcul")
        target = self._choose_file(self, title, self._verbs.file_name(dossier))
        if target is None:
            return

        def write(report: Report) -> Path:
            report(0, 1, "")
            return self._verbs.write(dossier, target)

        self.run_long(self._tasks, self.tr("Préparation de la fiche de calcul"), write, self._show_written)

    def _show_written(self, file: Path) -> None:
        what = self.tr("Fiche de calcul enregistrée.")
        self.notices.add(NoticeBanner(what, str(file), "success"))
        notices.announce(self, what)

    def _choose(self, reader: MemberId | None) -> None:
        place = self._model.place_of_reader(reader) if reader is not None else None
        if place is None:
            place = next((n for n, row in enumerate(self._model.rows()) if isinstance(row, Step)), 0)
        self.table.selectRow(place)
        self.table.scrollTo(self._model.index(place, 0), self.table.ScrollHint.PositionAtCenter)
