"""Which columns of a table become indicators, which way is urgent, and what a zero says there."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from commission_app.texts import count_fr, typeset
from commission_app.ui import theme
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Item, Line, SidePanel, column, row
from commission_app.ui.widgets.question import Question
from commission_app.ui.widgets.segmented import Segmented
from commission_app.workflow.preparation.departements.stage_one_import import Pick, ReadColumn, ReadTable

LINE_HEIGHT, HIGHEST = 96, 340  # of a column and of their list, in pixels of normal text
NOT_TAKEN, HIGH, _LOW = range(3)
_UNSAID, _FIGURE, MISSING = range(3)


class ImportQuestion(Question):
    """Nothing is taken beforehand, but what the title of a column announces. A doubtful column says why."""

    def __init__(self, parent: QWidget, read: ReadTable) -> None:
        tr = QCoreApplication.translate
        self.ways: dict[str, Segmented] = {}
        self.zeros: dict[str, Segmented] = {}
        parts: list[Item] = []
        for column_read in read.columns:
            parts += [*self._column(column_read), 9, Line(), 9]
        listed = SidePanel(
            column(*parts[:-3], STRETCH, margins=(12, 10, 12, 10)),
            tr("ImportQuestion", "Colonnes du tableau"),
        )
        listed.setFixedHeight(theme.scaled(min(HIGHEST, LINE_HEIGHT * max(1, len(read.columns)) + 20)))
        question = tr("ImportQuestion", "Quelles colonnes de « {file} » prendre ?")
        meaning = tr(
            "ImportQuestion",
            "Une cellule vide reste « non publié » : elle n’est jamais un zéro. Une colonne qui a un "
            "problème ne se prend pas.",
        )
        said = " ".join((meaning, *read.notes))
        super().__init__(
            parent,
            typeset(question.format(file=read.table.name)),
            typeset(said),
            tr("ImportQuestion", "Importer"),
            icon="list-checks",
            fields=((tr("ImportQuestion", "Colonnes du tableau"), listed),),
        )
        for switch in (*self.ways.values(), *self.zeros.values()):
            switch.chosen.connect(self._allow)
        self._allow()

    def picks(self) -> tuple[Pick, ...]:
        """Return what the person takes."""
        return tuple(
            Pick(title, way.choice() == HIGH, self._zero_is_missing(title))
            for title, way in self.ways.items()
            if way.choice() != NOT_TAKEN
        )

    def _column(self, read: ReadColumn) -> Iterator[Item]:
        tr = QCoreApplication.translate
        counted = count_fr(read.known, tr("ImportQuestion", "chiffre"))
        head = row(Label(read.title, "strong", wrap=True), 10, Label(counted, "mention"))
        head.setStretch(0, 1)
        yield head
        if read.problems:
            for said in read.problems:
                yield 3
                yield Label(said, "body", tint="warning", wrap=True)
            return
        words = (
            tr("ImportQuestion", "Ne pas prendre"),
            tr("ImportQuestion", "Le plus haut d’abord"),
            tr("ImportQuestion", "Le plus bas d’abord"),
        )
        way = Segmented(tr("ImportQuestion", "Prendre « {title} »").format(title=read.title), words)
        if read.high_first is not None:
            way.choose(HIGH if read.high_first else _LOW)
        self.ways[read.title] = way
        yield 5
        yield row(way, STRETCH)
        if read.zeros:
            yield 5
            yield from self._zeros(read)

    def _zeros(self, read: ReadColumn) -> Iterator[Item]:
        tr = QCoreApplication.translate
        words = (
            tr("ImportQuestion", "À dire"),
            tr("ImportQuestion", "Un chiffre"),
            tr("ImportQuestion", "Pas de réponse"),
        )
        name = tr("ImportQuestion", "Ce que veut dire zéro dans « {title} »").format(title=read.title)
        self.zeros[read.title] = Segmented(name, words)
        asked = tr("ImportQuestion", "{zeros} dans cette colonne : c’est…")
        zeros = count_fr(read.zeros, tr("ImportQuestion", "zéro"))
        yield Label(asked.format(zeros=zeros), wrap=True)
        yield 4
        yield row(self.zeros[read.title], STRETCH)

    def _zero_is_missing(self, title: str) -> bool | None:
        switch = self.zeros.get(title)
        return None if switch is None or switch.choice() == _UNSAID else switch.choice() == MISSING

    def _allow(self, *_: object) -> None:
        picks = self.picks()
        unsaid = any(pick.title in self.zeros and pick.zero_is_missing is None for pick in picks)
        self.confirm.setEnabled(bool(picks) and not unsaid)
