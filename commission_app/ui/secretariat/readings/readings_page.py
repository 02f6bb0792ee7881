"""Who reads what: the way chosen, whether readers can be compared, what each reads, the calibration."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commission_app.scoring.ids import DossierId
from commission_app.texts import count_fr, decimal_fr, list_fr, typeset
from commission_app.ui import notices, theme
from commission_app.ui.page import Page
from commission_app.ui.secretariat.readings.calibration_card import CalibrationCard
from commission_app.ui.tasks import Report, Tasks
from commission_app.ui.widgets.badge import Badge, State
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import ElidedLabel, IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Line, Panel, SidePanel, Slot, column, row
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.ui.widgets.radio_line import RadioLine
from commission_app.ui.widgets.two_panes import TwoPanes
from commission_app.workflow.preparation.lots.sharing import FEWEST, Comparable, MemberLoad, SharingView

PANEL: Final = 350
MARGIN: Final = 24
WIDEST, LOAD_WIDTH = 560, 150  # of a member's line, and of what they read, in pixels of normal text


@dataclass(frozen=True)
class ReadingsVerbs:
    """What the page asks of the workflow; sharing out is long."""

    view: Callable[[], SharingView]
    share: Callable[[int, Report], SharingView]
    everyone: Callable[[], SharingView]
    calibrate: Callable[[Sequence[DossierId]], SharingView]


class ReadingsPage(Page):
    """`changed` tells that lots may be to seal again."""

    changed = Signal()

    def __init__(self, verbs: ReadingsVerbs, tasks: Tasks) -> None:
        super().__init__()
        self.notices = NoticeArea((20, 12, 20, 12))
        self._verbs, self._tasks = verbs, tasks
        self._view: SharingView | None = None
        self.everyone = RadioLine(self.tr("Chaque membre lit tous les dossiers, sauf déport"))
        self.shared = RadioLine(self.tr("Les lectures sont réparties entre les membres"))
        self._ways = QButtonGroup(self)
        for way in (self.everyone, self.shared):
            self._ways.addButton(way)
        self.readings = QLineEdit()
        self.readings.setAccessibleName(self.tr("Lectures par dossier"))
        self.readings.setFixedWidth(64)
        self.share = Button(self.tr("Répartir"))
        self._found, self._loads = Slot(), Slot()
        self.calibration = CalibrationCard()
        self._connect()
        main = column(self.notices, SidePanel(self._content(), self.tr("Qui lit quoi")))
        main.setStretch(1, 1)
        side = SidePanel(
            column(self.calibration, STRETCH, margins=(20, 16, 20, 20)), self.tr("Dossiers d’étalonnage")
        )
        titles = (self.tr("Lectures"), self.tr("Étalonnage"))
        panes = TwoPanes(Panel(main), side, self.tr("Volet montré"), titles)
        panes.set_side_width(PANEL)
        self.setLayout(column(panes))

    def refresh(self) -> None:
        """Read who reads what."""
        self._tasks.store(self._verbs.view, self.show_view, self.show_failure)

    def show_view(self, view: SharingView) -> None:
        """Show it; what is being typed stays."""
        is_shared, self._view = view.readings is not None, view
        (self.shared if is_shared else self.everyone).setChecked(True)
        self.readings.setValidator(QIntValidator(1, view.most_readings, self.readings))
        if not self.readings.hasFocus():
            usual = min(FEWEST, view.most_readings)
            self.readings.setText(str(view.readings or usual))
        self.share.setText(self.tr("Répartir de nouveau") if is_shared else self.tr("Répartir"))
        self._allow()
        self._found.fill(self._findings(view))
        self._loads.fill(column(*(self._load(load, view) for load in view.loads), spacing=2))
        self.calibration.show_view(view)

    # ------------------------------------------------------------------------------------------- showing

    def _findings(self, view: SharingView) -> QVBoxLayout:
        parts = column(spacing=8)
        if view.readings is not None:
            parts.addLayout(self._gauge(view))
        for words in self._warnings(view):
            line = row(
                IconLabel("triangle-alert", "warning", 16), Label(typeset(words), wrap=True), spacing=8
            )
            line.setStretch(1, 1)
            parts.addLayout(line)
        return parts

    def _gauge(self, view: SharingView) -> QVBoxLayout:
        words: dict[Comparable, tuple[str, State]] = {
            Comparable.YES: (self.tr("oui"), "success"),
            Comparable.FRAGILE: (self.tr("fragile"), "warning"),
            Comparable.NO: (self.tr("non"), "error"),
        }
        said, state = words[view.comparable]
        head = row(
            Label(self.tr("Les sévérités sont comparables :"), "strong"), 8, Badge(said, state), STRETCH
        )
        if view.variance is None:
            why = self.tr(
                "Des membres ne partagent aucun dossier avec les autres : choisissez des dossiers "
                "d’étalonnage."
            )
        else:
            why = self.tr(
                "Variance moyenne de l’écart entre deux sévérités : {value}, rapportée au bruit d’une note."
            ).format(value=decimal_fr(view.variance, 2))
        return column(head, Label(typeset(why), "mention", wrap=True), spacing=3)

    def _warnings(self, view: SharingView) -> list[str]:
        told = []
        if view.short:
            names = list_fr(list(view.short[:3])) + ("…" if len(view.short) > 3 else "")
            told.append(
                self.tr("Un déport est venu depuis : {names}. Répartissez de nouveau.").format(names=names)
            )
        gave_way = {
            "charges": self.tr("l’égalité des charges"),
            "institution": self.tr("un seul lecteur par institution"),
            "lectures": self.tr("le nombre de lectures"),
        }
        if view.relaxed:
            what = list_fr([gave_way[one] for one in view.relaxed])
            told.append(self.tr("Pour y arriver, il a fallu céder sur {what}.").format(what=what))
        if view.readings is not None and view.readings < view.least_readings:
            counted = count_fr(view.least_readings, self.tr("lecture"))
            told.append(self.tr("La campagne demande {count} par dossier.").format(count=counted))
        elif view.readings is not None and view.readings < FEWEST:
            told.append(self.tr("Trois lectures par dossier au moins sont conseillées."))
        return told

    def _load(self, load: MemberLoad, view: SharingView) -> QWidget:
        name = ElidedLabel(load.name, "field")
        words = count_fr(load.dossiers, self.tr("dossier"))
        if load.recusals:
            words += ", " + count_fr(load.recusals, self.tr("déport"))
        said = Label(words, "body")
        said.setMinimumWidth(theme.scaled(LOAD_WIDTH))
        shown = row(name, 8, Label(load.institution, "mention"), 16, said, margins=(0, 4, 0, 4))
        shown.setStretch(0, 1)
        line = QWidget()
        line.setLayout(shown)
        line.setMaximumWidth(theme.scaled(WIDEST))
        line.setToolTip(self.tr("Sur {count} dossiers").format(count=len(view.dossiers)))
        return line

    # ------------------------------------------------------------------------------------------- writing

    def _choose_everyone(self) -> None:
        if self._view is not None and self._view.readings is not None:
            self._write(self._verbs.everyone)
        self._allow()

    def _share_out(self) -> None:
        if not self.readings.hasAcceptableInput():
            return
        readings = int(self.readings.text())
        self.notices.clear()
        self.share.setEnabled(False)
        self.run_long(
            self._tasks,
            self.tr("Répartition des lectures"),
            lambda report: self._verbs.share(readings, report),
            self._say_changed,
            ended=self._allow,
        )

    def _write(self, verb: Callable[[], SharingView]) -> None:
        self.notices.clear()
        self._tasks.store(verb, self._say_changed, self._refused)

    def _refused(self, error: Exception) -> None:
        self.show_failure(error)
        self.refresh()

    def _say_changed(self, view: SharingView) -> None:
        self.show_view(view)
        notices.announce(self, self.tr("C’est gardé."))
        self.changed.emit()

    def _allow(self) -> None:
        is_shared = self.shared.isChecked()
        self.readings.setEnabled(is_shared)
        self.share.setEnabled(is_shared and self.readings.hasAcceptableInput())

    # -------------------------------------------------------------------------------------------- set-up

    def _connect(self) -> None:
        self.everyone.clicked.connect(self._choose_everyone)
        self.shared.clicked.connect(self._allow)
        self.readings.textChanged.connect(self._allow)
        self.readings.returnPressed.connect(self._share_out)
        self.share.clicked.connect(self._share_out)
        self.calibration.chosen.connect(lambda dossiers: self._write(lambda: self._verbs.calibrate(dossiers)))

    def _content(self) -> QVBoxLayout:
        return column(
            self.everyone,
            2,
            self.shared,
            6,
            self._asked(),
            14,
            self._found,
            12,
            Line(),
            14,
            Label(self.tr("Ce que chacun lit"), "panel_title"),
            6,
            self._loads,
            STRETCH,
            margins=(MARGIN, 16, MARGIN, 24),
        )

    def _asked(self) -> QHBoxLayout:
        label = Label(self.tr("Lectures par dossier"), "body")
        asked = row(25, label, 10, self.readings, 10, self.share, STRETCH)
        asked.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        return asked
