"""The demonstration command: play an invented campaign from end to end."""

import argparse
from pathlib import Path

from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.terminal import Terminal
from commission_app.rehearsal.generated import generated
from commission_app.rehearsal.play import Played, play, refused
from commission_app.rehearsal.six_dossiers import six_dossiers
from commission_app.texts import count_fr


def add_commands(commands: Commands, common: FrenchParser) -> None:
    """Add the demonstration."""
    parser = commands.add_parser("demo", parents=[common], help="jouer une campagne de démonstration")
    parser.add_argument(
        "--into", type=Path, default=Path("demonstration"), metavar="DOSSIER", help="où tout écrire"
    )
    parser.add_argument("--dossiers", type=int, metavar="N", help="campagne générée : nombre de dossiers")
    parser.add_argument("--members", type=int, metavar="N", default=8, help="nombre de membres (8)")
    parser.add_argument("--seed", type=int, metavar="N", default=1, help="graine de la campagne (1)")
    parser.set_defaults(run=demonstrate)


def demonstrate(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Play the six dossiers, or a generated campaign."""
    if choice.dossiers is None:
        scenario = six_dossiers()
    else:
        scenario = generated(choice.dossiers, choice.members, choice.seed)
    played = play(scenario, choice.into, terminal.progress)
    _say(played, terminal)
    terminal.result(_document(played))


def _say(played: Played, terminal: Terminal) -> None:
    view = played.consolidation
    terminal.say(f"{view.campaign}\n")
    terminal.say("Fiches reçues")
    for file in played.received:
        terminal.say(f"  {file.title:<34} {file.member_name or '—':<18} {file.meaning}")
    terminal.say(f"\nClassement ({count_fr(view.seats, 'place')})")
    for row in view.rows[:20]:
        rank = row.rank if row.rank is not None else "—"
        terminal.say(f"  {rank:>3}  {row.display or row.status:>8}  {row.territory} ({row.departement})")
    terminal.say("\nArchive recalculée")
    for line in played.archive_checks:
        terminal.say(f"  {line}")
    terminal.say(f"\nTout est dans {played.folders.root}, à commencer par A-LIRE.txt.")


def _document(played: Played) -> dict[str, object]:
    return {
        "folder": str(played.folders.root),
        "refused": [{"file": file.file, "code": file.code} for file in refused(played)],
        "ranking": [
            {
                "dossier": row.dossier,
                "rank": row.rank,
                "note": str(row.note) if row.note is not None else None,
            }
            for row in played.consolidation.rows
        ],
    }
