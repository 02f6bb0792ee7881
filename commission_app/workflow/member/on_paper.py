"""A member takes some of their lot to paper, in clear because they asked for it by name: pieces, blank grids.

And a readable copy of their own fiche: of the last one handed in, as it was, or of their draft.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from commission_app.errors import AppError
from commission_app.printing.blank_grid_pdf import BlankGridPrint, blank_grid_pdf
from commission_app.printing.sheet_pdf import SheetPrint, sheet_pdf
from commission_app.scoring.dossier import Dossier, Piece
from commission_app.scoring.sheet import Sheet
from commission_app.sealing.atomic_file import write_atomically
from commission_app.sealing.salted_texts import TextReader
from commission_app.sealing.sheet_act import read_sheet_document
from commission_app.sealing.signed_act import verify
from commission_app.workflow.desk import folder_name
from commission_app.workflow.exchanged_files import free_name
from commission_app.workflow.member.read import bundle_view, piece_bytes
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.member.views import PaperChoice
from commission_app.workflow.progress import Progress


@dataclass(frozen=True)
class _Sheet:
    """One file to write."""

    stem: str
    step: str  # said while it is made
    make: Callable[[], bytes]


def write_on_paper(
    session: MemberSession, choice: PaperChoice, folder: Path, progress: Progress
) -> tuple[Path, ...]:
    """Write what was chosen into a folder, each as a PDF file that overwrites nothing; all of it, or nothing.

    PAP-01 when nothing is chosen, PAP-02 for a dossier left aside, LOT-11 or LOT-12 for a damaged piece,
    DSK-05, DSK-06 or DSK-24 when the folder does not take a file.
    """
    wanted = _wanted(session, choice)
    if not wanted:
        raise AppError("PAP-01")
    written: list[Path] = []
    try:
        for done, sheet in enumerate(wanted):
            progress(done, len(wanted), sheet.step)
            target = free_name(folder, sheet.stem, ".pdf")
            write_atomically(target, sheet.make())
            written.append(target)
        progress(len(wanted), len(wanted), "")
    except BaseException:
        for file in written:
            file.unlink(missing_ok=True)
        raise
    return tuple(written)


def print_copy(session: MemberSession, folder: Path) -> Path:
    """Write into a folder, on a member's request, a clear PDF copy of their last fiche, or of their draft."""
    target = free_name(folder, _copy_stem(session), ".pdf")
    write_atomically(target, _copy(session))
    return target


def _wanted(session: MemberSession, choice: PaperChoice) -> list[_Sheet]:
    wanted = []
    for item in bundle_view(session).dossiers:
        dossier, stem = item.dossier, f"{item.position:02}_{folder_name(item.dossier.territory.name)}"
        pieces = [piece for piece in dossier.pieces if (dossier.id, piece.path) in choice.pieces]
        has_grid = dossier.id in choice.grids
        if (pieces or has_grid) and dossier.id in session.sheet.recused:
            raise AppError("PAP-02", name=dossier.territory.name)
        if has_grid:
            wanted.append(_grid(session, dossier, item.position, stem))
        wanted += [_piece(session, dossier, piece, stem) for piece in pieces]
    if choice.has_copy:
        wanted.append(_Sheet(_copy_stem(session), "Copie de vos notes", lambda: _copy(session)))
    return wanted


def _piece(session: MemberSession, dossier: Dossier, piece: Piece, stem: str) -> _Sheet:
    number = dossier.pieces.index(piece) + 1
    title = folder_name(piece.title.replace("’", "-"))
    name = f"{stem}_{number:02}_{title}"
    return _Sheet(name, piece.title, lambda: piece_bytes(session, dossier.id, piece.path))


def _grid(session: MemberSession, dossier: Dossier, position: int, stem: str) -> _Sheet:
    manifest, member = session.manifest, session.manifest.member(session.member)
    values = BlankGridPrint(
        campaign=manifest.name,
        campaign_id=manifest.campaign,
        member=member.name,
        institution=member.institution,
        dossier=dossier,
        position=position,
        grid=manifest.grid,
        neutralised=session.neutralised,
        date=session.desk.now(),
    )
    return _Sheet(f"{stem}_grille-vierge", dossier.territory.name, lambda: blank_grid_pdf(values))


def _copy_stem(session: MemberSession) -> str:
    member, handed = session.manifest.member(session.member), session.handed()
    kind = f"copie-lisible_fiche-n{handed[-1].seq}" if handed else "copie-lisible_brouillon"
    return f"{kind}_{folder_name(member.name)}"


def _copy(session: MemberSession) -> bytes:
    """Return the last fiche handed in, as it was handed in, or the draft when none was."""
    manifest, member = session.manifest, session.manifest.member(session.member)
    handed = session.handed()
    last = handed[-1] if handed else None
    sheet = session.handed_sheet if last is None else _as_handed(session, last.act, last.texts)
    values = SheetPrint(
        campaign=manifest.name,
        member=member.name,
        institution=member.institution,
        version=0 if last is None else last.seq,
        handed_in=None if last is None else last.at,
        grid=manifest.grid,
        neutralised=session.neutralised,
        dossiers=tuple(item.dossier for item in bundle_view(session).dossiers),
        sheet=sheet,
        digest="" if last is None else last.act_sha512,
        date=session.desk.now(),
    )
    return sheet_pdf(values)


def _as_handed(session: MemberSession, act: bytes, texts: bytes) -> Sheet:
    """Read a fiche made here again: the draft may have changed since."""
    _, sheet = read_sheet_document(verify(act, "fiche", session.secrets.key_set), TextReader(texts))
    return sheet
