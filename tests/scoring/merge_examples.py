"""Fiches written in a few words for the tests of the merge."""

from collections.abc import Collection, Mapping

from commission_app.scoring.ids import CriterionId, DossierId, MemberId, Sha512
from commission_app.scoring.merge import Merged, SheetAct, Standing, State, merge
from commission_app.scoring.sheet import DossierSheet, Entry

D1, D2 = DossierId("D1"), DossierId("D2")
M7 = MemberId("m07")
KEYS = {M7: ("old", "new"), MemberId("m08"): ("old", "new")}


def sheet(mark: int, *, is_closed: bool = True, tags: tuple[str, ...] = ()) -> DossierSheet:
    return DossierSheet({CriterionId("a1"): Entry(mark)}, is_closed, tags)


def act(
    digest: str,
    *,
    prev: str = "",
    closed: Mapping[DossierId, int] | None = None,
    still_open: Mapping[DossierId, int] | None = None,
    recused: Collection[DossierId] = (),
    key: str = "old",
    member: str = M7,
) -> SheetAct:
    """Write a fiche: `act("b", prev="a", closed={D1: 4})`; each letter of `prev` is a digest."""
    readings = {dossier: sheet(mark) for dossier, mark in (closed or {}).items()}
    readings |= {dossier: sheet(mark, is_closed=False) for dossier, mark in (still_open or {}).items()}
    return SheetAct(
        digest=Sha512(digest),
        member=MemberId(member),
        key=key,
        seq=1,
        prev=frozenset(map(Sha512, prev)),
        readings=readings,
        recused=frozenset(recused),
    )


def merged(*acts: SheetAct, excluded: Collection[tuple[str, DossierId]] = ()) -> Merged:
    return merge(acts, KEYS, [(Sha512(digest), dossier) for digest, dossier in excluded])


def standing(*acts: SheetAct, excluded: Collection[tuple[str, DossierId]] = ()) -> Standing:
    """Where the member stands on the first dossier."""
    return merged(*acts, excluded=excluded).standings[M7, D1]


def closed_mark(found: Standing) -> int | str | None:
    """Return the mark that counts, after checking that one does."""
    assert found.state is State.CLOSED
    assert found.closed is not None
    return found.closed.entry(CriterionId("a1")).mark
