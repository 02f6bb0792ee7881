"""The page « Sélection »: what is asked on one side, gaps on the other, then a list if someone asks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from PySide6.QtWidgets import QVBoxLayout

from commission_app.texts import typeset
from commission_app.ui import notices
from commission_app.ui.icons import IconName
from commission_app.ui.job import Task
from commission_app.ui.page import Page
from commission_app.ui.secretariat.portfolio.asked_panel import AskedPanel
from commission_app.ui.tasks import Report, Tasks
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Item, Line, Panel, SidePanel, Slot, column, row
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.ui.widgets.two_panes import TwoPanes
from commission_app.workflow.deliberation.portfolio_views import (
    Asked,
    Gaps,
    OpenSeats,
    PortfolioStart,
    Proposal,
    Section,
)

PANEL: Final = 320
MARGIN: Final = 24


@dataclass(frozen=True)
class PortfolioVerbs:
    """What the page asks of the workflow. The last three are long, and may be interrupted."""

    start: Callable[[], PortfolioStart]
    by_default: Callable[[PortfolioStart], Asked]
    read_amount: Callable[[str], Fraction | None]
    gaps: Callable[[PortfolioStart, Asked, Report], Gaps]
    propose: Callable[[PortfolioStart, Asked, Report], Proposal]
    open_seats: Callable[[PortfolioStart, Asked, Report], OpenSeats]


class PortfolioPage(Page):
    """Reads again what is asked each time it changes, beside the window's work."""

    def __init__(self, verbs: PortfolioVerbs, tasks: Tasks) -> None:
        super().__init__()
        self.notices = NoticeArea((20, 12, 20, 12))  # nothing stands above it in the page
        self._verbs, self._tasks = verbs, tasks
        self._start: PortfolioStart | None = None
        self._tasks_begun: list[Task] = []
        self.asked = AskedPanel(verbs.read_amount)
        self.asked.changed.connect(self._read_gaps)
        self.propose = Button(self.tr("Proposer une liste sous ces règles"))
        self.propose.clicked.connect(self._propose)
        self.open = Button(self.tr("Places que les poids laissent ouvertes"))
        self.open.clicked.connect(self._find_open)
        self._gaps, self._proposal, self._open = Slot(), Slot(), Slot()
        self._adoption = Label("", "mention", wrap=True)
        found = column(
            self._adoption,
            14,
            self._gaps,
            16,
            Line(),
            16,
            row(self.propose, 8, self.open, STRETCH),
            12,
            self._open,
            self._proposal,
            STRETCH,
            margins=(MARGIN, 16, MARGIN, 24),
        )
        main = column(self.notices, SidePanel(found, self.tr("Écarts et proposition")))
        main.setStretch(1, 1)
        side = SidePanel(column(self.asked, STRETCH, margins=(20, 16, 20, 20)), self.tr("Ce qui est lu"))
        titles = (self.tr("Écarts"), self.tr("Règles"))
        panes = TwoPanes(Panel(main), side, self.tr("Volet montré"), titles)
        panes.set_side_width(PANEL)
        self.setLayout(column(panes))

    def refresh(self) -> None:
        """Read the ranking and the rules again."""
        self._tasks.store(self._verbs.start, self.show_start, self.show_failure)

    def stop(self) -> None:
        """Make no more figures for now: nobody looks at them."""
        for task in self._tasks_begun:
            task.cancel()
        self._tasks_begun.clear()

    def show_start(self, start: PortfolioStart) -> None:
        """Show what may be asked, kept from the last time, and read the gaps."""
        self._start = start
        self._adoption.setText(start.adoption)
        self.say_provisional(
            self.tr("Lecture provisoire : elle peut encore changer."), start.ranking.provisional
        )
        for button in (self.propose, self.open):
            button.setEnabled(bool(start.ranking.rows))
        if start.ranking.rows:
            self.asked.show_start(start, self._verbs.by_default(start))
            self._read_gaps()

    def _read_gaps(self) -> None:
        start, asked = self._start, self.asked.asked()
        if start is None:
            return
        self.stop()
        self._proposal.fill(column())
        self._open.fill(column())
        self._tasks_begun.append(
            self._tasks.quiet(
                lambda report: self._verbs.gaps(start, asked, report), self._show_gaps, self.show_failure
            )
        )

    def _propose(self) -> None:
        start, asked = self._start, self.asked.asked()
        if start is None:
            return
        self._proposal.fill(column(Label(self.tr("Recherche en cours…"), "mention")))
        self._tasks_begun.append(
            self._tasks.quiet(
                lambda report: self._verbs.propose(start, asked, report),
                self._show_proposal,
                self._show_no_proposal,
            )
        )

    def _find_open(self) -> None:
        start, asked = self._start, self.asked.asked()
        if start is None:
            return
        told = Label(self.tr("Calcul en cours…"), "mention")
        self._open.fill(column(told, 14))

        def say(done: int, total: int, _step: str) -> None:
            if asked == self.asked.asked():
                told.setText(self.tr("{done} tirages de poids sur {total}…").format(done=done, total=total))

        self._tasks_begun.append(
            self._tasks.quiet(
                lambda report: self._verbs.open_seats(start, asked, report),
                self._show_open,
                self._show_no_open,
                progress=say,
            )
        )

    def _show_gaps(self, gaps: Gaps) -> None:
        if gaps.asked != self.asked.asked():
            return  # what is asked changed meanwhile
        parts: list[Item] = [Label(gaps.heading, "section_title", wrap=True), 12]
        for gap in gaps.rules:
            if not gap.is_followed:
                words = [Label(line, "body", wrap=True) for line in gap.repair]
                parts += [_told("triangle-alert", "warning", gap.words, gap.state, words), 10]
        followed = [gap.words for gap in gaps.rules if gap.is_followed]
        if followed:  # in one text: a slider that moves must not rebuild a widget for each
            parts.append(_told("check", "accent", self.tr("Règles suivies"), " ; ".join(followed), ()))
        if gaps.finances:
            parts += [10, _told("info", "info", self.tr("Repères financiers"), " ".join(gaps.finances), ())]
        self._gaps.fill(column(*parts))

    def _show_proposal(self, proposal: Proposal) -> None:
        if proposal.asked != self.asked.asked():
            return
        self._proposal.fill(_written(proposal.sections))
        notices.announce(self, proposal.sections[0].title)

    def _show_open(self, found: OpenSeats) -> None:
        if found.asked == self.asked.asked():
            self._open.fill(_written(found.sections))
            notices.announce(self, found.sections[0].lines[0])

    def _show_no_open(self, error: Exception) -> None:
        self._open.fill(column())
        self.show_failure(error)

    def _show_no_proposal(self, error: Exception) -> None:
        self._proposal.fill(column())
        self.show_failure(error)


def _written(sections: Sequence[Section]) -> QVBoxLayout:
    parts: list[Item] = []
    for section in sections:
        parts += [Label(section.title, "section_title"), 6]
        for line in section.lines:
            parts += [Label(line, "body", wrap=True), 4]
        parts.append(14)
    return column(*parts)


def _told(icon: IconName, tint: Token, title: str, state: str, lines: Sequence[Label]) -> Item:
    words: list[Item] = [Label(title, "strong"), 2, Label(typeset(state), "mention", wrap=True)]
    for line in lines:
        words += [3, line]
    told = row(column(2, IconLabel(icon, tint, 16), STRETCH), 10, column(*words))
    told.setStretch(2, 1)
    return told
