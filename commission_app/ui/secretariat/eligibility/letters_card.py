"""The letters to a candidate: what was written and when, and a button for each that may be written now."""

from datetime import date, datetime, time
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from commission_app.scoring.eligibility import Conclusion, Request
from commission_app.texts import day_fr
from commission_app.ui.secretariat.eligibility.verbs import DossierFile
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Slot, column, row
from commission_app.workflow.preparation.candidacies.eligibility import EligibilityView

ACKNOWLEDGE, REQUEST, REFUSE = "acknowledge", "request", "refuse"
LETTERS: Final = (ACKNOWLEDGE, REQUEST, REFUSE)


class LettersCard(QWidget):
    """`asked` carries which letter is wanted; `texts_asked` the wish to edit what they all say."""

    asked = Signal(str)
    texts_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._slot = Slot()
        self.buttons = {name: Button("", icon="printer", size="small") for name in LETTERS}
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _=False, name=name: self.asked.emit(name))
        self.texts = Button(self.tr("Textes des courriers…"), "link", size="small")
        self.texts.clicked.connect(self.texts_asked)
        ways = (row(button, STRETCH) for button in self.buttons.values())
        self.setLayout(column(self._slot, 8, *ways, row(self.texts, STRETCH), spacing=4))

    def show_file(self, file: DossierFile) -> None:
        """Show what was written, and what may be."""
        view = file.eligibility
        missing = [line for line in view.points if line.is_missing]
        is_again = bool(missing) and all(
            line.request is Request.AWAITED and line.asked is not None for line in missing
        )
        decision = view.decision
        self._say(ACKNOWLEDGE, self.tr("Accusé de réception…"), is_shown=True)
        words = self.tr("Relancer le candidat…") if is_again else self.tr("Demander la pièce manquante…")
        self._say(REQUEST, words, is_shown=bool(missing))
        is_refused = decision is not None and decision.conclusion is Conclusion.INELIGIBLE
        self._say(REFUSE, self.tr("Lettre d’irrecevabilité…"), is_shown=is_refused)
        nothing = Label(self.tr("Rien n’est encore écrit à ce candidat."), "mention", wrap=True)
        sent = map(self._line, sent_words(view)) if view.letters else (nothing,)
        self._slot.fill(column(*sent, spacing=3))

    def _say(self, name: str, words: str, *, is_shown: bool) -> None:
        self.buttons[name].setText(words)
        self.buttons[name].setVisible(is_shown)

    @staticmethod
    def _line(words: str) -> QWidget:
        shown = row(IconLabel("send", "mention", 15), Label(words, "mention", wrap=True), spacing=8)
        shown.setStretch(1, 1)
        line = QWidget()
        line.setLayout(shown)
        return line


def sent_words(view: EligibilityView) -> list[str]:
    """Say each letter with its day."""
    tr = QCoreApplication.translate
    names = {
        "acknowledgment": tr("LettersCard", "Accusé de réception, le {day}"),
        "request": tr("LettersCard", "Pièce demandée le {day}, réponse attendue avant le {due}"),
        "reminder": tr("LettersCard", "Relance du {day}, réponse attendue avant le {due}"),
        "ineligibility": tr("LettersCard", "Lettre d’irrecevabilité, le {day}"),
    }
    told = []
    for letter in view.letters:
        day = day_fr(datetime.fromisoformat(letter.at))
        due = day_words(date.fromisoformat(letter.due)) if letter.due else ""
        told.append(names.get(letter.kind, "{day}").format(day=day, due=due))
    return told


def day_words(day: date) -> str:
    """Write a day."""
    return day_fr(datetime.combine(day, time()))
