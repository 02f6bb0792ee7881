"""Linear programs with integers, solved by HiGHS: columns, rows, one best point or none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from math import inf
from typing import Any


@dataclass
class LinearProgram:
    """A program being written: what is maximised, and what every point must satisfy."""

    costs: list[float] = field(default_factory=list)
    bounds: list[tuple[float, float]] = field(default_factory=list)
    integral: list[bool] = field(default_factory=list)
    rows: list[tuple[Mapping[int, float], float, float]] = field(default_factory=list)

    def column(
        self, cost: float = 0, lower: float = 0, upper: float = inf, *, is_integral: bool = False
    ) -> int:
        """Add a variable and return its place."""
        self.costs.append(cost)
        self.bounds.append((lower, upper))
        self.integral.append(is_integral)
        return len(self.costs) - 1

    def row(self, terms: Mapping[int, float], lower: float = -inf, upper: float = inf) -> None:
        """Add bounds on a sum."""
        self.rows.append((terms, lower, upper))

    def solve(self) -> list[float] | None:
        """Return the best point, None when no point satisfies the rows.

        Raises RuntimeError when the solver can tell neither: no program of the application is such.
        """
        if not self.costs:
            return [] if all(lower <= 0 <= upper for _, lower, upper in self.rows) else None
        import highspy

        solver = _silent_class()()
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.0),
        ):
            solver.setOptionValue(option, value)
        solver.passModel(self._model())
        solver.run()
        status = solver.getModelStatus()
        impossible = {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}
        if status in impossible:  # nothing is unbounded here: every cost falls on a bounded variable
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(str(status))
        return list(solver.getSolution().col_value)

    def _model(self) -> object:
        import highspy
        import numpy as np

        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.costs), len(self.rows)
        model.sense_ = highspy.ObjSense.kMaximize
        model.col_cost_ = np.array(self.costs, dtype=np.float64)
        model.col_lower_ = np.array([lower for lower, _ in self.bounds], dtype=np.float64)
        model.col_upper_ = np.array([upper for _, upper in self.bounds], dtype=np.float64)
        model.row_lower_ = np.array([lower for _, lower, _ in self.rows], dtype=np.float64)
        model.row_upper_ = np.array([upper for _, _, upper in self.rows], dtype=np.float64)
        lengths = [len(terms) for terms, _, _ in self.rows]
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))).astype(np.int32)
        places = [place for terms, _, _ in self.rows for place in terms]
        model.a_matrix_.index_ = np.array(places, dtype=np.int32)
        values = [value for terms, _, _ in self.rows for value in terms.values()]
        model.a_matrix_.value_ = np.array(values, dtype=np.float64)
        if any(self.integral):
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            model.integrality_ = [kinds[is_integral] for is_integral in self.integral]
        return model


@cache
def _silent_class() -> Any:
    import highspy

    class Silent(highspy.Highs):
        """A solver without callbacks: setting them up prints the name of the library, whatever one asks."""

        def enableCallbacks(self) -> None:
            """Set up nothing: a solve lasts a few milliseconds and is never interrupted."""

    return Silent
