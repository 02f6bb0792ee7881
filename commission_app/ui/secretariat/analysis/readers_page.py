"""« Lecteurs »: how readers agree, in numbers and sentences without a verdict."""

from PySide6.QtWidgets import QWidget

from commission_app.scoring.flags import FlagKind
from commission_app.ui.models.analysis_words import agreement_sentences, coefficient_text, without_text
from commission_app.ui.models.readers_model import CriteriaModel, CriterionColumn, ReaderColumn, ReadersModel
from commission_app.ui.page import Page
from commission_app.ui.secretariat.analysis.figures_table import (
    HEADER_HEIGHT,
    ROW_HEIGHT,
    FiguresDelegate,
    FiguresHeader,
    FiguresTable,
)
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Line, Panel, SidePanel, column, row
from commission_app.ui.widgets.sentence_table import SentenceTable
from commission_app.ui.widgets.two_panes import TwoPanes
from commission_app.workflow.deliberation.analysis_views import Analysis, AnalysisStart, ReaderFigures

READER_WIDTHS = (212, 78, 84, 176, 0)
CRITERION_WIDTHS = (0, 64, 64, 84)
CRITERIA_PANEL, LEAST_TABLE, AROUND = 430, 240, 13


class ReadersPage(Page):
    """Agreement of the totals over the readers, agreement of each criterion beside."""

    def __init__(self) -> None:
        super().__init__()
        self._figure = Label("", "figure")
        self._sentences = Label("", wrap=True)
        self._caption = Label("", "mention", wrap=True)
        self._readers, self._criteria = ReadersModel(), CriteriaModel()
        self.readers = SentenceTable(
            self._readers,
            FiguresDelegate(is_faint=_is_faint, wrapping=ReaderColumn.WITHOUT),
            self.tr("Lecteurs"),
            lambda: map(without_text, self._readers.rows()),
            ReaderColumn.WITHOUT,
            row_height=ROW_HEIGHT,
            around=AROUND,
            header=FiguresHeader(HEADER_HEIGHT),
        )
        self.readers.set_widths(READER_WIDTHS, ReaderColumn.WITHOUT)
        self.criteria = FiguresTable(
            self._criteria, self.tr("Accord par critère"), CRITERION_WIDTHS, CriterionColumn.CRITERION
        )
        titled = column(
            Label(self.tr("Accord entre lecteurs"), "panel_title"),
            2,
            self._figure,
            STRETCH,
            margins=(0, 0, 20, 0),
        )
        head = row(titled, self._sentences, margins=(24, 14, 24, 12))
        head.setStretch(1, 1)
        main = column(head, self.notices, Line(), self.readers, Line(), self._foot())
        main.setStretch(3, 1)
        titles = (self.tr("Lecteurs"), self.tr("Critères"))
        self.readers.setMinimumHeight(LEAST_TABLE)
        pane = SidePanel(main, self.tr("Lecteurs"))
        panes = TwoPanes(pane, self._side(), self.tr("Volet montré"), titles)
        panes.set_side_width(CRITERIA_PANEL)
        self.setLayout(column(panes))

    def show_start(self, start: AnalysisStart) -> None:
        """Say that the figures are being made, of a scale that is already known."""
        self._sentences.setText(self.tr("Calcul en cours. Le classement officiel n’en dépend pas."))
        words = self.tr(
            "Moyenne des totaux de chaque membre, ramenée de 0 à {maximum}. L’écart au groupe est celui des "
            "totaux sur les mêmes dossiers ; en gris, il repose sur trop peu de lectures. Pour le "
            "secrétariat et pour le membre lui-même, pas pour la salle."
        )
        self._caption.setText(words.format(maximum=start.maximum))

    def show_analysis(self, analysis: Analysis) -> None:
        """Show the figures."""
        self._figure.setText(coefficient_text(analysis.agreement.alpha))
        said = list(agreement_sentences(analysis.agreement))
        if not analysis.is_comparable:
            said.append(
                self.tr("Certains lecteurs n’ont aucun dossier en commun : leurs écarts ne se comparent pas.")
            )
        said += [
            signal.sentence
            for reader in analysis.readers
            for signal in reader.signals
            if signal.kind is FlagKind.UNIFORM_MARKS
        ]
        self._sentences.setText("\n".join(said))
        self._readers.set_rows(analysis.readers)
        self._criteria.set_rows(analysis.agreement.criteria)

    def _foot(self) -> QWidget:
        return Panel(column(self._caption, margins=(24, 10, 24, 12)))

    def _side(self) -> QWidget:
        words = self.tr(
            "Alpha ordinal de chaque critère, sur les dossiers qui y ont deux notes au moins. « — » : non "
            "défini, car aucune note ne varie ou aucun dossier n’en a deux."
        )
        head = column(
            Label(self.tr("Accord par critère"), "panel_title"),
            4,
            Label(words, "mention", wrap=True),
            margins=(24, 14, 20, 10),
        )
        layout = column(head, Line(), self.criteria)
        layout.setStretch(2, 1)
        return Panel(layout)


def _is_faint(found: object) -> bool:
    return isinstance(found, ReaderFigures) and not found.is_firm
