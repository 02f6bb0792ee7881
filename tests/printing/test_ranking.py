"""The ranking, read back from its file."""

import re
from dataclasses import replace
from functools import cache

from commission_app.printing.ranking_pdf import ranking_pdf
from commission_app.scoring.ranking import Line
from tests.printing.reading import lines_of, pages_of, tags_of, text_of
from tests.printing.samples import DIGEST, ranking


@cache
def printed() -> bytes:
    return ranking_pdf(ranking())


def test_each_line_has_rank_territory_note_spread_readings_and_totals() -> None:
    (line,) = [line for line in lines_of(printed()) if "Val-Doré 1 " in line]
    assert " ".join(line.split()) == "1 CC du Val-Doré 1 62 90,00 5,0 5 90,0 91,0 92,0 93,0 94,0"


def test_the_cells_of_members_are_five_different_things() -> None:
    lines = lines_of(printed())
    text = text_of(printed())
    assert "dép." in next(line for line in lines if "Val-Doré 3 " in line)
    assert {"–", "voir"} <= set(next(line for line in lines if "Val-Doré 4 " in line).split())
    assert "80 %" in text


def test_a_tie_across_the_line_is_said_with_the_places_that_are_left() -> None:
    text = text_of(printed())
    assert "Seuil des 10 places : 2 territoires ex æquo pour 1 place" in text
    assert text.count("ex æquo") == 3


def test_the_line_falls_between_the_last_place_and_the_next() -> None:
    values = ranking()
    plain = [
        replace(row, is_tied=False, line=Line.ABOVE if number < 10 else Line.BELOW) if row.line else row
        for number, row in enumerate(values.rows)
    ]
    text = text_of(ranking_pdf(replace(values, rows=tuple(plain))))
    assert text.index("Val-Doré 10 ") < text.index("Seuil des 10 places") < text.index("Val-Doré 11 ")


def test_a_provisional_ranking_says_so_and_why_a_final_one_does_not() -> None:
    assert "la fiche d’un membre est attendue" in text_of(printed())
    assert "provisoire" not in text_of(ranking_pdf(replace(ranking(), provisional=()))).lower()


def test_dossiers_without_a_rank_are_listed_with_their_reason() -> None:
    text = text_of(printed())
    assert re.search(r"Brouzargues 30 Irrecevable — département hors de la liste 0", text)
    assert re.search(r"Noirpré 30 Incomplet .*L3 · Précision des engagements", text)


def test_twenty_members_have_their_totals_in_tables_apart() -> None:
    pdf = ranking_pdf(ranking(members=20))
    assert "Totaux des membres" in text_of(pdf)
    assert tags_of(pdf).count("Table") == 4


def test_three_hundred_dossiers_are_all_there_with_titles_on_each_page() -> None:
    pdf = ranking_pdf(ranking(count=300))
    pages = pages_of(pdf)
    assert all(f"Val-Doré {number} " in " ".join(pages) for number in range(1, 301))
    assert sum("Territoire" in page for page in pages) == len(pages)
    assert tags_of(pdf).count("TR") == 1 + 300 + 1 + 1 + 2  # titles, ranks, the line, titles, unranked


def test_an_empty_ranking_is_still_a_document() -> None:
    text = text_of(ranking_pdf(replace(ranking(), rows=())))
    assert "0 dossier classé" in text
    assert DIGEST in text
