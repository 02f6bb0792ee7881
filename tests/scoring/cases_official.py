"""Worked cases of the official note, rank, thresholds and rounding."""

from collections.abc import Mapping
from fractions import Fraction

from commission_app.scoring.campaign import ScoringRules, Threshold
from commission_app.scoring.consolidation import ConsolidatedDossier, Readiness, consolidate
from commission_app.scoring.ids import CriterionId, DossierId, MemberId, SectionId
from commission_app.scoring.numbers import displayed
from commission_app.scoring.ranking import RankedDossier, rank
from commission_app.texts import rounded
from tests.scoring.case_values import Case, Runner, given_grid, given_readings, written


def run_rounding(given: list[Case]) -> list[str]:
    """Cases « arrondi »."""
    return [rounded(Fraction(item["valeur"]), item["decimales"]) for item in given]


def run_consolidation(given: Case) -> Case:
    """Cases « consolidation »."""
    grid = given_grid(given)
    results = consolidate(
        grid,
        ScoringRules(voice_unit=given["unite"], readings_min=given["quorum"]),
        [DossierId(dossier) for dossier in given["dossiers"]],
        given_readings(given),
        recused=[(MemberId(reader), DossierId(dossier)) for reader, dossier in given["deports"]],
    )
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
        "criteres_sans_note": list(result.unmarked),
    }


def run_ranking(given: Case) -> Case:
    """Cases « classement »."""
    keys = given.get("cles", {})
    sections = {target.removeprefix("section:") for target in given["departage"]}
    rules = ScoringRules(
        seats=given["K"],
        rank_mode=given["mode"],
        decimals=given.get("decimales", 2),
        tie_break=tuple(given["departage"]),
    )
    rows = _ranked(
        {
            name: {"total": note, **{section: keys.get(name, {}).get(section, "0") for section in sections}}
            for name, note in given["notes"].items()
        },
        rules,
    )
    return {
        "rangs": {row.dossier: row.rank for row in rows},
        "ligne": {row.dossier: str(row.line) for row in rows},
        "affichage": {row.dossier: row.display for row in rows},
        "ordre": [row.dossier for row in rows],
    }


def run_thresholds(given: Case) -> Case:
    """Cases « seuils »."""
    thresholds = tuple(Threshold(item["cible"], Fraction(item["minimum"])) for item in given["seuils"])
    rows = _ranked(given["valeurs"], ScoringRules(thresholds=thresholds))
    return {
        "motifs": {row.dossier: list(row.failed_thresholds) for row in rows},
        "rangs": {row.dossier: row.rank for row in rows if row.rank is not None},
    }


def _ranked(values: Mapping[str, Mapping[str, str]], rules: ScoringRules) -> tuple[RankedDossier, ...]:
    results = {}
    for name, official in values.items():
        parts = {part: Fraction(value) for part, value in official.items() if part != "total"}
        results[DossierId(name)] = ConsolidatedDossier(
            dossier=DossierId(name),
            readiness=Readiness.RANKABLE,
            note=Fraction(official["total"]),
            sections={SectionId(part): value for part, value in parts.items()},
            criteria={CriterionId(part): value for part, value in parts.items()},
            unmarked=(),
            collegial=frozenset(),
            individuals={},
        )
    return rank(results, rules)


RUNNERS: dict[str, Runner] = {
    "arrondi": run_rounding,
    "consolidation": run_consolidation,
    "classement": run_ranking,
    "seuils": run_thresholds,
}
