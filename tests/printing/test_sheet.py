"""The fiche of a member, read back from its file."""

from dataclasses import replace
from functools import cache

import pytest

from commission_app.printing.sheet_pdf import PaperOrigin, sheet_pdf
from commission_app.scoring.sheet import WITHHELD, Entry
from tests.printing.reading import pages_of, structure_of, tags_of, text_of
from tests.printing.samples import DIGEST, QUOTE, evidence, sheet


@cache
def printed() -> bytes:
    return sheet_pdf(sheet())


def test_the_five_answers_never_read_alike() -> None:
    text = text_of(printed())
    for words in ("0 · Absent", "Non noté", "Non évaluable", "Neutralisé", "Déport"):
        assert words in text


def test_a_mark_is_printed_with_the_name_of_its_level() -> None:
    text = text_of(printed())
    assert "A1.1 Solutions nouvelles en territoire prioritaire 7 4 · Bon" in text


def test_what_cannot_be_assessed_says_why() -> None:
    text = text_of(printed())
    assert "hors de ma" in text


def test_a_passage_is_quoted_with_its_piece_and_page() -> None:
    structure = " ".join(structure_of(printed()).split())
    assert f"« {QUOTE.split()[0]}" in text_of(printed())
    assert "Lettre d’intention, page 2" in structure


def test_a_passage_drawn_on_a_scanned_page_is_said_so() -> None:
    assert "Passage désigné sur la page" in text_of(printed())


def test_withheld_texts_are_said_so_and_never_pass_for_the_words_of_the_member() -> None:
    values = sheet()
    first = values.dossiers[0].id
    withheld = Entry(4, remark=WITHHELD, evidence=(replace(evidence(), quote=WITHHELD, page=0),))
    answers = values.sheet
    for criterion in values.grid.criteria:
        answers = answers.with_entry(first, criterion.id, withheld)
    text = text_of(sheet_pdf(replace(values, sheet=answers, dossiers=values.dossiers[:1])))
    assert text.count("Remarque occultée") == text.count("Passage occulté") == len(values.grid.criteria)
    assert "page 0" not in text
    assert QUOTE.split()[0] not in text


def test_a_recused_dossier_shows_neither_its_marks_nor_the_reason() -> None:
    text = text_of(printed())
    assert "Le membre s’est déporté" in text
    assert "un motif que rien" not in text


def test_an_open_reading_says_that_it_does_not_count() -> None:
    assert "Cette lecture n’est pas close" in text_of(printed())


def test_points_stand_over_what_was_marked_and_are_never_extended() -> None:
    values = sheet()
    first = values.dossiers[0].id
    alone = values.sheet
    for criterion in values.grid.criteria[1:]:
        alone = alone.with_entry(first, criterion.id, Entry())
    text = text_of(sheet_pdf(replace(values, sheet=alone)))
    assert "Lecture close 5,6 / 7" in text


def test_a_remark_of_several_pages_is_printed_whole_and_its_row_is_one_row() -> None:
    values = sheet(remark="mot " * 1500)
    pdf = sheet_pdf(replace(values, dossiers=values.dossiers[:1]))
    remarks = 8  # entries of the sample that carry the remark and are shown
    assert text_of(pdf).count("mot ") == 1500 * remarks
    assert len(pages_of(pdf)) > 10
    assert tags_of(pdf).count("TR") == 2 + 1 + 6 + 22  # summary, titles, sections, criteria


def test_a_draft_is_called_a_draft() -> None:
    text = text_of(sheet_pdf(replace(sheet(), version=0, handed_in=None, digest="")))
    assert "Brouillon pas encore remis" in text
    assert "Fiche n°" not in text


def test_the_fiche_says_its_version_and_carries_its_digest() -> None:
    text = text_of(printed())
    assert "Fiche n° 2" in text
    assert DIGEST in text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<img src='/etc/hostname'/>", "<img src='/etc/hostname'/>"),
        ("<b>gras</b> & co", "<b>gras</b> & co"),
        ("a😀b", "a□b"),
        ("مرحبا", "□□□□□"),
        ("e\u0301", "é"),
    ],
)
def test_a_remark_is_printed_as_it_is_written_and_missing_signs_show(written: str, shown: str) -> None:
    values = sheet()
    first, criterion = values.dossiers[0].id, values.grid.criteria[0].id
    entry = Entry(4, remark=written, evidence=(evidence(written),))
    text = text_of(sheet_pdf(replace(values, sheet=values.sheet.with_entry(first, criterion, entry))))
    assert shown in text
    assert f"« {shown} »" in text


def test_a_fiche_entered_from_paper_says_so_in_plain_sight() -> None:
    origin = PaperOrigin(("Agnès Blin", "Karim Haddad"), 2, "Rose Tanguy")
    text = text_of(sheet_pdf(replace(sheet(), paper=origin)))
    assert "Saisie par le secrétariat d’après une grille papier remplie par ce membre" in text
    assert "première saisie par Agnès Blin, seconde saisie, sans voir la première, par Karim Haddad" in text
    assert "2 différences levées sur le papier par Rose Tanguy" in text
    same = text_of(sheet_pdf(replace(sheet(), paper=replace(origin, differences=0, settler=""))))
    assert "ne différaient en rien" in same
