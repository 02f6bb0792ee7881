"""Check an installation: a whole small campaign on the spot, a page drawn by the worker, no network."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from commission_app import resources
from commission_app.cli.terminal import Terminal
from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.reader.client import Worker
from commission_app.rehearsal.generated import generated
from commission_app.rehearsal.play import play
from commission_app.workflow.progress import no_progress

NEEDED = ("fonts/Inter-Regular.ttf", "grids/default.json", "grids/short.json", "icons")
UNIX_FAMILY = 1  # AF_UNIX: the session's keyring and the window system


def check_installation(terminal: Terminal) -> list[str]:
    """Run every check, say each, and return the names of those that fail."""
    refuse_network()
    failures = []
    with tempfile.TemporaryDirectory(prefix="commission-app-") as folder:
        checks: tuple[tuple[str, Callable[[], None]], ...] = (
            ("fichiers fournis", check_resources),
            ("campagne complète", lambda: check_campaign(Path(folder))),
            ("lecture d’une page", lambda: check_page(Path(folder))),
        )
        for name, check in checks:
            try:
                check()
                terminal.say(f"✓ {name}")
            except (AppError, OSError) as error:
                failures.append(name)
                terminal.say(f"✗ {name} : {_reason(error)}")
    return failures


def refuse_network() -> None:
    """Refuse, for the rest of this process, any connection but to the local session."""

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event == "socket.connect" and getattr(arguments[0], "family", None) != UNIX_FAMILY:
            raise ConnectionRefusedError("no network")

    sys.addaudithook(watch)


def check_resources() -> None:
    """Find the shipped files. FileNotFoundError when one is missing."""
    for name in NEEDED:
        if not resources.path(name).exists():
            raise FileNotFoundError(name)


def check_campaign(folder: Path) -> None:
    """Seal, open, mark, hand in, receive, consolidate, print and recompute."""
    play(generated(2, 2, 0), folder / "campagne", no_progress)


def check_page(folder: Path) -> None:
    """Draw the first page of a printed document in the worker process."""
    document = (folder / "campagne" / "documents" / "classement.pdf").read_bytes()
    with Worker.start() as worker:
        worker.open(document)
        worker.page_image(1, 600)


def _reason(error: AppError | OSError) -> str:
    return sentences(error).what if isinstance(error, AppError) else str(error)
