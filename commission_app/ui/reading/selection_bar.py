"""The small dark bar under a selection: cite it in the open criterion or another, or mark it for oneself."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from commission_app.scoring.grid import Criterion
from commission_app.scoring.ids import CriterionId
from commission_app.ui import theme
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.layouts import row

GAP = 8  # between the selection and the bar


class SelectionBar(QFrame):
    """Floats over the pages; never above the selection, so that the sentence before stays readable."""

    cited = Signal(str)  # the criterion
    highlighted = Signal()  # marked for oneself, or no longer

    def __init__(self, parent: QWidget, criteria: Sequence[Criterion]) -> None:
        super().__init__(parent)
        self._view = parent
        self._criterion: CriterionId | None = None
        self._cite = Button("", "toast", icon="quote", size="small")
        self._cite.setToolTip(self.tr("Touche P"))
        self._cite.clicked.connect(self._on_cite)
        self._other = Button(self.tr("Autre critère…"), "toast", size="small")
        self.criteria = QMenu(self.tr("Citer dans un autre critère"), self)
        for criterion in criteria:
            action = self.criteria.addAction(f"{criterion.id}  {criterion.label}")
            action.triggered.connect(lambda _=False, chosen=criterion.id: self.cited.emit(chosen))
        self._other.setMenu(self.criteria)
        self.highlight = Button(self.tr("Surligner"), "toast", icon="highlighter", size="small")
        self.highlight.clicked.connect(self.highlighted)
        self.show_highlighted(is_highlighted=False)
        self.setLayout(row(self._cite, self._other, self.highlight, margins=(6, 4, 6, 4), spacing=6))
        self.hide()

    def show_criterion(self, criterion: CriterionId | None) -> None:
        """Name the open criterion; without one nothing can be cited, only marked for oneself."""
        self._criterion = criterion
        self._cite.setVisible(criterion is not None)
        self._other.setVisible(criterion is not None)
        if criterion is not None:
            self._cite.setText(self.tr("Citer dans {criterion}").format(criterion=criterion))

    def show_highlighted(self, *, is_highlighted: bool) -> None:
        """Offer to mark the selection for oneself, or to take that mark away."""
        is_on = self.tr("Retirer le surlignage"), self.tr("Surlignage personnel, hors de la fiche (touche S)")
        is_off = self.tr("Surligner"), self.tr("Pour vous seul, hors de la fiche (touche S)")
        words, tip = is_on if is_highlighted else is_off
        self.highlight.setText(words)
        self.highlight.setToolTip(tip)

    def place(self, selection: QRectF | None) -> None:
        """Stand under a selection, inside the view; hide without one or when it is scrolled away."""
        view = self._view
        if selection is None or selection.bottom() < 0 or selection.top() > view.height():
            self.hide()
            return
        self.adjustSize()
        left = round(selection.center().x() - self.width() / 2)
        top = round(selection.bottom()) + GAP
        left = max(GAP, min(left, view.width() - self.width() - GAP))
        self.move(left, min(top, view.height() - self.height() - GAP))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dark plate."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("toast"))
        painter.setBrush(theme.color("toast"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _on_cite(self) -> None:
        if self._criterion is not None:
            self.cited.emit(self._criterion)
