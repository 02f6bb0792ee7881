"""Verbs that a power cut may interrupt, each with what must hold after: the old state or the new one.

Each verb runs on a campaign of its own, in a process that dies at a point chosen by the caller.
"""

import multiprocessing
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from commission_app.scoring.ids import MemberId
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.bundle import open_bundle
from commission_app.sealing.opening_code import derive, parse_code
from commission_app.workflow.deliberation.consolidate import compute, facts_of
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.open_bundle import enter, resume
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.preparation.lots.seal import Staleness, plan_bundles, seal_bundles
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.receive import accept_sheets
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.views import Verdict
from tests.soak.sudden_death import die_at, is_write
from tests.workflow.campaigns import Prepared, invented, lot_of, make_desk, mark_all, prepare

M01 = MemberId("m01")


@dataclass(frozen=True)
class Stage:
    """A campaign ready for one verb, in a folder of its own."""

    prepared: Prepared

    @property
    def folder(self) -> Path:
        """Where everything lies."""
        return self.prepared.folder

    def copy(self, target: Path) -> "Stage":
        """Return the same campaign elsewhere, to be spoiled."""
        shutil.rmtree(target, ignore_errors=True)
        return Stage(self.prepared.copied(target))

    def code(self, member: MemberId = M01) -> str:
        """Return the code of a member's letter."""
        return self.prepared.letters[member].code

    def secretariat(self) -> SecretariatSession:
        """Open the secretariat's desk."""
        return self.prepared.secretariat()

    def member(self) -> MemberSession:
        """Open the first member's desk again."""
        return resume(make_desk(self.folder / "m01"), code=self.code())


@dataclass(frozen=True)
class KilledVerb:
    """What is run and killed, and what must hold after."""

    name: str
    run: Callable[[Stage], None]
    check: Callable[[Stage], None]


def make_stage(folder: Path) -> Stage:
    """Make a campaign with a lot sealed, a desk with marks, and three fiches not received yet."""
    prepared = prepare(folder, invented())
    for name in ("fiches", "sorties"):
        (folder / name).mkdir()
    bundles = prepared.seal()
    for member in ("m01", "m02", "m03"):
        with prepared.member(member, lot_of(bundles, member)) as session:
            mark_all(session, 3)
            hand_in(session, folder / "fiches", no_progress)
    prepared.seal("suivants")
    return Stage(prepared)


# -------------------------------------------------------------------------------------------- sealing


def seal(stage: Stage) -> None:
    """Seal every lot again."""
    with stage.secretariat() as session:
        seal_bundles(session, stage.folder / "sorties", no_progress, again=True)


def check_seal(stage: Stage) -> None:
    """A lot that is there is whole and known; one that is not is still to be sealed."""
    opening = derive(parse_code(stage.code()))
    written = list((stage.folder / "sorties").glob("*.lot"))
    with stage.secretariat() as session:
        assert session.database.journal.verify().is_intact
        known = session.manifests()
        for lot in written:
            identity = HybridIdentity.from_seed(opening.read_seed)
            with open_bundle(lot, identity, opening.mac_key) as bundle:
                bundle.verify_all(no_progress)
                assert bundle.manifest_sha512 in known
        serials = {manifest.serial for manifest in known.values()}
        if len(serials) > 2 and not written:
            assert plan_bundles(session)[0].staleness is Staleness.CUT
        again = stage.folder / "encore"
        again.mkdir()
        (sealed,) = seal_bundles(session, again, no_progress, again=True)
        assert plan_bundles(session)[0].staleness is Staleness.CURRENT
    with enter(make_desk(stage.folder / "m01"), sealed.file, stage.code(), no_progress) as member:
        assert member.sheet.readings


# ---------------------------------------------------------------------------------------- handing in


def hand(stage: Stage) -> None:
    """Hand in a second fiche."""
    with stage.member() as session:
        hand_in(session, stage.folder / "sorties", no_progress)


def check_hand(stage: Stage) -> None:
    """Every fiche that is there is accepted, and the next one follows them all without a fork."""
    with stage.member() as session:
        assert session.sheet.readings
        shown = {handed.file for handed in session.handed()}
        for file in (stage.folder / "sorties").glob("*.fiche"):
            assert str(file) in shown
        hand_in(session, stage.folder / "sorties", no_progress)
    fiches = [*(stage.folder / "sorties").glob("*.fiche"), *(stage.folder / "fiches").glob("*tessier*")]
    with stage.secretariat() as session:
        outcomes = accept_sheets(session, [*fiches, *(stage.folder / "fiches").glob("*")], no_progress)
        assert not [outcome for outcome in outcomes if outcome.verdict is Verdict.REFUSED]
        assert not compute(facts_of(session)).merged.forks


# ----------------------------------------------------------------------------------------- receiving


def receive(stage: Stage) -> None:
    """Receive three fiches."""
    with stage.secretariat() as session:
        accept_sheets(session, sorted((stage.folder / "fiches").glob("*.fiche")), no_progress)


def check_receive(stage: Stage) -> None:
    """Received again, everything is there once, and the ranking is that of an evening without accident."""
    with stage.secretariat() as session:
        assert session.database.journal.verify().is_intact
        accept_sheets(session, sorted((stage.folder / "fiches").glob("*.fiche")), no_progress)
        assert session.database.journal.verify().is_intact
        assert len(session.database.sheets.all()) == 3
        done = compute(facts_of(session))
        assert len(done.facts.sheets) == 3
        assert all(line.rank is not None for line in done.ranking)


# --------------------------------------------------------------------------------------- opening a lot


def open_next(stage: Stage) -> None:
    """Open the next version of the lot at a desk that has work."""
    (lot,) = (stage.folder / "suivants").glob("*.lot")
    enter(make_desk(stage.folder / "m01"), lot, stage.code(), no_progress).close()


def check_open_next(stage: Stage) -> None:
    """The desk opens with one version or the other, with every mark, and the lot can be opened again."""
    with stage.member() as session:
        marks = session.sheet
        assert marks.readings
        assert session.manifest.serial in (1, 2)
    open_next(stage)
    with stage.member() as session:
        assert session.manifest.serial == 2
        assert session.sheet == marks


def open_first(stage: Stage) -> None:
    """Open a lot on a computer that knows nothing."""
    (lot,) = (stage.folder / "suivants").glob("*.lot")
    enter(make_desk(stage.folder / "portable"), lot, stage.code(), no_progress).close()


def check_open_first(stage: Stage) -> None:
    """The lot opens, whatever was begun before."""
    open_first(stage)
    with resume(make_desk(stage.folder / "portable"), code=stage.code()) as session:
        assert session.manifest.serial == 2


VERBS = (
    KilledVerb("sceller", seal, check_seal),
    KilledVerb("remettre", hand, check_hand),
    KilledVerb("recevoir", receive, check_receive),
    KilledVerb("ouvrir la suite", open_next, check_open_next),
    KilledVerb("ouvrir la première fois", open_first, check_open_first),
)


# --------------------------------------------------------------------------------------------- killing

_PROCESSES = multiprocessing.get_context("forkserver")  # one process imports, each child begins at once
_PROCESSES.set_forkserver_preload([__name__])


def counted(verb: KilledVerb, stage: Stage) -> int:
    """Run a verb to its end, in another process, and return how many file events it makes."""
    reader, writer = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=_count, args=(verb.name, stage, writer))
    process.start()
    writer.close()
    seen = reader.recv()
    process.join()
    return int(seen)


def killed_at(verb: KilledVerb, stage: Stage, event: int) -> bool:
    """Run a verb in another process that dies at its nth file event. Tell whether it died."""
    process = _PROCESSES.Process(target=_die, args=(verb.name, stage, event))
    process.start()
    process.join()
    return process.exitcode == -signal.SIGKILL


def killed_after(verb: KilledVerb, stage: Stage, seconds: float) -> bool:
    """Run a verb in another process and kill it from outside after a while. Tell whether it was at work."""
    reader, writer = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=_work, args=(verb.name, stage, writer))
    process.start()
    writer.close()
    reader.recv()  # imports are done: what follows is the verb
    process.join(timeout=seconds)
    was_at_work = process.exitcode is None
    process.kill()
    process.join()
    return was_at_work


def verb_named(name: str) -> KilledVerb:
    """Return a verb of the table."""
    return next(verb for verb in VERBS if verb.name == name)


def _count(name: str, stage: Stage, writer: Connection) -> None:
    seen = 0

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal seen
        seen += is_write(event, arguments)

    verb = verb_named(name)
    sys.addaudithook(watch)
    verb.run(stage)
    writer.send(seen)


def _die(name: str, stage: Stage, event: int) -> None:
    verb = verb_named(name)
    die_at(event)
    verb.run(stage)


def _work(name: str, stage: Stage, writer: Connection) -> None:
    writer.send("begun")
    verb_named(name).run(stage)
