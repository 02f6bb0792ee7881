"""What surrounds the official ranking and never changes it: how far it holds, and how readers agree.

`start` is short and gives what other weights are tried on; `analyse` is long and is made in the background.
Both read the same consolidation. Nothing here is written anywhere, and nothing of it is a probability: ranks
are counted over weights near the published ones, and over the readers removed one at a time (SCORING.md §3).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from commission_app.advice.rank_intervals import rank_intervals
from commission_app.advice.weight_draws import acceptability, seed_of
from commission_app.scoring.calibration import Calibration, calibrate, effective_totals
from commission_app.scoring.ids import DossierId, MemberId, SectionId
from commission_app.scoring.other_weights import Reweighed, reweighed
from commission_app.scoring.readings import Reading
from commission_app.scoring.weight_variations import dominance, section_profiles, section_weights
from commission_app.scoring.without_reader import WithoutEachReader, without_each_reader
from commission_app.scoring.zones import zones
from commission_app.texts import note_fr
from commission_app.workflow.deliberation.analysis_agreement import agreement
from commission_app.workflow.deliberation.analysis_flags import movers, signals
from commission_app.workflow.deliberation.analysis_views import (
    DEFAULT_FIGURES,
    Analysis,
    AnalysisFigures,
    AnalysisStart,
    HeldDossier,
    PlacedDossier,
    ReaderFigures,
    SectionShare,
    Signal,
)
from commission_app.workflow.deliberation.calculation import readings_of
from commission_app.workflow.deliberation.consolidate import (
    Consolidated,
    consolidated,
    data_digest,
    provisional_reasons,
)
from commission_app.workflow.preparation.settings.parameters import figures_of
from commission_app.workflow.progress import Progress
from commission_app.workflow.secretariat.session import SecretariatSession

AROUND = 10  # ranks on each side of the line whose intervals are made exact
STEPS = ("Accord entre lecteurs", "Sans chaque lecteur", "Poids voisins", "Signalements")


def start(session: SecretariatSession) -> AnalysisStart:
    """Return what an analysis begins with."""
    figures = figures_of(session.database, session.campaign)
    return begin(consolidated(session), session.desk.now(), figures)


def begin(done: Consolidated, now: datetime, figures: AnalysisFigures = DEFAULT_FIGURES) -> AnalysisStart:
    """Return what an analysis of a consolidation begins with."""
    campaign, known = done.facts.campaign, {item.id: item.territory for item in done.facts.dossiers}
    return AnalysisStart(
        campaign=campaign.name,
        seats=campaign.rules.seats,
        maximum=campaign.grid.scale.maximum,
        computed=now,
        provisional=provisional_reasons(done),
        digest=data_digest(done),
        sections=tuple(
            SectionShare(section.id, section.label, section.weight) for section in campaign.grid.sections
        ),
        rows=tuple(
            PlacedDossier(
                dossier=row.dossier,
                territory=known[row.dossier].name,
                departement=known[row.dossier].departement,
                rank=row.rank,
                is_tied=row.is_tied,
                note=row.result.note,
                display=note_fr(row.display),
                sections=tuple(value for value in row.result.sections.values() if value is not None),
            )
            for row in done.ranking
            if row.rank is not None and row.result.note is not None
        ),
        done=done,
        figures=figures,
    )


def try_weights(begun: AnalysisStart, weights: Mapping[SectionId, Fraction]) -> Reweighed | None:
    """Rank the dossiers under other weights of sections; None when none weighs. Nothing is written."""
    campaign = begun.done.facts.campaign
    return reweighed(campaign.grid, campaign.rules, begun.done.ranking, weights)


def analyse(begun: AnalysisStart, progress: Progress) -> Analysis:
    """Compute the heavy figures. `progress` is called between steps, and may interrupt."""
    done, rules, figures = begun.done, begun.done.facts.campaign.rules, begun.figures
    grid = done.facts.campaign.grid
    progress(0, len(STEPS), STEPS[0])
    panels = _panels(done)
    totals = effective_totals(done.results)
    found_agreement = agreement(done.facts.campaign, totals, panels)
    calibration = calibrate(totals, figures.ridge)
    progress(1, len(STEPS), STEPS[1])
    readings = [reading for panel in panels.values() for reading in panel]
    without = without_each_reader(grid, rules, done.ranking, readings)
    progress(2, len(STEPS), STEPS[2])
    ranked = {row.dossier: row.result for row in done.ranking if row.rank is not None}
    profiles, weights = section_profiles(grid, ranked), section_weights(grid)
    bounds = dominance(weights, profiles, figures.rho).bounds
    progress(3, len(STEPS), STEPS[3])
    seed = seed_of(begun.digest)
    top = acceptability(weights, profiles, rules.seats, seed, draws=figures.draws, rho=figures.rho).top
    found_signals = signals(done, panels, calibration, without, figures.thresholds)
    found_zones = zones(done.ranking, without, bounds, rules.seats)
    names = {member.id: member.name for member in done.facts.campaign.members}
    progress(len(STEPS), len(STEPS), "")
    return Analysis(
        digest=begun.digest,
        rows=tuple(
            HeldDossier(
                dossier=dossier,
                zone=found_zones[dossier],
                best=bounds[dossier][0],
                worst=bounds[dossier][1],
                is_exact=bounds[dossier][0] == bounds[dossier][1],
                share=Fraction(round(top[dossier] * figures.draws), figures.draws),
                without=without.dossiers[dossier],
                movers=tuple(names[reader] for reader in movers(dossier, without)),
                signals=tuple(signal for signal in found_signals if signal.dossier == dossier),
            )
            for dossier in ranked
        ),
        readers=_readers(begun, calibration, without, found_signals),
        agreement=found_agreement,
        is_comparable=calibration.is_comparable,
        seed=seed,
        draws=figures.draws,
        rho=figures.rho,
    )


def refine(begun: AnalysisStart, found: Analysis, progress: Progress) -> Analysis:
    """Return the same figures with the exact ranks of the dossiers around the line, instead of bounds."""
    grid = begun.done.facts.campaign.grid
    ranked = {row.dossier: begun.done.results[row.dossier] for row in begun.rows}
    near = {row.dossier for row in begun.rows if abs(row.rank - begun.seats) <= AROUND}
    left = [row.dossier for row in found.rows if row.dossier in near and not row.is_exact]
    exact: dict[DossierId, tuple[int, int]] = {}
    progress(0, len(left), "")
    for dossier, interval in rank_intervals(
        left, section_weights(grid), section_profiles(grid, ranked), begun.figures.rho
    ):
        exact[dossier] = interval
        progress(len(exact), len(left), "")
    rows = tuple(
        replace(row, best=exact[row.dossier][0], worst=exact[row.dossier][1], is_exact=True)
        if row.dossier in exact
        else row
        for row in found.rows
    )
    return replace(found, rows=rows, is_refined=True)


def _panels(done: Consolidated) -> dict[DossierId, tuple[Reading, ...]]:
    """Return the readings that count, by dossier."""
    panels: dict[DossierId, list[Reading]] = defaultdict(list)
    for reading in readings_of(done):
        if reading.reader in done.results[reading.dossier].individuals:
            panels[reading.dossier].append(reading)
    return {dossier: tuple(panel) for dossier, panel in panels.items()}


def _readers(
    begun: AnalysisStart,
    calibration: Calibration,
    without: WithoutEachReader,
    found: tuple[Signal, ...],
) -> tuple[ReaderFigures, ...]:
    totals: dict[MemberId, list[Fraction]] = defaultdict(list)
    for (reader, _), total in effective_totals(begun.done.results).items():
        totals[reader].append(total)
    territories = {row.dossier: row.territory for row in begun.rows}
    figures = []
    for member in begun.done.facts.campaign.members:
        own, movement = totals.get(member.id), without.movements.get(member.id)
        if own is None:
            continue
        figures.append(
            ReaderFigures(
                reader=member.id,
                name=member.name,
                institution=member.institution,
                readings=len(own),
                average=sum(own, Fraction(0)) / len(own) * begun.maximum / 100,
                effect=calibration.effects[member.id] if calibration.is_comparable else None,
                is_firm=calibration.is_firm(member.id),
                entering=tuple(territories[one] for one in movement.entering) if movement else (),
                leaving=tuple(territories[one] for one in movement.leaving) if movement else (),
                signals=tuple(signal for signal in found if signal.reader == member.id),
            )
        )
    return tuple(figures)
