#!/usr/bin/env python3
"""Make what an administration installs, and check it before anyone does.

    python3 packaging/build.py

leaves in `dist/`: the frozen folder, its portable archive, a Debian package where `dpkg-deb` is there, an MSI
where WiX or wixl is, the bill of materials (CycloneDX) and `SHA256SUMS`. It stops at the first fault.
"""

import argparse
import ast
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run as a file, from anywhere

import debian  # noqa: E402 - after the line above, as the next ones
import msi  # noqa: E402 - same

from start import PYTHON, install, say  # noqa: E402 - found only once the root is on the path

BUILD, DIST = ROOT / "build", ROOT / "dist"
ENVIRONMENT, TOOLS = BUILD / "environment", BUILD / "tools"  # what is frozen, and what freezes it
FOLDER = DIST / "commission-app"
EXECUTABLE = FOLDER / ("commission-app.exe" if os.name == "nt" else "commission-app")
IN_ENVIRONMENT = PYTHON.relative_to(PYTHON.parents[1])

# Any of these, frozen, could open a connection.
NETWORK_MODULES = ("PySide6.QtNetwork", "requests", "aiohttp", "httpx", "urllib3", "ssl", "_ssl")
NETWORK_FILES = ("*Qt6Network*", "*QtNetwork*", "*libssl*")
XZ_PRESET: Final = 8  # a dictionary of 32 MB: the two programs share their modules


def main() -> int:
    """Make everything this system can make."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    install("run", ENVIRONMENT)
    install("package", TOOLS)
    draw_icons()
    freeze()
    check_no_network()
    check_installation(EXECUTABLE)
    made = [bill_of_materials(), portable_archive()]
    if shutil.which("dpkg-deb") is not None:
        made.append(debian.package(FOLDER, BUILD, DIST, version()))
    if msi.can_make():
        made.append(msi.package(FOLDER, BUILD, DIST, version()))
    write_checksums(made)
    for file in made:
        say(f"{file.relative_to(ROOT)} : {file.stat().st_size / 1e6:.1f} Mo")
    say(f"Installé : {sum(file.stat().st_size for file in files(FOLDER)) / 1e6:.1f} Mo")
    return 0


def version() -> str:
    """Return the version of the application."""
    answer = [str(ENVIRONMENT / IN_ENVIRONMENT), "-c", "import commission_app as a; print(a.__version__)"]
    return subprocess.run(answer, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def draw_icons() -> None:
    """Draw the sign of the application as the files that each system wants."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    run([ENVIRONMENT / IN_ENVIRONMENT, ROOT / "packaging" / "draw_icons.py", BUILD / "icons"], environment)


def freeze() -> None:
    """Freeze the application; the libraries come from one environment, PyInstaller from the other."""
    tools = next(TOOLS.glob("**/site-packages"))
    options = ("--noconfirm", "--log-level=WARN", f"--distpath={DIST}", f"--workpath={BUILD}")
    command: list[str | Path] = [
        ENVIRONMENT / IN_ENVIRONMENT,
        "-m",
        "PyInstaller",
        *options,
        ROOT / "packaging" / "commission.spec",
    ]
    run(command, os.environ | {"PYTHONPATH": str(tools)})


def check_no_network() -> None:
    """Refuse a folder that holds anything a connection could be opened with. Raises SystemExit."""
    contents = ast.literal_eval((BUILD / "commission" / "PYZ-00.toc").read_text(encoding="utf-8"))
    modules = {entry[0] for entry in contents[1]}
    found = sorted(modules.intersection(NETWORK_MODULES))
    found += [str(file) for pattern in NETWORK_FILES for file in FOLDER.rglob(pattern)]
    if not modules or found:
        raise SystemExit(f"Ce qui pourrait ouvrir une connexion a été livré : {found or 'liste illisible'}")


def check_installation(executable: Path) -> None:
    """Run the application's own check as the machine of a person would: nothing of this one in its sight."""
    with tempfile.TemporaryDirectory() as home:
        kept = {
            name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ
        }  # Windows needs them
        run([executable, "self-test"], kept | {"HOME": home, "QT_QPA_PLATFORM": "offscreen"}, Path(home))


def bill_of_materials() -> Path:
    """Write what the application is made of, with licences, as CycloneDX."""
    file = DIST / f"commission-app-{version()}.cdx.json"
    scan: list[str | Path] = [
        TOOLS / IN_ENVIRONMENT,
        "-m",
        "cyclonedx_py",
        "environment",
        "--pyproject",
        ROOT / "pyproject.toml",
    ]
    run([*scan, "--output-reproducible", "-o", file, ENVIRONMENT / IN_ENVIRONMENT])
    return file


def portable_archive() -> Path:
    """Write the folder as one file, to be unpacked anywhere: .zip on Windows, .tar.xz elsewhere."""
    name = f"commission-app-{version()}-{sys.platform}"
    if os.name == "nt":
        return Path(shutil.make_archive(str(DIST / name), "zip", DIST, FOLDER.name))
    file = DIST / f"{name}.tar.xz"
    with tarfile.open(file, "w:xz", preset=XZ_PRESET) as archive:
        archive.add(FOLDER, FOLDER.name)
    return file


def write_checksums(made: Sequence[Path]) -> None:
    """Write `SHA256SUMS`, as `sha256sum --check` reads it."""
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in made]
    (DIST / "SHA256SUMS").write_text("".join(lines), encoding="ascii")


def files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder, a link counting for nothing."""
    return (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def run(command: Sequence[str | Path], environment: dict[str, str] | None = None, place: Path = ROOT) -> None:
    """Run a program; stop everything when it fails."""
    words = [str(word) for word in command]
    if subprocess.run(words, env=environment, cwd=place, check=False).returncode != 0:
        raise SystemExit(f"Échec : {' '.join(words)}")


if __name__ == "__main__":
    raise SystemExit(main())
