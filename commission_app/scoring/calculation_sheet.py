"""The « fiche de calcul » of one dossier: every step from the marks to the rank, in numbers and in words.

Four headings, those that a person may ask an administration for: the part that the calculation takes in the
decision, the data and where they come from, the parameters and weights, the operations. Screen and paper
render these same values; the figures are those of the consolidation: none is computed for the sheet alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from commission_app.scoring.campaign import ScoringRules
from commission_app.scoring.consolidation import ConsolidatedDossier, Readiness, voice_of
from commission_app.scoring.grid import Criterion, Grid, Section
from commission_app.scoring.ids import CriterionId, DossierId, MemberId
from commission_app.scoring.ranking import Line, RankedDossier, Status
from commission_app.scoring.readings import Mark, Reading
from commission_app.scoring.sheet import NOT_ASSESSABLE
from commission_app.texts import NO_BREAK_SPACE, count_fr, decimal_fr, list_fr, ordinal_fr, typeset

MOST_DECIMALS = 4
NO_NAME: Mapping[MemberId, str] = MappingProxyType({})
VOICES = {"institution": "une voix par institution", "evaluateur": "une voix par lecteur"}
RANK_MODES = {"exact": "sur la valeur exacte", "arrondi": "sur la valeur arrondie"}
LINES = {
    Line.ABOVE: "parmi les places",
    Line.ACROSS: "ex æquo à la dernière place : la commission départage",
    Line.BELOW: "après les places",
}
STATUSES = {
    Status.INELIGIBLE: "irrecevable : le dossier n’est pas classé",
    Status.WITHDRAWN: "retiré : le dossier n’est pas classé",
    Status.INCOMPLETE: "incomplet : un critère n’a été noté par personne, le dossier n’est pas classé",
    Status.UNDER_QUORUM: "trop peu de lectures : le dossier n’est pas classé",
    Status.ELIMINATED: "sous un minimum du règlement : le dossier n’est pas classé",
}


@dataclass(frozen=True)
class Step:
    """One line: what it is, how it is obtained when it is computed, and what it is worth."""

    label: str
    value: str
    operation: str = ""
    reader: MemberId | None = None  # whose marks it tells


@dataclass(frozen=True)
class Heading:
    """One of the four headings."""

    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class CalculationSheet:
    """All the steps of one dossier."""

    dossier: DossierId
    headings: tuple[Heading, ...]


def written_exactly(value: Fraction) -> str:
    """Write a value whole: `3,5` when a few decimals suffice, else `7/3 ≈ 2,3333`."""
    for decimals in range(MOST_DECIMALS + 1):
        if (value * 10**decimals).denominator == 1:
            return decimal_fr(value, decimals)
    return f"{value} ≈ {decimal_fr(value, MOST_DECIMALS)}"


def calculation_sheet(
    grid: Grid,
    rules: ScoringRules,
    row: RankedDossier,
    readings: Iterable[Reading],
    names: Mapping[MemberId, str] = NO_NAME,
) -> CalculationSheet:
    """Explain one line of a ranking. The readings are those that the consolidation was made of."""
    own = sorted(
        (item for item in readings if item.dossier == row.dossier and item.reader in row.result.individuals),
        key=lambda item: item.reader,
    )
    return CalculationSheet(
        row.dossier,
        (
            Heading("Place du calcul dans la décision", tuple(_purpose(rules))),
            Heading("Données et sources", tuple(_sources(grid, row.result, own, names))),
            Heading("Paramètres et pondérations", tuple(_parameters(grid, rules))),
            Heading("Opérations", tuple(_operations(grid, rules, row, own))),
        ),
    )


def _purpose(rules: ScoringRules) -> Iterator[Step]:
    yield Step(
        "Rôle",
        "Les membres notent chaque critère après lecture du dossier. Le calcul fait la moyenne pondérée de "
        "ces notes et en déduit un rang, soumis à la commission, qui délibère et rend un avis motivé.",
    )
    yield Step("Places proposées", str(rules.seats))


def _sources(
    grid: Grid, result: ConsolidatedDossier, readings: Sequence[Reading], names: Mapping[MemberId, str]
) -> Iterator[Step]:
    yield Step("Lectures remises", count_fr(result.readers, "lecture"))
    for reading in readings:
        marks = (
            f"{criterion.id}{NO_BREAK_SPACE}{_mark(reading.marks.get(criterion.id))}"
            for criterion in grid.criteria
        )
        name = names.get(reading.reader, reading.reader)
        label = f"Fiche de {name} ({reading.institution})"
        yield Step(label, typeset(" ; ".join(marks)), reader=reading.reader)
    for criterion in grid.criteria:
        if criterion.id in result.collegial:
            value = result.criteria[criterion.id]
            yield Step(f"Note collégiale du critère {criterion.id}", _value(value))


def _parameters(grid: Grid, rules: ScoringRules) -> Iterator[Step]:
    yield Step("Barème", f"de 0 à {grid.scale.maximum}")
    yield Step("Voix", VOICES[rules.voice_unit])
    yield Step("Lectures nécessaires", count_fr(rules.readings_min, "lecture"))
    yield Step("Classement", RANK_MODES[rules.rank_mode])
    if rules.tie_break:
        yield Step("Départage", list_fr(rules.tie_break))
    for threshold in rules.thresholds:
        yield Step(f"Minimum ({threshold.target})", written_exactly(threshold.minimum))
    for section in grid.sections:
        yield Step(f"Poids de la section {section.id} — {section.label}", written_exactly(section.weight))
        for criterion in section.criteria:
            yield Step(
                f"Poids du critère {criterion.id} — {criterion.label}", written_exactly(criterion.weight)
            )


def _operations(
    grid: Grid, rules: ScoringRules, row: RankedDossier, readings: Sequence[Reading]
) -> Iterator[Step]:
    result = row.result
    for criterion in grid.criteria:
        how = (
            "note collégiale de la commission"
            if criterion.id in result.collegial
            else _mean_of_voices(criterion.id, readings, rules.voice_unit)
        )
        yield Step(f"Critère {criterion.id}", _value(result.criteria[criterion.id]), how)
    for section in grid.sections:
        yield Step(f"Section {section.id}", _value(result.sections[section.id]), _of_section(section, result))
    yield Step("Note sur 100", _value(result.note), _of_note(grid, result))
    yield Step("Place", _place(row))


def _mean_of_voices(criterion: CriterionId, readings: Sequence[Reading], voice_unit: str) -> str:
    voices: dict[str, list[int]] = {}
    for reading in readings:
        mark = reading.marks.get(criterion)
        if isinstance(mark, int):
            voices.setdefault(voice_of(reading, voice_unit), []).append(mark)
    means = [Fraction(sum(marks), len(marks)) for marks in voices.values()]
    inner = [
        f"{voice} : {_mean([str(mark) for mark in marks])} = {written_exactly(mean)}"
        for (voice, marks), mean in zip(voices.items(), means, strict=True)
        if len(marks) > 1
    ]
    return typeset(" ; ".join([*inner, _mean([_term(mean) for mean in means])])) if means else "aucune note"


def _of_section(section: Section, result: ConsolidatedDossier) -> str:
    def term(criterion: Criterion) -> str:
        return f"{_term(criterion.weight)} × {_term(result.criteria[criterion.id])}"

    if any(result.criteria[criterion.id] is None for criterion in section.criteria):
        return "un critère n’a pas de note"
    weights = sum((criterion.weight for criterion in section.criteria), Fraction(0))
    return f"({' + '.join(map(term, section.criteria))}) ÷ {_term(weights)}"


def _of_note(grid: Grid, result: ConsolidatedDossier) -> str:
    if result.readiness is Readiness.INCOMPLETE:
        return f"aucune note pour {list_fr(result.unmarked)}"
    terms = (f"{_term(section.weight)} × {_term(result.sections[section.id])}" for section in grid.sections)
    weights = sum((section.weight for section in grid.sections), Fraction(0))
    return f"100 × ({' + '.join(terms)}) ÷ ({grid.scale.maximum} × {_term(weights)})"


def _place(row: RankedDossier) -> str:
    if row.rank is None or row.line is None:
        reason = row.reason or list_fr(row.failed_thresholds)
        return STATUSES[row.status] + (f" ({reason})" if reason else "")
    tie = ", ex æquo" if row.is_tied else ""
    return f"{ordinal_fr(row.rank)}{tie}, {LINES[row.line]}"


def _mean(terms: Sequence[str]) -> str:
    return terms[0] if len(terms) == 1 else f"({' + '.join(terms)}) ÷ {len(terms)}"


def _term(value: Fraction | None) -> str:
    """Write a value inside an operation: exact, never followed by its approximation."""
    if value is None:
        return "—"
    text = written_exactly(value)
    return str(value) if "≈" in text else text


def _value(value: Fraction | None) -> str:
    return "non définie" if value is None else written_exactly(value)


def _mark(mark: Mark | None) -> str:
    if mark is None:
        return "neutralisé"
    return "NE" if mark == NOT_ASSESSABLE else str(mark)
