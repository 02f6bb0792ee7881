"""Whether readers can be compared: who is linked to whom by common dossiers (SCORING.md §§5, 8.7)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

from commission_app.scoring.ids import DossierId, MemberId
from commission_app.scoring.linear_systems import solve


@dataclass(frozen=True)
class Component:
    """Readers linked by common dossiers, and these dossiers, both in the order of identifiers."""

    readers: tuple[MemberId, ...]
    dossiers: tuple[DossierId, ...]


def components(pairs: Iterable[tuple[MemberId, DossierId]]) -> tuple[Component, ...]:
    """Return the separate parts of the graph of readings, sorted by their first reader.

    More than one: the severities of two parts cannot be told from the quality of their dossiers.
    """
    read_by: dict[MemberId, set[DossierId]] = defaultdict(set)
    readers_of: dict[DossierId, set[MemberId]] = defaultdict(set)
    for reader, dossier in pairs:
        read_by[reader].add(dossier)
        readers_of[dossier].add(reader)
    found, seen = [], set[MemberId]()
    for start in sorted(read_by):
        if start in seen:
            continue
        readers, dossiers, waiting = {start}, set[DossierId](), [start]
        while waiting:
            for dossier in read_by[waiting.pop()] - dossiers:
                dossiers.add(dossier)
                waiting += readers_of[dossier] - readers
                readers |= readers_of[dossier]
        seen |= readers
        found.append(Component(tuple(sorted(readers)), tuple(sorted(dossiers))))
    return tuple(found)


def contrast_variance(
    readers: Collection[MemberId], pairs: Collection[tuple[MemberId, DossierId]]
) -> Fraction | None:
    """Return the mean variance of the difference between two readers' severities, in units of the noise.

    The lower, the better readers are comparable. None when they are not linked, or fewer than two.
    """
    everybody = sorted(set(readers))
    linked = components(pairs)
    if len(everybody) < 2 or len(linked) != 1 or set(linked[0].readers) != set(everybody):
        return None
    count = len(everybody)
    # The matrix of §5 has the constants for kernel: adding J/R makes it invertible, and adds 1 to the trace.
    matrix = [[Fraction(1, count)] * count for _ in everybody]
    place = {reader: index for index, reader in enumerate(everybody)}
    panels: dict[DossierId, set[int]] = defaultdict(set)
    for reader, dossier in pairs:
        panels[dossier].add(place[reader])
    for panel in panels.values():
        for one in panel:
            matrix[one][one] += 1
            for other in panel:
                matrix[one][other] -= Fraction(1, len(panel))
    identity = [[Fraction(row == column) for column in range(count)] for row in range(count)]
    inverse = solve(matrix, identity)
    trace = sum((inverse[index][index] for index in range(count)), Fraction(-1))
    return 2 * trace / (count - 1)
