"""French formatting of numbers, dates, sizes and lists, the same on screen, on paper and in exports."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
SIZES = ("octets", "Ko", "Mo", "Go")
# Where French typography forbids a line to end: an ordinary space there becomes a no-break one.
# Each begins with its space, which is looked for quickly; « } » ends the field that takes a number.
_NARROW = re.compile(r" (?:(?=[;:!?»])|(?<=« )|(?<=\d )(?=\d{3}(?!\d)))")
_WIDE = re.compile(r" (?:(?<=[\d}] )(?=[%€]|\d\d(?!\d))|(?<=[nN]° ))")
_ACCENTS = re.compile("[\u0300-\u036f]+")  # as they stand apart in a decomposed text
# Controls, invisible signs that turn a line around, ends of line.
_DISTURBING = {"Cc", "Cf", "Zl", "Zp"}


def rounded(value: Fraction, decimals: int) -> str:
    """Write a value >= 0 with `decimals` decimals and a point, halves up (SCORING.md §8.1)."""
    scale = 10**decimals
    units = (2 * value.numerator * scale + value.denominator) // (2 * value.denominator)
    if decimals == 0:
        return str(units)
    return f"{units // scale}.{units % scale:0{decimals}d}"


def decimal_fr(value: Fraction, decimals: int = 1) -> str:
    """Write a value with a decimal comma: `43,4`. Negative values take a true minus sign."""
    text = rounded(abs(value), decimals).replace(".", ",")
    return f"−{text}" if value < 0 and text.strip("0,") else text


def note_fr(display: str | None) -> str:
    """Write a note as the ranking shows it (§8.6), with a decimal comma; nothing when there is none."""
    return (display or "").replace(".", ",")


def exact_fr(value: Fraction) -> str:
    """Write a number without rounding it, as a person may type it: `4`, `2,5`, `25/3`."""
    if value.denominator not in (1, 2, 4, 5, 10, 20):
        return str(value)
    decimals = rounded(value, 2).replace(".", ",")
    return decimals.rstrip("0") if value.denominator > 1 else str(value)


def integer_fr(value: int) -> str:
    """Write an integer with thin spaces between thousands: `239 400`."""
    return f"{value:,}".replace(",", NARROW_SPACE)


def date_fr(moment: datetime) -> str:
    """Write a date: `3 juin 2021`, `1er juin 2021`."""
    day = "1er" if moment.day == 1 else str(moment.day)
    return f"{day}{NO_BREAK_SPACE}{MONTHS[moment.month - 1]}{NO_BREAK_SPACE}{moment.year}"


def day_fr(moment: datetime) -> str:
    """Write a day whose year goes without saying: `3 juin`, `1er juin`."""
    return date_fr(moment).rsplit(maxsplit=1)[0]


def time_fr(moment: datetime) -> str:
    """Write a time of day: `21 h 42`."""
    return f"{moment.hour}{NO_BREAK_SPACE}h{NO_BREAK_SPACE}{moment.minute:02d}"


def date_time_fr(moment: datetime) -> str:
    """Write a date and a time: `3 juin 2021 à 21 h 42`."""
    return f"{date_fr(moment)} à {time_fr(moment)}"


def size_fr(size_bytes: int) -> str:
    """Write the size of a file: `487 Mo`, `1,2 Go`."""
    value, unit = Fraction(size_bytes), 0
    while value >= 1000 and unit < len(SIZES) - 1:
        value, unit = value / 1000, unit + 1
    decimals = 1 if unit == 3 else 0
    return f"{decimal_fr(value, decimals)}{NO_BREAK_SPACE}{SIZES[unit]}"


def count_fr(count: int, singular: str, plural: str = "") -> str:
    """Write a count with its noun: `0 dossier`, `1 dossier`, `2 dossiers` (French plural begins at two)."""
    return f"{integer_fr(count)}{NO_BREAK_SPACE}{noun_fr(count, singular, plural)}"


def noun_fr(count: int, singular: str, plural: str = "") -> str:
    """Return the noun that goes with a count written apart."""
    return singular if count < 2 else (plural or f"{singular}s")


def ordinal_fr(rank: int) -> str:
    """Write a rank: `1er`, `7ᵉ`."""
    return "1er" if rank == 1 else f"{rank}ᵉ"


def list_fr(items: Sequence[str]) -> str:
    """Join words as a French list: `a, b et c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} et {items[-1]}"


def typeset(text: str) -> str:
    """Put the no-break spaces of French: before « ; : ! ? % € », inside quotation marks and numbers."""
    return _WIDE.sub(NO_BREAK_SPACE, _NARROW.sub(NARROW_SPACE, text))


def folded(text: str) -> str:
    """Return a text as it is searched: without accents, case, ligatures or curly apostrophes."""
    plain = text.casefold().replace("’", "'").replace("œ", "oe").replace("æ", "ae")
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", plain))


def initials(name: str) -> str:
    """Return up to two initials of a person's name, for the round badge."""
    words = [word for word in name.replace("-", " ").split() if word[:1].isalpha()]
    return "".join(word[0].upper() for word in (words[:1] + words[-1:] if len(words) > 1 else words))


def legible(name: str) -> str:
    """Return a name that others chose as one line of text, for a sentence, a list or the journal.

    The name of a file can be bytes that are no text, or hold signs that disturb a screen or a terminal.
    """
    whole = name.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "".join(" " if unicodedata.category(sign) in _DISTURBING else sign for sign in whole)


def to_justify_fr(maximum: int) -> str:
    """Name the marks that a closed reading justifies: `0, 5 ou « non évaluable »`; of two levels, neither."""
    return f"0, {maximum} ou « non évaluable »" if maximum > 1 else "« non évaluable »"
