"""What was handed in: the last file and what remains to do with it, the versions before, their receipts."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commission_app.texts import count_fr, date_time_fr, size_fr
from commission_app.ui import icons, theme
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import ElidedLabel, IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Card, Line, Slot, column, row
from commission_app.workflow.member.views import HandedIn


class _Done(QWidget):
    """The green disc with its check mark."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the square it fills."""
        return QSize(theme.scaled(40), theme.scaled(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the disc."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("success"))
        painter.drawEllipse(QRectF(self.rect()))
        inset = (self.width() - theme.scaled(20)) / 2
        icons.paint(painter, "check", QPointF(inset, inset), "surface", 20)


class HandedInPanel(Card):
    """Absent until a fiche is handed in."""

    copy_asked = Signal(object)  # folder of the clear copy

    def __init__(self) -> None:
        super().__init__()
        self._file = Path()
        self._remains = Label("", "long", wrap=True)
        self._name = ElidedLabel("", "panel_title")
        self._details = Label("", "mention")
        self._versions = Slot()
        self._closing = Label("", "strong", wrap=True)
        self._closing.setContentsMargins(0, 12, 0, 0)
        self._closing.hide()
        self.open_folder = Button(self.tr("Ouvrir le dossier"), "primary", icon="folder-open")
        self.open_folder.clicked.connect(self._open_folder)
        self._title, self._done = Label("", "screen_title"), _Done()
        title = column(self._title, 2, self._remains)
        head = row(self._done, title, spacing=16)
        head.setStretch(1, 1)
        names = column(self._name, 2, self._details)
        file_row = row(IconLabel("file-check"), names, self.open_folder, spacing=14)
        file_row.setStretch(1, 1)
        self._copy = self._make_copy_row()
        self._warning = self._make_warning()
        self.setLayout(
            column(
                head,
                18,
                Line(),
                16,
                file_row,
                16,
                Line(),
                10,
                self._copy,
                self._warning,
                10,
                Line(),
                14,
                Label(self.tr("Vos fiches remises"), "strong"),
                8,
                self._versions,
                self._closing,
                margins=(28, 26, 28, 22),
            )
        )
        self.hide()

    def show_handed_in(self, fiches: Sequence[HandedIn], deadline: datetime) -> None:
        """Show the fiches handed in so far, the latest last."""
        self.setVisible(bool(fiches))
        if not fiches:
            return
        last = fiches[-1]
        self._file = last.file
        handed, again = self.tr("Votre fiche est remise et scellée"), self.tr("Votre fiche est à remettre")
        self._title.setText(again if last.is_to_redo else handed)
        self._done.setVisible(not last.is_to_redo)
        remains = self.tr("Il reste à envoyer ce fichier au secrétariat avant le {deadline}.")
        done = self.tr("Le secrétariat l’a reçue. Vous n’avez plus rien à faire.")
        if last.is_retained:
            self._remains.setText(done)
        elif last.receipt:
            self._remains.setText(f"{last.receipt}.")
        else:
            self._remains.setText(remains.format(deadline=date_time_fr(deadline)))
        # The extension means nothing to a member.
        self._name.setText(last.file.stem)
        details = self.tr("{size} · {dossiers} · seul le secrétariat peut l’ouvrir")
        self._details.setText(details.format(size=size_fr(last.size), dossiers=self._closed(last)))
        self._versions.fill(column(*[self._version_row(fiche) for fiche in reversed(fiches)], spacing=8))

    def show_closing(self, lines: Sequence[str]) -> None:
        """Say what the list settled at the close says of these fiches."""
        self._closing.setText("\n".join(lines))
        self._closing.setVisible(bool(lines))

    def _make_copy_row(self) -> QWidget:
        ask = Button(self.tr("Faire une copie lisible…"), "quiet", icon="printer", size="small")
        ask.clicked.connect(lambda: self._warn(is_shown=True))
        line = QWidget()
        line.setLayout(row(Label(self.tr("Une copie pour vous, à imprimer ?"), "body"), STRETCH, ask))
        return line

    def _make_warning(self) -> Card:
        words = Label(
            self.tr(
                "Cette copie n’est pas protégée : toute personne qui a le fichier peut lire vos notes et vos "
                "remarques. Rangez-la, ou supprimez-la après usage."
            ),
            "body",
            wrap=True,
        )
        make = Button(self.tr("Faire la copie"), size="small")
        make.clicked.connect(self._on_copy)
        cancel = Button(self.tr("Annuler"), "quiet", size="small")
        cancel.clicked.connect(lambda: self._warn(is_shown=False))
        body = column(words, 8, row(make, 8, cancel, STRETCH))
        line = row(margins=(14, 10, 14, 10), spacing=12)
        line.addWidget(IconLabel("triangle-alert", "warning", 18), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(body, 1)
        card = Card(line, tint="warning_soft", line="warning_line")
        card.hide()
        return card

    def _version_row(self, fiche: HandedIn) -> QWidget:
        said = self.tr("Fiche n° {version}, le {date}, {dossiers}").format(
            version=fiche.version,
            date=date_time_fr(fiche.at),
            dossiers=self._closed(fiche),
        )
        receipt = fiche.receipt or self.tr("En attente de l’accusé de réception")
        if fiche.is_retained:
            icon = IconLabel("circle-check", "success", 15)
        elif fiche.receipt:
            icon = IconLabel("triangle-alert", "warning", 15)
        else:
            icon = IconLabel("clock", "mention", 15)
        words = row(Label(said, "body", wrap=True), 12, icon, 6, Label(receipt, "mention"))
        words.setStretch(0, 1)  # large text takes a second line rather than the place of what was received
        line = QWidget()
        line.setLayout(words)
        return line

    def _closed(self, fiche: HandedIn) -> str:
        return (
            count_fr(fiche.dossiers, self.tr("dossier")) if fiche.dossiers else self.tr("aucun dossier clos")
        )

    def _warn(self, *, is_shown: bool) -> None:
        self._warning.setVisible(is_shown)
        self._copy.setVisible(not is_shown)

    def _on_copy(self) -> None:
        self._warn(is_shown=False)
        self.copy_asked.emit(self._file.parent)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file.parent)))
