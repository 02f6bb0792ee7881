"""The help beside the work: the titles at the left, one short page at the right; never modal."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTextBrowser, QWidget

from commission_app.ui import fonts, theme
from commission_app.ui.help.topics import Side, topics
from commission_app.ui.widgets.layouts import Line, row
from commission_app.ui.widgets.side_window import SideWindow, heading

SIZE, TITLES_WIDTH = (820, 560), 240
LINE_HEIGHT = 122.0  # per cent
GAP, LIST_GAP, TABLE_GAP = 10, 4, 2  # pixels under a paragraph


class HelpWindow(SideWindow):
    """All the pages of one space; `show_topic` brings one to the front."""

    def __init__(self, parent: QWidget, side: Side) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Aide"))
        self._topics = topics(side)
        self.titles = QListWidget()
        self.titles.setProperty("titles", "true")
        self.titles.setAccessibleName(self.tr("Pages d’aide"))
        for topic in self._topics:
            self.titles.addItem(QListWidgetItem(topic.title))
        self.titles.currentRowChanged.connect(self._show)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(self.tr("Texte de l’aide"))
        self.text.document().setDocumentMargin(20)
        body = QWidget()
        layout = row(self.titles, Line(Qt.Orientation.Vertical), self.text)
        layout.setStretch(2, 1)
        body.setLayout(layout)
        words = self.tr("F1 ouvre la page de l’écran que vous regardez. Échap ferme cette fenêtre.")
        self.fill(heading(self.tr("Aide"), words, under=14), body, SIZE)
        self._dress()

    def show_topic(self, name: str) -> None:
        """Show a page, the first one when the name is unknown."""
        names = [topic.name for topic in self._topics]
        self.titles.setCurrentRow(names.index(name) if name in names else 0)
        self.show_in_front()
        self.titles.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the text size."""
        super().changeEvent(event)
        if theme.is_change(event) and hasattr(self, "text"):
            self._dress()

    def _dress(self) -> None:
        self.titles.setFixedWidth(theme.scaled(TITLES_WIDTH))
        for part, pixels in ((self.titles, 13), (self.text, 14)):
            part.setFont(fonts.font(pixels))
        self.text.document().setDefaultFont(fonts.font(14))
        self._show(self.titles.currentRow())

    def _show(self, place: int) -> None:
        if place >= 0:
            topic = self._topics[place]
            self.text.setMarkdown(f"## {topic.title}\n\n{topic.text}")
            _space(self.text.document())


def _space(document: QTextDocument) -> None:
    """Set the lines and the paragraphs apart: Markdown brings no measure of its own."""
    block = document.begin()
    while block.isValid():
        cursor, shape = QTextCursor(block), QTextBlockFormat()
        shape.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        in_table = cursor.currentTable() is not None
        shape.setBottomMargin(TABLE_GAP if in_table else LIST_GAP if block.textList() is not None else GAP)
        shape.setTopMargin(TABLE_GAP if in_table else 0)
        cursor.mergeBlockFormat(shape)
        block = block.next()
