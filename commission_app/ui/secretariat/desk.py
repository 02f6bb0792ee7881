"""The secretariat's window over an open session: which verbs the pages use, which pages there are."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from commission_app.errors import AppError
from commission_app.scoring.ids import MemberId
from commission_app.ui import actions, notices
from commission_app.ui.erasure.asking import ErasureAsking
from commission_app.ui.main_window import MainWindow
from commission_app.ui.proofs import windows as proofs
from commission_app.ui.proofs.proofs_window import ProofsWindow
from commission_app.ui.safekeeping.key_change_notice import tell_key_change
from commission_app.ui.safekeeping.safekeeping_page import SafekeepingPage
from commission_app.ui.safekeeping.safekeeping_window import SafekeepingWindow
from commission_app.ui.safekeeping.verbs import safekeeping_verbs
from commission_app.ui.secretariat.analysis.reading import AnalysisVerbs
from commission_app.ui.secretariat.calculation.calculation_page import CalculationVerbs
from commission_app.ui.secretariat.campaign.campaign_page import CampaignPage
from commission_app.ui.secretariat.campaign.campaign_window import CampaignWindow
from commission_app.ui.secretariat.campaign.verbs import campaign_verbs
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
from commission_app.ui.secretariat.portfolio.portfolio_page import PortfolioVerbs
from commission_app.ui.secretariat.reception_page import ReceptionPage, ReceptionVerbs
from commission_app.ui.secretariat.todo_page import TodoPage, TodoVerbs
from commission_app.ui.shell import Shell
from commission_app.ui.tasks import Report
from commission_app.ui.top_bar import Space
from commission_app.workflow.deliberation import (
    analysis,
    calculation,
    consolidate,
    export,
    portfolio,
    publish,
)
from commission_app.workflow.end_of_campaign import end_of_campaign
from commission_app.workflow.receiving import closing, receipts, receive, reception
from commission_app.workflow.secretariat import chest, computers, rotation, todo
from commission_app.workflow.secretariat.session import SecretariatSession
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
        PortfolioVerbs(
            partial(portfolio.start, session), portfolio.by_default, portfolio.gaps_of, portfolio.propose
        ),
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
        read = partial(end_of_campaign, session.desk, session.place, session)
        self.erasure = ErasureAsking(self, session.place, read, shell.tasks)
        self.erasure.refused.connect(self._tell_failure)
        self.add_campaign_action(actions.make("campaign", self, self.show_campaign))
        self.add_campaign_action(actions.make("safekeeping", self, self.show_safekeeping))
        self.add_campaign_action(actions.make("erase", self, self.erasure.ask))
        shell.tasks.store(partial(rotation.change_to_follow, session), self._tell_change, self._tell_failure)

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

    def _open_place(self, place: todo.Place) -> None:
        """Open the page where a line to do leads."""
        pages = {
            todo.Place.DOSSIERS: self.dossiers,
            todo.Place.MEMBERS: self.members,
            todo.Place.RECEPTION: self.reception,
            todo.Place.CONSOLIDATION: self.consolidation,
            todo.Place.MEETING: self.meeting,
        }
        self.open_page(pages[place])

    def show_campaign(self) -> None:
        """Show the settings and the grid beside the work."""
        if self._campaign is None:
            page = CampaignPage(campaign_verbs(self._session), self._lanes)
            self._campaign = CampaignWindow(self, self._session.place.name, page)
        self._campaign.show_page()

    def show_safekeeping(self) -> None:
        """Show « Mise à l’abri » beside the work."""
        if self._safekeeping is None:
            page = SafekeepingPage(safekeeping_verbs(self._session), self._lanes)
            page.erasure_asked.connect(self.erasure.ask)
            page.lost.connect(self.session_lost)
            page.changed.connect(self._read_again)
            self._safekeeping = SafekeepingWindow(self, self._session.place.name, page)
        self._safekeeping.show_page()

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
