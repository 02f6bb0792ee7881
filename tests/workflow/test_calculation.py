"""The fiche de calcul, the same value on screen and on paper."""

from dataclasses import replace
from pathlib import Path

import pytest

from commission_app.printing.calculation_pdf import CalculationPrint, calculation_pdf
from commission_app.scoring.ids import DossierId
from commission_app.workflow.deliberation.calculation import (
    calculation,
    calculation_of,
    file_name,
    print_calculation,
)
from commission_app.workflow.deliberation.consolidate import consolidation
from tests.printing.reading import text_of
from tests.workflow.consolidated import NOW, consolidated, disputed
from tests.workflow.received import Ready, received, refused


def test_it_ends_with_the_note_and_the_place_of_the_ranking(ready: Ready) -> None:
    received(ready.prepared, ready.fiches.values())
    with ready.prepared.secretariat() as session:
        for row in consolidation(session).rows:
            found = calculation(session, row.dossier)
            note, place = found.sheet.headings[-1].steps[-2:]
            assert (note.label, note.value) == ("Note sur 100", "50")
            assert place.value.startswith("1er, ex æquo")
            assert found.territory == row.territory
            assert len(found.provisional) == 1


def test_the_marks_of_each_reader_can_be_found_by_their_name(ready: Ready) -> None:
    received(ready.prepared, ready.fiches.values())
    with ready.prepared.secretariat() as session:
        dossier = session.dossiers()[0].id
        names = [member.name for member in session.campaign.members]
        own = [step for step in calculation(session, dossier).sheet.headings[1].steps if step.reader]
    assert [step.reader for step in own] == ["m01", "m02"]
    assert all(name in step.label for name, step in zip(names, own, strict=False))


def test_an_unknown_dossier_is_refused_and_nothing_is_written(ready: Ready, tmp_path: Path) -> None:
    target = tmp_path / "fiche.pdf"
    with ready.prepared.secretariat() as session, refused("CAM-04"):
        print_calculation(session, DossierId("inconnu"), target)
    assert not target.exists()


def test_the_paper_says_every_step_that_the_screen_says(ready: Ready, tmp_path: Path) -> None:
    received(ready.prepared, ready.fiches.values())
    with ready.prepared.secretariat() as session:
        dossier = session.dossiers()[0].id
        found = calculation(session, dossier)
        file = print_calculation(session, dossier, tmp_path / file_name(dossier))
    words = " ".join(text_of(file.read_bytes()).split())
    for heading in found.sheet.headings:
        assert heading.title in words
        for step in heading.steps:
            for text in (step.value, step.operation):
                assert " ".join(text.split()) in words, text


def test_a_calculation_that_may_change_says_so_on_paper() -> None:
    found = calculation_of(consolidated(disputed), DossierId("D02"), NOW)
    values = CalculationPrint(
        found.campaign,
        found.territory,
        found.departement,
        found.sheet,
        ("Une fiche manque.",),
        "d" * 128,
        NOW,
    )
    assert "Classement provisoire. Une fiche manque." in " ".join(text_of(calculation_pdf(values)).split())
    final = calculation_pdf(replace(values, provisional=()))
    assert "provisoire" not in text_of(final).lower()


@pytest.mark.parametrize("place", range(8))
def test_every_dossier_has_one(place: int) -> None:
    done = consolidated(disputed)
    found = calculation_of(done, DossierId(f"D{place:02d}"), NOW)
    assert len(found.sheet.headings) == 4
