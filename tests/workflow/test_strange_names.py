"""Names chosen by others: of files on a stick, of members, of territories. None of them does anything."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.rehearsal.scenario import Scenario
from commission_app.workflow.deliberation.consolidate import compute, facts_of
from commission_app.workflow.deliberation.export import export_consolidation
from commission_app.workflow.deliberation.publish import print_documents
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.receipts import take_receipt
from commission_app.workflow.receiving.receive import accept_sheets
from commission_app.workflow.secretariat.journal_view import journal_view
from commission_app.workflow.secretariat.views import Verdict
from tests.workflow.campaigns import Prepared, invented, lot_of, prepare
from tests.workflow.received import M01, Ready, again, handed, receipts_of, received, refused, told

BYTES_NAMES = pytest.mark.skipif(sys.platform != "linux", reason="only there are names mere bytes")


def renamed(file: Path, name: bytes) -> Path:
    """Give a file a name that is no text, as a stick written elsewhere can bear."""
    target = Path(os.fsdecode(os.fsencode(file.parent) + b"/" + name))
    return file.rename(target)


@BYTES_NAMES
def test_a_fiche_whose_name_is_no_text_is_received_and_told(ready: Ready) -> None:
    fiche = renamed(ready.fiches["m01"], b"fiche\xe9.fiche")
    other = ready.prepared.folder / "autre"
    other.write_bytes(b"not a fiche")
    with ready.prepared.secretariat() as session:
        outcomes = accept_sheets(session, [fiche, renamed(other, b"\xff\xfe.fiche")], no_progress)
        assert [outcome.verdict for outcome in outcomes] == [Verdict.ACCEPTED, Verdict.REFUSED]
        assert "\ufffd\ufffd.fiche" in journal_view(session).lines[0].sentence


@BYTES_NAMES
def test_a_lot_and_a_receipt_whose_names_are_no_text_are_opened(prepared: Prepared) -> None:
    lot = renamed(lot_of(prepared.seal(), "m01"), b"lot\xe9.lot")
    (prepared.folder / "accuses").mkdir()
    fiches = handed(prepared, lot, {"m01": 2})
    received(prepared, fiches.values())
    receipt = renamed(receipts_of(prepared)[M01], b"re\xe7u.accuse")
    assert told(prepared, "m01", receipt)


@BYTES_NAMES
def test_what_stands_behind_a_name_is_a_file_or_is_not_read(ready: Ready) -> None:
    """A pipe would be waited for, a device read without end."""
    folder = ready.prepared.folder
    os.mkfifo(folder / "pipe.fiche")
    (folder / "device.fiche").symlink_to("/dev/zero")
    with ready.prepared.secretariat() as session:
        outcomes = accept_sheets(session, [folder / "pipe.fiche", folder / "device.fiche"], no_progress)
        assert [outcome.error.code for outcome in outcomes if outcome.error] == ["FIC-15", "FIC-15"]
    with again(ready.prepared, "m01") as session, refused("ACC-01"):
        take_receipt(session, folder / "pipe.fiche")


def test_a_name_that_turns_the_line_around_is_told_in_its_order() -> None:
    words = sentences(AppError("LOT-15", file="lot\u202eelif\x1b]0;x\x07\n\udce9.lot"))
    assert not {"\u202e", "\x1b", "\x07", "\n", "\udce9"} & set(words.what)
    assert "lot elif ]0;x" in words.what


def homonyms() -> Scenario:
    """A campaign where a member and their alternate bear the same name in the same institution."""
    scenario = invented()
    first, second, *others = scenario.campaign["members"]
    second = {**second, "name": first["name"], "institution": first["institution"]}
    return replace(scenario, campaign={**scenario.campaign, "members": [first, second, *others]})


def test_two_members_of_the_same_name_each_have_their_letter_and_their_fiche(tmp_path: Path) -> None:
    prepared = prepare(tmp_path / "campagne", homonyms())
    files = {letter.file for letter in prepared.letters.values()}
    assert len(files) == 3
    assert all(file.exists() for file in files)
    fiches = handed(prepared, lot_of(prepared.seal(), "m01"), {"m01": 2, "m02": 3})
    received(prepared, fiches.values())
    (tmp_path / "documents").mkdir()
    with prepared.secretariat() as session:
        written = print_documents(session, tmp_path / "documents", no_progress)
    assert len(set(written)) == len(written)


def test_a_territory_is_never_a_formula_nor_a_link_of_the_workbook(ready: Ready) -> None:
    received(ready.prepared, ready.fiches.values())
    names = ['=HYPERLINK("https://exemple.invalid")', "https://exemple.invalid", "{=1+1}"]
    with ready.prepared.secretariat() as session:
        facts = facts_of(session)
        named = zip(facts.dossiers, names, strict=True)
        hostile = [replace(d, territory=replace(d.territory, name=name)) for d, name in named]
        done = compute(replace(facts, dossiers=tuple(hostile)))
        _, workbook = export_consolidation(session, done, ready.prepared.folder)
    rows = CalamineWorkbook.from_path(workbook).get_sheet_by_name("Classement").to_python()
    assert {row[1] for row in rows[1:]} == set(names)
