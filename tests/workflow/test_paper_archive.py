"""A fiche entered from paper in the archive: both programs read it, withheld or not, and see it changed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId
from commission_app.sealing.archive_file import read_archive
from commission_app.sealing.identity import Secrets
from commission_app.sealing.signed_act import claimed, digest, sign
from commission_app.workflow.deliberation.archive import verify_archive, withhold_texts, write_session_archive
from commission_app.workflow.deliberation.decisions import set_aside
from commission_app.workflow.receiving.closing import close_reception
from tests.sealing.exchange import FALSE_SECRETARIAT
from tests.workflow import second_program
from tests.workflow.archives import Entries, entries_of, plain, spoiled
from tests.workflow.papered import FIRST, SECOND, recorded
from tests.workflow.received import M01, M03, Ready, received, refused

Document = dict[str, Any]
VERIFIER = second_program.loaded()


class Papered(NamedTuple):
    """An archive with a paper beside a fiche that it contradicts, a paper alone and another after it."""

    file: Path
    secrets: Secrets
    dossiers: tuple[DossierId, ...]


@pytest.fixture(scope="module")
def papered(_ready_once: Ready, tmp_path_factory: pytest.TempPathFactory) -> Papered:
    """That archive, written once: m01 handed in 2 everywhere, the paper of m01 says 4 of one dossier."""
    ready = _ready_once.copied(tmp_path_factory.mktemp("papered") / "campagne")
    received(ready.prepared, ready.fiches.values())
    with ready.prepared.secretariat() as session:
        one, two, three = (known.id for known in session.dossiers())
        recorded(session, M01, 4, [one, two])
        set_aside(session, M01, two, "La présidente", "la fiche fait foi")
        recorded(session, M03, 4)
        recorded(session, M03, 0, [three])
        close_reception(session)
        archive = ready.prepared.folder / "archive.zip"
        write_session_archive(session, archive)
        return Papered(archive, session.secrets, (one, two, three))


def papers_in(entries: Entries) -> list[str]:
    """Return the names of the acts entered from paper, in the order of their members and numbers."""
    names = [name for name in entries if name.startswith("papiers/") and name.endswith(".acte")]
    return sorted(names, key=lambda name: [claimed(entries[name])[field] for field in ("member", "seq")])


def test_both_programs_read_it_and_compute_the_same_ranking(papered: Papered) -> None:
    lines = plain(verify_archive(papered.file).lines)
    assert "2 fiches validées par leur auteur, textes conformes" in lines
    assert "3 fiches saisies par le secrétariat d’après une grille papier, chacune par deux agents" in lines
    status, told = second_program.run(str(papered.file))
    assert status == 0, told
    assert "Grilles papier : 3 saisies, chacune par deux agents" in told
    results = json.loads(read_archive(papered.file)[1]["resultats.json"])
    assert results["forks"] == [[M01, papered.dossiers[0]]]


def test_both_programs_read_it_once_its_texts_are_withheld(papered: Papered, tmp_path: Path) -> None:
    whole, copy = verify_archive(papered.file), withhold_texts(papered.file, tmp_path / "occultee.zip")
    assert copy.root_sha512 == whole.root_sha512
    assert copy.withheld > 0
    assert not any(name.endswith(".textes") for name in entries_of(tmp_path / "occultee.zip"))
    status, told = second_program.run(str(tmp_path / "occultee.zip"))
    assert status == 0, told


def resigned(papered: Papered, place: int, change: Callable[[Document], object]) -> Path:
    """Let the secretariat itself sign a paper changed, filed under the digest of its new bytes."""

    def file_again(entries: Entries) -> None:
        name = papers_in(entries)[place]
        document = claimed(entries.pop(name))
        change(document)
        act = sign(document, papered.secrets.signing)
        entries[f"papiers/{digest(act)}.acte"] = act
        stem = name.removesuffix(".acte")
        if f"{stem}.textes" in entries:
            entries[f"papiers/{digest(act)}.textes"] = entries.pop(f"{stem}.textes")

    return spoiled(papered.file, file_again)


def refused_by_both(archive: Path, *codes: str) -> None:
    with pytest.raises(AppError) as refusal:
        verify_archive(archive)
    assert refusal.value.code in codes
    assert VERIFIER.main([str(archive)]) == 1


def test_a_mark_changed_without_the_secretariat_is_refused(papered: Papered) -> None:
    def change(entries: Entries) -> None:
        name = papers_in(entries)[0]
        act = entries.pop(name).replace(b'"mark":4', b'"mark":5', 1)
        stem = name.removesuffix(".acte")
        entries[f"papiers/{digest(act)}.acte"] = act
        entries[f"papiers/{digest(act)}.textes"] = entries.pop(f"{stem}.textes")

    refused_by_both(spoiled(papered.file, change), "SIG-01")


def mark(document: Document, value: object) -> None:
    document["dossiers"][0]["entries"][0]["mark"] = value


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda said: said["agents"].pop(), "ACT-02"),
        (lambda said: said["agents"][1].update(name=FIRST.upper()), "ACT-02"),
        (lambda said: said["agents"][1].update(name="  "), "ACT-02"),
        (lambda said: said.update(settler=SECOND), "ACT-02"),
        (lambda said: said["settled"].append({"dossier": "ailleurs", "part": "signed"}), "ACT-02"),
        (lambda said: said["settled"].append({"dossier": said["dossiers"][0]["dossier"], "part": "signed"}),
         "ACT-02"),
        (lambda said: said.update(grid="a" * 128), "FIC-10"),
        (lambda said: said.update(round=said["round"] + 1), "FIC-14"),
        (lambda said: said["dossiers"][0].update(dossier="ailleurs"), "FIC-13"),
        (lambda said: said["dossiers"].append(said["dossiers"][0]), "FIC-07"),
        (lambda said: mark(said, 6), "FIC-10"),
        (lambda said: mark(said, "NE"), "FIC-10"),
        (lambda said: mark(said, None), "FIC-12"),
        (lambda said: said.update(member="m99"), "FIC-04"),
        (lambda said: said.update(campaign="autre"), "SIG-01"),
        (lambda said: said.update(seq=0), "ACT-02"),
        (lambda said: said.update(signed_by_hand=True), "ACT-02"),
    ],
    ids=[
        "one agent", "the same agent twice", "an agent without a name", "a third look at nothing",
        "a difference nowhere", "a difference nobody looked up", "another grid", "another round",
        "no such dossier", "a dossier twice", "a mark off the scale", "no motive", "closed and not whole",
        "nobody", "another campaign", "no number", "a field too many",
    ],
)  # fmt: skip
def test_what_the_secretariat_may_not_sign_is_refused(
    papered: Papered, change: Callable[[Document], object], code: str
) -> None:
    archive = resigned(papered, 0, change)
    refused_by_both(archive, code)


def test_a_paper_may_not_come_over_what_its_member_handed_in(papered: Papered) -> None:
    """It would silently take the place of a fiche that its member signed."""
    entries = entries_of(papered.file)
    own = next(
        digest(data)
        for name, data in entries.items()
        if name.startswith("fiches/") and name.endswith(".acte") and claimed(data)["member"] == M01
    )
    refused_by_both(resigned(papered, 0, lambda said: said.update(prev=[own])), "ARC-10")


def test_papers_are_in_the_order_of_their_numbers(papered: Papered) -> None:
    refused_by_both(resigned(papered, 2, lambda said: said.update(seq=1)), "ARC-10")
    refused_by_both(resigned(papered, 1, lambda said: said.update(seq=3)), "ARC-10", "ARC-06")


def test_a_text_that_is_not_the_one_entered_is_refused(papered: Papered) -> None:
    def change(entries: Entries) -> None:
        name = f"{papers_in(entries)[0].removesuffix('.acte')}.textes"
        entries[name] = entries[name].replace(b"page 3", b"page 4", 1)

    refused_by_both(spoiled(papered.file, change), "ARC-07")


def test_a_paper_taken_out_is_missed(papered: Papered) -> None:
    def take_out(entries: Entries) -> None:
        stem = papers_in(entries)[0].removesuffix(".acte")
        del entries[f"{stem}.acte"], entries[f"{stem}.textes"]

    refused_by_both(spoiled(papered.file, take_out), "ARC-03", "ARC-04", "ARC-06")


def test_a_paper_signed_by_another_secretariat_is_refused(papered: Papered) -> None:
    stranger = papered._replace(secrets=FALSE_SECRETARIAT)
    with refused("SIG-01"):
        verify_archive(resigned(stranger, 0, lambda said: said))
