"""Does a column hold what its title announces? A table whose columns were moved is refused, never understood.

In 2021 a national contest published its ranks as marks: a column of ranks had been pasted in their place.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation

from commission_app.dossiers.export_labels import STATES, label
from commission_app.dossiers.questions import IntakeProblem
from commission_app.errors import Fact

FEWEST_RANKS = 5  # under which numbers from 1 up mean nothing
_POSTE = "356000000"  # the offices of La Poste have a check of their own
_SCIENTIFIC = re.compile(r"\d[.,]?\d*e\+?\d+", re.IGNORECASE)
_FRENCH_DATE = re.compile(r"^(\d{2})/(\d{2})/(\d{4})(?:[ ,à]+(\d{1,2})[:h](\d{2}))?")

Values = Sequence[tuple[str, str]]  # (dossier, value)


def check_column(title: str, values: Values, accepts: Callable[[str], bool]) -> Iterator[IntakeProblem]:
    """Point once at a column that holds other things than its title says. IDX-25."""
    strange = [(dossier, value) for dossier, value in values if value and not accepts(value)]
    if strange:
        dossier, value = strange[0]
        facts: dict[str, Fact] = {"column": title, "value": value, "dossier": dossier, "count": len(strange)}
        yield IntakeProblem("IDX-25", facts)


def check_amounts(title: str, values: Values, most: int) -> Iterator[IntakeProblem]:
    """Point at amounts that are no numbers, out of range, or the ranks of something. IDX-25, IDX-26."""
    strange = list(check_column(title, values, lambda text: is_amount(text, most)))
    yield from strange
    if not strange and are_ranks([amount(value) for _, value in values]):
        yield IntakeProblem("IDX-26", {"column": title, "count": len(values)})


def are_ranks(numbers: Sequence[Decimal | None]) -> bool:
    """Tell whether numbers are 1, 2, 3… in any order, each once: no column of amounts is."""
    known = sorted(number for number in numbers if number is not None)
    return len(known) >= FEWEST_RANKS and known == [Decimal(rank) for rank in range(1, len(known) + 1)]


def is_amount(text: str, most: int) -> bool:
    """Tell whether a text is a number from 0 to a limit."""
    number = amount(text)
    return number is not None and 0 <= number <= most


def amount(text: str) -> Decimal | None:
    """Return the number that a text is, written in French or by a program; None when it is not one."""
    plain = "".join(text.replace("€", "").split()).replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def moment(text: str) -> datetime | None:
    """Return the moment that a text is: ISO 8601, Ruby's form or dd/mm/yyyy; None when it is not one."""
    french = _FRENCH_DATE.match(text.strip())
    try:
        if french:
            day, month, year, hour, minute = (int(part or 0) for part in french.groups())
            return datetime(year, month, day, hour, minute)  # noqa: DTZ001 - the wall clock of Paris
        return datetime.fromisoformat(re.sub(r" ([+-]\d{4})$", r"\1", text.strip()))
    except ValueError:
        return None


def is_moment(text: str) -> bool:
    """Tell whether a text is a date."""
    return moment(text) is not None


def is_state(text: str) -> bool:
    """Tell whether a text is the state of a dossier."""
    return label(text) in STATES


def is_address(text: str) -> bool:
    """Tell whether a text may be an electronic address."""
    return text.count("@") == 1 and " " not in text


def siret(text: str) -> tuple[str, str]:
    """Return a SIRET and what is wrong with it: nothing, « repaired » or a reason in French."""
    digits = "".join(text.split())
    if _SCIENTIFIC.fullmatch(digits):
        return "", "un tableur l’a abrégé, et ses derniers chiffres sont perdus"
    if not (digits.isascii() and digits.isdecimal()):
        return "", "il contient autre chose que des chiffres"
    if len(digits) == 13 and _is_luhn(digits.zfill(14)):
        return digits.zfill(14), "repaired"
    if len(digits) != 14:
        return "", "il n’a pas 14 chiffres"
    if not _is_luhn(digits) and not digits.startswith(_POSTE):
        return "", "l’un de ses chiffres est faux"
    return digits, ""


def _is_luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0
