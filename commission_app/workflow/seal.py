"""The secretariat seals: one lot per group of members who may read the same dossiers."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from commission_app.errors import AppError
from commission_app.scoring.campaign import Member
from commission_app.scoring.dossier import Dossier
from commission_app.scoring.ids import DossierId, MemberId, PiecePath
from commission_app.sealing.age_recipients import HybridRecipient
from commission_app.sealing.age_stream import AgeReader
from commission_app.sealing.bundle import PieceSource, SealedBundle, write_bundle
from commission_app.sealing.manifest import Manifest
from commission_app.store.records import BundleRecord
from commission_app.workflow.campaign import freeze_grid
from commission_app.workflow.desk import folder_name
from commission_app.workflow.letters import issue_codes
from commission_app.workflow.progress import Progress
from commission_app.workflow.secretariat_session import SecretariatSession


@dataclass(frozen=True)
class PlannedBundle:
    """One lot to seal: who may open it and what it holds."""

    lot: str
    serial: int
    members: tuple[Member, ...]
    dossiers: tuple[Dossier, ...]

    @property
    def size(self) -> int:
        """Bytes of the pieces."""
        return sum(piece.size for dossier in self.dossiers for piece in dossier.pieces)


@dataclass(frozen=True)
class WrittenBundle:
    """One lot sealed."""

    plan: PlannedBundle
    file: Path
    size: int
    manifest_sha512: str


def plan_bundles(session: SecretariatSession) -> tuple[PlannedBundle, ...]:
    """Return the lots to seal. SEA-01 when no dossier was imported, SEA-02 when a member may read nothing."""
    dossiers = session.dossiers()
    if not dossiers:
        raise AppError("SEA-01")
    groups: dict[frozenset[DossierId], list[Member]] = defaultdict(list)
    recusals = session.recusals()
    for member in session.campaign.members:
        groups[frozenset(dossier for who, dossier in recusals if who == member.id)].append(member)
    plans: list[PlannedBundle] = []
    for hidden, members in sorted(groups.items(), key=lambda group: group[1][0].id):
        held = tuple(dossier for dossier in dossiers if dossier.id not in hidden)
        if not held:
            raise AppError("SEA-02", name=members[0].name)
        lot = _lot_name(session, {member.id for member in members}, len(plans))
        plans.append(PlannedBundle(lot, _next_serial(session, lot), tuple(members), held))
    return tuple(plans)


def seal_bundles(session: SecretariatSession, folder: Path, progress: Progress) -> tuple[WrittenBundle, ...]:
    """Freeze the grid and seal every lot into a folder. A lot already there is never overwritten: SEA-03."""
    issue_codes(session)
    plans = plan_bundles(session)
    freeze_grid(session)
    return tuple(_seal(session, plan, folder, progress) for plan in plans)


def _seal(
    session: SecretariatSession, plan: PlannedBundle, folder: Path, progress: Progress
) -> WrittenBundle:
    target = folder / f"{folder_name(session.campaign.id)}_{plan.lot}_v{plan.serial}.lot"
    if target.exists():
        raise AppError("SEA-03", file=target.name)
    codes = {member.id: session.database.campaign.code(member.id) for member in plan.members}
    known = {member: code for member, code in codes.items() if code is not None}
    recipients = [HybridRecipient.parse(code.recipient) for code in known.values()]
    sealed = write_bundle(
        target,
        _manifest(session, plan),
        pieces=_pieces(session, plan),
        mac_keys={member: code.mac_key for member, code in known.items()},
        recipients=[*recipients, session.identity.recipient],
        secrets=session.secrets,
        random=session.desk.random,
        progress=progress,
    )
    _record(session, plan, sealed)
    return WrittenBundle(plan, target, sealed.size, sealed.manifest_sha512)


def _manifest(session: SecretariatSession, plan: PlannedBundle) -> Manifest:
    campaign = session.campaign
    held = {dossier.id for dossier in plan.dossiers}
    return Manifest(
        campaign=campaign.id,
        name=campaign.name,
        lot=plan.lot,
        serial=plan.serial,
        secretariat=session.secrets.key_set,
        recovery=None,
        members=plan.members,
        institutions=campaign.institutions,
        readers=tuple(sorted(member.id for member in campaign.members)),
        grid=campaign.grid,
        deadline=campaign.deadline,
        meeting=campaign.meeting,
        phone=campaign.phone,
        round=campaign.round,
        neutralised=campaign.neutralised,
        calibration=tuple(dossier for dossier in campaign.calibration if dossier in held),
        order_seed=campaign.order_seed,
        dossiers=plan.dossiers,
    )


def _pieces(session: SecretariatSession, plan: PlannedBundle) -> PieceSource:
    """Return how to open each viewing copy of the lot from the secretariat's sealed store."""
    files = {
        record.path: session.place.pieces / record.copy_file
        for dossier in plan.dossiers
        for record in session.database.campaign.pieces(dossier.id)
    }
    identity = session.identity

    @contextmanager
    def open_copy(path: PiecePath) -> Iterator[BinaryIO]:
        with files[path].open("rb") as sealed, AgeReader(sealed, [identity]) as clear:
            yield cast("BinaryIO", clear)

    return open_copy


def _record(session: SecretariatSession, plan: PlannedBundle, sealed: SealedBundle) -> None:
    session.database.campaign.put_bundle(
        BundleRecord(
            lot=plan.lot,
            serial=plan.serial,
            manifest_sha512=sealed.manifest_sha512,
            manifest=sealed.manifest,
            members=tuple(member.id for member in plan.members),
            dossiers=tuple(dossier.id for dossier in plan.dossiers),
            file=sealed.path.name,
            at=session.desk.now(),
        )
    )
    session.log(
        "lot_sealed",
        {"lot": plan.lot, "serial": plan.serial, "manifest": sealed.manifest_sha512, "bytes": sealed.size},
    )


def _lot_name(session: SecretariatSession, members: set[MemberId], position: int) -> str:
    """Keep the name of a group's lot from one sealing to the next, whoever else it gained or lost."""
    for record in reversed(session.database.campaign.bundles()):
        if set(record.members) == members:
            return record.lot
    taken = {record.lot for record in session.database.campaign.bundles()}
    number = position + 1
    while f"L{number}" in taken:
        number += 1
    return f"L{number}"


def _next_serial(session: SecretariatSession, lot: str) -> int:
    serials = [record.serial for record in session.database.campaign.bundles() if record.lot == lot]
    return max(serials, default=0) + 1
