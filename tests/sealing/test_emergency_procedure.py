"""The emergency sheet of a real campaign, done line by line from its printed file, without this program.

Whoever does it has the sheet, `secours.age`, a lot and a fiche, and public tools: Debian's `age` for the
second, Node with the npm package for the others, `unzip`, `ssh-keygen`. Collected only when all are there.
"""

import hashlib
import json
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

from commission_app.rehearsal.play import typeset
from commission_app.sealing.age_recipients import HybridIdentity, HybridRecipient
from commission_app.sealing.draft_backup import DraftBackup, seal_draft
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.open_bundle import enter
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.preparation.campaign import new_campaign, read_campaign
from commission_app.workflow.preparation.intake.intake import apply_intake
from commission_app.workflow.preparation.lots.seal import seal_bundles
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.letters import print_letters
from tests.sealing.test_age_command import age_asking
from tests.sealing.test_age_npm import PACKAGE
from tests.workflow.campaigns import invented, lot_of, make_desk, mark_all, write_campaign

pytestmark = pytest.mark.external

NODE_MODULES = PACKAGE.parents[2]


@dataclass(frozen=True)
class Kept:
    """What is left when the application, its desks and its people are gone."""

    sheet: tuple[str, ...]  # lines of the printed file, as they are copied from it
    secours: Path
    lot: Path
    fiche: Path
    draft: Path

    def line(self, beginning: str) -> str:
        """Return the one line of the sheet that begins so."""
        (line,) = {line for line in self.sheet if line.startswith(beginning)}
        return line

    def script(self, first: str, last: str) -> str:
        """Return the lines of a script of the sheet, from its first words to its last."""
        start = next(place for place, line in enumerate(self.sheet) if line.startswith(first))
        end = next(place for place, line in enumerate(self.sheet) if place > start and line.startswith(last))
        return "\n".join(self.sheet[start : end + 1]) + "\n"

    @property
    def code(self) -> str:
        """The recovery code."""
        return next(line for line in self.sheet if line.count("-") == 6 and len(line) == 48)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder, scenario = tmp_path_factory.mktemp("campaign"), invented(1, 2)
    for name in ("candidatures", "pli", "sorties"):
        (folder / name).mkdir()
    typeset(scenario, folder / "candidatures", no_progress)
    created = new_campaign(
        make_desk(folder / "secretariat"), read_campaign(write_campaign(folder, scenario)), folder / "pli"
    )
    with created.session as session:
        apply_intake(session, folder / "candidatures", no_progress)
        letter = print_letters(session, folder / "sorties", no_progress)[0]
        lot = lot_of(seal_bundles(session, folder / "sorties", no_progress), letter.member)
    with enter(make_desk(folder / "m"), lot, letter.code, no_progress) as member:
        mark_all(member, 4)
        fiche = hand_in(member, folder / "sorties", no_progress).file
        draft = folder / "sorties" / "lot.brouillon"
        draft.write_bytes(sealed_draft(member))
    with pypdfium2.PdfDocument(folder / "pli" / "pli-de-secours.pdf") as document:
        sheet = [line for page in document for line in page.get_textpage().get_text_range().splitlines()]
    return Kept(tuple(sheet), folder / "pli" / "secours.age", lot, fiche, draft)


def sealed_draft(member: MemberSession) -> bytes:
    """Seal what a member has written, as the application does when they leave."""
    manifest, secrets = member.manifest, member.secrets
    draft = DraftBackup(
        campaign=manifest.campaign,
        member=member.member,
        key=secrets.key_set.id,
        saved=member.desk.now(),
        lot=manifest.lot,
        serial=manifest.serial,
        known=frozenset(),
        sheet=member.sheet,
    )
    recipients = [
        HybridIdentity.from_seed(secrets.draft).recipient,
        HybridRecipient.parse(str(manifest.recovery)),
    ]
    return seal_draft(draft, secrets.mac, recipients, member.desk.random)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with nothing of this program in it, where the npm packages are installed."""
    (tmp_path / "node_modules").symlink_to(NODE_MODULES, target_is_directory=True)
    return tmp_path


def run(command: str, place: Path) -> str:
    done = subprocess.run(["sh", "-ec", command], cwd=place, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def unseal(kept: Kept, sealed: Path, place: Path) -> None:
    """Do step 2 with Node: the `age` command of Debian knows no hybrid key yet."""
    script = kept.script("import { readFileSync, writeFileSync }", "writeFileSync(opened")
    (place / "ouvrir.mjs").write_text(script)
    run(kept.line("node ouvrir.mjs").replace("FICHIER", shlex.quote(str(sealed))), place)
    run(kept.line("unzip"), place)


def test_the_sheet_opens_and_checks_a_campaign_without_this_program(kept: Kept, place: Path) -> None:
    (place / "secours.age").write_bytes(kept.secours.read_bytes())
    age_asking(kept.line("age -d -o"), place, [kept.code])
    identities = [
        line for line in (place / "identite.txt").read_text().splitlines() if not line.startswith("#")
    ]
    assert len(identities) == 2
    assert all(line.startswith("AGE-SECRET-KEY-PQ-1") for line in identities)

    unseal(kept, kept.lot, place)
    manifest = json.loads((place / "manifeste").read_bytes().split(b"\n")[0])
    (piece,) = {piece["path"]: piece for piece in manifest["dossiers"][0]["pieces"][:1]}.values()
    assert hashlib.sha512((place / piece["path"]).read_bytes()).hexdigest() == piece["sha512"]

    unseal(kept, kept.fiche, place)
    act = json.loads((place / "fiche").read_bytes().split(b"\n")[0])
    assert {entry["mark"] for entry in act["dossiers"][0]["entries"]} == {4}
    check_both_signatures(kept, place)


def check_both_signatures(kept: Kept, place: Path) -> None:
    commands = kept.script("head -n 2 fiche", "ssh-keygen -Y verify")
    assert run(commands, place).startswith('Good "fiche-v1@commission-app" signature')
    script = kept.script('import { readFileSync } from "node:fs";', "console.log(ml_dsa65")
    (place / "verifier.mjs").write_text(script)
    assert run(kept.line("node verifier.mjs"), place) == "true\n"
    lot = commands.replace("carte", "fiche").replace("fiche", "manifeste").replace("manifeste-v1", "lot-v1")
    assert run(lot, place).startswith('Good "lot-v1@commission-app" signature')
    (place / "fiche").write_bytes((place / "fiche").read_bytes().replace(b'"mark":4', b'"mark":5'))
    assert run(kept.line("node verifier.mjs"), place) == "false\n"
    with pytest.raises(AssertionError):
        run(commands, place)


def test_the_line_of_the_envelope_alone_opens_a_lot_a_fiche_and_a_draft(kept: Kept, place: Path) -> None:
    identity = kept.line("AGE-SECRET-KEY-PQ-1")
    assert HybridIdentity.from_text(identity).text == identity
    (place / "identite.txt").write_text(identity)
    unseal(kept, kept.fiche, place)
    assert (place / "textes").is_file()
    unseal(kept, kept.lot, place)
    assert (place / "manifeste").is_file()
    unseal(kept, kept.draft, place)
    assert b"Vu dans la lettre d" in (place / "brouillon").read_bytes()
