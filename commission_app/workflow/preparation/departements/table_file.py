"""A table that a secretariat brings: bounded, then read by the worker process, where untrusted files are."""

from pathlib import Path
from typing import Final

from commission_app.dossiers.index import TABLES, Sheets
from commission_app.errors import AppError
from commission_app.sealing.atomic_file import read_bounded
from commission_app.workflow.preparation.intake.patient_worker import PatientWorker
from commission_app.workflow.progress import Progress

MOST_BYTES: Final = 16_000_000  # a row for each commune of France makes three


def read_table(file: Path, progress: Progress) -> Sheets:
    """Return the sheets of a CSV, XLSX or ODS. DEP-14 when unreadable; IDX-29, 30 and 32 when doubtful."""
    try:
        data = read_bounded(file, MOST_BYTES)
    except OSError as error:
        raise AppError("DEP-14", file=file.name) from error
    if data is None or not file.name.lower().endswith(TABLES):
        raise AppError("DEP-14", file=file.name)
    try:
        with PatientWorker() as worker:
            return worker.ask(
                lambda asked: asked.read_sheets(data, file.name), file.name, lambda: progress(0, 0, "")
            )
    except AppError as error:
        if error.code in ("IDX-01", "PIE-06"):
            raise AppError("DEP-14", file=file.name) from error
        raise
