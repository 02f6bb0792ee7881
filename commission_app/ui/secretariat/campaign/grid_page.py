"""« Grille »: its parts, the fields of the one chosen, and beside them what members will see."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from commission_app.scoring.grid import Grid, Scale
from commission_app.scoring.grid_edit import unwritten
from commission_app.texts import typeset
from commission_app.ui import actions, notices
from commission_app.ui.models.grid_draft import GridDraft
from commission_app.ui.page import Page
from commission_app.ui.secretariat.campaign.criterion_form import CriterionForm
from commission_app.ui.secretariat.campaign.grid_form import GridForm, SectionForm
from commission_app.ui.secretariat.campaign.grid_head import GridHead
from commission_app.ui.secretariat.campaign.grid_outline import GridOutline
from commission_app.ui.secretariat.campaign.grid_preview import GridPreview
from commission_app.ui.secretariat.campaign.grid_questions import GridQuestions
from commission_app.ui.secretariat.campaign.grid_verbs import GridVerbs
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.layouts import STRETCH, Line, Slot, column, row
from commission_app.ui.widgets.two_panes import TwoPanes
from commission_app.workflow.preparation.campaign import WHOLE, weights_of
from commission_app.workflow.preparation.grid.grid_versions import Consequences, GridState, GridView
from commission_app.workflow.preparation.settings.templates import CampaignTemplate

PREVIEW_WIDTH: Final = 420
OUTLINE_WIDTH: Final = 280
PREVIEW_MS: Final = 250  # after the last letter: the letters themselves never wait
HERE: Final = Qt.ShortcutContext.WidgetWithChildrenShortcut


class GridPage(Page):
    """Nothing is to be saved: each change is kept at once, and may be taken back until the freeze."""

    def __init__(self, verbs: GridVerbs, tasks: Tasks, questions: GridQuestions | None = None) -> None:
        super().__init__()
        self._verbs, self._tasks = verbs, tasks
        self._questions = questions or GridQuestions()
        self._templates = verbs.templates()
        self.draft = GridDraft(self)
        self.head, self.outline = GridHead(self._templates), GridOutline(self.draft)
        self.preview = GridPreview(self.draft)
        self.form: CriterionForm | GridForm | SectionForm | None = None
        self._form_for: tuple[type[QWidget], Scale | int | None] | None = None
        self._slot = Slot()
        self._later = QTimer(self, singleShot=True, interval=PREVIEW_MS)
        self._later.timeout.connect(self.preview.show_draft)
        self._area = FlowArea(
            column(self._slot, STRETCH, margins=(12, 4, 12, 16)), self.tr("Partie choisie de la grille")
        )
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the grid again."""
        self._tasks.store(self._verbs.view, self._show, self.show_failure)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was just typed when the page leaves the front."""
        super().hideEvent(event)
        self.draft.finish()

    def _lay_out(self) -> None:
        self.outline.setFixedWidth(OUTLINE_WIDTH)
        editor = row(self.outline, Line(Qt.Orientation.Vertical), self._area, spacing=12)
        editor.setStretch(2, 1)
        main = QWidget()
        left = column(self.head, 12, editor, margins=(20, 14, 16, 14))
        left.setStretch(2, 1)
        main.setLayout(left)
        names = (self.tr("Modifier"), self.tr("Aperçu"))
        panes = TwoPanes(main, self.preview, self.tr("Partie montrée"), names)
        panes.set_side_width(PREVIEW_WIDTH)
        whole = column(self.notices, panes)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        draft, head = self.draft, self.head
        draft.changed.connect(self._follow)
        draft.chosen.connect(self._follow)
        draft.written.connect(self._keep)
        self.outline.added.connect(self._write_name)
        for button, slot in (
            (head.undoing, draft.undo),
            (head.redoing, draft.redo),
            (head.importing, self._import),
            (head.exporting, self._export),
            (head.freezing, self._freeze),
            (head.beginning, self._begin),
            (head.abandoning, self._abandon),
            (head.renewing, self._renew),
        ):
            button.clicked.connect(slot)
        for button, template in zip(head.templates, self._templates, strict=True):
            button.clicked.connect(partial(self._use, template))
        self.addAction(actions.make("undo", self, draft.undo, context=HERE))
        self.addAction(actions.make("redo", self, draft.redo, context=HERE))

    def _show(self, view: GridView) -> None:
        self.head.show_view(view)
        self.draft.show(view.grid, is_editable=view.state is not GridState.FROZEN, taken=view.taken)
        self._follow()

    def _follow(self) -> None:
        """Show the total, the form and, a moment later, the preview of what the draft holds."""
        draft = self.draft
        if not draft.is_shown:
            return
        self.head.show_weights(
            weights_of(draft.grid),
            is_editable=draft.is_editable,
            can_undo=draft.can_undo,
            can_redo=draft.can_redo,
        )
        self._show_form()
        self._later.start()

    def _show_form(self) -> None:
        draft, scale = self.draft, self.draft.grid.scale
        if draft.criterion is not None:
            wanted: tuple[type[QWidget], Scale | int | None] = (CriterionForm, scale)
        elif draft.section is not None:
            wanted = (SectionForm, None)
        else:
            wanted = (GridForm, scale.maximum)
        if wanted != self._form_for:
            self._form_for = wanted
            self.form = self._new_form()
            self._slot.fill(column(self.form))
        if isinstance(self.form, CriterionForm):
            self.form.show_criterion()
        elif isinstance(self.form, SectionForm):
            self.form.show_section()
        elif self.form is not None:
            self.form.show_grid()

    def _new_form(self) -> CriterionForm | GridForm | SectionForm:
        if self.draft.criterion is not None:
            return CriterionForm(self.draft)
        scales = [template.grid.scale for template in self._templates]
        return GridForm(self.draft, scales) if self.draft.section is None else SectionForm(self.draft)

    def _keep(self, grid: Grid) -> None:
        self._tasks.store(partial(self._verbs.change, grid), lambda _none: self.notices.clear(), self._refuse)

    def _refuse(self, error: Exception) -> None:
        """Say what was refused, and show again the grid that is kept."""
        self.show_failure(error)
        self._tasks.store(self._verbs.view, lambda view: self.draft.take_back(view.grid), self.show_failure)

    def _do(self, work: Callable[[], object]) -> None:
        """Keep what is typed, do it on the store lane, then read again."""
        self.draft.finish()
        self._tasks.store(work, lambda _: self.refresh(), self.show_failure)

    def _use(self, template: CampaignTemplate) -> None:
        if self._questions.replace(self, template.title):
            self._do(partial(self._verbs.use_template, template))

    def _import(self) -> None:
        file = self._questions.grid_file(self, self.tr("Importer une grille"))
        if file is not None and self._questions.replace(self, file.name):
            self._do(partial(self._verbs.import_grid, file))

    def _export(self) -> None:
        file = self._questions.grid_place(self, self.tr("Exporter la grille"))
        if file is not None:
            self._do(partial(self._verbs.export_grid, file))

    def _write_name(self) -> None:
        """Put the keyboard where a criterion just added begins to be written."""
        if isinstance(self.form, CriterionForm):
            self.form.name.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.form.name.editor.selectAll()

    def _freeze(self) -> None:
        """Ask, unless the grid is not finished: the verb then says what it lacks."""
        grid = self.draft.grid
        is_finished = weights_of(grid) == WHOLE and not any(unwritten(grid))
        if not is_finished or self._questions.freeze(self):
            self._do(self._verbs.freeze)

    def _begin(self) -> None:
        self._do(self._verbs.begin)

    def _abandon(self) -> None:
        if self._questions.abandon(self):
            self._do(self._verbs.abandon)

    def _renew(self) -> None:
        """Tell what the version changes, once what is typed is kept, then ask."""
        self.draft.finish()
        self._tasks.store(self._verbs.consequences, self._ask_to_renew, self.show_failure)

    def _ask_to_renew(self, told: Consequences) -> None:
        answers = self._questions.renew(self, told)
        if answers is not None:
            self._tasks.store(partial(self._verbs.replace, *answers), self._show_renewed, self.show_failure)

    def _show_renewed(self, view: GridView) -> None:
        self.notices.clear()
        self._show(view)
        what = self.tr("La version {number} de la grille est en vigueur.").format(
            number=view.versions[-1].number
        )
        do = self.tr(
            "Scellez de nouveau les lots dans « Membres et lots », puis envoyez-les : chaque membre y "
            "retrouve les notes qui valent encore."
        )
        self.notices.add(NoticeBanner(typeset(what), typeset(do), "info"))
        notices.announce(self, what)
