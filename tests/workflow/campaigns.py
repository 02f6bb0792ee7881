"""A small real campaign for the tests of verbs: invented dossiers, three members, real keys and files."""

import json
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from commission_app.rehearsal.generated import generated
from commission_app.rehearsal.play import typeset
from commission_app.rehearsal.scenario import Scenario
from commission_app.scoring.draft import ClosingEdit
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.scoring.sheet import Entry
from commission_app.workflow.desk import Desk
from commission_app.workflow.member.mark import entry_edit, record
from commission_app.workflow.member.open_bundle import enter
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.preparation.campaign import new_campaign, read_campaign
from commission_app.workflow.preparation.intake.intake import apply_intake
from commission_app.workflow.preparation.lots.seal import WrittenBundle, seal_bundles
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.letters import Letter, print_letters
from commission_app.workflow.secretariat.session import SecretariatSession, open_secretariat

BEGINNING = datetime(2021, 6, 10, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that moves one second at each look."""

    def __init__(self) -> None:
        self._now = BEGINNING

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


class RememberingKeyring:
    """A session's keyring that keeps what it is given: the system's own has its tests in `sealing`."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def store(self, account: str, secret: bytes) -> None:
        self.kept[account] = secret

    def load(self, account: str) -> bytes | None:
        return self.kept.get(account)

    def forget(self, account: str) -> None:
        self.kept.pop(account, None)


def make_desk(folder: Path, keyring: RememberingKeyring | None = None) -> Desk:
    """Return a desk on a clock of its own, without keyring unless one is given."""
    folder.mkdir(parents=True, exist_ok=True)
    return Desk(folder, Clock(), secrets.token_bytes, keyring)


def invented(dossiers: int = 3, members: int = 3) -> Scenario:
    """Return a small scenario without chance recusals."""
    scenario = generated(dossiers, members, 7)
    return Scenario(scenario.campaign, scenario.dossiers, {}, scenario.plans)


@dataclass(frozen=True)
class Prepared:
    """A campaign whose dossiers are imported and whose letters are written."""

    folder: Path
    scenario: Scenario
    recovery_code: str
    letters: dict[MemberId, Letter]

    def copied(self, folder: Path) -> "Prepared":
        """Return the same in a folder of its own."""
        return replace(self, folder=Path(shutil.copytree(self.folder, folder)))

    def secretariat(self) -> SecretariatSession:
        """Open the secretariat's desk."""
        return open_secretariat(make_desk(self.folder / "secretariat"), recovery_code=self.recovery_code)

    def seal(self, name: str = "lots") -> tuple[WrittenBundle, ...]:
        """Seal the lots into a folder of their own."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        with self.secretariat() as session:
            return seal_bundles(session, folder, no_progress, again=True)

    def member(self, member: str, lot: Path) -> MemberSession:
        """Open a lot at a member's desk."""
        letter = self.letters[MemberId(member)]
        return enter(make_desk(self.folder / member), lot, letter.code, no_progress)


def prepare(folder: Path, scenario: Scenario) -> Prepared:
    """Create a campaign, import its candidacies and write its letters."""
    for name in ("candidatures", "lettres"):
        (folder / name).mkdir(parents=True)
    typeset(scenario, folder / "candidatures", no_progress)
    file = write_campaign(folder, scenario)
    created = new_campaign(make_desk(folder / "secretariat"), read_campaign(file))
    with created.session as session:
        apply_intake(session, folder / "candidatures", no_progress)
        letters = print_letters(session, folder / "lettres", no_progress)
    return Prepared(folder, scenario, created.recovery_code, {letter.member: letter for letter in letters})


def write_campaign(folder: Path, scenario: Scenario) -> Path:
    """Write the file of a campaign."""
    file = folder / "campagne.json"
    file.write_text(json.dumps(scenario.campaign, ensure_ascii=False), encoding="utf-8")
    return file


def lot_of(bundles: Iterable[WrittenBundle], member: str) -> Path:
    """Return the lot a member may open."""
    return next(b.file for b in bundles if member in {m.id for m in b.plan.members})


def mark_all(session: MemberSession, mark: int = 3, *, close: bool = True) -> None:
    """Give the same mark everywhere, and close every dossier."""
    with session.database.transaction():
        for dossier in session.dossiers():
            mark_dossier(session, dossier.id, mark, close=close)


def mark_dossier(session: MemberSession, dossier: DossierId, mark: int, *, close: bool = True) -> None:
    """Give the same mark to every criterion of a dossier."""
    for criterion in session.grid.criteria:
        if criterion.id not in session.neutralised:
            entry = Entry(mark, remark="Vu dans la lettre d’intention.")
            record(session, entry_edit(session.sheet, dossier, criterion.id, entry))
    if close and not session.sheet.reading(dossier).is_closed:
        record(session, ClosingEdit(dossier, before=False, after=True))


def files_under(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder but databases, whose bytes change at each opening."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".db" not in path.name
    }
