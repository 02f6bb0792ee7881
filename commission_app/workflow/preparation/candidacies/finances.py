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
from commission_app.texts import NO_BREAK_SPACE, decimal_fr, integer_fr
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


@cache
def _labels() -> dict[str, str]:
    document = msgspec.json.decode(_reference())
    return {str(one["id"]): str(one["libelle"]) for one in document["controles"]}


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
    labels, is_known = _labels(), _has_whole_seed(typed)
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
    whole = value.denominator == 1
    words = integer_fr(int(value)) if whole else decimal_fr(value, 2)
    return words if check in _COUNTS else f"{words}{NO_BREAK_SPACE}€"


def _number(text: str) -> Fraction:
    try:
        return exact_number(text.translate(dict.fromkeys(map(ord, _SPACES))).replace(",", "."))
    except (ValueError, ZeroDivisionError) as error:
        raise AppError("REC-05") from error


def _is_cut_year(figure: str, text: str) -> bool:
    """Tell whether a number of years is not whole."""
    return figure == "years" and _number(text).denominator != 1
