"""The labels of a dossier, at the end of its grid: several may be ticked, none of them marks."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from commission_app.scoring.grid import Tag
from commission_app.ui.widgets.check_line import CheckLine
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import Card, column


class TagsCard(Card):
    """Absent from a grid without labels; `chosen` carries those ticked, in the order of the grid."""

    chosen = Signal(object)  # tuple[str, ...]

    def __init__(self, tags: Sequence[Tag]) -> None:
        super().__init__()
        self._tags = tuple(tags)
        self.boxes = {tag.id: CheckLine(tag.label) for tag in self._tags}
        for box in self.boxes.values():
            box.clicked.connect(self._on_clicked)
        title = Label(self.tr("Étiquettes"), "panel_title")
        meaning = Label(
            self.tr("Elles servent à retrouver les dossiers, jamais à noter."), "mention", wrap=True
        )
        boxes = column(*self.boxes.values())
        self.setLayout(column(title, 2, meaning, 6, boxes, margins=(16, 14, 12, 10)))
        self.setVisible(bool(self._tags))

    def show_tags(self, tags: Sequence[str], *, is_enabled: bool) -> None:
        """Show the labels of a dossier."""
        for tag, box in self.boxes.items():
            box.setChecked(tag in tags)
            box.setEnabled(is_enabled)

    def _on_clicked(self) -> None:
        self.chosen.emit(tuple(tag for tag, box in self.boxes.items() if box.isChecked()))
