"""What the page « Documents » asks of the workflow. Every verb blocks: it runs on a lane."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from commission_app.scoring.ids import DossierId, PiecePath
from commission_app.ui.reading.piece_reader import OpenPiece, PieceReader, Started
from commission_app.ui.tasks import Report
from commission_app.workflow.papers import catalogue
from commission_app.workflow.papers.catalogue import Paper
from commission_app.workflow.secretariat.session import SecretariatSession


@dataclass(frozen=True)
class DocumentsVerbs:
    """The list, the preview (called on the PDF lane), and the writing of some kinds into a folder."""

    view: Callable[[], tuple[Paper, ...]]
    open_paper: OpenPiece  # the kind in place of the dossier, the part in place of the piece
    write: Callable[[Sequence[str], Path, Report], tuple[Path, ...]]


def documents_verbs(session: SecretariatSession) -> DocumentsVerbs:
    """Bind the verbs to one session."""

    def open_paper(
        kind: DossierId,
        part: PiecePath,
        password: str | None = None,
        started: Started = lambda _: None,
        /,
    ) -> PieceReader:
        del password, started  # nothing that is printed here has a password, nor hangs
        return catalogue.open_paper(session, kind, part)

    return DocumentsVerbs(
        partial(catalogue.papers, session), open_paper, partial(catalogue.print_papers, session)
    )
