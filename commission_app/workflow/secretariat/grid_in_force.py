"""Which lots and fiches are of a grid that a later version replaced: kept, and counted no more."""

from collections.abc import Mapping

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.ids import Sha512
from commission_app.sealing.manifest import Manifest
from commission_app.sealing.sheet_act import SheetClaims
from commission_app.workflow.secretariat.session import SecretariatSession


def former_lots(session: SecretariatSession) -> frozenset[Sha512]:
    """Return the manifests of the lots sealed under a grid that is no longer in force; none as a rule."""
    versions = session.database.campaign.grid_versions()
    if len(versions) < 2:  # nothing was ever replaced: no manifest need be read
        return frozenset()
    in_force = versions[-1].grid_digest
    return frozenset(manifest for manifest, lot in session.manifests().items() if lot.grid.digest != in_force)


def is_former(claims: SheetClaims, former: frozenset[Sha512]) -> bool:
    """Tell whether a fiche was marked on a grid that is no longer in force."""
    return any(lot.manifest_sha512 in former for lot in claims.lots)


def former_sheets(session: SecretariatSession) -> frozenset[Sha512]:
    """Return the fiches received that were marked on such a grid, their acts checked when they came."""
    versions = session.database.campaign.grid_versions()
    if len(versions) < 2:
        return frozenset()
    former, in_force = former_lots(session), versions[-1].grid_digest
    return frozenset(
        record.act_sha512
        for record in session.database.sheets.all()
        if _is_of(_marked_on(record.act), former, in_force)
    )


def _is_of(marked: "_MarkedOn", former: frozenset[Sha512], in_force: Sha512) -> bool:
    return marked.grid not in ("", in_force) or any(lot.manifest_sha512 in former for lot in marked.lots)


def _marked_on(act: bytes) -> "_MarkedOn":
    return msgspec.json.decode(act.partition(b"\n")[0], type=_MarkedOn)


class _Lot(msgspec.Struct):
    manifest_sha512: Sha512


class _MarkedOn(msgspec.Struct):
    lots: list[_Lot] = []
    grid: str = ""  # of a paper grid, which is of no lot


def refuse_former(
    session: SecretariatSession,
    claims: SheetClaims,
    former: frozenset[Sha512],
    manifests: Mapping[Sha512, Manifest],
) -> None:
    """Refuse a fiche marked on a former version of the grid. FIC-18 names both versions."""
    if is_former(claims, former):
        numbers = {each.grid_digest: each.number for each in session.database.campaign.grid_versions()}
        marked_on = manifests[claims.lots[0].manifest_sha512].grid.digest
        raise AppError("FIC-18", noted=numbers.get(marked_on, 1), current=max(numbers.values()))
