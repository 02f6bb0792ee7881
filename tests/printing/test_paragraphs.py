"""Breaking lines and cutting paragraphs, without any file."""

from collections.abc import Callable, Iterable

import pytest

from commission_app.printing.blocks import Stack, paginate
from commission_app.printing.paragraphs import BulletList, Heading, Paragraph, Run, strong
from commission_app.printing.styles import BODY, Style
from commission_app.printing.tagging import Element, Stretch, TaggedCanvas
from commission_app.printing.typefaces import Face, width_of

MONO = Style(Face.MONO, 10, 12)  # every sign is 6 points wide
SIGN = width_of("m", Face.MONO, 10)


class LineCanvas(TaggedCanvas):
    """A real canvas that also remembers the lines it wrote."""

    def __init__(self) -> None:
        super().__init__((600, 800))
        self.written: list[str] = []

    def write_lines(self, lines: Iterable[tuple[float, float, Iterable[Stretch]]], style: Style) -> None:
        kept = [(x, y, list(stretches)) for x, y, stretches in lines]
        texts = ("".join(stretch.text for stretch in stretches) for _, _, stretches in kept)
        self.written.extend(text.rstrip(" ") for text in texts)
        super().write_lines(kept, style)


def pages_of(height: float) -> Callable[[int], float]:
    return lambda _: height


def lines(text: str | list[str | Run], signs: int) -> list[str]:
    """Return the lines of a paragraph in a column of so many signs."""
    canvas = LineCanvas()
    Paragraph(text, MONO).draw(canvas, 0, 700, SIGN * signs + 0.01)
    return canvas.written


def test_lines_are_filled_and_end_at_spaces() -> None:
    assert lines("un deux trois quatre", 8) == ["un deux", "trois", "quatre"]


def test_a_line_may_end_after_the_hyphen_of_a_compound_name() -> None:
    assert lines("Rouvelain-Ostrequin", 12) == ["Rouvelain-", "Ostrequin"]
    assert lines("Rouvelain-Ostrequin", 30) == ["Rouvelain-Ostrequin"]


def test_a_line_never_ends_before_a_colon_nor_inside_a_number() -> None:
    assert lines("il a dit : oui", 9) == ["il a", "dit\u00a0: oui"]
    assert lines("coût de 239 400 €", 9) == ["coût de", "239\u00a0400\u00a0€"]


def test_a_word_longer_than_the_column_is_cut_after_any_letter() -> None:
    assert lines("a" * 25 + " b", 10) == ["a" * 10, "a" * 10, "a" * 5 + " b"]


def test_words_of_several_faces_stay_glued_to_their_punctuation() -> None:
    assert lines([Run("gras", Face.MONO, "#000000"), ", suite"], 5) == ["gras,", "suite"]


def test_a_written_line_end_is_kept_and_an_empty_line_too() -> None:
    assert lines("un\n\ndeux", 20) == ["un", "", "deux"]


@pytest.mark.parametrize("text", ["<b>x</b>", "<img src='a.png'/>", "&amp; &#0;", "</para><para>"])
def test_markup_in_a_text_is_printed_as_it_is_written(text: str) -> None:
    assert " ".join(lines(text, 60)) == text


def test_a_cut_leaves_two_lines_at_least_on_each_side() -> None:
    paragraph = Paragraph("mot " * 60, MONO)
    width = SIGN * 20
    height = paragraph.measure(width)
    count = round(height / MONO.leading)
    for room in range(0, int(height), 5):
        parts = paragraph.split(width, room)
        if parts:
            heights = [part.measure(width) / MONO.leading for part in parts]
            assert min(heights) >= 2
            assert sum(heights) == count
    assert paragraph.split(width, MONO.leading * 1.9) is None


def test_a_title_never_stays_alone_at_the_bottom_of_a_page() -> None:
    body = [block for number in range(40) for block in (Heading(2, f"Titre {number}"), Paragraph("x", BODY))]
    for height in range(200, 400, 7):
        pages = paginate(Stack(body), 400, pages_of(height))
        assert all(not isinstance(page.blocks[-1], Heading) for page in pages)
        assert sum(len(page.blocks) for page in pages) == len(body)


def test_a_title_that_starts_a_page_does() -> None:
    body = Stack([Paragraph("a", BODY), Heading(1, "Annexe", starts_page=True), Paragraph("b", BODY)])
    pages = paginate(body, 400, pages_of(700))
    assert [len(page.blocks) for page in pages] == [1, 2]


def test_a_block_that_asks_for_room_goes_to_the_next_page_unless_all_the_rest_fits() -> None:
    title = Heading(2, "Dossier")
    title.room = 300
    few, many = [Paragraph("x", BODY)], [Paragraph("x", BODY) for _ in range(20)]
    start = [Paragraph("y " * 1500, BODY)]
    room = start[0].measure(400) + 150
    assert len(paginate(Stack([*start, title, *few]), 400, pages_of(room))) == 1
    pages = paginate(Stack([*start, title, *many]), 400, pages_of(room))
    assert pages[1].blocks[0] is title


def test_an_item_cut_by_the_end_of_a_page_keeps_one_label_and_one_body() -> None:
    root = Element("Document")
    listed = BulletList([("1.", "mot " * 300), ("2.", [strong("fin")])], BODY)
    listed.attach(root)
    pages = paginate(Stack([listed]), 300, pages_of(120))
    canvas = LineCanvas()
    for page in pages:
        page.draw(canvas, 0, 700, 300)
    assert len(pages) > 2
    items = [item for item in root.children[0].children if isinstance(item, Element)]  # type: ignore[union-attr]  # the list
    assert [[child.tag for child in item.children if isinstance(child, Element)] for item in items] == [
        ["Lbl", "LBody"],
        ["Lbl", "LBody"],
    ]
    assert canvas.written.count("1.") == 1
