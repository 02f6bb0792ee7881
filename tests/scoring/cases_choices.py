"""Worked cases about weights and choices: dominance, preference, first stage."""

from fractions import Fraction
from itertools import combinations

from commission_app.scoring.stage_one import Condition, Indicator, StageOneRules, choose
from commission_app.scoring.weight_variations import RHO, dominance, preference
from tests.scoring.case_values import Case, Runner, all_written, given_profiles, given_weights, written

HIGH_FIRST = {"haut": True, "bas": False}
AT_LEAST = {">=": True, "<=": False}


def run_dominance(given: Case) -> Case:
    """Cases « dominance »."""
    result = dominance(given_weights(given), given_profiles(given), Fraction(given.get("rho", RHO)))
    return {
        "marge_min": {name: all_written(margins) for name, margins in result.margins.items()},
        "bat_toujours": {name: list(others) for name, others in result.always_ahead_of.items()},
        "bornes_rang": {name: list(bounds) for name, bounds in result.bounds.items()},
    }


def run_preference(given: Case) -> Case:
    """Cases « indice_preference »: each pair once, in the order given."""
    weights, profiles, rho = given_weights(given), given_profiles(given), Fraction(given.get("rho", RHO))
    return {
        "indices": {
            f"{one}>{other}": written(preference(weights, profiles[one], profiles[other], rho))
            for one, other in combinations(profiles, 2)
        }
    }


def run_stage_one(given: Case) -> Case:
    """Cases « etape1 »."""
    rules = StageOneRules(
        indicators=tuple(
            Indicator(item["id"], HIGH_FIRST[item["sens"]], Fraction(item.get("poids", 1)))
            for item in given["indicateurs"]
        ),
        seats=int(given["retenir"]),
        conditions=tuple(
            Condition(
                item["indicateur"],
                AT_LEAST[item["op"]],
                None if item["ref"] == "mediane" else Fraction(item["ref"]),
            )
            for item in given.get("filtres") or []
        ),
        conditions_min=given.get("min_conditions", 0),
    )
    table = {
        code: {name: None if value is None else Fraction(value) for name, value in figures.items()}
        for code, figures in given["departements"].items()
    }
    result = choose(table, rules)
    return {
        "non_classables": list(result.unclassable),
        "rangs_moyens": {name: all_written(column) for name, column in result.mid_ranks.items()},
        "somme_rangs": all_written(result.sums),
        "conditions_remplies": dict(result.conditions_met),
        "rang_parmi_filtres": dict(result.ranks),
        "ligne": {code: str(line) for code, line in result.lines.items()},
        "retenus": list(result.chosen),
        "a_la_ligne": list(result.across),
        "rangs_autres_methodes": {name: dict(ranks) for name, ranks in result.other_methods.items()},
        "nb_methodes": dict(result.agreeing_methods),
    }


RUNNERS: dict[str, Runner] = {
    "dominance": run_dominance,
    "indice_preference": run_preference,
    "etape1": run_stage_one,
}
