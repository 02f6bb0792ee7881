"""Plausible marks: each dossier has a level, each member a severity, each mark its own chance."""

from collections.abc import Mapping
from random import Random

from commission_app.scoring.grid import Criterion, Grid
from commission_app.scoring.ids import CriterionId
from commission_app.scoring.sheet import NOT_ASSESSABLE, DossierSheet, Entry

NOT_ASSESSABLE_SHARE = 0.01
REMARK_SHARE = 0.35
PRAISE = (
    "Engagement précis et daté.",
    "Contenu chiffré, moyens identifiés.",
    "Réponse solide au besoin décrit dans la lettre d’intention.",
    "Partenaires cités et déjà réunis.",
    "Public et lieux désignés sans ambiguïté.",
)
RESERVE = (
    "Intention réelle, mais sans calendrier.",
    "Le volume annoncé n’est rattaché à aucun lieu.",
    "Le financement au-delà de deux ans n’est pas évoqué.",
    "Peu d’éléments vérifiables dans les pièces.",
    "La lettre reprend l’appel sans le traduire en actions.",
)
UNREADABLE = "La page qui porte cet élément ne se lit pas."


def plausible_reading(
    grid: Grid,
    levels: Mapping[CriterionId, int],
    neutralised: frozenset[CriterionId],
    severity: float,
    chance: Random,
) -> DossierSheet:
    """Return a closed reading around the levels a dossier deserves; extremes are justified."""
    entries = {
        criterion.id: _entry(criterion, grid, levels[criterion.id], severity, chance)
        for criterion in grid.criteria
        if criterion.id not in neutralised
    }
    return DossierSheet(entries, is_closed=True)


def _entry(criterion: Criterion, grid: Grid, level: int, severity: float, chance: Random) -> Entry:
    if chance.random() < NOT_ASSESSABLE_SHARE:
        return Entry(NOT_ASSESSABLE, grid.not_assessable_reasons[0], UNREADABLE)
    mark = round(min(max(chance.gauss(level - severity, 0.7), 0), grid.scale.maximum))
    is_extreme = mark in (0, grid.scale.maximum)
    words = PRAISE if mark * 2 > grid.scale.maximum else RESERVE
    remark = chance.choice(words) if is_extreme or chance.random() < REMARK_SHARE else ""
    if is_extreme and mark == 0:
        remark = f"{criterion.anchors[0]} {remark}"
    return Entry(mark, remark=remark)
