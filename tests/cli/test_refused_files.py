"""Receipts, archives, drafts, keys and chests refused at the command line: two sentences, a code, exit 1."""

import contextlib
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from commission_app.cli.main import run
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.identity import Secrets
from commission_app.sealing.receipt import Receipt, write_receipt
from commission_app.workflow.member.draft_backup import save_backup
from tests.sealing.drawn_bytes import DrawnBytes
from tests.workflow.archives import Entries, archived, spoiled
from tests.workflow.campaigns import Prepared, invented, prepare
from tests.workflow.received import M01, M02, Ready, make_ready, receipts_of, received

STRANGER = Secrets.new(DrawnBytes("stranger"))


@pytest.fixture(scope="module")
def ready_once(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """A campaign whose two fiches are received, archived, and answered twice."""
    ready = archived(make_ready(prepare(tmp_path_factory.mktemp("refus") / "campagne", invented())))
    receipts_of(ready.prepared)
    for name, code in (("m01", ready.prepared.letters[M01].code), ("secours", ready.prepared.recovery_code)):
        (ready.prepared.folder / f"{name}.txt").write_text(code)
    with ready.prepared.member("m01", ready.lot) as session:
        save_backup(session)
    return ready


@pytest.fixture
def ready(ready_once: Ready, tmp_path: Path) -> Ready:
    return ready_once.copied(tmp_path / "campagne")


def refused(prepared: Prepared, *words: object, as_member: bool = False) -> str:
    """Run a command that must be refused, and return the code of its sentences."""
    desk, code = ("m01", "m01.txt") if as_member else ("secretariat", "secours.txt")
    said = io.StringIO()
    arguments = [*map(str, words), "--desk", str(prepared.folder / desk), "--no-keyring"]
    if "--code-file" not in arguments:
        arguments += ["--code-file", str(prepared.folder / code)]
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        assert run(arguments) == 1
    what, _do, code = said.getvalue().strip().splitlines()
    assert what.endswith((".", "»", "!"))
    return code.strip("()")


# ----------------------------------------------------------------------------------------------- receipts


def forged(ready: Ready, secrets: Secrets, member: str = "m01") -> Path:
    """Seal a receipt to the first member with somebody's keys."""
    target = ready.prepared.folder / f"forged-{member}.accuse"
    with ready.prepared.secretariat() as session:
        code = session.database.campaign.code(M01)
        assert code is not None
        receipt = Receipt(session.campaign.id, M01, 9, (), "a" * 128)
        receipt = replace(receipt, member=M02) if member == "m02" else receipt
        recipient = HybridIdentity.from_seed(STRANGER.enc).recipient.parse(code.recipient)
        write_receipt(target, receipt, [recipient], secrets, DrawnBytes("forged"))
    return target


def test_receipts_that_are_not_this_members_are_refused(ready: Ready) -> None:
    prepared = ready.prepared
    with prepared.secretariat() as session:
        secretariat = session.secrets
    (prepared.folder / "texte.accuse").write_bytes(b"bonjour")
    receipts = receipts_of(prepared)
    for file, code in (
        (prepared.folder / "texte.accuse", "ACC-01"),
        (receipts[M02], "ACC-02"),
        (forged(ready, STRANGER), "ACC-03"),
        (forged(ready, secretariat, "m02"), "ACC-02"),
    ):
        assert refused(prepared, "receipt", file, as_member=True) == code


def test_an_older_receipt_is_refused_after_a_newer_one(ready: Ready) -> None:
    older, newer = receipts_of(ready.prepared)[M01], receipts_of(ready.prepared)[M01]
    words = ["--desk", str(ready.prepared.folder / "m01"), "--no-keyring"]
    words += ["--code-file", str(ready.prepared.folder / "m01.txt")]
    assert run(["receipt", str(newer), *words]) == 0
    assert refused(ready.prepared, "receipt", older, as_member=True) == "ACC-04"


# ----------------------------------------------------------------------------------------------- archives


def without(name: str) -> Callable[[Entries], object]:
    return lambda entries: entries.pop(name)


def changed(name: str, old: bytes, new: bytes) -> Callable[[Entries], object]:
    return lambda entries: entries.update({name: entries[name].replace(old, new, 1)})


ARCHIVES: dict[str, Callable[[Entries], object]] = {
    "ARC-02": without("journal.json"),
    "ARC-03": changed("registre.json", b"{", b"["),
    "ARC-04": changed("resultats.json", b"1", b"2"),
    "ARC-05": changed("journal.json", b"campaign_created", b"campaign_invented"),
}


@pytest.mark.parametrize("code", ARCHIVES)
def test_an_archive_that_does_not_hold_is_refused(ready: Ready, code: str) -> None:
    archive = spoiled(ready.prepared.folder / "archive.zip", ARCHIVES[code])
    assert refused(ready.prepared, "verify", archive) == code


# ------------------------------------------------------------------------------------------- drafts, keys


def test_drafts_that_cannot_be_given_back_are_refused(ready: Ready) -> None:
    folder = ready.prepared.folder
    (draft,) = folder.rglob("*.brouillon")
    (folder / "ligne.txt").write_text(HybridIdentity.from_seed(STRANGER.enc).text)
    (folder / "faux.brouillon").write_bytes(b"bonjour")
    rescue = ("drafts", "rescue", "--envelope-file", folder / "ligne.txt", "--into", folder, "--member")
    assert refused(ready.prepared, *rescue, "m01", folder / "faux.brouillon") == "BRO-01"
    assert refused(ready.prepared, *rescue, "m01", draft) == "BRO-06"  # not the envelope of this campaign
    assert refused(ready.prepared, *rescue, "m99", draft) in ("BRO-08", "CAM-04")


def test_a_vault_damaged_or_opened_with_another_code_is_refused(ready: Ready) -> None:
    folder = ready.prepared.folder
    (vault,) = (folder / "m01").rglob("trousseau.json")
    (folder / "autre.txt").write_text(ready.prepared.letters[M02].code)
    other = ("--code-file", folder / "autre.txt")
    assert refused(ready.prepared, "check", *other, as_member=True) == "KEY-02"
    shutil.copy(next((folder / "secretariat").rglob("trousseau.json")), vault)
    assert refused(ready.prepared, "check", as_member=True) == "KEY-02"  # a vault of another computer
    vault.write_bytes(vault.read_bytes()[:-9])
    assert refused(ready.prepared, "check", as_member=True) == "KEY-03"


def test_another_members_lot_does_not_take_over_a_desk(ready: Ready) -> None:
    folder = ready.prepared.folder
    (folder / "autre.txt").write_text(ready.prepared.letters[M02].code)
    other = ("--code-file", folder / "autre.txt")
    assert refused(ready.prepared, "open", ready.lot, *other, as_member=True) in ("KEY-02", "LOT-17")


def test_a_desk_without_a_campaign_or_dossiers_says_so(ready: Ready, tmp_path: Path) -> None:
    document = json.loads((ready.prepared.folder / "campagne.json").read_text())
    (tmp_path / "autre.json").write_text(json.dumps({**document, "id": "autre-2021"}))
    desk = ["--desk", str(tmp_path / "vide"), "--no-keyring"]
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        assert run(["campaign", "new", str(tmp_path / "autre.json"), *desk, "--json"]) == 0
    (tmp_path / "code.txt").write_text(json.loads(said.getvalue())["recovery_code"])
    empty = Prepared(tmp_path, ready.prepared.scenario, "", {})
    words = ("--desk", tmp_path / "vide", "--code-file", tmp_path / "code.txt")
    shutil.copytree(tmp_path / "vide", tmp_path / "secretariat")
    assert refused(empty, "seal", tmp_path, *words[2:]) == "SEA-01"
    assert refused(
        empty, "receive", ready.fiches["m01"], "--chair-code-file", tmp_path / "code.txt", *words[2:]
    ) == ("CHE-03")


def test_a_fiche_of_a_withdrawn_computer_is_refused_with_its_code(ready: Ready) -> None:
    assert received(ready.prepared, [ready.fiches["m01"]])
    folder = ready.prepared.folder
    out = io.StringIO()
    words = [
        "--desk",
        str(folder / "secretariat"),
        "--no-keyring",
        "--code-file",
        str(folder / "secours.txt"),
    ]
    with contextlib.redirect_stdout(out):
        assert run(["member", "stolen", "m01", str(folder), *words]) == 0
        member = ["--desk", str(folder / "m01"), "--no-keyring", "--code-file", str(folder / "m01.txt")]
        assert run(["hand-in", str(folder / "accuses"), *member]) == 0
    (later,) = (folder / "accuses").glob("*.fiche")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert run(["receive", str(later), *words, "--json"]) == 1
    assert json.loads(out.getvalue())["files"][0]["code"] == "FIC-16"
