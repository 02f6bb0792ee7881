"""A member at work: keys in memory, drafts in the database, lots open and still sealed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Self

from commission_app.errors import AppError
from commission_app.scoring.dossier import Dossier, Piece
from commission_app.scoring.draft import Edit, apply, fold
from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CriterionId, DossierId, MemberId, PiecePath
from commission_app.scoring.sheet import Sheet
from commission_app.sealing.bundle import OpenBundle
from commission_app.sealing.identity import Secrets
from commission_app.sealing.manifest import Manifest
from commission_app.store.database import Database
from commission_app.workflow.desk import Desk, DeskCampaign


@dataclass
class MemberSession:
    """What stays open while a member reads and marks. Close it to forget the keys."""

    desk: Desk
    campaign: DeskCampaign
    secrets: Secrets
    database: Database
    member: MemberId
    bundles: dict[str, OpenBundle] = field(default_factory=dict)  # latest version of each lot
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

    @property
    def handed_sheet(self) -> Sheet:
        """What the member may hand in: their sheet, on the dossiers that the lots still hold."""
        return self.sheet.only({dossier.id for dossier in self.dossiers()})

    @property
    def sheet(self) -> Sheet:
        """The member's sheet: the fold of every edit ever recorded, read once and kept up to date."""
        if self._sheet is None:
            self._sheet = fold(self.member, (stamped.edit for stamped in self.database.drafts.edits()))
        return self._sheet

    def append(self, edit: Edit, at: datetime) -> int:
        """Append an edit to the journal of the draft and return its sequence number."""
        after = apply(self.sheet, edit)
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
