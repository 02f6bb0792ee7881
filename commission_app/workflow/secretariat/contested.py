"""The facts that members contest in their fiches: who reads what else, in their words, for the secretariat.

A fact that is corrected is another fact: what contested the former one no longer shows.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from commission_app.scoring.dossier import Dossier, RecordedFact
from commission_app.scoring.ids import DossierId, InstitutionId, MemberId
from commission_app.workflow.contestation import answer_in
from commission_app.workflow.deliberation.archived_sheets import ArchivedSheet
from commission_app.workflow.deliberation.consolidate import compute, facts_of
from commission_app.workflow.deliberation.publish import latest_sheets
from commission_app.workflow.secretariat.session import SecretariatSession


@dataclass(frozen=True)
class Contested:
    """One member's answer to one fact, in the fiche in force."""

    fact: RecordedFact
    member: MemberId
    name: str
    institution: InstitutionId
    words: str  # empty when the member only said that they contest it


def contested_facts(session: SecretariatSession) -> Mapping[DossierId, tuple[Contested, ...]]:
    """Return what is contested, by dossier in the order of the import; nothing while no fact is recorded."""
    dossiers = [dossier for dossier in session.dossiers() if dossier.facts]
    if not dossiers or not session.database.sheets.all():
        return {}
    done = compute(facts_of(session))
    sheets = latest_sheets(done)
    found: dict[DossierId, list[Contested]] = defaultdict(list)
    for dossier in dossiers:
        for sheet in sheets:
            member = done.facts.campaign.member_by_id[sheet.claims.member]
            for fact, words in _answers(sheet, dossier):
                found[dossier.id].append(Contested(fact, member.id, member.name, member.institution, words))
    return {dossier: tuple(answers) for dossier, answers in found.items()}


def _answers(sheet: ArchivedSheet, dossier: Dossier) -> Iterator[tuple[RecordedFact, str]]:
    reading = sheet.sheet.readings.get(dossier.id)
    remarks = [entry.remark for entry in reading.entries.values()] if reading else []
    for fact in dossier.facts:
        for remark in remarks:
            words = answer_in(remark, fact)
            if words is not None:
                yield fact, words
                break
