"""The archive of a meeting: what it says with its texts, without them, and once a reading was set aside."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import CriterionId
from commission_app.scoring.sheet import WITHHELD
from commission_app.sealing.archive_file import is_texts, read_archive, write_archive
from commission_app.sealing.salted_texts import TextKind
from commission_app.sealing.stored_zip import unpack
from commission_app.workflow.deliberation.archive import verify_archive, withhold_texts, write_session_archive
from commission_app.workflow.deliberation.archive_parts import check_archive
from commission_app.workflow.deliberation.consolidate import compute, results_document
from commission_app.workflow.deliberation.decisions import exclude_reading
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.mark import entry_edit, record
from commission_app.workflow.member.open_bundle import enter
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.closing import close_reception
from commission_app.workflow.secretariat.computers import confirm_computer
from tests.workflow.archives import QUOTE, REASON, REMARK, entries_of, plain, spoiled, texts_of
from tests.workflow.campaigns import make_desk, mark_all
from tests.workflow.received import M01, Ready, handed, received, refused


@pytest.fixture
def root(archive: Path) -> str:
    return read_archive(archive)[0]


# ------------------------------------------------------------------------------------------ with its texts


def test_an_archive_says_what_it_holds(archive: Path, root: str) -> None:
    report = verify_archive(archive)
    assert (report.root_sha512, report.withheld) == (root, 0)
    lines = plain(report.lines)
    assert "1 lot validé par le secrétariat" in lines
    assert "3 fiches validées par leur auteur, textes conformes" in lines
    assert "Liste arrêtée n° 1 : 2 fiches, toutes dans l’archive" in lines
    assert "1 fiche arrivée après la clôture" in lines
    assert not any("occulté" in line for line in lines)


def test_the_root_lists_every_entry_but_the_texts(archive: Path) -> None:
    listed = json.loads(unpack(archive.read_bytes())["racine.json"])["files"]
    entries = entries_of(archive)
    assert len(texts_of(entries)) == 3
    assert set(listed) == set(entries) - set(texts_of(entries))
    assert "annuaire.acte" in listed


# --------------------------------------------------------------------------------------- without its texts


def test_an_archive_without_its_texts_keeps_its_root_and_its_ranking(archive: Path, root: str) -> None:
    target = archive.with_name("communicable.zip")
    whole = entries_of(archive)
    copy = withhold_texts(archive, target)
    held = entries_of(target)
    texts = sum(len(json.loads(whole[name])) for name in texts_of(whole))
    assert copy == verify_archive(target)
    assert (copy.root_sha512, copy.withheld) == (root, texts)
    assert f"{texts} textes occultés" in plain(copy.lines)
    assert texts_of(held) == []
    assert held == {name: data for name, data in whole.items() if not is_texts(name)}
    assert REASON.encode() in archive.read_bytes()
    assert REASON.encode() not in target.read_bytes()
    assert REMARK.encode() not in target.read_bytes()


def test_one_remark_removed_is_said_and_the_root_is_the_same(archive: Path, root: str) -> None:
    entries = entries_of(archive)
    name = texts_of(entries)[0]
    texts = json.loads(entries[name])
    texts.pop(next(digest for digest, text in texts.items() if text["kind"] == "remark"))
    target = archive.with_name("one.zip")
    assert write_archive(target, {**entries, name: canonical_json(texts)}) == root
    report = verify_archive(target)
    assert (report.root_sha512, report.withheld) == (root, 1)
    assert "1 texte occulté" in plain(report.lines)


@pytest.mark.parametrize(
    ("kinds", "gone", "kept"),
    [
        (["reason"], REASON, QUOTE),
        (["evidence"], QUOTE, REASON),
        (["remark"], REMARK, QUOTE),
    ],
)
def test_texts_are_withheld_by_kind(
    archive: Path, root: str, kinds: list[TextKind], gone: str, kept: str
) -> None:
    target = archive.with_name("part.zip")
    assert withhold_texts(archive, target, kinds).root_sha512 == root
    data = target.read_bytes()
    assert gone.encode() not in data
    assert kept.encode() in data


def test_withheld_texts_never_pass_for_blanks_or_words(archive: Path) -> None:
    target = archive.with_name("communicable.zip")
    withhold_texts(archive, target)
    whole, copy = check_archive(entries_of(archive)).facts, check_archive(entries_of(target)).facts
    assert results_document(compute(whole)) == results_document(compute(copy))
    for full, bare in zip(whole.sheets, copy.sheets, strict=True):
        assert {key: recusal.reason for key, recusal in bare.sheet.recused.items()} == dict.fromkeys(
            full.sheet.recused, WITHHELD
        )
        for dossier, reading in full.sheet.readings.items():
            for criterion, entry in reading.entries.items():
                found = bare.sheet.reading(dossier).entry(CriterionId(criterion))
                assert (found.mark, found.motive) == (entry.mark, entry.motive)
                assert found.remark == (WITHHELD if entry.remark else "")
                assert [passage.piece for passage in found.evidence] == [e.piece for e in entry.evidence]
                assert all(passage.is_withheld for passage in found.evidence)


def test_two_versions_that_differ_by_their_words_alone_rank_alike_with_and_without_them(
    ready: Ready,
) -> None:
    """A restored backup handed in twice: no fork with the texts, hence none without them."""
    copy, code = ready.prepared.folder / "copie", ready.prepared.letters[M01].code
    shutil.copytree(ready.prepared.folder / "m01", copy)
    with ready.prepared.member("m01", ready.lot) as session:
        dossier = next(iter(session.dossiers())).id
        criterion = next(c.id for c in session.grid.criteria if c.id not in session.neutralised)
        before = session.sheet.reading(dossier).entry(criterion)
        record(session, entry_edit(session.sheet, dossier, criterion, replace(before, remark="Autrement.")))
        first = hand_in(session, ready.prepared.folder / "fiches", no_progress).file
    with enter(make_desk(copy), ready.lot, code, no_progress) as session:
        second = hand_in(session, ready.prepared.folder / "fiches", no_progress).file
    received(ready.prepared, [first, second])
    archive = ready.prepared.folder / "archive.zip"
    with ready.prepared.secretariat() as session:
        write_session_archive(session, archive)
    assert (
        withhold_texts(archive, archive.with_name("sans.zip")).lines[-1] == verify_archive(archive).lines[-1]
    )


def test_a_copy_overwrites_nothing_and_is_not_made_of_a_spoiled_archive(archive: Path) -> None:
    before = archive.read_bytes()
    with refused("ARC-08"):
        withhold_texts(archive, archive)
    assert archive.read_bytes() == before
    bad = spoiled(archive, lambda entries: entries.pop("resultats.json"))
    with refused("ARC-02"):
        withhold_texts(bad, archive.with_name("copie.zip"))
    assert not archive.with_name("copie.zip").exists()
    with refused("DSK-24"):
        withhold_texts(archive, archive.parent / "absent" / "copie.zip")


# ----------------------------------------------------------------------------------------------- decisions


def test_a_reading_set_aside_stays_so_in_the_archive(written: Ready, archive: Path) -> None:
    with written.prepared.secretariat() as session:
        dossier = session.dossiers()[0].id
        sheet = next(s.act_sha512 for s in session.database.sheets.all() if s.member == M01)
        exclude_reading(session, sheet, dossier, "La présidente", "Double saisie.")
        write_session_archive(session, archive)
    assert "1 lecture écartée par un acte de la présidence" in plain(verify_archive(archive).lines)
    entries = entries_of(archive)
    (act,) = (name for name in entries if name.startswith("actes/"))
    with refused("ARC-04"):  # the ranking depends on it
        verify_archive(spoiled(archive, lambda held: held.pop(act)))
    with refused("ARC-03"):
        verify_archive(
            spoiled(archive, lambda held: held.update({act: held[act].replace(b"Double", b"Triple")}))
        )
    with refused("ARC-03"):
        verify_archive(spoiled(archive, lambda held: held.update({f"actes/{'a' * 128}.acte": held.pop(act)})))


def test_the_list_has_the_fiche_of_a_confirmed_computer_and_not_the_one_it_replaces(ready: Ready) -> None:
    desk = make_desk(ready.prepared.folder / "portable")
    with enter(desk, ready.lot, ready.prepared.letters[M01].code, no_progress) as session:
        mark_all(session, 5)
        other = hand_in(session, ready.prepared.folder / "fiches", no_progress).file
        key = session.secrets.key_set.id
    received(ready.prepared, [*ready.fiches.values(), other])
    archive = ready.prepared.folder / "archive.zip"
    with ready.prepared.secretariat() as session:
        confirm_computer(session, M01, key)
        close_reception(session)
        write_session_archive(session, archive)
    assert "Liste arrêtée n° 1 : 2 fiches, toutes dans l’archive" in plain(verify_archive(archive).lines)


def test_fiches_handed_in_later_leave_the_settled_list_as_it_is(written: Ready, archive: Path) -> None:
    later = handed(written.prepared, written.lot, {"m01": 4})
    received(written.prepared, later.values())
    with written.prepared.secretariat() as session:
        write_session_archive(session, archive)
    assert "2 fiches arrivées après la clôture" in plain(verify_archive(archive).lines)


def test_an_archive_of_an_open_reception_has_no_list(ready: Ready) -> None:
    received(ready.prepared, ready.fiches.values())
    archive = ready.prepared.folder / "archive.zip"
    with ready.prepared.secretariat() as session:
        write_session_archive(session, archive)
    assert "annuaire.acte" not in entries_of(archive)
    assert not any("Liste" in line for line in verify_archive(archive).lines)
