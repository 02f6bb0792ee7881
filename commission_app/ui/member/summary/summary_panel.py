"""The side of « Ma synthèse »: what is left to do, each with its button, then « Analyse », folded."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_app.scoring.ids import DossierId
from commission_app.texts import count_fr
from commission_app.ui.icons import IconName
from commission_app.ui.member.grid.grid_header import short_name
from commission_app.ui.member.summary.summary_analysis import SummaryAnalysis
from commission_app.ui.models.dossiers_model import ReadingState
from commission_app.ui.models.summary_rows import SummaryRow
from commission_app.ui.models.summary_words import missing_text, sections_to_mark
from commission_app.ui.turns import by_turns
from commission_app.ui.widgets.badge import Badge
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.fold import Fold
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Line, SidePanel, Slot, column, row
from commission_app.workflow.member.views import BundleView

MARGIN = 20
FIRST_TASKS, TASKS_A_TURN = 4, 3  # a screen at once, then what is under it


class SummaryPanel(SidePanel):
    """`place_asked` carries a dossier and a criterion of it, or an empty text."""

    place_asked = Signal(str, str)
    hand_in_asked = Signal()

    def __init__(self, bundle: BundleView) -> None:
        tr = QCoreApplication.translate
        self._names = [short_name(section) for section in bundle.grid.sections]
        self._head, self._tasks = Slot(), Slot()
        self.analysis = SummaryAnalysis(bundle.grid.scale.labels)
        self.fold = Fold(tr("SummaryPanel", "Analyse"), self.analysis)
        self.hand_in = Button(
            tr("SummaryPanel", "Passer à la remise"), "primary", icon="arrow-right", icon_after=True
        )
        self._note = Label("", "mention", wrap=True)
        super().__init__(
            column(
                column(self._head, 10, self._tasks, margins=(MARGIN, 18, MARGIN, 16)),
                Line(),
                column(self.hand_in, 6, self._note, margins=(MARGIN, 16, MARGIN, 16)),
                Line(),
                column(self.fold, margins=(MARGIN - 8, 10, MARGIN, 20)),
                STRETCH,
            ),
            tr("SummaryPanel", "À compléter et analyse"),
        )
        self.hand_in.clicked.connect(self.hand_in_asked)

    def show_rows(self, rows: Sequence[SummaryRow], counts: Sequence[int]) -> None:
        """Show what is left to do, and analyse the rest."""
        tr = QCoreApplication.translate
        tasks = self._remaining(rows)
        head = row(Label(tr("SummaryPanel", "À compléter"), "panel_title"), STRETCH)
        if tasks:
            head.addWidget(Badge(str(len(tasks)), "warning", icon=None))
        self._head.fill(column(head))
        done = row(
            IconLabel("circle-check", "success", 18),
            8,
            Label(tr("SummaryPanel", "Tout est complet et clos."), "body", wrap=True),
        )
        done.setStretch(2, 1)
        listed = column(*(make() for make in tasks[:FIRST_TASKS]), spacing=12) if tasks else column(done)
        self._tasks.fill(listed)
        by_turns(_added(listed, tasks[FIRST_TASKS:]), listed.parentWidget() or self)
        note = tr("SummaryPanel", "Seuls les dossiers clos comptent ; le reste peut suivre plus tard.")
        self._note.setText(note)
        self._note.setVisible(bool(tasks))
        self.analysis.show_rows(rows, counts)

    def _remaining(self, rows: Sequence[SummaryRow]) -> list[Callable[[], QWidget]]:
        due = [row for row in rows if row.state is not ReadingState.RECUSED]
        untouched = [row for row in due if row.state is ReadingState.TO_MARK]
        begun = [row for row in due if row.missing and row.state is not ReadingState.TO_MARK]
        tasks: list[Callable[[], QWidget]] = [partial(self._to_mark, row) for row in begun]
        tasks += [partial(self._to_justify, row) for row in due if row.unjustified]
        tasks += [partial(self._to_close, row) for row in due if row.state is ReadingState.MARKED]
        if untouched:
            tasks.append(partial(self._untouched, untouched))
        return tasks

    def _to_mark(self, row: SummaryRow) -> QWidget:
        tr = QCoreApplication.translate
        title = f"{row.territory} · {sections_to_mark(row, self._names)}"
        way_in = next(cell.way_in for cell in row.sections if cell.missing)
        go = tr("SummaryPanel", "Noter")
        return self._task("circle", (title, missing_text(row)), go, (row.dossier, way_in))

    def _to_justify(self, row: SummaryRow) -> QWidget:
        tr = QCoreApplication.translate
        count = count_fr(
            len(row.unjustified), tr("SummaryPanel", "note extrême"), tr("SummaryPanel", "notes extrêmes")
        )
        words = tr("SummaryPanel", "{count} sans remarque ni preuve").format(count=count)
        see, first = tr("SummaryPanel", "Voir"), row.unjustified[0]
        place = row.dossier, first
        return self._task("message-square-text", (row.territory, words), see, place)

    def _to_close(self, row: SummaryRow) -> QWidget:
        tr = QCoreApplication.translate
        words = tr("SummaryPanel", "Noté ; à clore pour qu’il compte")
        see = tr("SummaryPanel", "Voir")
        return self._task("lock-open", (row.territory, words), see, (row.dossier, ""))

    def _untouched(self, rows: Sequence[SummaryRow]) -> QWidget:
        tr = QCoreApplication.translate
        title = tr("SummaryPanel", "{dossiers} à ouvrir")
        title = title.format(dossiers=count_fr(len(rows), tr("SummaryPanel", "dossier")))
        words = tr("SummaryPanel", "Le prochain : {territory}").format(territory=rows[0].territory)
        go = tr("SummaryPanel", "Noter")
        return self._task("circle", (title, words), go, (rows[0].dossier, ""))

    def _task(
        self, icon: IconName, words: tuple[str, str], action: str, place: tuple[DossierId, str]
    ) -> QWidget:
        """Return a title over its mention, with the button that goes to a dossier or a criterion of it."""
        title, mention = words
        go = Button(action, size="small")
        go.setAccessibleName(f"{action} : {title}")
        go.clicked.connect(lambda: self.place_asked.emit(*place))
        said = column(Label(title, "strong", wrap=True), 1, Label(mention, "mention", wrap=True))
        line = row(spacing=10)
        line.addWidget(IconLabel(icon, "warning", 16), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(said, 1)
        line.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        whole = QWidget()
        whole.setLayout(line)
        return whole


def _added(listed: QVBoxLayout, tasks: Sequence[Callable[[], QWidget]]) -> Iterator[None]:
    """Add the tasks that do not show yet, a few each turn."""
    for first in range(0, len(tasks), TASKS_A_TURN):
        for make in tasks[first : first + TASKS_A_TURN]:
            listed.addWidget(make())
        yield
