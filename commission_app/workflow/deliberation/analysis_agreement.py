"""How readers agree, in numbers without a verdict (SCORING.md §2): totals, criteria, common dossiers."""

from collections.abc import Mapping
from fractions import Fraction

from commission_app.scoring.agreement import Metric, alpha, mean_gap
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
    readers = sorted({reading.reader for panel in panels.values() for reading in panel})
    given = {
        (reading.reader, dossier): Fraction(mark)
        for dossier, panel in panels.items()
        for reading in panel
        if isinstance(mark := reading.marks.get(criterion), int)
    }
    rows = [[given.get((reader, dossier)) for dossier in panels] for reader in readers]
    sizes = [sum((reader, dossier) in given for reader in readers) for dossier in panels]
    return CriterionAgreement(
        criterion=criterion,
        label=label,
        alpha=alpha(rows, Metric.ORDINAL),
        dossiers=sum(size > 1 for size in sizes),
        marks=sum(size for size in sizes if size > 1),
        average=sum(given.values(), Fraction(0)) / len(given) if given else None,
    )
