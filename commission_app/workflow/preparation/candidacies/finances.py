"""Plausibility of what a dossier asks for: a help to read it, which excludes nothing and marks nothing.

What is typed is kept as it was typed, so that blank is never taken for nought: while one of the figures that
every check needs is blank, no check is made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Final

import msgspec

from commission_app import resources
from commission_app.errors import AppError
from commission_app.scoring.finance_checks import Level, check_plan
from commission_app.scoring.finance_rules import FinanceRules, FinancialPlan, SeedKind, SeedLine
from commission_app.scoring.grid import exact_number
from commission_app.scoring.ids import DossierId
from commission_app.texts import NO_BREAK_SPACE, integer_fr, rounded
from commission_app.workflow.preparation.settings.parameters import finance_rules_of
from commission_app.workflow.secretariat.session import SecretariatSession

SETTING: Final = "finances"  # one for each dossier, after a colon
NEEDED: Final = ("fte", "internal_year1", "internal_year2", "external", "state_share", "local_share")
SEEDS: Final = {
    SeedKind.OPERATION: ("operation_year1", "operation_year2"),
    SeedKind.INVESTMENT: ("investment_year1", "investment_year2"),
    SeedKind.PER_PLACE: ("places_year1", "places_year2"),
}
OTHERS: Final = ("years", "declared_year1", "declared_year2", "own_means")
FIGURES: Final = (*NEEDED, *(name for both in SEEDS.values() for name in both), *OTHERS)
_COUNTS: Final = frozenset({"F1", "F4"})  # in posts and in years, the others in euros
_ON_SEED: Final = frozenset({"F8", "F9", "F10", "F11", "F12", "F13"})  # unknown while seed money is
_SPACES: Final = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}€"


@dataclass(frozen=True)
class CheckLine:
    """What one check finds, in words. `level` is one of `scoring.finance_checks.Level`."""

    id: str
    label: str
    level: Level
    detail: str  # the figure looked at and what it is compared to


@dataclass(frozen=True)
class FinancesView:
    """The figures of one dossier as they were typed, what is still blank, and the checks F1 to F15."""

    typed: Mapping[str, str]
    missing: tuple[str, ...]  # figures without which no check is made
    checks: tuple[CheckLine, ...]


def finances(session: SecretariatSession, dossier: DossierId) -> FinancesView:
    """Return the figures of a dossier and their checks. DSK-04 when what was kept is damaged."""
    return _view(_read(session, dossier), finance_rules_of(session.database))


def every_finances(session: SecretariatSession) -> Mapping[str, FinancesView]:
    """Return the same for each dossier of which a figure was typed. DSK-04 as above."""
    kept, rules = session.database.settings.under(f"{SETTING}:"), finance_rules_of(session.database)
    return {dossier: _view(_decode(text), rules) for dossier, text in kept.items()}


def _view(typed: Mapping[str, str], rules: FinanceRules) -> FinancesView:
    missing = tuple(name for name in NEEDED if name not in typed)
    return FinancesView(typed, missing, () if missing else _checks(typed, rules))


def type_figure(session: SecretariatSession, dossier: DossierId, figure: str, text: str) -> None:
    """Keep one figure, typed with a comma or spaces at will; an empty text takes it back.

    CAM-04 for an unknown dossier or figure, REC-05 for what is no positive number.
    """
    session.dossier(dossier)  # refuses one that is not there
    if figure not in FIGURES:
        raise AppError("CAM-04", what=figure)
    former = _read(session, dossier)
    others = {name: kept for name, kept in former.items() if name != figure}
    typed = {**others, figure: text.strip()} if text.strip() else others
    if figure in typed and (_number(typed[figure]) < 0 or _is_cut_year(figure, typed[figure])):
        raise AppError("REC-05")
    if typed != former:
        with session.database.transaction():
            session.database.settings.put(f"{SETTING}:{dossier}", msgspec.json.encode(typed).decode())
            session.log("finances_typed", {"dossier": dossier, "figure": figure, "value": text.strip()})


def whole_plan(view: FinancesView) -> FinancialPlan | None:
    """Return what a dossier asks for, None while a figure or a part of the seed money is blank."""
    return None if view.missing or not _has_whole_seed(view.typed) else _plan(view.typed)


def amount_asked(view: FinancesView) -> Fraction | None:
    """Return what a dossier asks of the State, engineering and seed money; None while a part is blank."""
    known = {name: _number(text) for name, text in view.typed.items()}
    if "state_share" not in known or not _has_whole_seed(view.typed):
        return None
    seeds = (known[name] for both in SEEDS.values() for name in both if name in known)
    return known["state_share"] + sum(seeds, Fraction(0))


def amount_written(text: str) -> Fraction | None:
    """Return the amount in euros that a text is, « 402 300 € »; None for words that are more than that."""
    try:
        amount = _number(text)
    except AppError:
        return None
    return None if amount < 0 else amount


def euros_fr(amount: Fraction) -> str:
    """Write an amount: « 402 300 € »."""
    whole, _, cents = rounded(amount, 0 if amount.denominator == 1 else 2).partition(".")
    words = f"{integer_fr(int(whole))},{cents}" if cents else integer_fr(int(whole))
    return f"{words}{NO_BREAK_SPACE}€"


@cache
def check_labels() -> dict[str, str]:
    """Return what each check looks at, F1 to F15 and P1 to P3, in the words of the reference."""
    document = msgspec.json.decode(_reference())
    every = (*document["controles"], *document["controles_portefeuille"])
    return {str(one["id"]): str(one["libelle"]) for one in every}


def _reference() -> bytes:
    return resources.path("rules/finance.json").read_bytes()


def _read(session: SecretariatSession, dossier: DossierId) -> dict[str, str]:
    text = session.database.settings.get(f"{SETTING}:{dossier}")
    return {} if text is None else _decode(text)


def _decode(text: str) -> dict[str, str]:
    try:
        return msgspec.json.decode(text.encode(), type=dict[str, str])
    except msgspec.MsgspecError as error:
        raise AppError("DSK-04") from error


def _plan(typed: Mapping[str, str]) -> FinancialPlan:
    known = {name: _number(text) for name, text in typed.items()}
    seed = tuple(
        SeedLine(kind.value, kind, known[first], known[second])
        for kind, (first, second) in SEEDS.items()
        if first in known and second in known
    )
    years = known.get("years")
    return FinancialPlan(
        fte=known["fte"],
        internal_year1=known["internal_year1"],
        internal_year2=known["internal_year2"],
        external=known["external"],
        state_share=known["state_share"],
        local_share=known["local_share"],
        seed=seed,
        years=None if years is None else int(years),
        declared_year1=known.get("declared_year1"),
        declared_year2=known.get("declared_year2"),
        own_means=known.get("own_means"),
    )


def _checks(typed: Mapping[str, str], rules: FinanceRules) -> tuple[CheckLine, ...]:
    labels, is_known = check_labels(), _has_whole_seed(typed)
    return tuple(
        CheckLine(found.id, labels[found.id], found.level, _detail(found.id, found.measured, found.bound))
        if is_known or found.id not in _ON_SEED
        else CheckLine(found.id, labels[found.id], Level.UNKNOWN, "")
        for found in check_plan(_plan(typed), rules)
    )


def _has_whole_seed(typed: Mapping[str, str]) -> bool:
    """Tell whether seed money was typed, and both years of each kind that was."""
    given = [sum(name in typed for name in both) for both in SEEDS.values()]
    return any(given) and 1 not in given


def _detail(check: str, measured: Fraction | None, bound: Fraction | None) -> str:
    parts = [] if measured is None else [_figure(check, measured)]
    if bound is not None:
        parts.append(f"repère : {_figure(check, bound)}")
    return ", ".join(parts)


def _figure(check: str, value: Fraction) -> str:
    words = euros_fr(value)
    return words.removesuffix(f"{NO_BREAK_SPACE}€") if check in _COUNTS else words


def _number(text: str) -> Fraction:
    try:
        return exact_number(text.translate(dict.fromkeys(map(ord, _SPACES))).replace(",", "."))
    except (ValueError, ZeroDivisionError) as error:
        raise AppError("REC-05") from error


def _is_cut_year(figure: str, text: str) -> bool:
    """Tell whether a number of years is not whole."""
    return figure == "years" and _number(text).denominator != 1
