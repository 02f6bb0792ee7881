"""Commands for a grid marked on paper: blank grids, two entries, their differences, the recorded fiche."""

import argparse
from pathlib import Path
from typing import Final

from commission_app.cli.desks import secretariat
from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.terminal import Terminal
from commission_app.scoring.double_entry import Answer, Part, Subject
from commission_app.scoring.ids import CriterionId, DossierId, MemberId
from commission_app.scoring.sheet import NOT_ASSESSABLE, MarkValue
from commission_app.texts import count_fr, list_fr
from commission_app.workflow.receiving.blank_grids import write_blank_grids
from commission_app.workflow.receiving.paper_entry import abandon_entries
from commission_app.workflow.receiving.paper_fiche import paper_view, record_paper, settle
from commission_app.workflow.receiving.paper_file import enter_from_file
from commission_app.workflow.receiving.paper_views import PaperView, Stage

STAGES: Final = {
    Stage.FIRST: "La première saisie est à faire.",
    Stage.SECOND: "La seconde saisie est à faire, par un autre agent.",
    Stage.UNEVEN: "Les deux saisies ne portent pas sur les mêmes dossiers : {places}.",
    Stage.COMPARED: "Les deux saisies sont terminées : {left} à lever.",
}
BLANK, SIGNED = "-", "signée"


def add_commands(commands: Commands, common: FrenchParser) -> None:
    """Add the commands."""
    verbs = commands.add_parser("paper-entry", help="saisir à deux la grille papier d’un membre")
    parsers = verbs.add_subparsers(required=True)

    parser = parsers.add_parser("grids", parents=[common], help="écrire ses grilles vierges")
    _add_member(parser)
    parser.add_argument("folder", type=Path, metavar="DOSSIER", help="où écrire les PDF")
    parser.set_defaults(run=grids)

    parser = parsers.add_parser("enter", parents=[common], help="faire une saisie depuis un fichier JSON")
    _add_member(parser)
    parser.add_argument("file", type=Path, metavar="SAISIE", help="codes imprimés, notes et remarques")
    parser.add_argument("--agent", required=True, metavar="NOM", help="qui fait cette saisie")
    parser.set_defaults(run=enter)

    parser = parsers.add_parser("show", parents=[common], help="dire où en sont les saisies")
    _add_member(parser)
    parser.set_defaults(run=show)

    parser = parsers.add_parser("settle", parents=[common], help="dire ce que porte le papier")
    _add_member(parser)
    parser.add_argument("dossier", metavar="DOSSIER", help="identifiant du dossier")
    parser.add_argument("value", metavar="VALEUR", help="note, NE:motif, « - » pour en blanc, ou texte")
    parser.add_argument("--criterion", metavar="CRITERE", help="critère d’une note ou d’une remarque")
    parser.add_argument(
        "--part",
        choices=[part.value for part in Part],
        default=Part.MARK.value,
        metavar="PARTIE",
        help="mark (sans cette option), remark, signed ou reason",
    )
    parser.set_defaults(run=look_up)

    parser = parsers.add_parser("record", parents=[common], help="enregistrer la fiche papier")
    _add_member(parser)
    parser.add_argument("--by", default="", metavar="NOM", help="qui a regardé le papier")
    parser.set_defaults(run=record)

    parser = parsers.add_parser("abandon", parents=[common], help="abandonner les saisies en cours")
    _add_member(parser)
    parser.set_defaults(run=abandon)


def _add_member(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("member", metavar="MEMBRE", help="identifiant du membre")


def grids(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Write the blank grids of a member."""
    with secretariat(choice) as session:
        files = write_blank_grids(session, MemberId(choice.member), choice.folder, terminal.progress)
    words = count_fr(len(files), "grille vierge écrite", "grilles vierges écrites")
    terminal.say(f"{words} dans {choice.folder}.")
    terminal.result({"files": [str(file) for file in files]})


def enter(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Make one entry, whole."""
    with secretariat(choice) as session:
        opened = enter_from_file(session, MemberId(choice.member), choice.agent, choice.file)
        view = paper_view(session, MemberId(choice.member))
    terminal.say(f"Saisie n° {opened.number}, par {opened.agent} : terminée.")
    _tell(view, terminal)


def show(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Say where the entries stand."""
    with secretariat(choice) as session:
        _tell(paper_view(session, MemberId(choice.member)), terminal)


def look_up(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Say what the paper says where both entries differ."""
    part, criterion = Part(choice.part), CriterionId(choice.criterion) if choice.criterion else None
    subject = Subject(DossierId(choice.dossier), part, criterion)
    with secretariat(choice) as session:
        settle(session, MemberId(choice.member), subject, _answer(part, choice.value))
        _tell(paper_view(session, MemberId(choice.member)), terminal)


def record(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Record the fiche."""
    with secretariat(choice) as session:
        sheet = record_paper(session, MemberId(choice.member), choice.by)
    terminal.say(f"Fiche papier enregistrée, saisie par le secrétariat : {sheet}")
    terminal.result({"sheet": sheet})


def abandon(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Forget what is being entered."""
    with secretariat(choice) as session:
        abandon_entries(session, MemberId(choice.member))
    terminal.say("Les saisies en cours de cette grille papier sont abandonnées.")
    terminal.result({"member": choice.member})


def _answer(part: Part, value: str) -> Answer:
    if part is Part.MARK:
        kind, _, motive = value.partition(":")
        return Answer(mark=_mark(kind.strip()), motive=motive.strip())
    if part is Part.SIGNED:
        return Answer(is_signed=value.strip().casefold() == SIGNED)
    return Answer(text="" if value.strip() == BLANK else value)


def _mark(text: str) -> MarkValue:
    if text == BLANK:
        return None
    if text == NOT_ASSESSABLE:
        return NOT_ASSESSABLE
    return int(text) if text.isdecimal() else -1  # out of every scale: refused as such


def _tell(view: PaperView, terminal: Terminal) -> None:
    left = count_fr(view.left, "différence")
    terminal.say(STAGES[view.stage].format(places=list_fr(view.uneven), left=left))
    for line in view.differences:
        found = line.settled if line.settled is not None else "à lever"
        terminal.say(f"- {line.place}, {line.label} : « {line.first} », « {line.second} » ; {found}")
    if view.warning:
        terminal.say(view.warning)
    terminal.result(
        {
            "stage": view.stage.value,
            "left": view.left,
            "differences": [
                {
                    "dossier": line.subject.dossier,
                    "part": line.subject.part.value,
                    "criterion": line.subject.criterion,
                    "settled": line.settled is not None,
                }
                for line in view.differences
            ],
        }
    )
