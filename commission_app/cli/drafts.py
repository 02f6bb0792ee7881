"""Commands about draft backups: a member writes and takes up theirs, the secretariat gives lost ones back."""

import argparse
from pathlib import Path

from commission_app.cli.desks import member, secretariat
from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.terminal import Terminal, read_code
from commission_app.scoring.ids import MemberId
from commission_app.texts import count_fr, date_time_fr
from commission_app.workflow.member.draft_backup import save_backup
from commission_app.workflow.member.draft_offers import DraftOffer, find_backups, restore_backup
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.secretariat.draft_rescue import reseal_draft


def add_commands(commands: Commands, common: FrenchParser) -> None:
    """Add the commands about drafts."""
    group = commands.add_parser("drafts", help="copie des brouillons à côté du lot")
    kinds = group.add_subparsers(required=True)
    parser = kinds.add_parser("save", parents=[common], help="copier ses brouillons à côté du lot")
    parser.set_defaults(run=save)

    parser = kinds.add_parser(
        "rescue", parents=[common], help="rendre ses brouillons à un membre qui a perdu son code"
    )
    parser.add_argument("file", type=Path, metavar="FICHIER", help="brouillons du membre")
    parser.add_argument("--member", required=True, metavar="MEMBRE", help="identifiant du membre")
    parser.add_argument(
        "--envelope-file",
        type=Path,
        required=True,
        metavar="FICHIER",
        help="fichier qui contient la ligne de l’enveloppe",
    )
    parser.add_argument("--into", type=Path, required=True, metavar="DOSSIER", help="où les écrire")
    parser.set_defaults(run=rescue)


def save(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Back the drafts up."""
    with member(choice) as session:
        file = save_backup(session)
    terminal.say("Aucun brouillon à copier." if file is None else f"Brouillons copiés : {file}")
    terminal.result({"file": None if file is None else str(file)})


def take_up(session: MemberSession, terminal: Terminal, *, is_asked: bool) -> DraftOffer | None:
    """Take the most recent drafts up if somebody asked, else say that they are there. Raises as taking up."""
    offer = next(iter(find_backups(session)), None)
    if offer is None:
        if is_asked:
            terminal.say("Aucun brouillon à reprendre à côté de ce lot.")
        return None
    if is_asked:
        restore_backup(session, offer)
        terminal.say(f"Brouillons repris : {_words(offer)}.")
        return offer
    if offer.is_wanted:
        terminal.say(f"Des brouillons sont à côté du lot : {_words(offer)}. L’option --drafts les reprend.")
    return None


def rescue(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Seal a member's drafts again for the code they have now."""
    line = read_code(choice.envelope_file) or ""
    with secretariat(choice) as session:
        file = reseal_draft(session, line, choice.file, MemberId(choice.member), choice.into)
    terminal.say(f"Brouillons rendus : {file}. Envoyez ce fichier au membre, à poser à côté de son lot.")
    terminal.result({"file": str(file), "member": choice.member})


def _words(offer: DraftOffer) -> str:
    marked = count_fr(offer.dossiers, "dossier noté", "dossiers notés")
    closed = f", dont {count_fr(offer.closed, 'clos', 'clos')}" if offer.closed else ""
    return f"{date_time_fr(offer.saved)}, {marked}{closed}"
