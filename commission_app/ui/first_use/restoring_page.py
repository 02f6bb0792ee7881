"""« Restaurer une sauvegarde »: a campaign comes back on this computer, or its copy for another agent."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QWidget

from commission_app.errors import AppError
from commission_app.texts import typeset
from commission_app.ui.first_use.middle_page import MiddlePage
from commission_app.ui.folder_choice import last_folder, note_folder
from commission_app.ui.kept_typing import UNKEPT
from commission_app.ui.tasks import Report, Tasks
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.check_line import CheckLine
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, column, row
from commission_app.ui.widgets.question import Question

DAMAGED = "SAV-04"


@dataclass(frozen=True)
class Wish:
    """What a person wants restored."""

    file: Path
    code: str
    contributor: str  # empty for the campaign itself
    without_damaged: bool = False


Restore = Callable[[Wish, Report], object]  # the open session


def ask_backup(parent: QWidget) -> Path | None:
    """Ask for a backup or a hand-over; None when the person gives up."""
    tr = QCoreApplication.translate
    title, kind = (
        tr("RestoringPage", "Choisir la sauvegarde"),
        tr("RestoringPage", "Sauvegardes et passations"),
    )
    endings = "(*.sauvegarde *.passation)"
    name, _ = QFileDialog.getOpenFileName(parent, title, str(last_folder()), f"{kind} {endings}")
    if not name:
        return None
    note_folder(Path(name).parent)
    return Path(name)


def ask_without_pieces(parent: QWidget, count: int) -> bool:
    """Ask whether to restore without the pieces that are damaged."""
    tr = QCoreApplication.translate
    question = Question(
        parent,
        tr("RestoringPage", "Restaurer sans ces pièces ?"),
        typeset(
            tr(
                "RestoringPage",
                "Pièces qui manquent ou sont abîmées dans cette sauvegarde : {count}. Tout le reste est "
                "intact ; les dossiers concernés seront à importer de nouveau.",
            ).format(count=count)
        ),
        tr("RestoringPage", "Restaurer sans elles"),
        icon="triangle-alert",
    )
    return question.exec() == QDialog.DialogCode.Accepted


class RestoringPage(MiddlePage):
    """`restored` carries the session; nothing is written before everything is verified."""

    help_topic = "a-faire"
    restored = Signal(object)
    left = Signal()

    def __init__(
        self,
        restore: Restore,
        tasks: Tasks,
        ask_file: Callable[[QWidget], Path | None] = ask_backup,
        ask_without: Callable[[QWidget, int], bool] = ask_without_pieces,
    ) -> None:
        super().__init__()
        self._restore, self._tasks = restore, tasks
        self._ask_file, self._ask_without = ask_file, ask_without
        self._file: Path | None = None
        self._is_done = False
        self._shown = Label(self.tr("Aucun fichier choisi."), "body", wrap=True)
        self.choose = Button(self.tr("Choisir…"), icon="folder-open")
        self.choose.setAccessibleName(self.tr("Choisir la sauvegarde ou la passation"))
        self.choose.clicked.connect(self._choose)
        self.code = QLineEdit()
        self.code.setProperty(UNKEPT, True)
        self.code.setAccessibleName(self.tr("Code de secours"))
        self.code.returnPressed.connect(self._begin)
        self.copy = CheckLine(self.tr("En faire ma copie de travail, pour la recevabilité et les fiches"))
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Votre nom, pour vos contributions"))
        self._named = QWidget()
        self._named.setLayout(column(8, Label(self.tr("Votre nom"), "field"), 4, self.name))
        self._named.hide()
        self.copy.toggled.connect(self._named.setVisible)
        self.button = Button(
            self.tr("Restaurer"), "primary", icon="arrow-right", icon_after=True, size="large"
        )
        self.button.clicked.connect(self._begin)
        self.back = Button(self.tr("Revenir"), "link")
        self.back.clicked.connect(self.left)
        self._form = self._make_form()
        words = self.tr(
            "Après une panne, ou quand un autre agent vous passe la campagne. Rien de ce qui est sur cet "
            "ordinateur n’est remplacé."
        )
        parts = (self._form, 24, row(self.back, STRETCH, self.button))
        self.fill(self.tr("Restaurer une sauvegarde"), typeset(words), *parts)
        self.setFocusProxy(self.choose)
        self._fit_button()
        self.code.textChanged.connect(lambda _text: self._fit_button())

    def _make_form(self) -> QWidget:
        file = row(self._shown, self.choose, spacing=12)
        file.setStretch(0, 1)
        where = Label(self.tr("imprimé dans le pli de secours"), "mention")
        form = QWidget()
        form.setLayout(
            column(
                Label(self.tr("Sauvegarde ou passation"), "field"),
                4,
                file,
                18,
                row(Label(self.tr("Code de secours"), "field"), STRETCH, where),
                6,
                self.code,
                18,
                self.copy,
                self._named,
            )
        )
        return form

    def _choose(self) -> None:
        file = self._ask_file(self)
        if file is not None:
            self._file = file
            self._shown.setText(str(file))
            self.notices.clear()
            self.code.setFocus()
            self._fit_button()

    def _fit_button(self) -> None:
        self.button.setEnabled(self._file is not None and bool(self.code.text().strip()))

    def _begin(self) -> None:
        if self.button.isEnabled() and self._file is not None:
            self._run(Wish(self._file, self.code.text(), self.name.text() if self.copy.isChecked() else ""))

    def _run(self, wish: Wish) -> None:
        if self.copy.isChecked() and not wish.contributor.strip():
            self.show_failure(AppError("PAS-03"))
            self.name.setFocus()
            return
        self.notices.clear()
        self._set_busy(is_busy=True)

        def refuse(error: Exception) -> None:
            is_damaged = isinstance(error, AppError) and error.code == DAMAGED
            count = error.facts["count"] if isinstance(error, AppError) and is_damaged else None
            if count is not None and self._ask_without(self, int(count)):
                # Once this run has ended: it then gives the form back.
                QTimer.singleShot(0, self, partial(self._run, replace(wish, without_damaged=True)))
            else:
                self.show_failure(error)

        self.run_long(
            self._tasks,
            self.tr("Restauration"),
            partial(self._restore, wish),
            self._take,
            partial(self._set_busy, is_busy=False),
            failed=refuse,
        )

    def _take(self, session: object) -> None:
        self.code.clear()  # it opens everything: it does not stay behind the desk
        self._is_done = True  # the desk's window takes the place of this page in a moment
        self.restored.emit(session)

    def _set_busy(self, *, is_busy: bool) -> None:
        for part in (self._form, self.button, self.back):
            part.setEnabled(not is_busy and not self._is_done)
        if not is_busy and not self._is_done:
            self._fit_button()
