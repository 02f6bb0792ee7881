"""Tags: what a screen reader walks through, read back by poppler."""

import io
from datetime import UTC, datetime
from fractions import Fraction

import pikepdf
import pytest

from commission_app.printing.blocks import Box, Drawing
from commission_app.printing.drawings import bar, check_box
from commission_app.printing.paper import Document, PageFrame
from commission_app.printing.paragraphs import BulletList, Paragraph
from commission_app.printing.styles import BODY, NUMBER, RULE, TABLE_STRONG, TRACK
from commission_app.printing.tables import Cell, Column, Row, Table
from commission_app.printing.tagging import Element, TaggedCanvas
from tests.printing.reading import pages_of, structure_of, tags_of, text_of

COLUMNS = (
    Column("Territoire", 200, TABLE_STRONG, names_row=True),
    Column("Note", 60, NUMBER),
    Column("", 100),
    Column("Remarque", 123),
)


def document() -> Document:
    return Document(PageFrame("Commission", "Campagne", "Essai", datetime(2021, 6, 10, 17, 42, tzinfo=UTC)))


def row(number: int, remark: str = "") -> Row:
    return Row(
        [f"Belleval {number}", f"{number},0", bar(Fraction(50), Fraction(100), TRACK, leading=11), remark]
    )


def test_titles_paragraphs_and_lists_are_read_in_their_order() -> None:
    made = document()
    made.heading(1, "Un")
    made.heading(2, "Deux")
    made.paragraph("Trois")
    made.add(BulletList([("–", "Quatre"), ("–", "Cinq")], BODY))
    made.add(Box([Paragraph("Six", BODY)], RULE, RULE))
    pdf = made.render()
    structure = structure_of(pdf)
    items = ["LI", "Lbl", "LBody"] * 2
    assert tags_of(pdf) == ["Document", "H1", "H2", "P", "L", *items, "P"]
    words = ["Un", "Deux", "Trois", "Quatre", "Cinq", "Six"]
    assert [structure.index(f'"{word}"') for word in words] == sorted(
        structure.index(f'"{word}"') for word in words
    )


def test_header_footer_and_decorations_are_not_read() -> None:
    made = document()
    made.heading(1, "Titre")
    made.add(Drawing(20, lambda canvas, x, y, width: canvas.fill(x, y, width, 10, TRACK)))
    pdf = made.render()
    assert "page 1 / 1" in text_of(pdf)
    assert "page 1" not in structure_of(pdf)
    assert "Campagne" not in structure_of(pdf)


def test_a_table_has_titles_of_columns_and_of_rows_with_their_scope_and_spans() -> None:
    made = document()
    band = Row([Cell("Seuil", span=4, scope="Column")], is_title=True)
    made.add(Table(COLUMNS, [row(1), band, row(2)]))
    pdf = made.render()
    structure = structure_of(pdf)
    assert [tag for tag in tags_of(pdf) if tag in ("THead", "TBody", "TR", "TH", "TD")] == [
        *("THead", "TR", "TH", "TH", "TH"),
        *("TBody", "TR", "TH", "TD", "TD", "TD"),
        *("TR", "TH"),
        *("TR", "TH", "TD", "TD", "TD"),
    ]
    assert structure.count("/Scope /Column") == 4
    assert structure.count("/Scope /Row") == 2
    assert "/ColSpan 2" in structure
    assert "/ColSpan 4" in structure


def test_titles_of_a_table_are_printed_on_each_page_and_read_once() -> None:
    made = document()
    made.add(Table(COLUMNS, [row(number) for number in range(120)]))
    pdf = made.render()
    pages = pages_of(pdf)
    assert len(pages) > 2
    assert all("Territoire" in page for page in pages)
    structure = structure_of(pdf)
    assert structure.count("Territoire") == 1
    assert structure.count("Belleval") == 120
    assert tags_of(pdf).count("Table") == 1


def test_a_row_cut_by_the_end_of_a_page_stays_one_row() -> None:
    made = document()
    made.add(Table(COLUMNS, [row(1), row(2, "mot " * 900), row(3)]))
    pdf = made.render()
    structure = structure_of(pdf)
    assert len(pages_of(pdf)) > 1
    assert tags_of(pdf).count("TR") == 4
    assert structure.count("mot") == 900


def test_the_last_row_of_a_table_does_not_go_alone_to_the_next_page() -> None:
    for count in range(24, 40):
        made = document()
        made.add(Table(COLUMNS, [row(number) for number in range(count)]))
        assert all(page.count("Belleval") > 1 for page in pages_of(made.render()))


def test_a_paragraph_over_several_pages_is_one_paragraph() -> None:
    made = document()
    made.paragraph("mot " * 4000)
    pdf = made.render()
    assert len(pages_of(pdf)) > 2
    assert tags_of(pdf) == ["Document", "P"]
    assert text_of(pdf).count("mot") == 4000


def test_a_figure_says_what_it_is_and_where() -> None:
    made = document()
    made.add(check_box("Case à cocher : aucun lien"))
    pdf = made.render()
    assert tags_of(pdf) == ["Document", "Figure"]
    assert "/BBox" in structure_of(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert str(file.Root.StructTreeRoot.K[0].K.Alt) == "Case à cocher : aucun lien"


def test_a_block_higher_than_any_page_is_still_printed() -> None:
    made = document()
    made.paragraph("avant")
    made.add(Drawing(2000, lambda canvas, x, y, width: canvas.fill(x, y, width, 10, TRACK)))
    made.paragraph("après")
    text = text_of(made.render())
    assert "avant" in text
    assert "après" in text


def test_marked_content_inside_marked_content_is_refused() -> None:
    canvas = TaggedCanvas((500, 500))
    with canvas.content(Element("P")), pytest.raises(RuntimeError), canvas.artifact():
        pass


def test_what_was_never_drawn_leaves_no_tag() -> None:
    made = document()
    made.add(Paragraph("", BODY), Paragraph("seul", BODY))
    assert tags_of(made.render()) == ["Document", "P"]
