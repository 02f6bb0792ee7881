"""Pages as they are shown: sizes, images, characters and rectangles, on turned and cropped pages too."""

from itertools import pairwise, product

import pytest

from commission_app.errors import AppError
from commission_app.reader.client import Worker
from commission_app.reader.values import Hit, OutlineItem, PageSize
from commission_app.scoring.sheet import Rect
from tests.reader.pixels import ink
from tests.reader.sample_pdfs import A4, LETTER, form, laid_and_turned_back, letter, turned, with_chapters

CROP = (40, 500, 560, 800)
SHOWN = list(product((0, 90, 180, 270), (None, CROP)))


def test_a_letter_opens_with_its_pages_and_its_text(worker: Worker) -> None:
    view = worker.open(letter(LETTER, ("Page deux",)))
    assert view.pages == (PageSize(*A4), PageSize(*A4))
    assert view.has_text
    assert view.outline == ()
    assert view.engine.startswith("pdfium ")


def test_the_text_keeps_its_typography(worker: Worker) -> None:
    worker.open(letter())
    text = worker.page_text(1).text
    assert "L’Haÿ-des-Prés" in text
    assert "239\u202f400 €\u202f; efficacité" in text.replace(" ;", "\u202f;")
    assert "\r" not in text


def test_an_image_has_the_width_asked_and_white_paper(worker: Worker) -> None:
    worker.open(letter())
    image = worker.page_image(1, 600)
    assert (image.width, image.height, image.format) == (600, 849, "BGRx")
    assert image.pixels[:3] == b"\xff\xff\xff"
    assert len(image.pixels) == image.stride * image.height
    assert ink(image)


@pytest.mark.parametrize("width", [-5, 0, 1, 3_000, 3_001, 10**6])
def test_no_image_is_larger_than_three_thousand_points_a_side(worker: Worker, width: int) -> None:
    worker.open(letter())
    image = worker.page_image(1, width)
    assert 1 <= image.width <= 3_000
    assert 1 <= image.height <= 3_000


def test_a_page_of_two_billion_points_is_drawn_small(worker: Worker) -> None:
    data = letter().replace(b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [0 0 595 2147483648]")
    worker.open(data)
    image = worker.page_image(1, 1_000)
    assert (image.width, image.height) == (1, 3_000)


@pytest.mark.parametrize(("rotation", "crop"), SHOWN)
def test_the_rectangle_of_a_word_holds_its_ink(
    worker: Worker, rotation: int, crop: tuple[int, ...] | None
) -> None:
    view = worker.open(turned(letter(["", "", "  Engagement"]), rotation, crop))
    (hit,) = worker.search("engagement")
    (rect,) = worker.range_rects(1, hit.start, hit.count)
    drawn = ink(worker.page_image(1, round(2 * view.pages[0].width_pt)))
    assert drawn
    assert all(rect.left <= 5 * x <= rect.right and rect.top <= 5 * y <= rect.bottom for x, y in drawn)
    along, across = sorted((rect.right - rect.left, rect.bottom - rect.top), reverse=True)
    assert 500 < along < 800
    assert across < 150


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_drawn_lying_and_shown_upright_reads_like_any_other(worker: Worker, rotation: int) -> None:
    read = []
    for data in (letter(), laid_and_turned_back(letter(), rotation)):
        view = worker.open(data)
        text = worker.page_text(1).text
        read.append((view.pages, text, worker.range_rects(1, 0, len(text))))
    assert read[0] == read[1]


@pytest.mark.parametrize(("rotation", "crop"), SHOWN)
def test_a_click_finds_the_character_under_it(
    worker: Worker, rotation: int, crop: tuple[int, ...] | None
) -> None:
    worker.open(turned(letter(), rotation, crop))
    (hit,) = worker.search("secrétaire")
    for index in range(hit.start, hit.start + hit.count):
        (rect,) = worker.range_rects(1, index, 1)
        middle = (rect.left + rect.right) / 20, (rect.top + rect.bottom) / 20
        assert worker.character_at(1, *middle) == index


def test_a_click_on_white_paper_finds_nothing(worker: Worker) -> None:
    worker.open(letter())
    assert worker.character_at(1, 300, 800) is None
    assert worker.character_at(1, -1e12, 1e12) is None


def test_a_passage_has_one_rectangle_a_line(worker: Worker) -> None:
    worker.open(letter())
    (hit,) = worker.search("économie sociale et de l’arc-en-ciel")
    rects = worker.range_rects(1, hit.start, hit.count)
    assert len(rects) == 3
    assert all(lower.top >= upper.bottom - 20 for upper, lower in pairwise(rects))
    assert all(80 <= rect.bottom - rect.top <= 160 for rect in rects)


def test_letters_too_small_to_be_seen_still_have_a_place(worker: Worker) -> None:
    worker.open(letter(["un texte minuscule"], size=0.02))
    text = worker.page_text(1).text
    assert "minuscule" in text
    assert len(worker.range_rects(1, 0, len(text))) == 1


@pytest.mark.parametrize(("start", "count"), [(-5, 3), (0, 0), (0, -1), (10**6, 5), (3, 10**9)])
def test_a_range_beyond_the_text_is_no_trouble(worker: Worker, start: int, count: int) -> None:
    worker.open(letter())
    rects = worker.range_rects(1, start, count)
    assert all(isinstance(rect, Rect) for rect in rects)
    assert bool(rects) == (count == 10**9)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_can_be_turned_by_hand(worker: Worker, rotation: int) -> None:
    worker.open(letter(["Engagement"]))
    upright = worker.page_image(1, 595)
    near = {(x + dx, y + dy) for x, y in ink(upright) for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
    turned_page = worker.page_image(1, 595 if rotation == 180 else 842, rotation)  # type: ignore[arg-type] # one of three
    width, height = upright.width, upright.height
    for x, y in ink(turned_page):
        match rotation:
            case 90:
                expected = y, height - 1 - x
            case 180:
                expected = width - 1 - x, height - 1 - y
            case _:
                expected = width - 1 - y, x
        assert expected in near


@pytest.mark.parametrize("needs_appearances", [False, True])
def test_what_was_typed_in_a_form_is_seen(worker: Worker, needs_appearances: bool) -> None:
    shown = {}
    for value in ("", "Jeanne Dupré, maire"):
        worker.open(form(value, needs_appearances=needs_appearances))
        shown[value] = len(ink(worker.page_image(1, 800)))
    assert shown["Jeanne Dupré, maire"] > shown[""] + 300


def test_the_table_of_contents_leads_to_pages(worker: Worker) -> None:
    view = worker.open(with_chapters(3))
    assert view.outline == (
        OutlineItem("Chapitre 1", 0, 1),
        OutlineItem("Chapitre 2", 1, 2),
        OutlineItem("Chapitre 3", 1, 3),
    )


def test_a_link_inside_the_document_gives_its_place_and_its_page(worker: Worker) -> None:
    worker.open(with_chapters(3))
    (link,) = worker.links(1)
    assert (link.page, link.rect) == (3, Rect(600, 1220, 1600, 1420))
    assert worker.links(2) == ()


def test_words_are_searched_in_the_whole_document(worker: Worker) -> None:
    worker.open(letter(("le cœur", "du projet"), ("rien",), ("Au COEUR, au coeur",)))
    assert worker.search("cœur") == (Hit(1, 3, 4), Hit(3, 3, 5), Hit(3, 13, 5))
    assert worker.search("coeur du projet") == (Hit(1, 3, 15),)
    assert worker.search("absent") == ()


def test_the_second_document_takes_the_place_of_the_first(worker: Worker) -> None:
    worker.open(letter(("un",), ("deux",)))
    worker.page_text(2)
    view = worker.open(letter(("trois",)))
    assert len(view.pages) == 1
    assert worker.page_text(1).text.strip() == "trois"
    assert worker.search("un") == ()


@pytest.mark.parametrize("page", [0, -1, 2, 2**40])
def test_a_page_that_does_not_exist_is_refused_and_the_others_stay(worker: Worker, page: int) -> None:
    worker.open(letter(("un",)))
    with pytest.raises(AppError, match="PIE-07"):
        worker.page_image(page, 100)
    assert worker.page_text(1).text.strip() == "un"
