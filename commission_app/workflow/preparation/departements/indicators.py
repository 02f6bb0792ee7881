"""The published indicators of the départements that ship with the application, as data.

Which they are, where they come from and which way is urgent stand in `resources/indicators/stage_one.json`;
the figures in `departements.csv` beside it. A figure that is not published is None, never 0.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Final

import msgspec

from commission_app import resources
from commission_app.dossiers.departement_table import Bounds, Known
from commission_app.scoring.stage_one import Table
from commission_app.scoring.stage_one_table import table_from_text

YEARS: Final = ("2017", "2018", "2019")  # those for which every indicator was published
_BREAK: Final = "Rupture de série : ce chiffre s’écarte beaucoup de celui de l’année d’avant."


class PublishedIndicator(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An indicator of the catalogue. Without `columns`, it is published nowhere and waits for an import."""

    id: str
    title: str
    short: str
    unit: str
    high_first: bool
    low: str
    high: str
    words: tuple[str, ...]  # how the words of a title that announces it begin
    source: str
    columns: dict[str, str] = {}  # by year
    fallback: str = ""  # a column of another source, where the first has nothing
    fallback_remark: str = ""
    breaks: dict[str, tuple[str, ...]] = {}  # by year, the départements whose series is broken there
    note: str = ""

    @property
    def bounds(self) -> Bounds:
        """What one of its figures may be."""
        return Bounds(self.words, Fraction(self.low), Fraction(self.high))


@dataclass(frozen=True)
class PublishedFigures:
    """The figures of one year, by département then indicator, and what is to be known of some of them."""

    table: Table
    remarks: dict[tuple[str, str], str] = field(default_factory=dict)  # by département and indicator


@cache
def catalogue() -> tuple[PublishedIndicator, ...]:
    """Return every indicator the application knows, those without figures last."""
    data = resources.path("indicators/stage_one.json").read_bytes()
    return msgspec.json.decode(data, type=tuple[PublishedIndicator, ...])


@cache
def departement_names() -> dict[str, str]:
    """Return the name of each département, by its code."""
    lines = _text().splitlines()[1:]
    return {code: name.replace("'", "’") for code, name, *_ in (line.split(",") for line in lines)}


@cache
def published_figures(year: str) -> PublishedFigures:
    """Return the embedded figures of one of `YEARS`."""
    known = [one for one in catalogue() if year in one.columns]
    own = table_from_text(_text(), {one.id: (one.columns[year],) for one in known})
    columns = {one.id: tuple(filter(None, (one.columns[year], one.fallback))) for one in known}
    table = table_from_text(_text(), columns)
    remarks = {}
    for one in known:
        for code, figures in table.items():
            if own[code][one.id] is None and figures[one.id] is not None:
                remarks[code, one.id] = one.fallback_remark
            elif code in one.breaks.get(year, ()):
                remarks[code, one.id] = _BREAK
    return PublishedFigures(table, remarks)


@cache
def known_columns() -> Known:
    """Return what the columns of an imported table are compared with: every year that is embedded."""
    figures = {}
    for year in YEARS:
        table = published_figures(year).table
        for one in catalogue():
            column = {code: value for code, row in table.items() if (value := row.get(one.id)) is not None}
            if column:
                figures[f"{one.title} ({year})"] = column
    return Known(departement_names(), tuple(one.bounds for one in catalogue()), figures)


def announced_by(title: str) -> PublishedIndicator | None:
    """Return the indicator of the catalogue that the title of a column announces."""
    from commission_app.dossiers.titled_table import TitledColumn

    column = TitledColumn(title, ())
    return next((one for one in catalogue() if one.bounds.are_of(column)), None)


def _text() -> str:
    return resources.path("indicators/departements.csv").read_text("utf-8")
