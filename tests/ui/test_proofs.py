"""« Preuves… » in both spaces, over real desks: read, copied, checked, without a stop that has no name."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from commission_app.errors import AppError
from commission_app.ui import appearance, theme
from commission_app.ui.main_window import MainWindow
from commission_app.ui.member.desk import MemberWindow
from commission_app.ui.member.lot_checking import LotChecking, tell_damage
from commission_app.ui.models.journal_model import JournalModel
from commission_app.ui.proofs import windows
from commission_app.ui.proofs.copied_text import CopiedText
from commission_app.ui.proofs.journal_page import JournalPage
from commission_app.ui.proofs.journal_table import JournalTable
from commission_app.ui.proofs.member_pages import LotsPage
from commission_app.ui.proofs.proofs_window import ProofsWindow
from commission_app.ui.secretariat.desk import SecretariatWindow
from commission_app.ui.shell import Shell
from commission_app.ui.tasks import Report
from commission_app.ui.turns import at_once
from commission_app.ui.widgets.badge import Badge
from commission_app.ui.widgets.banners import ProgressBanner
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.workflow.end_of_campaign import put_reminder_aside
from commission_app.workflow.member.lot_checks import DamagedPiece, LotCheck, check_lots, check_new_lots
from commission_app.workflow.member.read import bundle_view
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.proofs import member_proofs, secretariat_proofs
from commission_app.workflow.secretariat.journal_view import JournalView, journal_view
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.ui.audit import changed_by_wheel, unnamed
from tests.ui.conftest import NOW
from tests.ui.seen import all_text
from tests.workflow.campaigns import Prepared, invented, prepare
from tests.workflow.received import answered


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """A campaign whose first member handed in, was received, and read the receipt of the close."""
    return answered(prepare(tmp_path_factory.mktemp("proofs"), invented(2, 2)))


@pytest.fixture
def member(campaign: Prepared) -> Iterator[MemberSession]:
    with campaign.member("m01", next((campaign.folder / "lots").glob("*.lot"))) as session:
        yield session


@pytest.fixture
def secretariat(campaign: Prepared) -> Iterator[SecretariatSession]:
    with campaign.secretariat() as session:
        yield session


def ask_for_proofs(window: MainWindow) -> ProofsWindow:
    """Open the proofs by their entry in the menu of the person."""
    actions = (action for part in window.findChildren(QWidget) for action in part.actions())
    next(action for action in actions if action.objectName() == "proofs").trigger()
    return window.findChildren(ProofsWindow)[0]


@pytest.fixture
def member_proofs_shown(member: MemberSession, shell: Shell, qtbot: QtBot) -> Iterator[ProofsWindow]:
    parent = QWidget()
    qtbot.addWidget(parent)
    checking = LotChecking(partial(check_new_lots, member), partial(check_lots, member), shell.tasks, parent)
    shown = windows.member_window(parent, "Campagne", member, checking, shell.tasks)
    shown.show_pages()
    qtbot.waitUntil(lambda: bool(copied(shown)))
    yield shown
    shown.close()


@pytest.fixture
def secretariat_proofs_shown(secretariat: SecretariatSession, shell: Shell, qtbot: QtBot) -> ProofsWindow:
    window = SecretariatWindow(secretariat, secretariat.campaign.name, shell)
    at_once(window.make_pages())
    qtbot.addWidget(window, before_close_func=lambda _: None)
    window.show()
    shown = ask_for_proofs(window)
    qtbot.waitUntil(lambda: bool(copied(shown)))
    return shown


def copied(proofs: ProofsWindow) -> dict[str, str]:
    """Return the values of the page in front, each with what copying it says."""
    return {
        found.findChildren(QPushButton)[0].accessibleName(): found.value()
        for found in proofs.page().findChildren(CopiedText)
        if found.isVisible()
    }


def open_tab(proofs: ProofsWindow, place: int, qtbot: QtBot) -> None:
    proofs.tabs.setCurrentIndex(place)
    qtbot.waitUntil(lambda: bool(copied(proofs)))


def test_a_member_finds_lots_digits_and_grid(
    member_proofs_shown: ProofsWindow, member: MemberSession
) -> None:
    seen, shown = member_proofs(member), set(copied(member_proofs_shown).values())
    assert {seen.computer.digits, seen.computer.id, seen.secretariat.digits, seen.grid} <= shown
    assert seen.lots[0].manifest in shown


def test_a_member_finds_fiches_receipt_and_list(
    member_proofs_shown: ProofsWindow, member: MemberSession, qtbot: QtBot
) -> None:
    open_tab(member_proofs_shown, 1, qtbot)
    seen, shown = member_proofs(member), set(copied(member_proofs_shown).values())
    assert seen.receipt is not None
    assert seen.register is not None
    assert {seen.sheets[0].sha512, seen.receipt.journal, seen.register.sha512} <= shown
    said = all_text(member_proofs_shown.page())
    assert "Fiche n° 1 reçue et retenue." in said
    assert "Votre fiche n° 1 figure dans la liste arrêtée" in said


def test_one_button_copies_the_bare_value_and_says_so(member_proofs_shown: ProofsWindow) -> None:
    digest = next(
        found for found in member_proofs_shown.page().findChildren(CopiedText) if len(found.value()) == 128
    )
    digest.findChildren(QPushButton)[0].click()
    assert QGuiApplication.clipboard().text() == digest.value()
    assert " " not in QGuiApplication.clipboard().text()
    assert "Copié : " in all_text(member_proofs_shown)
    digest.findChildren(QPushButton)[0].click()
    assert all_text(member_proofs_shown).count("Copié : ") == 1


def test_the_whole_lot_is_checked_when_asked(member_proofs_shown: ProofsWindow, qtbot: QtBot) -> None:
    page = member_proofs_shown.page()
    assert isinstance(page, LotsPage)
    qtbot.waitUntil(lambda: page.check is not None and page.check.isEnabled())
    assert page.check is not None
    page.check.click()
    assert not page.check.isEnabled()
    qtbot.waitUntil(lambda: page.check is not None and page.check.isEnabled())
    said = [badge.accessibleName() for badge in page.findChildren(Badge) if badge.isVisible()]
    assert said == ["Lot complet et conforme"]


def test_a_new_lot_is_checked_by_itself_and_only_once(
    member: MemberSession, shell: Shell, qtbot: QtBot
) -> None:
    put_reminder_aside(member)  # the list is settled: it would be the one notice of the window
    window = MemberWindow(member, bundle_view(member), (), None, shell)
    at_once(window.make_pages())
    qtbot.addWidget(window, before_close_func=lambda _: None)
    qtbot.waitUntil(lambda: not window.checking.is_running)
    (lot,) = member_proofs(member).lots
    assert lot.check is not None
    with qtbot.waitSignal(window.checking.found) as found:
        window.checking.check_new()
    assert found.args == [()]
    assert window.notices.notices() == []
    shown = ask_for_proofs(window)
    qtbot.waitUntil(lambda: bool(copied(shown)))


def test_the_secretariat_finds_its_keys_lots_and_the_computers_of_members(
    secretariat_proofs_shown: ProofsWindow, secretariat: SecretariatSession, qtbot: QtBot
) -> None:
    seen = secretariat_proofs(secretariat)
    assert seen.register is not None
    assert {seen.keys[0].digits, seen.grid, seen.register.sha512} <= set(
        copied(secretariat_proofs_shown).values()
    )
    assert "enveloppe de secours, gardée sous pli" in all_text(secretariat_proofs_shown.page())
    open_tab(secretariat_proofs_shown, 1, qtbot)
    assert {lot.manifest for lot in seen.lots} == set(copied(secretariat_proofs_shown).values())
    open_tab(secretariat_proofs_shown, 2, qtbot)
    assert seen.computers[0].key.digits in copied(secretariat_proofs_shown).values()
    assert [badge.accessibleName() for badge in secretariat_proofs_shown.page().findChildren(Badge)] == [
        "Reconnu"
    ]


def test_the_journal_is_read_in_french_and_checked_in_one_click(
    secretariat_proofs_shown: ProofsWindow, secretariat: SecretariatSession, qtbot: QtBot
) -> None:
    open_tab(secretariat_proofs_shown, 3, qtbot)
    page, view = secretariat_proofs_shown.page(), journal_view(secretariat)
    assert isinstance(page, JournalPage)
    page.check.click()
    qtbot.waitUntil(lambda: "Le journal est d’une seule pièce" in all_text(page))
    table = page.findChildren(JournalTable)[0]
    assert table.model().rowCount() == len(view.lines)
    assert view.head in copied(secretariat_proofs_shown).values()
    table.selectRow(len(view.lines) - 1)
    assert view.lines[-1].digest in copied(secretariat_proofs_shown).values()


def test_an_altered_journal_is_told_with_what_to_do(
    secretariat: SecretariatSession, shell: Shell, qtbot: QtBot
) -> None:
    whole = journal_view(secretariat)
    check = replace(
        whole.check,
        is_intact=False,
        broken_at=2,
        sentence="L’événement n° 2 a changé.",
        advice="Gardez tout.",
    )
    lines = tuple(replace(line, is_vouched=line.sequence < 2) for line in whole.lines)
    page = JournalPage(lambda: JournalView(lines, check, whole.head), shell.tasks)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: "Gardez tout." in all_text(page))
    page.grab()
    model = page.findChildren(JournalTable)[0].model()
    assert isinstance(model, JournalModel)
    last = model.data(model.index(0, 0), 11)  # Qt.ItemDataRole.AccessibleTextRole
    assert "ne garantit" in str(last)


def test_commands_of_other_programs_are_copied_whole(member_proofs_shown: ProofsWindow, qtbot: QtBot) -> None:
    open_tab(member_proofs_shown, 2, qtbot)
    values = copied(member_proofs_shown).values()
    assert any("ssh-keygen -Y verify -f known -I membre" in value for value in values)


@pytest.mark.parametrize("chosen", [theme.LIGHT, theme.DARK, theme.HIGH_CONTRAST])
def test_every_page_is_named_and_follows_the_theme(
    secretariat_proofs_shown: ProofsWindow, qtbot: QtBot, qapp: QApplication, chosen: theme.Theme
) -> None:
    appearance.apply(qapp, chosen, 130)
    for place in range(secretariat_proofs_shown.tabs.count()):
        open_tab(secretariat_proofs_shown, place, qtbot)
        assert unnamed(secretariat_proofs_shown) == []
        assert changed_by_wheel(secretariat_proofs_shown) == []
        secretariat_proofs_shown.grab()


@pytest.mark.parametrize(("percent", "width"), [(100, 980), (150, 640), (200, 980)])
def test_no_value_is_cut_whatever_the_text_and_the_window(
    member_proofs_shown: ProofsWindow, qtbot: QtBot, qapp: QApplication, percent: int, width: int
) -> None:
    appearance.apply(qapp, theme.LIGHT, percent)
    member_proofs_shown.resize(width, 600)
    for place in range(member_proofs_shown.tabs.count()):
        open_tab(member_proofs_shown, place, qtbot)
        qtbot.waitUntil(lambda: not cut(member_proofs_shown))


def cut(proofs: ProofsWindow) -> list[str]:
    """Return the values whose frame is too small for them."""
    frames = proofs.page().findChildren(CopiedText)
    return [frame.value() for frame in frames if frame.height() < frame.heightForWidth(frame.width())]


def test_the_members_pages_are_named(member_proofs_shown: ProofsWindow, qtbot: QtBot) -> None:
    for place in range(member_proofs_shown.tabs.count()):
        open_tab(member_proofs_shown, place, qtbot)
        assert unnamed(member_proofs_shown) == []
        assert changed_by_wheel(member_proofs_shown) == []


def test_opened_again_the_same_window_comes_back(secretariat_proofs_shown: ProofsWindow) -> None:
    window = secretariat_proofs_shown.parentWidget()
    assert isinstance(window, MainWindow)
    secretariat_proofs_shown.close()
    assert ask_for_proofs(window) is secretariat_proofs_shown
    assert secretariat_proofs_shown.isVisible()
    assert len(window.findChildren(ProofsWindow)) == 1


def test_the_proofs_close_with_their_window(secretariat_proofs_shown: ProofsWindow) -> None:
    window = secretariat_proofs_shown.parent()
    assert isinstance(window, MainWindow)
    window.close()
    assert not secretariat_proofs_shown.isVisible()


# ------------------------------------------------------------------------------------------- checking


def checked(*codes: str) -> LotCheck:
    pieces = tuple(DamagedPiece(code, f"Pièce {number}", "Brouzargues") for number, code in enumerate(codes))
    return LotCheck("L1", 1, NOW, NOW, 10, pieces)


@pytest.fixture
def area(qtbot: QtBot) -> NoticeArea:
    made = NoticeArea()
    qtbot.addWidget(made)
    return made


def test_a_whole_lot_is_not_told(area: NoticeArea) -> None:
    tell_damage(area, [checked(), checked()])
    assert area.notices() == []


def test_one_damaged_piece_is_told_with_its_sentence_and_its_dossier(area: NoticeArea) -> None:
    tell_damage(area, [checked("LOT-11")])
    (what, do) = area.notices()[0].words()
    assert "Pièce 0 (Brouzargues)" in what
    assert "restent lisibles" in what
    assert "Recopiez" in do


def test_several_damaged_pieces_are_told_together_and_the_rest_counted(area: NoticeArea) -> None:
    tell_damage(area, [checked(*["LOT-11"] * 5, "LOT-12", "LOT-12")])
    other, damaged = [notice.words()[0] for notice in area.notices()]
    assert "Pièce 2 (Brouzargues) et 2 autres." in damaged
    assert "Pièce 3" not in damaged
    assert "celles que le secrétariat a scellées" in other
    area.clear()
    tell_damage(area, [checked(*["LOT-11"] * 4)])
    assert "et une autre." in area.notices()[0].words()[0]


def test_a_check_under_way_is_shown_and_can_be_interrupted(shell: Shell, qtbot: QtBot) -> None:
    gate, began = threading.Event(), threading.Event()

    def slow(report: Report) -> tuple[LotCheck, ...]:
        report(1, 3, "Lettre d’intention")
        began.set()
        gate.wait(10)
        report(2, 3, "Lettre d’intention")
        return (checked(),)

    parent = QWidget()
    qtbot.addWidget(parent)
    checking = LotChecking(lambda _: (), slow, shell.tasks, parent)
    found: list[object] = []
    checking.found.connect(found.append)
    checking.check_all()
    checking.check_all()  # one at a time
    page = LotsPage(lambda: (_ for _ in ()).throw(AppError("DSK-25")), checking, shell.tasks)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(began.is_set)
    assert not shell.tasks.has_long_work()
    (banner,) = page.findChildren(ProgressBanner)
    next(b for b in banner.findChildren(QPushButton) if "Interrompre" in b.text()).click()
    gate.set()
    qtbot.waitUntil(lambda: not checking.is_running)
    assert found == []
    assert page.notices.notices() == [] or "verrouillée" in page.notices.notices()[0].words()[0]


def test_a_lot_that_can_no_longer_be_read_is_explained(shell: Shell, qtbot: QtBot) -> None:
    def gone(_report: Report) -> tuple[LotCheck, ...]:
        raise AppError("LOT-15", file="L1.lot")

    parent = QWidget()
    qtbot.addWidget(parent)
    checking = LotChecking(gone, gone, shell.tasks, parent)
    with qtbot.waitSignal(checking.failed) as failed:
        checking.check_all()
    assert isinstance((failed.args or [None])[0], AppError)
    qtbot.waitUntil(lambda: not checking.is_running)
