"""Commands of the secretariat about what is read: who reads what, pieces checked, lots cut for mail."""

import argparse
from pathlib import Path

from commission_app.cli.desks import secretariat
from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.terminal import Terminal
from commission_app.scoring.ids import DossierId
from commission_app.texts import count_fr, decimal_fr, list_fr
from commission_app.workflow.preparation.intake.check_pieces import check_pieces
from commission_app.workflow.preparation.lots.sharing import (
    Comparable,
    SharingView,
    choose_calibration,
    everyone_reads,
    share_out,
    sharing,
)
from commission_app.workflow.preparation.lots.volumes import USUAL, cut_lot

COMPARED = {Comparable.YES: "oui", Comparable.FRAGILE: "fragile", Comparable.NO: "non"}


def add_commands(commands: Commands, common: FrenchParser) -> None:
    """Add `readings`, `check-pieces` and `cut`."""
    parser = commands.add_parser("readings", parents=[common], help="qui lit quoi, montré ou changé")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--share", type=int, metavar="NOMBRE", help="répartir : lectures de chaque dossier")
    way.add_argument("--everyone", action="store_true", help="chaque membre lit tout, sauf déport")
    parser.add_argument(
        "--calibration", nargs="*", metavar="IDENTIFIANT", help="dossiers d’étalonnage, lus par tous"
    )
    parser.set_defaults(run=readings)

    parser = commands.add_parser("check-pieces", parents=[common], help="vérifier toutes les pièces gardées")
    parser.set_defaults(run=check)

    parser = commands.add_parser("cut", parents=[common], help="découper un lot en volumes pour le courriel")
    parser.add_argument("lot", type=Path, metavar="LOT", help="lot scellé")
    parser.add_argument("folder", type=Path, metavar="DOSSIER", help="où écrire les volumes")
    parser.add_argument("--size", type=int, default=USUAL, metavar="MO", help="taille d’un volume, en Mo")
    parser.set_defaults(run=cut)


def readings(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Change who reads what, then show it."""
    with secretariat(choice) as session:
        if choice.calibration is not None:
            choose_calibration(session, [DossierId(one) for one in choice.calibration])
        if choice.everyone:
            everyone_reads(session)
        elif choice.share is not None:
            share_out(session, choice.share)
        view = sharing(session)
    _say_readings(view, terminal)
    terminal.result(
        {
            "readings": view.readings,
            "calibration": list(view.calibration),
            "comparable": view.comparable.value,
            "variance": None if view.variance is None else str(view.variance),
            "relaxed": list(view.relaxed),
            "short": list(view.short),
            "members": {load.member: load.dossiers for load in view.loads},
        }
    )


def _say_readings(view: SharingView, terminal: Terminal) -> None:
    if view.readings is None:
        terminal.say("Chaque membre lit tous les dossiers, sauf déport.")
    else:
        terminal.say(f"Lectures réparties : {count_fr(view.readings, 'lecture')} par dossier.")
        variance = "" if view.variance is None else f" (variance moyenne {decimal_fr(view.variance, 2)})"
        terminal.say(f"Les sévérités sont comparables : {COMPARED[view.comparable]}{variance}.")
    for load in view.loads:
        terminal.say(f"{load.name} ({load.institution}) : {count_fr(load.dossiers, 'dossier')}.")
    if view.short:
        terminal.say(f"À répartir de nouveau : {list_fr(list(view.short))}.")


def check(choice: argparse.Namespace, terminal: Terminal) -> int:
    """Check every piece; the exit code is 1 when one at least is at fault."""
    with secretariat(choice) as session:
        found = check_pieces(session, terminal.progress)
    for fault in found.faults:
        terminal.say(f"{fault.territory}, « {fault.title} » : {fault.why}.")
    faults = count_fr(len(found.faults), "défaut")
    terminal.say(f"{count_fr(found.pieces, 'pièce relue', 'pièces relues')}, {faults}.")
    terminal.result(
        {
            "pieces": found.pieces,
            "faults": [[fault.dossier, fault.title, fault.why] for fault in found.faults],
        }
    )
    return int(bool(found.faults))


def cut(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Cut a lot into volumes."""
    with secretariat(choice) as session:
        files = cut_lot(session, choice.lot, choice.size, choice.folder, terminal.progress)
    for file in files:
        terminal.say(str(file))
    terminal.say(f"{count_fr(len(files), 'volume')}, à envoyer dans autant de messages.")
    terminal.result({"files": [str(file) for file in files]})
