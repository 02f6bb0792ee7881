"""The page « Membres et lots »: each member's letter, dossiers, lot, fiche and computers, in words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from commission_app.scoring.campaign import Campaign, Member
from commission_app.scoring.dossier import Dossier
from commission_app.scoring.ids import DossierId, InstitutionId, MemberId
from commission_app.store.records import BundleRecord, SheetRecord
from commission_app.texts import count_fr, day_fr, size_fr, time_fr
from commission_app.workflow.preparation.lots.seal import PlannedBundle, Staleness, plan_bundles
from commission_app.workflow.secretariat.computers import Computer, computers, counted_sheets
from commission_app.workflow.secretariat.grid_in_force import former_sheets
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.views import Verdict

WHY_TO_SEAL = {
    Staleness.FIRST: "jamais scellé",
    Staleness.CONTENT: "ses dossiers ont changé",
    Staleness.GRID: "la grille a une nouvelle version",
    Staleness.CODE: "un code du lot a été remplacé",
    Staleness.CUT: "le scellement s’est interrompu",
    Staleness.KEYS: "la protection du secrétariat a changé",
}


@dataclass(frozen=True)
class HeldLot:
    """A lot once sealed to a member: delivered, it stays with them until they destroy it."""

    name: str  # « Lot L1, version 3 »
    mention: str  # how many dossiers, and when it was sealed
    is_last: bool
    too_much: tuple[str, ...]  # territories from which a recusal keeps them since


@dataclass(frozen=True)
class MemberLine:
    """One member; every pair is a line and the mention under it."""

    member: MemberId
    name: str
    institution: InstitutionId
    institution_name: str
    letter: tuple[str, str]
    has_code: bool
    dossiers: tuple[str, str]
    lot: tuple[str, str]
    staleness: Staleness
    pieces: int
    sheet: tuple[str, str]
    is_in: bool
    computers: tuple[Computer, ...]
    may_read: tuple[tuple[DossierId, str], ...]  # a recusal may still be declared on these
    kept_away: tuple[str, ...]  # territories
    held: tuple[HeldLot, ...] = ()  # the last one first


@dataclass(frozen=True)
class MembersView:
    """The page."""

    members: tuple[MemberLine, ...]
    lots: int
    lots_to_seal: int
    has_dossiers: bool

    @property
    def summary(self) -> str:
        """Return the counts under the title."""
        letters = sum(line.has_code for line in self.members)
        sheets = sum(line.is_in for line in self.members)
        to_seal = f", dont {self.lots_to_seal} à sceller" if self.lots_to_seal else ""
        return "  ·  ".join(
            (
                count_fr(len(self.members), "membre"),
                count_fr(letters, "code émis", "codes émis"),
                count_fr(self.lots, "lot") + to_seal,
                count_fr(sheets, "fiche reçue", "fiches reçues"),
            )
        )


def members_view(session: SecretariatSession) -> MembersView:
    """Return the page as it stands."""
    dossiers = session.dossiers()
    plans = plan_bundles(session) if dossiers else ()
    plan_of = {member.id: plan for plan in plans for member in plan.members}
    campaign, lots = session.campaign, tuple(_by_serial(session))
    facts = _Facts(
        campaign,
        {dossier.id: dossier for dossier in dossiers},
        {member: record for record in lots for member in record.members},
        _last_sheets(session),
        lots,
    )
    return MembersView(
        tuple(_line(session, facts, member, plan_of.get(member.id)) for member in campaign.members),
        len(plans),
        sum(plan.staleness is not Staleness.CURRENT for plan in plans),
        bool(dossiers),
    )


@dataclass(frozen=True)
class _Facts:
    """What every line is read from."""

    campaign: Campaign
    dossiers: Mapping[DossierId, Dossier]
    sealed: Mapping[MemberId, BundleRecord]
    sheets: Mapping[MemberId, SheetRecord]
    every_lot: tuple[BundleRecord, ...]  # by serial


def _line(
    session: SecretariatSession, facts: _Facts, member: Member, plan: PlannedBundle | None
) -> MemberLine:
    names = {institution.id: institution.name for institution in facts.campaign.institutions}
    away = [dossier for who, dossier in session.recusals() if who == member.id]
    held = plan.dossiers if plan else ()
    sheet = facts.sheets.get(member.id)
    code = session.database.campaign.code(member.id)
    staleness = plan.staleness if plan else Staleness.FIRST
    return MemberLine(
        member=member.id,
        name=member.name,
        institution=member.institution,
        institution_name=names.get(member.institution, member.institution),
        letter=(f"Lettre n° {code.serial}", f"code émis le {day_fr(code.issued)}") if code else _NO_LETTER,
        has_code=code is not None,
        dossiers=(count_fr(len(held), "dossier"), count_fr(len(away), "déport") if away else "aucun déport"),
        lot=_lot(plan, facts.sealed.get(member.id)),
        staleness=staleness,
        pieces=sum(len(dossier.pieces) for dossier in held),
        sheet=_sheet(facts.campaign, sheet),
        is_in=sheet is not None,
        computers=computers(session, member.id),
        may_read=tuple((dossier.id, dossier.territory.name) for dossier in held),
        kept_away=tuple(sorted(facts.dossiers[dossier].territory.name for dossier in away)),
        held=_held(facts, member.id, away),
    )


def _held(facts: _Facts, member: MemberId, away: Collection[DossierId]) -> tuple[HeldLot, ...]:
    """Return every lot that was sealed to a member, and what of it a recusal keeps from them since."""
    own = [record for record in reversed(facts.every_lot) if member in record.members]
    names = {dossier.id: dossier.territory.name for dossier in facts.dossiers.values()}
    return tuple(
        HeldLot(
            f"Lot {record.lot}, version {record.serial}",
            f"{count_fr(len(record.dossiers), 'dossier')}, scellé le {day_fr(record.at)}",
            place == 0,
            tuple(names.get(one, one) for one in record.dossiers if one in away),
        )
        for place, record in enumerate(own)
    )


_NO_LETTER = ("Sans lettre", "à imprimer")


def _lot(plan: PlannedBundle | None, sealed: BundleRecord | None) -> tuple[str, str]:
    if plan is None:
        return "Rien à sceller", "aucun dossier n’est importé"
    if plan.staleness is not Staleness.CURRENT or sealed is None:
        again = "À sceller de nouveau" if sealed is not None else "À sceller"
        return again, WHY_TO_SEAL.get(plan.staleness, "")
    return "Scellé", f"{size_fr(plan.size)}, le {day_fr(sealed.at)}"


def _sheet(campaign: Campaign, sheet: SheetRecord | None) -> tuple[str, str]:
    if sheet is None:
        return "Attendue", f"avant le {day_fr(datetime.fromisoformat(campaign.deadline))}"
    said = f"Papier, n° {sheet.seq} saisie" if sheet.is_paper else f"Version {sheet.seq} reçue"
    return said, f"le {day_fr(sheet.received)} à {time_fr(sheet.received)}"


def _by_serial(session: SecretariatSession) -> list[BundleRecord]:
    return sorted(session.database.campaign.bundles(), key=lambda record: record.serial)


def _last_sheets(session: SecretariatSession) -> dict[MemberId, SheetRecord]:
    """Return the last fiche retained of each member, whichever computer made it."""
    former = former_sheets(session)
    return {
        record.member: record
        for record in counted_sheets(session)
        if record.verdict != Verdict.OLDER.value and record.act_sha512 not in former
    }
