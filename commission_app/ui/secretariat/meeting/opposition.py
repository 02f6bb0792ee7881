"""A divergence to discuss: two opposed appreciations side by side, with what supports them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_app.scoring.sheet import Evidence
from commission_app.ui.secretariat.meeting.marks_paint import SHORT_CODE
from commission_app.ui.widgets.avatar import Avatar
from commission_app.ui.widgets.badge import Badge
from commission_app.ui.widgets.buttons import Button, IconButton
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Card, Slot, column, row
from commission_app.workflow.meeting.views import Divergence, Side


class Opposition(QWidget):
    """One divergence at a time, folded in one line in a short window."""

    evidence_asked = Signal(object)  # Evidence
    changed = Signal()  # opened, folded, or another one

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[Divergence, ...] = ()
        self._number = 0
        self._maximum = 0
        self._can_fold = self._is_folded = False
        self._names_hidden = True
        self._slot = Slot()
        self.setLayout(column(self._slot))

    @property
    def shown(self) -> Divergence | None:
        """The divergence that is open; None when it is folded or there is none."""
        return None if self._is_folded or not self._found else self._found[self._number]

    def show_divergences(self, found: tuple[Divergence, ...], maximum: int, *, names_hidden: bool) -> None:
        """Show the divergences of a dossier, from the one that weighs most."""
        if found != self._found:
            self._number, self._is_folded = 0, self._can_fold
        self._found, self._maximum, self._names_hidden = found, maximum, names_hidden
        self._show()

    def set_folding(self, *, can_fold: bool) -> None:
        """In a short window keep one line only until D opens it; elsewhere it is always open."""
        self._can_fold = self._is_folded = can_fold
        self._show()

    def fold(self) -> bool:
        """Come back to one line. False when it is not open over the marks."""
        if not self._can_fold or self._is_folded:
            return False
        self._is_folded = True
        self._show()
        return True

    @property
    def is_over_marks(self) -> bool:
        """Whether it takes the place of the marks, in a short window."""
        return self._can_fold and not self._is_folded and bool(self._found)

    def toggle(self) -> None:
        """Open what is folded, then go to the next divergence; after the last one, fold again."""
        if self._is_folded:
            self._is_folded = False
            self._show()
        elif self._number + 1 == len(self._found) and self._can_fold:
            self._number = 0
            self.fold()
        else:
            self._step(1)

    def _step(self, by: int) -> None:
        if self._found:
            self._number = (self._number + by) % len(self._found)
            self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._found))
        if not self._found:
            self._slot.fill(column())
        elif self._is_folded:
            self._slot.fill(column(self._folded()))
        else:
            self._slot.fill(self._opened())
        self.changed.emit()

    def _title(self) -> tuple[str, str]:
        shown = self._found[self._number]
        title = self.tr("Divergence à discuter — {section}, {criterion}").format(
            section=shown.section.partition(" — ")[0], criterion=shown.label
        )
        marks = self.tr("de {low} ({first}) à {high} ({second})").format(
            low=shown.low.mark,
            first=shown.low.institution,
            high=shown.high.mark,
            second=shown.high.institution,
        )
        return title, marks

    def _folded(self) -> Card:
        title, marks = self._title()
        which = self.tr("{number} sur {count}").format(number=self._number + 1, count=len(self._found))
        compare = Button(self.tr("Comparer les deux avis (D)"), icon="arrow-right", icon_after=True)
        compare.clicked.connect(self.toggle)
        words = column(Label(title, "strong", wrap=True), 1, Label(f"{marks} · {which}", "body"))
        line = row(IconLabel("git-fork", "warning", 20), 10, words, 10, compare, margins=(14, 8, 14, 8))
        line.setStretch(2, 1)
        return Card(line, tint="warning_soft", line="warning_line")

    def _opened(self) -> QVBoxLayout:
        title, marks = self._title()
        shown = self._found[self._number]
        before = IconButton("chevron-left", self.tr("Divergence précédente"))
        after = IconButton("chevron-right", self.tr("Divergence suivante"))
        before.clicked.connect(lambda: self._step(-1))
        after.clicked.connect(lambda: self._step(1))
        which = Label(f"{self._number + 1} / {len(self._found)}", "mention")
        words = column(Label(title, "strong", wrap=True), 0, Label(marks, "mention"))
        head = row(IconLabel("git-fork", "warning", 18), words, which, before, after, spacing=8)
        head.setStretch(1, 1)
        if self._can_fold:
            back = Button(self.tr("Revenir aux notes (Échap)"), size="small")
            back.clicked.connect(self.fold)
            head.addWidget(back)
        sides = row(self._side(shown.low), self._side(shown.high), spacing=14)
        sides.setStretch(0, 1)
        sides.setStretch(1, 1)
        return column(head, 6, sides)

    def _side(self, side: Side) -> Card:
        code = " ".join(side.institution[:SHORT_CODE])
        name = side.institution if self._names_hidden else f"{side.institution} · {side.name}"
        avatar = Avatar(code if self._names_hidden else side.name, side.institution, 30)
        mark = self.tr("{mark} sur {maximum}").format(mark=side.mark, maximum=self._maximum)
        head = row(avatar, 10, Label(name, "strong"), STRETCH, Badge(mark, "accent"))
        content = column(head, 6, margins=(14, 10, 14, 10))
        remark = side.remark or self.tr("Sans commentaire.")
        content.addWidget(Label(remark, "long" if side.remark else "mention", wrap=True))
        for passage in side.passages[:2]:
            content.addSpacing(4)
            content.addLayout(self._passage(passage.title, passage.evidence))
        content.addStretch(1)
        return Card(content)

    def _passage(self, title: str, evidence: Evidence) -> QVBoxLayout:
        where = self.tr("{piece}, p. {page}").format(piece=title, page=evidence.page)
        link = Button(where, "link", icon="book-open", size="small")
        link.setToolTip(self.tr("Ouvrir la page en grand"))
        link.clicked.connect(lambda: self.evidence_asked.emit(evidence))
        lines = column(spacing=2)
        if evidence.quote:
            lines.addWidget(
                Label(
                    f"«\N{NARROW NO-BREAK SPACE}{evidence.quote}\N{NARROW NO-BREAK SPACE}»",
                    "quotation",
                    wrap=True,
                )
            )
        lines.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return lines
