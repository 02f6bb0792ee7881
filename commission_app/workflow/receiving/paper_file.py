"""An agent's entry of paper grids from a JSON file: marks as a member's, with the codes printed there.

{"campaign": "…", "grid": "4F7831DA",
 "dossiers": {"01-…": {"entries": {"A1.1": {"mark": 4}}, "closed": true}}, "recused": {"05-…": "motif"}}

`closed`: the paper is signed by the member. All of it is entered and ended, or nothing is kept.
"""

from pathlib import Path

from commission_app.errors import AppError
from commission_app.scoring.draft import edits_between
from commission_app.scoring.ids import CriterionId, DossierId, MemberId
from commission_app.scoring.sheet import DossierSheet, Entry, Recusal, Sheet
from commission_app.workflow.member.mark_file import MarkFile, read_marks
from commission_app.workflow.receiving.paper_entry import (
    begin_entry,
    check_codes,
    end_entry,
    record_edits,
)
from commission_app.workflow.receiving.paper_views import Codes, OpenEntry
from commission_app.workflow.secretariat.session import SecretariatSession


class PaperFile(MarkFile, frozen=True, kw_only=True):
    """Marks, and the codes at the head of the papers that they were read on."""

    campaign: str
    grid: str


def enter_from_file(session: SecretariatSession, member: MemberId, agent: str, file: Path) -> OpenEntry:
    """Enter what a file says under the name of an agent, and end the entry.

    MAR-04 when it is not such a file, SAI-20 when the labels of dossiers are in it, which no paper bears, and
    the refusals of an entry: nothing of it is then kept.
    """
    said = read_marks(file, PaperFile)
    if any(reading.tags for reading in said.dossiers.values()):
        raise AppError("SAI-20", file=file.stem)
    with session.database.transaction():
        opened = begin_entry(session, member, agent)
        for dossier in (*said.dossiers, *said.recused):
            check_codes(session, member, Codes(said.campaign, dossier, said.grid))
        edits = edits_between(opened.sheet, _sheet(member, said))
        record_edits(session, member, opened.agent, edits)
        end_entry(session, member, opened.agent)
    return opened


def _sheet(member: MemberId, said: PaperFile) -> Sheet:
    return Sheet(
        member,
        {
            DossierId(dossier): DossierSheet(
                {
                    CriterionId(criterion): Entry(entry.mark, entry.motive, entry.remark)
                    for criterion, entry in reading.entries.items()
                },
                reading.closed,
            )
            for dossier, reading in said.dossiers.items()
        },
        {DossierId(dossier): Recusal("personal", reason) for dossier, reason in said.recused.items()},
    )
