"""The page « Documents »: what each document lacks, its files, and what keeping them does."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId, PiecePath
from commission_app.ui.reading.piece_reader import PieceReader, Started
from commission_app.ui.secretariat.documents.documents_page import DocumentsPage
from commission_app.ui.secretariat.documents.verbs import DocumentsVerbs
from commission_app.ui.shell import Shell
from commission_app.ui.tasks import Report
from commission_app.workflow.papers.catalogue import Paper, State
from commission_app.workflow.papers.part import Part

LACK = "Villeneuve (4ᵉ, retenu sous la ligne, 10,62 points) : règle et motif à écrire."
MINUTES = Paper(
    "proces-verbal",
    "Délibération",
    "Procès-verbal",
    State.INCOMPLETE,
    (Part("", "Procès-verbal", "proces-verbal.pdf"),),
    (LACK,),
    ("la séance a avancé",),
    datetime(2021, 6, 10, 17, 42, tzinfo=UTC),
    ("a",),
    "4b1d90e7" * 16,
    8,
)
REPLIES = Paper(
    "reponses",
    "Décision",
    "Réponses aux territoires",
    State.UNWRITTEN,
    (Part("d1", "Koungou (976)", "reponse_1.pdf"), Part("d2", "Grasse (06)", "reponse_2.pdf")),
    (),
    (),
    None,
    ("a",),
    "4b1d90e7" * 16,
    8,
)
LETTERS = Paper(
    "accuses",
    "Candidats",
    "Accusés de réception",
    State.UNWRITTEN,
    (Part("d1@", "Koungou (976), à écrire", "accuse-de-reception_koungou_d1.pdf"),),
    (),
    (),
    None,
    ("a",),
    "",
    0,
    ("1 lettre n’est pas encore partie. Enregistrer note leur envoi au journal.",),
    1,
)
NOTHING = Paper("fiches", "Membres", "Fiches", State.EMPTY, (), (), (), None, ("a",), "4b1d90e7" * 16, 0)


@dataclass
class Asked:
    """What the page asked of its verbs."""

    opened: list[tuple[str, str]] = field(default_factory=list)
    written: list[list[str]] = field(default_factory=list)
    papers: tuple[Paper, ...] = (MINUTES, REPLIES, NOTHING)

    def open_paper(
        self,
        kind: DossierId,
        part: PiecePath,
        password: str | None = None,
        started: Started = lambda _: None,
        /,
    ) -> PieceReader:
        del password, started
        self.opened.append((kind, part))
        raise AppError("PIE-01")

    def write(self, keys: Sequence[str], folder: Path, progress: Report) -> tuple[Path, ...]:
        progress(0, 1, "")
        self.written.append(list(keys))
        return (folder / "proces-verbal.pdf",)


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def page(qtbot: QtBot, shell: Shell, asked: Asked, tmp_path: Path) -> DocumentsPage:
    """The page on three documents."""
    verbs = DocumentsVerbs(lambda: asked.papers, asked.open_paper, asked.write)
    made = DocumentsPage(verbs, shell.tasks, lambda *_: tmp_path)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: bool(asked.opened))
    return made


def words(widget: QWidget) -> str:
    shown = [label for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    return " ".join(label.accessibleName() or label.text() for label in shown)


def test_the_warning_stands_on_its_own_document_only(page: DocumentsPage) -> None:
    assert LACK in words(page.panel)
    assert "Depuis son enregistrement, la séance a avancé." in words(page.panel)
    choose(page, REPLIES)
    assert "projet" not in words(page.panel)


def test_every_state_is_told_in_words_to_a_screen_reader(page: DocumentsPage) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    told = [page.list.item(number).data(role) for number in range(page.list.count())]
    assert "Procès-verbal, À compléter" in told
    assert any("2\N{NO-BREAK SPACE}fichiers · À enregistrer" in one for one in told if one)


def test_the_preview_follows_the_file_chosen_and_is_not_made_twice(
    page: DocumentsPage, asked: Asked, qtbot: QtBot
) -> None:
    choose(page, REPLIES)
    page.panel.part_chosen.emit("d2")
    qtbot.waitUntil(lambda: ("reponses", "d2") in asked.opened)
    before = len(asked.opened)
    page.show_papers((MINUTES, REPLIES, NOTHING))  # nothing changed
    shown = page.list.paper()
    assert shown is not None
    assert shown.key == "reponses"
    assert len(asked.opened) == before


def test_a_document_is_kept_without_asking_since_nothing_that_stands_there_is_written_over(
    page: DocumentsPage, asked: Asked, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "proces-verbal.pdf").write_bytes(b"ancien")
    page.panel.save.click()
    qtbot.waitUntil(lambda: "1\N{NO-BREAK SPACE}document enregistré." in words(page.notices))
    assert asked.written == [["proces-verbal"]]


def test_letters_that_wait_are_kept_one_line_at_a_time_and_never_with_all_the_rest(
    page: DocumentsPage, asked: Asked, qtbot: QtBot
) -> None:
    asked.papers = (MINUTES, LETTERS)
    page.show_papers(asked.papers)
    choose(page, LETTERS)
    assert "À savoir" in words(page.panel)
    assert LETTERS.notes[0] in words(page.panel)
    assert "Empreinte" not in words(page.panel)  # a letter speaks of no result
    (every,) = [one for one in page.findChildren(QPushButton) if one.text().strip() == "Tout enregistrer…"]
    every.click()
    qtbot.waitUntil(lambda: "document enregistré" in words(page.notices))
    assert asked.written == [["proces-verbal"]]
    page.panel.save.click()
    qtbot.waitUntil(lambda: asked.written[1:] == [["accuses"]])


def test_a_kind_without_files_cannot_be_saved(page: DocumentsPage) -> None:
    choose(page, NOTHING)
    assert not page.panel.save.isEnabled()


def choose(page: DocumentsPage, paper: Paper) -> None:
    """Choose a document in the list."""
    (item,) = page.list.findItems(paper.title, Qt.MatchFlag.MatchExactly)
    page.list.setCurrentItem(item)
