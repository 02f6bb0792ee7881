"""Archives of campaigns drawn by chance: any grid, any rules, fiches in any order, by our own writers.

Nothing here goes through a desk: a history as tangled as these would take a member months.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

from commission_app.scoring.campaign import (
    Campaign,
    Institution,
    Member,
    Neutralised,
    ScoringRules,
    Threshold,
)
from commission_app.scoring.dossier import Dossier, Territory
from commission_app.scoring.grid import Criterion, Grid, Scale, Section, canonical_json
from commission_app.scoring.ids import (
    CampaignId,
    CriterionId,
    DossierId,
    InstitutionId,
    MemberId,
    PiecePath,
    SectionId,
    Sha512,
)
from commission_app.scoring.sheet import NOT_ASSESSABLE, DossierSheet, Entry, Evidence, Recusal, Sheet
from commission_app.sealing.archive_file import write_archive
from commission_app.sealing.decision import Exclusion, sign_exclusion
from commission_app.sealing.documents import write_document
from commission_app.sealing.identity import Secrets
from commission_app.sealing.manifest import Manifest, dossier_document
from commission_app.sealing.recognition import write_card
from commission_app.sealing.salted_texts import SaltedTexts
from commission_app.sealing.sheet_act import LotSeen, SheetClaims, sheet_document
from commission_app.sealing.signed_act import digest, sign
from commission_app.workflow.deliberation.archive_parts import check_archive
from commission_app.workflow.deliberation.consolidate import Facts, compute, results_document
from commission_app.workflow.preparation.campaign_document import encode_campaign
from tests.sealing.drawn_bytes import DrawnBytes

Entries = dict[str, bytes]
SECRETARIAT = Secrets.new(DrawnBytes("secretariat of drawn archives"))
COMPUTERS = [Secrets.new(DrawnBytes(f"computer {number}")) for number in range(10)]
CAMPAIGN = CampaignId("tirée-au-sort")
REASONS = ("pièce illisible", "hors de ma compétence")
MOMENT = datetime(2021, 7, 1, 9, 30, tzinfo=UTC)
LOST = Sha512("f" * 128)  # a fiche that never came


@dataclass(frozen=True)
class Drawn:
    """A campaign, its dossiers, and the computers of each member, oldest first."""

    campaign: Campaign
    dossiers: tuple[Dossier, ...]
    computers: Mapping[MemberId, tuple[Secrets, ...]]
    is_alike: bool  # each member marks every dossier alike, so that dossiers tie


def drawn_archive(seed: int) -> Entries:
    """Draw a campaign and write every entry of its archive, with the results that our own kernel gives."""
    chance = Random(seed)  # noqa: S311 - chance of tests
    drawn = _campaign(chance)
    manifest = sign(_manifest(drawn).document(), SECRETARIAT.signing)
    entries = {
        "lisezmoi.txt": b"",
        "campagne.json": encode_campaign(drawn.campaign),
        "dossiers.json": canonical_json([write_document(dossier_document(d)) for d in drawn.dossiers]),
        "registre.json": canonical_json(_registry(drawn, chance)),
        "journal.json": canonical_json(_journal(chance)),
        "lots/L1-v1.acte": manifest,
        "resultats.json": b"",
    }
    for member in drawn.campaign.members:
        entries |= _fiches(drawn, member, Sha512(digest(manifest)), chance)
    entries["resultats.json"] = canonical_json(results_document(compute(facts(entries))))
    return entries


def written(entries: Entries, folder: Path) -> Path:
    """Write an archive."""
    target = folder / "archive.zip"
    write_archive(target, entries)
    return target


def facts(entries: Entries) -> Facts:
    """Return what our own verification finds in an archive."""
    return check_archive(entries).facts


# ------------------------------------------------------------------------------------------------ campaign


def _campaign(chance: Random) -> Drawn:
    grid = _grid(chance)
    institutions = tuple(
        Institution(InstitutionId(f"O{number}"), f"Organisme {number}") for number in range(3)
    )
    members = tuple(
        Member(MemberId(f"m{number}"), f"Membre {number}", chance.choice(institutions).id)
        for number in range(chance.randint(2, 5))
    )
    dossiers = tuple(_dossier(number) for number in range(chance.randint(2, 5)))
    neutralised = {
        (chance.choice(institutions).id, chance.choice(grid.criteria).id) for _ in range(chance.randint(0, 2))
    }
    campaign = Campaign(
        id=CAMPAIGN,
        name="Tirée au sort",
        phone="01 00 00 00 00",
        deadline="2021-06-25T18:00",
        meeting="2021-07-01T09:30",
        institutions=institutions,
        members=members,
        grid=grid,
        rules=_rules(grid, chance),
        neutralised=tuple(Neutralised(institution, criterion) for institution, criterion in neutralised),
    )
    computers = {
        member.id: (COMPUTERS[2 * number], COMPUTERS[2 * number + 1]) for number, member in enumerate(members)
    }
    return Drawn(campaign, dossiers, computers, chance.random() < 0.4)


def _grid(chance: Random) -> Grid:
    maximum = chance.randint(1, 5)
    levels = tuple(f"niveau {level}" for level in range(maximum + 1))
    sections = tuple(
        Section(
            SectionId(f"S{section}"),
            f"Section {section}",
            _weight(chance),
            tuple(
                Criterion(
                    CriterionId(f"S{section}.{number}"), "Critère", "Combien ?", _weight(chance), levels
                )
                for number in range(chance.choice((1, 1, 2, 3)))
            ),
        )
        for section in range(chance.choice((1, 1, 2, 3)))
    )
    return Grid("1", "Grille tirée au sort", Scale(maximum, levels), sections, REASONS)


def _weight(chance: Random) -> Fraction:
    return Fraction(chance.randint(1, 12), chance.choice((1, 1, 1, 2, 3, 7)))


def _rules(grid: Grid, chance: Random) -> ScoringRules:
    targets = [f"section:{section.id}" for section in grid.sections]
    targets += [f"critere:{criterion.id}" for criterion in grid.criteria]
    thresholds = [Threshold(chance.choice(targets), Fraction(chance.randint(0, 3), 2))]
    thresholds.append(Threshold("total", Fraction(chance.randint(0, 40))))
    return ScoringRules(
        seats=chance.randint(1, 3),
        voice_unit=chance.choice(("institution", "evaluateur")),
        readings_min=chance.randint(1, 2),
        rank_mode=chance.choice(("exact", "arrondi")),
        decimals=chance.choice((0, 0, 2)),
        tie_break=tuple(chance.sample(targets, chance.randint(0, 1))),
        thresholds=tuple(thresholds[: chance.randint(0, 2)]),
    )


def _dossier(number: int) -> Dossier:
    territory = Territory(f"Territoire {number}", "EPCI", "200000001", "62", "urbain", 1000 * number)
    return Dossier(DossierId(f"d{number}"), f"Projet {number}", territory, ())


def _manifest(drawn: Drawn) -> Manifest:
    campaign = drawn.campaign
    return Manifest(
        campaign=campaign.id,
        name=campaign.name,
        lot="L1",
        serial=1,
        secretariat=SECRETARIAT.key_set,
        recovery=None,
        members=campaign.members,
        institutions=campaign.institutions,
        readers=tuple(member.id for member in campaign.members),
        grid=campaign.grid,
        deadline=campaign.deadline,
        meeting=campaign.meeting,
        phone=campaign.phone,
        round=1,
        neutralised=campaign.neutralised,
        calibration=(),
        order_seed="",
        dossiers=drawn.dossiers,
    )


def _registry(drawn: Drawn, chance: Random) -> dict[str, Any]:
    pairs = [(member.id, dossier.id) for member in drawn.campaign.members for dossier in drawn.dossiers]
    ineligible = chance.sample([dossier.id for dossier in drawn.dossiers], chance.choice((0, 0, 1)))
    return {
        "secretariat": [SECRETARIAT.key_set.document()],
        "keys": {
            member: [own.key_set.id for own in computers] for member, computers in drawn.computers.items()
        },
        "kept_away": [list(pair) for pair in sorted(chance.sample(pairs, chance.choice((0, 0, 1))))],
        "ineligible": dict.fromkeys(ineligible, "hors de la liste"),
    }


def _journal(chance: Random) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = []
    for number in range(1, chance.randint(1, 4)):
        event = {"seq": number, "at": "2021-06-10", "kind": "lots_sealed", "author": "secretariat"}
        body = {**event, "facts": {"number": number}, "prev": events[-1]["digest"] if events else ""}
        events.append({**body, "digest": hashlib.sha512(canonical_json(body)).hexdigest()})
    return events


# -------------------------------------------------------------------------------------------------- fiches


def _fiches(drawn: Drawn, member: Member, manifest: Sha512, chance: Random) -> Entries:
    """Write the fiches of one member: versions that know some of the others, on two computers."""
    entries: Entries = {}
    known: list[Sha512] = []
    for number in range(1, chance.choice((2, 2, 2, 3, 4, 5))):
        secrets = chance.choice(drawn.computers[member.id])
        prev = {digest for digest in [*known, LOST] if chance.random() < 0.5}
        lots = (LotSeen("L1", 1, manifest),)
        claims = SheetClaims(CAMPAIGN, member.id, secrets.key_set.id, number, frozenset(prev), lots, 1)
        texts, sheet = SaltedTexts(DrawnBytes(f"{member.id} {number}")), _sheet(drawn, member, chance)
        act = sign(sheet_document(claims, sheet, texts), secrets.signing)
        sha512 = Sha512(digest(act))
        known.append(sha512)
        entries[f"fiches/{sha512}.acte"] = act
        entries[f"fiches/{sha512}.carte"] = write_card(CAMPAIGN, member.id, secrets)
        entries[f"fiches/{sha512}.textes"] = texts.encode()
        said = sorted({*sheet.readings, *sheet.recused})
        if said and chance.random() < 0.05:
            entries |= _exclusion(member.id, chance.choice(said), sha512)
    return entries


def _exclusion(member: MemberId, dossier: DossierId, sheet: Sha512) -> Entries:
    decision = Exclusion(CAMPAIGN, member, dossier, sheet, "La présidente", "Double saisie.", MOMENT)
    act = sign_exclusion(decision, SECRETARIAT)
    return {f"actes/{digest(act)}.acte": act}


def _sheet(drawn: Drawn, member: Member, chance: Random) -> Sheet:
    readings: dict[DossierId, DossierSheet] = {}
    recused: dict[DossierId, Recusal] = {}
    silent = drawn.campaign.not_marked_by(member.institution)
    usual = _reading(drawn.campaign.grid, silent, chance, is_closed=True)
    for dossier in drawn.dossiers:
        kind = chance.choice(("closed",) * 9 + ("open", "recused", "nothing"))
        if kind == "recused":
            recused[dossier.id] = Recusal(chance.choice(("personal", "institutional")), "un lien")
        elif kind == "closed" and drawn.is_alike:
            readings[dossier.id] = usual
        elif kind != "nothing":
            readings[dossier.id] = _reading(drawn.campaign.grid, silent, chance, is_closed=kind == "closed")
    return Sheet(member.id, readings, recused)


def _reading(grid: Grid, silent: frozenset[CriterionId], chance: Random, *, is_closed: bool) -> DossierSheet:
    entries = {c.id: _entry(grid, chance) for c in grid.criteria if c.id not in silent}
    if not is_closed:
        entries = {criterion: entry for criterion, entry in entries.items() if chance.random() < 0.5}
    if silent and chance.random() < 0.5:
        entries[min(silent)] = Entry(remark="sans note")
    return DossierSheet(entries, is_closed, ("à voir",) if chance.random() < 0.2 else ())


def _entry(grid: Grid, chance: Random) -> Entry:
    # One level comes often, so that agreements, contradictions and ties all do.
    mark = chance.choice((*range(grid.scale.maximum + 1), *(grid.scale.maximum // 2,) * 3))
    passage = Evidence(PiecePath("d/0001/01.pdf"), Sha512("a" * 128), 1, "vingt places", engine="essai")
    entry = Entry(mark, "", "Vu dans la lettre.", (passage,) if chance.random() < 0.2 else ())
    return (
        entry
        if chance.random() < 0.95
        else replace(entry, mark=NOT_ASSESSABLE, motive=chance.choice(REASONS))
    )
