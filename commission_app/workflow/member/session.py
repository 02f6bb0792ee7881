"""A member at work: keys in memory, drafts in the database, lots open and still sealed."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from commission_app.errors import AppError
from commission_app.scoring.dossier import Dossier, Piece
from commission_app.scoring.draft import Edit, apply, fold
from commission_app.scoring.grid import Grid, canonical_json
from commission_app.scoring.grid_change import within
from commission_app.scoring.ids import CriterionId, DossierId, MemberId, PiecePath, Sha512
from commission_app.scoring.sheet import Sheet
from commission_app.sealing.bundle import OpenBundle
from commission_app.sealing.identity import Secrets
from commission_app.sealing.manifest import Manifest
from commission_app.store.database import Database
from commission_app.store.records import HandedRecord
from commission_app.workflow.desk import Desk, DeskCampaign

HANDING = "handing"  # setting: digest of the fiche whose file is about to take its place
LOT_PLACE = "lot_place"  # setting: where the last lot was opened, drafts are backed up beside it; may be ""
LAST_SERIAL = "receipt"  # setting: serial of the last receipt read, empty once a new letter begins anew
KNOWN_SHEETS = "known_sheets"  # setting: digests of fiches handed in elsewhere, known by restored drafts


@dataclass
class MemberSession:
    """What stays open while a member reads and marks. Close it to forget the keys."""

    desk: Desk
    campaign: DeskCampaign
    secrets: Secrets
    database: Database
    member: MemberId
    bundles: dict[str, OpenBundle] = field(default_factory=dict)  # latest version of each lot
    backing_up: Lock = field(default_factory=Lock, repr=False)  # one backup at a time, and in order
    passwords: dict[PiecePath, str] = field(default_factory=dict, repr=False)  # of pieces, while it is open
    _sheet: Sheet | None = None

    def __enter__(self) -> Self:
        """Use the session inside a block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close everything."""
        self.close()

    def close(self) -> None:
        """Close lots and database."""
        for bundle in self.bundles.values():
            bundle.close()
        self.database.close()

    @property
    def manifest(self) -> Manifest:
        """The manifest of the first lot: campaign, grid and deadline are the same in all of them."""
        return next(iter(self.bundles.values())).manifest

    @property
    def grid(self) -> Grid:
        """The frozen grid."""
        return self.manifest.grid

    @property
    def neutralised(self) -> frozenset[CriterionId]:
        """Criteria this member's institution does not mark."""
        institution = self.manifest.member(self.member).institution
        return frozenset(n.criterion for n in self.manifest.neutralised if n.institution == institution)

    def dossiers(self) -> Iterable[Dossier]:
        """Every dossier of every lot, once."""
        return {
            dossier.id: dossier for bundle in self.bundles.values() for dossier in bundle.manifest.dossiers
        }.values()

    def handed(self) -> tuple[HandedRecord, ...]:
        """The fiches that left this desk, oldest first.

        One whose writing was cut short just before its file took its place is not among them.
        """
        cut = self.database.settings.get(HANDING)
        return tuple(
            record
            for record in self.database.handed.all()
            if record.act_sha512 != cut or Path(record.file).exists()
        )

    def known_sheets(self) -> frozenset[Sha512]:
        """The digests of every fiche that the next one follows: made here, known by drafts or by receipts.

        All of them: were one lost on the way, the next would still be known to follow the others.
        """
        restored = json.loads(self.database.settings.get(KNOWN_SHEETS) or "[]")
        own = (record.act_sha512 for record in self.database.handed.all())
        return frozenset((*own, *map(Sha512, restored)))

    def know_sheets(self, digests: Iterable[Sha512]) -> None:
        """Have the next fiche follow these too, that another computer of this member made."""
        known = sorted({*self.known_sheets(), *digests})
        self.database.settings.put(KNOWN_SHEETS, canonical_json(known).decode())

    @property
    def handed_sheet(self) -> Sheet:
        """What the member may hand in: their sheet, on the dossiers that the lots still hold."""
        return self.sheet.only({dossier.id for dossier in self.dossiers()})

    @property
    def sheet(self) -> Sheet:
        """The member's sheet on the grid of the lots: what was said of criteria that left it stays aside."""
        return within(self.draft, self.grid) if self.bundles else self.draft

    @property
    def draft(self) -> Sheet:
        """The fold of every edit ever recorded, read once and kept up to date."""
        if self._sheet is None:
            self._sheet = fold(self.member, (stamped.edit for stamped in self.database.drafts.edits()))
        return self._sheet

    def append(self, edit: Edit, at: datetime) -> int:
        """Append an edit to the journal of the draft and return its sequence number."""
        after = apply(self.draft, edit)
        sequence = self.database.drafts.append(edit, at)
        self._sheet = after
        return sequence

    def read_again(self) -> None:
        """Forget the sheet held in memory: the database did not keep its last edits."""
        self._sheet = None

    def piece(self, dossier: DossierId, path: PiecePath) -> tuple[OpenBundle, Piece]:
        """Return a piece and the lot that holds it. LOT-16 when no lot does."""
        for bundle in self.bundles.values():
            for known in bundle.manifest.dossiers:
                if known.id == dossier:
                    for piece in known.pieces:
                        if piece.path == path:
                            return bundle, piece
        raise AppError("LOT-16")
