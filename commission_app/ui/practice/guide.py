"""The four things to try, in a line under the bar: each is ticked once it was done."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from commission_app.scoring.ids import DossierId
from commission_app.scoring.sheet import Sheet
from commission_app.ui import notices, theme
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import Line, Panel, column, row

LARGE_TEXT = 130  # per cent; from there on, the next thing to try stands alone in the line


class _Step(QWidget):
    """One thing to try: an empty circle, then a check mark."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self._todo, self._done = IconLabel("circle", "faint", 16), IconLabel("circle-check", "success", 16)
        self._done.hide()
        self.label = Label(words, "body", wrap=True)
        line = row(self._todo, self._done, self.label, spacing=6)
        line.setStretch(2, 1)
        line.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(line)

    @property
    def is_done(self) -> bool:
        """Whether it was done."""
        return not self._done.isHidden()

    def tick(self) -> None:
        """Show that it was done, and say it once."""
        if not self.is_done:
            self._todo.hide()
            self._done.show()
            self.label.setAccessibleName(self.tr("Fait : {step}").format(step=self._words))
            notices.announce(self, self.label.accessibleName())


class PracticeGuide(Panel):
    """Ticks by itself; `left` when the person ends the practice."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__(tint="selected_soft")
        self.mark = _Step(self.tr("Tapez 4 : la note s’enregistre"))
        self.cite = _Step(self.tr("Sélectionnez un passage, tapez P"))
        self.close_dossier = _Step(self.tr("Notez le reste, puis « Clore ce dossier »"))
        self.hand_in = _Step(self.tr("Remettez votre fiche"))
        self.steps = (self.mark, self.cite, self.close_dossier, self.hand_in)
        self._is_over = False
        self._over = Label("", "strong", wrap=True)
        self._over.hide()
        leave = Button(self.tr("Quitter l’entraînement"), size="small")
        leave.clicked.connect(self.left)
        line = row(*self.steps, self._over, leave, margins=(20, 8, 14, 8), spacing=18)
        for place in range(len(self.steps) + 1):
            line.setStretch(place, 1)
        self.setLayout(column(line, Line()))
        self.setAccessibleName(self.tr("Ce qu’il y a à essayer"))
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self._fit()

    def follow(self, sheet: Sheet, dossier: DossierId) -> None:
        """Tick what the sheet shows to be done."""
        reading = sheet.reading(dossier)
        if any(entry.mark is not None for entry in reading.entries.values()):
            self.mark.tick()
        if any(entry.evidence for entry in reading.entries.values()):
            self.cite.tick()
        if reading.is_closed:
            self.close_dossier.tick()
        self._fit()

    def say_over(self) -> None:
        """Say that the fiche goes nowhere, once it was handed in."""
        self.hand_in.tick()
        self._is_over = True
        self._fit()
        self._over.setText(
            self.tr("C’est tout : vous savez faire. Cette fiche d’entraînement ne part nulle part.")
        )
        self._over.show()
        notices.announce(self, self._over.plain_text())

    def _fit(self) -> None:
        """Show all the steps; in a large text, the next one alone."""
        following = next((step for step in self.steps if not step.is_done), None)
        is_alone = theme.text_percent() >= LARGE_TEXT
        for step in self.steps:
            step.setVisible(not self._is_over and (step is following or not is_alone))
