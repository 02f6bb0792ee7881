"""From what is kept to what is shown: indicators in use, ranking by four methods, what would move it."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

import msgspec

from commission_app.scoring.ranking import Line, competition_ranks
from commission_app.scoring.stage_one import (
    Condition,
    Indicator,
    StageOne,
    StageOneRules,
    Table,
    choose,
    without_each_indicator,
)
from commission_app.texts import count_fr, date_fr, decimal_fr, exact_fr, typeset
from commission_app.workflow.preparation.departements.indicators import (
    catalogue,
    departement_names,
    published_figures,
)
from commission_app.workflow.preparation.departements.stage_one_file import StageOneFile
from commission_app.workflow.preparation.departements.stage_one_views import (
    METHODS,
    DepartementRow,
    Figure,
    IndicatorLine,
    StageOneView,
    State,
)

_LINES = {Line.ABOVE: State.CHOSEN, Line.ACROSS: State.ACROSS}


@dataclass(frozen=True)
class _Computed:
    """The choice before it is put in words."""

    found: StageOne
    ranks: tuple[Mapping[str, int], ...]  # by each method
    entering: Mapping[str, tuple[str, ...]]
    leaving: Mapping[str, tuple[str, ...]]


def computed(file: StageOneFile) -> StageOneView:
    """Return the choice that a file leads to."""
    table = _table(file)
    lines = tuple(_lines(file, table))
    used = tuple(line for line in lines if line.is_used)
    rules = _rules(file, used)
    done = None if rules is None else _computed(table, rules, used)
    rows = tuple(_row(file, table, used, done, code) for code in departement_names())
    last = len(rows) + 1
    ordered = tuple(
        sorted(
            rows,
            key=lambda row: (
                row.rank or last,
                row.state is State.UNCLASSABLE,
                row.methods[0] or last,
                row.code,
            ),
        )
    )
    digest = hashlib.sha512(msgspec.json.encode(msgspec.structs.replace(file, retained=None))).hexdigest()
    return StageOneView(
        ordered,
        lines,
        rules,
        file.seats,
        file.year,
        file.conditions_min,
        _summary(ordered, rules),
        file.retained,
        digest,
    )


def _table(file: StageOneFile) -> Table:
    """Return every figure, published and imported."""
    published = published_figures(file.year).table
    imported = {
        name: {code: Fraction(text) for code, text in one.figures.items()}
        for name, one in file.imported.items()
    }
    return {
        code: {
            **{one.id: published[code].get(one.id) for one in catalogue()},
            **{name: figures.get(code) for name, figures in imported.items()},
        }
        for code in departement_names()
    }


def _lines(file: StageOneFile, table: Table) -> Iterator[IndicatorLine]:
    known = {
        name: sum(row[name] is not None for row in table.values()) for name in next(iter(table.values()))
    }
    for one in catalogue():
        weight = exact_fr(Fraction(file.weights[one.id])) if one.id in file.weights else ""
        yield IndicatorLine(
            one.id,
            one.title,
            one.short,
            one.unit,
            one.high_first,
            weight,
            f"{one.source} ; {file.year}" if one.columns else one.source,
            one.note,
            known[one.id],
            is_imported=False,
        )
    for name, kept in file.imported.items():
        weight = exact_fr(Fraction(file.weights[name])) if name in file.weights else ""
        source = f"« {kept.file} », importé le {date_fr(datetime.fromisoformat(kept.at))}"
        yield IndicatorLine(
            name,
            kept.title,
            kept.short,
            "",
            kept.high_first,
            weight,
            source,
            kept.note,
            known[name],
            is_imported=True,
        )


def _rules(file: StageOneFile, used: tuple[IndicatorLine, ...]) -> StageOneRules | None:
    if not used:
        return None
    indicators = tuple(Indicator(line.id, line.high_first, Fraction(file.weights[line.id])) for line in used)
    asked = min(file.conditions_min, len(used))
    conditions = tuple(Condition(one.id, one.high_first) for one in indicators) if asked else ()
    return StageOneRules(indicators, file.seats, conditions, asked)


def _computed(table: Table, rules: StageOneRules, used: tuple[IndicatorLine, ...]) -> _Computed:
    found = choose(table, rules)
    by_sum = competition_ranks({code: (-total,) for code, total in found.sums.items()})
    entering: dict[str, list[str]] = {}
    leaving: dict[str, list[str]] = {}
    shorts = {line.id: line.short for line in used}
    for indicator, moved in without_each_indicator(found, rules).items():
        for code in moved.entering:
            entering.setdefault(code, []).append(shorts[indicator])
        for code in moved.leaving:
            leaving.setdefault(code, []).append(shorts[indicator])
    others = (found.other_methods[method.id] for method in METHODS[1:])
    return _Computed(
        found,
        (by_sum, *others),
        {code: tuple(names) for code, names in entering.items()},
        {code: tuple(names) for code, names in leaving.items()},
    )


def _row(
    file: StageOneFile, table: Table, used: tuple[IndicatorLine, ...], done: _Computed | None, code: str
) -> DepartementRow:
    remarks = published_figures(file.year).remarks
    figures = tuple(_figure(table[code][line.id], remarks.get((code, line.id), "")) for line in used)
    missing = tuple(line.title for line in used if table[code][line.id] is None)
    is_ranked = done is not None and code in done.found.sums
    found = done.found if done is not None and is_ranked else None
    return DepartementRow(
        code=code,
        name=departement_names()[code],
        figures=figures,
        missing=missing,
        total="" if found is None else exact_fr(found.sums[code]),
        rank=None if found is None else found.ranks.get(code),
        methods=tuple(ranks.get(code) for ranks in done.ranks) if done else (None,) * len(METHODS),
        agreeing=None if found is None else found.agreeing_methods[code],
        conditions_met=0 if found is None else found.conditions_met[code],
        entering=() if done is None else done.entering.get(code, ()),
        leaving=() if done is None else done.leaving.get(code, ()),
        state=_state(found, code),
        addition=file.added.get(code),
    )


def _state(found: StageOne | None, code: str) -> State:
    if found is None:
        return State.UNCLASSABLE
    line = found.lines.get(code)
    return State.FILTERED if line is None else _LINES.get(line, State.BELOW)


def _figure(value: Fraction | None, remark: str) -> Figure:
    if value is None:
        return Figure("")
    return Figure(decimal_fr(value, next((n for n in (1, 2) if (value * 10**n).denominator == 1), 3)), remark)


def _summary(rows: tuple[DepartementRow, ...], rules: StageOneRules | None) -> str:
    if rules is None:
        return typeset("Aucun indicateur n’est choisi : rien ne se calcule.")
    chosen = [row for row in rows if row.state is State.CHOSEN]
    across = sum(row.state is State.ACROSS for row in rows)
    added = sum(row.addition is not None and row.state is not State.CHOSEN for row in rows)
    apart = sum(row.state is State.UNCLASSABLE for row in rows)
    same = sum(row.agreeing == len(METHODS) for row in chosen)
    said = [f"{count_fr(len(chosen), 'département retenu', 'départements retenus')} par le calcul"]
    if chosen:
        said[0] += f", dont {same} par les quatre méthodes"
    if across:
        said.append(f"{count_fr(across, 'ex æquo', 'ex æquo')} à la limite, à départager par une décision")
    if added:
        said.append(f"{count_fr(added, 'ajouté', 'ajoutés')} avec un motif")
    if apart:
        words = "non classable, faute de chiffre", "non classables, faute de chiffres"
        said.append(count_fr(apart, *words))
    return typeset(" ; ".join(said) + ".")
