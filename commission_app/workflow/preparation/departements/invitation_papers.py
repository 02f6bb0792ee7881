"""The mailing list as a workbook or a CSV, and the letters as PDF, one file for each département."""

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

from commission_app.printing.invitation_pdf import InvitationPrint, Recipient, invitations_pdf
from commission_app.sealing.atomic_file import write_atomically
from commission_app.workflow.exchanged_files import refuse_existing
from commission_app.workflow.preparation.departements.invitations import (
    InvitationsView,
    TerritoryLine,
    chosen_lines,
    end_of_deposits,
    invitations,
)
from commission_app.workflow.progress import Progress
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.workbook import Cells, csv_text, workbook

TITLES: Final = (
    "Code",
    "Territoire",
    "Type",
    "Civilité",
    "Département",
    "Nom du département",
    "Population",
    "Typologie",
    "Bassin prioritaire",
    "Courriel",
    "Invité le",
    "État",
)
CIVILITIES: Final = {"commune": "Madame ou Monsieur le maire"}
PRESIDENT: Final = "Madame la présidente ou Monsieur le président"
LETTERS_IN_A_FILE: Final = 100  # finishing a longer PDF would hold the window up


def export_list(session: SecretariatSession, codes: Collection[str] | None, file: Path) -> Path:
    """Write the list, as a workbook unless the name ends in `.csv`. INV-01, INV-06, INV-07, ARC-08."""
    lines = chosen_lines(invitations(session), codes)
    rows: list[Cells] = [TITLES, *(_cells(line) for line in lines)]
    refuse_existing(file)
    is_csv = file.suffix.lower() == ".csv"
    write_atomically(file, csv_text(rows) if is_csv else workbook([("Invitations", rows)]))
    return file


def print_invitations(
    session: SecretariatSession, codes: Collection[str] | None, folder: Path, progress: Progress
) -> tuple[Path, ...]:
    """Write the letters of some territories, by département. INV-01, 06, 07; ARC-08 before any is written."""
    view = invitations(session)
    batches = tuple(_batches(chosen_lines(view, codes), folder))
    for file, _ in batches:
        refuse_existing(file)
    values, total, done = _letter(session, view), sum(len(lines) for _, lines in batches), 0
    for file, lines in batches:
        progress(done, total, file.name)
        write_atomically(file, invitations_pdf(values, [_recipient(line) for line in lines]))
        done += len(lines)
    progress(total, total, "")
    session.log("invitations_printed", {"letters": total})
    return tuple(file for file, _ in batches)


def _batches(
    lines: Iterable[TerritoryLine], folder: Path
) -> Iterator[tuple[Path, tuple[TerritoryLine, ...]]]:
    for departement, own in groupby(lines, key=lambda line: line.departement):
        whole = tuple(own)
        parts = [
            whole[start : start + LETTERS_IN_A_FILE] for start in range(0, len(whole), LETTERS_IN_A_FILE)
        ]
        for number, part in enumerate(parts, start=1):
            suffix = f"_{number}" if len(parts) > 1 else ""
            yield folder / f"invitations_{departement}{suffix}.pdf", part


def _letter(session: SecretariatSession, view: InvitationsView) -> InvitationPrint:
    campaign = session.campaign
    return InvitationPrint(
        campaign=campaign.name,
        departements=len(view.departements),
        seats=campaign.rules.seats,
        deadline=end_of_deposits(view),
        where=view.letter.where,
        word=view.letter.word,
        phone=campaign.phone,
        date=session.desk.now(),
    )


def _recipient(line: TerritoryLine) -> Recipient:
    departement = f"{line.departement_name} ({line.departement})"
    return Recipient(_civility(line), line.name, line.code, departement, line.basin)


def _civility(line: TerritoryLine) -> str:
    return CIVILITIES.get(line.kind, PRESIDENT)


def _cells(line: TerritoryLine) -> Cells:
    return (
        line.code,
        line.name,
        line.kind,
        _civility(line),
        line.departement,
        line.departement_name,
        line.population,
        line.density,
        line.basin,
        line.email,
        "" if line.invited is None else line.invited.isoformat(),
        line.standing_words,
    )
