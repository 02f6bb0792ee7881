"""One département in words: its figures, its place by each method, why it is on the list or not."""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_app.texts import date_fr, ordinal_fr, typeset
from commission_app.ui.models.departements_model import missing_words
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import ElidedLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Item, Slot, column, row
from commission_app.workflow.preparation.departements.stage_one_views import (
    METHODS,
    DepartementRow,
    StageOneView,
    State,
)


class DepartementPanel(QWidget):
    """`addition_asked` and `taking_back_asked` carry the code."""

    addition_asked = Signal(str)
    taking_back_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._slot = Slot()
        self.setLayout(column(self._slot))
        self.button: Button | None = None

    def show_row(self, row_shown: DepartementRow | None, view: StageOneView) -> None:
        """Show a département, or say how to choose one."""
        self.button = None
        if row_shown is None:
            hint = self.tr("Choisissez un département dans le tableau : ce qui le place se lit ici.")
            self._slot.fill(column(Label(hint, "mention", wrap=True)))
        else:
            self._slot.fill(self._words(row_shown, view))

    def _words(self, shown: DepartementRow, view: StageOneView) -> QVBoxLayout:
        name = self.tr("{name} ({code})").format(name=shown.name, code=shown.code)
        parts: list[Item] = [
            Label(name, "panel_title", wrap=True),
            3,
            Label(self._standing(shown), "body", wrap=True),
            10,
            *self._addition(shown),
            16,
        ]
        for title, lines in (
            (self.tr("Chiffres"), self._figures(shown, view)),
            (self.tr("Rang par chaque méthode"), self._ranks(shown)),
        ):
            parts += [Label(title, "field"), 6]
            for words, value in lines:
                parts += [_pair(words, value), 5]
            parts.append(11)
        for remark in {figure.remark for figure in shown.figures if figure.remark}:
            parts += [Label(f"* {remark}", "mention", wrap=True), 8]
        parts += [Label(self.tr("Sans un indicateur"), "field"), 6, Label(self._moves(shown), wrap=True)]
        return column(*parts)

    def _standing(self, shown: DepartementRow) -> str:
        said = [shown.state_words]
        if shown.rank is not None:
            total = self.tr("{rank}, somme des rangs {total}")
            said.append(total.format(rank=ordinal_fr(shown.rank), total=shown.total))
        if shown.missing:
            words = self.tr("pas de chiffre publié pour : {titles}")
            said.append(words.format(titles=", ".join(shown.missing)))
        return typeset(f"{' : '.join(said)}.")

    def _figures(self, shown: DepartementRow, view: StageOneView) -> Iterator[tuple[str, str]]:
        for line, figure in zip(view.used, shown.figures, strict=True):
            mark = " *" if figure.remark else ""
            yield line.short, f"{figure.text}{mark}" if figure.text else missing_words()

    @staticmethod
    def _ranks(shown: DepartementRow) -> Iterator[tuple[str, str]]:
        for method, rank in zip(METHODS, shown.methods, strict=True):
            yield method.title, "—" if rank is None else ordinal_fr(rank)

    def _moves(self, shown: DepartementRow) -> str:
        if shown.rank is None:
            return self.tr("Il n’est pas classé : rien ne le ferait bouger.")
        if not shown.without_words:
            return self.tr("Retirer un seul indicateur ne le fait ni entrer ni sortir.")
        return f"{shown.without_words[:1].upper()}{shown.without_words[1:]}."

    def _addition(self, shown: DepartementRow) -> list[Item]:
        if shown.addition is not None:
            when = date_fr(datetime.fromisoformat(shown.addition.at))
            words = self.tr("Ajouté par {name}, le {date}. Motif : {reason}")
            said = words.format(name=shown.addition.name, date=when, reason=shown.addition.reason)
            self.button = Button(self.tr("Retirer cet ajout"))
            self.button.clicked.connect(lambda: self.taking_back_asked.emit(shown.code))
            return [Label(typeset(said), wrap=True), 10, row(self.button, STRETCH)]
        if shown.state is State.CHOSEN:
            return []
        self.button = Button(self.tr("Ajouter avec un motif…"))
        self.button.clicked.connect(lambda: self.addition_asked.emit(shown.code))
        return [row(self.button, STRETCH)]


def _pair(words: str, value: str) -> Item:
    pair = row(ElidedLabel(words), 8, Label(value, "strong"))
    pair.setStretch(0, 1)
    return pair
