"""`resources/verifier.py`, alone on the machine of a third party, against archives of our own kernel."""

import ast
import json
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

from commission_app.scoring.draft import ClosingEdit
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.sheet import Entry
from commission_app.sealing.archive_file import read_archive
from commission_app.sealing.signed_act import claimed, digest
from commission_app.sealing.stored_zip import pack, unpack
from commission_app.workflow.deliberation.archive import verify_archive, withhold_texts, write_session_archive
from commission_app.workflow.deliberation.consolidate import consolidation
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.mark import entry_edit, record
from commission_app.workflow.progress import no_progress
from tests.workflow import second_program
from tests.workflow.archives import Change, Entries, entries_of, spoiled, texts_of
from tests.workflow.campaigns import Prepared, lot_of
from tests.workflow.drawn_archives import drawn_archive, facts, written
from tests.workflow.received import received

SOURCE = second_program.FILE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def verifier() -> ModuleType:
    """The second implementation, loaded once."""
    return second_program.loaded()


# --------------------------------------------------------------------------------------- the file by itself


def test_it_needs_nothing_but_an_old_python() -> None:
    tree = ast.parse(SOURCE, feature_version=(3, 9))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names
    assert not names & {"socket", "subprocess", "urllib.request", "http.client"}


@pytest.mark.parametrize(
    "arguments",
    [(), ("a.zip", "b.zip"), ("a.zip", "--digest", "abc"), ("a.zip", "--digest"), ("a.zip", "-x")],
)
def test_a_command_badly_written_is_explained(arguments: tuple[str, ...]) -> None:
    status, told = second_program.run(*arguments)
    assert status == 2
    assert "python3 -I verifier.py ARCHIVE.zip" in told


# ------------------------------------------------------------------------------------ the two programs agree


@pytest.fixture(scope="module")
def drawn() -> list[Entries]:
    """Archives of campaigns drawn by chance, whose results are those of our own kernel."""
    return [drawn_archive(seed) for seed in range(30)]


def test_both_programs_agree_on_campaigns_drawn_by_chance(
    verifier: ModuleType, drawn: list[Entries], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for entries in drawn:
        archive = written(entries, tmp_path)
        assert verifier.main([str(archive)]) == 0, capsys.readouterr().out
        capsys.readouterr()


def test_the_campaigns_drawn_hold_every_accident(drawn: list[Entries]) -> None:
    """What the agreement is worth: each rule was at work in some of them."""
    results = [json.loads(entries["resultats.json"]) for entries in drawn]
    lines = [line for one in results for line in one["ranking"]]
    statuses = {"classe", "incomplet", "sous_quorum", "elimine", "ineligible"}
    assert {line["status"] for line in lines} == statuses
    assert {line["line"] for line in lines} == {None, "au_dessus", "a_la_ligne", "en_dessous"}
    assert all(any(one[name] for one in results) for name in ("forks", "recused"))
    assert any("/" in (line["note"] or "") for line in lines)
    assert any(name.startswith("actes/") for entries in drawn for name in entries)


def test_our_own_verification_accepts_what_was_drawn_too(drawn: list[Entries], tmp_path: Path) -> None:
    entries = drawn[3]
    assert len(facts(entries).sheets) == sum(name.endswith(".carte") for name in entries)
    assert verify_archive(written(entries, tmp_path)).withheld == 0


def test_a_campaign_marked_at_random_on_real_desks_gets_the_same_fractions(prepared: Prepared) -> None:
    lot, out, chance = lot_of(prepared.seal(), "m01"), prepared.folder / "fiches", Random("desks")  # noqa: S311 - chance, not secrets
    out.mkdir()
    for member in ("m01", "m02", "m03"):
        with prepared.member(member, lot) as session:
            with session.database.transaction():
                for dossier in session.dossiers():
                    for criterion in session.grid.criteria:
                        if criterion.id not in session.neutralised:
                            entry = Entry(chance.randint(0, 5), remark="Vu.")
                            record(session, entry_edit(session.sheet, dossier.id, criterion.id, entry))
                    record(session, ClosingEdit(dossier.id, before=False, after=True))
            received(prepared, [hand_in(session, out, no_progress).file])
    archive = prepared.folder / "archive.zip"
    with prepared.secretariat() as session:
        root = write_session_archive(session, archive)
        rows = consolidation(session).rows
    status, told = second_program.run(archive, "--digest", root.upper(), "--table")
    assert (status, told.splitlines()[-1]) == (0, "Conforme")
    table = [line.split() for line in told.splitlines() if line.startswith("  ") and "Territoire" not in line]
    found = {(words[0], words[1], words[2]) for words in table if len(words) > 3}
    assert found == {(str(row.rank), row.display, str(row.note)) for row in rows}


# --------------------------------------------------------------------------------------- texts withheld


def test_texts_withheld_are_counted_and_change_nothing(archive: Path) -> None:
    whole = second_program.run(archive)
    copy = withhold_texts(archive, archive.with_name("communicable.zip"))
    status, told = second_program.run(archive.with_name("communicable.zip"), "--digest", copy.root_sha512)
    assert (whole[0], status) == (0, 0)
    assert f"Textes : {copy.withheld} présents" in whole[1]
    assert f"Textes : 0 présent, à l’empreinte que leur fiche annonce ; {copy.withheld} occultés" in told
    assert "Empreinte de la racine : c’est celle qui a été donnée" in told


def test_one_remark_removed_is_accepted_and_counted(archive: Path) -> None:
    def remove(texts: dict[str, dict[str, str]]) -> None:
        texts.pop(next(name for name, text in texts.items() if text["kind"] == "remark"))

    status, told = second_program.run(spoiled(archive, with_texts(remove)))
    assert (status, told.splitlines()[-1]) == (0, "Conforme")
    assert "1 occulté" in told


def with_texts(edit: Callable[[dict[str, dict[str, str]]], object]) -> Change:
    """Edit the texts of the first fiche that has some."""

    def change(entries: Entries) -> None:
        name = texts_of(entries)[0]
        texts = json.loads(entries[name])
        edit(texts)
        entries[name] = canonical_json(texts)

    return change


# ----------------------------------------------------------------------------------------- archives altered


def fiche_of(entries: Entries, member: str) -> str:
    """Return the stem of a fiche of a member."""
    acts = [name for name in entries if name.startswith("fiches/") and name.endswith(".acte")]
    return next(n.removesuffix(".acte") for n in sorted(acts) if claimed(entries[n])["member"] == member)


def refile(entries: Entries, stem: str, before: bytes, after: bytes) -> None:
    """Change an act and file it with its card and texts under the digest of its new bytes."""
    act = entries.pop(f"{stem}.acte").replace(before, after, 1)
    entries[f"fiches/{digest(act)}.acte"] = act
    for kind in ("carte", "textes"):
        entries[f"fiches/{digest(act)}.{kind}"] = entries.pop(f"{stem}.{kind}")


def mark_changed(entries: Entries) -> None:
    name = f"{fiche_of(entries, 'm01')}.acte"
    entries[name] = entries[name].replace(b'"mark":2', b'"mark":5', 1)


def refiled(*, listed: bool) -> Change:
    """Change a mark of a fiche of m02, on the list of the close or come since."""

    def change(entries: Entries) -> None:
        names = entries["annuaire.acte"].split(b"\n")[0].decode()
        acts = [name for name in entries if name.startswith("fiches/") and name.endswith(".acte")]
        of_m02 = [name for name in acts if claimed(entries[name])["member"] == "m02"]
        (stem,) = (name.removesuffix(".acte") for name in of_m02 if (name[7:-5] in names) == listed)
        refile(entries, stem, b'"mark":3', b'"mark":4')

    return change


def moved_to_another_member(entries: Entries) -> None:
    refile(entries, fiche_of(entries, "m01"), b'"member":"m01"', b'"member":"m03"')


def with_the_card_of_another(entries: Entries) -> None:
    entries[f"{fiche_of(entries, 'm01')}.carte"] = entries[f"{fiche_of(entries, 'm02')}.carte"]


def put_other_words(texts: dict[str, dict[str, str]]) -> None:
    next(iter(texts.values()))["text"] = "Très mauvais."


def add_words(texts: dict[str, dict[str, str]]) -> None:
    texts[digest(bytes(32) + b"de trop")] = {"salt": "00" * 32, "kind": "remark", "text": "de trop"}


def put(name: str, data: bytes) -> Change:
    """Put other bytes in the place of a document."""
    return lambda entries: entries.update({name: data})


def edited(name: str, before: bytes, after: bytes) -> Change:
    """Replace some bytes of a document, which must be there."""

    def change(entries: Entries) -> None:
        assert before in entries[name]
        entries[name] = entries[name].replace(before, after, 1)

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (mark_changed, "n’a pas l’empreinte de son nom : l’acte a été changé"),
        (refiled(listed=True), "annuaire.acte retient une fiche qui n’est pas dans l’archive"),
        (refiled(listed=False), "« sheets » n’est pas ce que disent les autres documents"),
        (moved_to_another_member, "n’est pas du membre dont la carte est à côté"),
        (with_the_card_of_another, "n’est pas du membre dont la carte est à côté"),
        (with_texts(put_other_words), "un texte n’est pas celui que son auteur a validé"),
        (with_texts(add_words), "un texte n’est pas appelé par la fiche"),
        (lambda e: e.update({"notes.txt": b""}), "notes.txt n’est pas un document d’archive"),
        (lambda e: e.pop("dossiers.json"), "dossiers.json manque"),
        (lambda e: e.pop("lots/L1-v1.acte"), "notée sur un lot qui n’est pas dans l’archive"),
        (edited("resultats.json", b'"rank":1', b'"rank":2'), "rang 2 dans resultats.json, 1 recalculé"),
        (edited("resultats.json", b'"note":"', b'"note":"1'), "recalculé"),
        (edited("journal.json", b'"seq":2', b'"seq":3'), "ne tient plus d’une seule pièce à l’événement 2"),
        (edited("journal.json", b'"author":"s', b'"author":"S'), "d’une seule pièce à l’événement 1"),
        (
            edited("campagne.json", b'"institution":"CNAF"}]', b'"institution":"DGCS"}]'),
            "critères neutralisés",
        ),
        (edited("campagne.json", b'"seats":1', b'"seats":2'), "« seats » n’est pas ce que disent"),
        (edited("registre.json", b'"kept_away":[]', b'"kept_away":[["m01","x"]]'), "« recused »"),
    ],
)
def test_an_archive_altered_under_a_root_of_its_own_is_refused(
    archive: Path, change: Change, said: str
) -> None:
    status, told = second_program.run(spoiled(archive, change))
    assert status == 1
    assert said in told.partition("Non conforme :")[2]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda e, files: files.update({"annuaire.acte": "0" * 128}), "n’est pas le document que la racine"),
        (lambda e, files: files.pop("annuaire.acte"), "est dans l’archive et n’est pas à la racine"),
        (lambda e, files: files.update({f"actes/{'a' * 128}.acte": "0" * 128}), "manque dans l’archive"),
        (lambda e, files: e.update({"journal.json": b"[]"}), "journal.json n’est pas le document"),
    ],
    ids=["another digest", "entry left out", "entry of nothing", "another journal"],
)
def test_a_root_that_does_not_list_what_is_there_is_refused(
    archive: Path, change: Callable[[Entries, dict[str, str]], object], said: str
) -> None:
    entries = unpack(archive.read_bytes())
    root = json.loads(entries["racine.json"])
    change(entries, root["files"])
    target = archive.with_name("other.zip")
    target.write_bytes(pack({**entries, "racine.json": canonical_json(root)}))
    status, told = second_program.run(target)
    assert status == 1
    assert said in told.partition("Non conforme :")[2]


def test_an_archive_made_again_whole_is_betrayed_by_the_digest_of_the_minutes(archive: Path) -> None:
    """Whoever makes every part again without a key passes here: the minutes, and the signatures, do not."""
    root = read_archive(archive)[0]

    def make_again(entries: Entries) -> None:
        campaign = json.loads(entries["campagne.json"])
        campaign["rules"]["seats"] = 2
        entries["campagne.json"] = canonical_json(campaign)
        results = json.loads(entries["resultats.json"])
        results["seats"] = 2
        for line in results["ranking"]:
            line["line"] = "au_dessus" if (line["rank"] or 9) <= 2 else "en_dessous"
        entries["resultats.json"] = canonical_json(results)

    forged = spoiled(archive, make_again)
    assert second_program.run(archive, "--digest", root)[0] == 0
    assert "à comparer à celle du procès-verbal" in second_program.run(forged)[1]
    status, told = second_program.run(forged, f"--digest={root}")
    assert status == 1
    assert "l’empreinte de la racine n’est pas celle qui a été donnée" in told


# ------------------------------------------------------------------------------------------- whatever bytes


def test_no_file_is_met_with_anything_but_a_sentence(
    verifier: ModuleType, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, chance, target = archive.read_bytes(), Random("bytes"), archive.with_name("spoiled.zip")  # noqa: S311 - chance, not secrets
    mutants = [b"", b"PK\5\6" + bytes(18), chance.randbytes(500), whole[:-1], whole + b"\0"]
    for _ in range(60):
        place = chance.randrange(len(whole))
        mutants.append(whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :])
        mutants.append(whole[:place])
    for mutant in mutants:
        target.write_bytes(mutant)
        assert verifier.main([str(target)]) == 1
        told = capsys.readouterr()
        assert "Non conforme" in told.out
        assert "imprévu" not in told.out
        assert not told.err


@pytest.mark.parametrize("value", [b"null", b"[]", b'{"a":1}', b"[" * 100_000, b"1.5", b'"\\ud800"', b"\xff"])
def test_no_document_is_met_with_anything_but_a_sentence(
    verifier: ModuleType, archive: Path, capsys: pytest.CaptureFixture[str], value: bytes
) -> None:
    for name in entries_of(archive):
        if name != "lisezmoi.txt" and (name, value) != ("journal.json", b"[]"):  # a journal without events
            replaced = spoiled(archive, put(name, value))
            assert verifier.main([str(replaced)]) == 1
            assert "imprévu" not in capsys.readouterr().out


def test_a_folder_and_a_file_that_is_not_there_are_told(archive: Path) -> None:
    assert second_program.run(archive.parent)[0] == 1
    assert "le fichier ne peut pas être lu" in second_program.run(archive.parent / "absente.zip")[1]
