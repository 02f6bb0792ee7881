"""What the entry of paper grids asks of the workflow."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from commission_app.scoring.double_entry import Answer, Subject
from commission_app.scoring.draft import Edit
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.workflow.member.views import SavedAt
from commission_app.workflow.progress import Progress
from commission_app.workflow.receiving import blank_grids, paper_entry, paper_fiche
from commission_app.workflow.receiving.paper_views import Codes, OpenEntry, PaperView
from commission_app.workflow.secretariat.session import SecretariatSession


@dataclass(frozen=True)
class PaperVerbs:
    """One function for each gesture; all of them but the printing are short."""

    view: Callable[[MemberId], PaperView]
    begin: Callable[[MemberId, str], OpenEntry]
    check: Callable[[MemberId, Codes], DossierId]
    record: Callable[[MemberId, str, Edit], SavedAt]
    end: Callable[[MemberId, str], None]
    reopen: Callable[[MemberId, str], OpenEntry]
    abandon: Callable[[MemberId], None]
    settle: Callable[[MemberId, Subject, Answer | None], None]
    keep: Callable[[MemberId, str], object]  # signed with the name of whoever looked at the paper
    print_grids: Callable[[MemberId, Path, Progress], tuple[Path, ...]]


def paper_verbs(session: SecretariatSession) -> PaperVerbs:
    """Bind the verbs to one session."""
    return PaperVerbs(
        partial(paper_fiche.paper_view, session),
        partial(paper_entry.begin_entry, session),
        partial(paper_entry.check_codes, session),
        partial(paper_entry.record_edit, session),
        partial(paper_entry.end_entry, session),
        partial(paper_entry.reopen_entry, session),
        partial(paper_entry.abandon_entries, session),
        partial(paper_fiche.settle, session),
        partial(paper_fiche.record_paper, session),
        partial(blank_grids.write_blank_grids, session),
    )
