"""Status, thresholds, rank and line of each dossier (SCORING.md §8.6).

Ranks are « 1224 »: dossiers of equal key share a rank. A tie that straddles the line is a state of its own,
which only the règlement's tie-break keys or the commission resolve.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from types import MappingProxyType
from typing import TypeVar

from commission_app.scoring.campaign import ScoringRules, Threshold
from commission_app.scoring.consolidation import ConsolidatedDossier, Readiness
from commission_app.scoring.ids import CriterionId, DossierId, SectionId
from commission_app.scoring.numbers import displayed
from commission_app.texts import rounded

RankKey = tuple[Fraction, ...]
Named = TypeVar("Named", bound=str)
NOBODY_INELIGIBLE: Mapping[DossierId, str] = MappingProxyType({})


class Status(StrEnum):
    """What a dossier is in the ranking: the first that applies, in this order."""

    INELIGIBLE = "ineligible"
    WITHDRAWN = "retire"
    INCOMPLETE = "incomplet"
    UNDER_QUORUM = "sous_quorum"
    ELIMINATED = "elimine"
    RANKED = "classe"


class Line(StrEnum):
    """Where a ranked dossier stands, its whole tie considered, with regard to the number of seats."""

    ABOVE = "au_dessus"
    ACROSS = "a_la_ligne"
    BELOW = "en_dessous"


@dataclass(frozen=True)
class RankedDossier:
    """One line of the ranking. Rank and line are None for a dossier that is not ranked."""

    result: ConsolidatedDossier
    status: Status
    display: str | None  # of the note, point as decimal mark, by the rule of §8.6
    rank: int | None = None
    is_tied: bool = False
    line: Line | None = None
    failed_thresholds: tuple[str, ...] = ()  # targets, in the order of the règlement
    reason: str = ""  # why it is ineligible

    @property
    def dossier(self) -> DossierId:
        """Identifier of the dossier."""
        return self.result.dossier


def rank(
    consolidation: Mapping[DossierId, ConsolidatedDossier],
    rules: ScoringRules,
    *,
    ineligible: Mapping[DossierId, str] = NOBODY_INELIGIBLE,
    withdrawn: Collection[DossierId] = (),
    derogations: Collection[DossierId] = (),
) -> tuple[RankedDossier, ...]:
    """Rank a consolidation; listed by rank, then identifier, the unranked last.

    `ineligible` gives the reason of each; `derogations` are the dossiers that the chair lets through
    under the quorum of readers, in writing. The rules are those that the consolidation checked.
    """
    results = sorted(consolidation.values(), key=lambda result: result.dossier)
    texts = displayed(result.note for result in results if result.note is not None)
    rows = [
        RankedDossier(
            result=result,
            status=_status(result, rules, ineligible, withdrawn, derogations),
            display=None if result.note is None else texts[result.note],
            failed_thresholds=failed_thresholds(result, rules.thresholds),
            reason=ineligible.get(result.dossier, ""),
        )
        for result in results
    ]
    keys = {row.dossier: rank_key(row.result, rules) for row in rows if row.status is Status.RANKED}
    ranks = competition_ranks(keys)
    sharing = Counter(ranks.values())
    ranked = [_placed(row, ranks[row.dossier], sharing, rules.seats) for row in rows if row.dossier in ranks]
    unranked = [row for row in rows if row.dossier not in ranks]
    # The sort is stable: inside a tie the order of identifiers stays.
    return (*sorted(ranked, key=lambda row: ranks[row.dossier]), *unranked)


def failed_thresholds(result: ConsolidatedDossier, thresholds: Iterable[Threshold]) -> tuple[str, ...]:
    """Return the targets strictly under their minimum: equality passes."""
    return tuple(
        threshold.target
        for threshold in thresholds
        if (value := official_value(result, threshold.target)) is not None and value < threshold.minimum
    )


def official_value(result: ConsolidatedDossier, target: str) -> Fraction | None:
    """Return what `total`, `section:ID` or `critere:ID` designates. KeyError for another target."""
    kind, _, name = target.partition(":")
    if kind == "section":
        return result.sections[SectionId(name)]
    if kind == "critere":
        return result.criteria[CriterionId(name)]
    if target == "total":
        return result.note
    raise KeyError(target)


def rank_key(result: ConsolidatedDossier, rules: ScoringRules) -> RankKey:
    """Return what a complete dossier is ranked by: its note, exact or rounded, then the tie-break keys."""
    values = [official_value(result, target) for target in ("total", *rules.tie_break)]
    note, *others = (value for value in values if value is not None)
    if rules.rank_mode == "arrondi":
        note = Fraction(rounded(note, rules.decimals))
    return (note, *others)


def competition_ranks(keys: Mapping[Named, RankKey]) -> dict[Named, int]:
    """Return one plus the number of those whose key is higher: 1, 2, 2, 4."""
    ranks: dict[Named, int] = {}
    for _, level in groupby(sorted(keys, key=keys.__getitem__, reverse=True), key=keys.__getitem__):
        rank_of_level = len(ranks) + 1
        ranks |= dict.fromkeys(level, rank_of_level)
    return ranks


def line_of(rank: int, sharing: int, seats: int) -> Line:
    """Return where a rank shared by `sharing` dossiers stands with regard to the seats."""
    if rank + sharing - 1 <= seats:
        return Line.ABOVE
    return Line.ACROSS if rank <= seats else Line.BELOW


def _status(
    result: ConsolidatedDossier,
    rules: ScoringRules,
    ineligible: Mapping[DossierId, str],
    withdrawn: Collection[DossierId],
    derogations: Collection[DossierId],
) -> Status:
    is_short = result.readiness is Readiness.UNDER_QUORUM and result.dossier not in derogations
    applying = {
        Status.INELIGIBLE: result.dossier in ineligible,
        Status.WITHDRAWN: result.dossier in withdrawn,
        Status.INCOMPLETE: result.readiness is Readiness.INCOMPLETE,
        Status.UNDER_QUORUM: is_short,
        Status.ELIMINATED: bool(failed_thresholds(result, rules.thresholds)),
        Status.RANKED: True,
    }
    return next(status for status in Status if applying[status])


def _placed(row: RankedDossier, rank: int, sharing: Mapping[int, int], seats: int) -> RankedDossier:
    group = sharing[rank]
    return replace(row, rank=rank, is_tied=group > 1, line=line_of(rank, group, seats))
