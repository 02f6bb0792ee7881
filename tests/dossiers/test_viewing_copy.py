"""The viewing copy: what is seen stays, what acts goes, and the secretariat is told (PDF.md §9)."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from commission_app.dossiers import disarm
from commission_app.dossiers.viewing_copy import Glance, Picture, looks_like
from commission_app.errors import AppError
from commission_app.reader.client import Worker
from tests.dossiers import armed_pdfs
from tests.dossiers.armed_pdfs import annotate, armed
from tests.reader.pixels import ink
from tests.reader.sample_pdfs import encrypted, form, letter, turned, with_chapters

ARMED = [
    (armed_pdfs.opening_script, {disarm.AUTOMATIC}),
    (armed_pdfs.opening_program, {disarm.AUTOMATIC}),
    (armed_pdfs.named_script, {disarm.PROGRAMS}),
    (armed_pdfs.attached_file, {disarm.FILES}),
    (armed_pdfs.associated_file, {disarm.FILES}),
    (armed_pdfs.attachment_on_a_page, {disarm.FILES}),
    (armed_pdfs.film, {disarm.MEDIA}),
    (armed_pdfs.page_action, {disarm.AUTOMATIC}),
    (armed_pdfs.link_to_a_program, {disarm.LEAVING}),
    (armed_pdfs.link_to_another_file, {disarm.LEAVING}),
    (armed_pdfs.chained_script, {disarm.PROGRAMS}),
    (armed_pdfs.form_sent_away, {disarm.LEAVING}),
    (armed_pdfs.dynamic_form, {disarm.DYNAMIC_FORM}),
    (armed_pdfs.outside_content, {disarm.LEAVING}),
    (armed_pdfs.looping_outline, {disarm.OUTLINE}),
    (armed_pdfs.signature, {disarm.SIGNATURE}),
]
DANGERS = (
    b"JavaScript",
    b"app.alert",
    b"Launch",
    b"cmd.exe",
    b"GoToR",
    b"SubmitForm",
    b"XFA",
    b"EmbeddedFile",
)


def unpacked(data: bytes) -> bytes:
    """Return a document without compression, for its words to be searched."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        buffer = io.BytesIO()
        pdf.save(
            buffer,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            compress_streams=False,
        )
        return buffer.getvalue()


def black_square(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.make_stream(
        b"0 0 100 100 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 100])
    )


def seen(worker: Worker, data: bytes) -> set[tuple[int, int]]:
    worker.open(data)
    return ink(worker.page_image(1, 600))


def test_an_ordinary_letter_keeps_its_look_and_its_text(worker: Worker) -> None:
    piece = worker.import_piece(letter(), "lettre.pdf")
    assert (piece.kind, piece.pages, piece.text) == ("pdf", 1, "native")
    assert (piece.removed, piece.kept_original) == ((), False)
    assert seen(worker, piece.copy) == seen(worker, letter())
    assert "Madame la Secrétaire" in worker.page_text(1).text


def test_the_same_piece_always_gives_the_same_copy(worker: Worker) -> None:
    copies = {worker.import_piece(form(), "a.pdf").copy for _ in range(3)}
    assert len(copies) == 1


@pytest.mark.parametrize(("arm", "words"), ARMED)
def test_what_acts_or_hides_is_taken_out_and_said(
    worker: Worker, arm: Callable[[pikepdf.Pdf], None], words: set[str]
) -> None:
    received = armed(arm)
    piece = worker.import_piece(received, "piece.pdf")
    assert set(piece.removed) == words
    assert not piece.kept_original
    assert not [danger for danger in DANGERS if danger in unpacked(piece.copy)]
    assert seen(worker, piece.copy) == seen(worker, letter())


def test_the_icon_of_an_attached_file_stays_without_its_file(worker: Worker) -> None:
    def attach(pdf: pikepdf.Pdf) -> None:
        annotate(pdf, "FileAttachment", FS=armed_pdfs.attached(pdf), AP=Dictionary(N=black_square(pdf)))

    received = armed(attach)
    piece = worker.import_piece(received, "piece.pdf")
    assert (piece.removed, piece.kept_original) == ((disarm.FILES,), False)
    assert b"a program" not in unpacked(piece.copy)
    assert seen(worker, piece.copy) == seen(worker, received) > seen(worker, letter())


def test_going_to_a_page_at_the_opening_is_not_worth_a_word(worker: Worker) -> None:
    def go(pdf: pikepdf.Pdf) -> None:
        pdf.Root["/OpenAction"] = Array([pdf.pages[0].obj, Name.Fit])

    piece = worker.import_piece(armed(go), "piece.pdf")
    assert piece.removed == ()
    assert b"OpenAction" not in unpacked(piece.copy)


def test_a_malformed_action_does_not_protect_the_others(worker: Worker) -> None:
    def arm(pdf: pikepdf.Pdf) -> None:
        annotate(pdf, "Link", A=Array([1, 2]), S=Array([3]))
        armed_pdfs.link_to_a_program(pdf)

    assert worker.import_piece(armed(arm), "piece.pdf").removed == (disarm.LEAVING,)


def test_links_and_chapters_of_the_document_stay(worker: Worker) -> None:
    worker.open(worker.import_piece(with_chapters(3), "rapport.pdf").copy)
    assert [link.page for link in worker.links(1)] == [3]


@pytest.mark.parametrize("needs_appearances", [False, True])
@pytest.mark.parametrize("value", ["", "Jeanne Dupré, maire"])
def test_a_form_looks_the_same_once_its_fields_are_gone(
    worker: Worker, value: str, needs_appearances: bool
) -> None:
    received = form(value, needs_appearances=needs_appearances)
    piece = worker.import_piece(received, "cerfa.pdf")
    assert not piece.kept_original
    assert len(seen(worker, piece.copy) ^ seen(worker, received)) <= 10


def test_a_drawn_field_becomes_plain_drawing(worker: Worker) -> None:
    piece = worker.import_piece(form(), "cerfa.pdf")
    assert b"AcroForm" not in unpacked(piece.copy)
    assert b"/Widget" not in unpacked(piece.copy)


def test_what_a_form_shows_in_two_lines_keeps_its_second_line(worker: Worker) -> None:
    def write(pdf: pikepdf.Pdf) -> None:
        field = pdf.pages[0].obj.Annots[0]
        field["/Ff"], field["/Rect"] = 1 << 12, Array([60, 600, 360, 724])
        field["/V"] = "première ligne\nseconde ligne"

    received = armed(write, form(needs_appearances=True))
    piece = worker.import_piece(received, "cerfa.pdf")
    assert len(seen(worker, piece.copy) ^ seen(worker, received)) <= 10


@pytest.mark.parametrize("flags", [2, 32])
def test_what_the_screen_hides_stays_hidden(worker: Worker, flags: int) -> None:
    def hide(pdf: pikepdf.Pdf) -> None:
        annotate(pdf, "Stamp", F=flags, AP=Dictionary(N=black_square(pdf)))

    received = armed(hide)
    assert (300, 440) not in seen(worker, received)
    assert seen(worker, worker.import_piece(received, "piece.pdf").copy) == seen(worker, letter())


def test_turned_and_cropped_pages_stay_so(worker: Worker) -> None:
    received = turned(letter(), 90, (40, 500, 560, 800))
    piece = worker.import_piece(received, "scan.pdf")
    assert worker.open(piece.copy).pages == worker.open(received).pages


def test_a_piece_locked_against_printing_is_unlocked_and_said(worker: Worker) -> None:
    piece = worker.import_piece(encrypted(letter(), user=""), "piece.pdf")
    assert piece.removed == (disarm.PROTECTION,)
    assert b"/Encrypt" not in unpacked(piece.copy)
    assert seen(worker, piece.copy) == seen(worker, letter())


@pytest.mark.parametrize("count", [1, 3])
def test_a_document_whose_pages_change_when_cleaned_is_kept_as_received(worker: Worker, count: int) -> None:
    received = letter(("un",), ("deux",)).replace(b"/Count 2", b"/Count %d" % count)
    piece = worker.import_piece(received, "piece.pdf")
    assert (piece.kept_original, piece.copy, piece.pages) == (True, received, count)


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "PIE-05", ""),
        (b"Bonjour, ceci est un texte.", "PIE-05", ""),
        (b"PK\x03\x04 un document Word", "PIE-05", ""),
        (b"GIF89a", "PIE-05", ""),
        (b" " * 1_100 + letter(), "PIE-05", ""),
        (b"%PDF-1.7 et rien de plus", "PIE-06", "endommagée"),
        (letter()[:400], "PIE-06", "endommagée"),
        (encrypted(letter(), user="été"), "PIE-06", "mot de passe"),
        (letter(*[()] * 2_001), "PIE-06", "2 000 pages"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(worker: Worker, data: bytes, code: str, words: str) -> None:
    with pytest.raises(AppError) as refusal:
        worker.import_piece(data, "piece.pdf")
    assert (refusal.value.code, refusal.value.facts["file"]) == (code, "piece.pdf")
    assert words in str(refusal.value.facts.get("reason", ""))
    assert worker.is_alive


def test_the_name_of_a_file_does_not_say_what_it_is(worker: Worker) -> None:
    assert worker.import_piece(letter(), "photo.png").kind == "pdf"


def picture(*dark: int, width: int = 400) -> Picture:
    points = bytearray(b"\xff" * 4 * width * 10)
    for place in dark:
        points[4 * place : 4 * place + 3] = bytes(3)
    return Picture(width, 10, bytes(points))


@pytest.mark.parametrize(
    ("copy", "is_like"),
    [
        (Glance(1, has_text=True, pictures=(picture(),)), True),
        (Glance(1, has_text=False, pictures=(picture(*range(10)),)), True),
        (Glance(1, has_text=True, pictures=(picture(*range(11)),)), False),
        (Glance(1, has_text=True, pictures=(picture(width=399),)), False),
        (Glance(2, has_text=True, pictures=(picture(),)), False),
    ],
)
def test_a_copy_is_compared_by_its_pages_and_its_ink(copy: Glance, is_like: bool) -> None:
    assert looks_like(Glance(1, has_text=True, pictures=(picture(),)), copy) == is_like
