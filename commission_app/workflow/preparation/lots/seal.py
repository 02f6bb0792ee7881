"""The secretariat seals: one lot per group of members who may read the same dossiers."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum
from itertools import count as count_from
from pathlib import Path
from typing import BinaryIO, cast

from commission_app.errors import AppError
from commission_app.scoring.campaign import Member
from commission_app.scoring.dossier import Dossier
from commission_app.scoring.ids import DossierId, MemberId, PiecePath
from commission_app.sealing.age_recipients import HybridRecipient
from commission_app.sealing.age_stream import AgeReader
from commission_app.sealing.atomic_file import remove_abandoned
from commission_app.sealing.bundle import PieceSource, write_bundle
from commission_app.sealing.manifest import Manifest, read_known_manifest
from commission_app.sealing.signed_act import digest
from commission_app.store.records import BundleRecord
from commission_app.workflow.desk import folder_name
from commission_app.workflow.preparation.campaign import freeze_grid
from commission_app.workflow.progress import Progress
from commission_app.workflow.secretariat.letters import issue_codes
from commission_app.workflow.secretariat.rotation import rotations
from commission_app.workflow.secretariat.session import SecretariatSession


class Staleness(Enum):
    """Why a lot is to be sealed, or not."""

    CURRENT = "current"
    FIRST = "first"  # never sealed for this group
    CONTENT = "content"  # dossiers or dates changed
    GRID = "grid"  # the grid was replaced by a new version
    CODE = "code"  # an opening code was replaced
    KEYS = "keys"  # the secretariat's keys changed
    CUT = "cut"  # the last sealing was interrupted just before its file took its place


@dataclass(frozen=True)
class PlannedBundle:
    """One lot of the campaign: who may open it, what it holds, and whether it is to be sealed."""

    lot: str
    serial: int
    members: tuple[Member, ...]
    dossiers: tuple[Dossier, ...]
    staleness: Staleness = Staleness.FIRST

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
    """Return every lot of the campaign, each with whether it is to be sealed.

    SEA-01 when no dossier was imported, SEA-02 when a member may read nothing.
    """
    dossiers = session.dossiers()
    if not dossiers:
        raise AppError("SEA-01")
    sealed = sorted(session.database.campaign.bundles(), key=lambda record: record.serial)
    last = max((record.serial for record in sealed), default=0)
    serial = max(last, session.number_floor) + 1  # one for all lots: none goes back
    groups = _groups(session)
    names = lot_names([frozenset(member.id for member in members) for _, members in groups], sealed)
    plans = []
    for (hidden, members), lot in zip(groups, names, strict=True):
        held = tuple(dossier for dossier in dossiers if dossier.id not in hidden)
        if not held:
            raise AppError("SEA-02", name=members[0].name)
        plan = PlannedBundle(lot, serial, members, held)
        plans.append(replace(plan, staleness=_staleness(session, plan, sealed)))
    return tuple(sorted(plans, key=lambda plan: plan.members[0].id))


def seal_bundles(
    session: SecretariatSession, folder: Path, progress: Progress, *, again: bool = False
) -> tuple[WrittenBundle, ...]:
    """Freeze the grid and seal into a folder every lot that changed; with `again`, every lot.

    A file already there is never overwritten: SEA-03. SEA-04 when nothing changed since the last sealing.
    """
    issue_codes(session)
    plans = plan_bundles(session)
    wanted = [plan for plan in plans if again or plan.staleness is not Staleness.CURRENT]
    if not wanted:
        raise AppError("SEA-04")
    freeze_grid(session)
    return tuple(_seal(session, plan, folder, progress) for plan in wanted)


def lot_names(groups: Sequence[frozenset[MemberId]], sealed: Sequence[BundleRecord]) -> list[str]:
    """Return a name for each group: a lot keeps its name with those who remain in it the most numerous."""
    last = {record.lot: frozenset(record.members) for record in sealed}
    shared = sorted(
        (
            (len(group & members), place, lot)
            for place, group in enumerate(groups)
            for lot, members in last.items()
        ),
        key=lambda match: (-match[0], match[1], match[2]),
    )
    names: dict[int, str] = {}
    for count, place, lot in shared:
        if count and place not in names and lot not in names.values():
            names[place] = lot
    fresh = (name for number in count_from(1) if (name := f"L{number}") not in last)
    return [names.get(place) or next(fresh) for place in range(len(groups))]


def _groups(session: SecretariatSession) -> list[tuple[frozenset[DossierId], tuple[Member, ...]]]:
    """Return the members by what they do not read: one lot for each set of equal rights."""
    groups: dict[frozenset[DossierId], list[Member]] = defaultdict(list)
    unread = session.recusals() | session.left_to_others()
    for member in session.campaign.members:
        groups[frozenset(dossier for who, dossier in unread if who == member.id)].append(member)
    return [
        (hidden, tuple(members))
        for hidden, members in sorted(groups.items(), key=lambda group: group[1][0].id)
    ]


def _staleness(session: SecretariatSession, plan: PlannedBundle, sealed: Sequence[BundleRecord]) -> Staleness:
    """Compare what would be sealed with what was, for each member of the group."""
    last = {member: record for record in sealed for member in record.members}  # by serial: the last stays
    found = {last[member.id].manifest_sha512: last[member.id] for member in plan.members if member.id in last}
    if any(member.id not in last for member in plan.members):
        return Staleness.FIRST
    if len(found) != 1:
        return Staleness.CONTENT
    (record,) = found.values()
    if session.database.settings.get(_cut(record.lot)) == record.manifest_sha512:
        return Staleness.CUT
    manifest = read_known_manifest(record.manifest, session.key_sets)
    if manifest.secretariat != session.secrets.key_set:
        return Staleness.KEYS
    if not set(record.codes).issuperset(_codes_used(session, plan)):
        return Staleness.CODE
    # Somebody who left the group takes nothing away from those who remain: their lot stays as it is.
    as_sealed = replace(plan, lot=record.lot, serial=record.serial, members=manifest.members)
    return _of_content(manifest_of(session, as_sealed), manifest)


def _of_content(planned: Manifest, sealed: Manifest) -> Staleness:
    if planned.grid != sealed.grid:
        return Staleness.GRID
    return Staleness.CURRENT if planned == sealed else Staleness.CONTENT


def _codes_used(session: SecretariatSession, plan: PlannedBundle) -> tuple[str, ...]:
    codes = (session.database.campaign.code(member.id) for member in plan.members)
    return tuple(f"{code.member}:{code.serial}" for code in codes if code is not None)


def _seal(
    session: SecretariatSession, plan: PlannedBundle, folder: Path, progress: Progress
) -> WrittenBundle:
    target = folder / f"{folder_name(session.campaign.id)}_{plan.lot}_v{plan.serial}.lot"
    if target.exists():
        raise AppError("SEA-03", file=target.name)
    remove_abandoned(folder)
    codes = {member.id: session.database.campaign.code(member.id) for member in plan.members}
    known = {member: code for member, code in codes.items() if code is not None}
    recipients = [HybridRecipient.parse(code.recipient) for code in known.values()]
    recipients += [session.recipient, *([session.recovery] if session.recovery else [])]
    sealed = write_bundle(
        target,
        manifest_of(session, plan),
        pieces=_pieces(session, plan),
        mac_keys={member: code.mac_key for member, code in known.items()},
        recipients=recipients,
        secrets=session.secrets,
        random=session.desk.random,
        progress=progress,
        ready=lambda act: _record(session, plan, act, target),
        rotations=rotations(session),
    )
    session.database.settings.put(_cut(plan.lot), "")
    return WrittenBundle(plan, target, sealed.size, sealed.manifest_sha512)


def manifest_of(session: SecretariatSession, plan: PlannedBundle) -> Manifest:
    """Return the manifest that a lot sealed now would carry."""
    campaign = session.campaign
    held = {dossier.id for dossier in plan.dossiers}
    return Manifest(
        campaign=campaign.id,
        name=campaign.name,
        lot=plan.lot,
        serial=plan.serial,
        secretariat=session.secrets.key_set,
        recovery=session.recovery.text if session.recovery else None,
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
    identities = session.identities

    @contextmanager
    def open_copy(path: PiecePath) -> Iterator[BinaryIO]:
        with files[path].open("rb") as sealed, AgeReader(sealed, identities) as clear:
            yield cast("BinaryIO", clear)

    return open_copy


def _record(session: SecretariatSession, plan: PlannedBundle, act: bytes, target: Path) -> None:
    """Know of a lot before anybody can hold it: a fiche marked on it must never be a stranger's."""
    manifest_sha512 = digest(act)
    with session.database.transaction():
        session.database.campaign.put_bundle(
            BundleRecord(
                lot=plan.lot,
                serial=plan.serial,
                manifest_sha512=manifest_sha512,
                manifest=act,
                members=tuple(member.id for member in plan.members),
                dossiers=tuple(dossier.id for dossier in plan.dossiers),
                file=target.name,
                at=session.desk.now(),
                codes=_codes_used(session, plan),
            )
        )
        session.database.settings.put(_cut(plan.lot), manifest_sha512)
        session.log(
            "lot_sealed",
            {"lot": plan.lot, "serial": plan.serial, "manifest": manifest_sha512, "bytes": plan.size},
        )


def _cut(lot: str) -> str:
    """Return the setting that names, until its file is in place, the sealing of a lot."""
    return f"sealing:{lot}"
