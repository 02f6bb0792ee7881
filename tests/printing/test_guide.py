"""A guide on paper: what its tags say, its bookmarks, its pictures, its table of contents."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pytest
from PIL import Image

from commission_app.printing.guide_pdf import GuidePrint, guide_pdf
from commission_app.printing.guide_text import read_chapter
from tests.printing.reading import pages_of, structure_of, tags_of, text_of
from tests.printing.test_guide_text import CHAPTER


def picture(mode: str = "P") -> bytes:
    written = io.BytesIO()
    image = Image.new("RGB", (1200, 500), "#F6F6F6")
    image.paste("#C9191E", (0, 0, 90, 90))
    (image.quantize(16) if mode == "P" else image).save(written, "PNG")
    return written.getvalue()


GUIDE = GuidePrint(
    title="Guide d’essai",
    words="Pour les personnes qui essaient.",
    version="0.1.0",
    date=datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
    chapters=(read_chapter(CHAPTER), read_chapter("# Fermer\n\n" + "Des mots, beaucoup de mots. " * 900)),
    picture=lambda _name: picture(),
)


def test_titles_contents_lists_tables_and_pictures_have_their_tags() -> None:
    tags = tags_of(guide_pdf(GUIDE))
    assert tags[:4] == ["Document", "H1", "P", "P"]
    assert tags[4:10] == ["H1", "TOC", "TOCI", "P", "TOCI", "P"]
    assert (tags.count("L"), tags.count("LI"), tags.count("Table"), tags.count("Figure")) == (2, 4, 1, 1)


def test_a_picture_is_read_once_by_the_words_under_it() -> None:
    pdf = guide_pdf(GUIDE)
    assert structure_of(pdf).count("Le code tapé.") == 1
    with pikepdf.open(io.BytesIO(pdf)) as file:
        kept = [one for one in file.objects if isinstance(one, pikepdf.Dictionary | pikepdf.Stream)]
        alternatives = [str(one.Alt) for one in kept if one.get("/S") == "/Figure"]
        images = [one for one in kept if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        assert alternatives == ["Le code tapé."]
        assert [str(one.ColorSpace[0]) for one in images] == ["/Indexed"]
        drawn = pikepdf.PdfImage(images[0]).as_pil_image().convert("RGB")
    assert (drawn.size, drawn.getpixel((10, 10))) == ((1200, 500), (201, 25, 30))


def test_chapters_and_sections_are_bookmarks() -> None:
    with pikepdf.open(io.BytesIO(guide_pdf(GUIDE))) as file, file.open_outline() as outline:
        titles = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert titles == [
        ("Guide d’essai", []),
        ("Sommaire", []),
        ("1. Ouvrir le lot", ["Le code"]),
        ("2. Fermer", []),
    ]


def test_a_contents_too_long_for_the_cover_goes_to_the_next_page() -> None:
    many = replace(GUIDE, chapters=tuple(read_chapter(f"# Chapitre {n}\n\nUn mot.") for n in range(30)))
    pages = pages_of(guide_pdf(many))
    assert "Sommaire" not in pages[0]
    assert "30 Chapitre 29" in pages[1]


def test_a_guide_made_twice_is_the_same_file() -> None:
    assert guide_pdf(GUIDE) == guide_pdf(GUIDE)
    assert "Version 0.1.0, éditée le 24 novembre 2026" in text_of(guide_pdf(GUIDE)).replace("\xa0", " ")


@pytest.mark.parametrize("data", [picture("RGB"), b"", b"%PDF-1.7"])
def test_a_picture_that_is_not_as_it_must_be_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"membre-code\.png"):
        guide_pdf(replace(GUIDE, picture=lambda _name: data))
