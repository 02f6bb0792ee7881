"""The invitations before the call closes: list, basins, letters, who was invited and who answered."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from commission_app.cli.desks import secretariat
from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.terminal import Terminal
from commission_app.workflow.preparation.departements import invitations
from commission_app.workflow.preparation.departements.contacts import read_contacts, take_contacts
from commission_app.workflow.preparation.departements.invitation_papers import export_list, print_invitations
from commission_app.workflow.preparation.departements.invitations import InvitationsView, Standing

STANDINGS = tuple(standing.value for standing in Standing)


def add_commands(commands: Commands, common: FrenchParser) -> None:
    """Add `invitations` with its gestures."""
    parser = commands.add_parser("invitations", help="inviter les territoires des départements retenus")
    gestures = parser.add_subparsers(title="gestes", metavar="GESTE", required=True)
    one = gestures.add_parser("show", parents=[common], help="dire qui est invité et qui a répondu")
    _add_filters(one)
    one.set_defaults(run=_show)
    one = gestures.add_parser("import", parents=[common], help="importer les bassins ou les courriels")
    one.add_argument("file", type=Path, metavar="TABLEAU", help="tableau XLSX, ODS ou CSV")
    one.set_defaults(run=_import)
    one = gestures.add_parser("letter", parents=[common], help="compléter la lettre d’invitation")
    one.add_argument("--where", default="", metavar="TEXTE", help="où déposer une candidature")
    one.add_argument("--word", default="", metavar="TEXTE", help="mot ajouté à la lettre")
    one.set_defaults(run=_letter)
    for name, words, say in (
        ("invite", "noter le jour d’une invitation", invitations.say_invited),
        ("answer", "noter le jour d’une réponse", invitations.say_answered),
    ):
        one = gestures.add_parser(name, parents=[common], help=words)
        _add_filters(one)
        one.add_argument("--day", metavar="JOUR", help="12/04/2021 ; sans lui, la date est retirée")
        one.set_defaults(run=_say_day, say=say)
    one = gestures.add_parser("list", parents=[common], help="écrire la liste de publipostage")
    one.add_argument("file", type=Path, metavar="FICHIER", help="classeur XLSX, ou CSV")
    _add_filters(one, positional=False)
    one.set_defaults(run=_list)
    one = gestures.add_parser("letters", parents=[common], help="écrire les lettres en PDF")
    one.add_argument("folder", type=Path, metavar="DOSSIER", help="où écrire les lettres")
    _add_filters(one, positional=False)
    one.set_defaults(run=_letters)


def _add_filters(parser: FrenchParser, *, positional: bool = True) -> None:
    if positional:
        parser.add_argument("codes", nargs="*", metavar="CODE", help="code INSEE ou SIREN ; sans lui, tous")
    else:
        parser.add_argument(
            "--territory",
            dest="codes",
            action="append",
            default=[],
            metavar="CODE",
            help="code INSEE ou SIREN",
        )
    parser.add_argument("--departement", metavar="CODE", help="ceux d’un département")
    parser.add_argument("--kind", choices=("commune", "EPCI"), metavar="TYPE", help="commune ou EPCI")
    parser.add_argument("--standing", choices=STANDINGS, metavar="ÉTAT", help=f"parmi {', '.join(STANDINGS)}")


def _asked(choice: argparse.Namespace, view: InvitationsView) -> Sequence[str]:
    """Return the codes that the filters leave."""
    lines = invitations.chosen_lines(view, choice.codes or None)
    return [
        line.code
        for line in lines
        if choice.departement in (None, line.departement)
        and choice.kind in (None, line.kind)
        and choice.standing in (None, line.standing.value)
    ]


def _show(choice: argparse.Namespace, terminal: Terminal) -> None:
    with secretariat(choice) as session:
        view = invitations.invitations(session)
    asked = set(_asked(choice, view))
    terminal.say(view.summary)
    for line in view.lines:
        if line.code in asked:
            basin = f", bassin « {line.basin} »" if line.basin else ""
            terminal.say(f"  {line.code} {line.name} ({line.departement}){basin} : {line.standing_words}")
    terminal.result(_document(view, asked))


def _import(choice: argparse.Namespace, terminal: Terminal) -> None:
    with secretariat(choice) as session:
        table = read_contacts(session, choice.file, terminal.progress)
        for said in (*table.problems, *table.notes):
            terminal.say(said)
        take_contacts(session, table)
    terminal.say(f"Bassins : {table.basins}. Courriels : {table.emails}.")
    terminal.result({"basins": table.basins, "emails": table.emails})


def _letter(choice: argparse.Namespace, terminal: Terminal) -> None:
    with secretariat(choice) as session:
        invitations.write_letter_details(session, choice.where, choice.word)
        view = invitations.invitations(session)
    terminal.result({"where": view.letter.where, "word": view.letter.word})


def _say_day(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Note the day of invitations or of answers, or take it back."""
    day = None if choice.day is None else invitations.day_of(choice.day)
    with secretariat(choice) as session:
        choice.say(session, _asked(choice, invitations.invitations(session)), day)
        view = invitations.invitations(session)
    terminal.say(view.summary)
    terminal.result(_document(view, set()))


def _list(choice: argparse.Namespace, terminal: Terminal) -> None:
    with secretariat(choice) as session:
        asked = _asked(choice, invitations.invitations(session))
        file = export_list(session, asked, choice.file)
    terminal.say(str(file))
    terminal.result({"file": str(file), "territories": len(asked)})


def _letters(choice: argparse.Namespace, terminal: Terminal) -> None:
    with secretariat(choice) as session:
        asked = _asked(choice, invitations.invitations(session))
        files = print_invitations(session, asked, choice.folder, terminal.progress)
    for file in files:
        terminal.say(str(file))
    terminal.result({"files": [str(file) for file in files], "letters": len(asked)})


def _document(view: InvitationsView, asked: set[str]) -> dict[str, object]:
    return {
        "summary": view.summary,
        "departements": list(view.departements),
        "standings": {one.value: count for one, count in view.counts.items()},
        "territories": [
            {
                "code": line.code,
                "name": line.name,
                "standing": line.standing.value,
                "basin": line.basin,
                "invited": None if line.invited is None else line.invited.isoformat(),
            }
            for line in view.lines
            if line.code in asked
        ],
    }
