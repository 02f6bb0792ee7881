"""The second implementation, run as a third party runs it, or loaded to be asked many times."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

FILE = Path(__file__).resolve().parents[2] / "resources" / "verifier.py"


def run(*arguments: Path | str) -> tuple[int, str]:
    """Run the file alone; return its exit status and what it prints, with ordinary spaces."""
    command = [sys.executable, "-I", str(FILE), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr
    return done.returncode, (done.stdout + done.stderr).replace("\N{NO-BREAK SPACE}", " ")


def loaded() -> ModuleType:
    """Load the file as a module."""
    spec = importlib.util.spec_from_file_location("verifier", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["verifier"] = module  # where its frozen values look up their annotations
    spec.loader.exec_module(module)
    return module
