"""The secretariat's window over an open session: which verbs the pages use, which pages there are."""

from collections.abc import Sequence
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
from commission_app.ui.secretariat.chest_card import ChestVerbs
from commission_app.ui.secretariat.consolidation_page import ConsolidationPage, ConsolidationVerbs
from commission_app.ui.secretariat.members_page import MembersPage
from commission_app.ui.secretariat.members_verbs import members_verbs
from commission_app.ui.secretariat.reception_page import ReceptionPage, ReceptionVerbs
from commission_app.ui.shell import Shell
from commission_app.ui.tasks import Report
from commission_app.ui.top_bar import Space
from commission_app.workflow.deliberation import consolidate, export, publish
from commission_app.workflow.end_of_campaign import end_of_campaign
from commission_app.workflow.receiving import closing, receipts, receive, reception
from commission_app.workflow.secretariat import chest, computers, rotation
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
        partial(consolidate.consolidation, session), write, partial(publish.print_documents, session)
    )


class SecretariatWindow(MainWindow):
    """« Membres et lots », « Réception » and « Consolidation » over one session."""

    def __init__(self, session: SecretariatSession, campaign: str, shell: Shell) -> None:
        space = Space(campaign, self.tr("Secrétariat"), self.tr("Secrétariat"), self.tr("Secrétariat"))
        super().__init__(space, shell, show_proofs=self._show_proofs)
        self._session = session
        self._lanes = shell.tasks
        self._proofs: ProofsWindow | None = None
        self._safekeeping: SafekeepingWindow | None = None
        self.members = MembersPage(members_verbs(session), shell.tasks)
        self.reception = ReceptionPage(reception_verbs(session), shell.tasks)
        self.consolidation = ConsolidationPage(consolidation_verbs(session), shell.tasks)
        self.add_page(self.members, self.tr("Membres et lots"))
        self.add_page(self.reception, self.tr("Réception"))
        self.add_page(self.consolidation, self.tr("Consolidation"))
        self.reception.consolidation_asked.connect(lambda: self.open_page(self.consolidation))
        read = partial(end_of_campaign, session.desk, session.place, session)
        self.erasure = ErasureAsking(self, session.place, read, shell.tasks)
        self.erasure.refused.connect(self._tell_failure)
        self.add_campaign_action(actions.make("safekeeping", self, self.show_safekeeping))
        self.add_campaign_action(actions.make("erase", self, self.erasure.ask))
        shell.tasks.store(partial(rotation.change_to_follow, session), self._tell_change, self._tell_failure)

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
