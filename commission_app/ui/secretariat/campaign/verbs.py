"""What the page « Campagne » asks of the workflow, bound to one session."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from commission_app.scoring.ids import CriterionId
from commission_app.workflow.preparation import settings
from commission_app.workflow.preparation.eligibility import minute_of
from commission_app.workflow.preparation.settings import CampaignSettings, Details
from commission_app.workflow.preparation.templates import CampaignTemplate, campaign_templates
from commission_app.workflow.secretariat.session import SecretariatSession


@dataclass(frozen=True)
class CampaignVerbs:
    """Every function blocks: the page calls them on the store lane."""

    view: Callable[[], CampaignSettings]
    templates: Callable[[], tuple[CampaignTemplate, ...]]
    change_details: Callable[[Details], None]  # its minutes as they are typed
    change_criterion: Callable[[CriterionId, str, tuple[str, ...]], None]
    use_template: Callable[[CampaignTemplate], None]
    import_grid: Callable[[Path], None]
    export_grid: Callable[[Path], None]
    freeze: Callable[[], CampaignSettings]


def campaign_verbs(session: SecretariatSession) -> CampaignVerbs:
    """Bind the verbs."""

    def change_details(typed: Details) -> None:
        deadline, meeting = minute_of(typed.deadline), minute_of(typed.meeting)
        settings.change_details(session, replace(typed, deadline=deadline, meeting=meeting))

    def import_grid(file: Path) -> None:
        settings.change_grid(session, settings.read_grid(file))

    def export_grid(file: Path) -> None:
        settings.write_grid(session.campaign.grid, file)

    return CampaignVerbs(
        partial(settings.campaign_settings, session),
        campaign_templates,
        change_details,
        partial(settings.change_criterion, session),
        partial(settings.use_template, session),
        import_grid,
        export_grid,
        partial(settings.freeze_settings, session),
    )
