"""The editor records everything, in order, loses nothing, and finds its undo stacks back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from commission_app.errors import AppError
from commission_app.scoring.draft import ClosingEdit, Edit, EntryEdit, RecusalEdit, fold
from commission_app.scoring.ids import CriterionId, DossierId, MemberId, PiecePath, Sha512
from commission_app.scoring.sheet import NOT_ASSESSABLE, Entry, Evidence, Recusal, Sheet
from commission_app.ui.lane import Answer
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.workflow.member.views import SavedAt

MEMBER = MemberId("m01")
DOSSIER = DossierId("0001")
OTHER = DossierId("0002")
PLACES = CriterionId("A1.1")
FORMATS = CriterionId("A1.2")
NOON = datetime(2021, 6, 3, 12, tzinfo=UTC)


class Journal:
    """A store in memory that can fill up."""

    def __init__(self) -> None:
        self.edits: list[Edit] = []
        self.is_full = False
        self.failures = 0

    def record(self, edit: Edit) -> SavedAt:
        if self.is_full:
            self.failures += 1
            raise AppError("DSK-05")
        self.edits.append(edit)
        return SavedAt(len(self.edits), NOON + timedelta(seconds=len(self.edits)))

    def start(self) -> SheetEditor:
        """Open the application again on what was recorded."""
        return SheetEditor(fold(MEMBER, self.edits), self.edits[-200:], self.record, at_once)


def at_once(
    work: Callable[[], Answer], done: Callable[[Answer], None], failed: Callable[[Exception], None]
) -> None:
    try:
        answer = work()
    except AppError as error:
        failed(error)
    else:
        done(answer)


class SlowLane:
    """Keeps the work until the test lets it go, as a busy disk does."""

    def __init__(self) -> None:
        self.works: list[Callable[[], None]] = []

    def __call__(
        self, work: Callable[[], Answer], done: Callable[[Answer], None], failed: Callable[[Exception], None]
    ) -> None:
        self.works.append(lambda: at_once(work, done, failed))

    def go(self) -> None:
        works, self.works = self.works, []
        for work in works:
            work()


@pytest.fixture
def journal() -> Journal:
    return Journal()


@pytest.fixture
def editor(qapp: object, journal: Journal) -> SheetEditor:
    return journal.start()


def passage(quote: str) -> Evidence:
    return Evidence(PiecePath("d/0001/01.pdf"), Sha512("a" * 128), 3, quote)


def mark_of(sheet: Sheet, dossier: DossierId = DOSSIER, criterion: CriterionId = PLACES) -> object:
    return sheet.reading(dossier).entry(criterion).mark


def remark_of(sheet: Sheet, criterion: CriterionId = PLACES) -> str:
    return sheet.reading(DOSSIER).entry(criterion).remark


def test_a_mark_is_recorded_at_once(qtbot: QtBot, editor: SheetEditor, journal: Journal) -> None:
    with qtbot.waitSignals([editor.changed, editor.saved]):
        editor.put_mark(DOSSIER, PLACES, 4)
    assert mark_of(editor.sheet) == 4
    assert journal.edits == [EntryEdit(DOSSIER, PLACES, *entries(None, 4))]
    assert editor.unsaved == 0


def entries(before: int | None, after: int | None) -> tuple[Entry, Entry]:
    return Entry(mark=before), Entry(mark=after)


def test_the_same_mark_twice_is_one_event(editor: SheetEditor, journal: Journal) -> None:
    editor.put_mark(DOSSIER, PLACES, 4)
    editor.put_mark(DOSSIER, PLACES, 4)
    assert len(journal.edits) == 1


def test_every_kind_of_change_rebuilds_the_same_sheet_after_a_kill(
    editor: SheetEditor, journal: Journal
) -> None:
    editor.put_mark(DOSSIER, PLACES, 4)
    editor.put_mark(DOSSIER, FORMATS, NOT_ASSESSABLE, "pièce illisible")
    editor.type_remark(DOSSIER, PLACES, "Foncier acquis.")
    editor.add_evidence(DOSSIER, PLACES, passage("24 places"))
    editor.add_evidence(DOSSIER, PLACES, passage("24 places"))
    editor.add_evidence(DOSSIER, PLACES, passage("dès septembre"))
    editor.remove_evidence(DOSSIER, PLACES, passage("24 places"))
    editor.set_closed(DOSSIER, closed=True)
    editor.set_closed(DOSSIER, closed=True)
    editor.set_recusal(OTHER, Recusal("personal", "Élu de la commune"))
    assert editor.sheet == journal.start().sheet
    assert editor.sheet.reading(DOSSIER).entry(PLACES).evidence == (passage("dès septembre"),)
    assert editor.sheet.reading(DOSSIER).is_closed
    assert sum(isinstance(edit, ClosingEdit) for edit in journal.edits) == 1


def test_typing_a_hundred_characters_makes_few_events_and_keeps_the_last_text(
    qtbot: QtBot, editor: SheetEditor, journal: Journal
) -> None:
    text = "x" * 100
    with qtbot.waitSignal(editor.saved):
        for length in range(1, 101):
            editor.type_remark(DOSSIER, PLACES, text[:length])
    assert remark_of(fold(MEMBER, journal.edits)) == text
    assert len(journal.edits) <= 2


def test_long_typing_is_recorded_while_it_goes_on(
    qtbot: QtBot, editor: SheetEditor, journal: Journal
) -> None:
    editor._ceiling.setInterval(0)
    editor.type_remark(DOSSIER, PLACES, "Une")
    qtbot.waitUntil(lambda: len(journal.edits) == 1)
    editor.type_remark(DOSSIER, PLACES, "Une phrase")
    qtbot.waitUntil(lambda: len(journal.edits) == 2)
    assert remark_of(fold(MEMBER, journal.edits)) == "Une phrase"


def test_a_burst_of_typing_is_undone_in_one_step(editor: SheetEditor, journal: Journal) -> None:
    for text in ("Une", "Une phrase", "Une phrase entière"):
        editor.type_remark(DOSSIER, PLACES, text)
        editor.finish_typing()
    assert len(journal.edits) == 3
    editor.undo(DOSSIER)
    assert remark_of(editor.sheet) == ""
    editor.redo(DOSSIER)
    assert remark_of(editor.sheet) == "Une phrase entière"


def test_typing_in_another_remark_records_the_first(editor: SheetEditor, journal: Journal) -> None:
    editor.type_remark(DOSSIER, PLACES, "Ici")
    editor.type_remark(DOSSIER, FORMATS, "Là")
    assert len(journal.edits) == 1
    assert editor.unsaved == 1
    editor.flush()
    assert editor.unsaved == 0
    assert [remark_of(editor.sheet, criterion) for criterion in (PLACES, FORMATS)] == ["Ici", "Là"]


def test_text_typed_back_to_what_it_was_records_nothing(editor: SheetEditor, journal: Journal) -> None:
    editor.type_remark(DOSSIER, PLACES, "a")
    editor.type_remark(DOSSIER, PLACES, "")
    editor.type_remark(DOSSIER, PLACES, "")
    editor.finish_typing()
    assert journal.edits == []


def test_undo_appends_the_inverse_and_shows_what_it_moved(
    qtbot: QtBot, editor: SheetEditor, journal: Journal
) -> None:
    editor.put_mark(DOSSIER, PLACES, 4)
    editor.put_mark(DOSSIER, PLACES, 2)
    with qtbot.waitSignal(editor.moved) as moved:
        editor.undo(DOSSIER)
    assert moved.args == [journal.edits[-1]]
    assert len(journal.edits) == 3
    assert mark_of(editor.sheet) == 4
    editor.redo(DOSSIER)
    assert mark_of(editor.sheet) == 2
    editor.redo(DOSSIER)
    assert len(journal.edits) == 4


def test_a_new_change_forgets_what_was_undone(editor: SheetEditor) -> None:
    editor.put_mark(DOSSIER, PLACES, 4)
    editor.undo(DOSSIER)
    editor.put_mark(DOSSIER, PLACES, 1)
    assert editor.next_redo(DOSSIER) is None
    editor.redo(DOSSIER)
    assert mark_of(editor.sheet) == 1


def test_undo_stops_at_the_first_edit(editor: SheetEditor, journal: Journal) -> None:
    editor.undo(DOSSIER)
    assert journal.edits == []
    assert editor.next_undo(DOSSIER) is None


def test_undo_and_redo_survive_a_restart(editor: SheetEditor, journal: Journal) -> None:
    editor.put_mark(DOSSIER, PLACES, 4)
    editor.put_mark(DOSSIER, FORMATS, 3)
    editor.undo(DOSSIER)
    again = journal.start()
    again.redo(DOSSIER)
    assert mark_of(again.sheet, criterion=FORMATS) == 3
    third = journal.start()
    third.undo(DOSSIER)
    third.undo(DOSSIER)
    assert third.sheet.reading(DOSSIER).entry(PLACES).is_blank
    assert third.next_undo(DOSSIER) is None


def test_a_remark_typed_in_bursts_then_undone_is_redone_after_a_restart(
    editor: SheetEditor, journal: Journal
) -> None:
    editor.put_mark(DOSSIER, PLACES, 4)
    for text in ("Une", "Une phrase", "Une phrase entière"):
        editor.type_remark(DOSSIER, PLACES, text)
        editor.finish_typing()
    editor.undo(DOSSIER)
    again = journal.start()
    assert again.next_undo(DOSSIER) == journal.edits[0]
    again.redo(DOSSIER)
    assert remark_of(again.sheet) == "Une phrase entière"


def test_a_recusal_is_undone_like_the_rest(editor: SheetEditor) -> None:
    editor.set_recusal(DOSSIER, Recusal("personal", "Lien familial"))
    assert isinstance(editor.next_undo(DOSSIER), RecusalEdit)
    editor.undo(DOSSIER)
    assert DOSSIER not in editor.sheet.recused


def test_a_failed_save_keeps_everything_and_recovers_in_order(
    qtbot: QtBot, editor: SheetEditor, journal: Journal
) -> None:
    editor.put_mark(DOSSIER, PLACES, 4)
    journal.is_full = True
    with qtbot.waitSignal(editor.not_saved) as failure:
        editor.put_mark(DOSSIER, PLACES, 2)
    assert failure.args is not None
    assert failure.args[0].code == "DSK-05"
    editor.type_remark(DOSSIER, PLACES, "Toujours à l’écran")
    editor.finish_typing()
    assert editor.unsaved == 2
    assert remark_of(editor.sheet) == "Toujours à l’écran"
    journal.is_full = False
    with qtbot.waitSignal(editor.saved):
        editor.retry()
    assert editor.unsaved == 0
    assert fold(MEMBER, journal.edits) == editor.sheet


def test_a_failed_save_is_tried_again_by_itself(qtbot: QtBot, editor: SheetEditor, journal: Journal) -> None:
    editor._retry.setInterval(0)
    journal.is_full = True
    editor.put_mark(DOSSIER, PLACES, 2)
    qtbot.waitUntil(lambda: journal.failures > 2)
    journal.is_full = False
    qtbot.waitUntil(lambda: editor.unsaved == 0)
    assert mark_of(fold(MEMBER, journal.edits)) == 2


def test_edits_made_while_the_disk_is_busy_are_all_recorded(qapp: object, journal: Journal) -> None:
    lane = SlowLane()
    editor = SheetEditor(Sheet(MEMBER), (), journal.record, lane)
    for mark in (1, 2, 3):
        editor.put_mark(DOSSIER, PLACES, mark)
    assert editor.unsaved == 3
    lane.go()
    assert editor.unsaved == 0
    assert fold(MEMBER, journal.edits) == editor.sheet


def test_only_the_last_two_hundred_edits_can_be_undone(editor: SheetEditor, journal: Journal) -> None:
    for number in range(250):
        editor.put_mark(DOSSIER, PLACES, number % 6)
    for _ in range(250):
        editor.undo(DOSSIER)
    assert len(journal.edits) == 450
    assert mark_of(editor.sheet) == 49 % 6
