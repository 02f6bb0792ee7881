"""The « fiche signalétique »: up to five lines that introduce a project before its letter is read."""

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from commission_app.dossiers.index import Funding, IndexedCandidacy
from commission_app.scoring.dossier import CardLine, Territory
from commission_app.texts import NO_BREAK_SPACE, count_fr, date_fr, date_time_fr, decimal_fr, integer_fr

_FRENCH_DATE = re.compile(r"^(\d{2})/(\d{2})/(\d{4})")


def card_of(found: IndexedCandidacy, territory: Territory) -> tuple[CardLine, ...]:
    """Return the card of a dossier; what the index does not tell has no line."""
    return tuple(_lines(found, territory))


def _lines(found: IndexedCandidacy, territory: Territory) -> Iterator[CardLine]:
    yield CardLine("Porteur", found.applicant)
    inhabitants = count_fr(territory.population, "habitant")
    yield CardLine("Population et typologie", f"{inhabitants}, {territory.density}")
    if found.deposited:
        yield CardLine("Date de dépôt", _moment_fr(found.deposited))
    if found.funding is not None:
        yield from _funding_lines(found.funding)


def _funding_lines(funding: Funding) -> Iterator[CardLine]:
    if funding.total is not None:
        yield CardLine("Total demandé à l’État", _euros_fr(funding.total))
    means = []
    if funding.posts is not None:
        means.append(f"{_short_fr(funding.posts)}{NO_BREAK_SPACE}ETP")
    if funding.seed is not None:
        means.append(f"{_euros_fr(funding.seed)} d’amorçage")
    if means:
        yield CardLine("Ingénierie et amorçage", ", ".join(means))


def _moment_fr(text: str) -> str:
    """Write a date, with its time if it has one; a text that is no date is left as it is."""
    written = _FRENCH_DATE.sub(r"\3-\2-\1", text.strip())
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return text
    return date_time_fr(moment) if ":" in written else date_fr(moment)


def _euros_fr(amount: Decimal) -> str:
    return f"{_short_fr(amount)}{NO_BREAK_SPACE}€"


def _short_fr(amount: Decimal) -> str:
    """Write a number without useless decimals: `506 000`, `1,5`."""
    if amount == amount.to_integral_value():
        return integer_fr(int(amount))
    return decimal_fr(Fraction(amount))
