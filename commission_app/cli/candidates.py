"""Commands of the secretariat that write to candidates: received, a piece missing, not admissible."""

import argparse
from collections.abc import Callable
from pathlib import Path

import msgspec

from commission_app.cli.desks import secretariat
from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.terminal import Terminal
from commission_app.scoring.ids import DossierId
from commission_app.texts import count_fr
from commission_app.workflow.preparation.candidacies.candidate_letters import (
    write_acknowledgment,
    write_acknowledgments,
    write_ineligibility,
    write_request,
)
from commission_app.workflow.preparation.candidacies.candidate_texts import (
    candidate_texts,
    write_candidate_texts,
)
from commission_app.workflow.secretariat.session import SecretariatSession

LETTERS: dict[str, Callable[[SecretariatSession, DossierId, Path], Path]] = {
    "acknowledge": write_acknowledgment,
    "request": write_request,
    "ineligible": write_ineligibility,
}


def add_commands(commands: Commands, common: FrenchParser) -> None:
    """Add `candidate …`."""
    group = commands.add_parser("candidate", help="courriers aux candidats")
    kinds = group.add_subparsers(required=True)
    words = {
        "acknowledge": "accusé de réception ; sans dossier nommé, à tous ceux qui n’en ont pas",
        "request": "demande d’une pièce manquante, ou relance",
        "ineligible": "lettre d’irrecevabilité, une fois la conclusion arrêtée",
    }
    for name, told in words.items():
        parser = kinds.add_parser(name, parents=[common], help=told)
        parser.add_argument("folder", type=Path, metavar="DOSSIER", help="où écrire la lettre")
        parser.add_argument(
            "candidacies",
            nargs="*" if name == "acknowledge" else "+",
            metavar="IDENTIFIANT",
            help="identifiant de chaque candidature",
        )
        parser.set_defaults(run=write_letters, kind=name)
    _add_texts(kinds, common)


def _add_texts(kinds: Commands, common: FrenchParser) -> None:
    parser = kinds.add_parser("texts", parents=[common], help="textes de ces courriers, montrés ou changés")
    parser.add_argument("--office", metavar="TEXTE", help="service chargé des candidatures et son adresse")
    parser.add_argument("--signatory", metavar="TEXTE", help="prénom, nom et qualité du signataire")
    parser.add_argument("--chair", metavar="TEXTE", help="qui signe les irrecevabilités")
    parser.add_argument("--silence", metavar="TEXTE", help="ce que vaut le silence, dans l’accusé")
    parser.add_argument("--appeals", metavar="TEXTE", help="voies et délais de recours")
    parser.add_argument("--reply-days", type=int, metavar="JOURS", help="délai pour envoyer une pièce")
    parser.set_defaults(run=edit_texts)


def write_letters(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Write one letter to each candidacy named."""
    with secretariat(choice) as session:
        if choice.candidacies:
            write = LETTERS[choice.kind]
            files = [write(session, DossierId(one), choice.folder) for one in choice.candidacies]
        else:
            files = list(write_acknowledgments(session, choice.folder, terminal.progress))
    for file in files:
        terminal.say(str(file))
    terminal.say(f"{count_fr(len(files), 'lettre écrite', 'lettres écrites')}.")
    terminal.result({"files": [str(file) for file in files]})


def edit_texts(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Change the texts that are given, then show all of them."""
    with secretariat(choice) as session:
        kept = candidate_texts(session)
        given = {name: getattr(choice, name) for name in kept.__struct_fields__}
        changed = {name: value for name, value in given.items() if value is not None}
        if changed:
            write_candidate_texts(session, msgspec.structs.replace(kept, **changed))
        shown = msgspec.to_builtins(candidate_texts(session))
    for name, label in LABELS.items():
        terminal.say(f"{label} : {shown[name] or 'à écrire'}")
    terminal.result(shown)


LABELS = {
    "office": "Service",
    "signatory": "Signataire",
    "chair": "Signataire des irrecevabilités",
    "silence": "Silence de l’administration",
    "appeals": "Voies et délais de recours",
    "reply_days": "Délai de réponse, en jours",
}
