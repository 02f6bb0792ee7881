"""The signals of an analysis in one neutral sentence each: what was seen, never what to think of it."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from commission_app.scoring.calibration import Calibration
from commission_app.scoring.flags import Flag, FlagKind, FlagThresholds, ranking_flags, reading_flags
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.scoring.readings import Reading
from commission_app.scoring.without_reader import WithoutEachReader
from commission_app.texts import decimal_fr, exact_fr, list_fr
from commission_app.workflow.deliberation.analysis_views import Signal
from commission_app.workflow.deliberation.consolidate import Consolidated

Panels = Mapping[DossierId, tuple[Reading, ...]]


def signals(
    done: Consolidated,
    panels: Panels,
    calibration: Calibration,
    without: WithoutEachReader,
    thresholds: FlagThresholds,
) -> tuple[Signal, ...]:
    """Return every signal, sorted by kind. `panels` are the readings that count, by dossier."""
    campaign = done.facts.campaign
    readings = [reading for panel in panels.values() for reading in panel]
    found = (
        *reading_flags(
            campaign.grid, done.results, readings, thresholds=thresholds, neutralised=campaign.neutralised
        ),
        *ranking_flags(done.ranking, campaign.rules.seats, calibration=calibration, without=without),
    )
    return tuple(
        Signal(flag.kind, _sentence(flag, done, panels, without, thresholds), flag.dossier, flag.reader)
        for flag in found
    )


def _sentence(
    flag: Flag, done: Consolidated, panels: Panels, without: WithoutEachReader, thresholds: FlagThresholds
) -> str:
    seats, name = done.facts.campaign.rules.seats, _name(done, flag.reader)
    if flag.kind in (FlagKind.CRITERION_SPREAD, FlagKind.NOTED_SPREAD):
        marks = list(_marks(flag, panels))
        return f"Critère {flag.criterion} : les notes vont de {min(marks)} à {max(marks)}."
    if flag.kind is FlagKind.TOTAL_SPREAD and flag.dossier is not None:
        spread = done.results[flag.dossier].spread or Fraction(0)
        return f"Les totaux des membres s’étendent sur {decimal_fr(spread)} points."
    if flag.kind is FlagKind.READER_SENSITIVE and flag.dossier is not None:
        readers = [_name(done, reader) for reader in movers(flag.dossier, without)]
        return f"Sa place parmi les {seats} changerait sans les notes de {list_fr(readers)}."
    least = exact_fr(thresholds.total)
    return {
        FlagKind.SINGLE_MARK: f"Critère {flag.criterion} : une seule note, d’autres lecteurs le pouvaient.",
        FlagKind.ATYPICAL_READER: f"Le total de {name} est à {least} points ou plus de celui des autres.",
        FlagKind.FEW_READINGS: "Moins de lectures que le règlement n’en demande.",
        FlagKind.PANEL_SENSITIVE: f"Sa place parmi les {seats} changerait si l’on retirait l’écart habituel "
        "de ses lecteurs aux autres.",
        FlagKind.UNIFORM_MARKS: f"{name} donne une même note à tous les critères de presque chaque dossier.",
    }[flag.kind]


def movers(dossier: DossierId, without: WithoutEachReader) -> tuple[MemberId, ...]:
    """Return the readers whose removal makes a dossier enter or leave the seats, one at a time."""
    return tuple(
        reader
        for reader, movement in without.movements.items()
        if dossier in movement.entering or dossier in movement.leaving
    )


def _marks(flag: Flag, panels: Panels) -> Iterator[int]:
    for reading in panels[flag.dossier] if flag.dossier is not None else ():
        mark = reading.marks.get(flag.criterion) if flag.criterion is not None else None
        if isinstance(mark, int):
            yield mark


def _name(done: Consolidated, reader: MemberId | None) -> str:
    known = done.facts.campaign.member_by_id
    return known[reader].name if reader in known else ""
