"""What a secretariat brings: all of it comes in, or nothing at all and every reason is named."""

import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from commission_app.errors import AppError, Cancelled
from commission_app.messages import sentences
from commission_app.reader.client import Worker
from commission_app.scoring.dossier import CardLine, RecordedFact
from commission_app.scoring.ids import DossierId
from commission_app.sealing.age_stream import decrypt
from commission_app.sealing.manifest import dossier_document
from commission_app.workflow.deliberation.consolidate import compute, facts_of
from commission_app.workflow.deliberation.export import export_consolidation
from commission_app.workflow.preparation.intake.deposit import open_deposit
from commission_app.workflow.preparation.intake.intake import import_deposit, report_of
from commission_app.workflow.preparation.intake.intake_report import IntakeReport
from commission_app.workflow.preparation.intake.patient_worker import PatientWorker
from commission_app.workflow.progress import Progress, no_progress
from commission_app.workflow.secretariat.dossiers_view import Presence, dossiers_view
from commission_app.workflow.secretariat.journal_view import journal_view
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.dossiers import exports
from tests.reader.sample_pdfs import encrypted, with_script
from tests.workflow import deposits
from tests.workflow.campaigns import Prepared
from tests.workflow.deposits import CAF, LETTER, archive, folder, index, line, sound


@pytest.fixture
def session(prepared: Prepared) -> Iterator[SecretariatSession]:
    with prepared.secretariat() as opened:
        yield opened


@pytest.fixture(scope="module")
def untouched(
    _prepared_once: Prepared, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SecretariatSession]:
    """One session for all that must leave nothing."""
    with _prepared_once.copied(tmp_path_factory.mktemp("intact") / "campagne").secretariat() as opened:
        yield opened


def brought(session: SecretariatSession, *places: Path, **answers: str) -> IntakeReport:
    """Import places; the names of answers take « _ » for « : »."""
    given = {name.replace("_", ":", 1): answer for name, answer in answers.items()}
    return import_deposit(session, open_deposit(places, no_progress), given, no_progress)


def kept(session: SecretariatSession) -> tuple[object, ...]:
    """Return all that an import changes: records, and files with their sizes."""
    files = [(path.name, path.stat().st_size) for path in sorted(session.place.pieces.rglob("*"))]
    pieces = session.database.campaign.every_piece()
    return session.dossiers(), pieces, files, len(session.database.journal.entries())


def said(report: IntakeReport) -> str:
    return "\n".join(report.lines).replace("\u202f", " ").replace("\u00a0", " ")


def test_an_archive_is_read_where_it_is_and_its_one_folder_is_no_matter(
    session: SecretariatSession, tmp_path: Path
) -> None:
    table = index(line("a1", "a.pdf"), line("a1", "caf.pdf", "CAF"))
    files = {"envoi/index.csv": table, "envoi/a.pdf": LETTER, "envoi/caf.pdf": CAF}
    report = brought(session, archive(tmp_path / "envoi.zip", files))
    assert (report.is_done, report.is_blocked, report.changes.new) == (True, False, ("a1",))
    pieces = session.database.campaign.pieces(DossierId("a1"))
    original = (session.place.pieces / pieces[0].original_file).read_bytes()
    assert decrypt(original, session.identities) == LETTER
    assert not (session.place.pieces / "entrants").exists()


def refused(session: SecretariatSession, place: Path) -> str:
    """Return what is said of a deposit that may not come in."""
    try:
        report = brought(session, place)
    except AppError as error:
        return sentences(error).what.replace("\u00a0", " ")
    return said(report) if report.is_blocked else ""


Spoil = Callable[[Path], Path]
FILES = {"index.csv": index(line("a1", "a.pdf")), "a.pdf": LETTER}
HOSTILE: dict[str, tuple[Spoil, str]] = {
    "outside": (
        lambda place: archive(place / "a.zip", {**FILES, "../../evil.pdf": LETTER}),
        "hors de l’archive",
    ),
    "drive": (lambda place: archive(place / "a.zip", {**FILES, "C:\\evil.pdf": LETTER}), "hors de l’archive"),
    "link": (lambda place: deposits.linked(place / "a.zip", FILES), "hors de l’archive"),
    "locked": (lambda place: deposits.locked(place / "a.zip", {**FILES}), "protégé par un mot de passe"),
    "nested": (lambda place: archive(place / "a.zip", {**FILES, "b.ZIP": b"PK"}), "une autre archive"),
    "twice": (lambda place: deposits.twice(place / "a.zip", {"a.pdf": LETTER, **FILES}), "est là deux fois"),
    "case": (lambda place: archive(place / "a.zip", {**FILES, "A.pdf": CAF}), "confondent"),
    "accents": (
        lambda place: folder(place / "d", {**FILES, "é.pdf": CAF, "e\u0301.pdf": CAF}),
        "confondent",
    ),
    "outlook": (lambda place: folder(place / "d", {**FILES, "demande.msg": b"\xd0\xcf"}), "Outlook"),
    "password": (
        lambda place: folder(place / "d", {**FILES, "a.pdf": encrypted(LETTER, user="secret")}),
        "mot de passe",
    ),
    "huge": (lambda place: folder(place / "d", {**FILES, "a.pdf": deposits.huge_png()}), "80 millions"),
    "cut": (lambda place: folder(place / "d", {**FILES, "a.pdf": deposits.half_png()}), "endommagée"),
    "text": (lambda place: folder(place / "d", {**FILES, "a.pdf": b"Bonjour"}), "ni un PDF"),
    "empty": (lambda place: folder(place / "d", {**FILES, "a.pdf": b""}), "ni un PDF"),
    "missing": (lambda place: folder(place / "d", {"index.csv": FILES["index.csv"]}), "est absent"),
    "no dossier": (lambda place: folder(place / "d", {"index.csv": index()}), "aucun dossier"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_bad_deposit_is_named_and_leaves_nothing(
    untouched: SecretariatSession, tmp_path: Path, name: str
) -> None:
    spoil, words = HOSTILE[name]
    before = kept(untouched)
    found = refused(untouched, spoil(tmp_path))
    assert words in found, found
    assert kept(untouched) == before
    assert not (tmp_path.parent / "evil.pdf").exists()


def test_files_that_hold_no_candidacy_are_named_without_speaking_of_a_folder(
    untouched: SecretariatSession, tmp_path: Path
) -> None:
    for name in ("recue.fiche", "raccourci.lnk", "vide.lot"):
        (tmp_path / name).write_bytes(b"age-encryption.org/v1")
        found = refused(untouched, tmp_path / name)
        assert name in found, found
        assert "n’est ni un dossier" in found, found


WORKBOOKS: dict[str, tuple[Callable[[Any], object], str]] = {
    "formula": (lambda sheet: sheet.write_formula(1, 1, "=1+1", value=2), "IDX-29"),
    "merged": (lambda sheet: sheet.merge_range(1, 0, 2, 0, "a1"), "IDX-30"),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_whose_values_are_doubtful_is_refused(tmp_path: Path, name: str) -> None:
    import xlsxwriter

    change, code = WORKBOOKS[name]
    with xlsxwriter.Workbook(tmp_path / "index.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, deposits.HEADER.split(";"))
        change(sheet)
    with pytest.raises(AppError) as refusal:
        open_deposit([tmp_path / "index.xlsx"], no_progress)
    assert refusal.value.code == code


@pytest.mark.parametrize("name", ["export.zip", "mail.eml"])
def test_a_container_that_is_none_is_refused_by_its_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(AppError) as refusal:
        open_deposit([deposits.folder(tmp_path, {name: b"\0\1\2"}) / name], no_progress)
    assert (refusal.value.code, refusal.value.facts) == ("IDX-20", {"file": name})


def test_a_person_may_go_on_without_what_is_missing_and_it_is_said(
    session: SecretariatSession, tmp_path: Path
) -> None:
    table = index(line("a1", "a.pdf"), line("a1", "caf.pdf", "CAF"))
    place = folder(tmp_path / "d", {"index.csv": table, "a.pdf": LETTER, "caf.pdf": b"?"})
    assert brought(session, place).is_blocked
    report = brought(session, place, manque_a1="sans")
    assert report.is_done
    assert "pris sans « caf.pdf »" in said(report)
    first = dossiers_view(session).lines[0]
    assert (first.dossier, first.remark) == ("a1", "Lettre de la CAF absente")
    assert first.presence == (Presence.PRESENT, Presence.ABSENT, *[Presence.NONE] * 3)


def test_long_names_and_names_of_another_system_come_in(session: SecretariatSession, tmp_path: Path) -> None:
    long, apple = "l" * 251 + ".pdf", "école.pdf"
    files = {"index.csv": index(line("a1", long), line("a1", apple, "CAF")), long: LETTER}
    report = brought(session, archive(tmp_path / "a.zip", {**files, "e\u0301cole.pdf": CAF}))
    assert report.is_done
    assert len(session.database.campaign.pieces(DossierId("a1"))) == 2


def test_what_cleaning_removed_is_told(session: SecretariatSession, tmp_path: Path) -> None:
    place = folder(tmp_path / "d", {**FILES, "a.pdf": with_script(LETTER)})
    assert "retiré de la copie de lecture" in said(brought(session, place))
    (line_of,) = [each for each in dossiers_view(session).lines if each.dossier == "a1"]
    assert line_of.pieces[0].remarks[0].startswith("Retiré de la copie")


def test_e_mails_become_candidacies_dated_by_their_receipt(
    session: SecretariatSession, tmp_path: Path
) -> None:
    received = "Wed, 02 Jun 2021 17:12:00 +0200"
    deposits.mail(tmp_path / "1.eml", "Candidature de Stains", received, {"Lettre intention.pdf": LETTER})
    deposits.mail(
        tmp_path / "2.eml", "complément", "Fri, 04 Jun 2021 09:00:00 +0200", {"lettre Caf.pdf": CAF}
    )
    deposit = open_deposit([tmp_path], no_progress)
    report = report_of(session, deposit, {})
    assert [question.id for question in report.questions] == ["territoire:1", "territoire:2"]
    assert [choice.key for choice in report.questions[0].choices] == ["93072"]
    answers = {"territoire:1": "93072", "territoire:2": "219300720"}
    assert import_deposit(session, deposit, answers, no_progress).is_done
    (dossier,) = [each for each in session.dossiers() if each.id == "courriel-93072"]
    assert [piece.title for piece in dossier.pieces] == ["Lettre d’intention", "Lettre de la CAF"]
    assert CardLine("Date de dépôt", "2\u00a0juin\u00a02021 à 17\u00a0h\u00a012") in dossier.card


def test_an_export_and_its_archive_come_in_together(session: SecretariatSession, tmp_path: Path) -> None:
    variant = exports.Variant("morale", "xlsx", is_template=True, year=2025)
    files = {name: LETTER for number in exports.NUMBERS for name in exports.template_zip(number)}
    (tmp_path / variant.name).write_bytes(exports.export(variant))
    places = (archive(tmp_path / "export.zip", files), tmp_path / variant.name)
    report = brought(session, *places)
    assert (report.is_done, report.changes.new) == (True, exports.NUMBERS)
    again = brought(session, *places)
    assert (again.changes.unchanged, again.changes.to_write) == (exports.NUMBERS, frozenset())


# ------------------------------------------------------------------------------------------ a second time


def test_a_second_import_tells_unchanged_changed_new_and_vanished(
    session: SecretariatSession, prepared: Prepared, tmp_path: Path
) -> None:
    others = tuple(dossier.id for dossier in session.dossiers())
    table = index(line("a1", "a.pdf"), line("b2", "b.pdf", name="Noirpré"))
    place = folder(tmp_path / "d", {"index.csv": table, "a.pdf": LETTER, "b.pdf": LETTER})
    assert brought(session, place).is_done
    former = session.database.campaign.pieces(DossierId("b2"))[0]
    write_fact(session, DossierId("b2"))
    lines = (
        line("a1", "a.pdf"),
        line("b2", "b.pdf", name="Noirpré"),
        line("b2", "caf.pdf", "CAF", "Noirpré"),
    )
    table = index(*lines, line("c3", "a.pdf", name="Ambrolle"))
    folder(place, {"index.csv": table, "caf.pdf": CAF})
    report = brought(session, place)
    changes = report.changes
    assert (changes.unchanged, changes.changed, changes.new) == (("a1",), ("b2",), ("c3",))
    assert changes.vanished == others
    after = session.database.campaign.pieces(DossierId("b2"))
    assert after[0].copy_file == former.copy_file  # not cleaned again
    dossier = next(each for each in session.dossiers() if each.id == "b2")
    assert (dossier.facts[0].value, dossier.facts[0].piece) == ("12", dossier.pieces[0].path)
    assert (session.place.pieces / former.original_file).is_file()


def write_fact(session: SecretariatSession, dossier: DossierId) -> None:
    import msgspec

    from commission_app.sealing.documents import write_document

    record = next(each for each in session.database.campaign.dossiers() if each.id == dossier)
    found = next(each for each in session.dossiers() if each.id == dossier)
    fact = RecordedFact("Places", "12", piece=found.pieces[0].path, page=1)
    document = msgspec.json.encode(write_document(dossier_document(replace(found, facts=(fact,)))))
    session.database.campaign.put_dossier(replace(record, document=document))


def test_a_piece_that_was_replaced_keeps_its_former_original_under_seal(
    session: SecretariatSession, tmp_path: Path
) -> None:
    place = sound(tmp_path / "d")
    assert brought(session, place).is_done
    former = session.database.campaign.pieces(DossierId("a1"))[0]
    (place / "a.pdf").write_bytes(CAF)
    (place / "caf.pdf").write_bytes(LETTER)
    assert brought(session, place).changes.changed == ("a1",)
    sealed = (session.place.pieces / former.original_file).read_bytes()
    assert decrypt(sealed, session.identities) == LETTER
    assert "remplacé par une nouvelle version" in "".join(
        each.sentence for each in journal_view(session).lines
    )


# ------------------------------------------------------------------------------------------ interruptions


def test_an_import_interrupted_at_any_step_leaves_nothing(
    session: SecretariatSession, tmp_path: Path
) -> None:
    deposit = open_deposit([sound(tmp_path / "d")], no_progress)
    before = kept(session)
    for steps in range(1_000):
        try:
            report = import_deposit(session, deposit, {}, interrupted_after(steps))
        except Cancelled:
            assert kept(session) == before
        else:
            break
    assert report.is_done
    assert steps >= 3


def interrupted_after(steps: int) -> Progress:
    """Return a progress that a person interrupts after some steps."""
    left = iter(range(steps))

    def progress(_done: int, _total: int, _step: str) -> None:
        if next(left, None) is None:
            raise Cancelled

    return progress


def test_a_process_that_never_answers_is_left_at_once() -> None:
    silent = [sys.executable, "-c", "import sys; sys.stdin.read()"]
    with pytest.raises(Cancelled), PatientWorker(lambda: Worker.start(silent)) as worker:
        worker.ask(lambda asked: asked.open(LETTER), "a.pdf", partial(interrupted_after(2), 0, 0, ""))
    assert not worker.is_alive


def test_what_a_killed_import_left_is_removed_by_the_next(
    session: SecretariatSession, tmp_path: Path
) -> None:
    left = session.place.pieces / "entrants" / "abc.original.age"
    folder(session.place.pieces, {"entrants/abc.original.age": b"sealed"})
    assert brought(session, sound(tmp_path / "d")).is_done
    assert not left.parent.exists()


def test_a_name_that_looks_like_a_formula_is_a_text_in_the_workbook(
    session: SecretariatSession, tmp_path: Path
) -> None:
    name = "=cmd|'/C calc'!A1"
    place = folder(tmp_path / "d", {"index.csv": index(line("a1", "a.pdf", name=name)), "a.pdf": LETTER})
    table = (place / "index.csv").read_text().replace("Ville de =", "=")
    (place / "index.csv").write_text(table)
    assert brought(session, place).is_done
    (tmp_path / "sorties").mkdir()
    export_consolidation(session, compute(facts_of(session)), tmp_path / "sorties")
    (workbook,) = (tmp_path / "sorties").glob("*.xlsx")
    parts = zipfile.ZipFile(workbook)
    assert "=cmd|" in parts.read("xl/sharedStrings.xml").decode()
    assert not any(b"<f>" in parts.read(each) for each in parts.namelist() if "worksheets" in each)
    parts.close()
