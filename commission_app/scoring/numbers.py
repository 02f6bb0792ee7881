"""How official notes are written: enough decimals to tell different values apart (SCORING.md §8.6)."""

from collections import Counter
from collections.abc import Callable, Iterable
from fractions import Fraction

from commission_app.texts import rounded

DECIMALS = range(2, 7)


def displayed(
    notes: Iterable[Fraction], write: Callable[[Fraction, int], str] = rounded
) -> dict[Fraction, str]:
    """Return the text of each note: the fewest decimals, 2 to 6, at which no different note reads alike.

    A note that six decimals do not tell from another is written as a fraction. `write` is
    `texts.rounded` for documents (point) or `texts.decimal_fr` for people (comma).
    """
    values = set(notes)
    shown = {note: str(note) for note in values}
    for decimals in reversed(DECIMALS):
        texts = {note: write(note, decimals) for note in values}
        count = Counter(texts.values())
        shown |= {note: text for note, text in texts.items() if count[text] == 1}
    return shown
