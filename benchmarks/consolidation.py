"""Consolidate and rank 300 dossiers read by 20 members on 22 criteria, beside the naive float version.

Run: `python -m benchmarks.consolidation`. Both versions run in the same process, so that the ratio means
something on a shared machine. Expected: less than half a second for the exact one.
"""

import random
import statistics
import time
from collections.abc import Callable

from benchmarks.figures import Line, show
from commission_app import resources
from commission_app.scoring.campaign import Neutralised, ScoringRules
from commission_app.scoring.consolidation import consolidate
from commission_app.scoring.grid import Grid
from commission_app.scoring.grid_documents import grid_from_reference
from commission_app.scoring.ids import CriterionId, DossierId, InstitutionId, MemberId
from commission_app.scoring.ranking import RankedDossier, rank
from commission_app.scoring.readings import Mark, Reading
from commission_app.scoring.sheet import NOT_ASSESSABLE

DOSSIERS, MEMBERS, INSTITUTIONS, RUNS = 300, 20, 5, 5
NEUTRALISED = (Neutralised(InstitutionId("I4"), CriterionId("L3")),)


def readings(grid: Grid) -> list[Reading]:
    """Invent one closed reading per member and dossier, one mark in fifty « non évaluable »."""
    source = random.Random(1)  # noqa: S311 - invented marks, the same at each run
    silent = {item.criterion for item in NEUTRALISED}
    found = []
    for d in range(DOSSIERS):
        for m in range(MEMBERS):
            institution = InstitutionId(f"I{m % INSTITUTIONS}")
            marks: dict[CriterionId, Mark] = {
                criterion.id: NOT_ASSESSABLE if source.random() < 1 / 50 else source.randint(0, 5)
                for criterion in grid.criteria
                if institution != NEUTRALISED[0].institution or criterion.id not in silent
            }
            found.append(Reading(MemberId(f"m{m:02d}"), institution, DossierId(f"D{d:03d}"), marks))
    return found


def exact(grid: Grid, rules: ScoringRules, given: list[Reading]) -> tuple[RankedDossier, ...]:
    """Run the official calculation."""
    dossiers = [DossierId(f"D{d:03d}") for d in range(DOSSIERS)]
    return rank(consolidate(grid, rules, dossiers, given, neutralised=NEUTRALISED), rules)


def naive(grid: Grid, given: list[Reading]) -> list[tuple[float, str]]:
    """Do the same with floats and the shortest code: note, members' totals and spread, sorted."""
    shares = {criterion: float(share) for criterion, share in grid.share.items()}
    by_dossier: dict[str, list[Reading]] = {}
    for reading in given:
        by_dossier.setdefault(reading.dossier, []).append(reading)
    ranked = []
    for dossier, of_dossier in by_dossier.items():
        note = 0.0
        for criterion, share in shares.items():
            voices: dict[str, list[int]] = {}
            for reading in of_dossier:
                mark = reading.marks.get(criterion)
                if isinstance(mark, int):
                    voices.setdefault(reading.institution, []).append(mark)
            note += share * statistics.fmean(sum(marks) / len(marks) for marks in voices.values())
        for reading in of_dossier:
            sum(
                shares[criterion] * mark for criterion, mark in reading.marks.items() if isinstance(mark, int)
            )
        ranked.append((100 * note / grid.scale.maximum, dossier))
    return sorted(ranked, reverse=True)


def best(work: Callable[[], object]) -> float:
    """Return the best of a few runs, in seconds: what the machine allows when nothing else disturbs it."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Print the two times and their ratio."""
    grid = grid_from_reference(resources.path("grids/default.json").read_bytes())
    given, rules = readings(grid), ScoringRules()
    assert len(exact(grid, rules, given)) == DOSSIERS
    official, floats = best(lambda: exact(grid, rules, given)), best(lambda: naive(grid, given))
    print(f"{DOSSIERS} dossiers x {MEMBERS} members x {len(grid.criteria)} criteria, best of {RUNS} runs")
    show([Line("exact consolidation and ranking", official, "s", "naive floats", floats)])


if __name__ == "__main__":
    main()
