"""The demonstration: six fictional candidacies, five members, and the accidents of a real campaign."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from commission_app import resources
from commission_app.rehearsal.marks import plausible_reading
from commission_app.rehearsal.scenario import (
    INSTITUTIONS,
    InventedDossier,
    InventedFact,
    InventedPiece,
    MemberPlan,
    Quotation,
    Scenario,
)
from commission_app.scoring.grid import Grid
from commission_app.scoring.grid_documents import grid_from_reference
from commission_app.scoring.ids import CriterionId, DossierId, MemberId
from commission_app.scoring.sheet import DossierSheet

SEED = 2021
MEMBERS = (
    ("m01", "Claire Vasseur", "DGCS", 0.1),
    ("m02", "Hélène Lacombe", "DSS", 0.4),
    ("m03", "Mathieu Kerneis", "ANCT", -0.1),
    ("m04", "Sophie Marchetti", "MCC", -0.3),
    ("m05", "Thomas Delaunay", "CNAF", 0.2),
)
RECUSED = (MemberId("m03"), DossierId("02-cc-vals-d-orzelle"))
# Read first by all: a strong one, one whose strength is elsewhere, a weak one.
CALIBRATION = ["01-ca-rouvelain-ostrequin", "05-vaubrelles-sous-bois", "03-fontaubry-sur-seine"]
CHANGED = DossierId("05-vaubrelles-sous-bois")  # read again by m01, who hands in a second version
QUOTATIONS = tuple(
    Quotation(DossierId(dossier), CriterionId(criterion), words)
    for dossier, criterion, words in (
        ("01-ca-rouvelain-ostrequin", "A1.1", "multi-accueil itinérant de 12 places"),
        ("01-ca-rouvelain-ostrequin", "A1.2", "horaires 6 h – 21 h"),
        ("01-ca-rouvelain-ostrequin", "A2.1", "barème à points publié"),
        ("01-ca-rouvelain-ostrequin", "A3.2", "mères relais formées et salariées à mi-temps"),
        ("05-vaubrelles-sous-bois", "A1.1", "le foncier manque"),
        ("05-vaubrelles-sous-bois", "A3.3", "visite accompagnée, jeu parent-enfant"),
    )
)
QUOTING = ("m01", "m02", "m05")
TITLES = {
    "lettre d’intention": "Lettre d’intention",
    "lettre CAF": "Lettre de la caisse",
}


def six_dossiers() -> Scenario:
    """Return the demonstration's scenario."""
    grid = grid_from_reference(resources.path("grids/default.json").read_bytes())
    folder = resources.path("demonstration")
    names = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    recorded = json.loads((folder / "releves.json").read_text(encoding="utf-8"))
    dossiers = tuple(_dossier(folder / name, grid, recorded.get(name, ())) for name in names)
    return Scenario(
        campaign=_campaign(),
        dossiers=dossiers,
        recusals={RECUSED: "a conseillé la communauté de communes en 2020"},
        plans=tuple(_plan(member, severity, dossiers, grid) for member, _, _, severity in MEMBERS),
        ineligible={
            DossierId("04-brouzargues"): "le Gard n’est pas dans la liste des départements éligibles"
        },
    )


def _campaign() -> Mapping[str, Any]:
    return {
        "id": "demonstration-2021",
        "name": "AMI « accueil pour tous » (démonstration)",
        "phone": "01 00 00 00 00",
        "deadline": "2021-06-25T18:00",
        "meeting": "2021-07-01T09:30",
        "institutions": [{"id": short, "name": name} for short, name in INSTITUTIONS.items()],
        "members": [
            {"id": member, "name": name, "institution": institution}
            for member, name, institution, _ in MEMBERS
        ],
        "grid": "default",
        "rules": {"seats": 3},
        "authority": "au Secrétaire d’État et à la Déléguée interministérielle",
        "neutralised": [{"institution": "CNAF", "criterion": "L3"}],
        "calibration": CALIBRATION,
        "order_seed": "demonstration",
    }


def _dossier(folder: Path, grid: Grid, recorded: Sequence[Mapping[str, Any]]) -> InventedDossier:
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    levels = index.pop("attendu")["notes_indicatives"]
    pieces = tuple(
        InventedPiece(
            file=Path(piece["fichier"]).with_suffix(".pdf").name,
            kind=piece["nature"],
            title=TITLES.get(piece["nature"], piece["nature"].capitalize()),
            markdown=(folder / piece["fichier"]).read_text(encoding="utf-8"),
        )
        for piece in index["pieces"]
    )
    index["pieces"] = [{"fichier": piece.file, "nature": piece.kind} for piece in pieces]
    index["code"] = index.pop("code_insee") or index["siren"] or _code(index["porteur"])
    return InventedDossier(
        DossierId(index["id"]),
        index,
        pieces,
        {criterion.id: int(levels[criterion.id]) for criterion in grid.criteria},
        tuple(_fact(line) for line in recorded),
    )


def _fact(line: Mapping[str, Any]) -> InventedFact:
    criterion = CriterionId(line["critere"])
    return InventedFact(line["objet"], line["fait"], criterion, line["piece"], line["page"], line["mots"])


def _code(name: str) -> str:
    """Return the code of a fictional territory named in the table that goes with the demonstration."""
    with resources.path("demonstration/territoires_fictifs.csv").open(encoding="utf-8", newline="") as file:
        return next((line["code"] for line in csv.DictReader(file) if line["nom"] in name), "")


def _plan(member: str, severity: float, dossiers: tuple[InventedDossier, ...], grid: Grid) -> MemberPlan:
    chance = Random(f"{SEED}|{member}")  # noqa: S311 - invented marks, not a secret
    neutralised = frozenset({CriterionId("L3")}) if member == "m05" else frozenset()
    readings = {
        dossier.id: plausible_reading(grid, dossier.levels, neutralised, severity, chance)
        for dossier in dossiers
        if (MemberId(member), dossier.id) != RECUSED
    }
    return MemberPlan(
        MemberId(member),
        readings,
        second_thoughts={CHANGED: _kinder(readings[CHANGED], grid)} if member == "m01" else {},
        quotations=QUOTATIONS if member in QUOTING else (),
        hands_in_twice=member == "m02",
        is_tampered=member == "m04",
    )


def _kinder(reading: DossierSheet, grid: Grid) -> DossierSheet:
    """Return a reading with one more point on its first criteria that allow it, and the reason why."""
    entries = dict(reading.entries)
    for criterion, entry in list(entries.items())[:4]:
        if isinstance(entry.mark, int) and entry.mark < grid.scale.maximum:
            remark = "Relu après la lettre du département : l’engagement est daté."
            entries[criterion] = replace(entry, mark=entry.mark + 1, remark=remark)
    return replace(reading, entries=entries)
