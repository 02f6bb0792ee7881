"""« Réglages »: the parts of a campaign's settings at the left, the settings of one part at the right."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget

from commission_app.errors import AppError
from commission_app.texts import date_time_fr, typeset
from commission_app.ui import actions, fonts, theme
from commission_app.ui.page import Page
from commission_app.ui.secretariat.campaign.setting_row import SettingRow
from commission_app.ui.secretariat.campaign.settings_part import SettingsPart
from commission_app.ui.secretariat.campaign.settings_verbs import SettingsVerbs
from commission_app.ui.tasks import Tasks
from commission_app.ui.turns import by_turns
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Card, column, row
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.workflow.preparation.settings.setting import Group
from commission_app.workflow.preparation.settings.setting_list import BY_KEY
from commission_app.workflow.preparation.settings.setting_values import SettingsView

PARTS_WIDTH: Final = 216
NARROW: Final = 860  # in pixels of normal text
SAID_IN_FIELD: Final = ("CAM-05",)


class SettingsPage(Page):
    """Nothing is to be saved: a field is kept when it is left, and one button takes the last change back."""

    help_topic = "campagne"

    def __init__(self, verbs: SettingsVerbs, tasks: Tasks) -> None:
        super().__init__()
        self.notices = NoticeArea((24, 16, 24, 0))
        self._verbs, self._tasks = verbs, tasks
        self._view: SettingsView | None = None
        self._is_frozen = False
        self._made: dict[Group, SettingsPart] = {}
        self._changes: list[tuple[str, str]] = []  # key, and what it was
        self.parts = QListWidget()
        self.parts.setAccessibleName(self.tr("Parties des réglages"))
        self.parts.setProperty("titles", True)
        self.parts.setFont(fonts.font(13))
        self.parts.addItems([group.value for group in Group])
        self.parts.setCurrentRow(0)
        self.parts.currentRowChanged.connect(lambda _: self._show_part())
        self.undoing = Button("", "quiet", icon="undo-2")
        self.undoing.clicked.connect(self.undo)
        self.addAction(
            actions.make("undo", self, self.undo, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        )
        self._title = Label("", "section_title")
        self._place = column()
        head = row(self._title, STRETCH, self.undoing)
        card = Card(column(head, 10, self._place, margins=(24, 16, 24, 20)))
        self._area = FlowArea(
            column(card, STRETCH, margins=(16, 16, 24, 24)), self.tr("Réglages de la partie choisie")
        )
        panes = row(self.parts, self._area)
        panes.setStretch(1, 1)
        layout = column(self.notices, panes)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._show_undo()

    def refresh(self) -> None:
        """Read the settings again."""
        self._tasks.store(self._verbs.view, self.show_view, self.show_failure)

    def show_view(self, view: SettingsView) -> None:
        """Show the settings as they are kept."""
        if view.frozen_at is not None and (self._view is None or self._view.frozen_at is None):
            self._say_frozen(view)
        self._view = view
        self._show_part()

    @property
    def rows(self) -> Mapping[str, SettingRow]:
        """The settings of the part in front, those made so far."""
        part = self._made.get(list(Group)[self.parts.currentRow()])
        return {} if part is None else part.rows

    def open_part(self, group: Group) -> None:
        """Bring a part to the front."""
        self.parts.setCurrentRow(list(Group).index(group))

    def undo(self) -> None:
        """Take the last change back."""
        if self._changes:
            key, before = self._changes.pop()
            self.open_part(BY_KEY[key].group)
            self._tasks.store(
                partial(self._verbs.change, key, before), lambda _: self.refresh(), self.show_failure
            )
            self._show_undo()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put fields under their names on a narrow window."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self._fit()

    def _fit(self) -> None:
        self.parts.setFixedWidth(theme.scaled(PARTS_WIDTH))
        is_narrow = self._area.width() < theme.scaled(NARROW) - 60
        for part in self._made.values():
            for one in part.rows.values():
                one.set_narrow(is_narrow=is_narrow)

    def _show_part(self) -> None:
        """Bring the part chosen to the front; the others keep what was typed in them."""
        if self._view is None:
            return
        group, is_frozen = list(Group)[self.parts.currentRow()], self._view.frozen_at is not None
        if self._is_frozen is not is_frozen:
            self._is_frozen = is_frozen
            for part in self._made.values():
                part.hide()
                part.deleteLater()
            self._made = {}
        self._title.setText(group.value)
        for other, part in self._made.items():
            part.setVisible(other is group)
        if group in self._made:
            self._made[group].show_kept(self._view.typed)
        else:
            self._make(group, is_frozen=is_frozen)

    def _make(self, group: Group, *, is_frozen: bool) -> None:
        """Make a part: its first settings at once, the others by turns."""
        part = SettingsPart(group, is_frozen=is_frozen)
        part.written.connect(self._change)
        part.grown.connect(self._fit)
        self._made[group] = part
        self._place.addWidget(part)
        steps = part.fill(lambda: self._view.typed if self._view is not None else {})
        next(steps, None)
        by_turns(steps, part)

    def _change(self, key: str, typed: str) -> None:
        def keep(before: str) -> None:
            self._changes.append((key, before))
            self._show_undo()
            self.refresh()

        self._tasks.store(partial(self._verbs.change, key, typed), keep, partial(self._refuse, key))

    def _refuse(self, key: str, error: Exception) -> None:
        """Say under the field what does not fit: it keeps what is typed, the campaign what it had."""
        part = self._made.get(BY_KEY[key].group)
        shown = None if part is None else part.rows.get(key)
        if shown is None or not isinstance(error, AppError) or error.code not in SAID_IN_FIELD:
            self.show_failure(error)
            return
        sentence = str(error.facts["detail"])
        shown.show_error(f"{sentence[:1].upper()}{sentence[1:]}.")

    def _show_undo(self) -> None:
        self.undoing.setVisible(bool(self._changes))
        if self._changes:
            label = BY_KEY[self._changes[-1][0]].label
            self.undoing.setText(typeset(self.tr("Annuler : {setting}").format(setting=label)))

    def _say_frozen(self, view: SettingsView) -> None:
        if view.frozen_at is None:
            return
        what = self.tr("Les réglages dont dépendent les notes et les avis sont figés depuis le {date}.")
        do = self.tr(
            "Les membres notent sur eux. Restent ouverts : dates, téléphone, présidence, recevabilité, et "
            "les personnes qui rejoignent la commission."
        )
        if view.has_lots:
            do += " " + self.tr("Une date ou un téléphone changé demande de sceller les lots de nouveau.")
        words = typeset(what.format(date=date_time_fr(view.frozen_at)))
        self.notices.add(NoticeBanner(words, typeset(do), "info", is_closable=False))
