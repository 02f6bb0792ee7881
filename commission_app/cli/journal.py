"""The command that tells the secretariat's journal and checks it."""

import argparse

from commission_app.cli.desks import secretariat
from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.terminal import Terminal
from commission_app.workflow.secretariat.journal_view import JournalLine, JournalView, journal_view


def add_commands(commands: Commands, common: FrenchParser) -> None:
    """Add the command of the journal."""
    parser = commands.add_parser(
        "journal", parents=[common], help="lire le journal du secrétariat et le vérifier"
    )
    parser.set_defaults(run=tell)


def tell(choice: argparse.Namespace, terminal: Terminal) -> int:
    """Tell every event, the oldest first, then the check; the exit code is 1 when it does not hold."""
    with secretariat(choice) as session:
        view = journal_view(session)
    for line in reversed(view.lines):
        terminal.say(f"{line.sequence:>4}  {line.moment}  {line.sentence}")
    terminal.say(f"\n{view.check.sentence} {view.check.advice}")
    terminal.say(f"{view.proves}\n{view.does_not_prove}")
    terminal.result(_document(view))
    return 0 if view.check.is_intact else 1


def _document(view: JournalView) -> dict[str, object]:
    return {
        "intact": view.check.is_intact,
        "entries": view.check.entries,
        "broken_at": view.check.broken_at,
        "check": view.check.sentence,
        "do": view.check.advice,
        "head": view.head,
        "events": [_event(line) for line in reversed(view.lines)],
    }


def _event(line: JournalLine) -> dict[str, object]:
    return {
        "sequence": line.sequence,
        "at": None if line.at is None else line.at.isoformat(timespec="microseconds"),
        "author": line.author,
        "sentence": line.sentence,
        "digest": line.digest,
        "vouched": line.is_vouched,
    }
