"""The official ranking, recomputed whole from the accepted fiches each time: no total is ever stored."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from weakref import WeakKeyDictionary

from commission_app.scoring.campaign import Campaign
from commission_app.scoring.consolidation import (
    NO_COLLEGIAL_MARK,
    CollegialMarks,
    ConsolidatedDossier,
    consolidate,
)
from commission_app.scoring.dossier import Dossier
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import DossierId, MemberId, Sha512
from commission_app.scoring.individual import Individual
from commission_app.scoring.meeting.outcome import (
    NO_CHANGE,
    Changes,
    as_debated,
    needed_collegial,
    outcome_of,
)
from commission_app.scoring.merge import Merged, SheetAct, State, counted_readings, merge
from commission_app.scoring.ranking import RankedDossier, rank
from commission_app.scoring.readings import Reading
from commission_app.store.database import Database
from commission_app.texts import count_fr, list_fr, note_fr
from commission_app.workflow.deliberation.archived_sheets import ArchivedSheet
from commission_app.workflow.deliberation.decisions import exclusions
from commission_app.workflow.deliberation.sheets_read import read_sheets
from commission_app.workflow.meeting.chain import meeting_state
from commission_app.workflow.secretariat.computers import COUNTED, counted_sheets
from commission_app.workflow.secretariat.grid_in_force import former_lots, is_former
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.views import (
    CellKind,
    ConsolidationMember,
    ConsolidationView,
    MemberCell,
    RankedRow,
)


@dataclass(frozen=True)
class Facts:
    """All that a consolidation depends on, and nothing else: what the archive carries to be recomputed."""

    campaign: Campaign
    dossiers: tuple[Dossier, ...]
    sheets: tuple[ArchivedSheet, ...]  # accepted, their keys confirmed
    keys: Mapping[MemberId, tuple[str, ...]]  # confirmed computers, oldest first
    kept_away: frozenset[tuple[MemberId, DossierId]]  # since the convocation
    ineligible: Mapping[DossierId, str]  # decided « irrecevable », with the reason
    excluded: frozenset[tuple[Sha512, DossierId]] = frozenset()  # readings set aside by the chair
    collegial: CollegialMarks = field(default_factory=lambda: NO_COLLEGIAL_MARK)  # of the whole commission
    changes: Changes = field(default_factory=lambda: NO_CHANGE)  # in the debate, once declared official
    elsewhere: frozenset[tuple[MemberId, DossierId]] = frozenset()  # readings that a share gives to others
    # Fiches marked on a grid that was replaced since, and their authors: they count no more.
    former: Mapping[Sha512, MemberId] = field(default_factory=dict)


@dataclass(frozen=True)
class Consolidated:
    """The merge, the figures of each dossier and the ranking."""

    facts: Facts
    merged: Merged
    recused: frozenset[tuple[MemberId, DossierId]]
    results: Mapping[DossierId, ConsolidatedDossier]
    ranking: tuple[RankedDossier, ...]


def facts_of(session: SecretariatSession) -> Facts:
    """Gather what the secretariat's database holds."""
    keys = {
        member.id: tuple(
            key.key_id for key in session.database.sheets.keys(member.id) if key.status in COUNTED
        )
        for member in session.campaign.members
    }
    collegial, changes = outcome_of(meeting_state(session))
    campaign = session.campaign
    sheets = read_sheets(session, counted_sheets(session))
    replaced = former_lots(session)
    former = {one.sha512: one.claims.member for one in sheets if _is_former(one, replaced, campaign)}
    return Facts(
        campaign=campaign,
        dossiers=session.dossiers(),
        sheets=tuple(sheet for sheet in sheets if sheet.sha512 not in former),
        keys=keys,
        kept_away=session.recusals(),
        ineligible=session.ineligible(),
        excluded=exclusions(session),
        collegial=collegial,
        changes=changes,
        elsewhere=session.left_to_others(),
        former=former,
    )


def _is_former(sheet: ArchivedSheet, replaced: frozenset[Sha512], campaign: Campaign) -> bool:
    if sheet.paper is not None:  # of no lot: the paper bears the digest of its grid
        return sheet.paper.grid != campaign.grid.digest
    return is_former(sheet.claims, replaced)


def compute(facts: Facts) -> Consolidated:
    """Merge, consolidate and rank: a pure function of the facts."""
    acts = [_act(sheet) for sheet in facts.sheets]
    merged = merge(acts, facts.keys, facts.excluded)
    recused = merged.recused | facts.kept_away
    institutions = {member.id: member.institution for member in facts.campaign.members}
    readings = counted_readings(merged, institutions)
    results = results_with(facts, recused, readings, [one.id for one in facts.dossiers], facts.changes)
    return Consolidated(
        facts, merged, recused, results, rank(results, facts.campaign.rules, ineligible=facts.ineligible)
    )


def results_with(
    facts: Facts,
    recused: frozenset[tuple[MemberId, DossierId]],
    readings: Iterable[Reading],
    dossiers: Sequence[DossierId],
    changes: Changes,
) -> dict[DossierId, ConsolidatedDossier]:
    """Return the figures of dossiers as these marks changed in the debate make them.

    The readings and the collegial marks are those of these dossiers, and of no other.
    """
    debated = as_debated(readings, changes)
    return consolidate(
        facts.campaign.grid,
        facts.campaign.rules,
        dossiers,
        debated,
        neutralised=facts.campaign.neutralised,
        recused=recused,
        collegial=needed_collegial(facts.collegial, debated, recused),
    )


_last: WeakKeyDictionary[Database, Consolidated] = WeakKeyDictionary()


def consolidated(session: SecretariatSession) -> Consolidated:
    """Return the consolidation of what the database holds now: the last one, while its facts are the same."""
    facts, last = facts_of(session), _last.get(session.database)
    if last is None or last.facts != facts:
        last = _last[session.database] = compute(facts)
    return last


def consolidation(session: SecretariatSession) -> ConsolidationView:
    """Return the page « Consolidation »."""
    return consolidation_view(consolidated(session), session)


def consolidation_view(done: Consolidated, session: SecretariatSession) -> ConsolidationView:
    """Return a consolidation as a page shows it."""
    campaign = done.facts.campaign
    dossiers = {dossier.id: dossier for dossier in done.facts.dossiers}
    reasons = provisional_reasons(done)
    return ConsolidationView(
        campaign=campaign.name,
        seats=campaign.rules.seats,
        computed=session.desk.now(),
        is_provisional=bool(reasons),
        reasons=reasons,
        members=tuple(
            ConsolidationMember(member.id, member.name, member.institution) for member in campaign.members
        ),
        rows=tuple(_row(done, ranked, dossiers[ranked.dossier]) for ranked in done.ranking),
        sheets=len({sheet.claims.member for sheet in done.facts.sheets}),
        recusals=len(done.recused),
        data_digest=data_digest(done),
    )


def provisional_reasons(done: Consolidated) -> tuple[str, ...]:
    """Say why a consolidation is not final yet; nothing when every member closed every dossier due."""
    reasons = []
    silent = [
        member.name
        for member in done.facts.campaign.members
        if member.id not in {sheet.claims.member for sheet in done.facts.sheets}
    ]
    if silent:
        reasons.append(f"{count_fr(len(silent), 'fiche attendue', 'fiches attendues')} : {list_fr(silent)}.")
    still_open = sum(
        1
        for member in done.facts.campaign.members
        if member.name not in silent
        for dossier in done.facts.dossiers
        if (member.id, dossier.id) not in done.recused | done.facts.elsewhere
        and not _is_settled(done, member.id, dossier.id)
    )
    if still_open:
        reasons.append(f"{count_fr(still_open, 'lecture')} à clore dans les fiches reçues.")
    if late := set(done.facts.former.values()) - {sheet.claims.member for sheet in done.facts.sheets}:
        said = count_fr(len(late), "fiche est", "fiches sont")
        reasons.append(f"{said} à remettre sur la nouvelle version de la grille.")
    if done.merged.forks:
        reasons.append(
            f"{count_fr(len(done.merged.forks), 'lecture contradictoire', 'lectures contradictoires')}"
            " à faire trancher par leur auteur."
        )
    return tuple(reasons)


def results_document(done: Consolidated) -> dict[str, object]:
    """Return the official figures as fractions and texts: the JSON export, and what the archive promises."""
    return {
        "campaign": done.facts.campaign.id,
        "grid": done.facts.campaign.grid.digest,
        "seats": done.facts.campaign.rules.seats,
        "sheets": sorted(sheet.sha512 for sheet in done.facts.sheets),
        "ranking": [_ranked_document(ranked) for ranked in done.ranking],
        "recused": sorted([member, dossier] for member, dossier in done.recused),
        "forks": sorted([member, dossier] for member, dossier in done.merged.forks),
    }


def data_digest(done: Consolidated) -> Sha512:
    """Return the digest printed on documents: SHA-512 of the canonical results."""
    return Sha512(hashlib.sha512(canonical_json(results_document(done))).hexdigest())


def _act(sheet: ArchivedSheet) -> SheetAct:
    return SheetAct(
        digest=sheet.sha512,
        member=sheet.claims.member,
        key=sheet.claims.key,
        seq=sheet.claims.seq,
        prev=sheet.claims.prev,
        readings=sheet.sheet.readings,
        recused=frozenset(sheet.sheet.recused),
    )


def _is_settled(done: Consolidated, member: MemberId, dossier: DossierId) -> bool:
    standing = done.merged.standings.get((member, dossier))
    if standing is None:  # nothing is awaited of a reading that the chair set aside
        own = [sheet.sha512 for sheet in done.facts.sheets if sheet.claims.member == member]
        return any((sheet, dossier) in done.facts.excluded for sheet in own)
    return standing.state is not State.OPEN


def _row(done: Consolidated, ranked: RankedDossier, dossier: Dossier) -> RankedRow:
    return RankedRow(
        dossier=dossier.id,
        territory=dossier.territory.name,
        departement=dossier.territory.departement,
        status=ranked.status.value,
        rank=ranked.rank,
        is_tied=ranked.is_tied,
        line=ranked.line.value if ranked.line else "",
        note=ranked.result.note,
        display=note_fr(ranked.display),
        spread=ranked.result.spread,
        cells=tuple(
            _cell(done, ranked.result, member.id, dossier.id) for member in done.facts.campaign.members
        ),
        readings=ranked.result.readers,
        unmarked=ranked.result.unmarked,
        reason=ranked.reason,
    )


def _cell(
    done: Consolidated, result: ConsolidatedDossier, member: MemberId, dossier: DossierId
) -> MemberCell:
    if (member, dossier) in done.recused:
        return MemberCell(CellKind.RECUSED)
    if (member, dossier) in done.merged.forks:
        return MemberCell(CellKind.FORK)
    own = result.individuals.get(member)
    if own is None or own.total is None:
        is_elsewhere = (member, dossier) in done.facts.elsewhere
        return MemberCell(CellKind.ELSEWHERE if is_elsewhere else CellKind.ABSENT)
    kind = CellKind.TOTAL if own.coverage == 1 else CellKind.PARTIAL
    return MemberCell(kind, own.total, own.coverage, _distance(own.total, member, result.individuals))


def _distance(
    total: Fraction, member: MemberId, individuals: Mapping[MemberId, Individual]
) -> Fraction | None:
    others = [
        figures.total
        for other, figures in individuals.items()
        if other != member and figures.total is not None
    ]
    return total - sum(others, Fraction(0)) / len(others) if others else None


def _ranked_document(ranked: RankedDossier) -> dict[str, object]:
    result = ranked.result
    return {
        "dossier": ranked.dossier,
        "status": ranked.status.value,
        "reason": ranked.reason,
        "rank": ranked.rank,
        "line": ranked.line.value if ranked.line else None,
        "note": _fraction(result.note),
        "display": ranked.display,
        "sections": {section: _fraction(value) for section, value in result.sections.items()},
        "criteria": {criterion: _fraction(value) for criterion, value in result.criteria.items()},
        "readings": result.readers,
        "totals": {
            member: {"total": _fraction(own.total), "coverage": _fraction(own.coverage)}
            for member, own in result.individuals.items()
        },
    }


def _fraction(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
