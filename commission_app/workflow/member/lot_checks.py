"""Every piece of every lot, read once and compared with what the secretariat signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.ids import Sha512
from commission_app.sealing.bundle import OpenBundle
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.progress import Progress

LOT_CHECKS = "lot_checks"  # setting: the last check of each lot, by the digest of its manifest


@dataclass(frozen=True)
class DamagedPiece:
    """A piece that cannot be relied on, with the refusal that its reader will meet."""

    code: str
    title: str
    dossier: str  # titles of pieces are the same from one dossier to the next

    @property
    def name(self) -> str:
        """The piece as a person finds it."""
        return f"{self.title} ({self.dossier})"

    @property
    def refusal(self) -> AppError:
        """The refusal, to be told in words."""
        return AppError(self.code, piece=self.name)


@dataclass(frozen=True)
class LotCheck:
    """What a whole check of a lot found."""

    lot: str
    serial: int
    at: datetime
    opened: datetime  # the copy that was checked: opened again, a lot is to be checked again
    pieces: int
    damaged: tuple[DamagedPiece, ...]


def check_lots(session: MemberSession, progress: Progress) -> tuple[LotCheck, ...]:
    """Check every lot in use, and remember what was found. LOT-15 when a lot can no longer be read."""
    return _check(session, tuple(session.bundles.values()), progress)


def check_new_lots(session: MemberSession, progress: Progress) -> tuple[LotCheck, ...]:
    """Check the lots that no check has seen since they were opened. LOT-15 as above."""
    known, opened = checks_by_manifest(session), _opened(session)

    def is_new(bundle: OpenBundle) -> bool:
        check = known.get(bundle.manifest_sha512)
        return check is None or check.opened != opened[bundle.manifest_sha512]

    return _check(session, tuple(filter(is_new, session.bundles.values())), progress)


def checks_by_manifest(session: MemberSession) -> Mapping[Sha512, LotCheck]:
    """Return the last check of each lot."""
    text = session.database.settings.get(LOT_CHECKS)
    return {} if text is None else msgspec.json.decode(text.encode(), type=dict[Sha512, LotCheck])


def _check(
    session: MemberSession, bundles: tuple[OpenBundle, ...], progress: Progress
) -> tuple[LotCheck, ...]:
    opened = _opened(session)
    checks = []
    for bundle in bundles:
        manifest = bundle.manifest
        refusals = bundle.verify_all(progress)
        check = LotCheck(
            manifest.lot,
            manifest.serial,
            session.desk.now(),
            opened[bundle.manifest_sha512],
            len(manifest.pieces),
            tuple(
                DamagedPiece(refusals[piece.path].code, piece.title, dossier.territory.name)
                for dossier in manifest.dossiers
                for piece in dossier.pieces
                if piece.path in refusals
            ),
        )
        _remember(session, bundle.manifest_sha512, check)
        checks.append(check)
    return tuple(checks)


def _remember(session: MemberSession, manifest: Sha512, check: LotCheck) -> None:
    with session.database.transaction():
        checks = {**checks_by_manifest(session), manifest: check}
        session.database.settings.put(LOT_CHECKS, msgspec.json.encode(checks).decode())


def _opened(session: MemberSession) -> dict[Sha512, datetime]:
    return {record.manifest_sha512: record.opened for record in session.database.lots.all()}
