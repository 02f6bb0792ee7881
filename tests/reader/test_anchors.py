"""Evidence survives a new version of its piece: same place, same words, or its old place and the truth."""

from dataclasses import replace

from commission_app.reader.anchors import EvidenceState, find_again, framed_evidence, passage_evidence
from commission_app.reader.client import Worker
from commission_app.scoring.ids import PiecePath, Sha512
from commission_app.scoring.sheet import Evidence, Rect
from tests.reader.sample_pdfs import LETTER, letter

PIECE, DIGEST = PiecePath("d/0001/01.pdf"), Sha512("ab" * 64)
CORRECTED = Sha512("cd" * 64)  # of a new version of the piece
SAME, FOUND, LOST = EvidenceState
QUOTE = "douze places d’accueil"


def evidence_of(worker: Worker, words: str, *pages: tuple[str, ...]) -> Evidence:
    view = worker.open(letter(*pages))
    hit = worker.search(words)[-1]
    return passage_evidence(worker, view, PIECE, DIGEST, page=hit.page, start=hit.start, count=hit.count)


def test_an_evidence_quotes_its_passage_and_its_surroundings(worker: Worker) -> None:
    evidence = evidence_of(worker, QUOTE)
    assert evidence.quote == QUOTE
    assert "s’engage à créer".endswith(evidence.prefix[-10:])
    assert evidence.suffix.startswith(". Le projet est au cœur")
    assert (evidence.piece, evidence.original_sha512, evidence.page) == (PIECE, DIGEST, 1)
    assert evidence.rects == worker.range_rects(1, evidence.start, evidence.count)
    assert evidence.engine.startswith("pdfium ")


def test_a_quote_over_two_lines_reads_as_one(worker: Worker) -> None:
    evidence = evidence_of(worker, "douze places d’accueil. Le projet")
    assert evidence.quote == "douze places d’accueil. Le projet"
    assert len(evidence.rects) == 2


def test_an_evidence_is_found_where_it_was(worker: Worker) -> None:
    evidence = evidence_of(worker, QUOTE)
    view = worker.open(letter())
    same = find_again(worker, view, DIGEST, evidence)
    assert (same.state, same.page, same.rects) == (SAME, 1, evidence.rects)
    found = find_again(worker, view, CORRECTED, evidence)
    assert (found.state, found.page, found.rects) == (FOUND, 1, evidence.rects)


def test_another_text_engine_finds_the_evidence_of_the_same_piece(worker: Worker) -> None:
    evidence = replace(evidence_of(worker, QUOTE), engine="another", start=3)
    found = find_again(worker, worker.open(letter()), DIGEST, evidence)
    assert (found.state, found.page, found.rects) == (SAME, 1, evidence.rects)


def test_an_evidence_is_found_after_its_page_moved(worker: Worker) -> None:
    evidence = evidence_of(worker, QUOTE)
    view = worker.open(letter(("Une page de garde",), ("Avertissement", *LETTER)))
    found = find_again(worker, view, CORRECTED, evidence)
    assert (found.state, found.page) == (FOUND, 2)
    assert [rect.top - evidence.rects[0].top for rect in found.rects] == [140]


def test_among_equal_quotes_the_surroundings_decide(worker: Worker) -> None:
    evidence = evidence_of(worker, "douze places", ("À Ostrequin, douze places.", "À Noirpré, douze places."))
    view = worker.open(letter(("À Noirpré, douze places.", "À Ostrequin, douze places.")))
    found = find_again(worker, view, CORRECTED, evidence)
    (expected, _) = worker.search("douze places")
    assert found.rects == worker.range_rects(1, expected.start, expected.count)


def test_a_quote_with_a_broken_word_is_found_elsewhere(worker: Worker) -> None:
    evidence = evidence_of(worker, "l’économie sociale et de l’arc-en-ciel")
    assert evidence.quote == "l’écono-mie sociale et de l’arc-en-ciel"
    view = worker.open(letter(("Garde",), ("au cœur de l’économie sociale et de l’arc-en-ciel des",)))
    found = find_again(worker, view, CORRECTED, evidence)
    assert (found.state, found.page, len(found.rects)) == (FOUND, 2, 1)


def test_among_equal_surroundings_the_nearest_page_is_chosen(worker: Worker) -> None:
    page = ("Nous créons douze places en 2021.",)
    evidence = evidence_of(worker, "douze places", ("Garde",), ("Garde",), page)
    view = worker.open(letter(page, ("Nouvelle garde",), ("Garde",), page))
    assert find_again(worker, view, CORRECTED, evidence).page == 4


def test_a_quote_that_left_the_piece_keeps_its_place_and_is_said_lost(worker: Worker) -> None:
    evidence = evidence_of(worker, QUOTE, ("Garde",), LETTER)
    found = find_again(worker, worker.open(letter(("Tout autre chose",))), CORRECTED, evidence)
    assert (found.state, found.page, found.rects) == (LOST, 1, evidence.rects)


def test_other_words_at_the_same_place_are_not_the_evidence(worker: Worker) -> None:
    evidence = evidence_of(worker, QUOTE, ("La commune crée douze places d’accueil ici",))
    view = worker.open(letter(("La commune crée treize places d’école ici",)))
    assert find_again(worker, view, CORRECTED, evidence).state is LOST


def test_a_frame_on_a_scan_is_sure_only_in_the_piece_it_was_drawn_on(worker: Worker) -> None:
    frame = Rect(100, 100, 2000, 400)
    view = worker.open(letter(("un",), ("deux",)))
    evidence = framed_evidence(view, PIECE, DIGEST, page=2, rect=frame)
    assert evidence.quote == ""
    same = find_again(worker, view, DIGEST, evidence)
    assert (same.state, same.page, same.rects) == (SAME, 2, (frame,))
    shorter = find_again(worker, worker.open(letter(("page",))), CORRECTED, evidence)
    assert (shorter.state, shorter.page, shorter.rects) == (LOST, 1, (frame,))
