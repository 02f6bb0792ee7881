"""Two agents enter a member's paper grids, the second without seeing the first: every edit is kept at once.

An entry that is ended is signed (`saisie`) and changes no more, unless the two are not about the same
dossiers: nothing of their content was then shown to anybody. What follows is in `paper_fiche.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from commission_app.errors import AppError
from commission_app.scoring.campaign import Campaign, Member
from commission_app.scoring.dossier import Dossier
from commission_app.scoring.double_entry import said_of, uneven
from commission_app.scoring.draft import Edit, EntryEdit, apply
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.scoring.sheet import Sheet
from commission_app.sealing.paper_act import PaperEntry, same_person, sign_entry
from commission_app.sealing.salted_texts import well_formed
from commission_app.sealing.signed_act import MAX_ACT_BYTES, digest
from commission_app.store.records import ActRecord
from commission_app.texts import list_fr
from commission_app.workflow.member.mark import check_entry
from commission_app.workflow.member.views import SavedAt
from commission_app.workflow.receiving.paper_store import (
    Entries,
    Entry,
    entries_of,
    keep_entries,
    refuse_too_long,
)
from commission_app.workflow.receiving.paper_views import Codes, OpenEntry
from commission_app.workflow.secretariat.computers import counted_sheets
from commission_app.workflow.secretariat.session import SecretariatSession

ENTRY = "saisie"  # kind of the acts kept
GRID_SIGNS = 8  # of the digest, printed at the head of a paper grid
MAX_ENTRY_BYTES = MAX_ACT_BYTES // 2  # signatures and digests of texts come on top


def begin_entry(session: SecretariatSession, member: MemberId, agent: str) -> OpenEntry:
    """Begin an agent's entry, or take it up where they left it: the first one, then the second.

    CAM-04 for nobody of the campaign, SAI-01 without a name, SAI-02 and SAI-03 for a name that may not,
    SAI-04 for the same name twice, SAI-05 for a third one, SAI-06 before the grid is frozen, SAI-07 when it
    changed since, PAS-02 on a copy.
    """
    name = " ".join(well_formed(agent).split())
    campaign = session.campaign
    whose = member_of(campaign, member)
    refuse_agent(session, whose, name)
    refuse_unfrozen(session)
    entries = entries_of(session, member) or Entries(campaign.grid.digest, ())
    refuse_former_grid(campaign, entries)
    own = entries.of(name)
    if own is not None and not own.is_ended:
        return _opened(entries, own)
    _refuse_another(entries, own)
    own = Entry(name, session.desk.now(), Sheet(member))
    made = replace(entries, made=(*entries.made, own))
    with session.database.transaction():
        keep_entries(session, member, made)
        session.log("paper_entry_begun", {"member": member, "author": name, "number": len(made.made)})
    return _opened(made, own)


def check_codes(session: SecretariatSession, member: MemberId, codes: Codes) -> DossierId:
    """Compare the codes at the head of a paper with the campaign, and return its dossier.

    SAI-10 another campaign, SAI-11 another grid, SAI-12 no such dossier, SAI-13 one that this member does
    not mark.
    """
    campaign = session.campaign
    if codes.campaign.strip().casefold() != campaign.id.casefold():
        raise AppError("SAI-10", typed=codes.campaign.strip(), expected=campaign.id)
    expected = campaign.grid.digest[:GRID_SIGNS].upper()
    if codes.grid.upper().split("·")[-1].strip() != expected:
        raise AppError("SAI-11", typed=codes.grid.strip(), expected=expected)
    typed = codes.dossier.strip().casefold()
    found = next((known for known in session.dossiers() if known.id.casefold() == typed), None)
    if found is None:
        raise AppError("SAI-12", typed=codes.dossier.strip())
    refuse_not_theirs(session, member_of(campaign, member), found)
    return found.id


def record_edit(session: SecretariatSession, member: MemberId, agent: str, edit: Edit) -> SavedAt:
    """Keep one edit of an agent's entry. Refusals are those of `record_edits`."""
    return record_edits(session, member, agent, [edit])


def record_edits(session: SecretariatSession, member: MemberId, agent: str, edits: Sequence[Edit]) -> SavedAt:
    """Keep edits of an agent's entry: all of them, or none when one is refused.

    SAI-08 without one under this name, SAI-09 once it is ended, SAI-12 and SAI-13 for its dossier, SAI-14
    for its criterion, MAR-03 for its mark, SAI-19 for what no act can hold.
    """
    entries, own = _own(session, member, agent)
    if own.is_ended:
        raise AppError("SAI-09")
    check = _edit_check(session, member)
    sheet = own.sheet
    for edit in edits:
        check(edit)
        sheet = apply(sheet, edit)
    refuse_too_long(sheet, MAX_ENTRY_BYTES)
    with session.database.transaction():
        _put(session, member, entries, own, replace(own, sheet=sheet))
    return SavedAt(0, session.desk.now())


def end_entry(session: SecretariatSession, member: MemberId, agent: str) -> None:
    """Sign an agent's entry, which changes no more. SAI-08, SAI-15 when nothing is entered."""
    entries, own = _own(session, member, agent)
    if own.is_ended:
        return
    dossiers = said_of(own.sheet)
    if not dossiers:
        raise AppError("SAI-15")
    now = session.desk.now()
    said = PaperEntry(session.campaign.id, own.agent, own.sheet, entries.grid, now)
    act = sign_entry(said, session.secrets)
    kept = ActRecord(digest(act), ENTRY, now, act)
    with session.database.transaction():
        session.database.acts.add(kept)
        _put(session, member, entries, own, replace(own, act=kept.digest))
        session.log(
            "paper_entry_ended",
            {"member": member, "author": own.agent, "dossiers": len(dossiers), "entry": kept.digest},
        )


def reopen_entry(session: SecretariatSession, member: MemberId, agent: str) -> OpenEntry:
    """Let an agent go on with an entry that they ended, as long as nothing of both was compared.

    SAI-08 without one under this name, SAI-09 once both are about the same dossiers.
    """
    entries, own = _own(session, member, agent)
    refuse_former_grid(session.campaign, entries)
    if entries.are_ended and not uneven(*(entry.sheet for entry in entries.made)):
        raise AppError("SAI-09")
    again = replace(own, act=None)
    with session.database.transaction():
        made = _put(session, member, entries, own, again)
    return _opened(made, again)


def abandon_entries(session: SecretariatSession, member: MemberId) -> None:
    """Forget what is being entered for a member; entries that were signed stay among the acts."""
    if entries_of(session, member) is None:
        return
    with session.database.transaction():
        keep_entries(session, member, None)
        session.log("paper_entries_abandoned", {"member": member})


# ------------------------------------------------------------------------------------ what is refused


def member_of(campaign: Campaign, member: MemberId) -> Member:
    """Return a member. CAM-04 when nobody bears this identifier."""
    if member not in campaign.member_by_id:
        raise AppError("CAM-04", what=member)
    return campaign.member_by_id[member]


def refuse_agent(session: SecretariatSession, whose: Member, name: str) -> None:
    """Refuse no name, the member's own (SAI-02), and that of a member who has not handed in (SAI-03)."""
    if not name:
        raise AppError("SAI-01")
    if same_person(name, whose.name):
        raise AppError("SAI-02", name=whose.name)
    authors = {record.member for record in counted_sheets(session)}
    for other in session.campaign.members:
        if same_person(name, other.name) and other.id not in authors:
            raise AppError("SAI-03", name=other.name)


def refuse_unfrozen(session: SecretariatSession) -> None:
    """Refuse to mark on a grid that may still change. SAI-06."""
    if not session.database.campaign.grid_versions():
        raise AppError("SAI-06")


def refuse_former_grid(campaign: Campaign, entries: Entries) -> None:
    """Refuse entries of a grid that was replaced since. SAI-07."""
    if entries.grid != campaign.grid.digest:
        raise AppError("SAI-07")


def refuse_not_theirs(session: SecretariatSession, member: Member, dossier: Dossier) -> None:
    """Refuse a dossier that a member is kept away from, or whose reading is left to others. SAI-13."""
    if (member.id, dossier.id) in session.recusals() | session.left_to_others():
        raise AppError("SAI-13", name=member.name, dossier=dossier.territory.name)


def _edit_check(session: SecretariatSession, member: MemberId) -> Callable[[Edit], None]:
    """Return what refuses an edit that this member's paper cannot say; the campaign is read once."""
    campaign = session.campaign
    whose, grid = member_of(campaign, member), campaign.grid
    dossiers = {dossier.id: dossier for dossier in session.dossiers()}
    silent = campaign.not_marked_by(whose.institution)

    def check(edit: Edit) -> None:
        if edit.dossier not in dossiers:
            raise AppError("SAI-12", typed=edit.dossier)
        refuse_not_theirs(session, whose, dossiers[edit.dossier])
        if not isinstance(edit, EntryEdit):
            return
        is_silent = edit.after.mark is not None and edit.criterion in silent
        if edit.criterion not in grid.by_id or is_silent:
            raise AppError("SAI-14", criterion=edit.criterion)
        check_entry(edit.after, grid, edit.criterion)

    return check


def _refuse_another(entries: Entries, own: Entry | None) -> None:
    """Refuse a third person, whoever comes while another has not ended, and the same one twice."""
    if own is not None:
        raise AppError("SAI-09") if len(entries.made) == 2 else AppError("SAI-04", name=own.agent)
    if len(entries.made) == 2 or any(not entry.is_ended for entry in entries.made):
        raise AppError("SAI-05", names=list_fr([entry.agent for entry in entries.made]))


# ------------------------------------------------------------------------------------------ what is kept


def _own(session: SecretariatSession, member: MemberId, agent: str) -> tuple[Entries, Entry]:
    entries = entries_of(session, member)
    own = entries.of(agent) if entries else None
    if entries is None or own is None:
        raise AppError("SAI-08")
    return entries, own


def _put(
    session: SecretariatSession, member: MemberId, entries: Entries, before: Entry, after: Entry
) -> Entries:
    made = tuple(after if entry is before else entry for entry in entries.made)
    kept = replace(entries, made=made)
    keep_entries(session, member, kept)
    return kept


def _opened(entries: Entries, own: Entry) -> OpenEntry:
    number = next(place for place, entry in enumerate(entries.made, start=1) if entry.agent == own.agent)
    return OpenEntry(number, own.agent, own.sheet)
