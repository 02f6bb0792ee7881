"""Commands anybody may run: verify an archive, check the installation."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from commission_app.cli.french import FrenchParser
from commission_app.cli.self_test import check_installation
from commission_app.cli.terminal import Terminal
from commission_app.workflow.archive import verify_archive

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[FrenchParser]  # noqa: SLF001 - argparse names no public type


def add_commands(commands: "Commands", common: FrenchParser) -> None:
    """Add the commands of checks."""
    parser = commands.add_parser("verify", parents=[common], help="recalculer une archive de séance")
    parser.add_argument("file", type=Path, metavar="ARCHIVE", help="archive de séance")
    parser.set_defaults(run=verify)

    parser = commands.add_parser("self-test", parents=[common], help="vérifier l’installation")
    parser.set_defaults(run=self_test)


def verify(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Check every document of an archive and recompute its ranking."""
    report = verify_archive(choice.file)
    for line in report.lines:
        terminal.say(line)
    terminal.result({"root": report.root_sha512, "checks": list(report.lines)})


def self_test(choice: argparse.Namespace, terminal: Terminal) -> int:
    """Seal, open, mark, receive and print on the spot, in a temporary folder."""
    del choice
    failures = check_installation(terminal)
    terminal.result({"failures": failures})
    return 1 if failures else 0
