#!/usr/bin/env python3
"""Commands for a fresh machine, with the standard library alone.

    python3 start.py            makes a private environment, plays a whole demonstration campaign and opens it
    python3 start.py test       installs what the tests need, then runs every check and every test
    python3 start.py bench      runs every benchmark beside its peers and writes benchmarks/report.md

What this computer lacks is named with the command that installs it.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
BINARIES = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BINARIES / ("python.exe" if os.name == "nt" else "python")
DEMONSTRATION = ROOT / "demonstration"

# What the real-component tests drive, as Debian packages it.
DEBIAN_PACKAGES = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "import": "imagemagick",
    "dbus-run-session": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "pdftotext": "poppler-utils",
    "ssh-keygen": "openssh-client",
    "age": "age",
    "script": "bsdutils",
    "javac": "default-jdk-headless",
    "unzip": "unzip",
    "tesseract": "tesseract-ocr-fra",
}
DEBIAN_LIBRARIES = (
    "dbus-x11", "libxcb-cursor0", "libxkbcommon-x11-0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-image0",
    "libxcb-render-util0", "libxcb-xinerama0", "libegl1", "libgl1", "at-spi2-core", "gir1.2-atspi-2.0",
    "python3-gi",
)  # fmt: skip

# One file of tests stays in one process: its fixtures are made once.
IN_PARALLEL = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile")


def main() -> int:
    """Run the command asked for and return its exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs under whatever Python the machine has
        say("Python 3.11 ou plus récent est nécessaire. Installez-le depuis python.org, puis recommencez.")
        return 1
    parser = argparse.ArgumentParser(description="Démonstration et tests de commission-app.")
    parser.add_argument("command", nargs="?", choices=["demo", "test", "bench"], default="demo")
    parser.add_argument(
        "--desk", metavar="BUREAU", default="m01", help="bureau à ouvrir après la démonstration"
    )
    parser.add_argument("--no-window", action="store_true", help="ne pas ouvrir la fenêtre")
    choice, more = parser.parse_known_args()
    os.chdir(ROOT)
    if choice.command == "test":
        return test(more)
    if choice.command == "bench":
        return bench(more)
    return demonstrate(choice.desk, open_window=not choice.no_window)


def demonstrate(desk: str, *, open_window: bool) -> int:
    """Play the demonstration campaign, then open the window on one of its desks."""
    install("run")
    code = run([str(PYTHON), "-m", "commission_app", "demo", "--into", str(DEMONSTRATION)])
    if code != 0:
        return code
    if not open_window:
        return 0
    if not has_display():
        say("Pas d’écran ici : ouvrez le dossier demonstration/ pour voir les lettres, lots, fiches et PDF.")
        return 0
    folder = DEMONSTRATION / "bureaux" / desk
    return run(
        [str(PYTHON), "-m", "commission_app", "--desk", str(folder), "--code-file", str(folder / "code.txt")]
    )


def test(more: Sequence[str]) -> int:
    """Install what the tests need, then run the checks of style and types, and every test."""
    begun = time.monotonic()
    install("test")
    install_debian_packages()
    fetch_foreign_readers()
    checks = [
        [str(BINARIES / "ruff"), "check", "."],
        [str(BINARIES / "ruff"), "format", "--check", "."],
        [str(BINARIES / "mypy")],
        [str(PYTHON), "-m", "pytest", *IN_PARALLEL, *more],
    ]
    for check in checks:
        code = run(check)
        if code != 0:
            return code
    say(f"Tout est vérifié en {time.monotonic() - begun:.0f} s.")
    return 0


def bench(more: Sequence[str]) -> int:
    """Run every benchmark, beside the peers that can be installed, and write the report."""
    install("test")
    install_debian_packages()
    return run([str(PYTHON), "-m", "benchmarks", "--peers", str(ROOT / "build" / "peers"), *more])


def install(lock: str, environment: Path = ENVIRONMENT) -> None:
    """Make or complete a private environment from a hashed lock; do nothing when it is up to date."""
    requirements = ROOT / "requirements" / f"{lock}.txt"
    wanted = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()
    stamp = environment / f"installed-{lock}"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    python = environment / PYTHON.relative_to(ENVIRONMENT)
    if not python.exists():
        say(f"Création de l’environnement privé dans {environment.name}…")
        venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(environment)
    say("Installation des bibliothèques (une seule fois)…")
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    if run([*pip, "-r", str(requirements)]) != 0:
        say("Les bibliothèques n’ont pas pu être installées : vérifiez l’accès au dépôt Python du réseau.")
        raise SystemExit(1)
    stamp.write_text(wanted)


def install_debian_packages() -> None:
    """Install the programs that tests drive, on Debian as root; elsewhere say which are missing."""
    missing = [package for program, package in DEBIAN_PACKAGES.items() if shutil.which(program) is None]
    if shutil.which("dpkg-query") is not None:
        missing += [package for package in DEBIAN_LIBRARIES if not is_installed(package)]
    if not missing:
        return
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing]
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if shutil.which("apt-get") is None or not is_root:
        say("Des tests sur composants réels seront laissés de côté. Pour les jouer : " + " ".join(command))
        return
    say("Installation des programmes des tests : " + ", ".join(missing))
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-q"], environment)
    if run(command, environment) != 0:
        say("Certains programmes manquent : les tests qui en ont besoin le diront.")


def is_installed(package: str) -> bool:
    """Tell whether a Debian package is installed."""
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Status}", package], capture_output=True, text=True, check=False
    )
    return "install ok installed" in answer.stdout


def fetch_foreign_readers() -> None:
    """Fetch the other implementation of age that ours is compared with, where npm is there."""
    if shutil.which("npm") is None:
        say("npm est absent : l’interopérabilité avec une autre implémentation d’age ne sera pas jouée.")
        return
    run([str(PYTHON), str(ROOT / "tests" / "sealing" / "fetch_age_encryption.py")])


def has_display() -> bool:
    """Tell whether a window can be shown."""
    return os.name == "nt" or sys.platform == "darwin" or bool(os.environ.get("DISPLAY"))


def run(command: Sequence[str], environment: dict[str, str] | None = None) -> int:
    """Run a program and return its exit code."""
    return subprocess.run(command, env=environment, check=False).returncode


def say(text: str) -> None:
    """Tell the person something."""
    print(text, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
