"""Mutants of what goes between agents' computers: backups, hand-overs, contributions, chains of acts."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from commission_app.scoring.contributions import Contribution, Statement
from commission_app.scoring.ids import CriterionId, DossierId, Sha512
from commission_app.scoring.meeting.acts import FACTS as MEETING_FACTS
from commission_app.scoring.meeting.acts import (
    Act,
    AgendaSet,
    Arrived,
    MarkChanged,
    Opinion,
    Presence,
    RulesAdopted,
    Undone,
    Voted,
)
from commission_app.sealing import canonical
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.chained_act import Chain, read_chain, sign_chained
from commission_app.sealing.contribution import (
    Origin,
    open_contribution,
    read_contribution,
    seal_contribution,
    sign_contribution,
)
from commission_app.sealing.documents import Document, read_document, write_document
from commission_app.sealing.hand_over import (
    FACTS,
    HandedOver,
    Restored,
    TakenBack,
    TakenOver,
    read_hand_overs,
    sign_hand_over,
)
from commission_app.sealing.recovery import Recovery, _text, open_recovery
from commission_app.sealing.signed_act import claimed
from commission_app.sealing.stored_zip import pack, unpack
from commission_app.sealing.workspace_backup import (
    Backup,
    BackupFile,
    Parts,
    extract_database,
    file_digest,
    open_backup,
    verify_backup,
    write_backup,
)
from commission_app.sealing.workspace_documents import BackupDocument
from tests.sealing import exchange as x
from tests.sealing.drawn_bytes import DrawnBytes
from tests.sealing.inner_mutants import Entries, repacked
from tests.sealing.kept_mutants import CODE, is_costly, sealed_export
from tests.sealing.mutant import Mutant, Outcome, Target, changed, strict
from tests.sealing.mutations import damaged, forged, json_line
from tests.sealing.sealed_mutants import PINNED, rewritten
from tests.sealing.signed_mutants import signed

AT = datetime(2021, 6, 10, 21, 42)  # noqa: DTZ001 - read back as it is written
KEYS = [PINNED]
Shape = type[Document]


class Workspaces:
    """Two small backups, or hand-overs, and all that a reader must find in the first."""

    def __init__(self, folder: Path, *, is_handed_over: bool) -> None:
        self._path = folder / "mutant.sauvegarde"
        secrets = replace(x.SECRETARIAT, vault=b"")
        recovery = Recovery(x.CAMPAIGN, "Accueil", "2021-06-10T21:42", "0123456789abcdef", secrets)
        sealed = sealed_export(_text(recovery).encode())
        self.files: list[bytes] = []
        for number in (1, 2):
            database = folder / "made.db"
            database.write_bytes(DrawnBytes(f"database {number}")(2_000))
            act = handed_over(file_digest(database)) if is_handed_over else b""
            pieces = {f"0001-{number}.original.age": Sha512("a" * 128), "0002.age": Sha512("b" * 128)}
            backup = Backup(x.CAMPAIGN, f"{number}" * 32, number, AT, file_digest(database), pieces)
            write_backup(self._path, backup, Parts(sealed, database, act), x.SECRETARIAT)
            self.files.append(self._path.read_bytes())
        self.found = self.read(self.files[0])

    def read(self, data: bytes) -> object:
        """Read a backup whole, as restoring it does."""
        opened, _ = self.verified(data)
        recovery = open_recovery(opened.recovery, CODE, "a")
        backup = verify_backup(opened, [recovery.secrets.key_set])
        target = self._path.with_name("read.db")
        extract_database(opened, target)
        acts = read_hand_overs(backup.campaign, [opened.hand_over], KEYS) if opened.hand_over else ()
        return recovery, backup, target.read_bytes(), acts

    def verified(self, data: bytes) -> tuple[BackupFile, Backup]:
        """Verify a backup under known keys, without its code."""
        self._path.write_bytes(data)
        opened = open_backup(self._path)
        return opened, verify_backup(opened, KEYS)

    def outcome(self, data: bytes) -> Outcome:
        """Read a backup that may say the same under other bytes."""
        return Outcome.SAME if self.read(data) == self.found else Outcome.ACCEPTED


def handed_over(database: Sha512) -> bytes:
    """Sign the act of a hand-over."""
    fact = HandedOver("Une agente", "Un agent", "1" * 32, database)
    return sign_hand_over(x.CAMPAIGN, [], AT.isoformat(), fact, x.SECRETARIAT)


def workspaces(folder: Path) -> list[Target]:
    """Damage backups and hand-overs, move their parts, or say something else under the true keys."""
    return [*_workspace(folder, "sauvegarde"), *_workspace(folder, "passation")]


def _workspace(folder: Path, kind: str) -> list[Target]:
    made = Workspaces(folder, is_handed_over=kind == "passation")
    one, two = made.files
    held, other = unpack(one), unpack(two)
    act = claimed(held["sauvegarde"])

    def bytes_of(random: Random) -> Mutant | None:
        data = damaged(random, one, two)
        return None if is_costly(data) else changed(data, (one, two), strict(made.read))

    def parts_of(random: Random) -> Mutant | None:
        data = repacked(random, held, {**other, "passation": handed_over(Sha512(act["database"]))})
        return None if is_costly(data) else changed(data, (one, two), made.outcome)

    def said_again(line: bytes) -> Outcome:
        entries: Entries = {**held, "sauvegarde": signed(line, "sauvegarde", x.SECRETARIAT.signing)}
        made.verified(pack(entries))
        return _written_again(line, BackupDocument)

    def act_of(random: Random) -> Mutant | None:
        line = json_line(random, forged(random, act, claimed(other["sauvegarde"])))
        return changed(line, (canonical.encode(act),), said_again)

    return [
        Target(kind, "sealed", 3, bytes_of),
        Target(f"{kind} parts", "under", 1, parts_of),
        Target(f"{kind} signed again", "under", 1, act_of),
    ]


def _written_again(line: bytes, shape: Shape) -> Outcome:
    """Tell whether the value that a document has, written again, is what was signed."""
    again = write_document(read_document(canonical.decode(line), shape))
    return Outcome.OWN if canonical.encode(again) == line else Outcome.ACCEPTED


# ------------------------------------------------------------------------------------------ contributions

SAID = tuple(
    Contribution(
        Sha512(""),
        author,
        frozenset(map(Sha512, prev)),
        {
            (DossierId("0001"), "R4"): Statement('{"answer":"oui"}', ""),
            (DossierId("0002"), "card"): Statement("", '{"summary":["é"]}'),
        },
    )
    for author, prev in (("Une agente", ["a" * 128]), ("Un agent", []))
)


def contributions() -> list[Target]:
    """Damage contributions, write their header again, or say something else under the true keys."""
    acts = [
        sign_contribution(said, Origin(x.CAMPAIGN, f"{number}" * 32, number, AT), x.SECRETARIAT)
        for number, said in enumerate(SAID, start=1)
    ]
    reader = HybridIdentity.from_seed(x.SECRETARIAT.read)
    one, two = (seal_contribution(act, [reader.recipient, x.RECOVERY.recipient], x.RANDOM) for act in acts)
    document, other = (claimed(act) for act in acts)

    def read(data: bytes) -> object:
        return read_contribution(open_contribution(data, [reader], "a"), x.CAMPAIGN, KEYS)

    original = read(one)

    def bytes_of(random: Random) -> Mutant | None:
        return changed(damaged(random, one, two), (one, two), strict(read))

    def header_of(random: Random) -> Mutant | None:
        data, is_hybrid = rewritten(random, one, two, reader)
        return changed(data, (one, two), same if is_hybrid else strict(read))

    def same(data: bytes) -> Outcome:
        return Outcome.SAME if read(data) == original else Outcome.ACCEPTED

    def said_again(line: bytes) -> Outcome:
        act, said = signed(line, "contribution", x.SECRETARIAT.signing), canonical.decode(line)
        found = read_contribution(act, x.CAMPAIGN, KEYS)
        origin = Origin(x.CAMPAIGN, said["workspace"], found.number, found.at)
        again = claimed(sign_contribution(found.contribution, origin, x.SECRETARIAT))
        return Outcome.OWN if in_order(again) == in_order(said) else Outcome.ACCEPTED

    def act_of(random: Random) -> Mutant | None:
        line = json_line(random, forged(random, document, other))
        return changed(line, (canonical.encode(document),), said_again)

    return [
        Target("contribution", "sealed", 3, bytes_of),
        Target("contribution header", "sealed", 1, header_of),
        Target("contribution signed again", "under", 1, act_of),
    ]


def in_order(contribution: dict[str, Any]) -> dict[str, Any]:
    """Return a contribution with its entries and what it knew in their order, which says nothing."""
    entries = sorted(contribution["entries"], key=lambda one: (one["dossier"], one["subject"]))
    return {**contribution, "prev": sorted(set(contribution["prev"])), "entries": entries}


# ------------------------------------------------------------------------------------------ chains of acts

PEN = (
    HandedOver("Une agente", "Un agent", "1" * 32, Sha512("a" * 128)),
    TakenOver("Un agent", "2" * 32),
    TakenBack("Une agente", "1" * 32),
    Restored("3" * 32, Sha512("b" * 128)),
)
MEETING = (
    RulesAdopted(2, 3, "institution", casting_vote=True, chair="La présidente", chair_member=x.M07),
    AgendaSet((DossierId("0001"),), (DossierId("0002"),), ()),
    Voted(DossierId("0001"), Opinion.RETAIN, 3, 1, 0),
    MarkChanged(x.M07, DossierId("0001"), CriterionId("A1"), 3, None, "débat"),
    Arrived(x.M07, Presence.REMOTE),
    Undone(2),
)


def chains() -> list[Target]:
    """Say something else in the first act of a chain, under the true keys."""
    return [_chain("passation", PEN, FACTS), _chain("seance", MEETING, MEETING_FACTS)]


def _chain(chain: Chain, facts: Iterable[object], shapes: Iterable[type[object]]) -> Target:
    def written(act: Act[Any]) -> dict[str, Any]:
        return claimed(sign_chained(chain, x.CAMPAIGN, act, "", x.SECRETARIAT))

    documents = [written(Act(1, AT.isoformat(), "Une agente", fact)) for fact in facts]

    def read(line: bytes) -> Outcome:
        act = signed(line, chain, x.SECRETARIAT.signing)
        (found,) = read_chain(chain, x.CAMPAIGN, [act], KEYS, shapes)
        return Outcome.OWN if written(found.act) == canonical.decode(line) else Outcome.ACCEPTED

    def mutant(random: Random) -> Mutant | None:
        document = random.choice(documents)
        line = json_line(random, forged(random, document, random.choice(documents)))
        return changed(line, (canonical.encode(document),), read)

    return Target(f"{chain} chained again", "under", 1, mutant)


def workspace_targets(folder: Path) -> list[Target]:
    """Return every target of this page."""
    return [*workspaces(folder), *contributions(), *chains()]
