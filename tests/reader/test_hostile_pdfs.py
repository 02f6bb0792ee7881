"""Files made to stop readers: each gets an answer or a refusal, and the next document is read as ever."""

from collections.abc import Callable

import pytest

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.reader.client import Worker
from tests.reader.hostile_pdfs import KILLERS, form_drawing_itself, mutants, stream
from tests.reader.sample_pdfs import encrypted, form, letter, with_chapters

READING = {"PIE-01", "PIE-02", "PIE-03", "PIE-04", "PIE-07"}
IMPORTING = {"PIE-02", "PIE-03", "PIE-05", "PIE-06"}


def outcome(action: Callable[[], object]) -> str:
    """Return the code of a refusal, whose French sentences must exist; nothing when all went well."""
    try:
        action()
    except AppError as error:
        return sentences(error).code
    return ""


def read_everything(worker: Worker, data: bytes) -> None:
    view = worker.open(data)
    worker.page_image(1, 200)
    worker.page_text(len(view.pages))
    worker.links(1)
    worker.search("commune")


@pytest.mark.parametrize("killer", [make for make in KILLERS if make is not form_drawing_itself])
def test_a_file_made_to_stop_readers_stops_nothing(worker: Worker, killer: Callable[[], bytes]) -> None:
    data = killer()
    assert outcome(lambda: read_everything(worker, data)) in READING | {""}
    assert outcome(lambda: worker.import_piece(data, "piece.pdf")) in IMPORTING | {""}
    assert worker.is_alive
    assert len(worker.open(letter()).pages) == 1


@pytest.mark.parametrize(
    "boxes",
    [
        b"/CropBox [ 600 850 605 870 ] /MediaBox [ 0 0 595 842 ]",  # outside the sheet: nothing is left of it
        b"/MediaBox [ 0 0 595 2147483648 ]",
        b"/MediaBox [ 0 0 0.01 842 ]",
    ],
    ids=["cropped outside itself", "two billion points", "without width"],
)
def test_a_page_that_is_no_sheet_of_paper_keeps_its_place_as_a_blank_one(
    worker: Worker, boxes: bytes
) -> None:
    view = worker.open(letter().replace(b"/MediaBox [ 0 0 595 842 ]", boxes))
    assert [(page.width_pt, page.height_pt) for page in view.pages] == [(595.0, 842.0)]
    assert worker.page_image(1, 200).width <= 200


def test_a_drawing_that_contains_itself_is_cut_at_the_deadline() -> None:
    with Worker.start() as worker:
        worker.reading_seconds = 0.5
        assert outcome(lambda: worker.open(form_drawing_itself())) == "PIE-03"
        assert not worker.is_alive
        assert outcome(lambda: worker.page_image(1, 100)) == "PIE-02"
    with Worker.start() as another:
        assert len(another.open(letter()).pages) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7",
        b"Ceci est un texte.\n" * 100,
        bytes(10_000),
        letter()[:500],
        stream(b"x" * 100),
        b"%PDF-1.7\n" + bytes(5_000),
    ],
)
def test_what_is_no_document_is_said_unreadable(worker: Worker, data: bytes) -> None:
    assert outcome(lambda: worker.open(data)) == "PIE-01"
    assert worker.is_alive


@pytest.mark.parametrize(("seed", "make"), [(1, letter), (2, form), (3, lambda: with_chapters(3))])
def test_sixty_seven_damaged_copies_are_read_or_refused(
    worker: Worker, seed: int, make: Callable[[], bytes]
) -> None:
    for data in mutants(make(), 67, seed):
        read = outcome(lambda data=data: read_everything(worker, data))  # type: ignore[misc] # bound at once
        taken = outcome(lambda data=data: worker.import_piece(data, "piece.pdf"))  # type: ignore[misc] # same
        assert read in READING | {""}
        assert taken in IMPORTING | {""}
        assert worker.is_alive


def test_a_password_is_asked_and_checked(worker: Worker) -> None:
    data = encrypted(letter(), user="été à L’Haÿ")
    assert outcome(lambda: worker.open(data)) == "PIE-04"
    assert outcome(lambda: worker.open(data, "ete")) == "PIE-04"
    assert outcome(lambda: worker.open(data, "")) == "PIE-04"
    worker.open(data, "été à L’Haÿ")
    assert "Madame la Secrétaire" in worker.page_text(1).text


def test_a_document_locked_only_against_printing_opens(worker: Worker) -> None:
    worker.open(encrypted(letter(), user=""))
    assert "Madame la Secrétaire" in worker.page_text(1).text
