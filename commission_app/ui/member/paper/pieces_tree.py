"""The dossiers of a lot and their pieces, with boxes to tick; a dossier's ticks all of its pieces."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from commission_app.scoring.ids import DossierId, PiecePath
from commission_app.scoring.sheet import Sheet
from commission_app.texts import count_fr
from commission_app.ui import fonts, theme
from commission_app.ui.widgets.check_line import BOX, paint_box
from commission_app.workflow.member.views import BundleView

KEY = Qt.ItemDataRole.UserRole
TICKED, EMPTY = Qt.CheckState.Checked, Qt.CheckState.Unchecked
SMALLEST = 150  # height
INDENT = 20  # of a piece under its dossier


class _BoxDelegate(QStyledItemDelegate):
    """Paints our box in the place that the style sheet keeps empty for it."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the line, then its box."""
        super().paint(painter, option, index)
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        place = QRectF(shown.widget.style().subElementRect(part, shown, shown.widget))
        side = theme.scaled(BOX)
        box = QRectF(place.left(), place.center().y() - side / 2, side, side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_box(painter, box, shown.checkState)
        painter.restore()


class PiecesTree(QTreeWidget):
    """`changed` when another piece is ticked."""

    changed = Signal()

    def __init__(self, bundle: BundleView) -> None:
        super().__init__()
        self._bundle = bundle
        self.setHeaderHidden(True)
        self.setProperty("framed", "true")
        self.setAccessibleName(self.tr("Dossiers et pièces à imprimer"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(_BoxDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.itemChanged.connect(lambda _item, _column: self.changed.emit())
        self._dress()

    def show_dossiers(self, sheet: Sheet, ticked: DossierId | None) -> None:
        """List the dossiers that are not left aside, one of them ticked and open."""
        self.blockSignals(True)
        self.clear()
        for item in self._bundle.dossiers:
            dossier = item.dossier
            if dossier.id in sheet.recused:
                continue
            pieces = count_fr(len(dossier.pieces), self.tr("pièce"))
            top = QTreeWidgetItem(self, [f"{item.position} · {dossier.territory.name} · {pieces}"])
            top.setFlags(top.flags() | Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsUserCheckable)
            for piece in dossier.pieces:
                line = QTreeWidgetItem(top, [f"{piece.title} · {count_fr(piece.pages, self.tr('page'))}"])
                line.setData(0, KEY, (dossier.id, piece.path))
                line.setCheckState(0, TICKED if dossier.id == ticked else EMPTY)
            if dossier.id == ticked:
                top.setExpanded(True)
                self.setCurrentItem(top)
        self.blockSignals(False)

    def chosen(self) -> list[tuple[DossierId, PiecePath]]:
        """Return the pieces ticked."""
        tops = (self.topLevelItem(place) for place in range(self.topLevelItemCount()))
        lines = (top.child(place) for top in tops if top is not None for place in range(top.childCount()))
        keys = (line.data(0, KEY) for line in lines if line is not None and line.checkState(0) == TICKED)
        return [(DossierId(dossier), PiecePath(path)) for dossier, path in keys]

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self._dress()

    def _dress(self) -> None:
        self.setFont(fonts.font(13))
        self.setIndentation(theme.scaled(INDENT))
        self.setMinimumHeight(theme.scaled(SMALLEST))
