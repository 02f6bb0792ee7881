"""A table of basins or addresses is joined to the embedded communes and EPCI, or every doubt is named."""

import pytest

from commission_app.dossiers.places import places_of
from commission_app.dossiers.tables import read_sheets
from commission_app.dossiers.territory_table import TerritoryTable, read_territory_table
from commission_app.errors import AppError


def of_csv(text: str) -> TerritoryTable:
    return read_territory_table(read_sheets(text.encode(), "t.csv"), "t.csv", places_of(2021))


def test_basins_and_addresses_are_joined_by_insee_code_or_siren_with_lost_zeros() -> None:
    read = of_csv("code;bassin prioritaire;courriel\n2691;Nord;mairie@exemple.fr\n200071892;Sud;\n")
    assert read.basins == {"02691": "Nord", "200071892": "Sud"}
    assert read.emails == {"02691": "mairie@exemple.fr"}
    assert [note.code for note in read.notes] == ["DEP-16"]
    assert read.problems == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("code;bassin\n99999;Nord\n", "INV-03"),
        ("code;bassin\n02691;Nord\n02691;Sud\n", "INV-04"),
        ("code;bassin\n02691;0\n", "INV-05"),
        ("code;bassin\n02691;02691\n", "INV-05"),
        ("code;courriel\n02691;Nord\n", "INV-05"),
        ("code;bassin\n02001;1\n02002;2\n02003;3\n02004;4\n02005;5\n", "DEP-13"),
    ],
)
def test_what_does_not_fit_is_named(text: str, code: str) -> None:
    assert [problem.code for problem in of_csv(text).problems] == [code]


@pytest.mark.parametrize("text", ["nom;bassin\nStains;Nord\n", "code;valeur\n02691;Nord\n"])
def test_a_table_without_the_columns_it_needs_is_refused(text: str) -> None:
    with pytest.raises(AppError) as refusal:
        of_csv(text)
    assert refusal.value.code == "INV-02"
