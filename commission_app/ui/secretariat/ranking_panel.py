"""The calm panel beside the ranking: how to read it, and the chosen dossier in words."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from commission_app.texts import decimal_fr, ordinal_fr
from commission_app.ui import actions
from commission_app.ui.models.ranking_words import cell_meaning, cell_text, distance_text, status_text
from commission_app.ui.secretariat.ranking_legend import legend
from commission_app.ui.widgets.avatar import Avatar
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import ElidedLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Item, Line, SidePanel, Slot, column, row
from commission_app.workflow.secretariat.views import (
    ConsolidationMember,
    ConsolidationView,
    MemberCell,
    RankedRow,
)

MARGIN = 20


class RankingPanel(SidePanel):
    """« Lecture » : the legend, then what members gave to the chosen dossier."""

    calculation_asked = Signal()

    def __init__(self) -> None:
        self._legend = Slot()
        self._dossier = Slot()
        tr = QCoreApplication.translate
        title = Label(tr("RankingPanel", "Lecture du classement"), "panel_title")
        super().__init__(
            column(
                column(title, 12, self._legend, margins=(MARGIN, 18, MARGIN, 16)),
                Line(),
                column(self._dossier, margins=(MARGIN, 16, MARGIN, 20)),
                STRETCH,
            ),
            tr("RankingPanel", "Lecture du classement"),
        )

    def show_legend(self, view: ConsolidationView) -> None:
        """Show the legend of a consolidation."""
        self._legend.fill(legend(view))

    def show_dossier(
        self, chosen: RankedRow | None, cells: tuple[tuple[ConsolidationMember, MemberCell], ...] = ()
    ) -> None:
        """Show a dossier in words, or how to choose one."""
        tr = QCoreApplication.translate
        if chosen is None:
            hint = tr("RankingPanel", "Choisissez un dossier : les totaux des membres s’y lisent en mots.")
            self._dossier.fill(column(Label(hint, "mention", wrap=True)))
            return
        parts: list[Item] = [Label(chosen.territory, "panel_title", wrap=True), 3]
        caption = tr("RankingPanel", "Total de chaque membre, et écart à la moyenne des autres")
        calculation = Button(actions.text("calculation"), "link", icon="file-text", size="small")
        calculation.clicked.connect(self.calculation_asked)
        parts += [Label(_summary(chosen), "mention", wrap=True), 6, row(calculation, STRETCH), 10]
        parts += [Label(caption, "field", wrap=True), 10]
        for member, cell in cells:
            parts += [_member_line(member, cell), 9]
        self._dossier.fill(column(*parts))


def _summary(chosen: RankedRow) -> str:
    tr = QCoreApplication.translate
    if chosen.rank is None:
        return status_text(chosen)
    rank = ordinal_fr(chosen.rank)
    parts = [tr("RankingPanel", "{rank} ex æquo").format(rank=rank) if chosen.is_tied else rank]
    parts.append(tr("RankingPanel", "note {note} sur 100").format(note=chosen.display))
    if chosen.spread is not None:
        parts.append(tr("RankingPanel", "écart {spread}").format(spread=decimal_fr(chosen.spread)))
    return " · ".join(parts)


def _member_line(member: ConsolidationMember, cell: MemberCell) -> QWidget:
    words = cell_meaning(cell) if cell.distance is None else distance_text(cell.distance)
    if cell.coverage is not None and cell.coverage < 1:
        share = QCoreApplication.translate("RankingPanel", "{share} % de la grille")
        words = f"{words} · {share.format(share=decimal_fr(100 * cell.coverage, 0))}"
    names = column(ElidedLabel(member.name, "field"), Label(words, "mention", wrap=True), spacing=1)
    line = QWidget()
    line.setLayout(
        row(Avatar(member.name, member.institution, 26), 10, names, 8, Label(cell_text(cell), "strong"))
    )
    return line
