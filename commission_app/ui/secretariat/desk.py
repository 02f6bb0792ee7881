"""The secretariat's window over an open session: which verbs the pages use, which pages there are."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QCloseEvent

from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.ui import actions, notices
from commission_app.ui.erasure.asking import ErasureAsking
from commission_app.ui.main_window import MainWindow
from commission_app.ui.proofs import windows as proofs
from commission_app.ui.proofs.proofs_window import ProofsWindow
from commission_app.ui.safekeeping.keeping_safe import KeepingSafe
from commission_app.ui.safekeeping.key_change_notice import tell_key_change
from commission_app.ui.safekeeping.safekeeping_page import SafekeepingPage
from commission_app.ui.safekeeping.safekeeping_window import SafekeepingWindow
from commission_app.ui.safekeeping.verbs import safekeeping_verbs
from commission_app.ui.safekeeping.workspace_verbs import workspace_verbs
from commission_app.ui.secretariat.analysis.reading import AnalysisVerbs
from commission_app.ui.secretariat.calculation.calculation_page import CalculationVerbs
from commission_app.ui.secretariat.campaign.campaign_window import PEOPLE, CampaignWindow
from commission_app.ui.secretariat.campaign.envelope_question import EnvelopeQuestion
from commission_app.ui.secretariat.campaign.grid_page import GridPage
from commission_app.ui.secretariat.campaign.grid_verbs import grid_verbs
from commission_app.ui.secretariat.campaign.people_page import PeoplePage
from commission_app.ui.secretariat.campaign.settings_page import SettingsPage
from commission_app.ui.secretariat.campaign.settings_verbs import people_verbs, settings_verbs
from commission_app.ui.secretariat.chest_card import ChestVerbs
from commission_app.ui.secretariat.consolidation_page import ConsolidationPage, ConsolidationVerbs
from commission_app.ui.secretariat.documents.documents_page import DocumentsPage
from commission_app.ui.secretariat.documents.verbs import documents_verbs
from commission_app.ui.secretariat.intake.dossiers_page import DossiersPage
from commission_app.ui.secretariat.intake.dossiers_verbs import dossiers_verbs
from commission_app.ui.secretariat.meeting.meeting_page import MeetingPage
from commission_app.ui.secretariat.meeting.verbs import meeting_verbs
from commission_app.ui.secretariat.members_page import MembersPage
from commission_app.ui.secretariat.members_verbs import members_verbs
from commission_app.ui.secretariat.paper.verbs import paper_verbs
from commission_app.ui.secretariat.portfolio.verbs import portfolio_verbs
from commission_app.ui.secretariat.reception_page import ReceptionPage, ReceptionVerbs
from commission_app.ui.secretariat.stage_one.departements_window import (
    CHOICE,
    INVITATIONS,
    DepartementsWindow,
)
from commission_app.ui.secretariat.stage_one.invitations_page import InvitationsPage
from commission_app.ui.secretariat.stage_one.stage_one_page import StageOnePage
from commission_app.ui.secretariat.stage_one.verbs import invitations_verbs, stage_one_verbs
from commission_app.ui.secretariat.todo_page import TodoPage, TodoVerbs
from commission_app.ui.shell import Shell
from commission_app.ui.tasks import Report
from commission_app.ui.top_bar import Space
from commission_app.ui.turns import by_turns
from commission_app.workflow.deliberation import (
    analysis,
    calculation,
    consolidate,
    export,
    publish,
)
from commission_app.workflow.end_of_campaign import end_of_campaign
from commission_app.workflow.preparation.settings import creation
from commission_app.workflow.receiving import closing, receipts, receive, reception
from commission_app.workflow.secretariat import chest, computers, rotation, todo
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.todo_views import Place
from commission_app.workflow.secretariat.views import ReceivedFile


def reception_verbs(session: SecretariatSession) -> ReceptionVerbs:
    """Bind the verbs of the page « Réception » to one session."""

    def accept(files: Sequence[Path], progress: Report) -> tuple[ReceivedFile, ...]:
        outcomes = receive.accept_sheets(session, files, progress)
        return tuple(reception.received_file(session, outcome) for outcome in outcomes)

    def confirm(file: ReceivedFile) -> None:
        computers.confirm_computer(session, MemberId(str(file.member)), file.key)

    def confirm_digits(file: ReceivedFile, digits: str) -> None:
        computers.confirm_computer(session, MemberId(str(file.member)), file.key, digits)

    return ReceptionVerbs(
        partial(reception.reception, session),
        accept,
        confirm,
        partial(receipts.write_receipts, session),
        partial(closing.standing, session),
        partial(closing.close_reception, session),
        confirm_digits if session.campaign.reinforced else None,
        _chest_verbs(session),
        paper_verbs(session),
    )


def _chest_verbs(session: SecretariatSession) -> ChestVerbs | None:
    if not session.secrets.chest:
        return None
    return ChestVerbs(
        partial(chest.chest_is_closed, session),
        partial(chest.open_chest, session),
        partial(chest.close_chest, session),
    )


def consolidation_verbs(session: SecretariatSession) -> ConsolidationVerbs:
    """Bind the verbs of the page « Consolidation » to one session."""

    def write(folder: Path, progress: Report) -> tuple[Path, ...]:
        progress(0, 1, "")
        return export.export_consolidation(
            session, consolidate.compute(consolidate.facts_of(session)), folder
        )

    return ConsolidationVerbs(
        partial(consolidate.consolidation, session),
        write,
        partial(publish.print_documents, session),
        CalculationVerbs(
            partial(calculation.calculation, session),
            partial(calculation.print_calculation, session),
            calculation.file_name,
        ),
        AnalysisVerbs(
            partial(analysis.start, session), analysis.analyse, analysis.refine, analysis.try_weights
        ),
        portfolio_verbs(session),
    )


class SecretariatWindow(MainWindow):
    """« Membres et lots », « Réception », « Consolidation » and « Délibération » over one session."""

    side = "secretariat"
    consolidation: ConsolidationPage  # made after the page that opens it

    def __init__(self, session: SecretariatSession, campaign: str, shell: Shell) -> None:
        space = Space(campaign, self.tr("Secrétariat"), self.tr("Secrétariat"), self.tr("Secrétariat"))
        super().__init__(space, shell, show_proofs=self._show_proofs)
        self._session = session
        self._lanes = shell.tasks
        self._proofs: ProofsWindow | None = None
        self._safekeeping: SafekeepingWindow | None = None
        self._campaign: CampaignWindow | None = None
        self._departements: DepartementsWindow | None = None
        read = partial(end_of_campaign, session.desk, session.place, session)
        self.erasure = ErasureAsking(self, session.place, read, shell.tasks)
        self.erasure.refused.connect(self._tell_failure)
        self.menus.add_campaign(actions.make("campaign", self, self.show_campaign))
        self.menus.add_campaign(actions.make("departements", self, self.show_departements))
        self.menus.add_campaign(actions.make("campaigns", self, self.campaigns_asked.emit))
        self.menus.add_campaign(actions.make("safekeeping", self, self.show_safekeeping))
        self.menus.add_campaign(actions.make("erase", self, self.erasure.ask))
        shell.tasks.store(partial(rotation.change_to_follow, session), self._tell_change, self._tell_failure)
        self.keeping = KeepingSafe(workspace_verbs(session), shell.tasks, self.notices, self)
        self.keeping.closed.connect(self.close)
        self.keeping.begin()

    def make_pages(self) -> Iterator[None]:
        """Make the pages, the one in front first."""
        self.todo = TodoPage(
            TodoVerbs(partial(todo.todo, self._session), partial(todo.say_convoked, self._session)),
            self._lanes,
        )
        self.add_page(self.todo, self.tr("À faire"))
        yield
        self.dossiers = DossiersPage(dossiers_verbs(self._session), self._lanes)
        self.add_page(self.dossiers, self.tr("Dossiers"))
        yield
        self.members = MembersPage(members_verbs(self._session), self._lanes)
        self.add_page(self.members, self.tr("Membres et lots"))
        yield
        self.reception = ReceptionPage(reception_verbs(self._session), self._lanes)
        self.add_page(self.reception, self.tr("Réception"))
        yield
        self.consolidation = ConsolidationPage(consolidation_verbs(self._session), self._lanes)
        self.reception.consolidation_asked.connect(lambda: self.open_page(self.consolidation))
        self.add_page(self.consolidation, self.tr("Consolidation"))
        yield
        self.meeting = MeetingPage(meeting_verbs(self._session), self._lanes)
        self.add_page(self.meeting, self.tr("Délibération"))
        yield
        self.documents = DocumentsPage(documents_verbs(self._session), self._lanes)
        self.add_page(self.documents, self.tr("Documents"))
        self.todo.place_asked.connect(self._open_place)  # once every page is there
        yield

    def _open_place(self, place: Place, subject: str) -> None:
        """Open the page where a line to do leads, on the dossier or the member it is about."""
        if place is Place.PEOPLE:
            self.show_campaign(PEOPLE)
            return
        if place in (Place.DEPARTEMENTS, Place.INVITATIONS):
            self.show_departements(CHOICE if place is Place.DEPARTEMENTS else INVITATIONS)
            return
        if place is Place.SAFEKEEPING:
            self.show_safekeeping()
            return
        if place is Place.ENVELOPE:
            self._check_envelope()
            return
        pages = {
            Place.DOSSIERS: self.dossiers,
            Place.MEMBERS: self.members,
            Place.RECEPTION: self.reception,
            Place.CONSOLIDATION: self.consolidation,
            Place.MEETING: self.meeting,
        }
        self.open_page(pages[place])
        if subject and place is Place.DOSSIERS:
            self.dossiers.show_dossier(DossierId(subject))
        elif subject and place is Place.MEMBERS:
            self.members.show_member(MemberId(subject))
        elif subject and place is Place.RECEPTION:
            self.reception.show_member(MemberId(subject))

    def _check_envelope(self) -> None:
        check = partial(creation.check_envelope, self._session)
        if EnvelopeQuestion(self, check, self._lanes).exec():
            self.todo.refresh()
            self.toast(self.tr("Le pli de secours est vérifié."))

    def show_campaign(self, tab: int | None = None) -> None:
        """Show the settings, the people and the grid beside the work."""
        if self._campaign is None:
            session, lanes = self._session, self._lanes
            self._campaign = CampaignWindow(
                self,
                session.place.name,
                SettingsPage(settings_verbs(session), lanes),
                PeoplePage(people_verbs(session), lanes),
                GridPage(grid_verbs(session), lanes),
            )
        if tab is not None:
            self._campaign.tabs.setCurrentIndex(tab)
        self._campaign.show_pages()

    def show_departements(self, tab: int | None = None) -> None:
        """Show the choice of the départements, and the invitations, beside the work."""
        if self._departements is None:
            by_turns(self._make_departements(tab), self)
        else:
            self._departements.show_tab(tab)

    def _make_departements(self, tab: int | None) -> Iterator[None]:
        """Make both pages between two turns of the event loop, then show them."""
        session, lanes = self._session, self._lanes
        choice = StageOnePage(stage_one_verbs(session), lanes)
        yield
        invitations = InvitationsPage(invitations_verbs(session), lanes)
        yield
        if self._departements is None:  # or it was asked for twice meanwhile
            self._departements = DepartementsWindow(self, session.place.name, choice, invitations)
            choice.list_retained.connect(self._read_again)
        self._departements.show_tab(tab)

    def show_safekeeping(self) -> None:
        """Show « Mise à l’abri » beside the work."""
        if self._safekeeping is None:
            verbs, workspace = safekeeping_verbs(self._session), workspace_verbs(self._session)
            page = SafekeepingPage(verbs, self._lanes, workspace=workspace)
            if page.workspace is not None:
                page.workspace.shown.connect(self.keeping.take)
            page.erasure_asked.connect(self.erasure.ask)
            page.lost.connect(self.session_lost)
            page.changed.connect(self._read_again)
            self._safekeeping = SafekeepingWindow(self, self._session.place.name, page)
        self._safekeeping.show_page()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let a backup end first, when one is due."""
        if not self.has_given_way and self.keeping.holds_back():
            event.ignore()
        else:
            super().closeEvent(event)

    def _read_again(self) -> None:
        page = self.page()
        if page is not None:
            page.refresh()

    def _tell_change(self, change: rotation.KeyChange | None) -> None:
        """Say at each start that a change of keys is still to be acted upon."""
        if change is not None:
            button = tell_key_change(self.notices, change)
            button.clicked.connect(self.show_safekeeping)

    def _tell_failure(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        notices.show(error, self.notices)

    def _show_proofs(self) -> None:
        if self._proofs is None:
            campaign = self._session.place.name
            self._proofs = proofs.secretariat_window(self, campaign, self._session, self._lanes)
        self._proofs.show_pages()
