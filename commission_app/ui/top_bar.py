"""The single bar of the window: sign, campaign, space, tabs, save status, help, the person's menu."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from commission_app.ui import theme
from commission_app.ui.widgets.avatar import paint_avatar
from commission_app.ui.widgets.badge import Badge
from commission_app.ui.widgets.buttons import IconButton
from commission_app.ui.widgets.labels import ElidedLabel
from commission_app.ui.widgets.layouts import Line, Panel, row
from commission_app.ui.widgets.painted import Painted
from commission_app.ui.widgets.save_status import SaveStatus
from commission_app.ui.widgets.sign import Sign
from commission_app.ui.widgets.tabs import NavigationTabs

HEIGHT, COMPACT_HEIGHT = 48, 44


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
        campaign = ElidedLabel(space.campaign, "strong")
        campaign.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        layout = row(Sign(), 10, campaign, margins=(16, 0, 12, 0))
        if space.label:
            layout.addSpacing(8)
            layout.addWidget(Badge(space.label))
        layout.addSpacing(18)
        layout.addWidget(Line(Qt.Orientation.Vertical, 20))
        layout.addSpacing(22)
        layout.addWidget(self.tabs)
        layout.addStretch(1)
        for part in (self.status, self.search, self.help, self.person):
            layout.addWidget(part)
            layout.addSpacing(10)
        layout.takeAt(layout.count() - 1)
        self.setLayout(layout)
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
