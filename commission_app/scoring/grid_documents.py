"""A grid read from its two written forms: as it travels in a lot, and in French as people write it.

`Grid.document()` writes the first. Weights are JSON integers or texts; a float is refused wherever it stands.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from commission_app.errors import AppError
from commission_app.scoring.grid import (
    LONGEST_NUMBER,
    Criterion,
    Grid,
    Scale,
    Section,
    Tag,
    exact_number,
    parse_exact,
)
from commission_app.scoring.ids import CriterionId, SectionId


def grid_from_document(document: Mapping[str, Any]) -> Grid:
    """Rebuild a grid from `Grid.document()`. GRI-02 when a part is missing or of another kind."""
    try:
        return Grid(
            version=_text(document["version"]),
            title=_text(document["title"]),
            scale=Scale(_integer(document["scale"]["maximum"]), _texts(document["scale"]["labels"])),
            sections=tuple(_section(section) for section in document["sections"]),
            not_assessable_reasons=_texts(document["reasons"]),
            spread_to_debate=_integer(document["spread"]),
            tags=tuple(Tag(_text(tag["id"]), _text(tag["label"])) for tag in document.get("tags", ())),
        )
    except (LookupError, TypeError, ValueError) as error:
        raise AppError("GRI-02", detail=_detail(error)) from error


def grid_from_reference(text: bytes | str) -> Grid:
    """Read a grid file in the French form in which grids are written and proposed. GRI-01, GRI-02."""
    source = parse_exact(text)
    try:
        levels = range(_integer(source["echelle"]["max"]) + 1)
        return Grid(
            version=_text(source["version"]),
            title=_text(source["titre"]),
            scale=Scale(levels[-1], tuple(_text(source["echelle"]["libelles"][str(n)]) for n in levels)),
            sections=tuple(
                Section(
                    SectionId(_text(section["id"])),
                    _text(section["libelle"]),
                    _weight(section["poids"]),
                    tuple(_reference_criterion(criterion, levels) for criterion in section["criteres"]),
                )
                for section in source["sections"]
            ),
            not_assessable_reasons=_texts(source["valeurs_hors_echelle"]["NE"]["motifs"]),
            spread_to_debate=_integer(source["ecart_a_debattre"]),
            tags=tuple(Tag(_text(tag["id"]), _text(tag["libelle"])) for tag in source.get("etiquettes", ())),
        )
    except (LookupError, TypeError, ValueError) as error:
        raise AppError("GRI-02", detail=_detail(error)) from error


class _UnreadableError(ValueError):
    """A part of a grid file is not of the expected kind: its argument names it in French."""


def _detail(error: Exception) -> str:
    """Name what is missing or unreadable: the words of Python itself are not for people."""
    return str(error.args[0]) if isinstance(error, KeyError | _UnreadableError) else "structure"


def _section(document: Mapping[str, Any]) -> Section:
    return Section(
        SectionId(_text(document["id"])),
        _text(document["label"]),
        _weight(document["weight"]),
        tuple(
            Criterion(
                CriterionId(_text(criterion["id"])),
                _text(criterion["label"]),
                _text(criterion["question"]),
                _weight(criterion["weight"]),
                _texts(criterion["anchors"]),
                _texts(criterion["hints"]),
            )
            for criterion in document["criteria"]
        ),
    )


def _reference_criterion(source: Mapping[str, Any], levels: range) -> Criterion:
    return Criterion(
        CriterionId(_text(source["id"])),
        _text(source["libelle"]),
        _text(source["question"]),
        _weight(source["poids"]),
        tuple(_text(source["descripteurs"][str(level)]) for level in levels),
        _texts(source.get("elements_de_preuve", [])),
    )


def _weight(value: object) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise _UnreadableError("poids")
    try:
        return exact_number(str(value))
    except (ValueError, ZeroDivisionError) as error:
        raise _UnreadableError(f"poids {str(value)[:LONGEST_NUMBER]}") from error


def _integer(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _UnreadableError("nombre entier")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise _UnreadableError("texte")
    return value


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise _UnreadableError("liste de textes")
    return tuple(_text(value) for value in values)
