"""The official calculation starts without the libraries of the advisory one."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_numeric_libraries_are_loaded_only_when_a_figure_needs_them() -> None:
    names = [path.stem for path in (ROOT / "commission_app" / "advice").glob("[a-z]*.py")]
    code = (
        "import importlib, sys\n"
        f"for name in {names!r}:\n    importlib.import_module('commission_app.advice.' + name)\n"
        "assert not {'numpy', 'highspy'} & sys.modules.keys()\n"
        "from fractions import Fraction\n"
        "from commission_app.advice.weight_draws import raw_draws\n"
        "assert raw_draws(1, 1).tolist() == [9441442522235856127]\n"
    )
    assert len(names) > 5
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
