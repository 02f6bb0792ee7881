from dataclasses import replace
from pathlib import Path

import pytest

from commission_app.scoring.campaign import Neutralised
from commission_app.scoring.ids import CriterionId, DossierId, InstitutionId
from commission_app.scoring.sheet import NOT_ASSESSABLE, DossierSheet, Entry, Recusal, Sheet
from commission_app.sealing.manifest import Manifest
from commission_app.sealing.sheet_act import SheetClaims
from commission_app.sealing.sheet_checks import check_sheet
from tests.sealing.exchange import (
    CLAIMS,
    COSTS,
    D1,
    D2,
    D3,
    GRID,
    LETTERS,
    M07,
    MANIFEST,
    PASSAGE,
    PLACES,
    SHEET,
    dossier_of,
    refusal,
)

CNAF, DGCS = InstitutionId("CNAF"), InstitutionId("DGCS")
FIRST_LOT = replace(MANIFEST, dossiers=(dossier_of(D1),), neutralised=())
SECOND_LOT = replace(MANIFEST, lot="L2", dossiers=(dossier_of(D2), dossier_of(D3)))


def check(
    sheet: Sheet, *manifests: Manifest, institution: InstitutionId = CNAF, claims: SheetClaims = CLAIMS
) -> None:
    check_sheet(claims, sheet, institution, manifests or [MANIFEST])


def with_entry(criterion: CriterionId, entry: Entry, *, is_closed: bool = False) -> Sheet:
    return Sheet(M07, {D1: DossierSheet({PLACES: Entry(3), COSTS: Entry(2), criterion: entry}, is_closed)})


def test_a_sheet_that_the_application_makes_passes() -> None:
    check(SHEET)
    check(SHEET, FIRST_LOT, SECOND_LOT)
    check(Sheet(M07))


@pytest.mark.parametrize("mark", [0, 1, 5])
def test_every_level_of_the_scale_passes(mark: int) -> None:
    check(with_entry(PLACES, Entry(mark, remark="pourquoi"), is_closed=True))


@pytest.mark.parametrize(
    "entry",
    [
        Entry(6, remark="x"),
        Entry(-1, remark="x"),
        Entry(2**60),
        Entry(3, "pièce illisible"),
        Entry(None, "pièce illisible"),
        Entry(NOT_ASSESSABLE, "", "x"),
        Entry(NOT_ASSESSABLE, "sans envie", "x"),
    ],
)
def test_a_mark_out_of_the_grids_scale_is_refused(entry: Entry, tmp_path: Path) -> None:
    with refusal("FIC-10", tmp_path):
        check(with_entry(PLACES, entry))


def test_a_criterion_of_another_grid_is_refused(tmp_path: Path) -> None:
    with refusal("FIC-10", tmp_path):
        check(with_entry(CriterionId("Z9"), Entry(3)))


def test_lots_of_two_grids_are_refused(tmp_path: Path) -> None:
    other = replace(SECOND_LOT, grid=replace(GRID, version="1.1"))
    with refusal("FIC-10", tmp_path):
        check(SHEET, FIRST_LOT, other)


def test_a_mark_on_a_neutralised_criterion_is_refused_for_that_institution_alone(tmp_path: Path) -> None:
    sheet = with_entry(LETTERS, Entry(3), is_closed=True)
    with refusal("FIC-11", tmp_path):
        check(sheet)
    with refusal("FIC-11", tmp_path):
        check(with_entry(LETTERS, Entry(NOT_ASSESSABLE, "pièce illisible", "x")))
    check(sheet, institution=DGCS)
    check(with_entry(LETTERS, Entry(None, remark="hors sujet"), is_closed=True))


def test_a_criterion_neutralised_in_one_lot_is_so_in_all(tmp_path: Path) -> None:
    with refusal("FIC-11", tmp_path):
        check(with_entry(LETTERS, Entry(3)), FIRST_LOT, SECOND_LOT)
    check(with_entry(LETTERS, Entry(3)), replace(MANIFEST, neutralised=(Neutralised(DGCS, LETTERS),)))


def test_a_reading_of_a_recused_dossier_is_refused(tmp_path: Path) -> None:
    sheet = with_entry(PLACES, Entry(3)).with_recusal(D1, Recusal("personal", "lien"))
    with refusal("FIC-11", tmp_path):
        check(sheet)


@pytest.mark.parametrize("institution", [CNAF, DGCS])
def test_a_dossier_closed_without_all_its_marks_is_refused(
    institution: InstitutionId, tmp_path: Path
) -> None:
    """The CNAF owes two marks, the DGCS three."""
    marks = {PLACES: Entry(3)} if institution == CNAF else {PLACES: Entry(3), COSTS: Entry(3)}
    with refusal("FIC-12", tmp_path):
        check(Sheet(M07, {D1: DossierSheet(marks, is_closed=True)}), institution=institution)
    check(Sheet(M07, {D1: DossierSheet(marks)}), institution=institution)


@pytest.mark.parametrize("remark", ["", "  \n\t"])
@pytest.mark.parametrize("entry", [Entry(0), Entry(5), Entry(NOT_ASSESSABLE, "hors de ma compétence")])
def test_an_extreme_mark_closed_without_a_reason_is_refused(
    entry: Entry, remark: str, tmp_path: Path
) -> None:
    unjustified = replace(entry, remark=remark)
    with refusal("FIC-12", tmp_path):
        check(with_entry(PLACES, unjustified, is_closed=True))
    check(with_entry(PLACES, unjustified))
    check(with_entry(PLACES, replace(entry, evidence=(PASSAGE,)), is_closed=True))


UNKNOWN = DossierId("9999")


@pytest.mark.parametrize(
    "sheet",
    [
        Sheet(M07, {UNKNOWN: DossierSheet({PLACES: Entry(3)})}),
        Sheet(M07, recused={UNKNOWN: Recusal("personal", "lien")}),
        Sheet(M07, declared=frozenset({UNKNOWN})),
    ],
    ids=["reading", "recusal", "tie"],
)
def test_a_dossier_outside_the_lots_is_refused(sheet: Sheet, tmp_path: Path) -> None:
    with refusal("FIC-13", tmp_path):
        check(sheet)


def test_a_dossier_of_another_members_lot_is_refused(tmp_path: Path) -> None:
    with refusal("FIC-13", tmp_path):
        check(SHEET, FIRST_LOT)


def test_another_round_is_refused(tmp_path: Path) -> None:
    with refusal("FIC-14", tmp_path):
        check(SHEET, claims=replace(CLAIMS, round=2))
    with refusal("FIC-14", tmp_path):
        check(SHEET, FIRST_LOT, replace(SECOND_LOT, round=2))
