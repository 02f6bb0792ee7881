"""« Et si… »: dossiers that somebody imposes or sets aside to see what it costs. Nothing of it is written."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QWidget

from commission_app.scoring.ids import DossierId
from commission_app.texts import folded
from commission_app.ui.secretariat.meeting.choice_field import ChoiceField
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Item, Slot, column, row
from commission_app.ui.widgets.search_field import SearchField
from commission_app.workflow.deliberation.portfolio_views import PortfolioStart

SHOWN = 6  # lines of the list at once


class TriedPanel(QWidget):
    """A dossier is imposed, set aside, or neither; `changed` says that one went from one to another."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._names: dict[DossierId, str] = {}
        self._settled: dict[DossierId, bool] = {}  # imposed, else set aside; in the order they were chosen
        self.search = SearchField(self.tr("Chercher un dossier à essayer"), self.tr("Chercher un dossier…"))
        self.search.textChanged.connect(self._offer)
        self.dossiers = ChoiceField([("", "")] * SHOWN)
        self.dossiers.setAccessibleName(self.tr("Dossier à imposer ou à écarter"))
        self.dossiers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # shortened
        self.dossiers.chosen.connect(self._allow)
        self.impose, self.exclude = Button(self.tr("Imposer")), Button(self.tr("Écarter"))
        self.impose.clicked.connect(lambda: self._settle(is_imposed=True))
        self.exclude.clicked.connect(lambda: self._settle(is_imposed=False))
        self._tried = Slot()
        words = self.tr("Pour lire ce que coûterait ce choix. Rien n’est écrit ni gardé.")
        self.setLayout(
            column(
                Label(self.tr("Imposer ou écarter un dossier"), "panel_title"),
                4,
                Label(words, "mention", wrap=True),
                8,
                self.search,
                6,
                self.dossiers,
                8,
                row(self.impose, 8, self.exclude, STRETCH),
                8,
                self._tried,
            )
        )
        self._allow()

    def show_start(self, start: PortfolioStart) -> None:
        """Offer the ranked dossiers; what was tried stays, but for dossiers that are ranked no more."""
        self._names = {row.dossier: f"{row.rank}. {start.name(row.dossier)}" for row in start.ranking.rows}
        self._settled = {one: how for one, how in self._settled.items() if one in self._names}
        self._offer()
        self._show_tried()

    def imposed(self) -> tuple[DossierId, ...]:
        """Return the dossiers that are imposed."""
        return tuple(dossier for dossier, is_imposed in self._settled.items() if is_imposed)

    def excluded(self) -> tuple[DossierId, ...]:
        """Return the dossiers that are set aside."""
        return tuple(dossier for dossier, is_imposed in self._settled.items() if not is_imposed)

    def _offer(self) -> None:
        words = folded(self.search.text()).split()
        found = {one: name for one, name in self._names.items() if _has(name, words)}
        self.dossiers.offer(list(found.items()), self.dossiers.choice())
        self._allow()

    def _allow(self) -> None:
        is_chosen = bool(self.dossiers.choice())
        self.impose.setEnabled(is_chosen)
        self.exclude.setEnabled(is_chosen)

    def _settle(self, *, is_imposed: bool) -> None:
        chosen = DossierId(self.dossiers.choice())
        if self._settled.get(chosen) is not is_imposed:
            self._settled[chosen] = is_imposed
            self._show_tried()
            self.changed.emit()

    def _release(self, dossier: DossierId) -> None:
        del self._settled[dossier]
        self._show_tried()
        self.dossiers.setFocus()  # the button that was pressed is gone
        self.changed.emit()

    def _show_tried(self) -> None:
        parts: list[Item] = []
        for dossier, is_imposed in self._settled.items():
            parts += [self._line(dossier, is_imposed=is_imposed), 4]
        self._tried.fill(column(*parts))

    def _line(self, dossier: DossierId, *, is_imposed: bool) -> QLayout:
        how = self.tr("imposé") if is_imposed else self.tr("écarté")
        name = self._names[dossier].partition(" ")[2]
        told = Label(f"{name}, {how}", wrap=True)
        release = Button(self.tr("Retirer"), "link", size="small")
        release.setAccessibleName(self.tr("Ne plus essayer : {name}, {how}").format(name=name, how=how))
        release.clicked.connect(lambda: self._release(dossier))
        line = row(IconLabel("check" if is_imposed else "minus", "accent", 14), 8, told, 6, release)
        line.setStretch(2, 1)
        return line


def _has(name: str, words: list[str]) -> bool:
    text = folded(name)
    return all(word in text for word in words)
