"""The panel of one dossier before the lots: eligibility, « fiche signalétique », recorded facts.

No button saves: each answer is written at once, and a later one takes its place.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from commission_app.errors import AppError
from commission_app.scoring.eligibility import Conclusion
from commission_app.scoring.ids import DossierId
from commission_app.ui.folder_choice import ask_folder
from commission_app.ui.secretariat.eligibility.card_form import CardForm
from commission_app.ui.secretariat.eligibility.facts_list import FactsList
from commission_app.ui.secretariat.eligibility.finances_form import FinancesForm
from commission_app.ui.secretariat.eligibility.letters_card import LettersCard
from commission_app.ui.secretariat.eligibility.point_row import PointRow
from commission_app.ui.secretariat.eligibility.questions import (
    ask_conclusion,
    ask_fact,
    ask_place,
    ask_rules,
)
from commission_app.ui.secretariat.eligibility.texts_window import TextsWindow
from commission_app.ui.secretariat.eligibility.verbs import DossierFile, EligibilityVerbs
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.badge import Badge, State
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Item, Line, SidePanel, Slot, column, row
from commission_app.workflow.preparation.candidacies.eligibility import points, typed_minute
from commission_app.workflow.preparation.candidacies.eligibility_file import WrittenAnswer

MARGIN = 22
STATES: dict[Conclusion, State] = {
    Conclusion.TO_EXAMINE: "warning",
    Conclusion.TO_COMPLETE: "warning",
    Conclusion.ELIGIBLE: "success",
    Conclusion.INELIGIBLE: "error",
}


class EligibilityPanel(SidePanel):
    """Shows one dossier. `changed` follows each writing, `closed` the wish to see its pieces again."""

    changed = Signal()
    closed = Signal()
    failed = Signal(object)  # AppError
    told = Signal(str)  # what was just done, in words

    def __init__(
        self,
        verbs: EligibilityVerbs,
        tasks: Tasks,
        folder: Callable[[QWidget, str], Path | None] = ask_folder,
    ) -> None:
        self._folder = folder
        self._verbs, self._tasks = verbs, tasks
        self._dossier: DossierId | None = None
        self._file: DossierFile | None = None
        self._title = Label("", "section_title", wrap=True)
        self._state, self._because = Slot(), Label("", "mention", wrap=True)
        self.received, self._told = QLineEdit(), Label("", "mention", wrap=True)
        self.rows = {point.id: PointRow(point.id, point.label, point.check) for point in points()}
        self.card, self.facts, self.finances = CardForm(), FactsList(), FinancesForm()
        self.letters = LettersCard()
        self._texts: TextsWindow | None = None
        whole = column(self._head(), Line(), self._points(), Line(), *self._others())
        super().__init__(whole, self.tr("Recevabilité et fiche signalétique"))
        self.body = self.widget() or self
        self._connect()

    def show_dossier(self, dossier: DossierId | None) -> None:
        """Show a dossier, once what was being typed on the former one is written."""
        self.card.settle()
        self.finances.settle()
        if dossier != self._dossier:
            self._dossier, self._file = dossier, None
            self.body.setEnabled(False)
        self.refresh()

    def refresh(self) -> None:
        """Read the dossier again."""
        dossier = self._dossier
        if dossier is not None:
            self._tasks.store(lambda: self._verbs.read(dossier), self._show, self._fail)

    # ------------------------------------------------------------------------------------------- showing

    def _show(self, file: DossierFile) -> None:
        view = file.eligibility
        if view.dossier != self._dossier:
            return
        is_other, self._file = self._file is None, file
        self._title.setText(file.territory)
        self._state.fill(self._conclusion(file))
        self._because.setText(self._reasons(file))
        if is_other or not self.received.hasFocus():
            self.received.setText(typed_minute(view.received))
        self._told.setText(self.tr("À l’import : {date}").format(date=file.deposited))
        self._told.setVisible(bool(file.deposited))
        for line in view.points:
            self.rows[line.point.id].show_line(line, view)
        self.card.show_card(file.card, file.tags, is_other=is_other)
        self.facts.show_file(file)
        self.letters.show_file(file)
        self.finances.show_view(file.finances, is_other=is_other)
        self.body.setEnabled(True)

    def _conclusion(self, file: DossierFile) -> QVBoxLayout:
        view = file.eligibility
        settled = view.decision.conclusion if view.decision else None
        shown = settled or view.proposal.conclusion
        badge = Badge(shown.value.capitalize(), STATES[shown])
        words = self.tr("arrêtée") if settled else self.tr("proposition, à arrêter")
        return column(row(badge, 8, Label(words, "mention"), STRETCH))

    def _reasons(self, file: DossierFile) -> str:
        view = file.eligibility
        labels = {point.id: point.label for point in points()}
        told = [labels[name] for name in view.proposal.because]
        parts = []
        if view.decision is not None:
            by = self.tr("Par {name} : {reason}") if view.decision.name else self.tr("Motif : {reason}")
            parts.append(by.format(name=view.decision.name, reason=view.decision.reason))
        if view.has_moved:
            proposed = view.proposal.conclusion.value
            parts.append(self.tr("Les points proposent maintenant « {words} ».").format(words=proposed))
        if told:
            few = "\n".join(f"– {words}" for words in told[:3])
            others = len(told) - 3
            parts.append(few + (self.tr("\n– et {count} autres").format(count=others) if others > 0 else ""))
        return "\n".join(parts)

    # ------------------------------------------------------------------------------------------- writing

    def _write(self, work: Callable[[DossierId], None]) -> None:
        dossier = self._dossier
        if dossier is not None:
            self._tasks.store(lambda: work(dossier), lambda _: self._written(), self._fail)

    def _written(self) -> None:
        self.refresh()
        self.changed.emit()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.failed.emit(error)
        if error.code not in {
            "CAM-04",
            "DSK-25",
            "REC-02",
            "REC-05",
        }:  # what was typed stays, to be corrected
            self.refresh()

    def _answer(self, point: str, given: WrittenAnswer) -> None:
        self._write(lambda dossier: self._verbs.answer(dossier, point, given))

    def _ask_place(self, point: str) -> None:
        file = self._file
        if file is None:
            return
        line = next(one for one in file.eligibility.points if one.point.id == point)
        if (place := ask_place(self, line, file.eligibility.pieces)) is not None:
            self._answer(point, WrittenAnswer(line.answer, line.request, *place))

    def _ask_conclusion(self) -> None:
        if self._file is not None and (given := ask_conclusion(self, self._file)) is not None:
            self._write(lambda dossier: self._verbs.settle(dossier, *given))

    def _ask_rules(self) -> None:
        if self._file is not None and (given := ask_rules(self, self._file)) is not None:
            self._write(lambda _: self._verbs.rules(*given))

    def _ask_fact(self) -> None:
        file = self._file
        if file is not None and (fact := ask_fact(self, file)) is not None:
            self._write(lambda dossier: self._verbs.record_facts(dossier, (*file.facts, fact)))

    def _write_letter(self, name: str) -> None:
        dossier, folder = self._dossier, self._folder(self, self.tr("Dossier des courriers"))
        if dossier is None or folder is None:
            return
        write = self._verbs.letters[name]
        self._tasks.store(lambda: write(dossier, folder), self._say_letter, self._fail)

    def _say_letter(self, file: Path) -> None:
        self.told.emit(self.tr("Lettre écrite : {name}.").format(name=file.name))
        self._written()

    def _show_texts(self) -> None:
        if self._texts is None:
            self._texts = TextsWindow(self, self._verbs, self._tasks)
        self._texts.show_page()

    def _receive(self) -> None:
        typed = self.received.text()
        if self._file is not None and typed != typed_minute(self._file.eligibility.received):
            self._write(lambda dossier: self._verbs.received(dossier, typed))

    # -------------------------------------------------------------------------------------------- set-up

    def _connect(self) -> None:
        for shown in self.rows.values():
            shown.answered.connect(self._answer)
            shown.place_asked.connect(self._ask_place)
        self._back.clicked.connect(self.closed)
        self.settle.clicked.connect(self._ask_conclusion)
        self._rules.clicked.connect(self._ask_rules)
        self.received.editingFinished.connect(self._receive)
        self.card.written.connect(
            lambda card: self._write(lambda dossier: self._verbs.write_card(dossier, card))
        )
        self.finances.typed.connect(
            lambda name, text: self._write(lambda dossier: self._verbs.type_figure(dossier, name, text))
        )
        self.facts.asked.connect(self._ask_fact)
        self.letters.asked.connect(self._write_letter)
        self.letters.texts_asked.connect(self._show_texts)
        self.facts.changed.connect(
            lambda facts: self._write(lambda dossier: self._verbs.record_facts(dossier, facts))
        )

    def _head(self) -> QVBoxLayout:
        self._back = Button(self.tr("Pièces"), "quiet", icon="chevron-left", size="small")
        self.settle = Button(self.tr("Arrêter…"), "primary", size="small")
        self.settle.setAccessibleName(self.tr("Arrêter la recevabilité"))
        return column(
            row(self._back, STRETCH),
            6,
            self._title,
            8,
            row(self._state, STRETCH, self.settle),
            6,
            self._because,
            margins=(MARGIN, 14, MARGIN, 14),
        )

    def _points(self) -> QVBoxLayout:
        self._rules = Button(self.tr("Règles…"), "quiet", size="small")
        self._rules.setAccessibleName(self.tr("Règles de recevabilité de la campagne"))
        received = self.tr("Reçu le (09/06/2021 18:00)")
        self.received.setAccessibleName(received)
        return column(
            row(Label(self.tr("Recevabilité"), "panel_title"), STRETCH, self._rules),
            6,
            Label(received, "mention"),
            self.received,
            2,
            self._told,
            6,
            *self.rows.values(),
            margins=(MARGIN, 14, MARGIN, 12),
        )

    def _others(self) -> tuple[Item, ...]:
        card = column(
            Label(self.tr("Fiche signalétique"), "panel_title"),
            2,
            Label(self.tr("Elle présente le projet en séance et à chaque membre."), "mention", wrap=True),
            8,
            self.card,
            margins=(MARGIN, 14, MARGIN, 14),
        )
        facts = column(
            Label(self.tr("Constats"), "panel_title"), 8, self.facts, margins=(MARGIN, 14, MARGIN, 20)
        )
        letters = column(
            Label(self.tr("Courriers au candidat"), "panel_title"),
            8,
            self.letters,
            margins=(MARGIN, 14, MARGIN, 14),
        )
        words = self.tr("Aide à la lecture, ne note pas et n’exclut pas.")
        finances = column(
            Label(self.tr("Vraisemblance financière"), "panel_title"),
            2,
            Label(words, "mention", wrap=True),
            8,
            self.finances,
            margins=(MARGIN, 14, MARGIN, 14),
        )
        return letters, Line(), finances, Line(), card, Line(), facts, STRETCH
