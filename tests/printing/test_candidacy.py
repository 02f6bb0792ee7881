"""Candidacy letters typeset from their small Markdown."""

from datetime import UTC, datetime

import pytest

from commission_app.printing.candidacy_pdf import candidacy_letter
from tests.printing.reading import lines_of, pages_of, structure_of, tags_of, text_of

LETTER = """> **DOCUMENT FICTIF — lettre inventée.**

**Communauté de Belleval** (fictive)
Pas-de-Calais (62) — 34 communes

**Objet : lettre d’intention**

## 1. Un territoire

Un paragraphe, puis trois constats :
- *1.1 « La Berline »* : un accueil itinérant ;
- 61 % d’occupation.

1. premier
2. second

### Détail

| Poste | Coût annuel |
|---|---:|
| Ingénierie | 110 000 € |
| **Total** | **110 000 €** |

*La Présidente (signature fictive)*
"""


def printed(markdown: str) -> bytes:
    date = datetime(2021, 6, 2, tzinfo=UTC)
    return candidacy_letter(markdown, title="Lettre", banner="DOCUMENT FICTIF", date=date)


def test_each_part_of_the_markdown_has_its_tag() -> None:
    assert tags_of(printed(LETTER)) == [
        *("Document", "P", "P", "P", "H1", "P"),
        *("L", "LI", "Lbl", "LBody", "LI", "Lbl", "LBody"),
        *("L", "LI", "Lbl", "LBody", "LI", "Lbl", "LBody"),
        *("H2", "Table", "THead", "TR", "TH", "TH", "TBody", "TR", "TD", "TD", "TR", "TD", "TD", "P"),
    ]


def test_no_sign_of_the_markdown_is_left() -> None:
    text = text_of(printed(LETTER))
    assert not [sign for sign in ("*", "#", "|", ">") if sign in text]
    assert "Total 110 000 €" in text
    assert "1. premier" in text


def test_the_banner_is_at_the_top_of_every_page() -> None:
    pages = pages_of(printed(LETTER + "\n\nencore un paragraphe\n" * 120))
    assert len(pages) > 2
    assert all(page.strip().startswith("DOCUMENT FICTIF") for page in pages)


def test_the_ends_of_lines_of_a_sender_are_kept() -> None:
    lines = [line.strip() for line in lines_of(printed(LETTER))]
    assert "Communauté de Belleval (fictive)" in lines
    assert "Pas-de-Calais (62) — 34 communes" in lines


def test_two_lines_of_a_paragraph_are_read_with_a_space_between_them() -> None:
    structure = "".join(line.strip() for line in structure_of(printed(LETTER)).splitlines())
    assert "(fictive) Pas-de-Calais" in structure


@pytest.mark.parametrize(
    "text", ["<img src='/etc/hostname'/>", "[lien](x)", "a * b ** c", "a | b", "&amp;", "---"]
)
def test_what_is_not_read_stays_as_it_is_written(text: str) -> None:
    assert text in text_of(printed(text))


@pytest.mark.parametrize(
    "text", ["", "#", "|", "| a |", "| a | b |\n|---|\n| c |", "####### x", "> ", "- ", "**"]
)
def test_half_written_markdown_is_still_a_document(text: str) -> None:
    assert printed(text).startswith(b"%PDF-1.7")


def test_titles_never_skip_a_level() -> None:
    headings = [
        tag for tag in tags_of(printed("### Un\n\n# Deux\n\n#### Trois\n\n#### Quatre")) if tag[0] == "H"
    ]
    assert headings == ["H1", "H1", "H2", "H3"]


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert printed(LETTER) == printed(LETTER)
