"""Agreement and draws of weights beside public packages that do the nearest thing, on the same data.

None is a dependency. They are looked for in a folder of their own, made once by
`python -m pip install --target FOLDER krippendorff pyDecision scikit-criteria`, after our own packages: what
both need, numpy first, is the same for everybody. One that is not there is said so, and nothing is compared.
"""

import importlib
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.figures import Line, by_turns
from commission_app.advice.weight_draws import acceptability, weight_draws
from commission_app.scoring.agreement import Metric, Rows, alpha
from commission_app.scoring.weight_variations import Profile, Profiles

SEATS, SEED, DRAWS = 10, 1, 10_000
TIMED = 500  # weightings timed with a package that has no draws, the others taken to cost as much
TURNS = 3
AGREEMENT_LIMIT, SCORES_LIMIT, RANKING_LIMIT = 1 / 50, 1 / 5, 1 / 20
Works = dict[str, Callable[[], object]]


def peer(package: str, module: str, folder: Path | None) -> Any:
    """Import a package of the folder, None when it is not there."""
    if folder is not None and str(folder) not in sys.path:
        sys.path.append(str(folder))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # theirs
            found = importlib.import_module(module)
    except ImportError:
        print(f"{package} absent: nothing is compared with it")
        return None
    print(f"{package} {version(package)}")
    return found


def peer_lines(rows: Rows, weights: Profile, profiles: Profiles, folder: Path | None) -> Iterator[Line]:
    """Compare both: the agreement of some totals, then the ranks of some profiles under draws of weights."""
    yield from _agreement_lines(rows, peer("krippendorff", "krippendorff", folder))
    yield from _draw_lines(weights, profiles, folder)


def _agreement_lines(rows: Rows, krippendorff: Any) -> Iterator[Line]:
    table = [[float("nan") if value is None else float(value) for value in row] for row in rows]
    for metric in (Metric.INTERVAL, Metric.ORDINAL):
        exact = alpha(rows, metric)
        assert exact is not None
        works: Works = {"ours": partial(alpha, rows, metric)}
        if krippendorff is not None:
            theirs = partial(krippendorff.alpha, table, level_of_measurement=metric.value)
            assert abs(theirs() - float(exact)) < 1e-9, "both must find the same agreement"
            works["krippendorff"] = theirs
        yield _beside(f"agreement, {metric}", works, "krippendorff", AGREEMENT_LIMIT)


def _draw_lines(weights: Profile, profiles: Profiles, folder: Path | None) -> Iterator[Line]:
    """Ours also counts the ranks of every dossier; theirs weighs them, and ranks them when it can."""
    what = f"{DRAWS:,} weightings of {len(profiles)} dossiers"
    ours = partial(acceptability, weights, profiles, SEATS, SEED, draws=DRAWS)
    for package, module, limit, work in (
        ("pyDecision", "pyDecision.algorithm", SCORES_LIMIT, _scored),
        ("scikit-criteria", "skcriteria", RANKING_LIMIT, _ranked),
    ):
        library = peer(package, module, folder)
        theirs = {} if library is None else {package: work(library, weights, profiles)}
        line = _beside(what, {"ours": ours, **theirs}, package, limit)
        if line.theirs is not None:
            whole = line.theirs * DRAWS / TIMED
            line = replace(line, peer=f"{package}, from {TIMED}", theirs=whole)
        yield line


def _beside(what: str, works: Works, package: str, limit: float) -> Line:
    times = by_turns(works, TURNS)
    if package not in times:
        return Line(what, times["ours"], "s", f"{package} absent")
    return Line(what, times["ours"], "s", package, times[package], most_times=limit)


def _scored(pydecision: Any, weights: Profile, profiles: Profiles) -> Callable[[], object]:
    """Weigh with the weighted sum of pyDecision, which neither ranks nor counts."""
    table, drawn = _arrays(weights, profiles)
    kinds = ["max"] * len(weights)

    def work() -> None:
        for draw in drawn:
            pydecision.saw_method(table, kinds, draw, graph=False, verbose=False)

    return work


def _ranked(skcriteria: Any, weights: Profile, profiles: Profiles) -> Callable[[], object]:
    """Weigh and rank with the weighted sum of scikit-criteria."""
    table, drawn = _arrays(weights, profiles)
    model = importlib.import_module("skcriteria.agg.simple").WeightedSumModel()
    senses = [max] * len(weights)

    def work() -> None:
        for draw in drawn:
            model.evaluate(skcriteria.mkdm(table, senses, weights=draw))

    return work


def _arrays(weights: Profile, profiles: Profiles) -> tuple[Any, Any]:
    import numpy as np

    table = np.array([[float(value) for value in profile] for profile in profiles.values()])
    return table, weight_draws(weights, SEED, DRAWS)[:TIMED]
