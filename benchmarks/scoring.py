"""What the whole calculation costs, official and advisory, for 300 dossiers, 20 readers and 22 criteria.

Run: `python -m benchmarks.scoring [FOLDER OF PEERS]`; `scoring_peers.py` says how that folder is made. One
process, best of a few turns; the growth from 100 to 3,000 dossiers follows. The limits are those of
SCORING.md §10 and of the page of the scoring kernel.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.consolidation import readings
from benchmarks.figures import Figures, Line, answer, by_turns, measured, show
from benchmarks.scoring_peers import peer_lines
from commission_app import resources
from commission_app.advice.assignment import ReadingPlan, assign
from commission_app.advice.assignment_spread import spread
from commission_app.advice.best_selection import best_selection
from commission_app.advice.selection import Optimum, SelectionProblem
from commission_app.advice.selection_explained import costs_of_change, prices_of_rules
from commission_app.advice.weight_draws import acceptability
from commission_app.scoring.agreement import Metric, alpha
from commission_app.scoring.calibration import calibrate, effective_totals
from commission_app.scoring.campaign import ScoringRules
from commission_app.scoring.consolidation import consolidate
from commission_app.scoring.flags import reading_flags
from commission_app.scoring.grid import Grid
from commission_app.scoring.grid_documents import grid_from_reference
from commission_app.scoring.ids import DossierId, InstitutionId, MemberId
from commission_app.scoring.ranking import rank
from commission_app.scoring.readings import Reading
from commission_app.scoring.selection_rules import Measure, SelectionRule
from commission_app.scoring.weight_variations import dominance, section_profiles, section_weights
from commission_app.scoring.without_reader import without_each_reader

READERS, TURNS = 20, 5
Works = dict[str, tuple[Callable[[], object], float | None]]


def official(grid: Grid, given: list[Reading]) -> Works:
    """Return the exact works on some readings, with their limits in seconds."""
    dossiers = sorted({reading.dossier for reading in given})
    by_voice = {unit: ScoringRules(voice_unit=unit) for unit in ("institution", "evaluateur")}
    rules = by_voice["institution"]
    results = consolidate(grid, rules, dossiers, given)
    ranking, totals = rank(results, rules), effective_totals(results)
    readers = sorted({reading.reader for reading in given})
    rows = [[totals.get((reader, dossier)) for dossier in dossiers] for reader in readers]
    profiles = section_profiles(grid, results)
    works: Works = {
        f"consolidation, {unit}": (
            lambda one=one: consolidate(grid, one, dossiers, given),  # type: ignore[misc]  # bound on purpose
            0.25,
        )
        for unit, one in by_voice.items()
    }
    return works | {
        "without each reader": (lambda: without_each_reader(grid, rules, ranking, given), 1.0),
        "calibration": (lambda: calibrate(totals), None),
        "alpha, interval": (lambda: alpha(rows, Metric.INTERVAL), None),
        "alpha, ordinal": (lambda: alpha(rows, Metric.ORDINAL), None),
        "flags": (lambda: reading_flags(grid, results, given), None),
        "dominance": (lambda: dominance(section_weights(grid), profiles), None),
        "draws, 10,000": (lambda: acceptability(section_weights(grid), profiles, 10, 1), 1.0),
    }


def invented_problem(count: int, seats: int = 10) -> SelectionProblem:
    """Invent candidates and twenty-two rules that can be followed."""
    source = Random(2)  # noqa: S311 - invented, the same at each run
    names = [DossierId(f"D{place:04d}") for place in range(count)]
    places = {name: f"{source.randint(1, 15):02d}" for name in names}
    rules = [
        SelectionRule(
            f"departement {code}", frozenset(name for name in names if places[name] == code), maximum=2
        )
        for code in sorted(set(places.values()))
    ]
    for rule, share, least in (
        ("rural", 2, 3),
        ("urbain", 2, 3),
        ("communes", 3, 2),
        ("EPCI", 3, 3),
        ("loin", 30, 1),
    ):
        rules.append(SelectionRule(rule, frozenset(source.sample(names, count // share)), least))
    costs = {name: source.randint(200_000, 600_000) for name in names}
    every = frozenset(names)
    rules.append(SelectionRule("distincts", every, 7, measure=Measure.DISTINCT, values={**places}))
    budget = 400_000 * seats
    rules.append(SelectionRule("enveloppe", every, maximum=budget, measure=Measure.COST, values={**costs}))
    notes = {name: Fraction(source.randint(0, 6000), 60) for name in names}
    return SelectionProblem(notes, seats, tuple(rules))


def every_size(problem: SelectionProblem) -> list[Optimum | None]:
    """Select 8 to 22 dossiers, the envelope left aside."""
    rules = tuple(rule for rule in problem.rules if rule.measure is not Measure.COST)
    return [best_selection(replace(problem, seats=seats, rules=rules)) for seats in range(8, 23)]


def choices(count: int) -> Works:
    """Return the works of the solver."""
    problem = invented_problem(count)
    optimum = best_selection(problem)
    assert optimum is not None
    source = Random(3)  # noqa: S311 - invented, the same at each run
    members = {MemberId(f"m{place:02d}"): InstitutionId(f"I{place % 7}") for place in range(READERS)}
    costs = {(member, name): source.randint(0, 3) for member in members for name in problem.notes}
    plan = ReadingPlan(members, sorted(problem.notes), 3, costs=costs)
    assigned = assign(plan)
    assert assigned is not None
    return {
        "selection under 22 rules": (lambda: best_selection(problem), 0.05),
        "selections of 8 to 22": (lambda: every_size(problem), 0.5),
        "entry costs, first 30": (lambda: costs_of_change(problem, optimum, problem.by_merit[:30]), 1.5),
        "prices of the rules": (lambda: prices_of_rules(problem, optimum), None),
        "assignment x 3": (lambda: assign(plan), 0.5),
        "20,000 exchanges": (lambda: spread(assigned, 1, budget=30), None),
    }


def growth() -> None:
    """Print how the exact works, and the selection, grow with the dossiers."""
    names = ("consolidation, institution", "alpha, interval", "alpha, ordinal", "without each reader")
    print("  ".join(f"{name:>27}" for name in ("dossiers", *names, "selection under 22 rules")))
    grid = grid_from_reference(resources.path("grids/default.json").read_bytes())
    given = readings(grid)
    for count in (100, 300, 1000, 3000):
        copies = [
            replace(reading, dossier=DossierId(f"{reading.dossier}-{copy}"))
            for copy in range(-(-count // 300))
            for reading in given
        ][: count * READERS]
        grown, problem = official(grid, copies), invented_problem(count)
        works = {name: grown[name][0] for name in names} | {"s": partial(best_selection, problem)}
        times = by_turns(works, 2 if count < 1000 else 1)
        print("  ".join(f"{cell:>27}" for cell in (count, *(f"{time:.3f} s" for time in times.values()))))


def whole_work(_: Path) -> Figures:
    """Do every exact and advisory work once: what a process of its own needs for them."""
    grid = grid_from_reference(resources.path("grids/default.json").read_bytes())
    by_turns({name: work for name, (work, _) in (official(grid, readings(grid)) | choices(300)).items()}, 1)
    return {}


def main(peers: Path | None) -> None:
    """Print the table, the peers of the given folder, then the growth."""
    grid = grid_from_reference(resources.path("grids/default.json").read_bytes())
    given = readings(grid)
    works = official(grid, given) | choices(300)
    times = by_turns({name: work for name, (work, _) in works.items()}, TURNS)
    show([Line(name, times[name], "s", most=most) for name, (_, most) in works.items()])
    with TemporaryDirectory() as folder:
        used = measured("benchmarks.scoring", "whole", Path(folder))
    show([Line("memory of a process that does them all", used["memory"], "MB", most=150)])
    results = consolidate(grid, ScoringRules(), sorted({one.dossier for one in given}), given)
    totals = effective_totals(results)
    rows = [
        [totals.get((reader, dossier)) for dossier in results]
        for reader in sorted({one.reader for one in given})
    ]
    show(list(peer_lines(rows, section_weights(grid), section_profiles(grid, results), peers)))
    growth()


if __name__ == "__main__":
    if sys.argv[1:2] == ["whole"]:
        answer(whole_work, Path(sys.argv[2]))
    else:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
