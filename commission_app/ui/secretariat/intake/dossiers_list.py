"""The list of dossiers with its filters, on the left of the page « Dossiers »."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commission_app.scoring.eligibility import Conclusion
from commission_app.scoring.ids import DossierId
from commission_app.texts import folded
from commission_app.ui.models.candidacies_model import CandidaciesModel, search_texts
from commission_app.ui.models.table_model import RowRole
from commission_app.ui.secretariat.intake.dossiers_table import DossiersTable
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.chips import Chip, ChipFilter
from commission_app.ui.widgets.empty_page import EmptyPage
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import Panel, column, row
from commission_app.ui.widgets.search_field import SearchField
from commission_app.workflow.secretariat.dossiers_view import DossierLine, DossiersView, Finances

Keeps = Callable[[DossierLine], bool]
FILTERS: Final[dict[str, Keeps]] = {
    "all": lambda _: True,
    "signalled": lambda line: line.needs_somebody,
    "to_settle": lambda line: not line.eligibility.is_settled,
    "to_complete": lambda line: line.eligibility.conclusion is Conclusion.TO_COMPLETE,
    "ineligible": lambda line: line.eligibility.conclusion is Conclusion.INELIGIBLE,
    "gaps": lambda line: line.finances.kind is Finances.GAPS,
}


class DossiersList(Panel):
    """`chosen` tells that another dossier is, or none; the buttons tell what is wanted of all of them."""

    chosen = Signal()
    import_asked = Signal()
    check_asked = Signal()
    letters_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[DossierLine, ...] = ()
        self._texts: list[str] = []  # what each is searched by
        self._pressed: Button | None = None  # had the keyboard when work began
        self._subtitle = Label("", "mention", wrap=True)
        self.bring = Button(self.tr("Importer…"), "primary", icon="plus")
        self.check = Button(self.tr("Vérifier tout"), icon="shield-check")
        self.letters = Button(self.tr("Accusés de réception…"), icon="printer")
        self._search = SearchField(self.tr("Filtrer les dossiers"), self.tr("Filtrer par nom, département…"))
        self._chips = ChipFilter(self.tr("Dossiers montrés"), chips(()))
        self._model = CandidaciesModel()
        self.table = DossiersTable(self._model, self.tr("Dossiers"))
        self._empty = EmptyPage(
            "inbox",
            self.tr("Aucun dossier"),
            self.tr("Importez les candidatures reçues : rien n’est écrit avant que vous l’ayez relu."),
            self.tr("Importer…"),
        )
        self.setLayout(self._content())
        self._connect()

    def show_view(self, view: DossiersView) -> None:
        """Show the dossiers, keeping the chosen one."""
        self._lines, self._texts = view.lines, search_texts(view.lines)
        self._subtitle.setText(view.summary if view.lines else self.tr("Rien n’est encore importé."))
        self._chips.show_chips(chips(view.lines))
        self._filter()

    def set_busy(self, *, is_busy: bool) -> None:
        """Take nothing else while pieces are imported or checked; the keyboard comes back where it was."""
        buttons = (self.bring, self.check, self.letters)
        if is_busy:
            self._pressed = next((button for button in buttons if button.hasFocus()), None)
        for button in buttons:
            button.setEnabled(not is_busy)
        if not is_busy and self._pressed is not None and self._search.hasFocus():
            self._pressed.setFocus()

    def chosen_line(self) -> DossierLine | None:
        """Return the dossier that is chosen."""
        index = self.table.currentIndex()
        found = index.data(RowRole) if index.isValid() else None
        return found if isinstance(found, DossierLine) else None

    def choose(self, dossier: DossierId) -> bool:
        """Choose a dossier, whatever filter hid it; false when the list does not have it."""
        if all(line.dossier != dossier for line in self._lines):
            return False
        if all(line.dossier != dossier for line in self._model.rows()):
            self._search.clear()
            self._chips.choose("all")
        names = [line.dossier for line in self._model.rows()]
        self.table.selectRow(names.index(dossier))
        return True

    def _filter(self) -> None:
        chosen = self.chosen_line()
        keeps, words = FILTERS[self._chips.choice()], folded(self._search.text()).split()
        shown = [
            line
            for line, text in zip(self._lines, self._texts, strict=False)  # no line has one text, empty
            if keeps(line) and all(word in text for word in words)
        ]
        self._model.set_rows(shown)
        self.table.setVisible(bool(shown) or bool(self._lines))
        self._empty.setVisible(not self._lines)
        for button in (self.check, self.letters):
            button.setVisible(bool(self._lines))
        names = [line.dossier for line in shown]
        if names:
            is_kept = chosen is not None and chosen.dossier in names
            self.table.selectRow(names.index(chosen.dossier) if chosen is not None and is_kept else 0)
        self.chosen.emit()

    def _connect(self) -> None:
        self.bring.clicked.connect(self.import_asked)
        self.check.clicked.connect(self.check_asked)
        self.letters.clicked.connect(self.letters_asked)
        if self._empty.button is not None:
            self._empty.button.clicked.connect(self.import_asked)
        self._search.textChanged.connect(self._filter)
        self._chips.chosen.connect(self._filter)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())

    def _content(self) -> QHBoxLayout:
        title = column(Label(self.tr("Dossiers"), "screen_title"), 2, self._subtitle)
        head = row(title, 12, self.letters, 8, self.check, 8, self.bring, margins=(20, 14, 20, 12))
        head.setStretch(0, 1)
        self._search.setFixedWidth(240)
        tools = row(self._search, 12, self._chips, margins=(20, 0, 20, 8))
        layout = column(head, tools)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self._foot())
        whole = row()
        whole.addLayout(layout)
        return whole

    def _foot(self) -> QWidget:
        legend = self.tr(
            "LI : lettre d’intention*, CAF : lettre de la CAF*, Bud. : budget, Dép. : Département, "
            "Ann. : annexes.   * obligatoire"
        )
        order = self.tr("Trié par : à traiter d’abord")
        foot = row(Label(legend, "mention", wrap=True), 12, Label(order, "mention"), margins=(20, 9, 20, 9))
        foot.setStretch(0, 1)
        shown = QWidget()
        shown.setLayout(foot)
        return shown


def chips(lines: Sequence[DossierLine]) -> tuple[Chip, ...]:
    """Return the filters with their counts."""
    tr = QCoreApplication.translate
    words = {
        "all": tr("DossiersPage", "Tous"),
        "signalled": tr("DossiersPage", "À signaler"),
        "to_settle": tr("DossiersPage", "À arrêter"),
        "to_complete": tr("DossiersPage", "À compléter"),
        "ineligible": tr("DossiersPage", "Irrecevables"),
        "gaps": tr("DossiersPage", "Écarts financiers"),
    }
    counts = {key: sum(map(keeps, lines)) for key, keeps in FILTERS.items()}
    always = ("all", "signalled")
    return tuple(Chip(key, words[key], counts[key], is_optional=key not in always) for key in FILTERS)
