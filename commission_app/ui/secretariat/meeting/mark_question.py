"""Another mark after the debate, by its author; or the mark of the commission where nobody could mark."""

from PySide6.QtWidgets import QDialog, QWidget

from commission_app.scoring.ids import CriterionId, MemberId
from commission_app.scoring.meeting.acts import CollegialMark, Fact, MarkChanged
from commission_app.ui.secretariat.meeting.choice_field import ChoiceField
from commission_app.ui.secretariat.meeting.questions import ActQuestion, line_field, text_field
from commission_app.workflow.meeting.views import CriterionMarks, DossierPage

NOT_ASSESSABLE = "NE"


class MarkQuestion(ActQuestion):
    """Which criterion, whose mark, which one instead, and why."""

    def __init__(self, parent: QWidget, page: DossierPage, maximum: int) -> None:
        self._page, self._maximum = page, maximum
        criteria = [(found.criterion, found.label) for found in page.criteria]
        self.criterion = ChoiceField(criteria)
        self.who = ChoiceField([("", "")])
        self.mark, self.reason = line_field(), text_field()
        super().__init__(
            parent,
            self.tr("Changer une note — {territory}").format(territory=page.territory),
            self.tr(
                "La note d’avant reste écrite, avec le motif. Sauf décision de la commission, le classement "
                "reste celui du premier tour. Un critère que nul n’a pu noter reçoit une note collégiale."
            ),
            self.tr("Inscrire"),
            [
                (self.tr("Critère"), self.criterion),
                (self.tr("Qui"), self.who),
                (self.tr("Nouvelle note, de 0 à {maximum}, ou NE").format(maximum=maximum), self.mark),
                (self.tr("Motif"), self.reason),
            ],
        )
        self.criterion.chosen.connect(self._show_marks)
        self.who.clear()

    def fact(self) -> Fact | None:
        """Return the act, None while the mark is not one."""
        found, who = self._found(), self.who.choice()
        typed = self.mark.text().strip().upper()
        if found is None:
            return None
        if found.is_unmarked:
            if not typed.isdecimal():
                return None
            return CollegialMark(
                self._page.dossier, found.criterion, int(typed), self.reason.toPlainText().strip()
            )
        before = next((mark for mark in found.marks if mark.member == who), None)
        if before is None or not (typed.isdecimal() or typed == NOT_ASSESSABLE):
            return None
        known = before.changed if before.changed is not None else before.mark
        return MarkChanged(
            MemberId(who),
            self._page.dossier,
            CriterionId(found.criterion),
            "NE" if known == NOT_ASSESSABLE else known if isinstance(known, int) else None,
            "NE" if typed == NOT_ASSESSABLE else int(typed),
            self.reason.toPlainText().strip(),
        )

    def _found(self) -> CriterionMarks | None:
        chosen = self.criterion.choice()
        return next((found for found in self._page.criteria if found.criterion == chosen), None)

    def _show_marks(self) -> None:
        found = self._found()
        if found is None:
            return
        if found.is_unmarked:
            self.who.offer([("commission", self.tr("Toute la commission (note collégiale)"))], "commission")
            return
        self.who.offer(
            [
                (mark.member, f"{mark.name} : {mark.mark if mark.changed is None else mark.changed}")
                for mark in found.marks
            ]
        )

    def _allow(self, *_: object) -> None:
        self.confirm.setEnabled(self.fact() is not None and all(self.answers()))


def ask_mark(parent: QWidget, page: DossierPage, maximum: int) -> Fact | None:
    """Ask for another mark; None when the person gives up."""
    question = MarkQuestion(parent, page, maximum)
    return question.fact() if question.exec() == QDialog.DialogCode.Accepted else None
