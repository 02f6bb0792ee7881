"""Commands of the secretariat about one member: code lost, computer confirmed, lost or found again."""

import argparse
from collections.abc import Callable
from pathlib import Path

from commission_app.cli.desks import secretariat
from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.terminal import Terminal
from commission_app.errors import AppError
from commission_app.scoring.ids import MemberId
from commission_app.workflow.secretariat.computers import (
    computers,
    confirm_computer,
    readmit_computer,
    withdraw_computers,
)
from commission_app.workflow.secretariat.letters import print_letter, write_new_letter
from commission_app.workflow.secretariat.session import SecretariatSession


def add_commands(commands: Commands, common: FrenchParser) -> None:
    """Add the commands about members."""
    group = commands.add_parser("member", help="code perdu, ordinateur d’un membre")
    kinds = group.add_subparsers(required=True)

    def add(name: str, words: str, run: Callable[..., None]) -> FrenchParser:
        parser = kinds.add_parser(name, parents=[common], help=words)
        parser.add_argument("member", metavar="MEMBRE", help="identifiant du membre")
        parser.set_defaults(run=run)
        return parser

    lost = add("new-code", "remplacer un code perdu et écrire sa lettre", new_code)
    taken = add("stolen", "déclarer perdu ou volé l’ordinateur d’un membre", stolen)
    same = add("letter", "écrire de nouveau la lettre d’un membre, sans changer son code", letter)
    for parser in (lost, taken, same):
        parser.add_argument("folder", type=Path, metavar="DOSSIER", help="où écrire sa lettre")
    add("computers", "ordinateurs connus d’un membre", list_computers)
    confirmed = add("confirm", "confirmer un autre ordinateur, de vive voix", confirm)
    confirmed.add_argument("--digits", default="", metavar="CHIFFRES", help="40 chiffres lus au téléphone")
    found = add("readmit", "reprendre un ordinateur retrouvé", readmit)
    for parser in (confirmed, found):
        parser.add_argument("number", type=int, metavar="NUMERO", help="donné par « member computers »")


def new_code(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Replace a lost code."""
    with secretariat(choice) as session:
        member = MemberId(choice.member)
        letter = write_new_letter(session, member, choice.folder)
    terminal.say(f"Nouvelle lettre de {letter.name} : {letter.file}")
    terminal.say("Scellez de nouveau son lot, puis envoyez la lettre et le lot par deux voies différentes.")
    terminal.result({"member": letter.member, "file": str(letter.file), "serial": letter.serial})


def stolen(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Take nothing more from a member's computers, and give them a new code."""
    with secretariat(choice) as session:
        member = MemberId(choice.member)
        letter = write_new_letter(session, member, choice.folder, withdraw_computers)
    terminal.say(f"Les ordinateurs de {letter.name} sont retirés ; les fiches déjà retenues le restent.")
    terminal.say(f"Nouvelle lettre : {letter.file}. Scellez de nouveau son lot.")
    terminal.result({"member": letter.member, "file": str(letter.file), "serial": letter.serial})


def letter(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Write a letter again, for a member who lost the paper but whose code nobody saw."""
    with secretariat(choice) as session:
        written = print_letter(session, MemberId(choice.member), choice.folder)
    terminal.say(f"Lettre de {written.name} : {written.file}")
    terminal.result({"member": written.member, "file": str(written.file), "serial": written.serial})


def list_computers(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Say which computers of a member are known."""
    with secretariat(choice) as session:
        known = computers(session, MemberId(choice.member))
    for computer in known:
        terminal.say(f"{computer.number:>2}  {computer.state}, {computer.since}")
        terminal.say(f"    {computer.digits}")
    if not known:
        terminal.say("Aucun ordinateur connu : ce membre n’a remis aucune fiche.")
    terminal.result({"computers": [{"key": c.key, "status": c.status, "digits": c.digits} for c in known]})


def confirm(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Confirm a computer with its member."""
    with secretariat(choice) as session:
        member = MemberId(choice.member)
        confirm_computer(session, member, _key(session, member, choice.number), choice.digits)
    terminal.say("Ordinateur confirmé : ses fiches sont prises en compte.")
    terminal.result({"member": choice.member, "confirmed": choice.number})


def readmit(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Take back a computer found again."""
    with secretariat(choice) as session:
        member = MemberId(choice.member)
        readmit_computer(session, member, _key(session, member, choice.number))
    terminal.say("Ordinateur réadmis : recevez de nouveau sa fiche.")
    terminal.result({"member": choice.member, "readmitted": choice.number})


def _key(session: SecretariatSession, member: MemberId, number: int) -> str:
    """Return the computer that bears a number in the list. CAM-04 when none does."""
    for computer in computers(session, member):
        if computer.number == number:
            return computer.key
    raise AppError("CAM-04", what=f"{member}, ordinateur {number}")
