"""The command that changes the keys of a campaign."""

import argparse
from pathlib import Path

from commission_app.cli.desks import secretariat
from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.terminal import Terminal
from commission_app.workflow.secretariat.recovery import refuse_unfit_folder
from commission_app.workflow.secretariat.rotation import Reason, change_keys, envelope_in

NEXT_STEPS = {
    Reason.PLANNED: (
        "Scellez tous les lots (seal), puis envoyez-les : les lettres et leurs codes restent les mêmes.",
        "Les membres ouvrent leur nouveau lot comme les précédents, sans rien faire d’autre.",
        "Envoyez ensuite les accusés de réception : ils ne se lisent qu’une fois le nouveau lot ouvert.",
    ),
    Reason.COMPROMISED: (
        "Imprimez toutes les lettres (letters) : chaque membre a un nouveau code, l’ancien ne sert plus.",
        "Scellez tous les lots (seal).",
        "Envoyez chaque lettre par un autre chemin que le lot, et prévenez les membres par téléphone.",
        "Ce qui a été envoyé avant reste lisible pour qui a eu les anciens moyens : rien n’y peut.",
    ),
}
CHEST = (
    "Le coffre ne change pas : le code de la présidence reste le même. S’il a pu être vu lui aussi, terminez "
    "cette campagne et créez-en une nouvelle."
)


def add_commands(commands: Commands, common: FrenchParser) -> None:
    """Add the command."""
    verbs = commands.add_parser("keys", help="changer les moyens de protection").add_subparsers(required=True)
    parser = verbs.add_parser(
        "change", parents=[common], help="changer les moyens de protection d’une campagne"
    )
    parser.add_argument(
        "--compromised",
        action="store_true",
        help="les moyens actuels ont pu être volés : de nouvelles lettres seront nécessaires",
    )
    parser.add_argument(
        "--envelope", type=Path, required=True, metavar="DOSSIER", help="où écrire le nouveau pli de secours"
    )
    parser.set_defaults(run=change)


def change(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Change the keys and say what to do next."""
    reason = Reason.COMPROMISED if choice.compromised else Reason.PLANNED
    refuse_unfit_folder(choice.envelope)
    with secretariat(choice) as session:
        change_keys(session, reason, envelope_in(session, choice.envelope), terminal.progress)
        keys, has_chest = session.secrets.key_set, bool(session.secrets.chest)
    steps = (
        f"Imprimez le nouveau pli de secours ({choice.envelope}), puis effacez-le.",
        "Détruisez l’ancien pli et les copies de son secours.age : ils n’ouvrent plus le travail actuel.",
        *NEXT_STEPS[reason],
    )
    terminal.say("Les moyens de protection de la campagne ont changé.")
    for number, step in enumerate(steps, 1):
        terminal.say(f"{number}. {step}")
    if has_chest:
        terminal.say(CHEST)
    terminal.result({"keys": keys.id, "reason": reason.value, "folder": str(choice.envelope)})
