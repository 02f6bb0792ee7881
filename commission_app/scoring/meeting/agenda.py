"""The order of the debate: only the undecided zone, with as few exits of recused members as can be."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from commission_app.scoring.ids import DossierId, MemberId
from commission_app.scoring.meeting.acts import AgendaSet
from commission_app.scoring.ranking import Line, RankedDossier, Status
from commission_app.scoring.zones import Zone

MOST_SEARCHED = 10  # groups whose every order is compared; beyond, each time the nearest
Group = frozenset[MemberId]


def agenda(
    ranking: Sequence[RankedDossier],
    zones: Mapping[DossierId, Zone],
    recused: Collection[tuple[MemberId, DossierId]],
) -> AgendaSet:
    """Return what is debated, and what is proposed together above and below it, from a ranking.

    A dossier that lacks a mark or a reading is debated too. Whoever is out of the running is not there.
    """
    open_ones, above, below = [], [], []
    for row in ranking:
        if row.status in (Status.INELIGIBLE, Status.WITHDRAWN, Status.ELIMINATED):
            continue
        zone = zones.get(row.dossier, Zone.OPEN)
        if zone is Zone.SAFE and row.line is Line.ABOVE:
            above.append(row.dossier)
        elif zone is Zone.OUT:
            below.append(row.dossier)
        else:
            open_ones.append(row.dossier)
    return AgendaSet(with_few_exits(open_ones, recused), tuple(above), tuple(below))


def with_debate(agenda: AgendaSet, dossiers: Collection[DossierId]) -> AgendaSet:
    """Return an agenda that debates some dossiers of the sure zones too, after those that it debates."""
    above, below = (
        tuple(one for one in part if one not in dossiers) for part in (agenda.above, agenda.below)
    )
    moved = tuple(one for one in (*agenda.above, *agenda.below) if one in dossiers)
    return AgendaSet((*agenda.debated, *moved), above, below)


def with_few_exits(
    dossiers: Sequence[DossierId], recused: Collection[tuple[MemberId, DossierId]]
) -> tuple[DossierId, ...]:
    """Return dossiers grouped by who must leave the room, in the order of fewest exits.

    Inside a group, and where orders are equal, the order given is kept.
    """
    groups: dict[Group, list[DossierId]] = defaultdict(list)
    for dossier in dossiers:
        groups[frozenset(member for member, of in recused if of == dossier)].append(dossier)
    order = _best_order(list(groups)) if len(groups) <= MOST_SEARCHED else _nearest_order(list(groups))
    return tuple(dossier for group in order for dossier in groups[group])


def _best_order(groups: Sequence[Group]) -> list[Group]:
    """Compare every order, by the sets already passed and the last one: exact."""

    @cache
    def best(left: frozenset[int], last: int) -> tuple[int, tuple[int, ...]]:
        if not left:
            return 0, ()
        outside = groups[last] if last >= 0 else frozenset()
        found = []
        for place in sorted(left):
            rest, order = best(left - {place}, place)
            found.append((len(groups[place] - outside) + rest, (place, *order)))
        return min(found)

    return [groups[place] for place in best(frozenset(range(len(groups))), -1)[1]]


def _nearest_order(groups: Sequence[Group]) -> list[Group]:
    """Go each time to the group for which fewest people leave."""
    left, order, outside = list(groups), [], frozenset[MemberId]()
    while left:
        group = min(left, key=lambda one: len(one - outside))  # the first of equals: the order given
        left.remove(group)
        order.append(group)
        outside = group
    return order
