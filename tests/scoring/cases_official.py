"""Worked cases of the official note, rank, thresholds and rounding."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from commission_app.scoring.campaign import ScoringRules
from commission_app.scoring.consolidation import ConsolidatedDossier, Readiness
from commission_app.scoring.ids import CriterionId, DossierId, SectionId
from commission_app.scoring.numbers import displayed
from commission_app.scoring.ranking import RankedDossier, rank
from commission_app.texts import rounded
from tests.scoring.case_campaign import given_campaign, given_rules
from tests.scoring.case_values import Case, Runner, written


def run_rounding(given: list[Case]) -> list[str]:
    """Cases « arrondi »."""
    return [rounded(Fraction(item["valeur"]), item["decimales"]) for item in given]


def run_consolidation(given: Case) -> Case:
    """Cases « consolidation »."""
    results = given_campaign(given).consolidate()
    shown = displayed(result.note for result in results.values() if result.note is not None)
    return {
        "dossiers": {name: _dossier(result, shown) for name, result in results.items()},
        "individuels": {
            f"{reader}|{dossier}": {
                "total": written(figures.total),
                "couverture": written(figures.coverage),
                "sections": {name: written(value) for name, value in figures.sections.items()},
            }
            for dossier, result in results.items()
            for reader, figures in result.individuals.items()
        },
        "collegiales": {
            name: sorted(result.collegial) for name, result in results.items() if result.collegial
        },
    }


def _dossier(result: ConsolidatedDossier, shown: Mapping[Fraction, str]) -> Case:
    return {
        "nb_lecteurs": result.readers,
        "nb_lecteurs_effectifs": result.effective_readers,
        "statut": str(result.readiness),
        "criteres": {name: written(value) for name, value in result.criteria.items()},
        "sections": {name: written(value) for name, value in result.sections.items()},
        "note": written(result.note),
        "note_affichee": None if result.note is None else shown[result.note],
        "criteres_sans_note": sorted(result.unmarked),
    }


def run_ranking(given: Case) -> Case:
    """Cases « classement »: a missing tie-break key is under all others; without a note there is no rank."""
    keys = given.get("cles") or {}
    rows = _ranked(
        {
            name: {"total": note, **{target: _key(keys.get(name), target) for target in given["departage"]}}
            for name, note in given["notes"].items()
        },
        given_rules(given),
    )
    ranked = [row for row in rows if row.rank is not None]
    return {
        "rangs": {row.dossier: row.rank for row in ranked},
        "ligne": {row.dossier: str(row.line) for row in ranked},
        "affichage": {row.dossier: row.display for row in ranked},
        "ordre": [row.dossier for row in ranked],
    }


def _key(own: Mapping[str, str] | None, target: str) -> str:
    found = own or {}
    return found.get(target) or found.get(target.partition(":")[2]) or "0"


def run_thresholds(given: Case) -> Case:
    """Cases « seuils »: values are named by target, or by the identifier of the section or criterion."""
    rules = given_rules(given)
    targets = [threshold.target for threshold in rules.thresholds]
    rows = _ranked(
        {
            name: {
                "total": values.get("total"),
                **{target: values.get(target, values.get(target.partition(":")[2])) for target in targets},
            }
            for name, values in given["valeurs"].items()
        },
        rules,
    )
    return {
        "motifs": {row.dossier: list(row.failed_thresholds) for row in rows},
        "rangs": {row.dossier: row.rank for row in rows if row.rank is not None},
    }


def _ranked(values: Mapping[str, Mapping[str, str | None]], rules: ScoringRules) -> tuple[RankedDossier, ...]:
    """Rank dossiers of which nothing is known but their note and the values that the rules look at."""
    results = {}
    for name, official in values.items():
        exact = {target: None if value is None else Fraction(value) for target, value in official.items()}
        results[DossierId(name)] = ConsolidatedDossier(
            dossier=DossierId(name),
            readiness=Readiness.INCOMPLETE if exact["total"] is None else Readiness.RANKABLE,
            note=exact["total"],
            sections={SectionId(part): value for part, value in _parts(exact, "section")},
            criteria={CriterionId(part): value for part, value in _parts(exact, "critere")},
            unmarked=(),
            collegial=frozenset(),
            individuals={},
        )
    return rank(results, rules)


def _parts(values: Mapping[str, Fraction | None], kind: str) -> Iterator[tuple[str, Fraction | None]]:
    for target, value in values.items():
        found, _, name = target.partition(":")
        if found == kind:
            yield name, value


RUNNERS: dict[str, Runner] = {
    "arrondi": run_rounding,
    "consolidation": run_consolidation,
    "classement": run_ranking,
    "seuils": run_thresholds,
}
