"""Which pages of proofs each space shows, over an open session."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from commission_app.ui.member.lot_checking import LotChecking
from commission_app.ui.proofs.journal_page import JournalPage
from commission_app.ui.proofs.member_pages import LotsPage, sheets_cards
from commission_app.ui.proofs.outside_page import OutsidePage
from commission_app.ui.proofs.proof_page import ReadPage
from commission_app.ui.proofs.proofs_window import ProofsWindow
from commission_app.ui.proofs.secretariat_pages import campaign_cards, computers_cards, lots_cards
from commission_app.ui.tasks import Tasks
from commission_app.workflow import proofs
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.secretariat.journal_view import journal_view
from commission_app.workflow.secretariat.session import SecretariatSession

tr = QCoreApplication.translate


def member_window(
    parent: QWidget, campaign: str, session: MemberSession, checking: LotChecking, tasks: Tasks
) -> ProofsWindow:
    """Return the proofs of a member."""
    read = partial(proofs.member_proofs, session)
    lots, sheets = tr("Proofs", "Lots et ordinateur"), tr("Proofs", "Fiches et accusés")
    return ProofsWindow(
        parent,
        campaign,
        (
            (lots, LotsPage(read, checking, tasks)),
            (sheets, ReadPage(sheets, "", read, sheets_cards, tasks)),
            (tr("Proofs", "Vérifier soi-même"), OutsidePage()),
        ),
    )


def secretariat_window(
    parent: QWidget, campaign: str, session: SecretariatSession, tasks: Tasks
) -> ProofsWindow:
    """Return the proofs of the secretariat."""
    read = partial(proofs.secretariat_proofs, session)
    known = tr("Proofs", "Un ordinateur est connu à la première fiche qui en vient.")
    shown = (
        (tr("Proofs", "Campagne"), "", campaign_cards),
        (tr("Proofs", "Lots"), "", lots_cards),
        (tr("Proofs", "Ordinateurs"), known, computers_cards),
    )
    pages = [(name, ReadPage(name, words, read, cards, tasks)) for name, words, cards in shown]
    journal = JournalPage(partial(journal_view, session), tasks)
    return ProofsWindow(
        parent,
        campaign,
        (
            *pages,
            (tr("Proofs", "Journal"), journal),
            (tr("Proofs", "Vérifier soi-même"), OutsidePage()),
        ),
    )
