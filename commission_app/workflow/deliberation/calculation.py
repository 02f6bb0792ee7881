"""The « fiche de calcul » of a dossier: read on screen or printed, the same value for both."""

from datetime import datetime
from pathlib import Path

from commission_app.errors import AppError
from commission_app.printing.calculation_pdf import CalculationPrint, calculation_pdf
from commission_app.scoring.calculation_sheet import calculation_sheet
from commission_app.scoring.ids import DossierId
from commission_app.scoring.merge import counted_readings
from commission_app.scoring.readings import Reading
from commission_app.sealing.atomic_file import write_atomically
from commission_app.workflow.deliberation.analysis_views import Calculation
from commission_app.workflow.deliberation.consolidate import (
    Consolidated,
    compute,
    data_digest,
    facts_of,
    provisional_reasons,
)
from commission_app.workflow.secretariat.session import SecretariatSession


def calculation(session: SecretariatSession, dossier: DossierId) -> Calculation:
    """Return the fiche de calcul of a dossier. Raises CAM-04 for one that the campaign does not know."""
    return calculation_of(compute(facts_of(session)), dossier, session.desk.now())


def calculation_of(done: Consolidated, dossier: DossierId, now: datetime) -> Calculation:
    """Return the fiche de calcul of a dossier of a consolidation. Raises CAM-04 as `calculation`."""
    rows = {row.dossier: row for row in done.ranking}
    if dossier not in rows:
        raise AppError("CAM-04", what=dossier)
    campaign = done.facts.campaign
    names = {member.id: member.name for member in campaign.members}
    known = {item.id: item.territory for item in done.facts.dossiers}
    return Calculation(
        campaign=campaign.name,
        dossier=dossier,
        territory=known[dossier].name,
        departement=known[dossier].departement,
        sheet=calculation_sheet(campaign.grid, campaign.rules, rows[dossier], readings_of(done), names),
        provisional=provisional_reasons(done),
        computed=now,
        data_digest=data_digest(done),
    )


def print_calculation(session: SecretariatSession, dossier: DossierId, target: Path) -> Path:
    """Write the fiche de calcul of a dossier as a PDF file. Raises CAM-04 as `calculation`."""
    write_atomically(target, calculation_pdf(calculation_print(calculation(session, dossier))))
    return target


def calculation_print(shown: Calculation) -> CalculationPrint:
    """Return what is printed of a fiche de calcul: what the screen shows."""
    return CalculationPrint(
        campaign=shown.campaign,
        territory=shown.territory,
        departement=shown.departement,
        sheet=shown.sheet,
        provisional=shown.provisional,
        digest=shown.data_digest,
        date=shown.computed,
    )


def file_name(dossier: DossierId) -> str:
    """Return the name under which a fiche de calcul is kept unless a person chooses another."""
    return f"fiche-de-calcul_{dossier}.pdf"


def readings_of(done: Consolidated) -> tuple[Reading, ...]:
    """Return the closed readings that a consolidation was made of, those of recused readers among them."""
    institutions = {member.id: member.institution for member in done.facts.campaign.members}
    return counted_readings(done.merged, institutions)
