"""« Remettre ma fiche »: what will be handed in, checks that lead to their place, one button, the result."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from commission_app.errors import AppError
from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.scoring.sheet import Recusal
from commission_app.ui import appearance, theme
from commission_app.ui.member.hand_in.hand_in_page import HandInPage
from commission_app.ui.member.verbs import Progress
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.ui.shell import Shell
from commission_app.ui.widgets.banners import ProgressBanner
from commission_app.workflow.member.views import Check, CheckKind, HandedIn
from tests.ui.audit import changed_by_wheel, unnamed
from tests.ui.member_samples import MemberDesk, grid, wait_for_lanes
from tests.ui.seen import button, texts

FIRST = DossierId("0001")


class HandingIn:
    """The page on a desk."""

    def __init__(self, qtbot: QtBot, shell: Shell, folder: Path) -> None:
        self.qtbot, self.shell, self.desk, self.folder = qtbot, shell, MemberDesk(), folder
        self.chosen: Path | None = None
        self.editor = SheetEditor(self.desk.sheet(), (), self.desk.record, shell.tasks.store)
        self.page = HandInPage(
            self.desk.verbs(),
            self.editor,
            shell.tasks,
            choose_folder=lambda _parent, _folder: self.chosen,
            choose_receipts=lambda _parent: [folder / "accuse.accuse"],
        )
        self.editor.setParent(self.page)
        self.page.show_folder(folder)
        qtbot.addWidget(self.page, before_close_func=lambda _: wait_for_lanes(qtbot, shell.tasks))
        self.page.resize(1300, 850)
        self.page.show()

    def refresh(self) -> None:
        """Open the page, and wait for its review."""
        self.page.refresh()
        self.qtbot.waitUntil(lambda: any("Campagne" in said for said in texts(self.page)))
        self.shell.tasks.flush()
        QApplication.processEvents()

    def hand_in(self) -> HandedIn:
        with self.qtbot.waitSignal(self.page.handed_in) as handed_in:
            (self.page.button if self.page.button.isVisible() else self.page.again).click()
        self.qtbot.waitUntil(lambda: self.page.done.isVisible() and self.page.again.isEnabled())
        done = (handed_in.args or [None])[0]
        assert isinstance(done, HandedIn)
        return done


@pytest.fixture
def handing_in(qtbot: QtBot, shell: Shell, tmp_path: Path) -> HandingIn:
    return HandingIn(qtbot, shell, tmp_path)


def test_what_will_be_handed_in_is_counted_after_the_last_letter_is_recorded(handing_in: HandingIn) -> None:
    handing_in.editor.put_mark(FIRST, CriterionId("A1.1"), 4)
    handing_in.editor.put_mark(FIRST, CriterionId("A1.2"), "NE", "pièce illisible")
    handing_in.editor.type_remark(FIRST, CriterionId("A1.1"), "À l’instant")
    handing_in.editor.set_recusal(DossierId("0004"), Recusal("personal", "Mandat"))
    handing_in.refresh()
    shown = set(texts(handing_in.page))
    assert {"Accueil pour tous 2021", "0 sur 13", "Brouzargues", "1"} <= shown
    assert "1\N{NO-BREAK SPACE}note, 1 « non évaluable »" in shown


def test_a_check_leads_to_its_place(handing_in: HandingIn) -> None:
    place = Check(CheckKind.INFORMATION, "Trois critères à justifier", "A1.1", FIRST)
    handing_in.desk.checks = (place,)
    handing_in.refresh()
    with handing_in.qtbot.waitSignal(handing_in.page.place_asked) as asked:
        button(handing_in.page.checks, "Y aller").click()
    assert asked.args == [FIRST, ""]


def blocked(dossier: DossierId = FIRST) -> Check:
    """Return two marks of one dossier that nothing justifies."""
    unjustified = tuple(grid().by_id[CriterionId(name)] for name in ("A2.1", "E2"))
    return Check(CheckKind.BLOCKING, "Brouzargues : 2 notes à justifier", "", dossier, unjustified)


def test_a_dossier_to_complete_is_one_line_that_names_each_criterion(handing_in: HandingIn) -> None:
    handing_in.desk.checks = (blocked(),)
    handing_in.refresh()
    ways = handing_in.page.checks.findChildren(QPushButton)
    labels = [criterion.label for criterion in blocked().criteria]
    assert [way.text() for way in ways] == [f"A2.1 · {labels[0]}", f"E2 · {labels[1]}"]
    with handing_in.qtbot.waitSignal(handing_in.page.place_asked) as asked:
        QTest.keyClick(ways[1], Qt.Key.Key_Return)
    assert asked.args == [FIRST, "E2"]


def test_the_keyboard_comes_to_the_button_or_to_what_blocks_it(handing_in: HandingIn) -> None:
    handing_in.page.take_focus()
    handing_in.refresh()
    assert handing_in.page.button.hasFocus()
    handing_in.desk.checks = (blocked(),)
    handing_in.page.take_focus()
    handing_in.refresh()
    assert button(handing_in.page.checks, "A2.1").hasFocus()
    handing_in.page.take_focus()  # again, over the list of the last review
    handing_in.refresh()
    assert button(handing_in.page.checks, "A2.1").hasFocus()


def test_a_blocking_check_comes_first_and_stops_the_button_with_its_reason(handing_in: HandingIn) -> None:
    passed = Check(CheckKind.PASSED, "Tout est noté", "")
    handing_in.desk.checks = (passed, Check(CheckKind.BLOCKING, "Une note est à justifier", "E1"))
    handing_in.refresh()
    assert not handing_in.page.button.isEnabled()
    assert "Une vérification empêche la remise : ses liens mènent à ce qui manque." in texts(handing_in.page)
    titles = [label.text() for label in handing_in.page.checks.findChildren(QLabel) if label.text()]
    assert "justifier" in titles[0]


def test_work_that_is_not_recorded_is_not_handed_in(handing_in: HandingIn) -> None:
    handing_in.desk.is_full = True
    handing_in.editor.put_mark(FIRST, CriterionId("A1.1"), 4)
    handing_in.refresh()
    assert not handing_in.page.button.isEnabled()
    assert "Des saisies ne sont pas encore enregistrées." in texts(handing_in.page)


def test_one_button_hands_in_and_the_result_says_what_remains(handing_in: HandingIn) -> None:
    handing_in.refresh()
    done = handing_in.hand_in()
    assert done.file.parent == handing_in.folder
    handing_in.qtbot.waitUntil(handing_in.page.done.open_folder.hasFocus)  # the file is to be sent
    shown = texts(handing_in.page)
    assert "Votre fiche est remise et scellée" in shown
    assert any("envoyer ce fichier au secrétariat avant le 25" in said for said in shown)
    assert not handing_in.page.button.isVisible()
    assert handing_in.page.again.isVisible()
    assert not any("note à remettre" in said for said in shown)


def test_a_member_never_reads_an_extension_or_a_word_of_the_trade(handing_in: HandingIn) -> None:
    handing_in.refresh()
    handing_in.hand_in()
    shown = " ".join(
        [*texts(handing_in.page), *(b.text() for b in handing_in.page.findChildren(QPushButton))]
    )
    for word in (".fiche", "empreinte", "clé", "signé", "chiffré"):
        assert word not in shown.casefold(), word


def test_versions_follow_each_other_and_the_receipt_line_appears(handing_in: HandingIn) -> None:
    handing_in.refresh()
    handing_in.hand_in()
    handing_in.desk.handed_in[0] = replace(
        handing_in.desk.handed_in[0], receipt="Fiche n° 1 reçue et retenue", is_retained=True
    )
    handing_in.hand_in()
    shown = texts(handing_in.page)
    assert "Fiche n° 1 reçue et retenue" in shown
    assert "En attente de l’accusé de réception" in shown
    assert any(said.startswith("3 (remplace celle du 3") for said in shown)
    sentences = [said.replace("\N{NO-BREAK SPACE}", " ") for said in shown]
    assert any("la version 3 remplacera la version 2" in said for said in sentences)


def test_a_received_fiche_asks_for_nothing_more(handing_in: HandingIn) -> None:
    handing_in.refresh()
    handing_in.hand_in()
    done = replace(handing_in.desk.handed_in[0], receipt="Fiche n° 1 reçue et retenue", is_retained=True)
    handing_in.desk.handed_in[0] = done
    handing_in.refresh()
    assert any("plus rien à faire" in said for said in texts(handing_in.page.done))


def test_interrupting_writes_nothing_and_says_nothing(
    qtbot: QtBot, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, begun = threading.Event(), threading.Event()

    def slow(self: MemberDesk, folder: Path, progress: Progress) -> HandedIn:
        progress(1, 3, "Préparation")
        begun.set()
        gate.wait(10)
        progress(2, 3, "Préparation")
        return HandedIn(1, self.view.deadline, folder / "x", 1, 1)

    monkeypatch.setattr(MemberDesk, "hand_in", slow)
    handing_in = HandingIn(qtbot, shell, tmp_path)
    handing_in.refresh()
    handing_in.page.button.click()
    qtbot.waitUntil(begun.is_set)
    banner = handing_in.page.findChildren(ProgressBanner)[0]
    button(banner, "Interrompre").click()
    gate.set()
    qtbot.waitUntil(handing_in.page.button.isEnabled)
    assert not handing_in.page.done.isVisible()
    assert handing_in.page.notices.notices() == []
    assert list(tmp_path.iterdir()) == [tmp_path / "window.ini"] or not list(tmp_path.glob("*fiche*"))


def test_a_folder_that_refuses_is_explained_and_another_can_be_chosen(
    handing_in: HandingIn, tmp_path: Path
) -> None:
    handing_in.desk.hand_in_refusal = AppError("DSK-06")
    handing_in.refresh()
    handing_in.page.button.click()
    handing_in.qtbot.waitUntil(lambda: bool(handing_in.page.notices.notices()))
    assert "lecture seule" in handing_in.page.notices.notices()[0].words()[0]
    handing_in.qtbot.waitUntil(handing_in.page.button.isEnabled)
    handing_in.desk.hand_in_refusal = None
    handing_in.chosen = tmp_path / "ailleurs"
    handing_in.chosen.mkdir()
    button(handing_in.page.folder_lines[0], "Changer").click()
    assert handing_in.hand_in().file.parent == handing_in.chosen


def test_giving_up_the_choice_keeps_the_folder(handing_in: HandingIn) -> None:
    handing_in.refresh()
    button(handing_in.page.folder_lines[0], "Changer").click()
    assert handing_in.hand_in().file.parent == handing_in.folder


def test_the_clear_copy_is_made_only_after_its_warning(handing_in: HandingIn) -> None:
    handing_in.refresh()
    handing_in.hand_in()
    done = handing_in.page.done
    warning = "Cette copie n’est pas protégée"
    assert not any(warning in said for said in texts(done))
    button(done, "Faire une copie lisible").click()
    assert any(warning in said for said in texts(done))
    button(done, "Annuler").click()
    button(done, "Faire une copie lisible").click()
    with handing_in.qtbot.waitSignal(done.copy_asked) as asked:
        button(done, "Faire la copie").click()
    assert asked.args == [handing_in.folder]
    handing_in.qtbot.waitUntil(lambda: any("Copie enregistrée" in said for said in texts(handing_in.page)))


def test_the_folder_of_the_fiche_is_opened(handing_in: HandingIn, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    handing_in.refresh()
    handing_in.hand_in()
    button(handing_in.page.done, "Ouvrir le dossier").click()
    assert opened == [QUrl.fromLocalFile(str(handing_in.folder))]


@pytest.mark.parametrize("chosen", [theme.DARK, theme.HIGH_CONTRAST])
def test_the_page_is_named_and_follows_the_theme(
    handing_in: HandingIn, qapp: QApplication, chosen: theme.Theme
) -> None:
    appearance.apply(qapp, chosen, 130)
    handing_in.refresh()
    handing_in.hand_in()
    assert unnamed(handing_in.page) == []
    assert changed_by_wheel(handing_in.page) == []
    handing_in.page.grab()


# ----------------------------------------------------------------------------------------------- receipts


def said(page: HandInPage) -> str:
    return " ".join(" ".join(notice.words()) for notice in page.notices.notices())


def drag(kind: type[QDragEnterEvent] | type[QDropEvent], content: QMimeData) -> QDragEnterEvent | QDropEvent:
    """Return a drag held over the page, or its drop. Qt does not keep the content alive."""
    place = QPoint(40, 40) if kind is QDragEnterEvent else QPointF(40, 40)
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    held: Callable[..., QDragEnterEvent | QDropEvent] = kind  # each wants a place of its own type
    return held(place, Qt.DropAction.CopyAction, content, buttons, keys)


def files(*paths: Path) -> QMimeData:
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return content


def test_a_dropped_receipt_is_read_and_its_line_stands_beside_the_fiche(
    handing_in: HandingIn, tmp_path: Path
) -> None:
    handing_in.refresh()
    handing_in.hand_in()
    line = "Fiche n° 1 reçue et retenue"
    handing_in.desk.receipt = (line,)
    content = files(tmp_path / "accuse.ACCUSE", tmp_path / "autre.pdf")
    held = drag(QDragEnterEvent, content)
    QApplication.sendEvent(handing_in.page, held)
    assert held.isAccepted()
    assert handing_in.page.receipts.veil.isVisible()
    handing_in.page.grab()
    done = replace(handing_in.desk.handed_in[0], receipt=line, is_retained=True)
    handing_in.desk.handed_in[0] = done
    QApplication.sendEvent(handing_in.page, drag(QDropEvent, content))
    assert not handing_in.page.receipts.veil.isVisible()
    handing_in.qtbot.waitUntil(lambda: line in texts(handing_in.page.done))
    assert handing_in.desk.receipts == [tmp_path / "accuse.ACCUSE"]
    assert f"{line}." in said(handing_in.page)


def test_another_file_dropped_on_the_page_is_answered(handing_in: HandingIn, tmp_path: Path) -> None:
    """A fiche is sent, not dropped here: without a word, its member would believe it handed in."""
    content = files(tmp_path / "ma.fiche")
    QApplication.sendEvent(handing_in.page, drag(QDragEnterEvent, content))
    assert not handing_in.page.receipts.veil.isVisible()
    QApplication.sendEvent(handing_in.page, drag(QDropEvent, content))
    assert handing_in.desk.receipts == []
    assert "ma.fiche" in said(handing_in.page)
    assert "à lui envoyer" in said(handing_in.page)


def test_a_drag_that_leaves_leaves_the_page_as_it_was(handing_in: HandingIn, tmp_path: Path) -> None:
    content = files(tmp_path / "a.accuse")
    QApplication.sendEvent(handing_in.page, drag(QDragEnterEvent, content))
    QApplication.sendEvent(handing_in.page, QDragLeaveEvent())
    assert not handing_in.page.receipts.veil.isVisible()
    assert handing_in.desk.receipts == []


def test_the_button_reads_a_receipt_even_before_anything_was_handed_in(handing_in: HandingIn) -> None:
    handing_in.refresh()
    button(handing_in.page, "Lire un accusé de réception").click()
    handing_in.qtbot.waitUntil(lambda: "aucune fiche remise depuis cet ordinateur" in said(handing_in.page))
    assert [file.name for file in handing_in.desk.receipts] == ["accuse.accuse"]


def test_a_refused_receipt_is_explained_and_the_explanation_stays(handing_in: HandingIn) -> None:
    handing_in.refresh()
    handing_in.desk.receipt = AppError("ACC-03", file="accuse")
    button(handing_in.page, "Lire un accusé de réception").click()
    handing_in.qtbot.waitUntil(lambda: "ne vient pas du secrétariat" in said(handing_in.page))
    handing_in.refresh()
    assert "ne vient pas du secrétariat" in said(handing_in.page)


def test_a_receipt_that_does_not_retain_the_fiche_does_not_reassure(handing_in: HandingIn) -> None:
    handing_in.refresh()
    handing_in.hand_in()
    line = "Fiche n° 1 refusée : appelez le secrétariat"
    handing_in.desk.handed_in[0] = replace(handing_in.desk.handed_in[0], receipt=line)
    handing_in.refresh()
    shown = texts(handing_in.page.done)
    assert {line, f"{line}."} <= set(shown)
    assert not any("plus rien à faire" in words for words in shown)


def test_what_the_list_of_the_close_says_stays_under_the_fiches(handing_in: HandingIn) -> None:
    handing_in.refresh()
    handing_in.hand_in()
    handing_in.desk.closing = ("Votre fiche n° 1 figure dans la liste arrêtée le 25 juin 2021.",)
    handing_in.refresh()
    handing_in.qtbot.waitUntil(lambda: handing_in.desk.closing[0] in texts(handing_in.page.done))


def test_a_receipt_long_to_come_is_said_once_and_no_more_when_it_came(handing_in: HandingIn) -> None:
    handing_in.desk.warning = "Votre dernière fiche n’a pas été accusée : appelez le secrétariat."
    handing_in.refresh()
    handing_in.refresh()
    handing_in.qtbot.waitUntil(lambda: said(handing_in.page).count("n’a pas été accusée") == 1)
    handing_in.desk.warning = ""
    handing_in.refresh()
    handing_in.qtbot.waitUntil(lambda: said(handing_in.page) == "")


def test_handing_in_again_while_a_receipt_is_long_to_come_says_it_again(handing_in: HandingIn) -> None:
    """The messages of the page are taken away first, this one with them."""
    handing_in.refresh()
    handing_in.hand_in()
    handing_in.desk.warning = "Votre dernière fiche n’a pas été accusée : appelez le secrétariat."
    handing_in.refresh()
    handing_in.qtbot.waitUntil(lambda: said(handing_in.page).count("n’a pas été accusée") == 1)
    handing_in.hand_in()
    handing_in.refresh()
    handing_in.qtbot.waitUntil(lambda: said(handing_in.page).count("n’a pas été accusée") == 1)


def test_nothing_says_that_a_fiche_can_be_corrected_after_the_list_is_closed(handing_in: HandingIn) -> None:
    handing_in.refresh()
    handing_in.hand_in()
    assert any("Vous pouvez encore corriger" in said for said in texts(handing_in.page))
    handing_in.desk.closing = ("Votre fiche n° 1 est dans la liste arrêtée.",)
    handing_in.refresh()
    handing_in.qtbot.waitUntil(lambda: handing_in.desk.closing[0] in texts(handing_in.page.done))
    assert not any("Vous pouvez encore corriger" in said for said in texts(handing_in.page))
    assert not handing_in.page.again.isVisible()
