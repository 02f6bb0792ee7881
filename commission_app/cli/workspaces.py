"""Commands about a workspace as a whole: backups, hand-overs, contributions."""

import argparse
from collections.abc import Callable
from pathlib import Path

from commission_app.cli.desks import chosen_desk, secretariat, typed_code
from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.terminal import Terminal
from commission_app.texts import count_fr, date_time_fr
from commission_app.workflow.secretariat import backup, contributing, contributions, handing_over, restoring
from commission_app.workflow.secretariat.lineage_of_file import KIN_WORDS, lineage_of

Run = Callable[[argparse.Namespace, Terminal], None]


def add_commands(verbs: Commands, common: FrenchParser) -> None:
    """Add them to the group `campaign`."""

    def add(name: str, words: str, run: Run) -> argparse.ArgumentParser:
        parser = verbs.add_parser(name, parents=[common], help=words)
        parser.set_defaults(run=run)
        return parser

    parser = add("backup", "sauvegarder le dossier de travail", save)
    parser.add_argument(
        "--folder", type=Path, metavar="DOSSIER", help="où sauvegarder, à partir de maintenant"
    )
    parser = add("check-backup", "vérifier une sauvegarde sans rien écrire", check)
    parser.add_argument("file", type=Path, metavar="SAUVEGARDE", help="fichier, ou dossier des sauvegardes")
    parser = add("restore-backup", "restaurer une sauvegarde ou recevoir une passation", restore)
    parser.add_argument("file", type=Path, metavar="SAUVEGARDE", help="fichier, ou dossier des sauvegardes")
    parser.add_argument(
        "--contributor", default="", metavar="NOM", help="en faire la copie de travail de NOM"
    )
    parser.add_argument("--without-damaged", action="store_true", help="se passer des pièces abîmées")
    parser = add("compare", "dire si une sauvegarde et cette campagne se suivent", compare)
    parser.add_argument("file", type=Path, metavar="SAUVEGARDE", help="fichier, ou dossier des sauvegardes")

    parser = add("hand-over", "passer la campagne à un autre agent", hand_over)
    parser.add_argument("--giver", required=True, metavar="NOM", help="qui la passe")
    parser.add_argument("--receiver", required=True, metavar="NOM", help="qui la reçoit")
    parser.add_argument("--into", type=Path, required=True, metavar="DOSSIER", help="où écrire la passation")
    parser = add("hand-over-again", "écrire de nouveau le fichier de la passation", hand_over_again)
    parser.add_argument("--into", type=Path, required=True, metavar="DOSSIER", help="où l’écrire")
    add("take-back", "reprendre la campagne : sa passation n’a pas servi", take_back)

    parser = add("contribute", "écrire la contribution de cette copie", contribute)
    parser.add_argument("--into", type=Path, required=True, metavar="DOSSIER", help="où l’écrire")
    parser = add("contribution", "reprendre les contributions d’autres agents", take_contributions)
    parser.add_argument("files", type=Path, nargs="+", metavar="CONTRIBUTION", help="fichiers reçus")


def save(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Back the workspace up."""
    with secretariat(choice) as session:
        if choice.folder is not None:
            backup.choose_backup_folder(session, choice.folder)
        file = backup.back_up(session, terminal.progress)
    terminal.say(f"Sauvegarde écrite : {file}")
    terminal.result({"file": str(file)})


def check(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Verify a backup whole."""
    file = restoring.find_backup(choice.file)
    found = restoring.check_backup(file, typed_code(choice), terminal.progress)
    good, all_of_them = len(found.pieces), len(found.backup.pieces)
    terminal.say(
        f"{found.recovery.name}, sauvegarde du {date_time_fr(found.backup.at)}. "
        f"Pièces intactes : {good} sur {all_of_them}."
    )
    terminal.result({"file": str(file), "damaged": list(found.damaged), "pieces": all_of_them})


def restore(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Make a workspace again from a backup."""
    with restoring.restore_workspace(
        chosen_desk(choice),
        choice.file,
        typed_code(choice),
        terminal.progress,
        contributor=choice.contributor,
        without_damaged=choice.without_damaged,
    ) as session:
        terminal.say(f"Campagne restaurée : {session.campaign.name}.")
        terminal.result({"campaign": session.campaign.id, "folder": str(session.place.folder)})


def compare(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Say how a backup and this workspace stand to each other."""
    with secretariat(choice) as session:
        found = lineage_of(session, restoring.find_backup(choice.file))
    terminal.say(
        f"{KIN_WORDS[found.kin]} ({count_fr(found.shared, 'événement commun', 'événements communs')})."
    )
    terminal.result({"kin": found.kin.value, "shared": found.shared})


def hand_over(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Hand the campaign over."""
    with secretariat(choice) as session:
        names = choice.giver, choice.receiver
        file = handing_over.hand_over(session, *names, choice.into, terminal.progress)
    terminal.say(f"Campagne passée à {choice.receiver} : {file}. Ici, elle se lit seulement.")
    terminal.result({"file": str(file)})


def hand_over_again(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Write the file of the hand-over again."""
    with secretariat(choice) as session:
        file = handing_over.write_again(session, choice.into, terminal.progress)
    terminal.say(f"Passation écrite de nouveau : {file}.")
    terminal.result({"file": str(file)})


def take_back(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Go on writing here."""
    with secretariat(choice) as session:
        handing_over.take_back(session)
    terminal.say("La campagne se tient de nouveau ici. Détruisez le fichier de la passation.")
    terminal.result({"taken_back": True})


def contribute(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Write the contribution of a copy."""
    with secretariat(choice) as session:
        file = contributing.write_contribution(session, choice.into)
    terminal.say(f"Contribution écrite : {file}. Envoyez-la à qui tient la campagne.")
    terminal.result({"file": str(file)})


def take_contributions(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Take contributions, and say what they changed and what they contradict."""
    found = []
    with secretariat(choice) as session:
        for file in choice.files:  # each is said at once: one that is refused does not hide the others
            one = contributions.receive_contribution(session, file)
            found.append(one)
            subjects, changed = count_fr(one.subjects, "point"), count_fr(one.changed, "changement")
            terminal.say(f"{one.author} : {subjects}, {changed} ici.")
    forks = found[-1].forks
    if forks:
        terminal.say(f"À départager dans la fenêtre : {count_fr(forks, 'contradiction')}.")
    terminal.result([{"author": one.author, "changed": one.changed, "forks": one.forks} for one in found])
