"""Documents that remain: fiches, ranking and synthesis as tagged PDF, and the archive."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from commission_app.printing.check_parts import RegisterPrint, RetainedPrint
from commission_app.printing.ranked import MemberTotal, RankedTerritory
from commission_app.printing.ranking_pdf import RankingPrint, ranking_pdf
from commission_app.printing.sheet_pdf import PaperOrigin, SheetPrint, sheet_pdf
from commission_app.printing.synthesis_pdf import (
    Departure,
    Method,
    SynthesisPrint,
    synthesis_pdf,
)
from commission_app.scoring.dossier import Dossier
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import MemberId
from commission_app.scoring.meeting.acts import Arrived, Opinion
from commission_app.scoring.meeting.fold import undone_numbers
from commission_app.scoring.meeting.state import Phase
from commission_app.scoring.ranking import Line, Status
from commission_app.sealing.atomic_file import write_atomically
from commission_app.sealing.paper_act import PaperClaims
from commission_app.texts import list_fr
from commission_app.workflow.deliberation.archive import write_session_archive
from commission_app.workflow.deliberation.archived_sheets import ArchivedSheet
from commission_app.workflow.deliberation.consolidate import (
    Consolidated,
    compute,
    consolidation_view,
    data_digest,
    facts_of,
    results_document,
)
from commission_app.workflow.exchanged_files import free_file
from commission_app.workflow.meeting.adoption import adoption_lines
from commission_app.workflow.meeting.chain import MEETING, chained, meeting_state
from commission_app.workflow.progress import Progress
from commission_app.workflow.receiving.closing import standing
from commission_app.workflow.secretariat.letters import file_stem
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.views import ConsolidationView, RankedRow


def print_documents(session: SecretariatSession, folder: Path, progress: Progress) -> tuple[Path, ...]:
    """Write the ranking, the synthesis, the fiche of every member and the archive into a folder."""
    done = compute(facts_of(session))
    view = consolidation_view(done, session)
    sheets = latest_sheets(done)
    total = len(sheets) + 3
    progress(0, total, "Archive")
    archive = free_file(folder, "archive-de-seance.zip")
    root = write_session_archive(session, archive)  # first: the synthesis prints the digest of its root
    progress(1, total, "Classement")
    files = [free_file(folder, name) for name in ("classement.pdf", "synthese.pdf")]
    write_atomically(files[0], ranking_pdf(ranking_print(done, view)))
    progress(2, total, "Synthèse")
    synthesis = replace(synthesis_print(session, done, view), archive_root=root)
    write_atomically(files[1], synthesis_pdf(synthesis))
    for number, sheet in enumerate(sheets, start=3):
        member = done.facts.campaign.member_by_id[sheet.claims.member]
        progress(number, total, member.name)
        file = free_file(folder, f"{sheet_stem(sheet)}_{file_stem(done.facts.campaign, member)}.pdf")
        write_atomically(file, sheet_pdf(sheet_print(session, done, sheet)))
        files.append(file)
    progress(total, total, "")
    return (*files, archive)


def latest_sheets(done: Consolidated) -> Sequence[ArchivedSheet]:
    """Return the fiche in force of each member, in the order of the campaign's members.

    One that was entered from paper comes after the one that its member handed in, and never in its place.
    """
    latest: dict[tuple[MemberId, bool], ArchivedSheet] = {}
    for sheet in done.facts.sheets:
        if sheet.sha512 not in done.merged.superseded:
            latest[sheet.claims.member, sheet.paper is not None] = sheet
    return [
        latest[member.id, is_paper]
        for member in done.facts.campaign.members
        for is_paper in (False, True)
        if (member.id, is_paper) in latest
    ]


def sheet_stem(sheet: ArchivedSheet) -> str:
    """Return how the name of the file of a fiche begins."""
    return "fiche" if sheet.paper is None else "fiche-papier"


def ranking_print(done: Consolidated, view: ConsolidationView) -> RankingPrint:
    """Return what the ranking says on paper."""
    return RankingPrint(
        campaign=view.campaign,
        seats=view.seats,
        members=tuple(member.institution for member in view.members),
        rows=_territories(done, view),
        sheets=view.sheets,
        recusals=view.recusals,
        provisional=view.reasons,
        digest=view.data_digest,
        date=view.computed,
    )


def register_print(session: SecretariatSession) -> RegisterPrint | None:
    """Return the list settled at the close; None while the reception is open."""
    state = standing(session)
    if state.closed is None:
        return None
    sheets = tuple(
        RetainedPrint(sheet.name, sheet.institution, sheet.version, sheet.sha512, sheet.is_paper)
        for sheet in state.closed.sheets
    )
    return RegisterPrint(state.closed.serial, state.closed.at, state.closed.register, sheets, state.since)


def _ranking_synthesis(
    done: Consolidated, view: ConsolidationView, register: RegisterPrint | None
) -> SynthesisPrint:
    campaign = done.facts.campaign
    names = {dossier.id: dossier.territory.name for dossier in done.facts.dossiers}
    return SynthesisPrint(
        campaign=campaign.name,
        meeting=datetime.fromisoformat(campaign.meeting),
        recipients=campaign.authority,
        members_present=None,  # nobody counted them yet: the fiches retained are told
        members_total=len(campaign.members),
        seats=campaign.rules.seats,
        rows=_territories(done, view),
        departures=tuple(
            Departure(names[dossier], campaign.member_by_id[member].institution)
            for member, dossier in sorted(done.recused)
        ),
        method=Method(
            grid_title=campaign.grid.title,
            grid_version=campaign.grid.version,
            grid_digest=campaign.grid.digest,
            maximum=campaign.grid.scale.maximum,
            voice_unit="institution" if campaign.rules.voice_unit == "institution" else "evaluateur",
            readings_min=campaign.rules.readings_min,
            sheets=view.sheets,
            neutralised=tuple(f"{n.institution} ne note pas {n.criterion}" for n in campaign.neutralised),
        ),
        is_project=True,
        data=canonical_json(results_document(done)),
        date=view.computed,
        register=register,
    )


def synthesis_print(
    session: SecretariatSession, done: Consolidated, view: ConsolidationView
) -> SynthesisPrint:
    """Return what the synthesis says: of the ranking, then of the avis once the meeting is closed on it."""
    state, acts = meeting_state(session), [kept.act for kept in chained(session, MEETING)]
    said = _ranking_synthesis(done, view, register_print(session))
    said = replace(said, rules=adoption_lines(state, acts))
    is_current = state.ranking is None or state.ranking.results == data_digest(done)
    if state.phase is not Phase.CLOSED or state.rules is None or not is_current:
        return said
    undone = undone_numbers(acts)
    sat = {act.fact.member for act in acts if isinstance(act.fact, Arrived) and act.number not in undone}
    proposed = state.with_opinion(Opinion.RETAIN)
    rows = tuple(
        replace(printed, line=Line.ABOVE if row.dossier in proposed else Line.BELOW)
        if printed.line
        else printed
        for row, printed in zip(view.rows, said.rows, strict=True)
    )
    return replace(said, rows=rows, seats=state.rules.seats, members_present=len(sat), is_project=False)


def _territories(done: Consolidated, view: ConsolidationView) -> tuple[RankedTerritory, ...]:
    dossiers = {dossier.id: dossier for dossier in done.facts.dossiers}
    return tuple(_territory(row, dossiers[row.dossier]) for row in view.rows)


def _territory(row: RankedRow, dossier: Dossier) -> RankedTerritory:
    return RankedTerritory(
        territory=row.territory,
        departement=row.departement,
        status=Status(row.status),
        rank=row.rank,
        is_tied=row.is_tied,
        line=Line(row.line) if row.line else None,
        note=row.note,
        display=row.display,
        spread=row.spread,
        readings=row.readings,
        reason=row.reason or (f"sans note : {list_fr(list(row.unmarked))}" if row.unmarked else ""),
        totals=tuple(MemberTotal(cell.kind.value, cell.total, cell.coverage) for cell in row.cells),
        kind=dossier.territory.kind,
        density=dossier.territory.density,
    )


def sheet_print(session: SecretariatSession, done: Consolidated, sheet: ArchivedSheet) -> SheetPrint:
    """Return what the fiche of a member says on paper."""
    campaign = done.facts.campaign
    member = campaign.member_by_id[sheet.claims.member]
    received = {record.act_sha512: record.received for record in session.database.sheets.all()}
    held = {*sheet.sheet.readings, *sheet.sheet.recused}
    return SheetPrint(
        campaign=campaign.name,
        member=member.name,
        institution=member.institution,
        version=sheet.claims.seq,
        handed_in=received[sheet.sha512],
        grid=campaign.grid,
        neutralised=campaign.not_marked_by(member.institution),
        dossiers=tuple(dossier for dossier in done.facts.dossiers if dossier.id in held),
        sheet=sheet.sheet,
        digest=sheet.sha512,
        date=session.desk.now(),
        paper=_origin(sheet.paper) if sheet.paper else None,
    )


def _origin(paper: PaperClaims) -> PaperOrigin:
    first, second = paper.agents
    return PaperOrigin((first.name, second.name), len(paper.settled), paper.settler)
