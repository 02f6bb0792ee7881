"""The member's list of dossiers, in reading order: who, where, how far, and only what is unusual in words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from commission_app.scoring.dossier import Territory
from commission_app.scoring.ids import DossierId
from commission_app.scoring.individual import desk_points
from commission_app.scoring.sheet import Sheet
from commission_app.texts import count_fr, decimal_fr, folded
from commission_app.ui.departement_names import departement_fr
from commission_app.workflow.member.views import BundleView, ReadingDossier

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE: Final = Qt.ItemDataRole.UserRole  # the DossierRow, or the Group of a heading


class ReadingState(Enum):
    """How far a member is with a dossier."""

    TO_MARK = "to_mark"
    IN_PROGRESS = "in_progress"
    MARKED = "marked"  # every criterion is, but the reading is not closed
    CLOSED = "closed"  # it will count
    RECUSED = "recused"


class Group(Enum):
    """The two groups of the list."""

    CALIBRATION = "calibration"
    ORDER = "order"


@dataclass(frozen=True)
class DossierRow:
    """One dossier of the list."""

    dossier: DossierId
    position: int
    group: Group
    title: str
    place: str
    state: ReadingState
    marked: int
    to_mark: int
    earned: Fraction
    unjustified: int

    @cached_property
    def points(self) -> str:
        """The points earned, as they are written: the list measures them again for each of its rows."""
        return decimal_fr(self.earned)

    @property
    def share(self) -> float:
        """How much is marked, from 0 to 1."""
        return self.marked / self.to_mark if self.to_mark else 1.0


def dossier_rows(bundle: BundleView, sheet: Sheet) -> tuple[DossierRow, ...]:
    """Return the rows of a member's bundle with what they did so far."""
    return tuple(dossier_row(bundle, sheet, reading) for reading in bundle.dossiers)


def dossier_row(bundle: BundleView, sheet: Sheet, reading: ReadingDossier) -> DossierRow:
    """Return the row of one dossier with what the member did so far."""
    dossier, given = reading.dossier, sheet.reading(reading.dossier.id)
    to_mark = len(bundle.grid.criteria) - len(bundle.neutralised)
    marked = to_mark - len(given.missing(bundle.grid, bundle.neutralised))
    marks = {criterion: entry.mark for criterion, entry in given.entries.items()}
    return DossierRow(
        dossier=dossier.id,
        position=reading.position,
        group=Group.CALIBRATION if reading.is_calibration else Group.ORDER,
        title=dossier.territory.name,
        place=place_of(dossier.territory),
        state=reading_state(sheet, dossier.id, missing=to_mark - marked, to_mark=to_mark),
        marked=marked,
        to_mark=to_mark,
        earned=desk_points(bundle.grid, marks, bundle.neutralised).total.earned,
        unjustified=len(given.unjustified(bundle.grid, bundle.neutralised)),
    )


def reading_state(sheet: Sheet, dossier: DossierId, *, missing: int, to_mark: int) -> ReadingState:
    """Tell how far a member is with a dossier, of whose criteria so many are still blank."""
    if dossier in sheet.recused:
        return ReadingState.RECUSED
    if sheet.reading(dossier).is_closed:
        return ReadingState.CLOSED
    if not missing:
        return ReadingState.MARKED
    return ReadingState.IN_PROGRESS if missing < to_mark else ReadingState.TO_MARK


def place_of(territory: Territory) -> str:
    """Return where a territory is, as one mention: `Pas-de-Calais (62) · EPCI · urbain`."""
    parts = departement_fr(territory.departement), territory.kind, territory.density
    return " · ".join(part for part in parts if part)


def matches(row: DossierRow, words: str) -> bool:
    """Tell whether a row holds each of the words, whatever their accents and letter case."""
    text = folded(f"{row.title} {row.place}")
    return all(word in text for word in folded(words).split())


def nearest_word(rows: Iterable[DossierRow], words: str) -> str:
    """Return the word of a name that was probably meant, empty when none looks like what was typed."""
    names = {folded(word): word for row in rows for word in re.findall(r"[\w’]{3,}", row.title)}
    found = get_close_matches(folded(words).strip(), names, n=1, cutoff=0.7)
    return names[found[0]] if found else ""


class DossiersModel(QAbstractListModel):
    """Headings and dossiers; a heading is a `Group`, which cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[Group | DossierRow, ...] = ()
        self.shows_totals = True  # unless the person hides them while they mark

    def set_rows(self, rows: Sequence[DossierRow]) -> None:
        """Show these dossiers; of the same ones in the same order, only those that changed are told."""
        items: list[Group | DossierRow] = []
        for group in Group:
            members = [row for row in rows if row.group is group]
            items += [group, *members] if members else []
        if [_key(item) for item in items] == [_key(item) for item in self._items]:
            before, self._items = self._items, tuple(items)
            self._say_changed(before)
            return
        self.beginResetModel()
        self._items = tuple(items)
        self.endResetModel()

    def show_totals(self, *, is_shown: bool) -> None:
        """Show the points of what is marked, or hide them while the person marks."""
        self.shows_totals = is_shown
        if self._items:
            self.dataChanged.emit(self.index(0), self.index(len(self._items) - 1))

    def _say_changed(self, before: Sequence[Group | DossierRow]) -> None:
        """Tell which rows changed: the list measures all of its rows for each telling."""
        changed = [place for place, item in enumerate(self._items) if item != before[place]]
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def row_of(self, dossier: DossierId) -> int:
        """Return the place of a dossier in the list, -1 when a filter hides it."""
        keys = [_key(item) for item in self._items]
        return keys.index(dossier) if dossier in keys else -1

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of headings and dossiers."""
        return 0 if parent is not None and parent.isValid() else len(self._items)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let only dossiers be chosen."""
        if not index.isValid() or isinstance(self._items[index.row()], Group):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a text, the row itself, or a whole sentence for a screen reader."""
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == ROW_ROLE:
            return item
        if isinstance(item, Group):
            said = {Qt.ItemDataRole.DisplayRole: self.heading, Qt.ItemDataRole.ToolTipRole: self.explanation}
            return said[Qt.ItemDataRole(role)](item) if role in said else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return item.title
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return f"{item.title}, {item.place}. {self.state_sentence(item)}"
        return None

    def heading(self, group: Group) -> str:
        """Return the words of a heading."""
        if group is Group.CALIBRATION:
            return self.tr("Étalonnage · communs à tous")
        return self.tr("Votre ordre de lecture, tiré au sort")

    def explanation(self, group: Group) -> str:
        """Say why the dossiers of a group come in this order."""
        if group is Group.CALIBRATION:
            return self.tr("Lus en premier par tous les membres : ils donnent un repère commun.")
        return self.tr(
            "Propre à chaque membre : la fatigue et les comparaisons ne pèsent pas toujours sur les mêmes "
            "dossiers."
        )

    def figure(self, row: DossierRow) -> str:
        """Return what stands at the right of a row: points, or how many criteria are marked."""
        match row.state:
            case ReadingState.RECUSED:
                return self.tr("Déport")
            case ReadingState.CLOSED | ReadingState.MARKED:
                return row.points if self.shows_totals else ""
            case ReadingState.IN_PROGRESS:
                return f"{row.marked}/{row.to_mark}"
            case ReadingState.TO_MARK:
                return ""

    def exception(self, row: DossierRow) -> str:
        """Return the unusual fact that a row must say in words, empty most of the time."""
        if row.state is ReadingState.MARKED:
            return self.tr("À clore")
        if row.state is ReadingState.CLOSED and row.unjustified:
            return self.tr("À justifier")
        return ""

    def state_sentence(self, row: DossierRow) -> str:
        """Return how far a dossier is, as a sentence."""
        marked = count_fr(row.marked, self.tr("critère"))
        counts = {"marked": marked, "count": row.to_mark, "points": row.points}
        if not self.shows_totals and row.state is ReadingState.MARKED:
            return self.tr("Noté, à clore.")
        if not self.shows_totals and row.state is ReadingState.CLOSED:
            return self.tr("Clos.")
        sentences = {
            ReadingState.TO_MARK: self.tr("À noter."),
            ReadingState.IN_PROGRESS: self.tr("En cours, {marked} sur {count}."),
            ReadingState.MARKED: self.tr("Noté, {points} points, à clore."),
            ReadingState.CLOSED: self.tr("Clos, {points} points."),
            ReadingState.RECUSED: self.tr("Vous vous êtes déporté de ce dossier."),
        }
        return sentences[row.state].format(**counts)


def _key(item: Group | DossierRow) -> Group | DossierId:
    return item if isinstance(item, Group) else item.dossier
