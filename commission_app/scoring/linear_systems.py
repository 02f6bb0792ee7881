"""Linear systems solved exactly: elimination over the integers, fractions at the very end."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

Matrix = Sequence[Sequence[Fraction]]


def solve(matrix: Matrix, right: Matrix) -> list[list[Fraction]]:
    """Return X such that `matrix`·X = `right`. The matrix is square and invertible.

    Raises ZeroDivisionError for a singular matrix: the callers' matrices never are.
    """
    rows = [_integers([*line, *aside]) for line, aside in zip(matrix, right, strict=True)]
    size, previous = len(rows), 1
    for step in range(size):
        # Bareiss: every division below is exact, so that integers stay as short as determinants.
        place = next((row for row in range(step, size) if rows[row][step]), None)
        if place is None:
            raise ZeroDivisionError("singular matrix")
        rows[step], rows[place] = rows[place], rows[step]
        pivot_row, pivot = rows[step], rows[step][step]
        for index, row in enumerate(rows):
            factor = row[step]
            if index != step:
                rows[index] = [
                    (pivot * value - factor * above) // previous
                    for value, above in zip(row, pivot_row, strict=True)
                ]
        previous = pivot
    return [[Fraction(value, row[index]) for value in row[size:]] for index, row in enumerate(rows)]


def _integers(line: Sequence[Fraction]) -> list[int]:
    common = lcm(*(value.denominator for value in line))
    return [value.numerator * (common // value.denominator) for value in line]
