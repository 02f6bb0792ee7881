"""The secretariat's window over an open session: which verbs the pages use, which pages there are."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from commission_app.scoring.ids import MemberId
from commission_app.ui.main_window import MainWindow
from commission_app.ui.secretariat.consolidation_page import ConsolidationPage, ConsolidationVerbs
from commission_app.ui.secretariat.reception_page import ReceptionPage, ReceptionVerbs
from commission_app.ui.shell import Shell
from commission_app.ui.tasks import Report
from commission_app.ui.top_bar import Space
from commission_app.workflow import computers, consolidate, export, publish, receive, reception
from commission_app.workflow.secretariat_session import SecretariatSession
from commission_app.workflow.views import ReceivedFile


def reception_verbs(session: SecretariatSession) -> ReceptionVerbs:
    """Bind the verbs of the page « Réception » to one session."""

    def accept(files: Sequence[Path], progress: Report) -> tuple[ReceivedFile, ...]:
        outcomes = receive.accept_sheets(session, files, progress)
        return tuple(reception.received_file(session, outcome) for outcome in outcomes)

    def confirm(file: ReceivedFile) -> None:
        computers.confirm_computer(session, MemberId(str(file.member)), file.key)

    return ReceptionVerbs(partial(reception.reception, session), accept, confirm)


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
    """« Réception » and « Consolidation » over one session."""

    def __init__(self, session: SecretariatSession, campaign: str, shell: Shell) -> None:
        space = Space(campaign, self.tr("Secrétariat"), self.tr("Secrétariat"), self.tr("Secrétariat"))
        super().__init__(space, shell)
        self.reception = ReceptionPage(reception_verbs(session), shell.tasks)
        self.consolidation = ConsolidationPage(consolidation_verbs(session), shell.tasks)
        self.add_page(self.reception, self.tr("Réception"))
        self.add_page(self.consolidation, self.tr("Consolidation"))
        self.reception.consolidation_asked.connect(lambda: self.open_page(self.consolidation))
