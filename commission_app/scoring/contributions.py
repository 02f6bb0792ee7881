"""What agents who work side by side wrote of the dossiers, from the set of their contributions.

A pure function, by the same rule as fiches (`scoring.merge`): neither the order of arrival, nor repeats,
nor dates change anything. A contribution says of some subjects (a point of a dossier, its card) what they are
now, and what its author knew: the contributions of `prev`, and what stood there before. Of each subject:

1. a statement stands until a contribution that knew it says something else;
2. what was written here stands until a contribution that knew it says something else;
3. if different statements still stand, it is a fork: it is shown, and what is here keeps its place.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from commission_app.scoring.ids import DossierId, Sha512

Subject = tuple[DossierId, str]  # a dossier, and what it is about: a point, its card, its facts


@dataclass(frozen=True)
class Statement:
    """What a contribution says of one subject: canonical texts, compared whole."""

    value: str
    before: str  # what stood there when its author took the copy


@dataclass(frozen=True)
class Contribution:
    """A contribution as the merge reads it."""

    digest: Sha512
    author: str
    prev: frozenset[Sha512]
    statements: Mapping[Subject, Statement]


@dataclass(frozen=True)
class Own:
    """What is written here of a subject, and the contributions that were known when it was."""

    value: str
    known: frozenset[Sha512] = frozenset()


@dataclass(frozen=True)
class Outcome:
    """What becomes of a subject: one value, or several that contradict each other with who says them."""

    value: str  # of a fork: what is here, which stays until somebody settles
    choices: Mapping[str, tuple[str, ...]]  # empty unless it is a fork: authors by value, "" for here

    @property
    def is_fork(self) -> bool:
        """Whether somebody must settle it."""
        return bool(self.choices)


def merge_contributions(
    contributions: Iterable[Contribution], own: Mapping[Subject, Own]
) -> dict[Subject, Outcome]:
    """Return what becomes of each subject of which a contribution says something."""
    by_digest = {one.digest: one for one in contributions}
    ancestors = {digest: _ancestors(digest, by_digest) for digest in by_digest}
    subjects = sorted({subject for one in by_digest.values() for subject in one.statements})
    return {
        subject: _outcome(
            [one for _, one in sorted(by_digest.items()) if subject in one.statements],
            ancestors,
            subject,
            own.get(subject, Own("")),
        )
        for subject in subjects
    }


def _outcome(
    about: Collection[Contribution],
    ancestors: Mapping[Sha512, frozenset[Sha512]],
    subject: Subject,
    own: Own,
) -> Outcome:
    standing = [
        one
        for one in about
        if one.digest not in own.known and not any(one.digest in ancestors[other.digest] for other in about)
    ]
    said: dict[str, list[str]] = {}
    for one in standing:
        said.setdefault(one.statements[subject].value, []).append(one.author)
    # An earlier contribution of the same author knew what is here as well as its last one does.
    is_known = any(one.statements[subject].before == own.value for one in standing)
    if not is_known and standing:
        said.setdefault(own.value, []).append("")
    if len(said) > 1:
        return Outcome(own.value, {value: tuple(sorted(set(who))) for value, who in sorted(said.items())})
    return Outcome(next(iter(said), own.value), {})


def _ancestors(digest: Sha512, known: Mapping[Sha512, Contribution]) -> frozenset[Sha512]:
    found: set[Sha512] = set()
    waiting = [digest]
    while waiting:
        for earlier in known[waiting.pop()].prev & known.keys():
            if earlier not in found:
                found.add(earlier)
                waiting.append(earlier)
    return frozenset(found)
