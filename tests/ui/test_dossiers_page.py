"""« Dossiers »: what is there and what is missing, and an import that is read before it is done."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from commission_app.scoring.eligibility import Conclusion
from commission_app.scoring.ids import DossierId
from commission_app.ui.models.candidacies_model import CandidaciesColumn
from commission_app.ui.models.table_model import RowRole
from commission_app.ui.secretariat.eligibility.eligibility_panel import EligibilityPanel
from commission_app.ui.secretariat.intake.dossier_panel import DossierPanel
from commission_app.ui.secretariat.intake.dossiers_page import DossiersPage, DossiersQuestions
from commission_app.ui.secretariat.intake.dossiers_table import DossiersTable
from commission_app.ui.secretariat.intake.dossiers_verbs import dossiers_verbs
from commission_app.ui.secretariat.intake.question_card import QuestionCard
from commission_app.ui.shell import Shell
from commission_app.ui.widgets.check_line import CheckLine
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.radio_line import RadioLine
from commission_app.ui.widgets.remaining import Remaining
from commission_app.ui.widgets.search_field import SearchField
from commission_app.workflow.preparation.candidacies.eligibility import settle
from commission_app.workflow.preparation.candidacies.finances import NEEDED, type_figure
from commission_app.workflow.preparation.candidacies.project_card import ProjectCard, write_card
from commission_app.workflow.secretariat.dossiers_view import DossierLine, DossiersView, Presence
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.dossiers import exports
from tests.ui.audit import changed_by_wheel, unnamed
from tests.ui.seen import button, plain, texts
from tests.workflow.campaigns import Prepared, invented, prepare
from tests.workflow.deposits import LETTER, archive, folder, sound


@pytest.fixture(scope="module")
def prepared_once(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("dossiers"), invented())


@pytest.fixture
def session(prepared_once: Prepared, tmp_path: Path) -> Iterator[SecretariatSession]:
    with prepared_once.copied(tmp_path / "campagne").secretariat() as opened:
        yield opened


Shown = TypeVar("Shown", bound=QWidget)


class Person:
    """Somebody who chooses files."""

    def __init__(self) -> None:
        self.files: Sequence[Path] = ()
        self.folder: Path | None = None

    def questions(self) -> DossiersQuestions:
        return DossiersQuestions(lambda _page: list(self.files), lambda _page, _title: self.folder)


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def page(qtbot: QtBot, shell: Shell, session: SecretariatSession, person: Person) -> DossiersPage:
    made = DossiersPage(dossiers_verbs(session), shell.tasks, person.questions())
    qtbot.addWidget(made)
    made.resize(1440, 852)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: bool(table(made).model().rowCount()))
    return made


def table(page: DossiersPage) -> DossiersTable:
    return page.findChildren(DossiersTable)[0]


def said(page: QWidget) -> str:
    return plain("\n".join(texts(page)))


def brought(qtbot: QtBot, page: DossiersPage, person: Person, *files: Path) -> None:
    """Choose files as a person does, and wait for the dry run."""
    person.files = files
    if "Importer des candidatures" not in said(page):
        button(page, "Importer…").click()
    button(page, "Choisir des fichiers…").click()
    qtbot.waitUntil(lambda: "import" in answer(page) and button(page, "Choisir des").isEnabled())


def answer(page: DossiersPage) -> str:
    """Return what the panel concludes, once it has."""
    concluded = ("Tout peut être importé.", "Rien n’est importé :")
    return next((words for words in concluded if words in said(page)), "")


def test_the_table_says_every_piece_in_words(page: DossiersPage) -> None:
    model = table(page).model()
    text = str(model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole))
    assert "Lettre d’intention présente" in text
    assert "Budget absente, facultative" in text
    titles = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    assert titles[5:10] == ["LI", "CAF", "Bud.", "Dép.", "Ann."]
    assert "Pièces" in said(page)  # the first dossier is shown beside


def test_words_filter_the_table(page: DossiersPage) -> None:
    page.findChildren(SearchField)[0].setText("mourzine")
    assert table(page).model().rowCount() == 1


def test_a_sound_deposit_is_read_then_imported(
    qtbot: QtBot, page: DossiersPage, person: Person, session: SecretariatSession, tmp_path: Path
) -> None:
    place = sound(tmp_path / "d")
    files = {each.name: each.read_bytes() for each in place.iterdir()}
    brought(qtbot, page, person, archive(tmp_path / "envoi.zip", files))
    assert "Tout peut être importé." in said(page)
    assert "1 dossier · 2 pièces · 1 nouveau" in said(page)
    assert len(session.dossiers()) == 3  # nothing is written yet
    button(page, "Importer 1 dossier").click()
    qtbot.waitUntil(lambda: "C’est importé." in said(page) and table(page).model().rowCount() == 4)


def test_a_bad_deposit_says_what_to_correct_and_the_next_one_goes_on(
    qtbot: QtBot, page: DossiersPage, person: Person, tmp_path: Path
) -> None:
    brought(
        qtbot,
        page,
        person,
        archive(tmp_path / "a.zip", {"index.csv": b"id;porteur;fichier\n", "../x.pdf": b""}),
    )
    assert "Rien n’est importé" in said(page)
    assert "À corriger (2)" in said(page)
    assert not button(page, "Importer 0 dossier").isEnabled()
    place = sound(tmp_path / "d")
    brought(
        qtbot,
        page,
        person,
        archive(tmp_path / "b.zip", {each.name: each.read_bytes() for each in place.iterdir()}),
    )
    assert "Tout peut être importé." in said(page)


def test_what_is_no_deposit_is_refused_in_the_page(
    qtbot: QtBot, page: DossiersPage, person: Person, tmp_path: Path
) -> None:
    person.files = [folder(tmp_path, {"faux.zip": b"?"}) / "faux.zip"]
    button(page, "Importer…").click()
    button(page, "Choisir des fichiers…").click()
    qtbot.waitUntil(lambda: "« faux.zip » ne peut pas être lu" in said(page))
    assert button(page, "Choisir des fichiers…").isEnabled()


def test_questions_are_answered_beside_the_dossiers_with_the_keyboard(
    qtbot: QtBot, page: DossiersPage, person: Person, session: SecretariatSession, tmp_path: Path
) -> None:
    variant = exports.Variant("morale", "xlsx", is_template=True, year=2025)
    book = exports.book(variant)
    book[0][1][3][3] = ""  # the SIRET of Saint-André
    (tmp_path / variant.name).write_bytes(exports.xlsx(book))
    files = {name: LETTER for number in exports.NUMBERS for name in exports.template_zip(number)}
    files = {name: data for name, data in files.items() if "budget-previsionnel-1102" not in name}
    brought(qtbot, page, person, archive(tmp_path / "export.zip", files), tmp_path / variant.name)
    cards = {card.findChildren(Label)[0].plain_text(): card for card in visible(page, QuestionCard)}
    assert len(cards) == 2
    button(page, "Retenir ce code")
    (field,) = [each for each in visible(page, QLineEdit) if "Code Insee" in each.accessibleName()]
    field.setFocus()
    QTest.keyClicks(field, "97409")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(visible(page, QuestionCard)) == 1)
    assert "3 dossiers" in said(page)
    (box,) = visible(page, CheckLine)
    QTest.keyClick(box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Tout peut être importé." in said(page))
    assert "pris sans « Budget 1102.pdf »" in said(page)
    button(page, "Importer 3 dossiers").click()
    qtbot.waitUntil(lambda: "C’est importé." in said(page))
    assert {"1101", "1102", "1103"} <= {dossier.id for dossier in session.dossiers()}


def visible(page: QWidget, kind: type[Shown]) -> list[Shown]:
    return [each for each in page.findChildren(kind) if each.isVisible()]


def test_an_import_is_interrupted_from_its_banner_and_may_be_tried_again(
    qtbot: QtBot, page: DossiersPage, person: Person, session: SecretariatSession, tmp_path: Path
) -> None:
    place = sound(tmp_path / "d")
    brought(
        qtbot,
        page,
        person,
        archive(tmp_path / "a.zip", {each.name: each.read_bytes() for each in place.iterdir()}),
    )
    button(page, "Importer 1 dossier").click()
    button(page, "Interrompre").click()
    qtbot.waitUntil(lambda: button(page, "Choisir des fichiers…").isEnabled())
    qtbot.waitUntil(lambda: button(page, "Importer 1 dossier").isEnabled())
    assert len(session.dossiers()) == 3
    assert not (session.place.pieces / "entrants").exists()


def test_every_stop_has_a_name_and_the_wheel_changes_nothing(
    qtbot: QtBot, page: DossiersPage, person: Person, tmp_path: Path
) -> None:
    variant = exports.Variant("morale", "xlsx", is_template=False, year=2025)
    (tmp_path / variant.name).write_bytes(exports.export(variant))
    brought(qtbot, page, person, tmp_path / variant.name)
    assert visible(page, RadioLine)
    assert unnamed(page) == []
    assert changed_by_wheel(page) == []


def test_every_piece_is_checked_beside_the_work_and_the_verdict_is_kept(
    qtbot: QtBot, page: DossiersPage, session: SecretariatSession
) -> None:
    button(page, "Vérifier tout").click()
    qtbot.waitUntil(lambda: "toutes sont telles que vous les avez reçues" in said(page))
    qtbot.waitUntil(lambda: "vérifiées le 10 juin" in said(page))
    record = session.database.campaign.pieces(session.dossiers()[1].id)[0]
    (session.place.pieces / record.copy_file).unlink()
    button(page, "Vérifier tout").click()
    qtbot.waitUntil(lambda: "1 est en défaut" in said(page))
    assert f"{session.dossiers()[1].territory.name}, « " in said(page)


def test_every_candidacy_is_acknowledged_from_the_list(
    qtbot: QtBot, page: DossiersPage, person: Person, tmp_path: Path
) -> None:
    person.folder = tmp_path
    button(page, "Accusés de réception…").click()
    qtbot.waitUntil(lambda: "3 accusés écrits." in said(page))
    assert len(list(tmp_path.glob("accuse-de-reception_*.pdf"))) == 3
    qtbot.waitUntil(button(page, "Accusés de réception…").isEnabled)
    button(page, "Accusés de réception…").click()
    qtbot.waitUntil(lambda: "a déjà son accusé de réception" in said(page))


def test_a_dossier_asked_for_is_found_behind_any_filter(
    qtbot: QtBot, page: DossiersPage, session: SecretariatSession
) -> None:
    wanted = session.dossiers()[2]
    page.findChildren(SearchField)[0].setText(session.dossiers()[0].territory.name)
    page.show_dossier(wanted.id)
    panel = page.findChildren(EligibilityPanel)[0]
    qtbot.waitUntil(lambda: panel.isVisible() and wanted.territory.name in plain("\n".join(texts(panel))))


def test_eligibility_and_finances_are_a_word_and_a_sign(
    qtbot: QtBot, page: DossiersPage, session: SecretariatSession
) -> None:
    dossier = session.dossiers()[0].id
    settle(session, dossier, Conclusion.ELIGIBLE, "La cheffe de bureau", "Tout y est.")
    for figure in NEEDED:
        type_figure(session, dossier, figure, "1")
    page.refresh()

    def row(place: int) -> str:
        return plain(str(table(page).model().index(place, 0).data(Qt.ItemDataRole.AccessibleTextRole)))

    qtbot.waitUntil(lambda: "Recevabilité : recevable. Finances :" in row(0))
    assert "écart" in row(0)
    assert "à instruire, proposition à arrêter. Finances : à saisir." in row(1)
    page.grab()  # every sign is painted


def test_three_thousand_dossiers_are_rows_of_one_height(page: DossiersPage) -> None:
    line = DossierLine(
        1,
        DossierId("d"),
        "Projet",
        "Lens",
        "commune",
        "62",
        "urbain",
        (Presence.PRESENT,) * 5,
        "",
        False,
        (),
        (),
    )
    page.show_view(DossiersView((line,) * 3_000))
    assert table(page).model().rowCount() == 3_000
    assert not table(page).verticalHeader().sectionsMoved()
    assert table(page).rowHeight(0) == table(page).rowHeight(2_999)


def test_the_time_left_is_said_only_when_it_is_long() -> None:
    moments = iter((0.0, 1.0, 4.0, 30.0, 58.0))
    remaining = Remaining(lambda: next(moments))
    assert remaining.words(0, 100) == ""
    assert remaining.words(2, 100) == ""
    assert remaining.words(4, 100) == "encore 2 min environ"
    assert remaining.words(50, 100) == "encore 30 s environ"
    assert remaining.words(95, 100) == "encore quelques secondes"


def test_the_rapporteur_is_seen_at_1366_and_told_by_the_panel_when_the_table_is_narrower(
    page: DossiersPage, session: SecretariatSession, qtbot: QtBot
) -> None:
    page.set_compact(is_compact=True)
    page.resize(1366, 660)
    first, second = (session.dossiers()[place].id for place in (0, 1))
    write_card(session, first, ProjectCard(rapporteur="Mathieu Kerneis"))
    page.refresh()
    shown = table(page)
    qtbot.waitUntil(lambda: "Mathieu Kerneis" in [line.rapporteur for line in lines(shown)])
    assert not shown.isColumnHidden(CandidaciesColumn.RAPPORTEUR)
    assert shown.horizontalHeader().length() <= shown.viewport().width()  # nothing to look for sideways
    page.resize(1024, 660)
    assert shown.isColumnHidden(CandidaciesColumn.RAPPORTEUR)
    names = [line.dossier for line in lines(shown)]
    for dossier, told in ((first, "Rapporteur : Mathieu Kerneis"), (second, "Rapporteur : à désigner")):
        shown.selectRow(names.index(dossier))
        panel = page.findChildren(DossierPanel)[0]
        assert any(told in plain(label.plain_text()) for label in panel.findChildren(Label))


def lines(shown: DossiersTable) -> list[DossierLine]:
    model = shown.model()
    return [model.index(row, 0).data(RowRole) for row in range(model.rowCount())]
