"""« Analyse », folded under « Ma synthèse »: one's own totals, ranks, use of the scale and constancy.

Totals on 100 stand here and nowhere else; nothing here judges, and nobody else sees it.
"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commission_app.scoring.order_statistics import median
from commission_app.scoring.self_review import constancy, shared_ranks, shares_of_hundred
from commission_app.texts import count_fr, decimal_fr, integer_fr, list_fr
from commission_app.ui.models.summary_rows import SummaryRow
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.charted import Charted
from commission_app.ui.widgets.charts import DotPlot, Histogram
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Line, column, row

COUNT_WIDTH, SHARE_WIDTH = 76, 60
PERCENT = "{share}\N{NO-BREAK SPACE}%"


class SummaryAnalysis(QWidget):
    """`calibration_asked` when the person wants to read again the dossiers that all members share."""

    calibration_asked = Signal()

    def __init__(self, labels: Sequence[str]) -> None:
        """Take the names of the levels of the scale."""
        super().__init__()
        self._labels = labels
        self._dots, self._bars = DotPlot(), Histogram()
        self.totals = Charted(
            self.tr("Vos totaux"),
            self._dots,
            (self.tr("Territoire"), self.tr("Sur 100"), self.tr("Rang")),
            (0, COUNT_WIDTH, SHARE_WIDTH),
        )
        self.usage = Charted(
            self.tr("Votre usage de l’échelle"),
            self._bars,
            (self.tr("Note"), self.tr("Nombre"), self.tr("Part")),
            (0, COUNT_WIDTH, SHARE_WIDTH),
        )
        self._constancy = Label("", "body", wrap=True)
        self._again = Button(self.tr("Relire les dossiers d’étalonnage"), size="small")
        self._again.clicked.connect(self.calibration_asked)
        over_time = column(
            Label(self.tr("Constance dans le temps"), "panel_title"),
            4,
            self._constancy,
            10,
            row(self._again, STRETCH),
        )
        parts = column(self.totals, 16, Line(), 16, self.usage, 16, Line(), 16, over_time)
        parts.setContentsMargins(8, 10, 0, 4)
        self.setLayout(parts)

    def charts(self) -> tuple[Charted, ...]:
        """Return the charts, for Alt+T."""
        return self.totals, self.usage

    def show_rows(self, rows: Sequence[SummaryRow], counts: Sequence[int]) -> None:
        """Show the complete dossiers, and how often each level was given."""
        complete = [(row, row.total) for row in rows if row.total is not None]
        self._show_totals(complete)
        self._show_usage(counts)
        self._show_constancy([total for _, total in complete])
        self._again.setVisible(any(row.is_calibration for row in rows))

    def _show_totals(self, complete: Sequence[tuple[SummaryRow, Fraction]]) -> None:
        totals = [total for _, total in complete]
        ranks = shared_ranks(totals)
        middle = median(totals) if totals else None
        none = self.tr("Aucun dossier complet pour le moment.")
        words = self.tr("Un point par dossier complet, de 0 à 100. Le tableau donne votre rang personnel.")
        self.totals.mention.setText(words if totals else none)
        spoken = self.tr("Vos totaux sur 100 : {count}, de {least} à {most}, médiane {median}.")
        sentence = none
        if middle is not None:
            sentence = spoken.format(
                count=count_fr(len(totals), self.tr("dossier complet"), self.tr("dossiers complets")),
                least=decimal_fr(min(totals)),
                most=decimal_fr(max(totals)),
                median=decimal_fr(middle),
            )
        self._dots.show_totals(totals, middle, sentence)
        ranked = sorted(zip(ranks, complete, strict=True), key=lambda item: (item[0], item[1][0].position))
        holders = Counter(ranks)
        shared = self.tr("{rank} ex.")
        shown = [
            (row.territory, decimal_fr(total), shared.format(rank=rank) if holders[rank] > 1 else str(rank))
            for rank, (row, total) in ranked
        ]
        self.totals.show_lines(shown)

    def _show_usage(self, counts: Sequence[int]) -> None:
        shares, whole = shares_of_hundred(counts), sum(counts)
        mention = self.tr("Part de chaque note dans {marks}.")
        given = count_fr(whole, self.tr("note donnée"), self.tr("notes données"))
        self.usage.mention.setText(mention.format(marks=given))
        said = [
            self.tr("{share} % de {mark}").format(share=share, mark=level)
            for level, share in enumerate(shares)
        ]
        sentence = self.tr("Votre usage de l’échelle : {shares}.").format(shares=list_fr(said))
        self._bars.show_shares(shares, sentence)
        self.usage.show_lines(
            [
                (f"{level} · {self._labels[level]}", integer_fr(count), PERCENT.format(share=share))
                for level, (count, share) in enumerate(zip(counts, shares, strict=True))
            ]
        )

    def _show_constancy(self, totals: Sequence[Fraction]) -> None:
        found = constancy(totals)
        if found is None:
            self._constancy.setText(
                self.tr("La comparaison de vos premiers et derniers dossiers s’affiche à partir de six.")
            )
            return
        words = self.tr(
            "Vos {count} premiers dossiers ont en moyenne {first} points sur 100, les {count} derniers "
            "{last}. Les dossiers diffèrent : un écart n’est pas une erreur."
        )
        said = {"count": found.count, "first": decimal_fr(found.first), "last": decimal_fr(found.last)}
        self._constancy.setText(words.format(**said))
