"""What a person sees on a terminal: lines, progress, refusals; and what a program reads: JSON."""

import getpass
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from commission_app.cli.streams import is_terminal, is_unicode
from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.texts import NARROW_SPACE
from commission_app.workflow.progress import Progress

BAR = 24  # signs of the progress bar
MOST_OF_A_CODE = 4096  # signs of a file of which only the code is expected


@dataclass(frozen=True)
class Terminal:
    """Where the words of a command go. With `--json` only the result is written, on the standard output."""

    is_json: bool = False

    def say(self, text: str) -> None:
        """Write a line for a person."""
        if not self.is_json:
            print(text, flush=True)

    def result(self, document: object) -> None:
        """Write the result for a program."""
        if self.is_json:
            print(_json(document, indent=2), flush=True)

    def refuse(self, error: AppError) -> None:
        """Write the two sentences of a refusal."""
        words = sentences(error)
        if self.is_json:
            print(_json({"code": words.code, "what": words.what, "do": words.do}))
        print(f"{words.what}\n{words.do}\n({words.code})", file=sys.stderr, flush=True)

    @property
    def progress(self) -> Progress:
        """A progress line on a terminal, silence elsewhere."""
        return _draw if is_terminal(sys.stderr) and not self.is_json else _stay_silent


def _json(document: object, indent: int | None = None) -> str:
    """Write a document in signs that the standard output takes, so that a program reads it as it is."""
    return json.dumps(document, ensure_ascii=not is_unicode(sys.stdout), indent=indent, sort_keys=True)


def _draw(done: int, total: int, step: str) -> None:
    share = done / total if total else 1.0
    bar = "█" * round(share * BAR) + "░" * (BAR - round(share * BAR))
    end = "\n" if done >= total else ""
    print(f"\r{bar} {share:4.0%}{NARROW_SPACE} {step[:40]:<40}", end=end, file=sys.stderr, flush=True)


def _stay_silent(done: int, total: int, step: str) -> None:
    pass


def read_code(code_file: Path | None, ask: Callable[[str], str] = getpass.getpass) -> str | None:
    """Return the code of a file, or typed without echo on a terminal; never taken from the command line.

    CLI-01 when the file cannot be read. None when there is neither file nor terminal.
    """
    if code_file is not None:
        try:
            with code_file.open(encoding="utf-8") as file:
                return file.read(MOST_OF_A_CODE).strip()
        except (OSError, UnicodeDecodeError) as error:
            raise AppError("CLI-01", file=code_file.name) from error
    try:
        return ask("Code : ") if is_terminal(sys.stdin) else None
    except EOFError:  # Ctrl+D
        return None
