"""A table of figures by département is read whole, or every doubt in it is named."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest

from commission_app.dossiers.departement_table import DepartementTable, read_departement_table
from commission_app.dossiers.tables import read_sheets
from commission_app.errors import AppError
from commission_app.workflow.preparation.departements.indicators import known_columns, published_figures
from tests.dossiers.test_tables import xlsx

CODES = ("01", "02", "03", "04", "05", "2A", "974")


def table(*columns: Sequence[object], titles: Sequence[str] = ("code", "taux")) -> DepartementTable:
    cells: dict[tuple[int, int], object] = {(0, place): title for place, title in enumerate(titles)}
    for place, column in enumerate(columns):
        cells |= {(row, place): cell for row, cell in enumerate(column, start=1)}
    return read_departement_table(read_sheets(xlsx(cells), "t.xlsx"), "t.xlsx", known_columns())


def of_csv(text: str, encoding: str = "utf-8") -> DepartementTable:
    return read_departement_table(read_sheets(text.encode(encoding), "t.csv"), "t.csv", known_columns())


def problems(read: DepartementTable, place: int = 0) -> list[str]:
    return [problem.code for problem in read.columns[place].problems]


def test_an_empty_cell_is_missing_and_never_a_zero() -> None:
    read = table(CODES, (12.5, "", "nd", 11, 13, 0, 9))
    figures = read.columns[0].figures
    assert figures["01"] == Fraction(25, 2)
    assert (figures["02"], figures["03"]) == (None, None)
    assert read.columns[0].zeros == 1
    assert figures["2A"] == Fraction(0)
    assert read.columns[0].without_zeros()["2A"] is None
    assert read.columns[0].without_zeros()["974"] == 9


def test_a_lost_zero_is_given_back_and_said_and_names_are_as_good_as_codes() -> None:
    read = of_csv("departement;taux\n1;12,5\nAisne;13\n3;11 %\nCôte-d’Or;9\n2a;8\n", "cp1252")
    assert list(read.columns[0].figures) == ["01", "02", "03", "21", "2A"]
    assert [(note.code, note.facts["count"]) for note in read.notes] == [("DEP-16", 2)]
    assert read.problems == ()


def test_a_workbook_of_several_sheets_says_which_one_is_read() -> None:
    assert [note.code for note in table(CODES, (1, 2, 4, 8, 3, 9, 7)).notes] == ["DEP-17"]


@pytest.mark.parametrize(
    ("column", "titles", "code"),
    [
        ((1, 2, 3, 4, 5, 6, 7), ("code", "score"), "DEP-13"),
        ((12, "élevé", 13, 14, 15, 16, 17), ("code", "taux"), "DEP-12"),
        ((12, 140, 13, 14, 15, 16, 17), ("code", "taux"), "DEP-05"),
        ((12, -1, 13, 14, 15, 16, 17), ("code", "part de l’emploi"), "DEP-05"),
        ((2018,) * 7, ("code", "valeur"), "DEP-07"),
        (("",) * 7, ("code", "valeur"), "DEP-15"),
        ((1, 2, 3, 4, 5, 8, 974), ("code", "montant"), "DEP-06"),
        ((55, 60, 72, 71, 62, 58, 80), ("code", "taux de couverture eaje"), "DEP-05"),
        (("1e99", 2, 3, 4, 5, 6, 7), ("code", "montant"), "DEP-12"),
    ],
)
def test_what_a_permuted_column_betrays_is_named(
    column: Sequence[object], titles: Sequence[str], code: str
) -> None:
    assert problems(table(CODES, column, titles=titles)) == [code]


def test_ranks_with_ties_are_ranks_still() -> None:
    codes = [f"{number:02}" for number in range(1, 12)]
    ranks = [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 11]
    assert problems(table(codes, ranks, titles=("code", "montant"))) == ["DEP-13"]


def test_the_figures_of_another_indicator_under_a_title_are_recognised() -> None:
    poverty = published_figures("2018").table
    cells: Mapping[str, Fraction | None] = {code: poverty[code]["pauvrete"] for code in CODES}
    column = [float(value) if value is not None else "" for value in cells.values()]
    read = table(CODES, column, titles=("code", "taux d’occupation"))
    assert problems(read) == ["DEP-06"]
    assert "Taux de pauvreté" in str(read.columns[0].problems[0].facts["other"])
    assert problems(table(CODES, column, titles=("code", "Taux de pauvreté 2018"))) == []


def test_rows_that_name_nothing_or_twice_the_same_stop_the_whole_table() -> None:
    read = table(("01", "99", "2", "02", ""), (1.5, 2, 3, 4, 5))
    assert [problem.code for problem in read.problems] == ["DEP-02", "DEP-03"]
    assert read.columns == ()


def test_a_table_without_codes_or_without_rows_is_refused() -> None:
    for text, code in (("taux;part\n1;2\n", "DEP-01"), ("code;taux\n", "DEP-14")):
        with pytest.raises(AppError) as refusal:
            of_csv(text)
        assert refusal.value.code == code


def test_an_empty_first_sheet_is_named() -> None:
    with pytest.raises(AppError) as refusal:
        read_sheets(xlsx({}), "t.xlsx")
    assert (refusal.value.code, refusal.value.facts["sheet"]) == ("IDX-32", "Sheet1")
