"""A consolidation in memory, made by the kernel from marks given by a rule: no file, no database."""

from collections.abc import Callable
from datetime import UTC, datetime
from fractions import Fraction

from commission_app.scoring.campaign import Campaign, Institution, Member, ScoringRules
from commission_app.scoring.consolidation import consolidate
from commission_app.scoring.dossier import Dossier, Territory
from commission_app.scoring.ids import CampaignId, CriterionId, DossierId, InstitutionId, MemberId, Sha512
from commission_app.scoring.merge import SheetAct, counted_readings, merge
from commission_app.scoring.ranking import rank
from commission_app.scoring.sheet import DossierSheet, Entry
from commission_app.workflow.deliberation.consolidate import Consolidated, Facts
from tests.scoring.scoring_examples import grid_of

NOW = datetime(2021, 6, 28, 9, 12, tzinfo=UTC)
GRID = grid_of({"A": (60, {"a1": 2, "a2": 1}), "B": (40, {"b1": 1})})
Marks = Callable[[int, int, str], int]  # of a member, a dossier and a criterion, numbered from 0


def consolidated(marks: Marks, *, members: int = 4, dossiers: int = 8, seats: int = 3) -> Consolidated:
    """Consolidate one closed reading of every member on every dossier."""
    rules = ScoringRules(seats=seats)
    people = [
        Member(MemberId(f"m{place:02d}"), f"Membre {place}", InstitutionId(f"I{place}"))
        for place in range(members)
    ]
    names = [DossierId(f"D{place:02d}") for place in range(dossiers)]
    known = tuple(
        Dossier(name, name, Territory(f"Commune {name}", "commune", name, "62", "rural", 900), ())
        for name in names
    )
    acts = [_act(member, place, names, marks) for place, member in enumerate(people)]
    merged = merge(acts, {member.id: ("k",) for member in people})
    institutions = {member.id: member.institution for member in people}
    results = consolidate(GRID, rules, names, counted_readings(merged, institutions))
    campaign = Campaign(
        id=CampaignId("essai"),
        name="Campagne d’essai",
        phone="",
        deadline="2021-06-25T18:00",
        meeting="2021-06-28T09:30",
        institutions=tuple(Institution(name, name) for name in institutions.values()),
        members=tuple(people),
        grid=GRID,
        rules=rules,
    )
    facts = Facts(campaign, known, (), {}, frozenset(), {})
    return Consolidated(facts, merged, frozenset(), results, rank(results, rules))


def steady(member: int, dossier: int, criterion: str) -> int:
    """Give marks that fall from the first dossier to the last, alike for every member."""
    del member, criterion
    return max(0, 5 - dossier // 2)


def disputed(member: int, dossier: int, criterion: str) -> int:
    """Give marks on which the third place hangs on the first member, and on the weight of section A."""
    if dossier == 2:
        return 5 if member == 0 else 3
    if dossier == 3:
        on_a = 3 if member == 0 else 4
        return on_a if criterion != "b1" else on_a - 1
    return (5, 5, 0, 0, 2, 1, 1, 0)[dossier]


def _act(member: Member, place: int, names: list[DossierId], marks: Marks) -> SheetAct:
    readings = {
        dossier: DossierSheet(
            {
                CriterionId(criterion): Entry(marks(place, number, criterion))
                for criterion in ("a1", "a2", "b1")
            },
            is_closed=True,
        )
        for number, dossier in enumerate(names)
    }
    return SheetAct(Sha512(f"act-{place}"), member.id, "k", 1, frozenset(), readings)


def published() -> dict[str, Fraction]:
    """Return the published weights of the grid, by section."""
    return {section.id: section.weight for section in GRID.sections}
