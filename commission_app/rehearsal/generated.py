"""A campaign generated from a seed: territories, projects, letters, marks, recusals, divergences.

The same seed gives the same campaign everywhere; nothing in it exists: names are made of invented syllables.
"""

from collections.abc import Mapping
from random import Random
from typing import Any

from commission_app import resources
from commission_app.errors import AppError
from commission_app.rehearsal.marks import plausible_reading
from commission_app.rehearsal.scenario import (
    BANNER,
    INSTITUTIONS,
    InventedDossier,
    InventedFact,
    InventedPiece,
    MemberPlan,
    Scenario,
)
from commission_app.scoring.grid import Grid
from commission_app.scoring.grid_documents import grid_from_reference
from commission_app.scoring.ids import CriterionId, DossierId, MemberId
from commission_app.texts import integer_fr

MOST_DOSSIERS, MOST_MEMBERS = 300, 20
RECUSAL_SHARE = 0.02
CALIBRATION = 3  # dossiers read first by all, whose facts the secretariat recorded
SUPPORTS = ("un soutien financier et en ingénierie", "un accompagnement de principe")
DEPARTEMENTS = ("02", "10", "11", "23", "59", "62", "82", "84", "93", "94", "95", "09", "2A", "973", "976")
BEGINNINGS = (
    "Val", "Mont", "Roche", "Font", "Bris", "Aubre", "Cler", "Dour", "Estre", "Fauve", "Grand", "Herbe",
    "Joli", "Lande", "Marne", "Noire", "Orme", "Pierre", "Quer", "Saule", "Terne", "Vauc", "Ybre", "Sauve",
)  # fmt: skip
MIDDLES = ("", "le", "che", "bou", "gri", "ma", "se", "tu", "vi", "ro", "lan", "mé")
ENDINGS = ("court", "ville", "gnac", "mont", "lieu", "sac", "bourg", "val", "fosse", "rive", "champs", "tour")
FIRST_NAMES = (
    "Agathe", "Bastien", "Cécile", "David", "Élise", "Fabien", "Gaëlle", "Hugo", "Inès", "Jules",
    "Karine", "Loïc", "Maud", "Nadia", "Olivier", "Pauline", "Quentin", "Rose", "Samir", "Thaïs",
)  # fmt: skip
LAST_NAMES = (
    "Arvel", "Brévin", "Castaing", "Dorval", "Esperel", "Fontagnes", "Guérande", "Hautbois", "Izarn",
    "Jolivet", "Kergal", "Lormeau", "Maurens", "Nestier", "Orsal", "Pradelle", "Quéval", "Rivaud", "Solignac",
    "Tessier",
)  # fmt: skip
RIVERS = ("Orzelle", "Ostrequin", "Vaubrelle", "Fuzine", "Mourzine", "Ablette-Noire", "Cendrelle", "Talouse")
ACTIONS = (
    "un multi-accueil itinérant de {n} places",
    "{n} places d’accueil à horaires élargis",
    "un accueil ponctuel de {n} places dans le centre social",
    "une crèche à vocation d’insertion de {n} places",
    "une maison des assistantes maternelles de {n} places",
)


def generated(dossiers: int, members: int, seed: int) -> Scenario:
    """Return a generated scenario. DEM-02 for more than 300 dossiers or 20 members, or fewer than one."""
    if not (1 <= dossiers <= MOST_DOSSIERS and 1 <= members <= MOST_MEMBERS):
        raise AppError("DEM-02", dossiers=MOST_DOSSIERS, members=MOST_MEMBERS)
    grid = grid_from_reference(resources.path("grids/default.json").read_bytes())
    chance = Random(f"{seed}|{dossiers}|{members}")  # noqa: S311 - invented facts, not a secret
    people = _people(members, chance)
    invented = tuple(_dossier(number, grid, chance) for number in range(1, dossiers + 1))
    recusals = {
        (MemberId(person["id"]), dossier.id): "lien personnel déclaré (fictif)"
        for person in people
        for dossier in invented
        if dossiers > 1 and chance.random() < RECUSAL_SHARE
    }
    return Scenario(
        campaign=_campaign(people, invented, seed),
        dossiers=invented,
        recusals=recusals,
        plans=tuple(_plan(person, invented, recusals, grid, chance) for person in people),
    )


def _people(members: int, chance: Random) -> list[dict[str, str]]:
    first, last = chance.sample(FIRST_NAMES, members), chance.sample(LAST_NAMES, members)
    bodies = list(INSTITUTIONS)
    return [
        {
            "id": f"m{number + 1:02d}",
            "name": f"{first[number]} {last[number]}",
            "institution": bodies[number % len(bodies)],
        }
        for number in range(members)
    ]


def _campaign(
    people: list[dict[str, str]], dossiers: tuple[InventedDossier, ...], seed: int
) -> Mapping[str, Any]:
    return {
        "id": f"generee-{len(dossiers)}x{len(people)}-{seed}",
        "name": f"Campagne générée n° {seed} (fictive)",
        "phone": "01 00 00 00 00",
        "deadline": "2021-06-25T18:00",
        "meeting": "2021-07-01T09:30",
        "institutions": [{"id": short, "name": name} for short, name in INSTITUTIONS.items()],
        "members": people,
        "rules": {"seats": max(1, min(10, len(dossiers) // 3))},
        "neutralised": [{"institution": "CNAF", "criterion": "L3"}],
        "calibration": [dossier.id for dossier in dossiers[:CALIBRATION]]
        if len(dossiers) > CALIBRATION
        else [],
        "order_seed": str(seed),
    }


def _dossier(number: int, grid: Grid, chance: Random) -> InventedDossier:
    town = chance.choice(BEGINNINGS) + chance.choice(MIDDLES) + chance.choice(ENDINGS)
    name = f"{town}-sur-{chance.choice(RIVERS)}"  # no river has such a name, hence no commune
    kind = chance.choice(("commune", "EPCI", "EPCI", "groupement"))
    applicant = {
        "commune": f"Ville de {name}",
        "EPCI": f"Communauté de communes de {name}",
        "groupement": f"Groupement de {name} et environs",
    }[kind]
    identifier = DossierId(f"{number:03d}-{name.lower()}".encode("ascii", "ignore").decode())
    places, population = chance.randrange(8, 40), chance.randrange(3_000, 180_000)
    facts = {"applicant": applicant, "name": name, "places": places, "population": population}
    intent = _intent(facts, chance)
    promise = f"{chance.choice(SUPPORTS)}, dans la limite de {chance.randrange(20, 90)} jours de travail"
    pieces = (
        InventedPiece("lettre_intention.pdf", "lettre d’intention", "Lettre d’intention", intent),
        InventedPiece("lettre_caf.pdf", "lettre CAF", "Lettre de la caisse", _fund(applicant, promise)),
    )
    worth = chance.gauss(2.9, 0.8)
    return InventedDossier(
        identifier,
        {
            "id": identifier,
            "titre": f"Accueillir tous les enfants à {name}",
            "porteur": applicant,
            "type_porteur": kind,
            "code": f"F{number:04d}",
            "departement": chance.choice(DEPARTEMENTS),
            "typologie": "rural" if population < 20_000 else "urbain",
            "population": population,
            "pieces": [{"fichier": piece.file, "nature": piece.kind} for piece in pieces],
        },
        pieces,
        {c.id: round(min(max(chance.gauss(worth, 0.8), 0), grid.scale.maximum)) for c in grid.criteria},
        _recorded(places, promise) if number <= CALIBRATION else (),
    )


def _recorded(places: int, promise: str) -> tuple[InventedFact, ...]:
    """Return what a secretariat would record of these letters: the places, and who promises what."""
    said = f"{places} places"
    return (
        InventedFact(
            "Places annoncées",
            f"{said}, au printemps 2022",
            CriterionId("A1.1"),
            "lettre_intention.pdf",
            1,
            said,
        ),
        InventedFact("Caisse (fictive)", promise, CriterionId("L1"), "lettre_caf.pdf", 1, promise),
    )


def _intent(facts: Mapping[str, Any], chance: Random) -> str:
    action = chance.choice(ACTIONS).format(n=facts["places"])
    rate = chance.randrange(14, 45)
    return (
        f"> **{BANNER}**\n\n**{facts['applicant']}**\n\n**Objet : lettre d’intention**\n\n"
        f"## 1. Le territoire\n\nNotre territoire compte {integer_fr(facts['population'])} habitants "
        f"(fictif). Le taux de pauvreté y est estimé à {rate} % (fictif). Trois réunions ont associé la "
        f"caisse, la PMI et des parents.\n\n## 2. Ce que nous voulons faire\n\n"
        f"- Axe 1 : ouvrir {action}, au printemps 2022.\n"
        f"- Axe 2 : publier les critères d’attribution et réserver {chance.randrange(5, 30)} % des places "
        f"aux familles les plus pauvres.\n"
        f"- Axe 3 : confier à {chance.randrange(1, 6)} mères relais l’aller-vers dans les quartiers de "
        f"{facts['name']}.\n\n## 3. Moyens\n\n"
        f"| Poste | Sur deux ans |\n|---|---:|\n"
        f"| Ingénierie | {integer_fr(chance.randrange(60, 220) * 1000)} € |\n"
        f"| Amorçage | {integer_fr(chance.randrange(80, 380) * 1000)} € |\n"
    )


def _fund(applicant: str, promise: str) -> str:
    return (
        f"> **{BANNER}**\n\n**Caisse d’allocations familiales (fictive)**\n\n"
        f"**Objet : soutien à la candidature de {applicant}**\n\n"
        f"Nous apportons à ce projet {promise} sur deux ans.\n"
    )


def _plan(
    person: Mapping[str, str],
    dossiers: tuple[InventedDossier, ...],
    recusals: Mapping[tuple[MemberId, DossierId], str],
    grid: Grid,
    chance: Random,
) -> MemberPlan:
    member, severity = MemberId(person["id"]), chance.uniform(-0.6, 0.6)
    neutralised = frozenset({CriterionId("L3")}) if person["institution"] == "CNAF" else frozenset()
    return MemberPlan(
        member,
        {
            dossier.id: plausible_reading(grid, dossier.levels, neutralised, severity, chance)
            for dossier in dossiers
            if (member, dossier.id) not in recusals
        },
    )
