"""The command that tells the selection under rules: the sentences of the window."""

import argparse
from collections.abc import Iterator
from typing import Final

from commission_app.cli.desks import secretariat
from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.terminal import Terminal
from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId
from commission_app.workflow.deliberation.portfolio import by_default, gaps_of, start
from commission_app.workflow.deliberation.portfolio_open import open_seats
from commission_app.workflow.deliberation.portfolio_proposal import propose
from commission_app.workflow.deliberation.portfolio_views import (
    Asked,
    Envelope,
    Gaps,
    Proposal,
    Purse,
)
from commission_app.workflow.deliberation.portfolio_words import HELP
from commission_app.workflow.preparation.candidacies.finances import amount_written
from commission_app.workflow.progress import no_progress

PURSES: Final = {Purse.ASKED: "demandée à l’État", Purse.PROMISED: "promise par les caisses"}


def add_commands(commands: Commands, common: FrenchParser) -> None:
    """Add `portfolio`."""
    parser = commands.add_parser(
        "portfolio", parents=[common], help="lire la sélection sous les règles de variété"
    )
    parser.add_argument(
        "--seats", type=int, metavar="N", help="nombre de places ; sans lui, celui de la commission"
    )
    parser.add_argument(
        "--rule", action="append", metavar="RÈGLE", help="règle à lire : V2, V3, V4, V5 ou V7"
    )
    parser.add_argument(
        "--impose", action="append", default=[], metavar="DOSSIER", help="essayer une liste qui le retient"
    )
    parser.add_argument(
        "--exclude", action="append", default=[], metavar="DOSSIER", help="essayer une liste qui l’écarte"
    )
    for purse, whose in PURSES.items():
        parser.add_argument(
            f"--{purse.value}-at-most", metavar="EUROS", help=f"enveloppe à ne pas dépasser : {whose}"
        )
    parser.add_argument(
        "--open", action="store_true", help="dire quelles places restent ouvertes pour des poids voisins"
    )
    parser.add_argument("--propose", action="store_true", help="proposer une liste qui suit ces règles")
    parser.set_defaults(run=_tell)


def _tell(choice: argparse.Namespace, terminal: Terminal) -> None:
    with secretariat(choice) as session:
        begun = start(session)
    default = by_default(begun)
    asked = Asked(
        default.seats if choice.seats is None else choice.seats,
        default.rules if choice.rule is None else tuple(choice.rule),
        tuple(map(DossierId, choice.impose)),
        tuple(map(DossierId, choice.exclude)),
        tuple(_envelopes(choice)),
    )
    gaps = gaps_of(begun, asked, no_progress)
    proposal = propose(begun, asked, no_progress) if choice.propose else None
    for line in (HELP, begun.adoption, gaps.heading):
        terminal.say(line)
    for gap in gaps.rules:
        terminal.say(f"  {gap.words}. {gap.state}")
        for line in gap.repair:
            terminal.say(f"    {line}")
    for line in gaps.finances:
        terminal.say(f"  {line}")
    sections = proposal.sections if proposal is not None else ()
    if choice.open:
        sections += open_seats(begun, asked, no_progress).sections
    for section in sections:
        terminal.say(f"\n{section.title}")
        for line in section.lines:
            terminal.say(f"  {line}")
    terminal.result(_document(begun.adoption, gaps, proposal))


def _envelopes(choice: argparse.Namespace) -> Iterator[Envelope]:
    for purse in PURSES:
        typed = getattr(choice, f"{purse.value}_at_most")
        if typed is not None:
            ceiling = amount_written(typed)
            if ceiling is None:
                raise AppError("NOT-07", rule="enveloppe", value=typed)
            yield Envelope(purse, ceiling)


def _document(adoption: str, gaps: Gaps, proposal: Proposal | None) -> dict[str, object]:
    return {
        "seats": gaps.asked.seats,
        "rules": list(gaps.asked.rules),
        "adoption": adoption,
        "help": HELP,
        "gaps": [
            {"rule": gap.words, "followed": gap.is_followed, "state": gap.state, "repair": list(gap.repair)}
            for gap in gaps.rules
        ],
        "proposal": None
        if proposal is None
        else {
            "possible": proposal.is_possible,
            "selection": list(proposal.selection),
            "sections": {section.title: list(section.lines) for section in proposal.sections},
        },
    }
