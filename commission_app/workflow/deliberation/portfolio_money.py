"""The money of « Sélection »: what dossiers ask and are promised, an envelope to try, the landmarks P1 to P3.

An envelope is off until somebody ticks it; its ceiling comes from the financial parameters of the campaign.
An amount that nobody wrote is unknown, never nought: it is named beside every sum that lacks it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from commission_app.scoring.dossier import Dossier
from commission_app.scoring.finance_checks import Check, Level, check_selection
from commission_app.scoring.finance_rules import FinanceRules, FinancialPlan
from commission_app.scoring.ids import DossierId
from commission_app.scoring.selection_rules import Measure, SelectionRule
from commission_app.texts import count_fr, folded, typeset
from commission_app.workflow.deliberation.analysis_views import AnalysisStart
from commission_app.workflow.deliberation.portfolio_views import Envelope, Money, PortfolioStart, Purse
from commission_app.workflow.preparation.candidacies.finances import (
    FinancesView,
    amount_asked,
    amount_written,
    check_labels,
    euros_fr,
    every_finances,
    whole_plan,
)
from commission_app.workflow.preparation.candidacies.project_card import card_of
from commission_app.workflow.preparation.settings.parameters import finance_rules_of
from commission_app.workflow.secretariat.session import SecretariatSession

ASKED = folded("demandé à l’État")  # in the labels of the card, those of the secretariat and of the export
LEVELS = {Level.ALERT: "au-dessus du repère", Level.FINE: "dans le repère"}


@dataclass(frozen=True)
class SessionMoney:
    """What the desk knows of the money of the ranked dossiers."""

    purses: Mapping[Purse, Money] = field(default_factory=lambda: {purse: Money() for purse in Purse})
    plans: Mapping[DossierId, FinancialPlan] = field(default_factory=dict)
    rules: FinanceRules = field(default_factory=FinanceRules)


NO_MONEY = SessionMoney()


def money_of(
    session: SecretariatSession, ranking: AnalysisStart, seats: int, budget: int | None = None
) -> SessionMoney:
    """Return what is known of the ranked dossiers. DSK-04 when what was kept is damaged.

    `budget` is the envelope that the commission adopted, in euros; it comes before what the settings come to.
    """
    views, rules = every_finances(session), finance_rules_of(session.database)
    ranked = {row.dossier for row in ranking.rows}
    known = [dossier for dossier in session.dossiers() if dossier.id in ranked]
    asked = {dossier.id: _asked(dossier, views.get(dossier.id)) for dossier in known}
    promised = {dossier.id: amount_written(card_of(dossier).promised) for dossier in known}
    plans = {DossierId(one): whole_plan(view) for one, view in views.items() if one in ranked}
    return SessionMoney(
        {
            Purse.ASKED: Money(
                _written(asked), seats * _most_asked(rules) if budget is None else Fraction(budget)
            ),
            Purse.PROMISED: Money(_written(promised)),
        },
        {dossier: plan for dossier, plan in plans.items() if plan is not None},
        rules,
    )


def envelope_rule(begun: PortfolioStart, envelope: Envelope) -> SelectionRule:
    """Return the rule that an envelope is: it counts the dossiers whose amount is known."""
    amounts = begun.money[envelope.purse].amounts
    return SelectionRule(
        f"{Measure.COST} {envelope.purse}",
        frozenset(amounts),
        maximum=envelope.ceiling,
        measure=Measure.COST,
        values=dict(amounts),
    )


def unknown_among(begun: PortfolioStart, rule: SelectionRule, chosen: Sequence[DossierId]) -> tuple[str, ...]:
    """Return the territories whose amount an envelope does not know; none for another rule."""
    if rule.measure is not Measure.COST:
        return ()
    return tuple(begun.name(dossier) for dossier in chosen if dossier not in rule.members)


def plan_lines(begun: PortfolioStart, chosen: Sequence[DossierId]) -> tuple[str, ...]:
    """Return what some dossiers ask for together beside the landmarks, or how many plans are still blank.

    Nothing at all while no plan was typed: most campaigns never type them.
    """
    plans = [begun.plans[dossier] for dossier in chosen if dossier in begun.plans]
    missing = len(chosen) - len(plans)
    if not plans:
        return ()
    if missing:
        blank = count_fr(
            missing, "plan de financement n’est pas saisi", "plans de financement ne sont pas saisis"
        )
        return (typeset(f"{blank} en entier : les repères d’ensemble attendent."),)
    rules = replace(begun.finances, territories=len(chosen))
    return tuple(_landmark(check) for check in check_selection(plans, rules))


def _landmark(check: Check) -> str:
    measured, bound = euros_fr(check.measured or Fraction(0)), euros_fr(check.bound or Fraction(0))
    return typeset(f"{check_labels()[check.id]} : {measured}, {LEVELS[check.level]} ({bound}).")


def _asked(dossier: Dossier, view: FinancesView | None) -> Fraction | None:
    """Return what the plan adds up to, else the first line of the card that asks the State for an amount."""
    planned = None if view is None else amount_asked(view)
    if planned is not None:
        return planned
    written = [line.value for line in dossier.card if ASKED in folded(line.label)]
    return next((amount for one in written if (amount := amount_written(one)) is not None), None)


def _most_asked(rules: FinanceRules) -> Fraction:
    """Return what one dossier may ask: the cap of the campaign, else its mean seed money and engineering."""
    engineering = rules.fte_max * rules.fte_cost_max * rules.state_rate * rules.years
    return rules.seed_mean * rules.years + engineering if rules.state_cap is None else rules.state_cap


def _written(amounts: Mapping[DossierId, Fraction | None]) -> dict[DossierId, Fraction]:
    return {dossier: amount for dossier, amount in amounts.items() if amount is not None}
