"""« Reprendre où vous en étiez »: what a member sees first after some hours away. Enter goes on."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from commission_app.texts import count_fr, date_time_fr, day_fr, time_fr, typeset
from commission_app.ui import theme
from commission_app.ui.icons import IconName
from commission_app.ui.member.hand_in.check_list import CheckList
from commission_app.ui.models.dossiers_model import place_of
from commission_app.ui.page import Page
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Card, column, row
from commission_app.ui.widgets.page_picture import PagePicture
from commission_app.ui.widgets.progress import ProgressBar
from commission_app.workflow.member.views import Resume

WIDTH, NARROW = 960, 800  # at the usual text size
LONGEST_REMARK = 90  # signs
MOST_CHECKS = 4


class ResumePage(Page):
    """Where the person was, what is left, and until when."""

    help_topic = "lire-et-noter"
    resumed = Signal()
    list_asked = Signal()
    place_asked = Signal(str, str)  # dossier, criterion or ""

    def __init__(self, resume: Resume, person: str, campaign: str, phone: str) -> None:
        super().__init__()
        self._resume = resume
        self.picture = PagePicture(150)
        self.go = Button(
            self.tr("Reprendre la lecture"), "primary", icon="arrow-right", icon_after=True, size="large"
        )
        self.go.clicked.connect(self.resumed)
        self._middle = QWidget()
        self._figures = self._make_figures()
        left = self.tr("Dernière session : le {day} à {time}. Tout est enregistré sur cet ordinateur.")
        secretariat = self.tr("{campaign} · Secrétariat : {phone}").format(campaign=campaign, phone=phone)
        whole = column(
            Label(self.tr("Bonjour {name}").format(name=person), "page_title", wrap=True),
            2,
            Label(
                typeset(left.format(day=day_fr(resume.left), time=time_fr(resume.left))),
                "long",
                tint="mention",
                wrap=True,
            ),
            18,
            self._make_place(),
            16,
            self._figures,
            16,
        )
        if resume.missing:
            whole.addWidget(self._make_checks())
            whole.addSpacing(16)
        whole.addLayout(
            row(IconLabel("phone", "mention", 15), Label(typeset(secretariat), "mention"), STRETCH, spacing=8)
        )
        self._middle.setLayout(whole)
        centered = row()
        centered.addStretch(1)
        centered.addWidget(self._middle, 20)
        centered.addStretch(1)
        centered.setAlignment(self._middle, Qt.AlignmentFlag.AlignTop)
        self._centered = centered
        self._area = FlowArea(centered, self.tr("Reprendre où vous en étiez"))
        self.setLayout(column(self._area))
        self.set_compact(is_compact=False)

    def set_compact(self, *, is_compact: bool) -> None:
        """Leave less room above in a small window: what is left to do comes in sight."""
        self._centered.setContentsMargins(24, 14 if is_compact else 32, 24, 24)
        self._words.setContentsMargins(*((24, 14, 22, 14) if is_compact else (28, 24, 26, 24)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words their room."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self._fit()

    def _fit(self) -> None:
        self._middle.setMaximumWidth(theme.scaled(WIDTH))
        is_narrow = self.width() < theme.scaled(NARROW)
        self.picture.setVisible(not is_narrow)
        direction = QBoxLayout.Direction
        self._figures.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)

    def take_focus(self) -> None:
        """Begin with « Reprendre »."""
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_picture(self, picture: QPixmap) -> None:
        """Show the page where the person was, once it is drawn."""
        self.picture.show_picture(picture)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Resume with Enter, wherever the keyboard is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.resumed.emit()
        else:
            super().keyPressEvent(event)

    def _make_place(self) -> QWidget:
        resume, territory = self._resume, self._resume.reading.dossier.territory
        number = self.tr("dossier {number} sur {count}").format(
            number=resume.reading.position, count=resume.count
        )
        marked = self.tr("{marked} sur {count}").format(
            marked=count_fr(resume.marked, self.tr("critère noté"), self.tr("critères notés")),
            count=resume.to_mark,
        )
        where = " · ".join((place_of(territory), number, self.tr("déport") if resume.is_recused else marked))
        see_all = Button(self.tr("Voir tous mes dossiers"), "quiet", size="large")
        see_all.clicked.connect(self.list_asked)
        words = column(
            Label(self.tr("Reprendre où vous en étiez"), "strong", tint="accent"),
            3,
            Label(territory.name, "page_title", wrap=True),
            3,
            Label(where, "long", tint="mention", wrap=True),
            14,
            *self._lines(),
            14,
            row(self.go, 12, see_all, STRETCH),
            STRETCH,
        )
        layout = row(spacing=24)
        self._words = layout
        layout.addLayout(words, 1)
        layout.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        return Card(layout)

    def _lines(self) -> list[QBoxLayout | int]:
        resume = self._resume
        lines: list[QBoxLayout | int] = []
        if resume.piece and not resume.is_recused:
            page = self.tr("{piece}, page {page}").format(piece=resume.piece, page=resume.page)
            lines += [_line("book-open", page, "title"), 6]
        if resume.criterion is not None:
            criterion = self.tr("Critère {id} — {label}").format(
                id=resume.criterion.id, label=resume.criterion.label
            )
            lines += [_line("list-checks", criterion, "title"), 6]
        if resume.remark:
            said = self.tr("Votre dernière remarque : « {remark} »").format(remark=_short(resume.remark))
            lines += [_line("message-square-text", typeset(said), "text"), 6]
        return lines

    def _make_figures(self) -> QBoxLayout:
        review = self._resume.review
        due = review.dossiers_total
        recused = count_fr(len(review.recused), self.tr("déport déclaré"), self.tr("déports déclarés"))
        one, some = self.tr("dossier reste à clore"), self.tr("dossiers restent à clore")
        left = count_fr(review.dossiers_open, one, some)
        bar = ProgressBar(6)
        done = self.tr("{closed} sur {count}").format(closed=review.dossiers_closed, count=due)
        bar.show_share(review.dossiers_closed / due if due else 0.0, done)
        closed = self.tr("{left}. {recused}.") if review.recused else self.tr("{left}.")
        days = (review.deadline.date() - self._resume.now.date()).days
        until = count_fr(days, self.tr("jour")) if days > 0 else self.tr("Aujourd’hui")
        if days < 0:
            until = self.tr("Date passée")
        handed = review.replaces
        state = self.tr("À remettre") if handed is None else self.tr("Fiche n° {number}")
        since = (
            self.tr("Aucune fiche n’a quitté cet ordinateur.")
            if handed is None
            else self.tr("Remise le {date}. Elle peut être refaite.").format(date=date_time_fr(handed))
        )
        figures = row(
            _figure(self.tr("Dossiers clos"), done, closed.format(left=left, recused=recused), bar),
            _figure(self.tr("Avant la remise des fiches"), until, date_time_fr(review.deadline)),
            _figure(self.tr("Votre fiche"), state.format(number=review.next_version - 1), since),
            spacing=16,
        )
        for place in range(figures.count()):
            figures.setStretch(place, 1)
        return figures

    def _make_checks(self) -> QWidget:
        checks = CheckList()
        checks.show_checks(self._resume.missing[:MOST_CHECKS])
        checks.place_asked.connect(self.place_asked)
        more = len(self._resume.missing) - MOST_CHECKS
        title = Label(self.tr("Avant de remettre votre fiche"), "section_title")
        layout = column(title, 12, checks, margins=(24, 18, 20, 18))
        if more > 0:
            words = self.tr("Et {count}.").format(
                count=count_fr(more, self.tr("autre point"), self.tr("autres points"))
            )
            layout.addSpacing(8)
            layout.addWidget(Label(words, "mention"))
        return Card(layout)


def _line(icon: IconName, words: str, tint: Token) -> QBoxLayout:
    line = row(spacing=10)
    line.addWidget(IconLabel(icon, "mention", 16), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Label(words, "long", tint=tint, wrap=True), 1)
    return line


def _figure(name: str, value: str, detail: str, bar: QWidget | None = None) -> QWidget:
    parts = column(Label(name, "mention"), 4, Label(value, "figure"), 6, margins=(22, 16, 22, 16))
    if bar is not None:
        parts.addWidget(bar)
        parts.addSpacing(6)
    parts.addWidget(Label(typeset(detail), "mention", wrap=True))
    parts.addStretch(1)
    return Card(parts)


def _short(remark: str) -> str:
    words = " ".join(remark.split())
    return words if len(words) <= LONGEST_REMARK else f"{words[:LONGEST_REMARK].rstrip()}…"
