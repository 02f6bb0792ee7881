"""What a worked case says of a small campaign: grid, fiches, recusals, and what its institutions leave out.

The published cases write neither neutralised criteria nor collegial marks: any plain way of writing them is
read, in the marks themselves (« neutralise ») or in a list or a table beside them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from commission_app.scoring.campaign import Neutralised, ScoringRules, Threshold
from commission_app.scoring.consolidation import ConsolidatedDossier, consolidate
from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CriterionId, DossierId, InstitutionId, MemberId
from commission_app.scoring.ranking import RankedDossier, rank
from commission_app.scoring.readings import Mark, Reading
from tests.scoring.case_values import Case, given_grid
from tests.scoring.scoring_examples import reading

NEUTRALISED_KEYS = ("neutralises", "neutralise", "neutralisations", "criteres_neutralises")
COLLEGIAL_KEYS = ("collegiales", "notes_collegiales", "collegiale", "note_collegiale")


@dataclass(frozen=True)
class CaseCampaign:
    """All that a consolidation takes."""

    grid: Grid
    rules: ScoringRules
    dossiers: tuple[DossierId, ...]
    readings: tuple[Reading, ...]
    recused: frozenset[tuple[MemberId, DossierId]]
    neutralised: tuple[Neutralised, ...]
    collegial: Mapping[tuple[DossierId, CriterionId], int]

    def consolidate(self) -> dict[DossierId, ConsolidatedDossier]:
        """Consolidate the case."""
        return consolidate(
            self.grid,
            self.rules,
            self.dossiers,
            self.readings,
            neutralised=self.neutralised,
            recused=self.recused,
            collegial=self.collegial,
        )

    def rank(self) -> tuple[RankedDossier, ...]:
        """Consolidate and rank the case."""
        return rank(self.consolidate(), self.rules)


def given_campaign(given: Case) -> CaseCampaign:
    """Read a case. Where it is silent, the defaults of the specification (§11) hold."""
    rules = given_rules(given)
    institutions = _institutions(given, rules.voice_unit)
    sheets = given["fiches"]
    return CaseCampaign(
        grid=given_grid(given),
        rules=rules,
        dossiers=tuple(
            DossierId(name)
            for name in given.get("dossiers") or sorted({sheet["dossier"] for sheet in sheets})
        ),
        readings=tuple(
            reading(
                sheet["evaluateur"],
                sheet["dossier"],
                _marks(sheet["notes"]),
                institutions.get(sheet["evaluateur"], ""),
            )
            for sheet in sheets
        ),
        recused=frozenset(
            (MemberId(reader), DossierId(dossier)) for reader, dossier in given.get("deports") or []
        ),
        neutralised=tuple(_neutralised(given, institutions)),
        collegial=dict(_collegial(given)),
    )


def given_rules(given: Case) -> ScoringRules:
    """Read the parameters of the official score."""
    default = ScoringRules()
    return ScoringRules(
        seats=int(given.get("K", default.seats)),
        voice_unit=given.get("unite", default.voice_unit),
        readings_min=int(given.get("quorum", default.readings_min)),
        rank_mode=given.get("mode", default.rank_mode),
        decimals=int(given.get("decimales", default.decimals)),
        tie_break=tuple(given.get("departage") or ()),
        thresholds=tuple(
            Threshold(item["cible"], Fraction(item["minimum"])) for item in given.get("seuils") or ()
        ),
    )


def _institutions(given: Case, voice_unit: str) -> dict[str, str]:
    """Return each reader's institution; when each reader has a voice, each stands for themselves."""
    institutions: dict[str, str] = given.get("evaluateurs") or {}
    return institutions if voice_unit == "institution" else {reader: reader for reader in institutions}


def _marks(notes: Mapping[str, Any]) -> dict[str, Mark]:
    """Return the marks given: what is blank or neutralised is none."""
    return {name: mark for name, mark in notes.items() if mark is not None and not _is_neutralised(mark)}


def _is_neutralised(mark: object) -> bool:
    return isinstance(mark, str) and mark.lower().startswith("neutral")


def _neutralised(given: Case, institutions: Mapping[str, str]) -> Iterator[Neutralised]:
    pairs = [
        (sheet["evaluateur"], criterion)
        for sheet in given["fiches"]
        for criterion, mark in sheet["notes"].items()
        if _is_neutralised(mark)
    ]
    pairs += [(name, criterion) for name, criterion in _beside(given, NEUTRALISED_KEYS)]
    found = set()
    for name, criterion in pairs:
        # A name is that of a reader, or of an institution whose readers all leave the criterion out.
        whole = [reader for reader, body in (given.get("evaluateurs") or {}).items() if body == name]
        for reader in whole or [name]:
            found.add((institutions.get(reader, f"institution de {reader}"), criterion))
    for institution, criterion in sorted(found):
        yield Neutralised(InstitutionId(institution), CriterionId(criterion))


def _collegial(given: Case) -> Iterator[tuple[tuple[DossierId, CriterionId], int]]:
    for dossier, criterion, mark in _beside(given, COLLEGIAL_KEYS):
        yield (DossierId(dossier), CriterionId(criterion)), mark


def _beside(given: Case, keys: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Return the rows of a list of lists, a list of objects, or a table of tables."""
    listed: Any = next((given[key] for key in keys if given.get(key)), [])
    if not isinstance(listed, Mapping):
        yield from (tuple(row.values()) if isinstance(row, Mapping) else tuple(row) for row in listed)
        return
    for name, inside in listed.items():
        names = tuple(name.split("|"))
        if isinstance(inside, Mapping):
            yield from ((*names, key, value) for key, value in inside.items())
        elif isinstance(inside, list):
            yield from ((*names, value) for value in inside)
        else:
            yield (*names, inside)
