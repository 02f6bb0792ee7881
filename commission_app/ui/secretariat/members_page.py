"""The page « Membres et lots »: letters, lots to seal, and what to do when something is lost."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from commission_app.scoring.ids import MemberId
from commission_app.texts import count_fr
from commission_app.ui import notices
from commission_app.ui.destinations import Destination, Kind
from commission_app.ui.folder_choice import ask_folder
from commission_app.ui.models.members_model import MembersModel
from commission_app.ui.models.table_model import RowRole
from commission_app.ui.page import Page
from commission_app.ui.secretariat.cut_question import ask_cut
from commission_app.ui.secretariat.member_panel import MemberPanel
from commission_app.ui.secretariat.members_table import MembersTable
from commission_app.ui.secretariat.readings.readings_page import ReadingsVerbs
from commission_app.ui.secretariat.readings.readings_window import ReadingsWindow
from commission_app.ui.secretariat.recusal_question import ask_recusal
from commission_app.ui.tasks import Report, Tasks
from commission_app.ui.widgets import question
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.empty_page import EmptyPage
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import Panel, column, row
from commission_app.ui.widgets.two_panes import TwoPanes
from commission_app.workflow.secretariat.members_view import MemberLine, MembersView

PANEL, COMPACT_PANEL = 376, 330
Write = Callable[[Path, Report], tuple[Path, ...]]


@dataclass(frozen=True)
class MembersVerbs:
    """What the page asks of the workflow."""

    view: Callable[[], MembersView]
    print_letters: Write
    seal: Write
    replace_code: Callable[[str, Path], Path]  # the member, where the letter goes
    withdraw_computers: Callable[[str, Path], Path]
    readmit_computer: Callable[[str, str], None]
    keep_away: Callable[[str, str, str], None]  # member, dossier, reason
    cut: Callable[[Path, int, Path, Report], tuple[Path, ...]]  # lot, Mo of a volume, folder
    readings: ReadingsVerbs


@dataclass(frozen=True)
class Questions:
    """What the page asks a person; replaced in tests."""

    folder: Callable[[QWidget, str], Path | None] = ask_folder
    confirm: Callable[[QWidget, str, str, str], bool] = question.ask
    recusal: Callable[[QWidget, MemberLine], tuple[str, str] | None] = ask_recusal
    cut: Callable[[QWidget], tuple[Path, int] | None] = ask_cut


class MembersPage(Page):
    """The members, and the panel of the one chosen."""

    help_topic = "membres-et-lots"

    def __init__(self, verbs: MembersVerbs, tasks: Tasks, ask: Questions = Questions()) -> None:
        super().__init__()
        self._verbs = verbs
        self._tasks = tasks
        self._ask = ask
        self._subtitle = Label("", "mention", wrap=True)
        self._wanted: MemberId | None = None  # to be shown once the members are read
        self._window: ReadingsWindow | None = None
        self._readings = Button(self.tr("Qui lit quoi…"), icon="users")
        self._letters = Button(self.tr("Écrire les lettres…"), icon="printer")
        self._seal = Button(self.tr("Sceller les lots…"), "primary", icon="package-open")
        self._model = MembersModel()
        self._table = MembersTable(self._model, self.tr("Membres et lots"))
        self._empty = EmptyPage("files", self.tr("Aucun membre"), self.tr("La campagne n’a pas de membre."))
        self._empty.hide()
        self._panel = MemberPanel()
        self._connect()
        main = Panel(column(self._header(), self.notices, self._table, self._empty))
        titles = (self.tr("Membres"), self.tr("Membre choisi"))
        self._panes = TwoPanes(main, self._panel, self.tr("Volet montré"), titles)
        self.setLayout(column(self._panes))
        self.set_compact(is_compact=False)

    def refresh(self) -> None:
        """Read the members again."""
        self._tasks.store(self._verbs.view, self.show_view, self.show_failure)

    def show_view(self, view: MembersView) -> None:
        """Show the members, keeping the chosen one."""
        chosen = self._chosen()
        wanted, self._wanted = self._wanted or (chosen and chosen.member), None
        self._subtitle.setText(view.summary)
        self._seal.setEnabled(view.lots_to_seal > 0)
        self._model.set_rows(view.members)
        self._table.setVisible(bool(view.members))
        self._empty.setVisible(not view.members)
        self.counter_changed.emit(str(len(view.members)))
        for number, line in enumerate(view.members):
            if line.member == wanted:
                self._table.selectRow(number)
        self._show_chosen()

    def show_member(self, member: MemberId) -> None:
        """Choose a member, as soon as the list has them."""
        found = [number for number, line in enumerate(self._model.rows()) if line.member == member]
        self._wanted = None if found else member
        for number in found:
            self._table.selectRow(number)
            self._panes.show_side()

    def destinations(self) -> Iterator[Destination]:
        """Return the members."""
        for number, line in enumerate(self._model.rows()):
            show = partial(self._table.selectRow, number)
            yield Destination(Kind.PERSON, line.name, line.institution_name, show, line.institution)

    def panes(self) -> Sequence[QWidget]:
        """Return where F6 goes."""
        return self._table, self._panel

    def set_compact(self, *, is_compact: bool) -> None:
        """Give the table more room on a small window."""
        self._panes.set_side_width(COMPACT_PANEL if is_compact else PANEL)
        self._table.set_compact(is_compact=is_compact)

    def _connect(self) -> None:
        self._letters.clicked.connect(self._print_letters)
        self._seal.clicked.connect(self._seal_lots)
        self._readings.clicked.connect(self._show_readings)
        self._panel.cut_asked.connect(self._cut_lot)
        self._table.selectionModel().selectionChanged.connect(self._show_chosen)
        self._panel.new_code_asked.connect(self._replace_code)
        self._panel.loss_declared.connect(self._declare_loss)
        self._panel.recusal_asked.connect(self._declare_recusal)
        self._panel.computer_readmitted.connect(self._readmit)

    def _header(self) -> QHBoxLayout:
        title = column(Label(self.tr("Membres et lots"), "screen_title"), 2, self._subtitle)
        buttons = (self._readings, 8, self._letters, 8, self._seal)
        header = row(title, 12, *buttons, margins=(20, 14, 20, 12))
        header.setStretch(0, 1)
        return header

    def _print_letters(self) -> None:
        folder = self._ask.folder(self, self.tr("Dossier des lettres"))
        if folder is None:
            return
        self.notices.clear()
        self._letters.setEnabled(False)
        self.run_long(
            self._tasks,
            self.tr("Écriture des lettres"),
            lambda report: self._verbs.print_letters(folder, report),
            self._say_letters,
            ended=self._end_writing,
        )

    def _seal_lots(self) -> None:
        folder = self._ask.folder(self, self.tr("Dossier des lots"))
        if folder is None:
            return
        self.notices.clear()
        self._seal.setEnabled(False)
        self.run_long(
            self._tasks,
            self.tr("Scellement des lots"),
            lambda report: self._verbs.seal(folder, report),
            self._say_lots,
            ended=self._end_writing,
        )

    def _show_readings(self) -> None:
        if self._window is None:
            self._window = ReadingsWindow(self, self._verbs.readings, self._tasks)
            self._window.page.changed.connect(self.refresh)
        self._window.show_page()

    def _cut_lot(self) -> None:
        asked = self._ask.cut(self)
        folder = self._ask.folder(self, self.tr("Dossier des volumes")) if asked else None
        if asked is None or folder is None:
            return
        self.notices.clear()
        lot, size = asked
        self.run_long(
            self._tasks,
            self.tr("Découpage du lot"),
            lambda report: self._verbs.cut(lot, size, folder, report),
            self._say_volumes,
        )

    def _say_volumes(self, files: tuple[Path, ...]) -> None:
        what = self.tr("{count} volumes écrits.").format(count=len(files))
        more = self.tr("Envoyez chacun dans un message : dossier {folder}.")
        self._say(what, more.format(folder=files[0].parent))

    def _replace_code(self, line: MemberLine) -> None:
        what = self.tr("Refaire la lettre de {name} ?").format(name=line.name)
        meaning = self.tr(
            "L’ancien code n’ouvrira plus les prochains lots. Ses fiches retenues le restent. "
            "Une nouvelle lettre est écrite, et son lot est à sceller de nouveau."
        )
        self._write_letter(line, what, meaning, self.tr("Refaire la lettre…"), self._verbs.replace_code)

    def _declare_loss(self, line: MemberLine) -> None:
        what = self.tr("L’ordinateur de {name} est perdu ou volé ?").format(name=line.name)
        meaning = self.tr(
            "Aucune nouvelle fiche n’en sera prise. Les fiches déjà retenues le restent. "
            "Son code est remplacé : une nouvelle lettre est écrite, et son lot est à sceller de nouveau."
        )
        self._write_letter(line, what, meaning, self.tr("Le retirer…"), self._verbs.withdraw_computers)

    def _write_letter(
        self, line: MemberLine, what: str, meaning: str, action: str, verb: Callable[[str, Path], Path]
    ) -> None:
        if not self._ask.confirm(self, what, meaning, action):
            return
        folder = self._ask.folder(self, self.tr("Dossier de la lettre"))
        if folder is not None:
            self.notices.clear()
            self._tasks.store(lambda: verb(line.member, folder), self._say_letter, self.show_failure)

    def _declare_recusal(self, line: MemberLine) -> None:
        answer = self._ask.recusal(self, line)
        if answer is not None:
            self._change(lambda: self._verbs.keep_away(line.member, *answer))

    def _readmit(self, line: MemberLine, key: str) -> None:
        self._change(lambda: self._verbs.readmit_computer(line.member, key))

    def _change(self, verb: Callable[[], None]) -> None:
        self._tasks.store(verb, lambda _none: self.refresh(), self.show_failure)

    def _say_letter(self, file: Path) -> None:
        what = self.tr("La nouvelle lettre est écrite : {name}.").format(name=file.name)
        self._say(what, self.tr("Scellez son lot, puis remettez lettre et lot par deux voies différentes."))
        self.refresh()

    def _say_letters(self, files: tuple[Path, ...]) -> None:
        counted = count_fr(len(files), self.tr("lettre écrite"), self.tr("lettres écrites"))
        self._say(f"{counted}.", self.tr("Remettez-les par une autre voie que les lots."))

    def _say_lots(self, files: tuple[Path, ...]) -> None:
        what = self.tr("{count} lots scellés.").format(count=len(files))
        more = self.tr("Remettez-les par une autre voie que les lettres.")
        if len(files) == 1:
            what = self.tr("Un lot scellé : {name}.").format(name=files[0].name)
            more = self.tr("Remettez-le par une autre voie que les lettres.")
        self._say(what, more)

    def _say(self, what: str, more: str) -> None:
        self.notices.add(NoticeBanner(what, more, "success"))
        notices.announce(self, what)

    def _end_writing(self) -> None:
        self._letters.setEnabled(True)
        self.refresh()

    def _chosen(self) -> MemberLine | None:
        index = self._table.currentIndex()
        found = index.data(RowRole) if index.isValid() else None
        return found if isinstance(found, MemberLine) else None

    def _show_chosen(self) -> None:
        self._panel.show_member(self._chosen())
