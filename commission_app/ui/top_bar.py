"""The single bar of the window: sign, campaign, space, tabs, save status, help, the person's menu.

In a large text or a narrow window it gives up first the campaign's name, which is the title of the window,
then the words of the save status, then the last tabs, which go to a menu: nothing is ever cut.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from commission_app.ui import theme
from commission_app.ui.widgets.avatar import paint_avatar
from commission_app.ui.widgets.badge import Badge
from commission_app.ui.widgets.buttons import Button, IconButton
from commission_app.ui.widgets.labels import ElidedLabel
from commission_app.ui.widgets.layouts import Line, Panel, row
from commission_app.ui.widgets.painted import Painted
from commission_app.ui.widgets.save_status import SaveStatus
from commission_app.ui.widgets.sign import Sign
from commission_app.ui.widgets.tabs import NavigationTabs

HEIGHT, COMPACT_HEIGHT = 48, 44
EDGES = (16, 12)
NAME_GAP, TAB_GAP, TOOL_GAP = 14, 20, 10
MORE_WIDTH = 64  # of the button of the tabs that did not fit
SHORTEST_NAME = 100  # of a campaign: shorter, its first letters would say nothing
# What is still shown, step by step: the campaign's name; the save status in its sign alone.
GIVEN_UP = ((True, False), (False, False), (False, True))


@dataclass(frozen=True)
class Space:
    """Whose window it is: the member's has no label, the secretariat's has one."""

    campaign: str
    person: str
    institution: str
    label: str = ""


class _PersonButton(Painted, QPushButton):
    """The round badge of the person, which opens their menu."""

    def __init__(self, space: Space) -> None:
        super().__init__()
        self._space = space
        self.setProperty("kind", "quiet")
        self.setProperty("shape", "square")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        name = self.tr("{person}, {institution} : apparence et preuves")
        self.setAccessibleName(name.format(person=space.person, institution=space.institution))
        self.setToolTip(f"{space.person}, {space.institution}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Return the square it fills."""
        return QSize(theme.scaled(30), theme.scaled(30))

    def paint(self, painter: QPainter) -> None:
        """Paint the badge."""
        place = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        paint_avatar(painter, place, self._space.person, self._space.institution)


class TopBar(Panel):
    """The bar. Its parts are public: the window connects them."""

    def __init__(self, space: Space, menu: QMenu) -> None:
        super().__init__()
        self.tabs = NavigationTabs(self.tr("Pages"))
        self.status = SaveStatus()
        self.search = IconButton("search", self.tr("Aller à… (Ctrl+K)"))
        self.help = IconButton("circle-question-mark", self.tr("Aide (F1)"))
        self.person = _PersonButton(space)
        self.person.setMenu(menu)
        self._campaign = ElidedLabel(space.campaign, "strong")
        self._campaign.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._after_campaign = Line(Qt.Orientation.Vertical, 20)
        self._more_menu = QMenu(self)
        self.more = Button("", "quiet", size="small")
        self.more.setMenu(self._more_menu)
        self.more.hide()
        sign, badges = Sign(), [Badge(space.label)] if space.label else []
        self._ends = (sign, *badges, self.search, self.help, self.person)
        named = row(sign, self._campaign, *badges, self._after_campaign, spacing=NAME_GAP)
        tools = row(self.status, self.search, self.help, self.person, spacing=TOOL_GAP)
        layout = row(named, TAB_GAP, self.tabs, self.more, margins=(EDGES[0], 0, EDGES[1], 0))
        layout.addStretch(1)
        layout.addLayout(tools)
        self.setLayout(layout)
        self.tabs.currentChanged.connect(self._fit)
        self.set_compact(is_compact=False)

    def set_compact(self, *, is_compact: bool) -> None:
        """Take the height of a small or of a large window."""
        self._is_compact = is_compact
        self.setFixedHeight(theme.scaled(COMPACT_HEIGHT if is_compact else HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self.set_compact(is_compact=self._is_compact)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up what does not fit, or take it back."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Fit again when a part asks for another width: a counter, the save status."""
        is_handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return is_handled

    def _fit(self) -> None:
        """Choose what is shown from the widths alone: nothing moves when nothing changes."""
        whole = sum(self.tabs.widths())
        has_name, is_brief = next(
            (choice for choice in GIVEN_UP if self._room(*choice) >= whole), GIVEN_UP[-1]
        )
        for part in (self._campaign, self._after_campaign):
            part.setVisible(has_name)
        self.status.set_brief(is_brief=is_brief)
        room = self._room(has_name, is_brief)
        hidden = self.tabs.fit(room if whole <= room else room - theme.scaled(MORE_WIDTH))
        self._list_hidden(hidden)

    def _room(self, has_name: bool, is_brief: bool) -> int:  # noqa: FBT001 - one choice of GIVEN_UP
        """Return what is left for the tabs."""
        taken = sum(part.sizeHint().width() + TOOL_GAP for part in self._ends)
        taken += sum(EDGES) + TAB_GAP + self.status.width_of(is_brief=is_brief) + TOOL_GAP
        if has_name:
            shortest = min(self._campaign.sizeHint().width(), theme.scaled(SHORTEST_NAME))
            taken += shortest + 2 * NAME_GAP
        return self.width() - taken

    def _list_hidden(self, hidden: Sequence[int]) -> None:
        """List in the menu the tabs that did not fit."""
        self.more.setVisible(bool(hidden))
        if not hidden:
            return
        self.more.setText(f"+ {len(hidden)}")
        self.more.setAccessibleName(self.tr("Autres pages"))
        self._more_menu.clear()
        for place in hidden:
            action = self._more_menu.addAction(self.tabs.accessibleTabName(place) or self.tabs.tabText(place))
            action.triggered.connect(lambda _=False, chosen=place: self.tabs.setCurrentIndex(chosen))
