"""The successive versions of the grid in an archive: one line each, and every lot under one of them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.grid import Grid
from commission_app.sealing.manifest import Manifest
from commission_app.store.records import moment_text
from commission_app.workflow.secretariat.session import SecretariatSession


class GridLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A version of the grid: who put it in force, when and why; nobody for the first."""

    digest: str
    at: str
    author: str
    reason: str


def grid_lines(session: SecretariatSession) -> dict[str, Any]:
    """Return the field `grids` of `registre.json`; no field when the grid was never replaced."""
    versions = session.database.campaign.grid_versions()
    if len(versions) < 2:
        return {}
    return {
        "grids": [
            {
                "digest": each.grid_digest,
                "at": moment_text(each.at),
                "author": each.author,
                "reason": each.reason,
            }
            for each in versions
        ]
    }


def check_grids(lines: Sequence[GridLine], in_force: Grid, manifests: Iterable[Manifest]) -> None:
    """Refuse versions that do not end with the campaign's grid (ARC-03), and a lot of no version (ARC-09)."""
    versions = [line.digest for line in lines] or [in_force.digest]
    if versions[-1] != in_force.digest or len(set(versions)) != len(versions) or len(lines) == 1:
        raise AppError("ARC-03", entry="registre.json")
    if any(manifest.grid.digest not in versions for manifest in manifests):
        raise AppError("ARC-09")


def grid_words(lines: Sequence[GridLine]) -> Iterator[str]:
    """Say which version is in force, when there were several."""
    if lines:
        yield f"Grille en vigueur : version {len(lines)} ; aucune fiche d’une version précédente ne compte"
