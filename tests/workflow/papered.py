"""Paper grids entered by two agents, for the tests of what becomes of them."""

from collections.abc import Sequence

from commission_app.scoring.draft import ClosingEdit, Edit, EntryEdit
from commission_app.scoring.ids import CriterionId, DossierId, MemberId, Sha512
from commission_app.scoring.sheet import EMPTY_ENTRY, Entry, Sheet
from commission_app.workflow.receiving.paper_entry import begin_entry, end_entry, record_edit, record_edits
from commission_app.workflow.receiving.paper_fiche import record_paper
from commission_app.workflow.receiving.paper_store import entries_of
from commission_app.workflow.secretariat.session import SecretariatSession

FIRST, SECOND, THIRD = "Agnès Blin", "Karim Haddad", "Rose Tanguy"
SEEN = "Vu à la page 3."


def sheet_of(session: SecretariatSession, member: MemberId, agent: str) -> Sheet:
    """Return what an agent entered so far."""
    entries = entries_of(session, member)
    own = entries.of(agent) if entries else None
    assert own is not None
    return own.sheet


def put(
    session: SecretariatSession, member: MemberId, agent: str, where: tuple[DossierId, str], entry: Entry
) -> None:
    """Let an agent enter one criterion."""
    dossier, criterion = where[0], CriterionId(where[1])
    before = sheet_of(session, member, agent).reading(dossier).entry(criterion)
    record_edit(session, member, agent, EntryEdit(dossier, criterion, before, entry))


def enter(
    session: SecretariatSession,
    member: MemberId,
    agent: str,
    mark: int,
    dossiers: Sequence[DossierId] = (),
) -> None:
    """Let an agent enter signed grids with the same mark everywhere, without ending."""
    begin_entry(session, member, agent)
    campaign = session.campaign
    silent = campaign.not_marked_by(campaign.member_by_id[member].institution)
    marked = [criterion.id for criterion in campaign.grid.criteria if criterion.id not in silent]
    edits: list[Edit] = []
    for dossier in dossiers or [known.id for known in session.dossiers()]:
        entry = Entry(mark, remark=SEEN)
        edits += [EntryEdit(dossier, criterion, EMPTY_ENTRY, entry) for criterion in marked]
        edits.append(ClosingEdit(dossier, before=False, after=True))
    record_edits(session, member, agent, edits)


def both_enter(
    session: SecretariatSession, member: MemberId, mark: int, dossiers: Sequence[DossierId] = ()
) -> None:
    """Let two agents enter the same thing and end."""
    for agent in (FIRST, SECOND):
        enter(session, member, agent, mark, dossiers)
        end_entry(session, member, agent)


def recorded(
    session: SecretariatSession, member: MemberId, mark: int, dossiers: Sequence[DossierId] = ()
) -> Sha512:
    """Record the paper of a member on which both agents read the same."""
    both_enter(session, member, mark, dossiers)
    return record_paper(session, member, "")
