"""A grid marked on paper as a signed act (`papier`): what two agents, each without the other, read on it.

The secretariat signs it, since its member has no computer that could: hence two agents, whose own entries
(`saisie`) are signed too and named by their digests, and where they differed is said. What it says of
dossiers has the form of a fiche, texts apart under salted digests.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from commission_app.errors import AppError
from commission_app.scoring.double_entry import Part, Subject
from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CampaignId, CriterionId, DossierId, MemberId, Sha512
from commission_app.scoring.sheet import Sheet
from commission_app.sealing import paper_documents as shape
from commission_app.sealing.documents import read_document, read_moment, write_document
from commission_app.sealing.draft_backup import written_edits
from commission_app.sealing.identity import KeySet, Secrets
from commission_app.sealing.salted_texts import SaltedTexts, TextReader, well_formed
from commission_app.sealing.sheet_act import read_said, said_document
from commission_app.sealing.sheet_checks import check_readings
from commission_app.sealing.signed_act import sign, verify_with_any
from commission_app.texts import folded

AGENTS = 2


@dataclass(frozen=True)
class PaperEntry:
    """What one agent read on the paper."""

    campaign: CampaignId
    agent: str
    sheet: Sheet
    grid: Sha512
    at: datetime  # advisory, as every date


@dataclass(frozen=True)
class Agent:
    """Who entered the paper, and the digest of their signed entry."""

    name: str
    entry: Sha512


@dataclass(frozen=True)
class PaperClaims:
    """What a `papier` says besides marks."""

    campaign: CampaignId
    member: MemberId
    seq: int  # from 1 for each member
    prev: frozenset[Sha512]  # earlier `papier` of the member, and nothing else
    grid: Sha512
    round: int
    agents: tuple[Agent, Agent]
    settled: tuple[Subject, ...]  # where both entries differed
    settler: str  # who looked at the paper a third time; empty when they did not differ
    at: datetime  # advisory, as every date


def same_person(name: str, other: str) -> bool:
    """Tell whether two names are one, however they are typed."""
    return folded(name).replace("-", " ").split() == folded(other).replace("-", " ").split()


def sign_entry(entry: PaperEntry, secrets: Secrets) -> bytes:
    """Return one agent's `saisie`, signed: its digest then tells what they read, whatever comes after.

    ValueError when it is larger than any reader accepts.
    """
    document = shape.PaperEntryDocument(
        type="saisie",
        v=1,
        campaign=entry.campaign,
        member=entry.sheet.member,
        agent=well_formed(entry.agent),
        grid=entry.grid,
        at=entry.at.isoformat(timespec="seconds"),
        edits=written_edits(entry.sheet),
    )
    return sign(write_document(document), secrets.signing)


def sign_paper(
    claims: PaperClaims, sheet: Sheet, secrets: Secrets, random: Callable[[int], bytes]
) -> tuple[bytes, bytes]:
    """Return the signed `papier` and its `textes`. ValueError when it is larger than any reader accepts."""
    salted = SaltedTexts(random)
    said = said_document(sheet, salted)
    document = shape.PaperDocument(
        type="papier",
        v=1,
        campaign=claims.campaign,
        member=claims.member,
        seq=claims.seq,
        prev=sorted(claims.prev),
        grid=claims.grid,
        round=claims.round,
        agents=[shape.PaperAgentDocument(well_formed(agent.name), agent.entry) for agent in claims.agents],
        settled=[
            shape.PaperSettledDocument(one.dossier, one.part.value, one.criterion) for one in claims.settled
        ],
        settler=well_formed(claims.settler) or None,
        at=claims.at.isoformat(timespec="seconds"),
        ties=said.ties,
        recused=said.recused,
        dossiers=said.dossiers,
    )
    return sign(write_document(document), secrets.signing), salted.encode()


def read_paper(
    act: bytes, texts: TextReader, campaign: CampaignId, key_sets: Iterable[KeySet]
) -> tuple[PaperClaims, Sheet]:
    """Rebuild a `papier` of a campaign, signed by one of these key sets of its secretariat, and its texts.

    SIG-01 when none signed it or for another campaign, ACT-01 to ACT-03 when it is not one, ACT-02 too
    without two agents or with a difference that nobody settled, FIC-07 and FIC-09 as for a fiche.
    """
    found = read_document(verify_with_any(act, "papier", key_sets), shape.PaperDocument)
    if found.campaign != campaign:
        raise AppError("SIG-01")
    names = [agent.name for agent in found.agents]
    if len(names) != AGENTS or not all(map(str.split, names)) or same_person(*names):
        raise AppError("ACT-02", detail="agents")
    sheet = read_said(found, MemberId(found.member), texts)
    settled = tuple(map(_subject, found.settled))
    is_settled = bool(settled) == bool(found.settler and found.settler.strip())
    if (
        not is_settled
        or len(set(settled)) != len(settled)
        or not all(_is_said(one, sheet) for one in settled)
    ):
        raise AppError("ACT-02", detail="settled")
    first, second = (Agent(agent.name, Sha512(agent.entry)) for agent in found.agents)
    claims = PaperClaims(
        campaign,
        sheet.member,
        found.seq,
        frozenset(map(Sha512, found.prev)),
        Sha512(found.grid),
        found.round,
        (first, second),
        settled,
        found.settler or "",
        read_moment(found.at),
    )
    return claims, sheet


def check_paper(
    claims: PaperClaims,
    sheet: Sheet,
    *,
    grid: Grid,
    round_of_marking: int,
    neutralised: frozenset[CriterionId],
    dossiers: Collection[DossierId],
) -> None:
    """Refuse what a paper grid of the campaign could not say.

    FIC-10 another grid or marks outside it, FIC-11 a mark where this member may not mark, FIC-12 a closed
    dossier that is not complete, FIC-13 a dossier of no candidacy, FIC-14 another round.
    """
    if claims.grid != grid.digest:
        raise AppError("FIC-10")
    if claims.round != round_of_marking:
        raise AppError("FIC-14")
    if not {*sheet.readings, *sheet.recused, *sheet.declared} <= set(dossiers):
        raise AppError("FIC-13")
    check_readings(sheet, grid, neutralised)


def _subject(settled: shape.PaperSettledDocument) -> Subject:
    criterion = None if settled.criterion is None else CriterionId(settled.criterion)
    return Subject(DossierId(settled.dossier), Part(settled.part), criterion)


def _is_said(subject: Subject, sheet: Sheet) -> bool:
    """Tell whether a difference is about something that the act says."""
    match subject.part:
        case Part.REASON:
            return subject.dossier in sheet.recused and subject.criterion is None
        case Part.SIGNED:
            return subject.dossier in sheet.readings and subject.criterion is None
        case Part.MARK | Part.REMARK:
            return subject.criterion in sheet.reading(subject.dossier).entries
