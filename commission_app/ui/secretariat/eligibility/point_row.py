"""One of the sixteen points: its answer, who gave it, and the piece and page where it is seen."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from commission_app.scoring.eligibility import Answer, Nature, Request
from commission_app.texts import day_fr
from commission_app.ui.icons import IconName
from commission_app.ui.secretariat.eligibility.letters_card import day_words
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, column, row
from commission_app.ui.widgets.segmented import Segmented
from commission_app.workflow.preparation.candidacies.eligibility import EligibilityView, PointLine
from commission_app.workflow.preparation.candidacies.eligibility_file import WrittenAnswer

ANSWERS: Final = (Answer.YES, Answer.NO, Answer.TO_CHECK, Answer.NOT_APPLICABLE)
REQUESTS: Final = (Request.NOT_MADE, Request.AWAITED, Request.ELAPSED)
SIGNS: Final[dict[Answer, tuple[IconName, Token]]] = {
    Answer.YES: ("circle-check", "success"),
    Answer.NO: ("circle-x", "error"),
    Answer.TO_CHECK: ("circle-question-mark", "warning"),
    Answer.NOT_APPLICABLE: ("minus", "mention"),
}


class PointRow(QWidget):
    """Emits the identifier of the point with the answer that a person gives: it is written at once."""

    answered = Signal(str, object)  # WrittenAnswer
    place_asked = Signal(str)

    def __init__(self, point: str, label: str, check: str) -> None:
        super().__init__()
        self._point = point
        self._line: PointLine | None = None
        self._sign = IconLabel("circle-question-mark", "warning", 18)
        self._mention = Label("", "mention", wrap=True)
        words = (self.tr("Oui"), self.tr("Non"), self.tr("À vérifier"), self.tr("Sans objet"))
        self.answer = Segmented(self.tr("Réponse : {point}").format(point=label), words)
        asked = (self.tr("Non demandée"), self.tr("Attendue"), self.tr("Non reçue"))
        self.request = Segmented(self.tr("Pièce manquante : {point}").format(point=label), asked)
        self.place = Button(self.tr("Page…"), "quiet", size="small")
        self.place.setAccessibleName(self.tr("Pièce et page : {point}").format(point=label))
        title = Label(label, "field", wrap=True)
        title.setToolTip(check)
        told = column(title, self._mention, spacing=1)
        head = row(self._sign, 10, told, 6, self.place)
        head.setStretch(2, 1)
        tools = row(28, self.answer, STRETCH)
        self._asking = QWidget()
        self._asking.setLayout(row(8, self.request, STRETCH))
        self.setLayout(column(head, 5, tools, 4, self._asking, margins=(0, 7, 0, 7)))
        self.answer.chosen.connect(lambda _: self._give())
        self.request.chosen.connect(lambda _: self._give())
        self.place.clicked.connect(lambda: self.place_asked.emit(self._point))

    def show_line(self, line: PointLine, view: EligibilityView) -> None:
        """Show the answer that stands; focus stays where it is."""
        self._line = line
        self.answer.choose(ANSWERS.index(line.answer))
        self.request.choose(REQUESTS.index(line.request))
        self._sign.set_icon(*SIGNS[line.answer])
        is_asked = line.point.piece_may_be_asked or line.request is not Request.NOT_MADE
        self._asking.setVisible(is_asked and line.answer is Answer.NO)
        self._mention.setText("  ·  ".join(mentions(line, view)))

    def _give(self) -> None:
        line = self._line
        if line is not None:
            answer = ANSWERS[self.answer.choice()]
            request = REQUESTS[self.request.choice()] if answer is Answer.NO else Request.NOT_MADE
            self.answered.emit(self._point, WrittenAnswer(answer, request, line.piece, line.page))


def mentions(line: PointLine, view: EligibilityView) -> list[str]:
    """Say what a point weighs, who answered it and where it is seen."""
    tr = QCoreApplication.translate
    natures = {
        Nature.BLOCKING: tr("PointRow", "bloquant"),
        Nature.COMPLETENESS: tr("PointRow", "à compléter"),
        Nature.ATTENTION: tr("PointRow", "bonne pratique"),
    }
    told = [natures[line.point.nature]]
    if line.found not in (None, Answer.TO_CHECK) and not line.is_answered:
        told.append(tr("PointRow", "automatique"))
    elif line.is_answered and line.found not in (None, Answer.TO_CHECK, line.answer):
        told.append(tr("PointRow", "automatique : {found}").format(found=line.found))
    titles = {piece.path: piece.title for piece in view.pieces}
    if line.piece is not None:
        title = titles.get(line.piece, tr("PointRow", "pièce remplacée depuis"))
        page = tr("PointRow", "{piece}, p. {page}").format(piece=title, page=line.page)
        told.append(title if line.page is None else page)
    if line.asked is not None and line.answer is Answer.NO:
        told.append(tr("PointRow", "demandée le {day}").format(day=day_fr(line.asked)))
        if line.due is not None and line.request is Request.AWAITED:
            told.append(tr("PointRow", "attendue avant le {day}").format(day=day_words(line.due)))
    return told
