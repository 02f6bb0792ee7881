"""Commands around the close of the reception: close, receipts, a reading set aside, archive, its copy."""

import argparse
from pathlib import Path

from commission_app.cli.desks import secretariat
from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.terminal import Terminal
from commission_app.scoring.ids import DossierId
from commission_app.sealing.salted_texts import TEXT_KINDS
from commission_app.texts import count_fr, date_time_fr
from commission_app.workflow.deliberation.archive import withhold_texts, write_session_archive
from commission_app.workflow.deliberation.decisions import exclude_reading, find_sheet
from commission_app.workflow.receiving.closing import close_reception
from commission_app.workflow.receiving.receipts import write_receipts


def add_commands(commands: Commands, common: FrenchParser) -> None:
    """Add the commands around the close."""
    parser = commands.add_parser("close", parents=[common], help="clore la réception et arrêter la liste")
    parser.set_defaults(run=close)

    parser = commands.add_parser("receipts", parents=[common], help="écrire les accusés de réception")
    parser.add_argument("folder", type=Path, metavar="DOSSIER", help="où écrire les accusés")
    parser.set_defaults(run=receipts)

    parser = commands.add_parser(
        "exclude", parents=[common], help="écarter ce qu’une fiche dit d’un dossier, par décision motivée"
    )
    parser.add_argument("sheet", metavar="FICHE", help="empreinte de la fiche, ou son début")
    parser.add_argument("dossier", metavar="DOSSIER", help="identifiant du dossier")
    parser.add_argument("--name", required=True, metavar="NOM", help="qui décide")
    parser.add_argument("--reason", required=True, metavar="MOTIF", help="motif de la décision")
    parser.set_defaults(run=exclude)

    parser = commands.add_parser("archive", parents=[common], help="écrire l’archive de séance")
    parser.add_argument("file", type=Path, metavar="ARCHIVE", help="fichier à écrire")
    parser.set_defaults(run=archive)

    parser = commands.add_parser("withhold", parents=[common], help="copier une archive, textes occultés")
    parser.add_argument("file", type=Path, metavar="ARCHIVE", help="archive de séance")
    parser.add_argument("target", type=Path, metavar="CIBLE", help="copie à écrire")
    parser.add_argument(
        "--keep",
        action="append",
        default=[],
        choices=TEXT_KINDS,
        metavar="GENRE",
        help="genre de textes à garder : remark, reason ou evidence",
    )
    parser.set_defaults(run=withhold)


def close(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Close the reception; what is said goes in the minutes that the members sign by hand."""
    with secretariat(choice) as session:
        closed = close_reception(session)
    terminal.say(f"Réception close le {date_time_fr(closed.at)}, liste n° {closed.serial}.")
    terminal.say(f"Empreinte de la liste : {closed.register}")
    terminal.say(f"{count_fr(len(closed.sheets), 'fiche retenue', 'fiches retenues')} :")
    for sheet in closed.sheets:
        kind = "fiche papier" if sheet.is_paper else "fiche"
        terminal.say(f"- {sheet.name} ({sheet.institution}), {kind} n° {sheet.version} : {sheet.sha512}")
    terminal.result(
        {
            "serial": closed.serial,
            "register": closed.register,
            "sheets": [
                {"member": sheet.member, "version": sheet.version, "sha512": sheet.sha512}
                for sheet in closed.sheets
            ],
        }
    )


def receipts(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Write what became of each fiche, for its member."""
    with secretariat(choice) as session:
        written = write_receipts(session, choice.folder)
    for receipt in written:
        terminal.say(f"{receipt.name} : {receipt.file}")
    if not written:
        terminal.say("Aucune fiche n’est arrivée : il n’y a rien à accuser.")
    terminal.result(
        {"receipts": [{"member": r.member, "serial": r.serial, "file": str(r.file)} for r in written]}
    )


def exclude(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Set aside one reading by a decision of the chair."""
    with secretariat(choice) as session:
        sheet = find_sheet(session, choice.sheet)
        decision = exclude_reading(session, sheet, DossierId(choice.dossier), choice.name, choice.reason)
    terminal.say(
        f"Cette fiche ne compte plus pour le dossier {choice.dossier}. Empreinte de l’acte : {decision}"
    )
    terminal.result({"sheet": sheet, "dossier": choice.dossier, "decision": decision})


def archive(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Write the archive alone."""
    with secretariat(choice) as session:
        root = write_session_archive(session, choice.file)
    terminal.say(f"{choice.file} : empreinte de la racine, à porter au procès-verbal :")
    terminal.say(root)
    terminal.result({"file": str(choice.file), "root": root})


def withhold(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Make the copy of an archive that may be communicated."""
    kinds = [kind for kind in TEXT_KINDS if kind not in choice.keep]
    copy = withhold_texts(choice.file, choice.target, kinds)
    terminal.say(
        f"{choice.target} : {count_fr(copy.withheld, 'texte occulté', 'textes occultés')}, même racine."
    )
    terminal.say(copy.root_sha512)
    terminal.result({"file": str(choice.target), "root": copy.root_sha512, "withheld": copy.withheld})
