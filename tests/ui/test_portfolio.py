"""« Sélection »: gaps first, a list only when someone asks, and nothing of it is official."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from commission_app.scoring.diversity import Force
from commission_app.scoring.ids import DossierId
from commission_app.ui.secretariat.portfolio.asked_panel import AskedPanel
from commission_app.ui.secretariat.portfolio.portfolio_page import PortfolioVerbs
from commission_app.ui.secretariat.portfolio.portfolio_window import PortfolioWindow
from commission_app.ui.shell import Shell
from commission_app.ui.tasks import Report
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.workflow.deliberation.portfolio import by_default, gaps_of
from commission_app.workflow.deliberation.portfolio_open import open_seats
from commission_app.workflow.deliberation.portfolio_proposal import propose
from commission_app.workflow.deliberation.portfolio_views import Asked, PortfolioStart, Proposal, Purse
from commission_app.workflow.preparation.candidacies.finances import amount_written
from tests.ui.audit import changed_by_wheel, unnamed
from tests.workflow.test_portfolio import invented, with_money


class Room:
    """The verbs over one invented campaign, counting the lists that were asked for."""

    def __init__(self) -> None:
        self.start = with_money()
        self.asked: list[Asked] = []

    def propose(self, start: PortfolioStart, asked: Asked, report: Report) -> Proposal:
        self.asked.append(asked)
        return propose(start, asked, report)


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def window(parent: QWidget, qtbot: QtBot, shell: Shell, room: Room) -> PortfolioWindow:
    verbs = PortfolioVerbs(lambda: room.start, by_default, amount_written, gaps_of, room.propose, open_seats)
    made = PortfolioWindow(parent, verbs, shell.tasks)
    made.show_page()
    told(made, qtbot, "premiers dossiers")
    return made


def words(window: PortfolioWindow) -> str:
    """Return what the page shows, without what it is about to drop."""
    return spoken([label for label in window.findChildren(Label) if label.isVisible()])


def aside(window: PortfolioWindow) -> str:
    """Return what the side says, which a narrow window shows in turn with the rest."""
    asked = window.page.asked
    return spoken([label for label in asked.findChildren(Label) if label.isVisibleTo(asked)])


def spoken(labels: list[Label]) -> str:
    plain = " ".join(label.plain_text() for label in labels)
    return plain.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


def told(window: PortfolioWindow, qtbot: QtBot, expected: str) -> None:
    qtbot.waitUntil(lambda: expected in words(window))


def test_gaps_come_first_and_no_list_is_made_unasked(window: PortfolioWindow, room: Room) -> None:
    said = words(window)
    assert "Lieu D04 entre, Lieu D02 sort" in said
    assert "Proposition sous règles" not in said
    assert room.asked == []
    assert "la liste officielle ne change pas" in said
    assert "adoptées après classement" in said


def test_a_list_is_proposed_on_request_and_goes_when_something_else_is_asked(
    window: PortfolioWindow, room: Room, qtbot: QtBot
) -> None:
    window.page.propose.click()
    told(window, qtbot, "Coût de la variété")
    assert len(room.asked) == 1
    assert "Liste de réserve" in words(window)
    window.page.asked.boxes["V3"].click()
    told(window, qtbot, "sur 2.")
    assert "Coût de la variété" not in words(window)


def test_the_slider_reads_other_seats_with_the_keyboard_and_stops_at_one(
    window: PortfolioWindow, qtbot: QtBot
) -> None:
    track = window.page.asked.seats
    assert track is not None
    QTest.keyClick(track, Qt.Key.Key_Right)
    told(window, qtbot, "Les 4 premiers dossiers")
    QTest.keyClick(track, Qt.Key.Key_Home)
    told(window, qtbot, "Le premier dossier")
    assert track.value() == 1


def test_what_was_chosen_stays_when_the_page_is_read_again(window: PortfolioWindow, qtbot: QtBot) -> None:
    assert window.page.asked.seats is not None
    window.page.asked.seats.setValue(5)
    told(window, qtbot, "Les 5 premiers dossiers")
    window.show_page()
    told(window, qtbot, "Les 5 premiers dossiers")
    assert window.page.asked.asked().seats == 5


def test_a_wheel_moves_nothing_and_every_stop_is_named(window: PortfolioWindow) -> None:
    assert changed_by_wheel(window) == []
    assert unnamed(window) == []


def test_a_rule_that_the_campaign_makes_firm_is_always_read(qtbot: QtBot) -> None:
    start, panel = invented(), AskedPanel(amount_written)
    qtbot.addWidget(panel)
    rules = tuple(replace(rule, force=Force.FIRM, is_active=rule.id == "V2") for rule in start.rules)
    panel.show_start(replace(start, rules=rules), Asked(3, ()))
    assert panel.asked().rules == ("V2",)
    assert [name for name, box in panel.boxes.items() if not box.isEnabled()] == ["V2"]


def impose(window: PortfolioWindow, searched: str) -> None:
    """Find a dossier by its name, and impose it."""
    tried = window.page.asked.tried
    tried.search.setText(searched)
    QTest.keyClick(tried.dossiers, Qt.Key.Key_Down)
    tried.impose.click()


def test_a_dossier_is_imposed_with_its_cost_then_let_go_and_nothing_is_kept(
    window: PortfolioWindow, room: Room, qtbot: QtBot
) -> None:
    tried = window.page.asked.tried
    assert not tried.impose.isEnabled()  # nobody is chosen beforehand
    impose(window, "d07")
    assert "Lieu D07, imposé" in aside(window)
    window.page.propose.click()
    told(window, qtbot, "L’imposer coûte 100,00 points sur la somme des notes ; il remplace Lieu D01.")
    assert room.asked[-1].imposed == (DossierId("D07"),)
    tried.exclude.click()
    assert (tried.imposed(), tried.excluded()) == ((), (DossierId("D07"),))
    assert "L’imposer coûte" not in words(window)  # what was proposed answers another question
    name = "Ne plus essayer : Lieu D07, écarté"
    (release,) = [one for one in tried.findChildren(Button) if one.accessibleName() == name]
    release.click()
    assert window.page.asked.asked() == Asked(3, ("V2", "V3"))


def test_an_envelope_is_off_until_it_is_ticked_and_an_amount_that_cannot_be_read_is_said(
    window: PortfolioWindow, room: Room, qtbot: QtBot
) -> None:
    envelopes = window.page.asked.envelopes
    assert not envelopes.boxes[Purse.PROMISED].isEnabled()  # nobody wrote an amount
    assert "Aucun montant n’est écrit dans les dossiers." in aside(window)
    assert window.page.asked.asked().envelopes == ()
    envelopes.boxes[Purse.ASKED].click()
    told(window, qtbot, "Au plus 900 000 € demandés à l’État")
    field = envelopes.fields[Purse.ASKED]
    field.setText("beaucoup")
    field.editingFinished.emit()
    assert "Écrivez un montant en euros." in aside(window)
    assert window.page.asked.asked().envelopes == ()
    field.setText("150 000 €")
    field.editingFinished.emit()
    told(window, qtbot, "600 000 € demandés à l’État ; 450 000 € de trop.")
    assert "Écrivez un montant" not in aside(window)


def test_seats_left_open_by_weights_are_looked_for_on_request(window: PortfolioWindow, qtbot: QtBot) -> None:
    assert "tirages de poids" not in words(window)
    window.page.open.click()
    told(window, qtbot, "3 places reviennent aux mêmes dossiers pour tous les poids tirés")
    assert window.page.asked.seats is not None
    window.page.asked.seats.setValue(2)
    told(window, qtbot, "Les 2 premiers dossiers")
    assert "tirés" not in words(window)
