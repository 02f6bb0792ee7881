"""Commands that settle a campaign: its settings one by one, and another campaign made from them."""

import argparse
from pathlib import Path

from commission_app.cli.desks import chosen_desk, secretariat
from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.terminal import Terminal
from commission_app.workflow.preparation.settings.creation import create, start_of, typed_identity
from commission_app.workflow.preparation.settings.setting_list import SETTINGS
from commission_app.workflow.preparation.settings.setting_values import (
    change_setting,
    kept_settings,
    settings_view,
    shown,
)


def add_commands(commands: Commands, common: FrenchParser) -> None:
    """Add the commands of the settings."""
    verbs = commands.add_parser("settings", help="voir et changer les réglages de la campagne")
    parsers = verbs.add_subparsers(required=True)
    parser = parsers.add_parser("list", parents=[common], help="montrer tous les réglages")
    parser.set_defaults(run=show_settings)
    parser = parsers.add_parser("set", parents=[common], help="changer un réglage")
    parser.add_argument("key", metavar="RÉGLAGE", help="son nom, tel que « list » le donne")
    parser.add_argument("value", metavar="VALEUR", help="comme dans la fenêtre : 25/06/2021 18:00, 2,5")
    parser.set_defaults(run=set_setting)


def add_duplicate(verbs: Commands, common: FrenchParser) -> None:
    """Add the command that makes a campaign from another, beside the one that makes it from a file."""
    parser = verbs.add_parser("duplicate", parents=[common], help="créer une campagne d’après celle-ci")
    parser.add_argument("--name", required=True, metavar="NOM", help="nom de la nouvelle campagne")
    for option, words in (("--deadline", "date limite des fiches"), ("--meeting", "séance")):
        parser.add_argument(option, required=True, metavar="DATE", help=f"{words}, comme 25/06/2021 18:00")
    parser.add_argument(
        "--envelope", type=Path, required=True, metavar="DOSSIER", help="où écrire son pli de secours"
    )
    parser.set_defaults(run=duplicate)


def show_settings(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Show every setting, with its key."""
    with secretariat(choice) as session:
        kept, typed = kept_settings(session), settings_view(session).typed
    for setting in SETTINGS:
        terminal.say(f"{setting.key:<18}{setting.label} : {shown(setting, kept.get(setting.key, ''))}")
    terminal.result(dict(typed))


def set_setting(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Change one setting."""
    with secretariat(choice) as session:
        before = change_setting(session, choice.key, choice.value)
        after = settings_view(session).typed[choice.key]
    terminal.say(f"{choice.key} : « {before} » devient « {after} ».")
    terminal.result({"setting": choice.key, "before": before, "after": after})


def duplicate(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Create another campaign with the same settings and people; no dossier and no date follows."""
    with secretariat(choice) as session:
        start = start_of(session)
    asked = {"name": choice.name, "deadline": choice.deadline, "meeting": choice.meeting}
    created = create(chosen_desk(choice), start, {**typed_identity(start), **asked}, choice.envelope)
    with created.session as session:
        terminal.say(f"Campagne créée : {session.campaign.name}.")
        terminal.say(f"Pli de secours écrit : {choice.envelope}. Imprimez-le, puis effacez-le.")
        terminal.result({"campaign": session.campaign.id, "folder": str(choice.envelope)})
