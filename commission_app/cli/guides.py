"""The command that writes the guides: they need no desk, and no code."""

import argparse
from pathlib import Path

from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.terminal import Terminal
from commission_app.texts import count_fr
from commission_app.workflow.desk import local_now
from commission_app.workflow.guides import write_guides


def add_commands(commands: Commands, common: FrenchParser) -> None:
    """Add the command."""
    parser = commands.add_parser("guides", parents=[common], help="écrire les guides en PDF")
    parser.add_argument("--into", type=Path, required=True, metavar="DOSSIER", help="où écrire les PDF")
    parser.set_defaults(run=write)


def write(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Write every guide, over no file that is there."""
    files = write_guides(choice.into, local_now(), terminal.progress)
    terminal.say(f"{count_fr(len(files), 'guide écrit', 'guides écrits')} dans {choice.into}.")
    terminal.result({"files": [str(file) for file in files]})
