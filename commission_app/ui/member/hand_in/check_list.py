"""The checks before handing in: what is right, what to know, what blocks, each with its way there."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

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
        if check.dossier is not None:
            dossier, criterion = check.dossier, check.criterion or ""
            go = Button(self.tr("Y aller"), "link", size="small")
            go.setAccessibleName(self.tr("Y aller : {title}").format(title=check.title))
            go.clicked.connect(lambda: self.place_asked.emit(dossier, criterion))
            line.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        whole = QWidget()
        whole.setLayout(line)
        return whole
