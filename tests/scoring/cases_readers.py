"""Worked cases about readers: severity, agreement, reliability, flags, removal, links."""

from fractions import Fraction

from commission_app.scoring.agreement import Metric, alpha
from commission_app.scoring.calibration import LAMBDA, calibrate, effective_totals
from commission_app.scoring.concordance import concordance
from commission_app.scoring.connectivity import contrast_variance
from commission_app.scoring.duels import duel
from commission_app.scoring.flags import DEFAULT_THRESHOLDS, FlagThresholds, ranking_flags, reading_flags
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.scoring.reliability import intraclass, reliability
from commission_app.scoring.without_reader import without_each_reader
from tests.scoring.case_campaign import given_campaign
from tests.scoring.case_values import (
    Case,
    Runner,
    all_written,
    decimal,
    given_rows,
    given_table,
    given_totals,
    written,
)


def run_calibration(given: Case) -> Case:
    """Cases « calibrage »: without readings to consolidate, the raw note is the mean of the totals."""
    totals = given_totals(given)
    result = calibrate(totals, Fraction(given.get("lambda_", LAMBDA)))
    raw = {
        dossier: Fraction(sum(own), len(own))
        for dossier in result.panels
        if (own := [total for (_, name), total in totals.items() if name == dossier])
    }
    return {
        "effets": all_written(result.effects),
        "effet_panel": all_written(result.panels),
        "brute": all_written(raw),
        "calibree": all_written(result.calibrated(raw)),
        "composantes": [
            {"evaluateurs": list(part.readers), "dossiers": list(part.dossiers)} for part in result.components
        ],
    }


def run_alpha(given: Case) -> Case:
    """Cases « alpha »."""
    value = alpha(given_rows(given["donnees"]), Metric(given["metrique"]))
    return {"fraction": written(value), "valeur": decimal(value)}


def run_concordance(given: Case) -> Case:
    """Cases « kendall_w »."""
    result = concordance(given_table(given["classements"]))
    return {
        "fraction": written(result.w),
        "valeur": decimal(result.w),
        "chi2": decimal(result.chi_squared),
        "ddl": result.degrees,
        "p": decimal(result.approximate_p),
    }


def run_intraclass(given: Case) -> Case:
    """Cases « icc »: dossiers that not everybody read are left aside."""
    columns = given_table(list(zip(*given["cibles_x_evaluateurs"], strict=True)))
    result = intraclass(list(zip(*columns, strict=True)))
    return {
        "ICC(1,1)": decimal(result.one_way),
        "ICC(A,1)": decimal(result.agreement),
        "ICC(C,1)": decimal(result.consistency),
        "ICC(1,k)": decimal(result.one_way_mean),
        "ICC(A,k)": decimal(result.agreement_mean),
        "ICC(C,k)": decimal(result.consistency_mean),
    }


def run_reliability(given: Case) -> Case:
    """Cases « fiabilite »."""
    result = reliability(
        {
            DossierId(name): [Fraction(total) for total in own if total is not None]
            for name, own in given["totaux"].items()
        }
    )
    return {
        "MSB": written(result.between),
        "MSW": written(result.within),
        "n0": written(result.readers_per_dossier),
        "var_dossiers": written(result.dossier_variance),
        "icc1": written(result.single),
        "fiabilite": {str(count): written(result.of_mean(count)) for count in (2, 3, 5)},
        "lectures_pour_080": result.readers_for_080,
    }


def run_flags(given: Case) -> Case:
    """Cases « divergence »: too few readings need a quorum to be signalled, and sensitive places a line."""
    case = given_campaign(given)
    ranking = case.rank()
    results = {row.dossier: row.result for row in ranking}
    thresholds = FlagThresholds(
        Fraction(given.get("seuil_critere", DEFAULT_THRESHOLDS.criterion)),
        Fraction(given.get("seuil_total", DEFAULT_THRESHOLDS.total)),
    )
    found = reading_flags(
        case.grid, results, case.readings, thresholds=thresholds, neutralised=case.neutralised
    )
    if "K" in given:
        without = without_each_reader(case.grid, case.rules, ranking, case.readings)
        calibration = calibrate(effective_totals(results))
        found += ranking_flags(ranking, case.rules.seats, calibration=calibration, without=without)
    elif "quorum" in given:
        found += ranking_flags(ranking, case.rules.seats)
    return {"signalements": sorted(list(flag.words) for flag in found)}


def run_without_reader(given: Case) -> Case:
    """Cases « retrait_lecteur »."""
    case = given_campaign(given)
    found = without_each_reader(case.grid, case.rules, case.rank(), case.readings)
    return {
        "dossiers": {
            name: {
                "rang": item.rank,
                "rang_min": item.best,
                "rang_max": item.worst,
                "stabilite": written(item.stability),
            }
            for name, item in found.dossiers.items()
        },
        "mouvements": {
            name: {"entrent": list(item.entering), "sortent": list(item.leaving)}
            for name, item in found.movements.items()
        },
    }


def run_duel(given: Case) -> Case:
    """Cases « duels »: counts are for the first and the second of the pair."""
    first, second = map(DossierId, given["paire"])
    result = duel(given_totals(given), first, second)
    # A and B stand for the first and the second, unless dossiers bear these very names.
    return {
        "communs": list(result.readers),
        "pour_A": result.for_first,
        "pour_B": result.for_second,
        f"pour_{first}": result.for_first,
        f"pour_{second}": result.for_second,
        "egal": result.even,
    }


def run_connectivity(given: Case) -> Case:
    """Cases « connexite »: one row per dossier, one column per reader."""
    rows = given["incidence"]
    readers = [MemberId(str(place)) for place in range(len(rows[0]) if rows else 0)]
    pairs = [
        (reader, DossierId(str(dossier)))
        for dossier, row in enumerate(rows)
        for reader, reads in zip(readers, row, strict=True)
        if reads
    ]
    variance = contrast_variance(readers, pairs)
    return {"connexe": len(readers) == 1 or variance is not None, "variance_moyenne": decimal(variance)}


RUNNERS: dict[str, Runner] = {
    "calibrage": run_calibration,
    "alpha": run_alpha,
    "kendall_w": run_concordance,
    "icc": run_intraclass,
    "fiabilite": run_reliability,
    "divergence": run_flags,
    "retrait_lecteur": run_without_reader,
    "duels": run_duel,
    "connexite": run_connectivity,
}
