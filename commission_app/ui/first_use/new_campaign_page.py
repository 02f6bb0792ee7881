"""« Nouvelle campagne »: what it starts from, who and when, where it lives, where its envelope is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from commission_app.errors import AppError
from commission_app.ui import notices
from commission_app.ui.first_use.creation_verbs import CreationVerbs
from commission_app.ui.first_use.middle_page import MiddlePage
from commission_app.ui.folder_choice import ask_folder
from commission_app.ui.secretariat.campaign.setting_row import SettingRow
from commission_app.ui.secretariat.meeting.choice_field import ChoiceField
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, column, row
from commission_app.workflow.preparation.settings.setting_list import BY_KEY

if TYPE_CHECKING:
    from commission_app.workflow.preparation.campaign import NewCampaign
    from commission_app.workflow.preparation.settings.creation import Start

ASKED = ("name", "phone", "deadline", "meeting")
HALF = 290  # width of a field
FILE = "file"  # the choice that asks for a campaign file


def ask_campaign_file(parent: QWidget, title: str) -> Path | None:
    """Ask for the file of a campaign; None when the person gives up."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, "", "*.json")
    return Path(chosen) if chosen else None


@dataclass(frozen=True)
class NewCampaignQuestions:
    """What the page asks with a dialog of the system; replaced in tests."""

    file: Callable[[QWidget, str], Path | None] = ask_campaign_file
    folder: Callable[[QWidget, str, Path | None], Path | None] = ask_folder


class FolderLine(QWidget):
    """A folder, chosen with the dialog of the system."""

    def __init__(self, name: str, meaning: str, choose: Callable[[], object]) -> None:
        super().__init__()
        self._name, self.folder = name, Path()
        self._shown = Label("", "body", wrap=True)
        self._error = Label("", "mention", tint="error", wrap=True)
        self._error.hide()
        self.button = Button(QCoreApplication.translate("NewCampaignPage", "Choisir…"), icon="folder-open")
        self.button.setAccessibleName(f"{name} : {self.button.text().strip()}")
        self.button.clicked.connect(choose)
        line = row(self._shown, self.button, spacing=12)
        line.setStretch(0, 1)
        self.setLayout(
            column(Label(name, "field"), 2, Label(meaning, "mention", wrap=True), 4, line, self._error)
        )

    def show_folder(self, folder: Path) -> None:
        """Show the folder chosen."""
        self.folder = folder
        self._shown.setText(str(folder))
        self.show_error("")

    def show_error(self, sentence: str) -> None:
        """Say why the folder does not fit, and what to do."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def error(self) -> str:
        """Return what is said under the folder."""
        return "" if self._error.isHidden() else self._error.plain_text()


class NewCampaignPage(MiddlePage):
    """`created` carries the campaign, still open, the folder of its desk and the one of its envelope."""

    created = Signal(object, object, object)  # NewCampaign, Path, Path
    left = Signal()

    def __init__(
        self,
        verbs: CreationVerbs,
        tasks: Tasks,
        place: Path,
        copied: "Start | None" = None,
        questions: NewCampaignQuestions | None = None,
    ) -> None:
        super().__init__()
        self._verbs, self._tasks = verbs, tasks
        self._questions = questions or NewCampaignQuestions()
        self._starts: dict[str, Start] = {}
        self._copied = copied
        self.starts = ChoiceField([("", "")] * (3 if copied is None else 4))
        self.starts.setAccessibleName(self.tr("Partir de"))
        self.starts.chosen.connect(self._choose_start)
        self.rows = {key: SettingRow(BY_KEY[key], is_locked=False) for key in ASKED}
        for one in self.rows.values():
            one.set_narrow(is_narrow=True, width=HALF)
            one.written.connect(self._check)
        self.place = FolderLine(
            self.tr("Dossier de travail"),
            self.tr("Sur le disque de cet ordinateur, jamais sur un partage du réseau."),
            self._choose_place,
        )
        self.place.show_folder(place)
        self.envelope = FolderLine(
            self.tr("Dossier du pli de secours"),
            self.tr("Le pli s’y écrit pour être imprimé, puis effacé : une clé USB convient."),
            self._choose_envelope,
        )
        self.creating = Button(
            self.tr("Créer la campagne"), "primary", icon="arrow-right", icon_after=True, size="large"
        )
        self.creating.clicked.connect(self._create)
        self.back = Button(self.tr("Revenir"), "link")
        self.back.clicked.connect(self.left)
        self._form = self._make_form()
        self.fill(
            self.tr("Nouvelle campagne"),
            self.tr("Tout se règle encore ensuite, jusqu’à ce que la grille soit figée."),
            self._form,
            24,
            row(self.back, STRETCH, self.creating),
        )
        self.setFocusProxy(self.starts)
        tasks.long(lambda _: verbs.shipped(), self._show_starts, self.show_failure)

    def _make_form(self) -> QWidget:
        fields = column(
            row(self.rows["name"], STRETCH, self.rows["phone"]),
            row(self.rows["deadline"], STRETCH, self.rows["meeting"]),
            spacing=16,
        )
        form = QWidget()
        form.setLayout(
            column(
                Label(self.tr("Partir de"), "field"),
                4,
                self.starts,
                16,
                fields,
                16,
                self.place,
                16,
                self.envelope,
            )
        )
        return form

    def _show_starts(self, shipped: "Sequence[Start]") -> None:
        self._starts = {f"shipped-{place}": start for place, start in enumerate(shipped)}
        first = next(iter(self._starts), "")
        if self._copied is not None:
            self._starts, first = {"copy": self._copied, **self._starts}, "copy"
        self._offer(first)

    def _offer(self, first: str) -> None:
        titles = {key: start.title for key, start in self._starts.items()}
        if "copy" in titles:
            titles["copy"] = self.tr("Copie de {title}, avec ses personnes").format(title=titles["copy"])
        choices = [*titles.items(), (FILE, self.tr("Un fichier de campagne…"))]
        self.starts.blockSignals(True)
        self.starts.offer(choices, first)
        self.starts.blockSignals(False)
        self._show_start(self._starts.get(first))

    def _choose_start(self) -> None:
        chosen = self.starts.choice()
        if chosen == FILE:
            file = self._questions.file(self, self.tr("Fichier de campagne"))
            if file is not None:
                self._tasks.long(lambda _: self._verbs.of_file(file), self._take_file, self._refuse_file)
            else:
                self._offer(next(iter(self._starts), ""))
        else:
            self._show_start(self._starts.get(chosen))

    def _take_file(self, start: "Start") -> None:
        self.notices.clear()
        self._starts = {"given": start, **{k: s for k, s in self._starts.items() if k != "given"}}
        self._offer("given")

    def _refuse_file(self, error: Exception) -> None:
        self.show_failure(error)
        self._offer(next(iter(self._starts), ""))

    def _show_start(self, start: "Start | None") -> None:
        """Propose what the start knows; what was typed stays where it knows nothing."""
        if start is not None:
            for key, typed in self._verbs.typed(start).items():
                line = self.rows[key].line
                if typed and line is not None:
                    line.setText(typed)
                    self._check(key, typed)

    def _check(self, key: str, typed: str) -> bool:
        start = self._starts.get(self.starts.choice())
        if start is None:
            return False
        try:
            self._verbs.check(start, key, typed)
        except AppError as error:
            sentence = str(error.facts.get("detail", ""))
            self.rows[key].show_error(f"{sentence[:1].upper()}{sentence[1:]}.")
            return False
        self.rows[key].show_error("")
        return True

    def _choose_place(self) -> None:
        folder = self._questions.folder(self, self.tr("Dossier de travail"), self.place.folder)
        if folder is not None:
            self._try_folder(self.place, folder)

    def _choose_envelope(self) -> None:
        folder = self._questions.folder(self, self.tr("Dossier du pli de secours"), None)
        if folder is not None:
            self._try_folder(self.envelope, folder)

    def _try_folder(self, line: FolderLine, folder: Path) -> None:
        def refuse(error: Exception) -> None:
            self.show_failure(error)

        def take(_: None) -> None:
            self.notices.clear()
            line.show_folder(folder)

        self._tasks.long(lambda _: self._verbs.check_place(folder), take, refuse)

    def _typed(self) -> dict[str, str]:
        return {key: one.line.text() for key, one in self.rows.items() if one.line is not None}

    def _create(self) -> None:
        start, typed = self._starts.get(self.starts.choice()), self._typed()
        wrong = [key for key in ASKED if not self._check(key, typed[key])]
        if start is None:
            self.starts.setFocus()
        elif wrong:
            self.rows[wrong[0]].setFocus()
        elif self.envelope.folder == Path():
            self.envelope.show_error(self.tr("Choisissez où écrire le pli de secours."))
            self.envelope.button.setFocus()
        else:
            self._begin(start, typed)

    def _begin(self, start: "Start", typed: dict[str, str]) -> None:
        place, envelope = self.place.folder, self.envelope.folder
        self.notices.clear()
        self._set_busy(is_busy=True)

        def done(created: "NewCampaign") -> None:
            self.created.emit(created, place, envelope)

        notices.announce(self, self.creating.accessibleName())
        self._tasks.long(  # a second or two: over before anybody could interrupt it
            lambda _: self._verbs.create(place, start, typed, envelope),
            done,
            self.show_failure,
            ended=partial(self._set_busy, is_busy=False),
        )

    def _set_busy(self, *, is_busy: bool) -> None:
        for part in (self._form, self.creating, self.back):
            part.setEnabled(not is_busy)
        words = self.tr("Création de la campagne…") if is_busy else self.tr("Créer la campagne")
        self.creating.setText(words)
