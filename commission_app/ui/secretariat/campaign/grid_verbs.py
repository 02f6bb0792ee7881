"""What the page « Grille » asks of the workflow, bound to one session."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from commission_app.scoring.grid import Grid
from commission_app.workflow.preparation.grid import grid_draft, grid_versions
from commission_app.workflow.preparation.grid.grid_versions import Consequences, GridView
from commission_app.workflow.preparation.settings import settings
from commission_app.workflow.preparation.settings.templates import CampaignTemplate, campaign_templates
from commission_app.workflow.secretariat.session import SecretariatSession


@dataclass(frozen=True)
class GridVerbs:
    """Every function blocks: the page calls them on the store lane."""

    view: Callable[[], GridView]
    templates: Callable[[], tuple[CampaignTemplate, ...]]
    change: Callable[[Grid], None]
    use_template: Callable[[CampaignTemplate], None]
    import_grid: Callable[[Path], None]
    export_grid: Callable[[Path], None]
    freeze: Callable[[], GridView]
    begin: Callable[[], GridView]
    abandon: Callable[[], GridView]
    consequences: Callable[[], Consequences]
    replace: Callable[[str, str], GridView]  # author, reason


def grid_verbs(session: SecretariatSession) -> GridVerbs:
    """Bind the verbs."""

    def import_grid(file: Path) -> None:
        grid_draft.change_grid(session, grid_draft.read_grid(file))

    def export_grid(file: Path) -> None:
        grid_draft.write_grid(grid_versions.grid_view(session).grid, file)

    return GridVerbs(
        partial(grid_versions.grid_view, session),
        campaign_templates,
        partial(grid_draft.change_grid, session),
        partial(settings.use_template, session),
        import_grid,
        export_grid,
        partial(grid_versions.freeze, session),
        partial(grid_versions.begin_version, session),
        partial(grid_versions.abandon_version, session),
        partial(grid_versions.consequences, session),
        partial(grid_versions.replace_grid, session),
    )
