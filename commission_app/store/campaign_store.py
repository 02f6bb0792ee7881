"""What the secretariat keeps of a campaign: its document, its frozen grid, dossiers, codes and lots."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId, MemberId, Sha512
from commission_app.store.records import BundleRecord, CodeRecord, DossierRecord, FrozenGrid, PieceRecord
from commission_app.store.tables import (
    BUNDLES,
    CAMPAIGN,
    CODES,
    DOSSIERS,
    GRID_VERSIONS,
    PIECES,
    insertion,
    replacement,
)
from commission_app.store.transactions import Transactions
from commission_app.texts import date_fr

_ONLY = 1  # there is one campaign in a database


@dataclass(frozen=True)
class _CampaignRow:
    id: int
    document: bytes


class CampaignStore:
    """The secretariat's side of the store; documents are encoded by the workflow."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def save_campaign(self, document: bytes, grid_digest: str = "") -> None:
        """Keep the campaign's document in the place of the former one.

        Once the grid is frozen, `grid_digest` must say that the document still holds that grid: DSK-07.
        """
        with self._transactions.writing():
            self._refuse_other_grid(grid_digest)
            self._transactions.write(replacement(CAMPAIGN, _CampaignRow(_ONLY, document)))

    def campaign(self) -> bytes | None:
        """Return the campaign's document, None before the first save."""
        row = self._transactions.first(_CampaignRow, select(CAMPAIGN))
        return None if row is None else row.document

    def freeze(self, grid_digest: Sha512, at: datetime) -> None:
        """Freeze the grid; the same again changes nothing, another one is refused: DSK-07."""
        with self._transactions.writing():
            self._refuse_other_grid(grid_digest)
            if self.frozen() is None:
                self._transactions.write(insertion(GRID_VERSIONS, FrozenGrid(grid_digest, at)))

    def replace_grid(self, document: bytes, version: FrozenGrid) -> None:
        """Keep a document that holds another grid than the frozen one, and the version that says why.

        The number of the version follows the last one: DSK-07 otherwise.
        """
        with self._transactions.writing():
            frozen = self.frozen()
            if frozen is None or version.number != frozen.number + 1:
                raise AppError("DSK-07", date=date_fr(version.at if frozen is None else frozen.at))
            self._transactions.write(insertion(GRID_VERSIONS, version))
            self.save_campaign(document, version.grid_digest)

    def frozen(self) -> FrozenGrid | None:
        """Return the last version of the frozen grid, None while it may still change."""
        statement = select(GRID_VERSIONS).order_by(GRID_VERSIONS.c.number.desc())
        return self._transactions.first(FrozenGrid, statement)

    def grid_versions(self) -> tuple[FrozenGrid, ...]:
        """Return every version of the frozen grid, the first one first; none before the freeze."""
        statement = select(GRID_VERSIONS).order_by(GRID_VERSIONS.c.number)
        return self._transactions.records(FrozenGrid, statement)

    def put_dossier(self, dossier: DossierRecord) -> None:
        """Keep a candidacy in the place of its former version."""
        self._transactions.write(replacement(DOSSIERS, dossier))

    def dossiers(self) -> tuple[DossierRecord, ...]:
        """Return the candidacies in the order of their positions."""
        statement = select(DOSSIERS).order_by(DOSSIERS.c.position, DOSSIERS.c.id)
        return self._transactions.records(DossierRecord, statement)

    def put_piece(self, piece: PieceRecord) -> None:
        """Keep a piece in the place of its former version. Its dossier is there by the end of the commit."""
        self._transactions.write(replacement(PIECES, piece))

    def drop_pieces(self, dossier: DossierId) -> None:
        """Forget the pieces of a dossier, before those of its new version are put in their place."""
        self._transactions.write(delete(PIECES).where(PIECES.c.dossier == dossier))

    def pieces(self, dossier: DossierId) -> tuple[PieceRecord, ...]:
        """Return the pieces of a dossier in the order of their paths."""
        statement = select(PIECES).where(PIECES.c.dossier == dossier).order_by(PIECES.c.path)
        return self._transactions.records(PieceRecord, statement)

    def every_piece(self) -> tuple[PieceRecord, ...]:
        """Return the pieces of all dossiers at once."""
        return self._transactions.records(PieceRecord, select(PIECES).order_by(PIECES.c.path))

    def put_code(self, code: CodeRecord) -> None:
        """Keep a new opening code; the former ones of the member stay known, to be refused."""
        self._transactions.write(insertion(CODES, code))

    def code(self, member: MemberId) -> CodeRecord | None:
        """Return the latest code of a member, None before their first letter."""
        statement = select(CODES).where(CODES.c.member == member).order_by(CODES.c.serial.desc())
        return self._transactions.first(CodeRecord, statement)

    def codes(self) -> tuple[CodeRecord, ...]:
        """Return every code ever issued, by member then serial."""
        return self._transactions.records(CodeRecord, select(CODES).order_by(CODES.c.member, CODES.c.serial))

    def put_bundle(self, bundle: BundleRecord) -> None:
        """Keep what was sealed in a lot."""
        self._transactions.write(insertion(BUNDLES, bundle))

    def bundles(self) -> tuple[BundleRecord, ...]:
        """Return every lot ever sealed, by lot then serial."""
        statement = select(BUNDLES).order_by(BUNDLES.c.lot, BUNDLES.c.serial)
        return self._transactions.records(BundleRecord, statement)

    def _refuse_other_grid(self, grid_digest: str) -> None:
        frozen = self.frozen()
        if frozen is not None and frozen.grid_digest != grid_digest:
            raise AppError("DSK-07", date=date_fr(frozen.at))
