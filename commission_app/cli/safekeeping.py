"""Commands around a campaign's life: its creation and what goes under seal, its return, its end."""

import argparse
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from commission_app.cli import settling, workspaces
from commission_app.cli.desks import chosen_desk, secretariat, typed_code
from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.terminal import Terminal
from commission_app.scoring.ids import CampaignId
from commission_app.texts import count_fr, date_time_fr, size_fr
from commission_app.workflow.desk import DeskCampaign
from commission_app.workflow.end_of_campaign import (
    EndOfCampaign,
    campaign_named,
    end_of_campaign,
    erase_campaign,
)
from commission_app.workflow.preparation import campaign as campaigns
from commission_app.workflow.secretariat.recovery import export_recovery, restore_secretariat
from commission_app.workflow.secretariat.session import SecretariatSession, open_secretariat


def add_commands(commands: Commands, common: FrenchParser) -> None:
    """Add what is done to a campaign as a whole."""
    verbs = commands.add_parser("campaign", help="créer, rétablir ou effacer une campagne").add_subparsers(
        required=True
    )
    parser = verbs.add_parser("new", parents=[common], help="créer une campagne depuis un fichier JSON")
    parser.add_argument("file", type=Path, metavar="CAMPAGNE", help="fichier de la campagne")
    parser.add_argument(
        "--envelope", type=Path, metavar="DOSSIER", help="où écrire le pli de secours, au lieu de l’afficher"
    )
    parser.set_defaults(run=new_campaign)

    parser = verbs.add_parser("recovery", parents=[common], help="écrire une copie de secours.age")
    parser.add_argument("folder", type=Path, metavar="DOSSIER", help="où écrire la copie")
    parser.set_defaults(run=write_recovery)

    parser = verbs.add_parser("restore", parents=[common], help="rétablir l’accès à une campagne")
    parser.add_argument("file", type=Path, metavar="SECOURS", help="fichier secours.age")
    parser.add_argument(
        "--folder", type=Path, metavar="DOSSIER", help="dossier de la campagne, s’il est ailleurs"
    )
    parser.set_defaults(run=restore)

    settling.add_duplicate(verbs, common)
    workspaces.add_commands(verbs, common)

    parser = verbs.add_parser("erase", parents=[common], help="effacer une campagne de cet ordinateur")
    parser.add_argument("--confirm", required=True, metavar="NOM", help="nom entier de la campagne")
    parser.add_argument("--campaign", metavar="IDENTIFIANT", help="si deux campagnes portent ce nom")
    parser.add_argument("--without-archive", action="store_true", help="effacer sans archive de séance")
    parser.add_argument("--dry-run", action="store_true", help="montrer ce qui serait effacé")
    parser.set_defaults(run=erase)


def new_campaign(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Create a campaign; what goes under seal is written once, or shown once."""
    desk, campaign = chosen_desk(choice), campaigns.read_campaign(choice.file)
    created = campaigns.new_campaign(desk, campaign, choice.envelope)
    with created.session as session:
        terminal.say(f"Campagne créée : {session.campaign.name}.")
        document: dict[str, str] = {"campaign": session.campaign.id}
    if choice.envelope is None:
        kept = {
            "recovery_code": ("Code de secours", created.recovery_code),
            "envelope": ("Ligne de l’enveloppe", created.envelope),
            "chair_code": ("Code de la présidence", created.chair_code),
        }
        for name, (words, text) in kept.items():
            if text:
                terminal.say(f"{words}, à imprimer et à garder sous pli : {text}")
                document |= {name: text}
    else:
        terminal.say(f"Pli de secours écrit : {choice.envelope}. Imprimez-le, puis effacez-le.")
        document |= {"folder": str(choice.envelope)}
    terminal.result(document)


def write_recovery(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Write a copy of the recovery file; the printed code is always asked, since it opens the copy."""
    code = typed_code(choice)
    with open_secretariat(chosen_desk(choice), recovery_code=code) as session:
        file = export_recovery(session, code, choice.folder)
    terminal.say(f"{file} : à garder avec le pli de secours, loin de cet ordinateur.")
    terminal.result({"file": str(file)})


def restore(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Give a desk its vault again."""
    with restore_secretariat(chosen_desk(choice), choice.file, typed_code(choice), choice.folder) as session:
        terminal.say(f"Campagne rétablie : {session.campaign.name}.")
        terminal.result({"campaign": session.campaign.id, "folder": str(session.place.folder)})


def erase(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Erase a campaign, of a member or of the secretariat, and say what remains to be destroyed."""
    desk = chosen_desk(choice)
    campaign = None if choice.campaign is None else CampaignId(choice.campaign)
    place = campaign_named(desk, choice.confirm, campaign)
    with _journal(choice, place) as session:
        end = end_of_campaign(desk, place, session)
        if choice.dry_run:
            _say(end, terminal, "Seraient effacés")
            return
        left = erase_campaign(desk, place, choice.confirm, session, without_archive=choice.without_archive)
    _say(end, terminal, "Effacés")
    for file in left:
        terminal.say(f"{file} : laissé, car l’application ne l’a pas écrit.")
    terminal.result({"campaign": place.id, "left": [str(file) for file in left]})


def _journal(
    choice: argparse.Namespace, place: DeskCampaign
) -> AbstractContextManager[SecretariatSession | None]:
    """Open the secretariat's journal, unless nothing will be asked of it."""
    is_needed = place.side == "secretariat" and not choice.without_archive and not place.erasure.exists()
    return secretariat(choice, place.id) if is_needed else nullcontext()


def _say(end: EndOfCampaign, terminal: Terminal, verb: str) -> None:
    lots, pieces = count_fr(end.lots, "lot"), count_fr(end.pieces, "fichier de pièce", "fichiers de pièces")
    terminal.say(f"{end.name}. {verb} : {lots}, {pieces}, {size_fr(end.size)}.")
    if end.archived is not None:
        terminal.say(f"Dernière archive de séance : {date_time_fr(end.archived)}.")
    terminal.say("Restent à détruire à la main :")
    for line in end.by_hand:
        terminal.say(f"– {line}")
