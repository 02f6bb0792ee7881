"""The panel of one dossier: its card, its pieces, and what was done to the copy that members will read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from commission_app.texts import typeset
from commission_app.ui.departement_names import departement_fr
from commission_app.ui.icons import IconName
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.badge import Badge
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Line, SidePanel, Slot, column, row
from commission_app.workflow.secretariat.dossiers_view import DossierLine, PieceLine

MARGIN = 22


class DossierPanel(SidePanel):
    """Shows the dossier that is chosen in the table."""

    eligibility_asked = Signal()

    def __init__(self) -> None:
        self._slot = Slot()
        super().__init__(column(self._slot, STRETCH), self.tr("Dossier choisi"))
        self.show_dossier(None)

    def show_dossier(self, line: DossierLine | None) -> None:
        """Show a dossier, or say to choose one."""
        self._slot.fill(self._nothing() if line is None else self._content(line))

    def _nothing(self) -> QVBoxLayout:
        words = self.tr("Choisissez un dossier pour voir ses pièces et sa fiche signalétique.")
        return column(Label(words, "body", tint="mention", wrap=True), margins=(MARGIN, 24, MARGIN, 20))

    def _content(self, line: DossierLine) -> QVBoxLayout:
        number = self.tr("Dossier {number}").format(number=line.number)
        place = " · ".join((number, departement_fr(line.departement), line.kind, line.density))
        head = column(
            Label(line.territory, "section_title", wrap=True),
            3,
            Label(place, "mention", wrap=True),
            8,
            Label(line.title, "body", wrap=True),
            margins=(MARGIN, 20, MARGIN, 16),
        )
        name = line.rapporteur or self.tr("à désigner")  # a narrow table has no room for its column
        words = self.tr("Rapporteur : {name}").format(name=name)
        head.addSpacing(4)
        head.addWidget(Label(typeset(words), "mention", wrap=True))
        ask = Button(self.tr("Recevabilité et fiche signalétique"), icon="list-checks", size="small")
        ask.clicked.connect(self.eligibility_asked)
        head.addSpacing(10)
        head.addLayout(row(ask, STRETCH))
        if line.remark:
            state = Badge(line.remark, "error" if line.is_ineligible else "warning")
            head.insertLayout(0, row(state, STRETCH, margins=(0, 0, 0, 10)))
        parts = column(head, Line(), self._card(line), Line(), self._pieces(line))
        if not line.card:
            parts.takeAt(2)
        return parts

    def _card(self, line: DossierLine) -> QVBoxLayout:
        parts = column(
            Label(self.tr("Fiche signalétique"), "panel_title"), 6, margins=(MARGIN, 16, MARGIN, 10)
        )
        for each in line.card:
            parts.addWidget(Label(each.label, "mention"))
            parts.addWidget(Label(each.value, "body", wrap=True))
            parts.addSpacing(7)
        return parts

    def _pieces(self, line: DossierLine) -> QVBoxLayout:
        parts = column(Label(self.tr("Pièces"), "panel_title"), 4, margins=(MARGIN, 16, MARGIN, 20))
        for piece in line.pieces:
            parts.addLayout(self._piece(piece))
        return parts

    @staticmethod
    def _piece(piece: PieceLine) -> QVBoxLayout:
        icon: IconName = "info" if piece.remarks else "file-text"
        tint: Token = "warning" if piece.remarks else "mention"
        words = column(
            Label(piece.title, "field", wrap=True),
            Label(piece.mention, "mention"),
            *(Label(f"{remark}.", "mention", tint="warning", wrap=True) for remark in piece.remarks),
            spacing=1,
        )
        shown = row(10, words)
        shown.insertWidget(0, IconLabel(icon, tint, 18), 0, Qt.AlignmentFlag.AlignTop)
        shown.setStretch(2, 1)
        return column(shown, margins=(0, 5, 0, 5))
