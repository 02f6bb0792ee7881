"""What the files received are sorted by: their verdicts, counted and filtered."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from commission_app.texts import count_fr
from commission_app.ui.widgets.chips import Chip
from commission_app.workflow.secretariat.views import ReceivedFile, Verdict

FILTERS: dict[str, frozenset[Verdict]] = {
    "all": frozenset(Verdict),
    "accepted": frozenset({Verdict.ACCEPTED, Verdict.REPLACES}),
    "to_settle": frozenset({Verdict.TO_CONFIRM, Verdict.FORK, Verdict.FORMER_GRID}),
    "refused": frozenset({Verdict.REFUSED}),
    "ignored": frozenset({Verdict.OLDER, Verdict.DUPLICATE}),
}


def chips(files: Sequence[ReceivedFile]) -> tuple[Chip, ...]:
    """Return the filters with their counts."""
    tr = QCoreApplication.translate
    counts = {key: sum(file.verdict in kept for file in files) for key, kept in FILTERS.items()}
    return (
        Chip("all", tr("ReceptionPage", "Tous"), counts["all"]),
        Chip("accepted", tr("ReceptionPage", "Prises en compte"), counts["accepted"]),
        Chip("to_settle", tr("ReceptionPage", "À confirmer"), counts["to_settle"], is_optional=True),
        Chip("refused", tr("ReceptionPage", "Refusées"), counts["refused"]),
        Chip("ignored", tr("ReceptionPage", "Ignorées"), counts["ignored"]),
    )


def tally(files: Sequence[ReceivedFile]) -> str:
    """Return a count of files by what became of them: « 10 fichiers examinés, 6 fiches prises en compte »."""
    tr = QCoreApplication.translate
    counts = {key: sum(file.verdict in kept for file in files) for key, kept in FILTERS.items()}
    parts = [
        count_fr(
            counts["all"], tr("ReceptionPage", "fichier examiné"), tr("ReceptionPage", "fichiers examinés")
        )
    ]
    words = (
        ("accepted", tr("ReceptionPage", "prise en compte"), tr("ReceptionPage", "prises en compte")),
        ("to_settle", tr("ReceptionPage", "à confirmer"), tr("ReceptionPage", "à confirmer")),
        ("refused", tr("ReceptionPage", "refusée"), tr("ReceptionPage", "refusées")),
        ("ignored", tr("ReceptionPage", "ignorée"), tr("ReceptionPage", "ignorées")),
    )
    parts += [count_fr(counts[key], one, many) for key, one, many in words if counts[key]]
    return "  ·  ".join(parts)
