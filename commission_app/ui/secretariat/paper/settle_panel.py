"""Both entries are ended: where they differ is looked up on the paper, then the fiche is recorded."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from commission_app.scoring.double_entry import Subject
from commission_app.texts import count_fr, typeset
from commission_app.ui import theme
from commission_app.ui.secretariat.paper.settle_row import SettleRow
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Line, Panel, Slot, column, row
from commission_app.workflow.receiving.paper_views import PaperView

NAME, ROWS_A_TURN = 260, 3


class SettlePanel(Panel):
    """Differences one under the other, what the fiche will say, and the button that records it."""

    answered = Signal(object, object)
    keep_asked = Signal(str)
    abandon_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[Subject, SettleRow] = {}
        self._title, self._warning, self._outcome = Label("", "panel_title"), Slot(), Slot()
        self._list = column(spacing=10)
        self.name = QLineEdit()
        self.name.setFixedWidth(theme.scaled(NAME))
        asked = self.tr("Nom de qui regarde le papier")
        self.name.setAccessibleName(asked)
        self.name.textChanged.connect(lambda _: self._allow())
        self.keep = Button(self.tr("Enregistrer la fiche papier"), "primary", icon="check")
        self.keep.clicked.connect(lambda: self.keep_asked.emit(self.name.text()))
        self.abandon = Button(self.tr("Abandonner ces saisies…"), "quiet", icon="trash-2")
        self.abandon.clicked.connect(self.abandon_asked)
        self._left, self._count = Label("", "mention", wrap=True), 0
        self._naming = QWidget()
        self._naming.setLayout(row(Label(asked, "field"), 8, self.name))
        body = column(
            self._title,
            self._warning,
            self._list,
            self._outcome,
            STRETCH,
            margins=(24, 16, 24, 16),
            spacing=10,
        )
        foot = row(self.abandon, 8, self._left, 8, self._naming, 12, self.keep, margins=(24, 10, 24, 10))
        foot.setStretch(2, 1)
        whole = column(FlowArea(body, self.tr("Différences entre les deux saisies")), Line(), foot)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_view(self, view: PaperView) -> Iterator[None]:
        """Show the differences, a few rows each turn of the event loop; those that stay keep their fields."""
        if {line.subject for line in view.differences} != self.rows.keys():
            yield from self._make_rows(view)
        for line in view.differences:
            self.rows[line.subject].show_line(line)
        self._show_words(view)

    def _make_rows(self, view: PaperView) -> Iterator[None]:
        for settled in self.rows.values():
            self._list.removeWidget(settled)
            settled.hide()
            settled.deleteLater()
        self.rows = {}
        for number, line in enumerate(view.differences, start=1):
            made = SettleRow(line, view.agents, view.grid)
            made.answered.connect(self.answered)
            self._list.addWidget(made)
            self.rows[line.subject] = made
            if number % ROWS_A_TURN == 0:
                yield

    def _show_words(self, view: PaperView) -> None:
        self._count = view.left
        none = self.tr("Les deux saisies ne diffèrent en rien.")
        some = count_fr(
            len(view.differences),
            self.tr("différence entre les deux saisies"),
            self.tr("différences entre les deux saisies"),
        )
        self._title.setText(some if view.differences else none)
        warned = column()
        if view.warning:
            warned.addWidget(NoticeBanner(typeset(view.warning), "", "warning", is_closable=False))
        self._warning.fill(warned)
        told = column(spacing=4)
        if view.outcome:
            told.addWidget(Label(self.tr("Ce que dira la fiche"), "panel_title"))
        for dossier in view.outcome:
            told.addWidget(Label(typeset(f"{dossier.place} : {dossier.state}"), "body", wrap=True))
        self._outcome.fill(told)
        self._naming.setVisible(bool(view.differences))
        left = count_fr(view.left, self.tr("différence"))
        words = self.tr("Encore {count} : regardez le papier.").format(count=left)
        self._left.setText(typeset(words) if view.left else "")
        self._allow()

    def _allow(self) -> None:
        is_named = self._naming.isHidden() or bool(self.name.text().strip())
        self.keep.setEnabled(not self._count and is_named)
