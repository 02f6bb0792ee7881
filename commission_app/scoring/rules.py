"""Check of the règlement's parameters against the grid, before any of them can change a rank silently."""

from commission_app.errors import AppError
from commission_app.scoring.campaign import ScoringRules
from commission_app.scoring.grid import Grid

VOICE_UNITS = ("institution", "evaluateur")
RANK_MODES = ("exact", "arrondi")


def check_rules(grid: Grid, rules: ScoringRules) -> None:
    """Refuse rules that could not be applied.

    Raises NOT-07 (a parameter out of its range) or NOT-08 (a target that the grid does not have).
    """
    ranges: tuple[tuple[str, object, bool], ...] = (
        ("nombre de places", rules.seats, rules.seats >= 1),
        ("unité de voix", rules.voice_unit, rules.voice_unit in VOICE_UNITS),
        ("nombre minimal de lectures", rules.readings_min, rules.readings_min >= 1),
        ("mode de classement", rules.rank_mode, rules.rank_mode in RANK_MODES),
        ("nombre de décimales", rules.decimals, 0 <= rules.decimals <= 6),
    )
    for rule, value, is_possible in ranges:
        if not is_possible:
            raise AppError("NOT-07", rule=rule, value=str(value))
    parts = {f"section:{section.id}" for section in grid.sections} | {
        f"critere:{criterion.id}" for criterion in grid.criteria
    }
    for target in rules.tie_break:
        if target not in parts:
            raise AppError("NOT-08", target=target)
    for threshold in rules.thresholds:
        if threshold.target not in parts | {"total"}:
            raise AppError("NOT-08", target=threshold.target)
