"""How the text of a setting is read: what a person types, what is kept, what does not fit.

A kind turns what is typed into the text that is kept, the same for two ways of typing one value. What does
not fit is a CAM-05 whose detail is one sentence, which the form shows under the field.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Protocol

from commission_app.errors import AppError
from commission_app.scoring.campaign import Campaign, Neutralised, Threshold
from commission_app.scoring.grid import Grid, exact_number
from commission_app.scoring.ids import CriterionId, InstitutionId
from commission_app.texts import exact_fr, integer_fr

DAY, MINUTE = "%d/%m/%Y", "%d/%m/%Y %H:%M"
TOTAL = "total"
_SPACES = dict.fromkeys(map(ord, " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"))


class Kind(Protocol):
    """What a setting holds."""

    def read(self, typed: str, campaign: Campaign) -> str:
        """Return the text to keep. CAM-05 with the sentence of what does not fit."""

    def show(self, kept: str) -> str:
        """Return a kept text as it is typed."""


def unfit(sentence: str) -> AppError:
    """Return the refusal of a setting: a clause without capital nor full stop."""
    return AppError("CAM-05", detail=sentence)


@dataclass(frozen=True)
class Words:
    """A line of text."""

    may_be_empty: bool = False

    def read(self, typed: str, campaign: Campaign) -> str:
        """Keep the line without what surrounds it."""
        del campaign
        text = " ".join(typed.split())
        if not text and not self.may_be_empty:
            raise unfit("il faut écrire quelque chose ici")
        return text

    def show(self, kept: str) -> str:
        """Return it."""
        return kept


@dataclass(frozen=True)
class Moment:
    """A day, or a minute of a day, at the place of the commission. Kept in ISO 8601."""

    form: str = MINUTE
    may_be_empty: bool = False

    def read(self, typed: str, campaign: Campaign) -> str:
        """Keep « 25/06/2021 18:00 » as « 2021-06-25T18:00 », « 25/06/2021 » as « 2021-06-25 »."""
        del campaign
        text = " ".join(typed.split())
        if not text and self.may_be_empty:
            return ""
        try:
            moment = datetime.strptime(text, self.form)  # noqa: DTZ007 - local, as the campaign
        except ValueError as error:
            example = "25/06/2021 18:00" if self.form == MINUTE else "25/06/2021"
            raise unfit(f"cette date ne se lit pas ; écrivez-la comme {example}") from error
        iso = moment.isoformat(timespec="minutes")
        return iso if self.form == MINUTE else iso.partition("T")[0]

    def show(self, kept: str) -> str:
        """Return it as it is typed."""
        return datetime.fromisoformat(kept).strftime(self.form) if kept else ""


@dataclass(frozen=True)
class Number:
    """An exact number between two bounds, both included. Kept as a fraction."""

    least: int
    most: int
    is_whole: bool = True
    empty: str = ""  # what an empty field means; without it, it may not be empty

    def read(self, typed: str, campaign: Campaign) -> str:
        """Keep « 1 000 » as « 1000 », « 2,5 » as « 5/2 »."""
        del campaign
        return "" if self.empty and not typed.strip() else str(self.value(typed))

    def value(self, typed: str) -> Fraction:
        """Return the number typed. CAM-05."""
        try:
            value = exact_number(typed.translate(_SPACES).replace(",", "."))
        except (ValueError, ZeroDivisionError) as error:
            raise unfit("ce nombre ne se lit pas") from error
        if self.is_whole and value.denominator != 1:
            raise unfit("il faut ici un nombre entier")
        if not self.least <= value <= self.most:
            raise unfit(f"ce nombre va de {self.least} à {self.most}")
        return value

    def show(self, kept: str) -> str:
        """Return it with a comma."""
        value = exact_number(kept) if kept else None
        if value is None:
            return ""
        return integer_fr(int(value)) if value.denominator == 1 else exact_fr(value)


@dataclass(frozen=True)
class Choice:
    """One of a few words: what is kept, and what is shown."""

    options: tuple[tuple[str, str], ...]

    def read(self, typed: str, campaign: Campaign) -> str:
        """Keep the choice."""
        del campaign
        if typed not in dict(self.options):
            raise unfit("choisissez dans la liste")
        return typed

    def show(self, kept: str) -> str:
        """Return what is kept: a choice is not typed."""
        return kept


@dataclass(frozen=True)
class Departements:
    """Numbers of départements, between commas."""

    def read(self, typed: str, campaign: Campaign) -> str:
        """Keep them sorted, each once."""
        del campaign
        codes = {code.strip().upper() for code in re.split(r"[,;\s]+", typed) if code.strip()}
        if any(not code.isalnum() or len(code) not in (2, 3) for code in codes):
            raise unfit("un des départements ne se lit pas ; écrivez leurs numéros : 02, 59, 974")
        return ", ".join(sorted(codes))

    def show(self, kept: str) -> str:
        """Return them."""
        return kept


@dataclass(frozen=True)
class GridParts:
    """Sections and criteria of the grid, in an order: what separates two equal notes."""

    def read(self, typed: str, campaign: Campaign) -> str:
        """Keep « L, D1 »."""
        return tie_break_words(tie_break_of(typed, campaign.grid))

    def show(self, kept: str) -> str:
        """Return them."""
        return kept


@dataclass(frozen=True)
class Minimums:
    """Minimums of the total, of sections and of criteria."""

    def read(self, typed: str, campaign: Campaign) -> str:
        """Keep « total 50 ; L 3 »."""
        return minimum_words(thresholds_of(typed, campaign.grid))

    def show(self, kept: str) -> str:
        """Return them."""
        return kept


@dataclass(frozen=True)
class Silences:
    """Criteria that an institution does not mark, because its network spoke on them."""

    def read(self, typed: str, campaign: Campaign) -> str:
        """Keep « CNAF : L3, E1 ; DGCS : E4 »."""
        return silence_words(neutralised_of(typed, campaign))

    def show(self, kept: str) -> str:
        """Return them."""
        return kept


@dataclass(frozen=True)
class Told:
    """What the rules settle and nobody changes: it is said, so that it is known."""

    sentence: str

    def read(self, typed: str, campaign: Campaign) -> str:
        """Refuse any change."""
        del typed, campaign
        raise unfit("ce point ne se règle pas")

    def show(self, kept: str) -> str:
        """Return the sentence."""
        del kept
        return self.sentence


def tie_break_of(typed: str, grid: Grid) -> tuple[str, ...]:
    """Return the keys of a tie-break, as `ScoringRules` holds them. CAM-05."""
    targets = tuple(_target(name.strip(), grid) for name in re.split("[,;]", typed) if name.strip())
    if TOTAL in targets:
        raise unfit("le total est la note elle-même : il ne départage rien")
    if len(set(targets)) != len(targets):
        raise unfit("la même clé est citée deux fois")
    return targets


def tie_break_words(targets: tuple[str, ...]) -> str:
    """Return the keys of a tie-break as they are typed."""
    return ", ".join(map(_name, targets))


def thresholds_of(typed: str, grid: Grid) -> tuple[Threshold, ...]:
    """Return minimums, as `ScoringRules` holds them. CAM-05."""
    found = tuple(_threshold(part.strip(), grid) for part in typed.split(";") if part.strip())
    if len({threshold.target for threshold in found}) != len(found):
        raise unfit("le même minimum est cité deux fois")
    return found


def minimum_words(thresholds: tuple[Threshold, ...]) -> str:
    """Return minimums as they are typed."""
    return " ; ".join(f"{_name(one.target)} {exact_fr(one.minimum)}" for one in thresholds)


def neutralised_of(typed: str, campaign: Campaign) -> tuple[Neutralised, ...]:
    """Return what institutions do not mark. CAM-05."""
    return tuple(dict.fromkeys(_silences(typed, campaign)))


def silence_words(neutralised: tuple[Neutralised, ...]) -> str:
    """Return what institutions do not mark as it is typed."""
    of: dict[str, list[str]] = {}
    for one in neutralised:
        of.setdefault(one.institution, []).append(one.criterion)
    return " ; ".join(f"{institution} : {', '.join(criteria)}" for institution, criteria in of.items())


def _silences(typed: str, campaign: Campaign) -> Iterator[Neutralised]:
    known = {institution.id for institution in campaign.institutions}
    for part in filter(None, map(str.strip, typed.split(";"))):
        institution, colon, criteria = part.partition(":")
        body = InstitutionId(institution.strip())
        if not colon:
            raise unfit("écrivez l’institution, deux-points, puis ses critères : CNAF : L3, E1")
        if body not in known:
            raise unfit(f"« {body} » n’est pas une institution de la campagne")
        for name in filter(None, map(str.strip, criteria.split(","))):
            if name not in campaign.grid.by_id:
                raise unfit(f"« {name} » n’est pas un critère de la grille")
            yield Neutralised(body, CriterionId(name))


def _threshold(part: str, grid: Grid) -> Threshold:
    found = re.fullmatch(r"(\S+?)\s*[\s:=]\s*(\S+)", part)
    if found is None:
        raise unfit("écrivez chaque minimum comme « total 50 » ou « L 3 »")
    target = _target(found[1], grid)
    most = 100 if target == TOTAL else grid.scale.maximum
    return Threshold(target, Number(0, most, is_whole=False).value(found[2]))


def _target(name: str, grid: Grid) -> str:
    if name.lower() == TOTAL:
        return TOTAL
    if name in {section.id for section in grid.sections}:
        return f"section:{name}"
    if name in grid.by_id:
        return f"critere:{name}"
    raise unfit(f"« {name} » n’est ni une section ni un critère de la grille")


def _name(target: str) -> str:
    return target.rpartition(":")[2]
