"""Every refusal of the exchange, provoked by a real file, through the public verb and the command line.

After each, nothing was written and nothing is lost: the same desk then takes the true file.
"""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commission_app.cli.main import run
from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.scoring.ids import MemberId
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.identity import Secrets
from commission_app.sealing.opening_code import new_code
from commission_app.sealing.recognition import write_seals
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.open_bundle import enter, resume
from commission_app.workflow.member.read import piece_bytes
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.receive import accept_sheets
from commission_app.workflow.secretariat.letters import replace_code
from commission_app.workflow.secretariat.views import Verdict
from tests.sealing.drawn_bytes import DrawnBytes
from tests.workflow.campaigns import Prepared, files_under, lot_of, make_desk, mark_all
from tests.workflow.forgeries import M01, Forge

STRANGER = Secrets.new(DrawnBytes("stranger"))
Spoil = Callable[[Forge, Path], object]


# ------------------------------------------------------------------------------------------------- lots


def another_manifest(**fields: Any) -> Spoil:
    """Change fields of the manifest, signed and sealed as the secretariat would."""
    return lambda forge, lot: forge.resign(lot, lambda document: document.update(fields))


def without_first_member(forge: Forge, lot: Path) -> None:
    def leave_out(document: dict[str, Any]) -> None:
        document["members"] = [member for member in document["members"] if member["id"] != M01]

    forge.resign(lot, leave_out)


def false_secretariat(forge: Forge, lot: Path) -> None:
    """A complete lot by somebody who intercepted every code, but not the secretariat's keys."""
    keys = STRANGER.key_set.document()
    forge.resign(lot, lambda document: document.update(secretariat=keys, serial=9), STRANGER)


def changed_after_signing(forge: Forge, lot: Path) -> None:
    act = forge.entries(lot)["manifeste"]
    forge.with_manifest(lot, act.replace(b'"round":1', b'"round":2', 1))


LOTS: dict[str, Spoil] = {
    "LOT-01": lambda _forge, lot: lot.write_bytes(b"bonjour"),
    "LOT-02": lambda forge, lot: forge.weaken(lot),
    "LOT-03": lambda forge, lot: forge.reseal(lot, {**forge.entries(lot), "sceaux": write_seals(b"", {})}),
    "LOT-04": lambda _forge, lot: lot.write_bytes(lot.read_bytes()[:-1]),
    "LOT-05": lambda forge, lot: forge.reseal(lot, {**forge.entries(lot), "sceaux": b"[[["}),
    "LOT-06": lambda forge, lot: forge.reseal(lot, b"PK but no archive"),
    "LOT-08": without_first_member,
    "LOT-10": lambda forge, lot: forge.reseal(lot, {**forge.entries(lot), "d/9999/01.pdf": b"ajout"}),
    "SIG-01": changed_after_signing,
    "ACT-01": lambda forge, lot: forge.with_manifest(lot, b"{}"),
    "ACT-02": another_manifest(surprise=1),
    "ACT-03": another_manifest(v=2),
}


@pytest.fixture
def lot(prepared: Prepared, tmp_path: Path) -> Path:
    return Path(shutil.copy(lot_of(prepared.seal(), "m01"), tmp_path / "recu.lot"))


@pytest.mark.parametrize("code", LOTS)
def test_a_spoiled_lot_is_refused_and_the_true_one_opens_after(
    prepared: Prepared, lot: Path, tmp_path: Path, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    true = lot.read_bytes()
    LOTS[code](Forge(prepared), lot)
    letter, desk = prepared.letters[M01].code, tmp_path / "desk"
    with pytest.raises(AppError) as refusal:
        enter(make_desk(desk), lot, letter, no_progress)
    assert sentences(refusal.value).code == code
    assert opened_by_command(lot, letter, desk, tmp_path) == 1
    assert f"({code})" in capsys.readouterr().err
    assert not list(desk.rglob("*.json"))
    lot.write_bytes(true)
    assert opened_by_command(lot, letter, desk, tmp_path) == 0


def opened_by_command(lot: Path, letter: str, desk: Path, folder: Path) -> int:
    code_file = folder / "code.txt"
    code_file.write_text(letter)
    return run(["open", str(lot), "--desk", str(desk), "--code-file", str(code_file), "--no-keyring"])


PINNED: dict[str, Spoil] = {"SIG-02": false_secretariat, "LOT-09": another_manifest(serial=1)}


@pytest.mark.parametrize("code", PINNED)
def test_a_lot_that_another_made_or_that_is_older_is_refused_where_one_was_opened(
    prepared: Prepared, lot: Path, tmp_path: Path, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    letter, desk = prepared.letters[M01].code, tmp_path / "desk"
    next_lot = lot_of(prepared.seal("suite"), "m01")
    enter(make_desk(desk), next_lot, letter, no_progress).close()
    before = files_under(desk)
    PINNED[code](Forge(prepared), lot)
    with pytest.raises(AppError) as refusal:
        enter(make_desk(desk), lot, letter, no_progress)
    assert refusal.value.code == code
    assert opened_by_command(lot, letter, desk, tmp_path) == 1
    assert f"({code})" in capsys.readouterr().err
    assert files_under(desk) == before


def swapped(code: str) -> str:
    """Exchange the first two neighbouring signs that differ."""
    for place in range(len(code) - 1):
        pair = code[place : place + 2]
        if "-" not in pair and pair[0] != pair[1]:
            return code[:place] + pair[::-1] + code[place + 2 :]
    raise AssertionError(code)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (lambda right: right[:-1], "COD-01"),
        (lambda right: "U" + right[1:], "COD-02"),
        (lambda right: ("0" if right[0] != "0" else "1") + right[1:], "COD-03"),
        (swapped, "COD-03"),
        (lambda _right: None, "LOT-03"),
    ],
    ids=["short", "a U", "one sign wrong", "two signs swapped", "another member's of another campaign"],
)
def test_a_mistyped_or_foreign_code_is_told_before_anything_is_kept(
    prepared: Prepared,
    lot: Path,
    tmp_path: Path,
    typed: Callable[[str], str | None],
    code: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    letter = typed(prepared.letters[M01].code) or new_code(DrawnBytes("elsewhere")).text
    with pytest.raises(AppError) as refusal:
        enter(make_desk(tmp_path / "desk"), lot, letter, no_progress)
    assert refusal.value.code == code
    assert opened_by_command(lot, letter, tmp_path / "desk", tmp_path) == 1
    assert f"({code})" in capsys.readouterr().err
    assert not list((tmp_path / "desk").rglob("*.json"))


PIECES: dict[str, Spoil] = {
    "LOT-11": lambda _forge, lot: damage(lot),
    "LOT-12": lambda forge, lot: forge.reseal(lot, exchanged(forge.entries(lot))),
}


def damage(lot: Path) -> None:
    """Change one byte in the middle of the file, as a bad sector does."""
    data = bytearray(lot.read_bytes())
    data[len(data) // 2] ^= 1
    lot.write_bytes(data)


def exchanged(entries: dict[str, bytes]) -> dict[str, bytes]:
    """Change what a piece says without changing its length."""
    name = next(name for name in entries if name.startswith("d/"))
    return {**entries, name: entries[name][::-1]}


@pytest.mark.parametrize("code", PIECES)
def test_a_spoiled_piece_is_told_and_the_others_stay_readable(
    prepared: Prepared, lot: Path, tmp_path: Path, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    PIECES[code](Forge(prepared), lot)
    letter, desk = prepared.letters[M01].code, tmp_path / "desk"
    with enter(make_desk(desk), lot, letter, no_progress) as session:
        refusals = []
        for dossier in session.dossiers():
            for piece in dossier.pieces:
                try:
                    piece_bytes(session, dossier.id, piece.path)
                except AppError as error:
                    refusals.append(sentences(error).code)
        assert set(refusals) == {code}
        assert len(refusals) < sum(len(dossier.pieces) for dossier in session.dossiers())
    (tmp_path / "code.txt").write_text(letter)
    words = ["--desk", str(desk), "--code-file", str(tmp_path / "code.txt"), "--no-keyring"]
    assert run(["check", *words]) == 1
    assert f"({code})" in capsys.readouterr().out


# ----------------------------------------------------------------------------------------------- fiches


@pytest.fixture
def fiche(prepared: Prepared, tmp_path: Path) -> Path:
    out = tmp_path / "fiches"
    out.mkdir()
    with prepared.member("m01", lot_of(prepared.seal(), "m01")) as session:
        mark_all(session, 3)
        return hand_in(session, out, no_progress).file


def author(forge: Forge) -> Secrets:
    """Return the first member's keys, as a modified application on their computer has them."""
    desk = make_desk(forge.prepared.folder / "m01")
    with resume(desk, code=forge.prepared.letters[M01].code) as session:
        return session.secrets


def restated(change: Callable[[dict[str, Any]], None]) -> Spoil:
    return lambda forge, fiche: forge.restate(fiche, author(forge), change)


def first_entry(document: dict[str, Any]) -> dict[str, Any]:
    entry: dict[str, Any] = document["dossiers"][0]["entries"][0]
    return entry


def to_another_secretariat(forge: Forge, fiche: Path) -> None:
    forge.send(fiche, forge.parts(fiche), HybridIdentity.from_seed(STRANGER.enc).recipient)


def with_card(make: Callable[[Forge, Path], tuple[bytes, bytes]]) -> Spoil:
    def spoil(forge: Forge, fiche: Path) -> None:
        card, mac = make(forge, fiche)
        forge.send(fiche, replace(forge.parts(fiche), card=card, mac=mac))

    return spoil


def campaign_of(forge: Forge) -> str:
    with forge.prepared.secretariat() as session:
        return session.campaign.id


def replaced(forge: Forge, _fiche: Path) -> None:
    with forge.prepared.secretariat() as session:
        replace_code(session, M01)


def repeat_dossier(document: dict[str, Any]) -> None:
    document["dossiers"].append(document["dossiers"][0])


def without_texts(forge: Forge, fiche: Path) -> None:
    forge.send(fiche, replace(forge.parts(fiche), texts=b"{}"))


def changed_mark(forge: Forge, fiche: Path) -> None:
    parts = forge.parts(fiche)
    forge.send(fiche, replace(parts, act=parts.act.replace(b'"mark":3', b'"mark":5', 1)))


def blank_in_closed(document: dict[str, Any]) -> None:
    first_entry(document)["mark"] = None


FICHES: dict[str, Spoil] = {
    "FIC-01": to_another_secretariat,
    "FIC-02": lambda _forge, fiche: fiche.write_bytes(fiche.read_bytes()[:-9]),
    "FIC-03": lambda _forge, fiche: fiche.write_bytes(b"bonjour"),
    "FIC-04": with_card(lambda forge, _: forge.card_of(STRANGER, MemberId("m99"), campaign_of(forge))),
    "FIC-05": replaced,
    "FIC-06": restated(lambda document: document["lots"][0].update(manifest_sha512="0" * 128)),
    "FIC-07": restated(repeat_dossier),
    "FIC-08": with_card(lambda forge, _: forge.card_of(author(forge), M01, "autre-campagne")),
    "FIC-09": without_texts,
    "FIC-10": restated(lambda document: first_entry(document).update(mark=9)),
    "FIC-12": restated(blank_in_closed),
    "FIC-13": restated(lambda document: document["dossiers"][0].update(dossier="9999")),
    "FIC-14": restated(lambda document: document.update(round=2)),
    "SIG-03": changed_mark,
    "ACT-01": with_card(lambda _forge, _fiche: (b"pas une carte", b"")),
    "ACT-02": restated(lambda document: document.update(surprise=True)),
}


@pytest.mark.parametrize("code", FICHES)
def test_a_spoiled_fiche_is_refused_in_words_and_the_true_one_is_taken_after(
    prepared: Prepared, fiche: Path, tmp_path: Path, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    true = fiche.read_bytes()
    FICHES[code](Forge(prepared), fiche)
    with prepared.secretariat() as session:
        (outcome,) = accept_sheets(session, [fiche], no_progress)
        assert outcome.verdict is Verdict.REFUSED
        assert outcome.error is not None
        assert sentences(outcome.error).code == code
        assert not session.database.sheets.all()
    code_file = tmp_path / "secours.txt"
    code_file.write_text(prepared.recovery_code)
    words = ["--desk", str(prepared.folder / "secretariat"), "--code-file", str(code_file), "--no-keyring"]
    assert run(["receive", str(fiche), *words, "--json"]) == 1
    assert f'"code": "{code}"' in capsys.readouterr().out
    if code != "FIC-05":  # the true file of a replaced code is that very one
        fiche.write_bytes(true)
        assert run(["receive", str(fiche), *words]) == 0
