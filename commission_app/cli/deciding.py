"""The decision of the authorities on the command line, and the documents that remain."""

import argparse
from pathlib import Path

from commission_app.cli.desks import secretariat
from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.terminal import Terminal
from commission_app.scoring.ids import DossierId
from commission_app.scoring.meeting.acts import Opinion
from commission_app.texts import count_fr
from commission_app.workflow.meeting.deciding import Deciding, DecisionView
from commission_app.workflow.meeting.words import OUTCOMES
from commission_app.workflow.papers.catalogue import papers, print_papers
from commission_app.workflow.papers.kinds import KINDS

OPINIONS = tuple(opinion.value for opinion in Opinion)


def add_commands(commands: Commands, common: FrenchParser) -> None:
    """Add `decide` with its gestures, and `documents`."""
    parser = commands.add_parser("decide", help="inscrire la décision des autorités")
    gestures = parser.add_subparsers(title="gestes", metavar="GESTE", required=True)
    one = gestures.add_parser("begin", parents=[common], help="transmettre l’avis aux autorités")
    one.add_argument("authorities", nargs="+", metavar="AUTORITÉ", help="nom de chaque autorité")
    one.set_defaults(run=_run, do=lambda deciding, c: deciding.begin(tuple(c.authorities)))
    one = gestures.add_parser("choose", parents=[common], help="inscrire le choix d’une autorité")
    _add_about(one)
    one.add_argument("opinion", choices=OPINIONS, metavar="CHOIX", help=f"choix : {', '.join(OPINIONS)}")
    one.add_argument(
        "--reason", default="", metavar="MOTIF", help="motif, dû quand le choix s’écarte de l’avis"
    )
    one.set_defaults(run=_run, do=_choose)
    one = gestures.add_parser("reserve", parents=[common], help="inscrire un désaccord")
    _add_about(one)
    one.add_argument("text", metavar="TEXTE", help="le désaccord")
    one.set_defaults(run=_run, do=lambda d, c: d.reserve(c.authority, DossierId(c.dossier), c.text))
    one = gestures.add_parser("follow", parents=[common], help="suivre l’avis partout ailleurs")
    one.set_defaults(run=_run, do=lambda deciding, _: deciding.follow_avis())
    one = gestures.add_parser("end", parents=[common], help="prendre la décision")
    one.set_defaults(run=_run, do=lambda deciding, _: deciding.close())
    one = gestures.add_parser("show", parents=[common], help="dire où en est la décision")
    one.set_defaults(run=_run, do=None)

    parser = commands.add_parser("documents", parents=[common], help="écrire les documents de la campagne")
    parser.add_argument(
        "folder", type=Path, nargs="?", metavar="DOSSIER", help="où ; sans lui, dire leur état"
    )
    parser.add_argument(
        "--only", action="append", choices=tuple(KINDS), metavar="GENRE", help=f"parmi {', '.join(KINDS)}"
    )
    parser.set_defaults(run=_documents)


def _add_about(parser: FrenchParser) -> None:
    parser.add_argument("authority", metavar="AUTORITÉ", help="nom de l’autorité")
    parser.add_argument("dossier", metavar="DOSSIER", help="identifiant du dossier")


def _choose(deciding: Deciding, choice: argparse.Namespace) -> None:
    deciding.choose(choice.authority, DossierId(choice.dossier), Opinion(choice.opinion), choice.reason)


def _run(choice: argparse.Namespace, terminal: Terminal) -> None:
    with secretariat(choice) as session:
        deciding = Deciding(session)
        if choice.do is not None:
            choice.do(deciding, choice)
        _show(deciding.view(), terminal)


def _show(view: DecisionView, terminal: Terminal) -> None:
    for line in view.lines:
        decided = "désaccord" if line.is_disputed else "à décider"
        decided = OUTCOMES[line.decided] if line.decided else decided
        terminal.say(f"  {line.dossier}, {line.territory} : avis {OUTCOMES[line.avis]}, décision {decided}")
    state = "prise" if view.is_final else "projet"
    terminal.say(f"Décision : {state}. {count_fr(view.pending, 'dossier')} sans décision commune.")
    terminal.result(
        {
            "is_final": view.is_final,
            "pending": view.pending,
            "differences": view.differences,
            "decided": {line.dossier: line.decided.value if line.decided else None for line in view.lines},
        }
    )


def _documents(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Write the documents asked for, all without a choice; without a folder, tell the state of each.

    Without a choice, letters that wait are left: writing one says that it leaves.
    """
    with secretariat(choice) as session:
        keys = choice.only or tuple(paper.key for paper in papers(session) if not paper.waiting)
        files = print_papers(session, keys, choice.folder, terminal.progress) if choice.folder else ()
        states = papers(session)
    for file in files:
        terminal.say(str(file))
    for paper in states:
        if paper.key in keys and paper.lacks:
            terminal.say(f"{paper.title}, projet : {' '.join(paper.lacks)}")
    terminal.result(
        {
            "files": [str(file) for file in files],
            "states": {paper.key: paper.state.value for paper in states},
        }
    )
