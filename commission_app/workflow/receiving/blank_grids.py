"""The secretariat prints the grids of a member who will mark on paper: one for each dossier they read."""

from pathlib import Path

from commission_app.printing.blank_grid_pdf import BlankGridPrint, blank_grid_pdf
from commission_app.scoring.ids import MemberId
from commission_app.scoring.reading_order import reading_order
from commission_app.sealing.atomic_file import write_atomically
from commission_app.workflow.desk import folder_name
from commission_app.workflow.exchanged_files import free_name
from commission_app.workflow.progress import Progress
from commission_app.workflow.receiving.paper_entry import member_of, refuse_unfrozen
from commission_app.workflow.receiving.paper_fiche import marked_by
from commission_app.workflow.secretariat.letters import file_stem
from commission_app.workflow.secretariat.session import SecretariatSession


def write_blank_grids(
    session: SecretariatSession, member: MemberId, folder: Path, progress: Progress
) -> tuple[Path, ...]:
    """Write them into a folder, in the member's reading order, over nothing; all of them, or none.

    CAM-04 for nobody of the campaign, SAI-06 before the grid is frozen, DSK-05, DSK-06 or DSK-24 when the
    folder does not take a file.
    """
    campaign = session.campaign
    whose = member_of(campaign, member)
    refuse_unfrozen(session)
    dossiers = {dossier.id: dossier for dossier in marked_by(session, whose)}
    readers = [known.id for known in campaign.members]
    order = reading_order(dossiers, member, readers, campaign.order_seed, campaign.calibration)
    written: list[Path] = []
    try:
        for position, dossier in enumerate(order, start=1):
            place = dossiers[dossier].territory.name
            progress(position - 1, len(order), place)
            values = BlankGridPrint(
                campaign=campaign.name,
                campaign_id=campaign.id,
                member=whose.name,
                institution=whose.institution,
                dossier=dossiers[dossier],
                position=position,
                grid=campaign.grid,
                neutralised=campaign.not_marked_by(whose.institution),
                date=session.desk.now(),
            )
            stem = f"grille-vierge_{file_stem(campaign, whose)}_{position:02}_{folder_name(place)}"
            target = free_name(folder, stem, ".pdf")
            write_atomically(target, blank_grid_pdf(values))
            written.append(target)
        progress(len(order), len(order), "")
    except BaseException:
        for file in written:
            file.unlink(missing_ok=True)
        raise
    return tuple(written)
