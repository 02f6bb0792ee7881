"""Commands that check: an archive, one's own lots, the installation."""

import argparse
from pathlib import Path

from commission_app.cli.desks import member
from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.self_test import check_installation
from commission_app.cli.terminal import Terminal
from commission_app.messages import sentences
from commission_app.texts import count_fr
from commission_app.workflow.deliberation.archive import verify_archive
from commission_app.workflow.member.lot_checks import check_lots


def add_commands(commands: Commands, common: FrenchParser) -> None:
    """Add the commands of checks."""
    parser = commands.add_parser("verify", parents=[common], help="recalculer une archive de séance")
    parser.add_argument("file", type=Path, metavar="ARCHIVE", help="archive de séance")
    parser.set_defaults(run=verify)

    parser = commands.add_parser("check", parents=[common], help="relire toutes les pièces de ses lots")
    parser.set_defaults(run=check)

    parser = commands.add_parser("self-test", parents=[common], help="vérifier l’installation")
    parser.set_defaults(run=self_test)


def verify(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Check every document of an archive and recompute its ranking."""
    report = verify_archive(choice.file)
    for line in report.lines:
        terminal.say(line)
    terminal.result({"root": report.root_sha512, "checks": list(report.lines), "withheld": report.withheld})


def check(choice: argparse.Namespace, terminal: Terminal) -> int:
    """Compare every piece of a member's lots with what the secretariat sealed: 1 when one differs."""
    with member(choice) as session:
        checks = check_lots(session, terminal.progress)
    for lot in checks:
        for piece in lot.damaged:
            words = sentences(piece.refusal)
            terminal.say(f"{words.what} {words.do} ({words.code})")
        if not lot.damaged:
            terminal.say(f"Lot complet et conforme : {count_fr(lot.pieces, 'pièce')}.")
    damaged = [[piece.code, piece.title] for lot in checks for piece in lot.damaged]
    terminal.result({"pieces": sum(lot.pieces for lot in checks), "damaged": damaged})
    return 1 if damaged else 0


def self_test(choice: argparse.Namespace, terminal: Terminal) -> int:
    """Seal, open, mark, receive and print on the spot, in a temporary folder."""
    del choice
    failures = check_installation(terminal)
    terminal.result({"failures": failures})
    return 1 if failures else 0
