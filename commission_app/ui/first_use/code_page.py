"""The first opening: the lot, the code of the letter, « est-ce bien vous ? », then the desk opens.

Nothing is kept on the computer before the person said that it is them (OPENING.md).
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from commission_app.errors import AppError
from commission_app.ui import notices, theme
from commission_app.ui.first_use.closed_work import CLOSED_WORK, ask_to_start_over, closed_work_notice
from commission_app.ui.first_use.code_form import CodeForm
from commission_app.ui.first_use.draft_proposal import DraftProposal
from commission_app.ui.first_use.drafts_panel import DraftsPanel
from commission_app.ui.first_use.greeting_panel import GreetingPanel
from commission_app.ui.first_use.known_opening import KnownOpening
from commission_app.ui.first_use.lot_choice import SUFFIX
from commission_app.ui.first_use.verbs import OpeningVerbs
from commission_app.ui.first_use.volume_gathering import VolumeGathering
from commission_app.ui.first_use.welcome_panel import WelcomePanel, phone_words
from commission_app.ui.page import Page
from commission_app.ui.tasks import Report, Tasks
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.drop_veil import DropVeil
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Line, column, row
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.workflow.member.views import Greeting

FORM_WIDTH: Final = 560
SIDE_MARGIN: Final = 24
CODE_ERRORS: Final = ("COD-01", "COD-02", "COD-03")
CHOOSING, TYPING, READING = range(3)  # steps of the welcome panel


class CodePage(Page):
    """`opened` carries what `OpeningVerbs.enter` returned, `entered` the same once it may be shown.

    With `back`, the words of a way back, somebody comes here again: `left` says that they changed their mind.
    """

    help_topic = "ouvrir-mon-lot"
    opened = Signal(object)
    entered = Signal(object)
    left = Signal()
    text_size_chosen = Signal(int)  # per cent
    practice_asked = Signal()
    secretariat_asked = Signal()

    def __init__(
        self,
        verbs: OpeningVerbs,
        tasks: Tasks,
        *,
        asks_text_size: bool = True,
        offers_practice: bool = True,
        back: str = "",
    ) -> None:
        super().__init__()
        self._verbs = verbs
        self._tasks = tasks
        self._phone = ""
        self._is_return = bool(back)
        self._is_opened = False
        self.welcome = WelcomePanel()
        self.form = CodeForm(asks_text_size=asks_text_size, sentence=self._sentence(), back=back)
        self._has_welcome = offers_practice and not back  # a letter stands there in the practice
        self.form.practice.setVisible(self._has_welcome)
        self.form.practice.clicked.connect(self.practice_asked)
        self.form.secretariat.setVisible(self._has_welcome)
        self.form.secretariat.clicked.connect(self.secretariat_asked)
        self.form.submitted.connect(self._greet)
        self.form.edited.connect(self._show_step)
        self.form.lot.zone.strange.connect(self._say_strange)
        self.form.back.clicked.connect(self.left)
        self.form.text_size_chosen.connect(self.text_size_chosen)
        self.greeting: GreetingPanel | None = None
        self._proposal = DraftProposal(self, verbs, tasks, self._show_instead)
        self._proposal.entered.connect(self.entered)
        self.notices = NoticeArea()  # as wide as the form
        self.volumes = VolumeGathering(
            self, verbs, tasks, self.form.lot.choose, lambda is_busy: self.form.set_busy(is_busy=is_busy)
        )
        self.form.lot.offered.connect(self._take)
        self.form.lot.chosen.connect(self.notices.clear)  # what was said of another file
        self._known = KnownOpening(self, self.form, verbs, tasks)
        self._known.opened.connect(self._on_opened)
        self.form.lot.chosen.connect(self._known.open)
        self._who = Label("", "mention", wrap=True)  # in the place of the explanation, when it does not fit
        self._show_who(None)
        self._shown: QWidget = self.form
        self._place = column(self.form)  # one thing at a time, as high as itself: a notice stands above it
        whole = row(self.welcome, Line(Qt.Orientation.Vertical), self._make_right())
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.veil = DropVeil(self, self.tr("Déposez ici votre lot"), [SUFFIX])
        self.veil.dropped.connect(self._take_dropped)
        self.veil.strange.connect(self._say_strange)

    def show_lot(self, file: Path) -> None:
        """Take the lot that was opened with a double click."""
        self._take([file])
        self.form.code.setFocus()

    def show_failure(self, error: Exception) -> None:
        """Show a refusal, with a way on when it is about the work kept on this computer."""
        if not isinstance(error, AppError) or error.code not in CLOSED_WORK:
            super().show_failure(error)
            return
        banner, button = closed_work_notice(error)
        button.clicked.connect(self._ask_to_start_over)
        self.notices.add(banner)
        button.setFocus()  # what had it waits no more
        notices.announce(self, " ".join(banner.words()))

    def set_compact(self, *, is_compact: bool) -> None:
        """Leave the form more room in a small window."""
        self.welcome.set_compact(is_compact=is_compact)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the explanation out when both halves do not fit."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Give both halves the widths of the new text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self._fit()

    def _fit(self) -> None:
        form = theme.scaled(FORM_WIDTH)
        self._middle.setFixedWidth(form)
        both = self.welcome.width_wanted() + form + 2 * SIDE_MARGIN
        is_explained = self.width() >= both and self._has_welcome
        self.welcome.setVisible(is_explained)
        self._who.setVisible(not is_explained)

    def _show_who(self, greeting: Greeting | None) -> None:
        parts = [self.tr("Commission de sélection") if greeting is None else greeting.campaign]
        self._who.setText(" · ".join([*parts, phone_words(greeting)]))

    def _sentence(self) -> str:
        if not self._is_return:
            return self.tr("Deux minutes, une seule fois.")
        if self._verbs.enter_known is None:
            return self.tr("Prenez le lot reçu avec votre dernière lettre, et son code.")
        return self.tr("Vos notes sont gardées. Le code n’est demandé que si votre lettre a changé.")

    def _make_right(self) -> FlowArea:
        self._middle = QWidget()
        self._middle.setLayout(
            column(STRETCH, self._who, 10, self.notices, 14, self._place, STRETCH, margins=(0, 24, 0, 24))
        )
        centered = row(STRETCH, self._middle, STRETCH, margins=(SIDE_MARGIN, 0, SIDE_MARGIN, 0))
        return FlowArea(centered, self.tr("Ouvrir mon lot"))

    def _take_dropped(self, files: Sequence[Path]) -> None:
        """Take a lot let fall anywhere on the page, unless the one before is being opened."""
        if self._shown is self.form and self.form.lot.isEnabled():
            self._take(files)

    def _take(self, files: Sequence[Path]) -> None:
        """Take a lot, or the volumes of one, which is chosen once they are all there."""
        if not self.volumes.take(files):
            self.form.lot.choose(files[0])

    def _say_strange(self, files: Sequence[Path]) -> None:
        what = self.tr("Ce n’est pas un lot de dossiers : {names}.")
        self.say_strange(what, files, self.tr("Déposez le lot reçu du secrétariat, sans l’ouvrir avant."))

    def _show_step(self) -> None:
        self.welcome.steps.show_step(CHOOSING if self.form.lot.file is None else TYPING)

    def _greet(self) -> None:
        file, code = self.form.lot.file, self.form.code.signs()
        if file is None:
            return
        self.notices.clear()
        self.form.set_busy(is_busy=True)
        self._tasks.long(
            lambda _: self._verbs.greet(file, code),
            self._show_greeting,
            self._show_refusal,
            ended=lambda: self.form.set_busy(is_busy=False),
        )

    def _show_refusal(self, error: Exception) -> None:
        self.form.set_busy(is_busy=False)  # first: what waits takes no keyboard
        self.form.code.setFocus()
        self.show_failure(error)
        if isinstance(error, AppError) and error.code in CODE_ERRORS:
            self.form.mark_code(is_wrong=True)
            self.form.code.setFocus()

    def _show_greeting(self, greeting: Greeting) -> None:
        self._phone = greeting.phone
        self.welcome.show_greeting(greeting)
        self._show_who(greeting)
        self.greeting = GreetingPanel(greeting)
        self.greeting.confirmed.connect(self._enter)
        self.greeting.refused.connect(self._on_refused)
        self._show_instead(self.greeting)
        self.greeting.yes.setFocus()

    def _show_instead(self, shown: QWidget) -> None:
        """Put a question in the place of the form, or the form again."""
        self._shown.hide()
        self._place.addWidget(shown)
        shown.show()
        self._shown = shown

    def _enter(self) -> None:
        if self.form.lot.file is not None:
            self._open(partial(self._verbs.enter, self.form.lot.file, self.form.code.signs()))

    def _ask_to_start_over(self) -> None:
        if self.form.lot.file is not None and ask_to_start_over(self):
            self.notices.clear()
            self._open(partial(self._verbs.start_over, self.form.lot.file, self.form.code.signs()))

    def _open(self, work: Callable[[Report], object]) -> None:
        """Open the lot for the person who said that it is theirs."""
        if self.greeting is not None:
            self.greeting.setEnabled(False)
        self.welcome.steps.show_step(READING)
        self.run_long(
            self._tasks,
            self.tr("Ouverture de votre lot"),
            work,
            self._on_opened,
            ended=self._on_open_ended,
        )

    def _on_open_ended(self) -> None:
        if self.greeting is not None and not self._is_opened:
            self.greeting.setEnabled(True)
            self.greeting.yes.setFocus()  # it lost the keyboard with the rest: Enter tries again

    # ---------------------------------------------------------------------------------------- drafts

    def _on_opened(self, session: object) -> None:
        """Look for drafts that the desk does not hold before the lot is shown."""
        self._is_opened = True
        self.opened.emit(session)
        self._proposal.look(session)

    @property
    def drafts(self) -> DraftsPanel | None:
        """The drafts proposed, once some were found."""
        return self._proposal.panel

    def _on_refused(self) -> None:
        """Go back to the code: nothing was kept."""
        if self.greeting is not None:
            self._show_instead(self.form)
            self.greeting.deleteLater()
            self.greeting = None
        self.form.code.clear()
        self.form.code.edited.emit()
        what = self.tr("Ce code est celui d’une autre personne ; rien n’a été gardé sur cet ordinateur.")
        do = self.tr("Prenez votre propre lettre, ou appelez le secrétariat au {phone}.")
        self.notices.add(NoticeBanner(what, do.format(phone=self._phone), "warning"))
        self.form.code.setFocus()
