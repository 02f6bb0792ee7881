"""The text of a page of help or of a chapter: Markdown in the type of the window, pictures that fit in it."""

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextBrowser

from commission_app.ui import fonts, theme

LINE_HEIGHT = 122.0  # per cent
GAP, LIST_GAP, TABLE_GAP, SECTION_GAP, BOX_GAP = 10, 4, 2, 14, 16  # pixels under a paragraph
MARGIN = 20
PIXELS_OF_THE_SCREEN = 2  # of a picture, for one of the screen it shows


class HelpText(QTextBrowser):
    """One page at a time. Its pictures are scaled here, smoothly: a text document would only skip pixels."""

    def __init__(self, pictures: Path) -> None:
        """Take the folder from which pages name their pictures."""
        super().__init__()
        self._pictures = pictures.resolve()
        self._page = ("", "")
        self._has_pictures = False
        self._fitted = 0  # width for which the pictures were scaled
        self.setOpenLinks(False)
        # Always there: it would come once a picture has been fitted to the width without it.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.document().setDocumentMargin(MARGIN)

    def show_page(self, title: str, markdown: str) -> None:
        """Show a page from its top."""
        self._page = (title, markdown)
        self._set()
        self.verticalScrollBar().setValue(0)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return a picture no wider than the text. Nothing is ever read from elsewhere."""
        file = (self._pictures / QUrl(name).path()).resolve()
        if kind != QTextDocument.ResourceType.ImageResource.value or not file.is_relative_to(self._pictures):
            return None
        image = QImage(str(file))
        image.setDevicePixelRatio(PIXELS_OF_THE_SCREEN)
        self._has_pictures = True
        ratio = self.devicePixelRatioF()
        width = min(image.deviceIndependentSize().width(), self._room()) * ratio
        fitted = image.scaledToWidth(round(width), Qt.TransformationMode.SmoothTransformation)
        fitted.setDevicePixelRatio(ratio)
        return fitted

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scale the pictures again when the text gets another width, and stay at the same place in it."""
        super().resizeEvent(event)
        if self._has_pictures and self._room() != self._fitted:
            bar = self.verticalScrollBar()
            share = bar.value() / max(1, bar.maximum())
            self._set()
            bar.setValue(round(share * bar.maximum()))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the text size; the style sheet has its own size for any text, not ours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.document().setDefaultFont(fonts.font(14))
        if theme.is_change(event) and hasattr(self, "_page"):
            self._set()

    def sizeHint(self) -> QSize:
        """Take what is left: the width of a picture asks for nothing."""
        return QSize(0, 0)

    def _room(self) -> int:
        return max(1, self.viewport().width() - 2 * MARGIN)

    def _set(self) -> None:
        title, markdown = self._page
        self._has_pictures, self._fitted = False, self._room()
        self.document().setDefaultFont(fonts.font(14))
        self.setMarkdown(f"## {title}\n\n{markdown}")
        block = self.document().begin()
        while block.isValid():
            _space(block)
            _letter(block)
            block = block.next()


def _space(block: QTextBlock) -> None:
    """Set the lines and the paragraphs apart: Markdown brings no measure of its own."""
    cursor, shape = QTextCursor(block), QTextBlockFormat()
    in_table = cursor.currentTable() is not None
    gap = TABLE_GAP if in_table else LIST_GAP if block.textList() is not None else GAP
    shape.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    shape.setTopMargin(TABLE_GAP if in_table else 0)
    if block.blockFormat().headingLevel() > 2:
        shape.setTopMargin(SECTION_GAP)
    if block.blockFormat().hasProperty(QTextFormat.Property.BlockQuoteLevel):
        shape.setBackground(theme.color("info_soft"))
        shape.setLeftMargin(BOX_GAP)
        shape.setRightMargin(BOX_GAP)
    if _is_picture(block):  # its height is its own
        shape.setLineHeight(0, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
        gap = LIST_GAP
    shape.setBottomMargin(gap)
    cursor.mergeBlockFormat(shape)


def _letter(block: QTextBlock) -> None:
    """Set commands in the shipped typeface, and the words under a picture as a mention."""
    parts = block.begin()
    while not parts.atEnd():
        part = parts.fragment()
        given, wanted = part.charFormat(), QTextCharFormat()
        if given.fontFixedPitch():
            wanted.setFontFamilies(["JetBrains Mono"])
        if given.fontItalic():
            wanted.setFontItalic(False)
            wanted.setForeground(theme.color("mention"))
            wanted.setProperty(QTextFormat.Property.FontPixelSize, QFont(fonts.font(12)).pixelSize())
        if wanted.propertyCount():
            cursor = QTextCursor(block)
            cursor.setPosition(part.position())
            cursor.setPosition(part.position() + part.length(), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(wanted)
        parts += 1


def _is_picture(block: QTextBlock) -> bool:
    parts = block.begin()
    return not parts.atEnd() and parts.fragment().charFormat().isImageFormat()
