"""The page of the first opening over answers that a test chooses, and drafts to propose there."""

import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pytestqt.qtbot import QtBot

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId, InstitutionId, MemberId
from commission_app.scoring.sheet import Sheet
from commission_app.sealing.draft_backup import DraftBackup
from commission_app.ui.first_use.code_page import CodePage
from commission_app.ui.first_use.drafts_panel import DraftsPanel
from commission_app.ui.first_use.verbs import OpeningVerbs
from commission_app.ui.member.verbs import Progress
from commission_app.ui.shell import Shell
from commission_app.workflow.member.draft_offers import DraftOffer
from commission_app.workflow.member.views import Greeting

CODE = "7KF3Q9MTZ0XW4HB2C8DEV6RNAY1J5S"
SHOWN = "7KF3Q 9MTZ0 XW4HB 2C8DE V6RNA Y1J5S"
SAVED = datetime(2021, 3, 12, 18, 40, tzinfo=UTC)
GREETING = Greeting(
    member=MemberId("m01"),
    name="Claire Vasseur",
    institution=InstitutionId("DGCS"),
    institution_name="Direction générale de la cohésion sociale",
    campaign="Accueil pour tous 2021",
    phone="01 99 00 12 34",
    dossiers=14,
    deadline=datetime(2021, 6, 25, 18, tzinfo=UTC),
)


class Opening:
    """The page, and what the workflow answers."""

    def __init__(self, qtbot: QtBot, shell: Shell, folder: Path) -> None:
        self.qtbot = qtbot
        self.lot = folder / "lot de Claire Vasseur.lot"
        self.lot.write_bytes(b"lot" * 500_000)
        self.codes: list[str] = []
        self.entered: list[str] = []
        self.refusal: AppError | None = None
        self.gate: threading.Event | None = None
        self.offers: tuple[DraftOffer, ...] = ()
        self.taken: list[DraftOffer] = []
        self.closed: AppError | None = None  # of the work kept on this computer
        verbs = OpeningVerbs(self.greet, self.enter, self.start_over, lambda _: self.offers, self.take_up)
        self.page = CodePage(verbs, shell.tasks)
        qtbot.addWidget(self.page)
        self.page.resize(1440, 900)
        self.page.show()

    def greet(self, lot: Path, code: str) -> Greeting:
        assert lot == self.lot
        self.codes.append(code)
        if self.refusal is not None:
            raise self.refusal
        return GREETING

    def enter(self, lot: Path, code: str, progress: Progress) -> str:
        del lot
        if self.closed is not None:
            raise self.closed
        progress(1, 4, "Vérification des pièces")
        if self.gate is not None:
            self.gate.wait(10)
        progress(4, 4, "Vérification des pièces")
        self.entered.append(code)
        return "session"

    def start_over(self, lot: Path, code: str, progress: Progress) -> str:
        self.closed = None
        return f"new {self.enter(lot, code, progress)}"

    def take_up(self, session: object, offer: DraftOffer) -> None:
        assert session == "session"
        if self.refusal is not None:
            raise self.refusal
        self.taken.append(offer)

    def submit(self) -> None:
        self.page.form.lot.choose(self.lot)
        self.page.form.code.show_signs(CODE)
        self.page.form.button.click()

    def greeted(self) -> None:
        self.submit()
        self.qtbot.waitUntil(lambda: self.page.greeting is not None)

    def drafts(self) -> DraftsPanel:
        """Say yes, and wait for the drafts that were found."""
        self.greeted()
        assert self.page.greeting is not None
        self.page.greeting.yes.click()
        self.qtbot.waitUntil(lambda: self.page.drafts is not None)
        assert self.page.drafts is not None
        return self.page.drafts


def offer(saved: datetime = SAVED, dossiers: int = 14, closed: int = 9, **others: object) -> DraftOffer:
    draft = DraftBackup(
        CampaignId("c"), MemberId("m01"), "k", saved, "L1", 1, frozenset(), Sheet(MemberId("m01"))
    )
    found = DraftOffer(Path("a"), saved, True, True, dossiers, closed, 200, 7, None, "", draft)
    return replace(found, **others)  # type: ignore[arg-type]  # its own fields
