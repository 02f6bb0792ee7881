"""« Et si les poids changeaient ? »: the ranked dossiers under other weights of sections, exactly.

It writes nothing and replaces nothing: the official ranking stays the one of the published weights. Section
values do not depend on the weights of sections, so that only one weighted mean is made again per dossier.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from commission_app.scoring.campaign import ScoringRules
from commission_app.scoring.consolidation import ConsolidatedDossier
from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import DossierId, SectionId
from commission_app.scoring.ranking import RankedDossier, competition_ranks, rank_key


@dataclass(frozen=True)
class Reweighed:
    """Note on 100 and rank of each ranked dossier under the weights tried."""

    notes: Mapping[DossierId, Fraction]
    ranks: Mapping[DossierId, int]


def reweighed(
    grid: Grid,
    rules: ScoringRules,
    ranking: Sequence[RankedDossier],
    weights: Mapping[SectionId, Fraction],
) -> Reweighed | None:
    """Rank again the dossiers that are ranked, tie-break keys as they are. None when no section weighs."""
    whole = sum(weights.values(), Fraction(0))
    if whole <= 0 or any(weight < 0 for weight in weights.values()):
        return None
    shares = {section: 100 * weight / (grid.scale.maximum * whole) for section, weight in weights.items()}
    results = {row.dossier: row.result for row in ranking if row.rank is not None}
    notes = {dossier: _note(result, shares) for dossier, result in results.items()}
    keys = {
        dossier: rank_key(replace(result, note=notes[dossier]), rules) for dossier, result in results.items()
    }
    return Reweighed(notes, competition_ranks(keys))


def _note(result: ConsolidatedDossier, shares: Mapping[SectionId, Fraction]) -> Fraction:
    values = ((share, result.sections[section]) for section, share in shares.items() if share)
    return sum((share * value for share, value in values if value is not None), Fraction(0))
