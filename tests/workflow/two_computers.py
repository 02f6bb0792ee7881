"""A member who goes from one computer to another with a stick that carries the lot."""

from pathlib import Path

from commission_app.scoring.ids import CriterionId, DossierId, MemberId
from commission_app.workflow.member.draft_offers import DraftOffer, find_backups
from commission_app.workflow.member.open_bundle import enter
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.progress import no_progress
from tests.workflow.campaigns import Prepared, make_desk

M01 = MemberId("m01")
A11 = CriterionId("A1.1")


def elsewhere(prepared: Prepared, lot: Path, name: str = "portable", member: str = "m01") -> MemberSession:
    """Open a lot on another computer."""
    code = prepared.letters[MemberId(member)].code
    return enter(make_desk(prepared.folder / name), lot, code, no_progress)


def first(session: MemberSession) -> DossierId:
    return min(dossier.id for dossier in session.dossiers())


def backups(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.name.endswith((".brouillon", ".tmp")))


def only_offer(session: MemberSession) -> DraftOffer:
    (offer,) = find_backups(session)
    return offer
