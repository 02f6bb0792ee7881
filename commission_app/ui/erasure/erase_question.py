"""The question before a campaign is erased: what goes, what is left to a person, and its name to type."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commission_app.errors import AppError
from commission_app.texts import count_fr, date_time_fr, list_fr, size_fr, typeset
from commission_app.ui import notices, theme
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.check_line import CheckLine
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.focus_ring import FocusRing
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Card, Line, Panel, column, row
from commission_app.ui.widgets.notice_area import NoticeArea

if TYPE_CHECKING:
    from commission_app.workflow.end_of_campaign import EndOfCampaign  # heavy: not before the first image

WIDTH: Final = 600
ROOM: Final = 80  # left around it on a small screen
MARGIN: Final = 24


class EraseQuestion(QDialog):
    """`confirmed` carries the name typed and whether to do without an archive; a refusal is said in place."""

    confirmed = Signal(str, bool)

    def __init__(self, parent: QWidget, end: "EndOfCampaign", is_named: Callable[[str], bool]) -> None:
        super().__init__(parent)
        self._is_named = is_named
        self._needs_archive = end.side == "secretariat" and end.archived is None
        self.setWindowTitle(self.tr("Effacer une campagne"))
        self.notices = NoticeArea((0, 0, 0, 12))
        self.name = QLineEdit()
        self.without_archive = CheckLine(self.tr("Effacer sans archive de séance"))
        self.without_archive.setParent(self)
        self.without_archive.setVisible(self._needs_archive)
        self.cancel = Button(self.tr("Annuler"))
        self.erase = Button(self.tr("Effacer la campagne"), "danger", icon="trash-2")
        for button in (self.cancel, self.erase):
            button.setAutoDefault(False)  # Enter in the field is no answer but the one typed there
        self.cancel.clicked.connect(self.reject)
        self.erase.clicked.connect(self._confirm)
        self.name.returnPressed.connect(self._confirm)
        self.name.textEdited.connect(lambda _text: self._correct())
        self._words = self._content(end)
        self._area = FlowArea(self._words, self.tr("Ce qui sera effacé"))
        self._foot = row(STRETCH, self.cancel, self.erase, margins=(MARGIN, 14, MARGIN, 14), spacing=8)
        layout = column(Panel(column(self._area)), Line(), self._foot)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self._ring = FocusRing(self)
        self._fit()
        self.name.setFocus()

    def _content(self, end: "EndOfCampaign") -> QVBoxLayout:
        title = self.tr("Effacer cette campagne de cet ordinateur ?")
        parts = column(Label(typeset(title), "section_title", wrap=True), 6, margins=(MARGIN, 20, MARGIN, 20))
        parts.addWidget(Label(self._meaning(end), "body", wrap=True))
        if end.side == "secretariat":
            parts.addSpacing(16)
            parts.addWidget(self._archive(end))
        parts.addSpacing(18)
        parts.addWidget(Label(self.tr("Il vous restera à détruire vous-même"), "strong"))
        parts.addSpacing(2)
        for line in end.by_hand:
            parts.addSpacing(4)
            parts.addLayout(_bullet(line))
        parts.addSpacing(20)
        parts.addWidget(self.notices)
        asked = self.tr("Pour confirmer, tapez le nom de la campagne")
        self.name.setAccessibleName(asked)
        parts.addWidget(Label(asked, "field"))
        parts.addSpacing(3)
        parts.addWidget(Label(end.name, "strong", wrap=True))
        parts.addSpacing(6)
        parts.addWidget(self.name)
        parts.addStretch(1)
        return parts

    def _meaning(self, end: "EndOfCampaign") -> str:
        found = (
            (end.lots, self.tr("lot"), self.tr("lots")),
            (end.pieces, self.tr("fichier de pièce"), self.tr("fichiers de pièces")),
            (end.drafts, self.tr("copie de brouillons"), self.tr("copies de brouillons")),
        )
        counted = [count_fr(count, one, many) for count, one, many in found if count]
        if end.side == "member":
            words = self.tr(
                "Vos notes et tout ce que l’application garde ici seront effacés : {what}, {size} en tout. "
                "Rien ne pourra plus être rouvert, même avec votre lettre."
            )
            first = self.tr("votre travail")
        else:
            words = self.tr(
                "Tout ce que l’application garde ici sera effacé : {what}, {size} en tout. Rien ne pourra "
                "plus être rouvert, même avec le pli de secours."
            )
            first = self.tr("le travail du secrétariat")
        return typeset(words.format(what=list_fr([first, *counted]), size=size_fr(end.size)))

    def _archive(self, end: "EndOfCampaign") -> QWidget:
        if end.archived is not None:
            words = self.tr("Dernière archive de séance : {moment}. Vérifiez qu’elle est rangée ailleurs.")
            return _stated(typeset(words.format(moment=date_time_fr(end.archived))))
        what = self.tr("Aucune archive de séance n’a été écrite.")
        do = self.tr(
            "Écrivez-la d’abord : page « Consolidation », « Imprimer les documents… ». Sans elle, la "
            "campagne ne pourra plus être relue ni vérifiée par personne."
        )
        words_column = column(Label(what, "strong", wrap=True), 3, Label(typeset(do), "body", wrap=True), 10)
        words_column.addWidget(self.without_archive)
        return _tinted(words_column)

    def _fit(self) -> None:
        """Take the height of the words, or what the screen has; never less than before."""
        screen = self.screen().availableGeometry()
        width = min(theme.scaled(WIDTH), screen.width() - ROOM)
        wanted = self._words.heightForWidth(width) + self._foot.sizeHint().height() + 4
        height = self.height() if self.isVisible() else 0
        self.resize(width, max(height, min(wanted, screen.height() - ROOM)))

    def _confirm(self) -> None:
        """Go on with the right name only, and an archive unless it was given up."""
        self.notices.clear()
        if not self._is_named(self.name.text()):
            self._mark(is_wrong=True)
            what = self.tr("Ce n’est pas le nom de cette campagne : rien n’a été effacé.")
            do = self.tr("Recopiez-le en entier, tel qu’il est écrit ici.")
            self.notices.add(NoticeBanner(typeset(what), do))
            notices.announce(self, f"{what} {do}")
            self._return_to(self.name)
        elif self._needs_archive and not self.without_archive.isChecked():
            notices.show(AppError("END-02"), self.notices)
            self._return_to(self.without_archive)
        else:
            self.confirmed.emit(self.name.text(), self.without_archive.isChecked())
            self.accept()

    def _return_to(self, field: QWidget) -> None:
        """Put the keyboard where the answer is missing, and keep the field in sight under the refusal."""
        field.setFocus()
        QTimer.singleShot(0, self, self._show_field)

    def _show_field(self) -> None:
        self._fit()
        self._area.ensureWidgetVisible(self.name)

    def _correct(self) -> None:
        """Take back what was said of a name that is being written again."""
        self._mark(is_wrong=False)
        self.notices.clear()

    def _mark(self, *, is_wrong: bool) -> None:
        self.name.setProperty("invalid", is_wrong)
        self.name.style().unpolish(self.name)
        self.name.style().polish(self.name)


def _bullet(words: str) -> QHBoxLayout:
    line = row(spacing=8)
    line.addWidget(Label("–", "body", tint="mention"), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Label(typeset(words), "body", wrap=True), 1)
    return line


def _stated(words: str) -> QWidget:
    line = row(spacing=8)
    line.addWidget(IconLabel("circle-check", "success", 16), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Label(words, "body", wrap=True), 1)
    stated = QWidget()
    stated.setLayout(line)
    return stated


def _tinted(words: QVBoxLayout) -> Card:
    line = row(margins=(14, 12, 14, 12), spacing=12)
    line.addWidget(IconLabel("triangle-alert", "warning", 18), 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(words, 1)
    return Card(line, tint="warning_soft", line="warning_line")
