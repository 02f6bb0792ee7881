"""The command that takes a member's lot to paper: pieces, blank grids, a readable copy of their marks."""

import argparse
from pathlib import Path

from commission_app.cli.desks import member
from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.terminal import Terminal
from commission_app.errors import AppError
from commission_app.scoring.dossier import Dossier
from commission_app.scoring.ids import DossierId
from commission_app.texts import count_fr
from commission_app.workflow.member.on_paper import write_on_paper
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.member.views import PaperChoice


def add_commands(commands: Commands, common: FrenchParser) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "paper", parents=[common], help="écrire en PDF, sans protection, de quoi lire et noter sur papier"
    )
    parser.add_argument("folder", type=Path, metavar="DOSSIER", help="où écrire les PDF")
    parser.add_argument(
        "--dossier",
        action="append",
        default=[],
        metavar="ID",
        help="dossier voulu, à répéter ; sans lui, tous ceux dont on ne s’est pas déporté",
    )
    parser.add_argument("--pieces", action="store_true", help="les pièces des dossiers")
    parser.add_argument("--grids", action="store_true", help="une grille vierge par dossier")
    parser.add_argument("--copy", action="store_true", help="une copie lisible de ses notes")
    parser.set_defaults(run=take_to_paper)


def take_to_paper(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Write what was asked, and say that it is in clear."""
    with member(choice) as session:
        dossiers = _dossiers(session, choice.dossier)
        pieces = [(dossier.id, piece.path) for dossier in dossiers for piece in dossier.pieces]
        wanted = PaperChoice(
            frozenset(pieces if choice.pieces else ()),
            frozenset(dossier.id for dossier in dossiers if choice.grids),
            has_copy=choice.copy,
        )
        files = write_on_paper(session, wanted, choice.folder, terminal.progress)
    terminal.say(f"{count_fr(len(files), 'fichier écrit', 'fichiers écrits')} dans {choice.folder}.")
    terminal.say("Ils ne sont pas protégés : supprimez-les après l’impression.")
    terminal.result({"files": [str(file) for file in files]})


def _dossiers(session: MemberSession, asked: list[str]) -> list[Dossier]:
    known = {dossier.id: dossier for dossier in session.dossiers()}
    for name in asked:
        if name not in known:
            raise AppError("PAP-03", name=name)
    if asked:
        return [known[DossierId(name)] for name in dict.fromkeys(asked)]
    return [dossier for dossier in known.values() if dossier.id not in session.sheet.recused]
