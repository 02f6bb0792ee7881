"""Signs that are copied exactly: codes in groups, lines of commands, square codes.

Nothing of French typography is put in them, and no space is drawn that is not in the text: what is copied
from the file, or read from the paper, is what was given.
"""

from collections.abc import Sequence
from typing import Final

from reportlab.graphics.barcode.qr import QrCodeWidget

from commission_app.printing.blocks import Block, Figure
from commission_app.printing.paragraphs import CENTER_OF_CAPITALS
from commission_app.printing.styles import ACCENT_LIGHT, ACCENT_SOFT, RULE, TITLE, Style
from commission_app.printing.tagging import Element, Stretch, TaggedCanvas
from commission_app.printing.typefaces import Face, width_of

_COMMAND: Final = Style(Face.MONO, 7.1, 10.4, TITLE)
_QR_SIDE: Final = 108.0
_QUIET_MODULES: Final = 4  # white around the code, asked by ISO/IEC 18004


def qr_code(text: str, alt: str) -> Figure:
    """Return a text as a square code of medium correction, with the white margin that readers need."""
    widget = QrCodeWidget(text, barLevel="M")
    widget.qr.make()
    rows: list[list[bool]] = widget.qr.modules

    def paint(canvas: TaggedCanvas, x: float, bottom: float, width: float) -> None:
        side = width / (len(rows) + 2 * _QUIET_MODULES)
        top = bottom + width - _QUIET_MODULES * side
        canvas.ink(TITLE)
        for number, row in enumerate(rows):
            for start, length in _dark_runs(row):
                left = x + (_QUIET_MODULES + start) * side
                canvas.rect(left, top - (number + 1) * side, length * side, side, stroke=0, fill=1)

    return Figure((_QR_SIDE, _QR_SIDE), paint, alt)


def _dark_runs(row: Sequence[bool]) -> list[tuple[int, int]]:
    """Return where each run of dark modules starts and its length: drawn apart, hairlines would show."""
    runs: list[tuple[int, int]] = []
    for place, is_dark in enumerate(row):
        if is_dark and runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif is_dark:
            runs.append((place, 1))
    return runs


class GroupedSigns(Block):
    """One line of signs, in groups told apart by their background alone.

    No space is drawn between groups, so that what is copied from the file is the line itself.
    """

    def __init__(self, text: str, style: Style, groups: Sequence[int], *, gap: int = 0) -> None:
        self._text = text
        self._style = style
        self._groups = groups
        self._gap = gap  # signs between two groups: the dashes of a code
        self._element = Element("P")
        self.before = self.after = 6

    def attach(self, parent: Element) -> None:
        """Be one paragraph."""
        self._element = parent.child("P")

    def measure(self, width: float) -> float:
        """Return the height of the line."""
        del width
        return self._style.leading

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the backgrounds, then the line, centered."""
        style = self._style
        sign = width_of("0", style.face, style.size)  # the face has one width
        left = x + (width - sign * len(self._text)) / 2
        with canvas.artifact():
            self._paint_backgrounds(canvas, left, top, sign)
        baseline = top - style.leading / 2 - CENTER_OF_CAPITALS * style.size
        with canvas.content(self._element):
            canvas.write_lines([(left, baseline, [Stretch(self._text, style.face, style.color)])], style)

    def _paint_backgrounds(self, canvas: TaggedCanvas, left: float, top: float, sign: float) -> None:
        start = 0
        for number, length in enumerate(self._groups):
            color = ACCENT_SOFT if number % 2 else ACCENT_LIGHT
            canvas.fill(
                left + start * sign, top - self._style.leading, length * sign, self._style.leading, color
            )
            start += length + self._gap


class Commands(Block):
    """Lines to type in a terminal or to save in a file, as they are: no sign of typography is put in."""

    PADDING: Final = 5.0

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._element = Element("P")
        self.before = self.after = 4

    def attach(self, parent: Element) -> None:
        """Be one paragraph."""
        self._element = parent.child("P")

    def measure(self, width: float) -> float:
        """Return the height of the lines and of the room around them."""
        del width
        return len(self._lines) * _COMMAND.leading + 2 * self.PADDING

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw a frame, then the lines."""
        height = self.measure(width)
        with canvas.artifact():
            canvas.rounded(x, top - height, (width, height), 4, outline=RULE, thickness=0.6)
        baseline = top - self.PADDING - _COMMAND.leading / 2 - CENTER_OF_CAPITALS * _COMMAND.size
        with canvas.content(self._element):
            canvas.write_lines(
                (
                    (
                        x + 8,
                        baseline - number * _COMMAND.leading,
                        [Stretch(line, _COMMAND.face, _COMMAND.color)],
                    )
                    for number, line in enumerate(self._lines)
                ),
                _COMMAND,
            )
