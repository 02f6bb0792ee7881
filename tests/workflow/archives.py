"""An archive to read again, and to spoil in every way."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from commission_app.scoring.draft import RecusalEdit
from commission_app.scoring.sheet import Evidence, Recusal
from commission_app.sealing.archive_file import is_texts, read_archive, write_archive
from commission_app.workflow.deliberation.archive import write_session_archive
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.mark import entry_edit, record
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.closing import close_reception
from tests.workflow.received import Ready, received

Entries = dict[str, bytes]
Change = Callable[[Entries], object]
REASON, QUOTE, REMARK = "ma sœur y travaille", "vingt places", "Vu dans la lettre"


def archived(ready: Ready) -> Ready:
    """Write an archive of three fiches whose reception was closed, one of them arrived since."""
    received(ready.prepared, ready.fiches.values())
    with ready.prepared.secretariat() as session:
        close_reception(session)
    received(ready.prepared, [_saying_everything(ready)])
    with ready.prepared.secretariat() as session:
        write_session_archive(session, ready.prepared.folder / "archive.zip")
    return ready


def _saying_everything(ready: Ready) -> Path:
    """Let m02 hand in a recusal with its reason and a passage, beside remarks."""
    with ready.prepared.member("m02", ready.lot) as session:
        first, second, *_ = session.dossiers()
        passage = Evidence(first.pieces[0].path, first.pieces[0].original_sha512, 1, QUOTE)
        criterion = next(c.id for c in session.grid.criteria if c.id not in session.neutralised)
        before = session.sheet.reading(first.id).entry(criterion)
        record(session, entry_edit(session.sheet, first.id, criterion, replace(before, evidence=(passage,))))
        record(session, RecusalEdit(second.id, None, Recusal("personal", REASON)))
        return hand_in(session, ready.prepared.folder / "fiches", no_progress).file


def entries_of(archive: Path) -> Entries:
    """Return every entry of an archive but its root."""
    return dict(read_archive(archive)[1])


def texts_of(entries: Mapping[str, bytes]) -> list[str]:
    """Return the names of the entries that hold texts."""
    return sorted(name for name in entries if is_texts(name))


def spoiled(archive: Path, change: Change) -> Path:
    """Write the archive again around a change, under a root of its own: only what it says can betray it."""
    entries = entries_of(archive)
    change(entries)
    target = archive.with_name("spoiled.zip")
    write_archive(target, entries)
    return target


def plain(lines: tuple[str, ...]) -> list[str]:
    """Return lines with ordinary spaces."""
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]
