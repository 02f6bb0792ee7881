"""The consolidation as files for other tools: exact JSON, and a workbook with what the screen shows."""

import json
from fractions import Fraction
from pathlib import Path

from commission_app.scoring.ranking import Status
from commission_app.sealing.atomic_file import write_atomically
from commission_app.texts import decimal_fr
from commission_app.workflow.deliberation.consolidate import (
    Consolidated,
    consolidation_view,
    results_document,
)
from commission_app.workflow.deliberation.status_words import STATUS_WORDS
from commission_app.workflow.exchanged_files import free_file
from commission_app.workflow.meeting.adoption import adoption_lines
from commission_app.workflow.meeting.chain import MEETING, chained, meeting_state
from commission_app.workflow.meeting.movements import changed_marks, readings_in, told_effect
from commission_app.workflow.meeting.words import mark_words
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.views import CellKind, ConsolidationView, MemberCell
from commission_app.workflow.workbook import workbook

CELL_WORDS = {
    CellKind.RECUSED: "déport",
    CellKind.ABSENT: "—",
    CellKind.ELSEWHERE: "lu par d’autres",
    CellKind.FORK: "versions contradictoires",
}


def export_consolidation(session: SecretariatSession, done: Consolidated, folder: Path) -> tuple[Path, Path]:
    """Write `consolidation.json` and `consolidation.xlsx`. Every figure reads as on the screen."""
    document = json.dumps(results_document(done), ensure_ascii=False, indent=2, sort_keys=True)
    exact, book = (free_file(folder, name) for name in ("consolidation.json", "consolidation.xlsx"))
    view = consolidation_view(done, session)
    sheets = (
        ("Classement", _ranking_rows(done, view)),
        ("Critères", _criteria_rows(done, view)),
        ("Campagne", _campaign_rows(done, view) + _rules_rows(session)),
        *_changed_sheet(session, done),
    )
    write_atomically(exact, f"{document}\n".encode())
    write_atomically(book, workbook(sheets))
    return exact, book


def cell_text(cell: MemberCell) -> str:
    """Return a member's cell in words or points; a partial total says its coverage."""
    if cell.total is None:
        return CELL_WORDS[cell.kind]
    text = decimal_fr(cell.total)
    if cell.kind is CellKind.PARTIAL and cell.coverage is not None:
        return f"{text} ({decimal_fr(100 * cell.coverage, 0)} % examinés)"
    return text


def _ranking_rows(done: Consolidated, view: ConsolidationView) -> list[list[str | int | None]]:
    heads = ["Rang", "Territoire", "Département", "Note", "Valeur exacte", "Écart", "Lectures", "État"]
    rows: list[list[str | int | None]] = [
        [*heads, *(f"{member.institution} – {member.name}" for member in view.members)]
    ]
    for row in view.rows:
        note = done.results[row.dossier].note
        rows.append(
            [
                row.rank,
                row.territory,
                row.departement,
                row.display,
                _exact(note),
                decimal_fr(row.spread) if row.spread is not None else "",
                row.readings,
                STATUS_WORDS[Status(row.status)] + (" (ex æquo)" if row.is_tied else ""),
                *(cell_text(cell) for cell in row.cells),
            ]
        )
    return rows


def _criteria_rows(done: Consolidated, view: ConsolidationView) -> list[list[str | int | None]]:
    criteria = done.facts.campaign.grid.criteria
    rows: list[list[str | int | None]] = [["Dossier", "Territoire", *(c.id for c in criteria)]]
    for row in view.rows:
        values = done.results[row.dossier].criteria
        rows.append([row.dossier, row.territory, *(_exact(values[criterion.id]) for criterion in criteria)])
    return rows


def _campaign_rows(done: Consolidated, view: ConsolidationView) -> list[list[str | int | None]]:
    campaign = done.facts.campaign
    rows: list[list[str | int | None]] = [
        ["Paramètre", "Valeur"],
        ["Campagne", campaign.name],
        ["Places", campaign.rules.seats],
        ["Grille", f"{campaign.grid.title}, version {campaign.grid.version}"],
        ["Empreinte de la grille", campaign.grid.digest],
        ["Empreinte des données", view.data_digest],
        ["État", "provisoire" if view.is_provisional else "toutes les fiches sont closes"],
    ]
    rows.extend([reason, ""] for reason in view.reasons)
    return rows


def _changed_sheet(
    session: SecretariatSession, done: Consolidated
) -> tuple[tuple[str, list[list[str | int | None]]], ...]:
    """Return the sheet of the marks changed in the meeting, as the page and the minutes tell them, if any."""
    acts, state = [kept.act for kept in chained(session, MEETING)], meeting_state(session)
    seats = state.rules.seats if state.rules is not None else done.facts.campaign.rules.seats
    names = {one.id: one.territory.name for one in done.facts.dossiers}
    members = done.facts.campaign.member_by_id
    rows: list[list[str | int | None]] = [
        ["Dossier", "Territoire", "Membre", "Institution", "Critère", "Avant", "Après", "Effet", "Motif"]
    ]
    for one in changed_marks(done, readings_in(done), acts, seats):
        author, fact = members[one.fact.member], one.fact
        rows.append(
            [
                fact.dossier,
                names[fact.dossier],
                author.name,
                author.institution,
                fact.criterion,
                mark_words(fact.before),
                mark_words(fact.after),
                told_effect(one, is_official=state.is_second_round),
                fact.reason,
            ]
        )
    return (("Notes changées", rows),) if len(rows) > 1 else ()


def _rules_rows(session: SecretariatSession) -> list[list[str | int | None]]:
    """Return how the commission adopted its rules, then each rule of variety; nothing before it did."""
    acts = [kept.act for kept in chained(session, MEETING)]
    return [["Règles adoptées", words] for words in adoption_lines(meeting_state(session), acts)]


def _exact(value: Fraction | None) -> str:
    return "" if value is None else str(value)
