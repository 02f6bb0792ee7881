"""The grid: sections, criteria, written anchors of every level; frozen and digested before any mark.

SCORING.md §8.2. Weights are exact fractions and arrive as JSON integers or decimal strings; a float is
refused wherever it stands.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Any, NoReturn

from commission_app.errors import AppError
from commission_app.scoring.ids import CriterionId, SectionId, Sha512

LONGEST_NUMBER = 60  # signs; nobody writes a weight with more than a few


@dataclass(frozen=True)
class Criterion:
    """One question, its weight inside its section and the written anchor of each level."""

    id: CriterionId
    label: str
    question: str
    weight: Fraction
    anchors: tuple[str, ...]
    evidence_hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A group of criteria with its weight in the official score."""

    id: SectionId
    label: str
    weight: Fraction
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Scale:
    """Marks are the integers 0..maximum; each level has a name."""

    maximum: int
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Tag:
    """A label that a member may put on a dossier: it filters and counts, and never marks."""

    id: str
    label: str


@dataclass(frozen=True)
class Grid:
    """What every dossier of a campaign is marked on. Frozen: two grids are the same when digests are."""

    version: str
    title: str
    scale: Scale
    sections: tuple[Section, ...]
    not_assessable_reasons: tuple[str, ...]
    spread_to_debate: int = 2
    tags: tuple[Tag, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a grid nobody could mark or add up: GRI-02 names what is wrong."""
        _check(self)

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria in the order of the grid."""
        return tuple(criterion for section in self.sections for criterion in section.criteria)

    @cached_property
    def by_id(self) -> Mapping[CriterionId, Criterion]:
        """Criteria by their identifier."""
        return {criterion.id: criterion for criterion in self.criteria}

    @cached_property
    def section_of(self) -> Mapping[CriterionId, Section]:
        """The section that holds each criterion."""
        return {criterion.id: section for section in self.sections for criterion in section.criteria}

    @cached_property
    def share(self) -> Mapping[CriterionId, Fraction]:
        """Share of each criterion in the official score, adding up to one (ω of SCORING.md §8.2)."""
        whole = sum((section.weight for section in self.sections), Fraction(0))
        return {
            criterion.id: section.weight / whole * criterion.weight / _total(section.criteria)
            for section in self.sections
            for criterion in section.criteria
        }

    @cached_property
    def points(self) -> Mapping[CriterionId, Fraction]:
        """Points on 100 at stake in each criterion."""
        return {criterion: 100 * share for criterion, share in self.share.items()}

    @cached_property
    def integer_points(self) -> tuple[int, Mapping[CriterionId, int]]:
        """The same points as integers, after the denominator that they have in common."""
        common = lcm(*(points.denominator for points in self.points.values()))
        return common, {criterion: int(points * common) for criterion, points in self.points.items()}

    @cached_property
    def digest(self) -> Sha512:
        """SHA-512 of the canonical form: what the freeze records and every act repeats."""
        return Sha512(hashlib.sha512(canonical_json(self.document())).hexdigest())

    def document(self) -> dict[str, Any]:
        """Return the grid as strings, integers, lists and objects, as it travels in a lot."""
        return {
            "version": self.version,
            "title": self.title,
            "scale": {"maximum": self.scale.maximum, "labels": list(self.scale.labels)},
            "reasons": list(self.not_assessable_reasons),
            "spread": self.spread_to_debate,
            "sections": [
                {
                    "id": section.id,
                    "label": section.label,
                    "weight": str(section.weight),
                    "criteria": [_criterion_document(criterion) for criterion in section.criteria],
                }
                for section in self.sections
            ],
            # A grid without labels keeps the digest it had before labels existed.
            **({"tags": [{"id": tag.id, "label": tag.label} for tag in self.tags]} if self.tags else {}),
        }


def canonical_json(document: object) -> bytes:
    """Return the one byte form of a document of ASCII keys without floats (the RFC 8785 profile)."""
    return json.dumps(
        document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def parse_exact(text: bytes | str) -> Any:
    """Decode JSON, refusing floats, NaN and repeated keys (SCORING.md §8.1). GRI-01 when it is not JSON.

    Nor is what could not be written again: half a surrogate pair, or an integer of thousands of digits.
    """
    try:
        found = json.loads(
            text, parse_float=_no_float, parse_constant=_no_float, object_pairs_hook=_unique_keys
        )
        canonical_json(found)
    except (ValueError, RecursionError) as error:
        raise AppError("GRI-01", detail=type(error).__name__) from error
    return found


def exact_number(text: str) -> Fraction:
    """Return the number of a text like `12`, `2.5` or `1/3`. ValueError for any other, `1e9` among them.

    An exponent of a few signs would make a number of gigabytes.
    """
    whole, _, part = text.partition("/" if "/" in text else ".")
    is_plain = text.isascii() and whole.removeprefix("-").isdigit() and (part or "0").isdigit()
    if not is_plain or len(text) > LONGEST_NUMBER:
        raise ValueError(text[:LONGEST_NUMBER])
    return Fraction(text)


def _check(grid: Grid) -> None:
    levels = grid.scale.maximum + 1
    if grid.scale.maximum < 1 or len(grid.scale.labels) != levels:
        raise AppError("GRI-02", detail="échelle")
    for name in _repeated([section.id for section in grid.sections]):
        raise AppError("GRI-02", detail=f"section {name}")
    for name in _repeated([criterion.id for criterion in grid.criteria]):
        raise AppError("GRI-02", detail=f"critère {name}")
    for name in _repeated([tag.id for tag in grid.tags]):
        raise AppError("GRI-02", detail=f"étiquette {name}")
    parts: list[Section | Criterion] = [*grid.sections, *grid.criteria]
    for part in parts:
        if part.weight <= 0:
            raise AppError("GRI-02", detail=f"poids de {part.id}")
    if not grid.sections or not all(section.criteria for section in grid.sections):
        raise AppError("GRI-02", detail="section sans critère")
    for criterion in grid.criteria:
        if len(criterion.anchors) != levels:
            raise AppError("GRI-02", detail=f"repères de {criterion.id}")


def _repeated(names: Sequence[str]) -> Iterator[str]:
    return (name for name, times in Counter(names).items() if times > 1)


def _total(criteria: Sequence[Criterion]) -> Fraction:
    return sum((criterion.weight for criterion in criteria), Fraction(0))


def _criterion_document(criterion: Criterion) -> dict[str, Any]:
    return {
        "id": criterion.id,
        "label": criterion.label,
        "question": criterion.question,
        "weight": str(criterion.weight),
        "anchors": list(criterion.anchors),
        "hints": list(criterion.evidence_hints),
    }


def _no_float(text: str) -> NoReturn:
    raise AppError("GRI-03", value=text)


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    for name in _repeated(names):
        raise AppError("GRI-01", detail=name)
    return dict(pairs)
