"""Bounds of the financial checks, and what a dossier asks for (regles_financieres.json, DOMAINE.md §6)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from commission_app.errors import AppError
from commission_app.scoring.grid import exact_number


@dataclass(frozen=True)
class FinanceRules:
    """Parameters of the campaign, in euros, full-time posts, years and shares of one."""

    territories: int = 10
    years: int = 2
    fte_min: Fraction = Fraction(1)
    fte_max: Fraction = Fraction(3)
    state_rate: Fraction = Fraction(4, 5)
    local_rate: Fraction = Fraction(1, 5)
    external_cap: Fraction = Fraction(60_000)
    external_cap_is_yearly: bool = False
    seed_mean: Fraction = Fraction(200_000)
    state_cap: Fraction | None = None
    fte_cost_min: Fraction = Fraction(35_000)
    fte_cost_max: Fraction = Fraction(75_000)
    tolerance: Fraction = Fraction(1)


class SeedKind(StrEnum):
    """What a line of the seed money pays for."""

    OPERATION = "fonctionnement"
    INVESTMENT = "investissement"
    PER_PLACE = "aide à la place"


@dataclass(frozen=True)
class SeedLine:
    """One line of the seed money."""

    label: str
    kind: SeedKind
    year1: Fraction
    year2: Fraction

    @property
    def total(self) -> Fraction:
        """Both years."""
        return self.year1 + self.year2


@dataclass(frozen=True)
class FinancialPlan:
    """What one dossier asks for. None: the dossier does not say."""

    fte: Fraction
    internal_year1: Fraction
    internal_year2: Fraction
    external: Fraction
    state_share: Fraction  # of the engineering
    local_share: Fraction
    seed: tuple[SeedLine, ...] = ()
    years: int | None = None
    declared_year1: Fraction | None = None  # totals of the seed money, as the dossier adds them up
    declared_year2: Fraction | None = None
    own_means: Fraction | None = None
    has_relay: bool | None = None  # who pays after two years is said

    @property
    def internal(self) -> Fraction:
        """Cost of the posts."""
        return self.internal_year1 + self.internal_year2

    @property
    def engineering(self) -> Fraction:
        """Cost of the engineering, posts and services."""
        return self.internal + self.external

    @property
    def seed_total(self) -> Fraction:
        """Seed money over the years, as its lines add up."""
        return sum((line.total for line in self.seed), Fraction(0))


def finance_rules_from_reference(text: bytes | str) -> FinanceRules:
    """Read the file of the rules, decimals as they are written. Raises NOT-12 when it has another form."""
    try:
        return _rules(json.loads(text, parse_float=str)["parametres"])
    except (LookupError, TypeError, ValueError, ArithmeticError) as error:
        raise AppError("NOT-12", rules="financières") from error


def _rules(given: Mapping[str, Any]) -> FinanceRules:
    cap = given["plafond_total_etat_eur"]
    base = given["plafond_ingenierie_externe_base"]
    if base not in {"total", "an"}:
        raise ValueError(base)
    return FinanceRules(
        territories=int(_number(given["nb_territoires"])),
        years=int(_number(given["duree_annees"])),
        fte_min=_number(given["etp_min"]),
        fte_max=_number(given["etp_max"]),
        state_rate=_number(given["taux_etat_ingenierie"]),
        local_rate=_number(given["taux_collectivite"]),
        external_cap=_number(given["plafond_ingenierie_externe_eur"]),
        external_cap_is_yearly=base == "an",
        seed_mean=_number(given["amorcage_moyen_annuel_eur"]),
        state_cap=None if cap is None else _number(cap),
        fte_cost_min=_number(given["cout_etp_plausible_min_eur"]),
        fte_cost_max=_number(given["cout_etp_plausible_max_eur"]),
        tolerance=_number(given["tolerance_eur"]),
    )


def _number(value: object) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError(type(value).__name__)
    return exact_number(str(value))
