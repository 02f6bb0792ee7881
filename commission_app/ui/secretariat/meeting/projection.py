"""The window projected in the room: the dossier and its marks, nothing of the analysis, no text under 20 px.

It is conducted from the page: it takes no gesture of its own but Escape.
"""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from commission_app.texts import count_fr
from commission_app.ui import fonts, theme
from commission_app.ui.secretariat.meeting.marks_paint import ROOM
from commission_app.ui.secretariat.meeting.section_profile import SectionProfile
from commission_app.ui.secretariat.meeting.voice_bars import VoiceBars
from commission_app.ui.widgets.layouts import STRETCH, Card, Line, Panel, Slot, column, row
from commission_app.workflow.meeting.views import ChangedLine, Divergence, DossierPage, MeetingView, Side
from commission_app.workflow.meeting.words import OUTCOMES

SMALLEST_TEXT: Final = 20
TITLE, FIGURE, BODY = 40, 36, 24
AROUND, LOWEST_ROW, HIGHEST_ROW = 270, 56, 110  # head and foot; row of a section
LEAST_LABEL = 240
MOST_CHANGED, CHANGED_LINE = 1, 72  # marks changed after the debate that the room reads, the latest
LONGEST_REASON = 160
LONGEST_REMARK = 420  # signs that a room reads


class RoomText(QLabel):
    """A text that the last row of the room reads."""

    def __init__(
        self, text: str, pixels: int = SMALLEST_TEXT, weight: int = fonts.REGULAR, tint: theme.Token = "text"
    ) -> None:
        super().__init__(text)
        self._face, self._tint = (max(pixels, SMALLEST_TEXT), weight), tint
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self._dress()

    def _dress(self) -> None:
        self.setFont(fonts.font(*self._face))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, theme.color(self._tint))
        self.setPalette(palette)


class Projection(Panel):
    """Two faces: the marks of the dossier, or the divergence under discussion."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Projection"))
        self._sections, self._around = 1, AROUND
        self._head, self._foot, self._opposed = Slot(), Slot(), Slot()
        self._profile, self._voices = SectionProfile(ROOM), VoiceBars(ROOM)
        marks = QWidget()
        charts = row(self._profile, self._voices, spacing=36)
        charts.setStretch(0, 5)
        charts.setStretch(1, 2)
        charts.setAlignment(self._voices, Qt.AlignmentFlag.AlignTop)
        marks.setLayout(charts)
        self._faces = QStackedWidget()
        self._faces.addWidget(marks)
        self._faces.addWidget(self._opposed)
        whole = column(self._head, 10, self._faces, STRETCH, Line(), 8, self._foot, margins=(36, 22, 36, 16))
        self.setLayout(whole)

    def show_view(self, view: MeetingView, divergence: Divergence | None, *, names_hidden: bool) -> None:
        """Show what the page shows, for the room."""
        self._foot.fill(self._footer(view))
        page = view.dossier
        if page is None:
            self._head.fill(column(RoomText(view.title, TITLE, fonts.SEMIBOLD, "title")))
            return
        self._head.fill(self._header(page, names_hidden=names_hidden))
        self._sections = len(page.sections)
        self._around = AROUND + CHANGED_LINE * min(MOST_CHANGED, len(page.changed))
        self._share_height()
        self._profile.show_lines(page.sections, names_hidden=names_hidden)
        self._voices.show_lines(page.voices, page.mean, names_hidden=names_hidden)
        self._faces.setCurrentIndex(0 if divergence is None else 1)
        if divergence is not None:
            self._opposed.fill(self._opposition(divergence, names_hidden=names_hidden))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height of the screen between the sections."""
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        room = self.height() * 100 // theme.text_percent() - self._around
        row_height = max(LOWEST_ROW, min(HIGHEST_ROW, room // max(1, self._sections)))
        label = max(LEAST_LABEL, min(ROOM.label, self.width() * 24 // theme.text_percent()))
        self._profile.set_measure(replace(ROOM, row=row_height, label=label))

    def show_in_room(self, conducted_from: QWidget) -> None:
        """Fill the second screen; without one, a window that can be moved to the projector."""
        others = [screen for screen in QGuiApplication.screens() if screen is not conducted_from.screen()]
        self.setWindowFlag(Qt.WindowType.Window)
        if others:
            self.setGeometry(others[0].geometry())
            self.showFullScreen()
        else:
            room: QRect = conducted_from.screen().availableGeometry()
            self.setGeometry(room.adjusted(40, 40, -40, -40))
            self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _header(self, page: DossierPage, *, names_hidden: bool) -> QVBoxLayout:
        place = self.tr("Dossier {place} sur {count}").format(place=page.place, count=page.count)
        if page.reasons:
            place = f"{place} — {' · '.join(page.reasons)}"
        names = column(
            RoomText(place, SMALLEST_TEXT, fonts.SEMIBOLD, "accent"),
            RoomText(page.territory, TITLE, fonts.SEMIBOLD, "title"),
            RoomText(page.identity, SMALLEST_TEXT, fonts.REGULAR, "mention"),
            spacing=2,
        )
        top = row(names, 24, spacing=30)
        top.setStretch(0, 1)
        for title, value in ((self.tr("Note sur 100"), page.note or "—"), (self.tr("Rang"), page.rank)):
            figure = RoomText(value, FIGURE, fonts.SEMIBOLD, "title")
            figure.setWordWrap(False)
            named = RoomText(title, SMALLEST_TEXT, fonts.REGULAR, "mention")
            named.setWordWrap(False)
            top.addLayout(column(named, figure, STRETCH))
        head = column(top)
        if page.title:
            head.addWidget(RoomText(page.title, BODY))
        for line in page.changed[-MOST_CHANGED:]:
            head.addWidget(RoomText(self._changed(line, names_hidden=names_hidden), BODY, tint="accent"))
        return head

    def _changed(self, line: ChangedLine, *, names_hidden: bool) -> str:
        who = line.institution if names_hidden else f"{line.institution} · {line.name}"
        words = self.tr(
            "Note changée : {who}, {criterion}, de {before} à {after}. {effect}. Motif : {reason}"
        )
        return words.format(
            who=who,
            criterion=line.criterion,
            before=line.before,
            after=line.after,
            effect=line.effect,
            reason=line.reason[:LONGEST_REASON],
        )

    def _opposition(self, divergence: Divergence, *, names_hidden: bool) -> QVBoxLayout:
        title = self.tr("Divergence à discuter — {section}, {criterion}").format(
            section=divergence.section, criterion=divergence.label
        )
        sides = row(
            self._side(divergence.low, names_hidden=names_hidden),
            self._side(divergence.high, names_hidden=names_hidden),
            spacing=24,
        )
        return column(RoomText(title, BODY, fonts.SEMIBOLD, "title"), 12, sides)

    def _side(self, side: Side, *, names_hidden: bool) -> Card:
        name = side.institution if names_hidden else f"{side.institution} · {side.name}"
        mark = RoomText(str(side.mark), FIGURE, fonts.BOLD, "accent")
        remark = side.remark[:LONGEST_REMARK] or self.tr("Sans commentaire.")
        content = column(
            row(RoomText(name, BODY, fonts.SEMIBOLD, "title"), STRETCH, mark),
            6,
            RoomText(remark, BODY),
            margins=(22, 16, 22, 16),
        )
        for passage in side.passages[:1]:
            if passage.evidence.quote:
                quote = f"«\N{NARROW NO-BREAK SPACE}{passage.evidence.quote}\N{NARROW NO-BREAK SPACE}»"
                content.addWidget(RoomText(quote[:LONGEST_REMARK], BODY - 2, fonts.REGULAR, "title"))
            where = self.tr("{piece}, p. {page}").format(piece=passage.title, page=passage.evidence.page)
            content.addWidget(RoomText(where, SMALLEST_TEXT, fonts.REGULAR, "mention"))
        content.addStretch(1)
        return Card(content)

    def _footer(self, view: MeetingView) -> QVBoxLayout:
        taken = count_fr(view.seats - view.free, self.tr("place attribuée"), self.tr("places attribuées"))
        free = count_fr(view.free, self.tr("libre"))
        reserve = self.tr("{count} en liste complémentaire").format(count=len(view.reserve))
        words = RoomText(f"{taken}, {free} · {reserve}", SMALLEST_TEXT, fonts.MEDIUM)
        quorum = RoomText(
            view.quorum, SMALLEST_TEXT, fonts.MEDIUM, "success" if view.has_quorum else "warning"
        )
        line = row(words, STRETCH, spacing=24)
        page = view.dossier
        if page is not None and page.opinion is not None:
            outcome = OUTCOMES[page.opinion]
            avis = self.tr("Avis : {outcome}").format(outcome=outcome)
            line.addWidget(RoomText(avis, BODY, fonts.SEMIBOLD, "accent"))
            line.addStretch(1)
        line.addWidget(quorum)
        for shown in (words, quorum):
            shown.setWordWrap(False)
        return column(line)
