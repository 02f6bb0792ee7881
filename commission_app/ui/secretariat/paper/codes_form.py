"""The codes at the head of the paper, typed before anything else, and the papers entered so far."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from commission_app.scoring.double_entry import said_of
from commission_app.scoring.ids import DossierId
from commission_app.scoring.sheet import Sheet
from commission_app.ui import fonts, theme
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Line, SidePanel, column, row
from commission_app.workflow.receiving.paper_views import Codes, PaperView

MARGIN, LIST = 18, 64


class CodesPanel(SidePanel):
    """What an agent does between two papers: the next codes, an earlier paper again, or the end."""

    checked = Signal(object)  # Codes
    chosen = Signal(str)  # a dossier entered before
    end_asked = Signal()
    pause_asked = Signal()

    def __init__(self, view: PaperView) -> None:
        self._view = view
        self.campaign, self.dossier, self.grid = QLineEdit(), QLineEdit(), QLineEdit()
        self.open = Button(self.tr("Ouvrir ce dossier"), "primary", size="small")
        self.end = Button(self.tr("Terminer ma saisie…"), icon="check")
        self.pause = Button(self.tr("Reprendre plus tard"), "quiet")
        self.papers = QListWidget()
        self.papers.setProperty("framed", True)
        self.papers.setFont(fonts.font(13))
        self.papers.setMinimumHeight(theme.scaled(LIST))
        self.papers.setAccessibleName(self.tr("Grilles saisies"))
        self._count = Label("", "mention")
        super().__init__(self._content(), self.tr("Codes de la grille papier"))
        for field in (self.campaign, self.dossier, self.grid):
            field.returnPressed.connect(self._check)
        self.open.clicked.connect(self._check)
        self.end.clicked.connect(self.end_asked)
        self.pause.clicked.connect(self.pause_asked)
        self.papers.itemActivated.connect(self._choose)
        self.papers.itemClicked.connect(self._choose)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the papers entered so far."""
        entered = said_of(sheet)
        self.papers.clear()
        for dossier in self._view.dossiers:
            if dossier.id in entered:
                words = f"{dossier.territory.name} · {self._state(sheet, dossier.id)}"
                item = QListWidgetItem(words, self.papers)
                item.setData(Qt.ItemDataRole.UserRole, dossier.id)
                item.setToolTip(words)
        of_all = self.tr("{count} sur {total}").format(count=len(entered), total=len(self._view.dossiers))
        self._count.setText(of_all)
        self.end.setEnabled(bool(entered))

    def ask_next(self) -> None:
        """Put the keyboard where the next paper begins; campaign and grid are those of the one before."""
        self.dossier.clear()
        first_blank = (field for field in (self.campaign, self.dossier, self.grid) if not field.text())
        next(first_blank, self.dossier).setFocus(Qt.FocusReason.OtherFocusReason)

    def _state(self, sheet: Sheet, dossier: DossierId) -> str:
        if dossier in sheet.recused:
            return self.tr("déport")
        reading = sheet.reading(dossier)
        marked = len(self._view.grid.criteria) - len(self._view.neutralised)
        missing = len(reading.missing(self._view.grid, self._view.neutralised))
        signed = self.tr("signée") if reading.is_closed else self.tr("non signée")
        return f"{marked - missing}/{marked}, {signed}"

    def _content(self) -> QVBoxLayout:
        fields = column()
        for title, field in (
            (self.tr("Campagne"), self.campaign),
            (self.tr("Dossier"), self.dossier),
            (self.tr("Grille"), self.grid),
        ):
            field.setAccessibleName(self.tr("Code imprimé : {title}").format(title=title))
            fields.addLayout(column(Label(title, "field"), 3, field, 8))
        told = self.tr("Imprimés en haut de chaque grille.")
        head = column(
            Label(self.tr("Codes de la grille"), "panel_title"),
            2,
            Label(told, "mention"),
            10,
            fields,
            4,
            row(self.open, STRETCH),
            margins=(MARGIN, 14, MARGIN, 14),
        )
        entered = row(Label(self.tr("Grilles saisies"), "panel_title"), STRETCH, self._count)
        papers = column(entered, 8, self.papers, margins=(MARGIN, 12, MARGIN, 12))
        papers.setStretch(2, 1)
        foot = column(self.end, 6, row(self.pause, STRETCH), margins=(MARGIN, 12, MARGIN, 14))
        whole = column(head, Line(), papers, Line(), foot)
        whole.setStretch(2, 1)
        return whole

    def _check(self) -> None:
        self.checked.emit(Codes(self.campaign.text(), self.dossier.text(), self.grid.text()))

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(str(item.data(Qt.ItemDataRole.UserRole)))
