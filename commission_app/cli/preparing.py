"""Commands of the secretariat: import, letters, seal, receive, consolidate, print."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from commission_app.cli.desks import secretariat
from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.terminal import Terminal, read_code
from commission_app.dossiers.questions import Question
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.texts import count_fr, size_fr
from commission_app.workflow.deliberation.calculation import file_name, print_calculation
from commission_app.workflow.deliberation.consolidate import (
    compute,
    consolidation_view,
    facts_of,
    results_document,
)
from commission_app.workflow.deliberation.export import export_consolidation
from commission_app.workflow.deliberation.publish import print_documents
from commission_app.workflow.preparation import campaign as campaigns
from commission_app.workflow.preparation.intake.deposit import open_deposit
from commission_app.workflow.preparation.intake.intake import import_deposit, report_of
from commission_app.workflow.preparation.intake.intake_report import IntakeReport
from commission_app.workflow.preparation.lots.seal import seal_bundles
from commission_app.workflow.receiving.receipts import write_receipts
from commission_app.workflow.receiving.receive import accept_sheets, preview_sheets
from commission_app.workflow.receiving.reception import received_file
from commission_app.workflow.secretariat.chest import chest_is_closed, open_chest
from commission_app.workflow.secretariat.letters import print_letters
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.views import ConsolidationView, Verdict


def add_commands(commands: Commands, common: FrenchParser) -> None:
    """Add the secretariat's commands."""
    parser = commands.add_parser("import", parents=[common], help="importer des candidatures")
    parser.add_argument(
        "places",
        type=Path,
        nargs="+",
        metavar="DÉPÔT",
        help="dossier, archive ZIP, message EML, export de Démarches-simplifiées ; plusieurs à la fois",
    )
    parser.add_argument("--dry-run", action="store_true", help="montrer ce qui serait fait, sans rien écrire")
    parser.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="QUESTION=RÉPONSE",
        help="réponse à une question de l’essai à blanc ; l’option se répète",
    )
    parser.set_defaults(run=import_candidacies)

    parser = commands.add_parser("letters", parents=[common], help="écrire les lettres et leurs codes")
    parser.add_argument("folder", type=Path, metavar="DOSSIER", help="où écrire les lettres")
    parser.set_defaults(run=write_letters)

    parser = commands.add_parser("seal", parents=[common], help="sceller les lots")
    parser.add_argument("folder", type=Path, metavar="DOSSIER", help="où écrire les lots")
    parser.add_argument(
        "--recusal", action="append", default=[], metavar="MEMBRE=DOSSIER", help="déport connu, même tardif"
    )
    parser.add_argument("--all", action="store_true", help="sceller de nouveau même les lots à jour")
    parser.set_defaults(run=seal)

    parser = commands.add_parser("receive", parents=[common], help="recevoir des fiches")
    parser.add_argument("files", type=Path, nargs="+", metavar="FICHE", help="fiches reçues")
    parser.add_argument("--dry-run", action="store_true", help="vérifier sans rien retenir")
    parser.add_argument("--receipts", type=Path, metavar="DOSSIER", help="où écrire les accusés de réception")
    parser.add_argument(
        "--chair-code-file", type=Path, metavar="FICHIER", help="fichier du code de la présidence (coffre)"
    )
    parser.set_defaults(run=receive)

    parser = commands.add_parser("ineligible", parents=[common], help="déclarer un dossier irrecevable")
    parser.add_argument("dossier", metavar="DOSSIER", help="identifiant du dossier")
    parser.add_argument("--reason", required=True, metavar="MOTIF", help="motif de la décision")
    parser.set_defaults(run=declare_ineligible)
    _add_results(commands, common)


def _add_results(commands: Commands, common: FrenchParser) -> None:
    """Add the commands of what a consolidation gives."""
    parser = commands.add_parser("consolidate", parents=[common], help="consolider et classer")
    parser.add_argument("--into", type=Path, metavar="DOSSIER", help="où écrire le JSON et le classeur")
    parser.set_defaults(run=consolidate)

    parser = commands.add_parser("print", parents=[common], help="écrire les documents PDF et l’archive")
    parser.add_argument("folder", type=Path, metavar="DOSSIER", help="où écrire les documents")
    parser.add_argument(
        "--calculation",
        action="append",
        default=[],
        metavar="IDENTIFIANT",
        help="n’écrire que la fiche de calcul de ce dossier ; l’option se répète",
    )
    parser.set_defaults(run=write_documents)


def import_candidacies(choice: argparse.Namespace, terminal: Terminal) -> int:
    """Import a deposit, or show what importing it would do."""
    answers = {question: answer for question, _, answer in (each.partition("=") for each in choice.answer)}
    with secretariat(choice) as session:
        deposit = open_deposit(choice.places, terminal.progress)
        if choice.dry_run:
            report = report_of(session, deposit, answers)
        else:
            report = import_deposit(session, deposit, answers, terminal.progress)
    for line in report.lines:
        terminal.say(line)
    for question in report.questions:
        _say_question(question, answers.get(question.id, question.default), terminal)
    terminal.result(_intake_document(report))
    return 1 if report.is_blocked else 0


def write_letters(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Write the letters of opening codes."""
    with secretariat(choice) as session:
        letters = print_letters(session, choice.folder, terminal.progress)
    terminal.say(f"{count_fr(len(letters), 'lettre écrite', 'lettres écrites')}, à envoyer sans le lot.")
    terminal.result({"letters": [{"member": letter.member, "file": str(letter.file)} for letter in letters]})


def seal(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Seal the lots."""
    with secretariat(choice) as session:
        for pair in choice.recusal:
            member, _, dossier = pair.partition("=")
            campaigns.keep_away(session, MemberId(member), DossierId(dossier), "déclaré à la convocation")
        bundles = seal_bundles(session, choice.folder, terminal.progress, again=choice.all)
    for bundle in bundles:
        members = count_fr(len(bundle.plan.members), "membre")
        dossiers = count_fr(len(bundle.plan.dossiers), "dossier")
        terminal.say(f"{bundle.file.name} : {members}, {dossiers}, {size_fr(bundle.size)}.")
    terminal.result(
        {
            "lots": [
                {
                    "file": str(bundle.file),
                    "lot": bundle.plan.lot,
                    "serial": bundle.plan.serial,
                    "members": [member.id for member in bundle.plan.members],
                    "dossiers": [dossier.id for dossier in bundle.plan.dossiers],
                    "manifest": bundle.manifest_sha512,
                }
                for bundle in bundles
            ]
        }
    )


def receive(choice: argparse.Namespace, terminal: Terminal) -> int:
    """Receive fiches; the exit code is 1 when one at least is refused."""
    examine = preview_sheets if choice.dry_run else accept_sheets
    with secretariat(choice) as session:
        _open_chest(session, choice.chair_code_file, terminal)
        outcomes = examine(session, choice.files, terminal.progress)
        received = [received_file(session, outcome) for outcome in outcomes]
        if choice.receipts is not None and not choice.dry_run:
            write_receipts(session, choice.receipts)
    for file in received:
        who = f" ({file.member_name})" if file.member_name else ""
        terminal.say(f"{file.file}{who} : {file.title}. {file.meaning}")
    terminal.result(
        {
            "files": [
                {"file": f.file, "verdict": f.verdict.value, "code": f.code, "member": f.member}
                for f in received
            ]
        }
    )
    return int(any(file.verdict is Verdict.REFUSED for file in received))


def declare_ineligible(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Take a dossier out of the ranking."""
    with secretariat(choice) as session:
        campaigns.declare_ineligible(session, DossierId(choice.dossier), choice.reason)
    terminal.say(f"{choice.dossier} : irrecevable, {choice.reason}.")
    terminal.result({"dossier": choice.dossier, "reason": choice.reason})


def consolidate(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Show the ranking, and write it when a folder is given."""
    with secretariat(choice) as session:
        done = compute(facts_of(session))
        view = consolidation_view(done, session)
        if choice.into is not None:
            export_consolidation(session, done, choice.into)
    _say_ranking(view, terminal)
    terminal.result(results_document(done))


def write_documents(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Write the PDF documents and the archive of the meeting, or only some fiches de calcul."""
    with secretariat(choice) as session:
        files: Sequence[Path] = [
            print_calculation(session, dossier, choice.folder / file_name(dossier))
            for dossier in map(DossierId, choice.calculation)
        ] or print_documents(session, choice.folder, terminal.progress)
    for file in files:
        terminal.say(str(file))
    terminal.result({"files": [str(file) for file in files]})


def _open_chest(session: SecretariatSession, code_file: Path | None, terminal: Terminal) -> None:
    """Open a closed chest with the code of a file, or typed; without any, it stays closed."""
    if code_file is None and chest_is_closed(session):
        terminal.say("Le code de la présidence ouvre le coffre.")
    if code_file is not None or chest_is_closed(session):
        code = read_code(code_file)
        if code is not None:
            open_chest(session, code)


def _say_ranking(view: ConsolidationView, terminal: Terminal) -> None:
    for row in view.rows:
        rank = f"{row.rank}" if row.rank is not None else "—"
        tied = " ex æquo" if row.is_tied else ""
        terminal.say(f"{rank:>3}{tied}  {row.display or row.status:>8}  {row.territory} ({row.departement})")
    if view.is_provisional:
        terminal.say("À titre provisoire : " + " ".join(view.reasons))


def _say_question(question: Question, answer: str, terminal: Terminal) -> None:
    terminal.say(f"\n{question.words}")
    for each in question.choices:
        chosen = "*" if each.key == answer else " "
        terminal.say(f" {chosen} --answer « {question.id}={each.key} » : {each.words}")
    if question.typed:
        terminal.say(f"   --answer « {question.id}=… » : {question.typed}")


def _intake_document(report: IntakeReport) -> dict[str, object]:
    return {
        "questions": [
            {
                "id": question.id,
                "words": question.words,
                "choices": {each.key: each.words for each in question.choices},
                "typed": question.typed,
            }
            for question in report.questions
        ],
        "new": list(report.changes.new),
        "changed": list(report.changes.changed),
        "unchanged": list(report.changes.unchanged),
        "vanished": list(report.changes.vanished),
        "dossiers": report.dossiers,
        "pieces": report.pieces,
        "blocked": report.is_blocked,
        "lines": list(report.lines),
    }
