"""The parser of the command line, and what surrounds every command: refusals, interruption, exit code."""

import argparse
import errno
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from commission_app import __version__
from commission_app.cli import streams
from commission_app.cli.french import FrenchParser, speak_french
from commission_app.cli.terminal import Terminal, read_code
from commission_app.errors import AppError, Cancelled

DONE, REFUSED = 0, 1
INTERRUPTED, UNREAD = 130, 141  # as shells say it of a program that Ctrl+C, or a reader who left, ended
_FULL = {errno.ENOSPC, errno.EFBIG}


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code: 0 done, 1 refused, 2 wrong command.

    130 when a person interrupted it, 141 when whoever read its output left (`commission-app journal | head`).
    """
    speak_french()
    streams.take_every_sign()
    try:
        try:
            return _run(arguments)
        finally:
            streams.flush()  # here, not while Python ends: nothing could be said of it any more
    except (Cancelled, KeyboardInterrupt):
        print("\nInterrompu : rien n’a été écrit à moitié.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        streams.let_go()
        return UNREAD
    except OSError as error:
        streams.let_go()
        Terminal().refuse(_refusal_of(error))
        return REFUSED


def _run(arguments: Sequence[str]) -> int:
    choice = _window_choice(arguments) or make_parser().parse_args(arguments)
    terminal = Terminal(is_json=getattr(choice, "json", False))
    try:
        return int(choice.run(choice, terminal) or DONE)
    except AppError as error:
        terminal.refuse(error)
        return REFUSED


def _refusal_of(error: OSError) -> AppError:
    """Return what the system refused, in words: a name too long, an output on a full disk, a stick gone."""
    if error.errno in _FULL:
        return AppError("DSK-05")
    return AppError("CLI-03", file=Path(str(error.filename or "")).name or "–")


def _window_choice(arguments: Sequence[str]) -> argparse.Namespace | None:
    """Return what the window is given; None when there is a command, or when all of them are to be told."""
    if {"-h", "--help"} & set(arguments):
        return None
    choice, others = make_window_parser().parse_known_args(arguments)
    return None if others else choice


def make_parser() -> FrenchParser:
    """Return the whole parser."""
    parser = make_window_parser()
    commands = parser.add_subparsers(title="commandes", metavar="COMMANDE")
    common = FrenchParser(add_help=False)
    add_desk_options(common)
    common.add_argument("--json", action="store_true", help="écrire le résultat en JSON")
    for area in _areas():
        area.add_commands(commands, common)
    return parser


def _areas() -> tuple[ModuleType, ...]:
    """Return the modules of the commands, in the order in which the help tells them."""
    from commission_app.cli import (
        candidates,
        checking,
        closing,
        deciding,
        drafts,
        grid,
        guides,
        invitations,
        journal,
        keys,
        lots,
        marking,
        meeting,
        members,
        paper,
        paper_entry,
        portfolio,
        preparing,
        rehearsing,
        safekeeping,
        settling,
        stage_one,
    )

    return (
        safekeeping, stage_one, invitations, preparing, grid, candidates, lots, settling, keys,
        members, marking, paper, drafts, paper_entry, closing, portfolio, meeting, deciding,
        journal, checking, guides, rehearsing,
    )  # fmt: skip


def make_window_parser() -> FrenchParser:
    """Return the parser without its commands, which load everything they could need: a second and more."""
    parser = FrenchParser(
        prog="commission-app",
        description="Notation des dossiers d’une commission de sélection, sans réseau. "
        "Sans commande, ouvre la fenêtre.",
    )
    parser.add_argument("--version", action="version", version=__version__, help="afficher la version")
    add_desk_options(parser)
    parser.add_argument("--lot", type=Path, metavar="LOT", help="lot à ouvrir dans la fenêtre")
    parser.set_defaults(run=_open_window, desk=None, code_file=None, no_keyring=False)
    return parser


def add_desk_options(parser: argparse.ArgumentParser) -> None:
    """Add what says whose desk is used and how it is unlocked, before or after the command's name."""
    unset = argparse.SUPPRESS  # a command must not forget what was said before its name
    parser.add_argument(
        "--desk", type=Path, metavar="DOSSIER", default=unset, help="dossier de travail à utiliser"
    )
    parser.add_argument(
        "--code-file", type=Path, metavar="FICHIER", default=unset, help="fichier qui contient le code"
    )
    parser.add_argument(
        "--no-keyring",
        action="store_true",
        default=unset,
        help="ne pas utiliser le trousseau de la session de l’ordinateur",
    )


def _open_window(choice: argparse.Namespace, terminal: Terminal) -> int:
    del terminal  # a window speaks for itself
    from commission_app.ui.start import open_desk

    code = read_code(choice.code_file) if choice.code_file is not None else None
    return open_desk(choice.desk, code, choice.lot, use_keyring=not choice.no_keyring)
