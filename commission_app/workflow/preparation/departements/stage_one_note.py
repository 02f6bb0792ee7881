"""The printed note on the choice of the départements: the same values as the window."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from commission_app.printing.stage_one_pdf import (
    DepartementPrint,
    IndicatorPrint,
    StageOnePrint,
    stage_one_pdf,
)
from commission_app.sealing.atomic_file import write_atomically
from commission_app.texts import date_fr, list_fr
from commission_app.workflow.exchanged_files import refuse_existing
from commission_app.workflow.preparation.departements.stage_one import stage_one
from commission_app.workflow.preparation.departements.stage_one_views import (
    METHODS,
    DepartementRow,
    StageOneView,
    State,
)
from commission_app.workflow.secretariat.session import SecretariatSession

UNPUBLISHED = "non publié"


def print_stage_one(session: SecretariatSession, file: Path) -> Path:
    """Write the note; a project until the list was retained as it stands. ARC-08 for a file already there."""
    view = stage_one(session)
    refuse_existing(file)
    write_atomically(file, stage_one_pdf(note_of(view, session.campaign.name, session.desk.now())))
    session.log("stage_one_printed", {})
    return file


def note_of(view: StageOneView, campaign: str, now: datetime) -> StageOnePrint:
    """Return what the note says of a choice."""
    at = view.retained.at if view.retained is not None and view.is_current else None
    return StageOnePrint(
        campaign=campaign,
        date=now,
        retained_at=None if at is None else datetime.fromisoformat(at),
        summary=view.summary,
        parameters=tuple(_parameters(view)),
        indicators=tuple(
            IndicatorPrint(
                line.title, line.short, way_words(line.high_first), line.weight, line.source, line.note
            )
            for line in view.used
        ),
        methods=tuple((method.title, method.short, method.sentence) for method in METHODS),
        retained=tuple(_name(row) for row in sorted(view.rows, key=_by_code) if row.is_retained),
        additions=tuple(_additions(view)),
        unclassable=tuple(
            (_name(row), ", ".join(row.missing)) for row in view.rows if row.state is State.UNCLASSABLE
        ),
        moves=tuple(_moves(view)),
        remarks=tuple(
            (f"{_name(row)}, {line.short}", figure.remark)
            for row in view.rows
            for figure, line in zip(row.figures, view.used, strict=True)
            if figure.remark
        ),
        rows=tuple(_printed(row) for row in view.rows),
        digest=view.digest,
    )


def way_words(high_first: bool) -> str:  # noqa: FBT001 - one question, one answer
    """Say which way an indicator is urgent."""
    return "le plus haut d’abord" if high_first else "le plus bas d’abord"


def _parameters(view: StageOneView) -> Iterator[tuple[str, str]]:
    yield "Départements à retenir", str(view.seats)
    yield "Année des chiffres publiés", view.year
    if view.conditions_min:
        yield (
            "Condition",
            f"plus touché que la médiane sur {view.conditions_min} indicateurs au moins"
            if view.conditions_min > 1
            else "plus touché que la médiane sur un indicateur au moins",
        )


def _additions(view: StageOneView) -> Iterator[tuple[str, str, str]]:
    for row in view.rows:
        if row.addition is not None:
            when = date_fr(datetime.fromisoformat(row.addition.at))
            yield _name(row), f"{row.addition.name}, le {when}", row.addition.reason


def _moves(view: StageOneView) -> Iterator[tuple[str, str, str]]:
    """Yield who enters and leaves without each indicator; nobody is said to move by nothing."""
    if len(view.used) < 2:
        return
    for line in view.used:
        entering = [row.name for row in view.rows if line.short in row.entering]
        leaving = [row.name for row in view.rows if line.short in row.leaving]
        yield line.title, list_fr(entering) or "personne", list_fr(leaving) or "personne"


def _printed(row: DepartementRow) -> DepartementPrint:
    return DepartementPrint(
        name=_name(row),
        figures=tuple(
            f"{figure.text}{' *' if figure.remark else ''}" if figure.text else UNPUBLISHED
            for figure in row.figures
        ),
        total=row.total or "—",
        ranks=tuple("—" if rank is None else str(rank) for rank in row.methods),
        agreeing="—" if row.agreeing is None else f"{row.agreeing} / {len(METHODS)}",
        moves=row.without_words,
        state=row.state_words,
        is_retained=row.is_retained,
    )


def _name(row: DepartementRow) -> str:
    return f"{row.name} ({row.code})"


def _by_code(row: DepartementRow) -> str:
    return row.code
