"""The départements as a table: one row each, a column for each indicator in use, then the four methods."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication

from commission_app.ui.models.table_model import Column, TableModel
from commission_app.workflow.preparation.departements.stage_one_views import (
    METHODS,
    DepartementRow,
    StageOneView,
    State,
)

REMARKED: Final = " *"  # after a figure of which something is to be known


class Kind(Enum):
    """What a column holds."""

    NAME = "name"
    FIGURE = "figure"
    METHOD = "method"
    AGREEING = "agreeing"
    WITHOUT = "without"
    STATE = "state"


@dataclass(frozen=True)
class Shown:
    """One column: what it holds, and which indicator or method."""

    kind: Kind
    place: int = 0


def missing_words() -> str:
    """Return what stands where a figure is not published."""
    return QCoreApplication.translate("DepartementsModel", "non publié")


def state_words(row: DepartementRow) -> str:
    """Return the short word of a state, for a cell."""
    tr = QCoreApplication.translate
    if row.addition is not None and row.state is not State.CHOSEN:
        return tr("DepartementsModel", "Ajouté")
    words = {
        State.CHOSEN: tr("DepartementsModel", "Retenu"),
        State.ACROSS: tr("DepartementsModel", "Ex æquo"),
        State.BELOW: tr("DepartementsModel", "Non retenu"),
        State.FILTERED: tr("DepartementsModel", "Hors conditions"),
        State.UNCLASSABLE: tr("DepartementsModel", "Non classable"),
    }
    return words[row.state]


def sentence(row: DepartementRow) -> str:
    """Return what a row says as a whole, for a screen reader and a tool tip."""
    tr = QCoreApplication.translate
    said = [f"{row.name} ({row.code})", row.state_words]
    if row.rank is not None:
        said.append(tr("DepartementsModel", "rang {rank}").format(rank=row.rank))
    if row.agreeing is not None:
        words = tr("DepartementsModel", "retenu par {count} des quatre méthodes")
        said.append(words.format(count=row.agreeing))
    if row.without_words:
        said.append(row.without_words)
    said += [figure.remark for figure in row.figures if figure.remark]
    if row.missing:
        words = tr("DepartementsModel", "non publié : {titles}")
        said.append(words.format(titles=", ".join(row.missing)))
    return ", ".join(said) + "."


class DepartementsModel(TableModel[DepartementRow]):
    """Rows are `DepartementRow`, in the order of the choice."""

    def __init__(self) -> None:
        super().__init__(())
        self.shown: tuple[Shown, ...] = ()

    def show_view(self, view: StageOneView) -> None:
        """Show the choice as it stands, with the columns of its indicators."""
        pairs = tuple(_columns(view))
        self.shown = tuple(shown for shown, _ in pairs)
        self.set_rows(view.rows, [column for _, column in pairs])


def _columns(view: StageOneView) -> Iterator[tuple[Shown, Column[DepartementRow]]]:
    tr = QCoreApplication.translate
    name = tr("DepartementsModel", "Département")
    yield Shown(Kind.NAME), _column(name, lambda row: f"{row.code} {row.name}", name)
    for place, line in enumerate(view.used):
        yield (
            Shown(Kind.FIGURE, place),
            _column(line.short, partial(_figure, place), f"{line.title}. {line.source}"),
        )
    for place, method in enumerate(METHODS):
        tip = f"{method.title}. {method.sentence}"
        yield Shown(Kind.METHOD, place), _column(method.short, partial(_rank, place), tip)
    agreeing = tr("DepartementsModel", "Retenu par")
    tip = tr("DepartementsModel", "Combien des quatre méthodes le placent parmi les premiers")
    yield Shown(Kind.AGREEING), _column(agreeing, _agreeing, tip)
    without = tr("DepartementsModel", "Sans un indicateur")
    tip = tr("DepartementsModel", "Ce que changerait le retrait d’un seul indicateur")
    yield Shown(Kind.WITHOUT), _column(without, _without, tip)
    state = tr("DepartementsModel", "État")
    yield Shown(Kind.STATE), _column(state, state_words, state)


def _column(title: str, text: Callable[[DepartementRow], str], tip: str) -> Column[DepartementRow]:
    return Column(title, text, lambda row: row.rank or 0, sentence, tip)


def _figure(place: int, row: DepartementRow) -> str:
    figure = row.figures[place]
    return f"{figure.text}{REMARKED if figure.remark else ''}" if figure.text else missing_words()


def _rank(place: int, row: DepartementRow) -> str:
    """Write a rank; the first is that of the list, which conditions may shorten."""
    rank = row.methods[place] if place else row.rank
    return "—" if rank is None else str(rank)


def _agreeing(row: DepartementRow) -> str:
    return "—" if row.agreeing is None else f"{row.agreeing} / {len(METHODS)}"


def _without(row: DepartementRow) -> str:
    """Write one indicator by its name, several by their number: the panel names them."""
    tr = QCoreApplication.translate
    enters = tr("DepartementsModel", "entre sans {what}")
    leaves = tr("DepartementsModel", "sort sans {what}")
    said = [
        words.format(what=names[0] if len(names) == 1 else _several(len(names)))
        for words, names in ((enters, row.entering), (leaves, row.leaving))
        if names
    ]
    return " ; ".join(said)


def _several(count: int) -> str:
    return QCoreApplication.translate("DepartementsModel", "l’un de {count}").format(count=count)
