"""Worked cases of the advisory figures: draws, selection under rules, sharing of readings."""

from collections import defaultdict
from fractions import Fraction

from commission_app.advice.assignment import ReadingPlan, assign
from commission_app.advice.best_selection import best_selection
from commission_app.advice.selection import Optimum, SelectionProblem
from commission_app.advice.selection_conflict import least_relaxation, lowest_envelope, minimal_conflict
from commission_app.advice.selection_explained import (
    best_selections,
    blocking_rules,
    cost_of_diversity,
    costs_of_change,
    prices_of_rules,
    reserve,
    substitutes,
)
from commission_app.advice.weight_draws import DRAWS, acceptability, raw_draws, weight_draws
from commission_app.scoring.ids import DossierId, InstitutionId, MemberId
from commission_app.scoring.selection_rules import Measure, SelectionRule
from commission_app.scoring.weight_variations import RHO
from tests.scoring.case_values import Case, Runner, all_written, given_profiles, given_weights, written


def run_acceptability(given: Case) -> Case:
    """Cases « acceptabilite »; a case that gives no seed accepts any."""
    found = acceptability(
        given_weights(given),
        given_profiles(given),
        int(given["K"]),
        given.get("graine", 1),
        draws=given.get("tirages", DRAWS),
        rho=Fraction(given.get("rho", RHO)),
    )
    return {
        "ptop": dict(found.top),
        "acceptabilite": {name: list(shares) for name, shares in found.ranks.items()},
        "poids_centraux": {
            name: None if weights is None else list(weights) for name, weights in found.central.items()
        },
    }


def run_draws(given: Case) -> Case:
    """Cases « tirages »."""
    weights, count = given_weights(given), given["tirages"]
    drawn = weight_draws(weights, given["graine"], count, Fraction(given.get("rho", RHO)))
    return {"raw": raw_draws(given["graine"], count * len(weights)).tolist(), "poids": drawn.tolist()}


def run_selection(given: Case) -> Case:
    """Cases « portefeuille »."""
    problem = SelectionProblem(
        notes={DossierId(name): Fraction(item["note"]) for name, item in given["candidats"].items()},
        seats=int(given["K"]),
        rules=tuple(_rule(item, given["candidats"]) for item in given.get("regles") or []),
        imposed=frozenset(map(DossierId, given.get("imposes") or [])),
        excluded=frozenset(map(DossierId, given.get("exclus") or [])),
    )
    optimum = best_selection(problem)
    return _infeasible(given, problem) if optimum is None else _feasible(given, problem, optimum)


def _rule(item: Case, candidates: dict[str, Case]) -> SelectionRule:
    measure = Measure(item.get("mesure", "effectif"))
    source = {Measure.COST: "cout", Measure.DISTINCT: item.get("attribut", "")}.get(measure)
    members = frozenset(map(DossierId, item.get("membres", candidates)))
    return SelectionRule(
        item["id"],
        members,
        _amount(item.get("min")),
        _amount(item.get("max")),
        measure,
        {}
        if source is None
        else {name: found for name in members if (found := candidates.get(name, {}).get(source)) is not None},
    )


def _amount(value: int | str | None) -> int | Fraction | None:
    """Read a number, as an integer when it is one."""
    exact = None if value is None else Fraction(value)
    return int(exact) if exact is not None and exact.denominator == 1 else exact


def _amount_written(value: int | Fraction) -> int | str:
    return int(value) if value.denominator == 1 else str(value)


def _feasible(given: Case, problem: SelectionProblem, optimum: Optimum) -> Case:
    best = best_selections(problem)
    return {
        "faisable": True,
        "liste_reserve": list(reserve(problem, optimum, given.get("reserve"))),
        "portefeuille": list(optimum.selection),
        "valeur": written(optimum.value),
        "nb_optima": optimum.ties,
        "cout_diversite": written(cost_of_diversity(problem, optimum)),
        "meilleurs": None
        if best is None
        else [{"portefeuille": list(one.selection), "valeur": written(one.value)} for one in best],
        "cout_entree_sortie": all_written(costs_of_change(problem, optimum, sorted(problem.notes))),
        "prix_regles": all_written(prices_of_rules(problem, optimum)),
        "remplacants": {name: list(others) for name, others in substitutes(problem, optimum).items()},
        "regles_bloquantes": {
            name: sorted(list(rules) for rules in sets)
            for name, sets in blocking_rules(problem, optimum).items()
        },
    }


def _infeasible(given: Case, problem: SelectionProblem) -> Case:
    found: Case = {"faisable": False, "conflit_minimal": sorted(minimal_conflict(problem))}
    relaxation, envelope = least_relaxation(problem), lowest_envelope(problem)
    if relaxation is not None:
        found |= {
            "relachement_total": _amount_written(relaxation.total),
            "relachement": {name: _amount_written(gap) for name, gap in relaxation.gaps.items()},
            "portefeuille_relache": list(relaxation.selection),
        }
    elif envelope is not None:
        are_texts = any(isinstance(item["cout"], str) for item in given["candidats"].values())
        found["enveloppe_minimale"] = str(envelope) if are_texts else _amount_written(envelope)
    return found


def run_assignment(given: Case) -> Case:
    """Cases « affectation »: costs have one row per dossier, one column per reader in the order given."""
    readers = [MemberId(name) for name in given["evaluateurs"]]
    dossiers = [DossierId(str(place)) for place in range(int(given["nb_dossiers"]))]
    costs: dict[tuple[MemberId, DossierId], int] = defaultdict(int)
    for dossier, row in zip(
        dossiers, given.get("couts") or [[0] * len(readers)] * len(dossiers), strict=True
    ):
        costs |= {(reader, dossier): cost for reader, cost in zip(readers, row, strict=True)}
    common = given.get("etalons") or []
    plan = ReadingPlan(
        readers={MemberId(name): InstitutionId(where) for name, where in given["evaluateurs"].items()},
        dossiers=dossiers,
        readings=int(given["lectures"]),
        recused=frozenset(
            (MemberId(reader), DossierId(str(place))) for reader, place in given.get("deports") or []
        ),
        costs=costs,
        calibration=frozenset(DossierId(str(place)) for place in common),
    )
    found, (fewest, most) = assign(plan), plan.loads
    return {
        "cout_minimal": None if found is None else found.cost,
        "charge_min": fewest,
        "charge_max": most,
        "affectation": None if found is None else [list(own) for own in found.readers.values()],
    }


RUNNERS: dict[str, Runner] = {
    "acceptabilite": run_acceptability,
    "tirages": run_draws,
    "portefeuille": run_selection,
    "affectation": run_assignment,
}
