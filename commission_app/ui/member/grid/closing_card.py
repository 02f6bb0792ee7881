"""The end of the grid: close the reading, so that it counts; what misses; or open it again."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commission_app.scoring.ids import CriterionId
from commission_app.texts import count_fr, list_fr
from commission_app.ui.models.grid_model import GridModel
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Card, column, row

MOST_NAMED = 6


class ClosingCard(Card):
    """Says what closing means and what still misses; its button is off with its reason beside it."""

    closed = Signal()
    reopened = Signal()
    criterion_asked = Signal(str)
    next_asked = Signal()  # once closed: the next dossier to read, or handing in when none is left

    def __init__(self) -> None:
        super().__init__()
        self._title = Label("", "panel_title")
        self._words = Label("", "body", wrap=True)
        self._go = Button("", "link", size="small")
        self._go.clicked.connect(self._on_go)
        self.close_button = Button(self.tr("Clore ce dossier"), "primary", icon="check")
        self.close_button.clicked.connect(self.closed)
        self.reopen_button = Button(self.tr("Rouvrir ce dossier"), icon="lock-open")
        self.reopen_button.clicked.connect(self.reopened)
        self.next_button = Button("", "primary", icon="arrow-right", icon_after=True)
        self.next_button.clicked.connect(self.next_asked)
        self._closed_words = self.tr("Il comptera quand vous remettrez votre fiche.")
        self._next_words = ""
        self._target: CriterionId | None = None
        self.setLayout(
            column(
                self._title,
                4,
                self._words,
                2,
                row(self._go, STRETCH),
                8,
                row(self.close_button, self.next_button, 8, self.reopen_button, STRETCH),
                margins=(16, 14, 16, 14),
            )
        )

    def show_model(self, model: GridModel) -> None:
        """Show where the reading of a dossier stands."""
        missing, unjustified = model.missing, model.unjustified
        is_closed = model.reading.is_closed
        self.close_button.setVisible(not is_closed)
        self.close_button.setEnabled(not missing)
        self.reopen_button.setVisible(is_closed)
        self.next_button.setVisible(is_closed)
        if is_closed:
            self._say(self.tr("Dossier clos"), " ".join(filter(None, (self._closed_words, self._next_words))))
        elif missing:
            count = count_fr(len(missing), self.tr("critère"))
            self._say(
                self.tr("Il reste {count} à noter").format(count=count),
                self.tr("Un dossier se clôt quand tous ses critères sont notés : {codes}.").format(
                    codes=self._codes(missing)
                ),
            )
        else:
            self._say(
                self.tr("Tous les critères sont notés"),
                self.tr("Clos, ce dossier comptera quand vous remettrez votre fiche."),
            )
        if unjustified and not missing:
            self._words.setText(
                self.tr("{words} À justifier avant la remise : {codes}.").format(
                    words=self._words.plain_text(), codes=self._codes(unjustified)
                )
            )
        self._target = next(iter((*missing, *unjustified)), None)
        self._go.setVisible(self._target is not None)
        self._go.setText(self.tr("Aller à {criterion}").format(criterion=self._target))

    def show_next(self, name: str) -> None:
        """Say where a closed dossier leads: to the next one to read, by its name, or to the handing in."""
        is_last = not name
        self.next_button.setText(self.tr("Remettre ma fiche") if is_last else self.tr("Dossier suivant"))
        following = self.tr("Ensuite : {name}.").format(name=name)
        self._next_words = self.tr("C’était le dernier à lire.") if is_last else following

    def focus_target(self) -> QWidget:
        """Return the part that goes on: what misses, closing, or leaving for the next dossier."""
        if not self.next_button.isHidden():
            return self.next_button
        return self.close_button if self.close_button.isEnabled() else self._go

    @property
    def lacking(self) -> CriterionId | None:
        """The first criterion without its mark, or else without its justification."""
        return self._target

    def _say(self, title: str, words: str) -> None:
        self._title.setText(title)
        self._words.setText(words)

    def _on_go(self) -> None:
        if self._target is not None:
            self.criterion_asked.emit(self._target)

    def _codes(self, criteria: Sequence[CriterionId]) -> str:
        """Name a few criteria, and count the others."""
        if len(criteria) <= MOST_NAMED:
            return list_fr(criteria)
        others = count_fr(len(criteria) - MOST_NAMED + 1, self.tr("autre"))
        return list_fr([*criteria[: MOST_NAMED - 1], others])
