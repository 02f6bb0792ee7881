"""The checks before handing in: what is right, what to know, what blocks, each with its way there."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from commission_app.scoring.grid import Criterion
from commission_app.scoring.ids import DossierId
from commission_app.ui.icons import IconName
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import Slot, column, row
from commission_app.workflow.member.views import Check, CheckKind

SIGNS: Final[dict[CheckKind, tuple[IconName, Token]]] = {
    CheckKind.PASSED: ("circle-check", "success"),
    CheckKind.INFORMATION: ("info", "info"),
    CheckKind.BLOCKING: ("octagon-x", "error"),
}


class CheckList(Slot):
    """One row a check, the blocking ones first."""

    place_asked = Signal(str, str)  # dossier, criterion or ""

    def first_way(self) -> QWidget | None:
        """Return the first link, which leads to what blocks when something does."""
        shown = (link for link in self.findChildren(Button) if link.isVisible())  # not of the list before
        return next(shown, None)

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show the checks of a review."""
        blocking_first = sorted(checks, key=lambda check: check.kind is not CheckKind.BLOCKING)
        self.fill(column(*[self._row(check) for check in blocking_first], spacing=12))

    def _row(self, check: Check) -> QWidget:
        icon, tint = SIGNS[check.kind]
        words = column(Label(check.title, "strong", wrap=True), 1, Label(check.detail, "mention", wrap=True))
        line = row(spacing=10)
        line.addWidget(IconLabel(icon, tint, 18), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        dossier = check.dossier
        if dossier is not None and check.criteria:
            words.addSpacing(2)
            for criterion in check.criteria:
                words.addWidget(self._way(dossier, criterion, check), 0, Qt.AlignmentFlag.AlignLeft)
        elif dossier is not None:
            go = self._link(self.tr("Y aller"), check, dossier)
            line.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        whole = QWidget()
        whole.setLayout(line)
        return whole

    def _way(self, dossier: DossierId, criterion: Criterion, check: Check) -> Button:
        """Return the link to one criterion, named."""
        return self._link(f"{criterion.id} · {criterion.label}", check, dossier, criterion.id)

    def _link(self, words: str, check: Check, dossier: DossierId, criterion: str = "") -> Button:
        link = Button(words, "link", size="small")
        said = self.tr("Y aller : {title}").format(title=check.title)
        link.setAccessibleName(
            self.tr("{title}, {criterion}").format(title=said, criterion=words) if criterion else said
        )
        link.clicked.connect(lambda: self.place_asked.emit(dossier, criterion))
        return link
