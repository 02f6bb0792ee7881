"""Two programs that a secretariat may have: LibreOffice turns documents into PDF, Tesseract reads scans.

Neither is ever needed. Each runs apart, under a time limit, and can be interrupted. Tesseract gets an image
by a pipe and writes nothing. LibreOffice only knows files: they stand in a private folder removed at once,
which a person agreed to.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from functools import cache
from pathlib import Path

from commission_app.errors import AppError

CONVERSION_SECONDS = 90.0
RECOGNITION_SECONDS = 60.0  # a page
TICK_SECONDS = 0.1
LANGUAGE = "fra"

_OFFICE = ("soffice", "libreoffice")
_OFFICE_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_TESSERACT_PLACES = ("C:/Program Files/Tesseract-OCR/tesseract.exe", "/opt/homebrew/bin/tesseract")
_NOT_CONVERTED = "LibreOffice n’a pas pu la convertir"

Tick = Callable[[], None]  # raises Cancelled to interrupt


@cache
def office() -> str | None:
    """Return the command of LibreOffice, None when it is not there."""
    return _found(_OFFICE, _OFFICE_PLACES)


@cache
def tesseract() -> str | None:
    """Return the command of Tesseract if it reads French, None otherwise."""
    command = _found(("tesseract",), _TESSERACT_PLACES)
    if command is None:
        return None
    listed = subprocess.run([command, "--list-langs"], capture_output=True, text=True, check=False)
    return command if LANGUAGE in listed.stdout.split() else None


def to_pdf(command: str, data: bytes, name: str, tick: Tick) -> bytes:
    """Return an office document as a PDF. PIE-06 when the program does not make one."""
    with tempfile.TemporaryDirectory(prefix="commission-") as place:
        source = Path(place, "piece" + Path(name).suffix.lower())
        source.write_bytes(data)
        profile = Path(place, "profil").as_uri()
        arguments = [f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "pdf"]
        _run([command, *arguments, "--outdir", place, str(source)], b"", CONVERSION_SECONDS, tick)
        made = source.with_suffix(".pdf")
        if not made.is_file():
            raise AppError("PIE-06", file=name, reason=_NOT_CONVERTED)
        return made.read_bytes()


def recognised(command: str, picture: bytes, dots_an_inch: int, tick: Tick) -> bytes:
    """Return the text of a picture (PGM) as a PDF of one page with nothing to see; empty when it fails."""
    arguments = ["stdin", "stdout", "-l", LANGUAGE, "--dpi", str(dots_an_inch), "-c", "textonly_pdf=1", "pdf"]
    return _run([command, *arguments], picture, RECOGNITION_SECONDS, tick)


def _found(names: tuple[str, ...], places: tuple[str, ...]) -> str | None:
    on_path = (shutil.which(name) for name in names)
    there = (place for place in places if Path(place).is_file())
    return next((found for found in (*on_path, *there) if found), None)


def _run(command: list[str], given: bytes, seconds: float, tick: Tick) -> bytes:
    """Run a program and return what it wrote; nothing when it failed or was too long."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # it may quote the piece
        env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        start_new_session=sys.platform != "win32",  # LibreOffice is a script that starts the program
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    with ThreadPoolExecutor(1, "program") as thread:  # to give and to take at once, whatever the pipes hold
        answer = thread.submit(process.communicate, given)
        try:
            ticks = round(seconds / TICK_SECONDS)
            while not wait([answer], TICK_SECONDS).done and ticks:
                tick()
                ticks -= 1
        finally:
            _end(process)
        return answer.result()[0] if answer.done() and process.returncode == 0 else b""


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a program and what it started."""
    if process.poll() is None:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, 9)
    process.wait()
