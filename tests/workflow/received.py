"""A reception for the tests of what follows it: fiches handed in, received, and read again as an archive."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.scoring.ids import MemberId
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.open_bundle import resume
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.closing import close_reception
from commission_app.workflow.receiving.receipts import take_receipt, write_receipts
from commission_app.workflow.receiving.receive import accept_sheets
from commission_app.workflow.secretariat.views import Verdict
from tests.workflow.campaigns import Prepared, lot_of, make_desk, mark_all

M01, M02, M03 = MemberId("m01"), MemberId("m02"), MemberId("m03")


@dataclass(frozen=True)
class Ready:
    """A campaign whose lots are sealed, with a complete fiche of m01 (2 everywhere) and of m02 (3)."""

    prepared: Prepared
    lot: Path
    fiches: dict[str, Path]

    def copied(self, folder: Path) -> "Ready":
        """Return the same in a folder of its own."""
        return Ready(
            self.prepared.copied(folder),
            folder / "lots" / self.lot.name,
            {member: folder / "fiches" / file.name for member, file in self.fiches.items()},
        )


def make_ready(prepared: Prepared) -> Ready:
    """Seal, and let two members mark and hand in."""
    lot = lot_of(prepared.seal(), "m01")
    (prepared.folder / "accuses").mkdir()
    return Ready(prepared, lot, handed(prepared, lot, {"m01": 2, "m02": 3}))


def handed(prepared: Prepared, lot: Path, marks: dict[str, int]) -> dict[str, Path]:
    """Let members mark everything and hand in; return their fiches."""
    out = prepared.folder / "fiches"
    out.mkdir(exist_ok=True)
    files = {}
    for member, mark in marks.items():
        with prepared.member(member, lot) as session:
            mark_all(session, mark)
            files[member] = hand_in(session, out, no_progress).file
    return files


def received(prepared: Prepared, files: Iterable[Path]) -> list[Verdict]:
    """Let the secretariat receive fiches."""
    with prepared.secretariat() as session:
        return [outcome.verdict for outcome in accept_sheets(session, list(files), no_progress)]


def again(prepared: Prepared, member: str) -> MemberSession:
    """Start a member's desk again."""
    return resume(make_desk(prepared.folder / member), code=prepared.letters[MemberId(member)].code)


def receipts_of(prepared: Prepared, *, close: bool = False) -> dict[MemberId, Path]:
    """Let the secretariat write receipts, after closing the reception if asked; return them by member."""
    with prepared.secretariat() as session:
        if close:
            close_reception(session)
        return {r.member: r.file for r in write_receipts(session, prepared.folder / "accuses")}


def answered(prepared: Prepared) -> Prepared:
    """Let m01 hand in and be received, close the reception, and give m01 the receipt of the close."""
    with prepared.member("m01", lot_of(prepared.seal(), "m01")) as member:
        mark_all(member)
        sheet = hand_in(member, prepared.folder, no_progress).file
        with prepared.secretariat() as session:
            accept_sheets(session, [sheet], no_progress)
            close_reception(session)
            written = write_receipts(session, prepared.folder)
        take_receipt(member, next(receipt.file for receipt in written if receipt.member == M01))
    return prepared


def told(prepared: Prepared, member: str, file: Path) -> tuple[str, ...]:
    """Return what a member's desk says of a receipt, with ordinary spaces."""
    with again(prepared, member) as session:
        return tuple(line.replace("\N{NO-BREAK SPACE}", " ") for line in take_receipt(session, file))


def refused(code: str) -> "pytest.RaisesExc[AppError]":
    """Expect a refusal that has its two sentences."""

    def has_sentences(error: AppError) -> bool:
        return error.code == code and bool(sentences(error).what)

    return pytest.RaisesExc(AppError, check=has_sentences)
