"""Plausibility of what a dossier asks for: fifteen checks, none of which excludes (DOMAINE.md §6).

An anomaly is shown, commented and discussed: projects are finalised after the selection.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from commission_app.scoring.finance_rules import FinanceRules, FinancialPlan, SeedKind

HALF = Fraction(1, 2)
HIGH_SEED = Fraction(5, 4)  # times the mean: it is a mean, not a ceiling


class Level(StrEnum):
    """How much a check deserves attention."""

    FINE = "conforme"
    UNKNOWN = "non renseigné"
    NOT_APPLICABLE = "sans objet"
    INFORMATION = "information"
    ALERT = "alerte"
    ANOMALY = "anomalie"


@dataclass(frozen=True)
class Check:
    """What one check finds, the figure it looked at and what it was compared to."""

    id: str
    level: Level
    measured: Fraction | None = None
    bound: Fraction | None = None


def check_plan(plan: FinancialPlan, rules: FinanceRules) -> tuple[Check, ...]:
    """Run the checks F1 to F15 on one dossier, in this order."""
    return (*_engineering(plan, rules), *_posts_and_seed(plan, rules), *_on_lines(plan, rules), *_means(plan))


def check_selection(plans: Sequence[FinancialPlan], rules: FinanceRules) -> tuple[Check, ...]:
    """Run the checks P1 to P3 on the dossiers selected together."""
    seed = sum((plan.seed_total for plan in plans), Fraction(0))
    state = sum((plan.state_share for plan in plans), Fraction(0))
    mean = seed / (rules.years * len(plans)) if plans else None
    envelope = rules.territories * rules.seed_mean * rules.years
    # No envelope of engineering is published: the order of magnitude of its highest plausible cost is.
    magnitude = rules.territories * rules.fte_max * rules.fte_cost_max * rules.state_rate * rules.years
    return (
        Check("P1", Level.NOT_APPLICABLE, None, rules.seed_mean)
        if mean is None
        else Check("P1", _unless(mean <= rules.seed_mean, Level.ALERT), mean, rules.seed_mean),
        Check("P2", _unless(seed <= envelope, Level.ALERT), seed, envelope),
        Check("P3", _unless(state <= magnitude, Level.ALERT), state, magnitude),
    )


def _unless(is_fine: bool, level: Level) -> Level:  # noqa: FBT001 - the condition is the whole sentence
    return Level.FINE if is_fine else level


def _engineering(plan: FinancialPlan, rules: FinanceRules) -> tuple[Check, ...]:
    in_range = rules.fte_min <= plan.fte <= rules.fte_max
    bound = rules.fte_min if plan.fte < rules.fte_min else rules.fte_max
    has_posts = plan.internal > 0
    most, least = rules.state_rate * plan.engineering, rules.local_rate * plan.engineering
    others = plan.engineering - plan.state_share - plan.local_share
    # Somebody else who pays a part is a fact to know, not an anomaly.
    local = Level.INFORMATION if others > rules.tolerance else Level.FINE
    if plan.local_share < least - rules.tolerance:
        local = Level.ANOMALY
    cap = rules.external_cap * (rules.years if rules.external_cap_is_yearly else 1)
    both = Level.FINE
    if has_posts and plan.external > 0:
        both = Level.ANOMALY if plan.fte >= rules.fte_max else Level.ALERT
    return (
        Check("F1", _unless(in_range, Level.ALERT), plan.fte, bound)
        if has_posts
        else Check("F1", Level.NOT_APPLICABLE),
        Check(
            "F2", _unless(plan.state_share <= most + rules.tolerance, Level.ANOMALY), plan.state_share, most
        ),
        Check("F3", local, plan.local_share, least),
        _of_years(plan, rules),
        Check("F5", both, plan.external),
        Check("F6", _unless(plan.external <= cap, Level.ANOMALY), plan.external, cap),
    )


def _of_years(plan: FinancialPlan, rules: FinanceRules) -> Check:
    if plan.years is None:
        return Check("F4", Level.UNKNOWN, None, Fraction(rules.years))
    level = _unless(plan.years == rules.years, Level.ALERT)
    return Check("F4", level, Fraction(plan.years), Fraction(rules.years))


def _posts_and_seed(plan: FinancialPlan, rules: FinanceRules) -> tuple[Check, ...]:
    post = Check("F7", Level.NOT_APPLICABLE)
    if plan.fte > 0 and plan.internal > 0:
        cost = plan.internal / rules.years / plan.fte
        bound = rules.fte_cost_min if cost < rules.fte_cost_min else rules.fte_cost_max
        is_plausible = rules.fte_cost_min <= cost <= rules.fte_cost_max
        post = Check("F7", _unless(is_plausible, Level.INFORMATION), cost, bound)
    yearly = plan.seed_total / rules.years
    seed = Level.FINE
    if yearly < HALF * rules.seed_mean:
        seed = Level.INFORMATION
    elif yearly > HIGH_SEED * rules.seed_mean:
        seed = Level.ALERT
    every_year = all(sum(year, Fraction(0)) > 0 for year in _by_year(plan))
    asked = plan.state_share + plan.seed_total
    is_within = rules.state_cap is None or asked <= rules.state_cap
    return (
        post,
        Check("F8", seed, yearly, rules.seed_mean),
        Check("F9", _unless(every_year, Level.INFORMATION)),
        Check("F10", _unless(is_within, Level.ALERT), asked, rules.state_cap),
    )


def _by_year(plan: FinancialPlan) -> tuple[list[Fraction], list[Fraction]]:
    return [line.year1 for line in plan.seed], [line.year2 for line in plan.seed]


def _on_lines(plan: FinancialPlan, rules: FinanceRules) -> tuple[Check, ...]:
    def of(kind: SeedKind) -> Fraction:
        return sum((line.total for line in plan.seed if line.kind is kind), Fraction(0))

    has_places = any(line.kind is SeedKind.PER_PLACE for line in plan.seed)
    most = HALF * plan.seed_total
    declared = (plan.declared_year1, plan.declared_year2)
    gaps = [
        abs(sum(lines, Fraction(0)) - total)
        for lines, total in zip(_by_year(plan), declared, strict=True)
        if total is not None
    ]
    gap = max(gaps, default=None)
    totals = Level.UNKNOWN if None in declared else Level.FINE
    if gap is not None and gap > rules.tolerance:
        totals = Level.ANOMALY
    investment = of(SeedKind.INVESTMENT)
    return (
        Check("F11", _unless(not has_places, Level.ANOMALY), of(SeedKind.PER_PLACE)),
        Check("F12", _unless(investment <= most, Level.ALERT), investment, most),
        Check("F13", totals, gap, rules.tolerance),
    )


def _means(plan: FinancialPlan) -> tuple[Check, ...]:
    own = Level.UNKNOWN
    if plan.own_means is not None:
        own = _unless(plan.own_means > plan.local_share, Level.INFORMATION)
    relay = Level.UNKNOWN if plan.has_relay is None else _unless(plan.has_relay, Level.INFORMATION)
    return Check("F14", own, plan.own_means, plan.local_share), Check("F15", relay)
