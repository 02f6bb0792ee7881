"""Tables of the secretariat without any window: texts, native values, sentences, the line of the seats."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt

from commission_app.ui.models.ranking_columns import FIRST_MEMBER, Divider, RankingColumn
from commission_app.ui.models.ranking_model import RankingModel
from commission_app.ui.models.ranking_words import (
    cell_meaning,
    cell_text,
    distance_text,
    points_text,
    status_text,
)
from commission_app.ui.models.sheets_model import SheetsColumn, SheetsModel
from commission_app.ui.models.table_model import RowRole, SortRole
from commission_app.workflow.secretariat.views import CellKind, ConsolidationView, MemberCell, RankedRow
from tests.ui import samples

TEXT = Qt.ItemDataRole.DisplayRole
SAID = Qt.ItemDataRole.AccessibleTextRole
NBSP = "\N{NO-BREAK SPACE}"


def ranking(view: ConsolidationView) -> RankingModel:
    model = RankingModel()
    model.set_view(view)
    return model


def dividers(model: RankingModel) -> list[tuple[int, Divider]]:
    return [(place, row) for place, row in enumerate(model.rows()) if isinstance(row, Divider)]


def test_the_model_of_sheets_keeps_the_rules_of_qt(qtmodeltester: Any) -> None:
    model = SheetsModel()
    model.set_rows(samples.reception().files)
    qtmodeltester.check(model, force_py=True)


def test_the_model_of_the_ranking_keeps_the_rules_of_qt(qtmodeltester: Any) -> None:
    model = ranking(samples.consolidation(unranked=3))
    qtmodeltester.check(model, force_py=True)
    model.set_view(samples.consolidation(dossiers=6))


@pytest.mark.parametrize("model", [SheetsModel(), RankingModel()], ids=["sheets", "ranking"])
def test_an_empty_model_answers_nothing(model: SheetsModel | RankingModel) -> None:
    assert model.rowCount() == 0
    assert model.data(QModelIndex()) is None
    assert model.headerData(99, Qt.Orientation.Horizontal) is None
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_every_text_is_a_string_and_every_cell_says_a_sentence() -> None:
    sheets = SheetsModel()
    sheets.set_rows(samples.reception().files)
    for model in (sheets, ranking(samples.consolidation(unranked=3))):
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                index = model.index(row, column)
                assert isinstance(index.data(TEXT), str)
                assert index.data(SAID), (row, column)


def test_a_row_of_the_reception_says_everything_at_once() -> None:
    model = SheetsModel()
    model.set_rows(samples.reception().files)
    said = model.index(0, SheetsColumn.VERDICT).data(SAID)
    for part in (
        "Refusée",
        "Thomas Delaunay",
        "remettre sa fiche",
        "fiche_Delaunay",
        f"3{NBSP}juin",
    ):
        assert part in said
    assert model.index(0, 0).data(RowRole) is model.rows()[0]


def test_a_file_that_nobody_can_be_named_for_says_so() -> None:
    unknown = replace(samples.reception().files[0], member=None, member_name="", institution=None)
    model = SheetsModel()
    model.set_rows([unknown])
    assert model.index(0, SheetsColumn.MEMBER).data(TEXT) == "Membre inconnu"


def test_files_sort_by_the_moment_they_came() -> None:
    model = SheetsModel()
    model.set_rows(samples.reception().files)
    moments = [model.index(row, SheetsColumn.FILE).data(SortRole) for row in range(model.rowCount())]
    assert moments == sorted(moments, reverse=True)


def test_the_line_of_the_seats_stands_after_the_last_one_inside() -> None:
    model = ranking(samples.consolidation())
    [(place, divider)] = dividers(model)
    assert (place, divider.title, divider.is_seats) == (10, "Seuil des 10 places", True)
    assert "entre le 10ᵉ et le 11ᵉ" in divider.detail


def test_a_tie_at_the_line_is_said_and_left_to_the_commission() -> None:
    model = ranking(samples.tied_at_the_line())
    [(place, divider)] = dividers(model)
    assert place == 9
    assert divider.detail == f"2 dossiers ex æquo pour 1{NBSP}place\N{NARROW NO-BREAK SPACE}: à départager"


def test_dossiers_without_a_rank_come_last_under_their_own_line() -> None:
    model = ranking(samples.consolidation(unranked=4))
    titles = [divider.title for _, divider in dividers(model)]
    assert titles == ["Seuil des 10 places", "Hors classement"]
    last = model.rows()[-1]
    assert isinstance(last, RankedRow)
    assert last.rank is None
    assert model.index(model.rowCount() - 1, RankingColumn.RANK).data(TEXT) == "—"


def test_there_is_no_line_when_there_are_seats_for_all() -> None:
    assert dividers(ranking(samples.consolidation(dossiers=6))) == []


def test_a_single_seat_is_said_in_the_singular() -> None:
    [(place, divider)] = dividers(ranking(samples.consolidation(dossiers=3, seats=1)))
    assert (place, divider.title) == (1, "Seuil de la place")
    assert "entre le 1er et le 2ᵉ" in divider.detail


def test_a_divider_cannot_be_chosen_and_says_its_words() -> None:
    model = ranking(samples.consolidation())
    index = model.index(10, 0)
    assert model.flags(index) == Qt.ItemFlag.NoItemFlags
    assert index.data(SAID).startswith("Seuil des 10 places")
    assert model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable


def test_members_stand_side_by_side_by_institution_with_their_own_cells() -> None:
    view = samples.consolidation()
    order = (0, 5, 2, 1, 6, 3, 4, 7)  # institutions scattered, as a campaign may list them
    shuffled = replace(
        view,
        members=tuple(view.members[place] for place in order),
        rows=tuple(replace(row, cells=tuple(row.cells[place] for place in order)) for row in view.rows),
    )
    model = ranking(shuffled)
    institutions = [member.institution for member in model.members]
    assert institutions == ["DGCS", "DGCS", "CNAF", "CNAF", "DSS", "ANCT", "MCC", "CCMSA"]
    expected = dict(zip(view.members, view.rows[0].cells, strict=True))
    shown = shuffled.rows[0]
    assert model.member_cells(shown) == tuple((member, expected[member]) for member in model.members)
    for place, member in enumerate(model.members):
        assert model.index(0, FIRST_MEMBER + place).data(TEXT) == cell_text(expected[member])


def test_the_note_shows_as_given_and_sorts_as_the_exact_fraction() -> None:
    model = ranking(samples.consolidation())
    first = model.rows()[0]
    assert isinstance(first, RankedRow)
    index = model.index(0, RankingColumn.NOTE)
    assert (index.data(TEXT), index.data(SortRole)) == (first.display, first.note)


def test_a_row_says_territory_rank_note_and_spread() -> None:
    model = ranking(samples.consolidation())
    first = model.rows()[0]
    assert isinstance(first, RankedRow)
    said = model.index(0, RankingColumn.TERRITORY).data(SAID)
    place = f"{first.territory} ({first.departement})"
    assert said.startswith(f"{place}, 1er, note {first.display} sur 100, écart ")


@pytest.mark.parametrize(
    ("cell", "text", "meaning"),
    [
        (
            MemberCell(CellKind.TOTAL, Fraction("76.4"), Fraction(1), Fraction("3.2")),
            "76,4",
            f"76,4 sur 100, 3,2{NBSP}points au-dessus de la moyenne des autres",
        ),
        (
            MemberCell(CellKind.TOTAL, Fraction(60), Fraction(1), Fraction("-1.1")),
            "60,0",
            f"60,0 sur 100, 1,1{NBSP}point au-dessous de la moyenne des autres",
        ),
        (
            MemberCell(CellKind.TOTAL, Fraction(60), Fraction(1), Fraction(1, 100)),
            "60,0",
            "60,0 sur 100, comme les autres",
        ),
        (
            MemberCell(CellKind.PARTIAL, Fraction(64), Fraction("0.91"), Fraction(0)),
            "64,0",
            "64,0 sur 100, comme les autres, sur 91\N{NARROW NO-BREAK SPACE}% de la grille",
        ),
        (MemberCell(CellKind.TOTAL, Fraction(64)), "64,0", "64,0 sur 100"),
        (MemberCell(CellKind.RECUSED), "dép.", "déporté de ce dossier"),
        (MemberCell(CellKind.ABSENT), "—", "pas encore de lecture close"),
        (
            MemberCell(CellKind.FORK),
            "?",
            "deux fiches se contredisent\N{NARROW NO-BREAK SPACE}: aucune ne compte",
        ),
    ],
)
def test_five_kinds_of_cells_never_look_alike(cell: MemberCell, text: str, meaning: str) -> None:
    assert cell_text(cell) == text
    assert cell_meaning(cell) == meaning


def test_distances_are_told_without_any_judgement() -> None:
    said = " ".join(distance_text(Fraction(points)) for points in range(-20, 21))
    assert not any(word in said for word in ("sévère", "généreux", "écarté", "anormal"))


def test_a_gap_too_small_to_show_is_not_written_as_zero() -> None:
    assert points_text(Fraction(1, 1000)) == "moins de 0,1 point"
    assert points_text(Fraction(2)) == f"2,0{NBSP}points"


@pytest.mark.parametrize("status", ["incomplet", "sous_quorum", "elimine", "ineligible", "retire"])
def test_every_reason_not_to_be_ranked_has_its_words(status: str) -> None:
    row = replace(samples.consolidation(unranked=2).rows[-1], status=status)
    assert status_text(row)
    assert status_text(replace(row, status="classe")) == ""
