"""Fetch the npm package age-encryption, a foreign reader and writer of hybrid age files, for test_age_npm.

`start.py test` runs it. The lock file among the test data gives the exact version and the sha512 of the
package and of all that it needs: npm refuses anything else, and no script of a package is run.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
LOCK = HERE / "data" / "age_encryption"
TARGET = HERE.parent / "_fetched" / "age-encryption"
OLDEST_NODE = (20, 19)


def main() -> None:
    """Fetch unless it is there already; end with a sentence and status 1 when it cannot be done."""
    if _is_there():
        return
    npm = shutil.which("npm")
    if npm is None or _node_version() < OLDEST_NODE:
        sys.exit(
            "age-encryption not fetched: Node 20.19 or later with npm is needed (Debian: apt install npm)"
        )
    TARGET.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=TARGET.parent) as folder:
        fresh = Path(shutil.copytree(LOCK, Path(folder) / "fresh"))
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=fresh, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"age-encryption not fetched: {done.stderr.strip()}")
        shutil.rmtree(TARGET, ignore_errors=True)
        fresh.rename(TARGET)


def _is_there() -> bool:
    name = "package-lock.json"
    fetched = TARGET / name
    return fetched.is_file() and fetched.read_bytes() == (LOCK / name).read_bytes()


def _node_version() -> tuple[int, ...]:
    node = shutil.which("node")
    if node is None:
        return (0,)
    text = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(int(part) for part in text.strip().lstrip("v").split("."))


if __name__ == "__main__":
    main()
