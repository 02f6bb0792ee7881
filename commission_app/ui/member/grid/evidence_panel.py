"""The passages cited in a criterion: where each stands, its words, and a way there."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from commission_app.scoring.ids import PiecePath
from commission_app.scoring.sheet import Evidence
from commission_app.ui import fonts, theme
from commission_app.ui.member.marking.dossier_passages import state_words
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.buttons import Button, IconButton
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Slot, column, row
from commission_app.ui.widgets.painted import Painted
from commission_app.ui.widgets.record_table import RIGHT, draw_text
from commission_app.workflow.open_piece import EvidenceState, FoundEvidence

HEIGHT: Final = 50
TEXT_LEFT: Final = 18


class EvidenceChip(Painted, QAbstractButton):
    """One passage; a click goes to it."""

    removed = Signal()

    def __init__(
        self, source: str, quote: str, note: str = "", state: EvidenceState = EvidenceState.SAME
    ) -> None:
        super().__init__()
        self._source, self._quote, self._note = source, quote, note
        self._is_doubtful = state is EvidenceState.LOST
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(", ".join(part for part in (source, note, f"« {quote} »") if part))
        self.setToolTip(f"{quote}\n({note})" if note else quote)
        self.remove = IconButton("x", self.tr("Retirer cette preuve"), tint="mention")
        self.remove.clicked.connect(self.removed)
        corner = column(self.remove, STRETCH)
        self.setLayout(row(STRETCH, corner, margins=(0, 2, 2, 0)))

    def sizeHint(self) -> QSize:
        """Return two lines."""
        return QSize(theme.scaled(200), theme.scaled(HEIGHT))

    def paint(self, painter: QPainter) -> None:
        """Paint the source, and the words in the letters of the dossier beside their yellow line."""
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("hover" if self.underMouse() else "raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("evidence_line"))
        painter.drawRoundedRect(QRectF(7, 8, 3, self.height() - 16), 1.5, 1.5)
        room = self.width() - TEXT_LEFT - theme.scaled(32)
        half = self.height() / 2
        source = QRectF(TEXT_LEFT, 5, room, half - 5)
        small = fonts.font(11, fonts.SEMIBOLD)
        if self._note:
            tint: Token = "warning" if self._is_doubtful else "accent"
            draw_text(painter, source, self._note, small, tint, align=RIGHT)
            source.setRight(source.right() - fonts.width(self._note, small) - 8)
        draw_text(painter, source, self._source, small, "mention")
        face = fonts.quotation()
        width = self.width() - TEXT_LEFT - 10 - fonts.width("«  »", face)
        # Shorten before adding the marks: the closing one is always there.
        words = QFontMetricsF(face).elidedText(self._quote, Qt.TextElideMode.ElideRight, width)
        place = QRectF(TEXT_LEFT, half - 2, self.width() - TEXT_LEFT - 4, half)
        draw_text(painter, place, f"« {words} »", face, "title")


class EvidencePanel(QWidget):
    """The title, the way to add a passage, and the chips."""

    opened = Signal(object)  # Evidence
    removed = Signal(object)
    cite_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Evidence, ...] = ()
        self._titles: Mapping[PiecePath, str] = {}
        self._places: Mapping[Evidence, FoundEvidence] = {}
        self._is_enabled = False
        self._add = Button(self.tr("Citer la sélection"), "link", icon="plus", size="small")
        self._add.clicked.connect(self.cite_asked)
        self._hint = Label(
            self.tr("Sélectionnez un passage de la pièce, puis tapez P."), "mention", wrap=True
        )
        self._chips = Slot()
        title = row(Label(self.tr("Preuves"), "field"), STRETCH, self._add)
        self.setLayout(column(title, 2, self._hint, self._chips))

    def show_titles(self, titles: Mapping[PiecePath, str]) -> None:
        """Take the titles of the pieces of the dossier."""
        self._titles = titles

    def show_places(self, places: Mapping[Evidence, FoundEvidence]) -> None:
        """Say which passages were found again in a new version of their piece, and which to look at."""
        if places != self._places:
            self._places = dict(places)
            self._fill()

    def show_evidence(self, evidence: Sequence[Evidence], *, is_enabled: bool) -> None:
        """Show the passages of a criterion."""
        self._add.setVisible(is_enabled)
        self._hint.setVisible(is_enabled and not evidence)
        self._is_enabled = is_enabled
        if tuple(evidence) != self._shown:
            self._shown = tuple(evidence)
            self._fill()
        self._show_crosses()

    def _fill(self) -> None:
        self._chips.fill(column(*[self._chip(passage) for passage in self._shown], spacing=6))
        self._show_crosses()

    def _show_crosses(self) -> None:
        for chip in self._chips.findChildren(EvidenceChip):
            chip.remove.setVisible(self._is_enabled)

    def _chip(self, passage: Evidence) -> EvidenceChip:
        title = self._titles.get(passage.piece, "")
        place = self._places.get(passage)
        state = place.state if place else EvidenceState.SAME
        page = place.page if place else passage.page
        source = self.tr("{title}, p. {page}").format(title=title, page=page)
        quote = passage.quote or self.tr("Cadre tracé sur la page")
        chip = EvidenceChip(source, " ".join(quote.split()), state_words(state), state)
        chip.clicked.connect(lambda _=False: self.opened.emit(passage))
        chip.removed.connect(lambda: self.removed.emit(passage))
        return chip
