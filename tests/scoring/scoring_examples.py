"""Small grids and readings for the tests of the official kernel."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from commission_app.scoring.grid import Criterion, Grid, Scale, Section
from commission_app.scoring.ids import CriterionId, DossierId, InstitutionId, MemberId, SectionId
from commission_app.scoring.readings import Mark, Reading

Weight = Fraction | int | str


def grid_of(sections: Mapping[str, tuple[Weight, Mapping[str, Weight]]], maximum: int = 5) -> Grid:
    """Build a grid from `{"A": (60, {"a1": 2, "a2": 1})}`."""
    levels = tuple(f"niveau {level}" for level in range(maximum + 1))
    return Grid(
        version="1",
        title="Grille d’essai",
        scale=Scale(maximum, levels),
        sections=tuple(
            Section(
                SectionId(section),
                section,
                Fraction(weight),
                tuple(
                    Criterion(CriterionId(name), name, f"{name} ?", Fraction(inner), levels)
                    for name, inner in criteria.items()
                ),
            )
            for section, (weight, criteria) in sections.items()
        ),
        not_assessable_reasons=("hors de ma compétence",),
    )


def reading(
    reader: str,
    dossier: str,
    marks: Mapping[Any, Mark],
    institution: str = "",
) -> Reading:
    """Build a reading; without institution, the reader is alone in theirs."""
    return Reading(
        MemberId(reader),
        InstitutionId(institution or f"institution de {reader}"),
        DossierId(dossier),
        {CriterionId(criterion): mark for criterion, mark in marks.items()},
    )
