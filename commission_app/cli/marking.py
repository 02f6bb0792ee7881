"""Commands of a member: open, mark, hand-in."""

import argparse
from pathlib import Path

from commission_app.cli.desks import chosen_desk, member, typed_code
from commission_app.cli.drafts import take_up
from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.terminal import Terminal
from commission_app.errors import AppError
from commission_app.texts import count_fr, date_fr, list_fr
from commission_app.workflow.member.grid_carry import notice_words
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.mark_file import mark_from_file
from commission_app.workflow.member.open_bundle import enter
from commission_app.workflow.member.read import bundle_view
from commission_app.workflow.member.views import SecretariatChange
from commission_app.workflow.member.volumes import bring_volumes, is_volume
from commission_app.workflow.receiving.receipts import take_receipt


def add_commands(commands: Commands, common: FrenchParser) -> None:
    """Add the member's commands."""
    parser = commands.add_parser("open", parents=[common], help="ouvrir un lot avec son code")
    parser.add_argument("files", type=Path, nargs="+", metavar="LOT", help="lot reçu, ou ses volumes")
    parser.add_argument("--drafts", action="store_true", help="reprendre ses derniers brouillons")
    parser.set_defaults(run=open_lot)

    parser = commands.add_parser("mark", parents=[common], help="noter depuis un fichier JSON")
    parser.add_argument("file", type=Path, metavar="NOTES", help="fichier de notes")
    parser.set_defaults(run=mark)

    parser = commands.add_parser("hand-in", parents=[common], help="remettre sa fiche")
    parser.add_argument("folder", type=Path, metavar="DOSSIER", help="où écrire la fiche")
    parser.set_defaults(run=hand_in_sheet)

    parser = commands.add_parser("receipt", parents=[common], help="lire un accusé de réception")
    parser.add_argument("file", type=Path, metavar="ACCUSE", help="accusé reçu")
    parser.set_defaults(run=read_receipt)


def open_lot(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Open a lot and list its dossiers in the member's reading order."""
    desk, lot = chosen_desk(choice), choice.files[0]
    if is_volume(lot):
        brought = bring_volumes(desk, choice.files, terminal.progress)
        if brought.lot is None:
            raise AppError("VOL-06", missing=list_fr([str(number) for number in brought.missing]))
        lot = brought.lot
        terminal.say(f"Les {brought.count} volumes sont réunis : {lot}")
    with enter(desk, lot, typed_code(choice), terminal.progress) as session:
        view = bundle_view(session)
        terminal.say(f"Bonjour {view.member_name}, {view.institution}. {view.campaign}.")
        taken = take_up(session, terminal, is_asked=choice.drafts)
    for item in view.dossiers:
        pieces = count_fr(len(item.dossier.pieces), "pièce")
        terminal.say(f"{item.position:>3}  {item.dossier.territory.name} : {pieces}")
    if view.secretariat_change is not None:
        terminal.say(_change_words(view.secretariat_change))
    if view.grid_notice is not None:
        terminal.say(" ".join(notice_words(view.grid_notice)))
    terminal.result(
        {
            "member": view.member,
            "dossiers": [item.dossier.id for item in view.dossiers],
            "drafts": None if taken is None else str(taken.file),
        }
    )


def _change_words(change: SecretariatChange) -> str:
    if change.by_letter:
        return "Votre nouvelle lettre vous relie de nouveau au secrétariat."
    at = date_fr(change.at)
    return f"Le secrétariat a changé ses moyens de protection ; vérifié ici le {at}. Rien à faire."


def mark(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Record the marks of a file."""
    with member(choice) as session:
        edits = mark_from_file(session, choice.file, terminal.progress)
    terminal.say(f"{count_fr(edits, 'changement enregistré', 'changements enregistrés')}.")
    terminal.result({"edits": edits})


def hand_in_sheet(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Write the fiche."""
    with member(choice) as session:
        handed = hand_in(session, choice.folder, terminal.progress)
    terminal.say(f"Fiche n° {handed.version} remise : {handed.file}")
    terminal.result({"version": handed.version, "file": str(handed.file), "dossiers": handed.dossiers})


def read_receipt(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Read a receipt and keep its line beside the fiche."""
    with member(choice) as session:
        lines = take_receipt(session, choice.file)
    for line in lines:
        terminal.say(line)
    terminal.result({"lines": list(lines)})
