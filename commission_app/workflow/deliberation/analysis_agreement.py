"""How readers agree, in numbers without a verdict (SCORING.md §2): totals, criteria, common dossiers."""

from collections.abc import Mapping
from fractions import Fraction

from commission_app.scoring.agreement import Metric, alpha, alpha_of, mean_gap
from commission_app.scoring.calibration import Totals
from commission_app.scoring.campaign import Campaign
from commission_app.scoring.concordance import concordance
from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.scoring.readings import Reading
from commission_app.scoring.reliability import intraclass, read_by_all, reliability
from commission_app.workflow.deliberation.analysis_views import Agreement, CommonDossiers, CriterionAgreement

FEWEST_COMMON = 5  # dossiers read by all under which W and the two-way coefficients are not shown
Panels = Mapping[DossierId, tuple[Reading, ...]]


def agreement(campaign: Campaign, totals: Totals, panels: Panels) -> Agreement:
    """Measure the agreement of the effective totals and of the marks."""
    readers = sorted({reader for reader, _ in totals})
    dossiers = sorted({dossier for _, dossier in totals})
    rows = [[totals.get((reader, dossier)) for dossier in dossiers] for reader in readers]
    units = [[row[place] for row in rows] for place in range(len(dossiers))]
    given = [[value for value in unit if value is not None] for unit in units]
    pairable = [unit for unit in given if len(unit) > 1]
    everything = [value for unit in pairable for value in unit]
    return Agreement(
        alpha=alpha(rows, Metric.INTERVAL),
        dossiers=len(pairable),
        totals=len(everything),
        gap_same=mean_gap(pairable),
        gap_any=mean_gap([everything]),
        readers_for_080=reliability(dict(zip(dossiers, given, strict=True))).readers_for_080,
        common=_common(totals),
        criteria=tuple(_on_criterion(one.id, one.label, panels) for one in campaign.grid.criteria),
    )


def _common(totals: Totals) -> CommonDossiers | None:
    readers, dossiers = read_by_all(totals)
    if len(dossiers) < FEWEST_COMMON or len(readers) < 2:
        return None
    by_reader = [[totals[reader, dossier] for dossier in dossiers] for reader in readers]
    found = intraclass(list(zip(*by_reader, strict=True)))
    return CommonDossiers(
        len(readers), len(dossiers), concordance(by_reader).w, found.agreement, found.consistency
    )


def _on_criterion(criterion: CriterionId, label: str, panels: Panels) -> CriterionAgreement:
    units = [
        [mark for reading in panel if isinstance(mark := reading.marks.get(criterion), int)]
        for panel in panels.values()
    ]
    given = [mark for unit in units for mark in unit]
    return CriterionAgreement(
        criterion=criterion,
        label=label,
        alpha=alpha_of(units, Metric.ORDINAL),
        dossiers=sum(len(unit) > 1 for unit in units),
        marks=sum(len(unit) for unit in units if len(unit) > 1),
        average=Fraction(sum(given), len(given)) if given else None,
    )
