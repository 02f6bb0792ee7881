"""The communes and groupings of France, embedded: an applicant is recognised by code, number or name.

INSEE and DGCL, under the Licence Ouverte; the year is the last one known at the campaign's. A city of several
communes of the same name, or a name written in two ways, is never guessed: several places are returned.
"""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from commission_app import resources
from commission_app.dossiers.index import key
from commission_app.scoring.dossier import Territory

YEARS = (2021, 2026)

_SIRET, _SIREN = 14, 9
_SHORT_WORDS = frozenset({"de", "du", "des", "la", "le", "les", "l", "d", "et", "en", "a"})
_WORD = re.compile(r"[^\W_]+")

# An applicant's name, shortened as lists and maps write it.
_SHORTER = (
    (re.compile(r"^communauté d['’]agglomération", re.IGNORECASE), "CA"),
    (re.compile(r"^communauté de communes", re.IGNORECASE), "CC"),
    (re.compile(r"^communauté urbaine", re.IGNORECASE), "CU"),
    (re.compile(r"^établissement public territorial (?:de |d['’]\s?|du )?", re.IGNORECASE), ""),
    (re.compile(r"^(?:ville|commune|mairie) (?:de |d['’]\s?)", re.IGNORECASE), ""),
    (re.compile(r"^groupement (?:de |d['’]\s?)?", re.IGNORECASE), ""),
    (re.compile(r" \(mandataire\)", re.IGNORECASE), ""),
)


@dataclass(frozen=True)
class Place:
    """A commune or an EPCI: `code` is the INSEE code of the first, the SIREN of the second."""

    code: str
    name: str
    kind: str  # « commune » or « EPCI »
    departement: str
    siren: str
    population: int
    density: str  # « urbain » or « rural »; empty for a commune newer than the grid of densities

    @property
    def territory(self) -> Territory:
        """The territory that applies when this place is the applicant."""
        return Territory(self.name, self.kind, self.code, self.departement, self.density, self.population)


class Places:
    """Every place of one year."""

    def __init__(self, places: tuple[Place, ...]) -> None:
        self._places = places

    def of_code(self, code: str) -> Place | None:
        """Return the place of an INSEE code, a SIREN or a SIRET; a spreadsheet may have dropped a zero."""
        code = "".join(code.split()).upper()
        if len(code) == _SIRET:
            code = code[:_SIREN]
        return self._by_code.get(code) or self._by_code.get(code.zfill(5))

    def named(self, name: str, departement: str = "") -> tuple[Place, ...]:
        """Return the places of a name, in one département when it is given: none, one, or homonyms."""
        found = self._by_name.get(_stem(name), ())
        return tuple(place for place in found if not departement or place.departement == departement)

    def in_departements(self, codes: Collection[str]) -> tuple[Place, ...]:
        """Return the communes then the EPCI of some départements, in the order of the published lists."""
        return tuple(place for place in self._places if place.departement in codes)

    @cached_property
    def _by_code(self) -> dict[str, Place]:
        return {code: place for place in self._places for code in (place.siren, place.code)}

    @cached_property
    def _by_name(self) -> dict[str, tuple[Place, ...]]:
        found: dict[str, list[Place]] = defaultdict(list)
        for place in self._places:
            found[_stem(place.name)].append(place)
        return {name: tuple(places) for name, places in found.items()}


def grouping(places: tuple[Place, ...]) -> Territory:
    """Return the territory of several places that apply together: where and as most of its people live."""
    people: Counter[str] = Counter()
    densities: Counter[str] = Counter()
    for place in places:
        people[place.departement] += place.population
        densities[place.density] += place.population
    return Territory(
        name=", ".join(place.name for place in places),
        kind="groupement",
        code="",
        departement=people.most_common(1)[0][0],
        density=densities.most_common(1)[0][0],
        population=sum(place.population for place in places),
    )


@cache
def places_of(year: int) -> Places:
    """Return the places known in a year: those of the last year at hand that is not after it."""
    chosen = max((known for known in YEARS if known <= year), default=YEARS[0])
    return Places(
        (
            *_read(f"places/communes_{chosen}.csv", "commune"),
            *_read(f"places/epci_{chosen}.csv", "EPCI"),
            *_read("places/ept.csv", "EPCI"),
        )
    )


def short_name(applicant: str) -> str:
    """Return the name of an applicant as lists and maps write it: « CA du Pays de Grasse », « Stains »."""
    name = " ".join(applicant.split())
    for long, short in _SHORTER:
        name = long.sub(short, name, count=1)
    return name


def _read(name: str, kind: str) -> Iterator[Place]:
    with resources.path(name).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for code, full_name, departement, siren, population, density in rows:
            yield Place(code, full_name, kind, departement, siren, int(population), density)


def _stem(name: str) -> str:
    """Return what two ways of writing a place have in common: « Saint » and « St », articles, accents."""
    plain = (key(word) for word in _WORD.findall(short_name(name)))
    longer = {"st": "saint", "ste": "sainte"}
    return " ".join(longer.get(word, word) for word in plain if word not in _SHORT_WORDS)
