"""What a member is about to hand in, in seven lines."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout

from commission_app.texts import count_fr, date_fr, integer_fr, list_fr
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import Card, Slot, column, row
from commission_app.workflow.member.views import HandInReview


class ReviewSummary(Card):
    """Names at the left, values at the right."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = Slot()
        title = Label(self.tr("Ce que vous remettez"), "section_title")
        self.setLayout(column(title, 12, self._lines, margins=(24, 20, 24, 20)))

    def show_review(self, review: HandInReview) -> None:
        """Show the figures of a review."""
        self._lines.fill(column(*[_line(name, value) for name, value in self._said(review)], spacing=9))

    def _said(self, review: HandInReview) -> list[tuple[str, str]]:
        closed = self.tr("{closed} sur {due}").format(
            closed=review.dossiers_closed, due=review.dossiers_total
        )
        marks = self.tr("{marks}, {blank} « non évaluable »").format(
            marks=count_fr(review.marks, self.tr("note")), blank=integer_fr(review.not_assessable)
        )
        version = str(review.next_version)
        if review.replaces is not None:
            version = self.tr("{version} (remplace celle du {date})").format(
                version=review.next_version, date=date_fr(review.replaces)
            )
        return [
            (self.tr("Campagne"), review.campaign),
            (self.tr("Dossiers clos"), closed),
            (self.tr("Déports"), list_fr(review.recused) or self.tr("aucun")),
            (self.tr("Critères notés"), marks),
            (self.tr("Remarques"), integer_fr(review.remarks)),
            (self.tr("Preuves citées"), integer_fr(review.evidence)),
            (self.tr("Version"), version),
        ]


def _line(name: str, value: str) -> QBoxLayout:
    words = Label(value, "field", tint="title", wrap=True)
    words.setAlignment(Qt.AlignmentFlag.AlignRight)
    line = row(spacing=16)
    line.addWidget(Label(name, "body", tint="mention"), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(words, 1)
    return line
