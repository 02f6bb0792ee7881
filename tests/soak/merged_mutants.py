"""Mutants that reach the verbs: values of a contribution as they are merged, volumes as a member brings them.

Whatever an agent signed is refused whole, or merged so that the same again changes nothing. Whatever is done
to a volume, the lot that comes of it is the one that was cut.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from commission_app.scoring.contributions import Contribution, Statement, Subject
from commission_app.scoring.dossier import RecordedFact
from commission_app.scoring.eligibility import Answer
from commission_app.scoring.ids import Sha512
from commission_app.sealing.canonical import encode
from commission_app.sealing.contribution import Origin, seal_contribution, sign_contribution
from commission_app.sealing.volumes import MAGIC, SEALED, Head
from commission_app.workflow.member.volumes import bring_volumes
from commission_app.workflow.preparation.candidacies.eligibility_file import WrittenAnswer
from commission_app.workflow.preparation.candidacies.project_card import ProjectCard
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.contributions import forks, receive_contribution
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.shared_work import written_subjects
from tests.sealing.drawn_bytes import DrawnBytes
from tests.sealing.mutant import Mutant, Outcome, Read, Target, changed
from tests.sealing.mutations import damaged, forged, json_line
from tests.workflow.campaigns import invented, make_desk, prepare

AT = datetime(2021, 6, 10, 21, 42)  # noqa: DTZ001 - advisory
VALUES: dict[str, Any] = {
    "R4": WrittenAnswer(Answer.YES),
    "received": "2021-06-09T18:00",
    "card": asdict(ProjectCard(("Un accueil de jour.",), "40 000 €", tags=("parentalité",))),
    "facts": [asdict(RecordedFact("Places", "12", None, None, None))],
}


class _UndoneError(Exception):
    """What a mutant wrote is given up."""


@contextmanager
def given_up(session: SecretariatSession) -> Iterator[None]:
    """Leave nothing of what is written in the block."""
    with suppress(_UndoneError), session.database.transaction():
        yield
        raise _UndoneError


def merged(session: SecretariatSession, folder: Path) -> Target:
    """Sign other values of a contribution, and have the workspace take it."""
    file = folder / "mutant.contribution"
    dossier = session.dossiers()[0].id
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(VALUES))

    def read(data: bytes) -> Outcome:
        values = json.loads(data)
        statements: dict[Subject, Statement] = {
            (dossier, kind): Statement(text, "") for kind, text in values.items()
        }
        said = Contribution(Sha512(""), "Une agente", frozenset(), statements)
        act = sign_contribution(said, Origin(session.place.id, "1" * 32, 1, AT), session.secrets)
        file.write_bytes(seal_contribution(act, [session.recipient], session.desk.random))
        with given_up(session):
            receive_contribution(session, file)
            after = written_subjects(session)
            again = receive_contribution(session, file)
            is_stable = (again.is_new, again.changed) == (False, 0) and written_subjects(session) == after
            forks(session)
        return Outcome.OWN if is_stable else Outcome.ACCEPTED

    def mutant(random: Random) -> Mutant:
        texts = {name: json.dumps(value, ensure_ascii=False) for name, value in plain.items()}
        name = random.choice(list(plain))
        line = json_line(random, forged(random, plain[name], random.choice(list(plain.values()))))
        texts[name] = line.decode("utf-8", "replace")
        return Mutant(json.dumps(texts).encode(), read)

    return Target("contribution merged", "under", 1, mutant)


def volumes(folder: Path) -> list[Target]:
    """Damage one of the volumes of a lot, or change its head, and bring them all."""
    one, two = ([*_volumes(name)] for name in ("essai_L1_v1", "essai_L1_v2"))
    whole, place = _lot("essai_L1_v1"), folder / "volumes"
    desk = make_desk(folder / "bureau")

    def read_as(number: int) -> Read:
        def read(data: bytes) -> Outcome:
            shutil.rmtree(place, ignore_errors=True)
            shutil.rmtree(desk.folder, ignore_errors=True)
            place.mkdir()
            files = [place / f"{rank}.lot" for rank in range(len(one))]
            for rank, file in enumerate(files):
                file.write_bytes(data if rank == number else one[rank])
            lot = bring_volumes(desk, files, no_progress).lot
            return Outcome.SAME if lot is not None and lot.read_bytes() == whole else Outcome.ACCEPTED

        return read

    def bytes_of(random: Random) -> Mutant | None:
        number = random.randrange(len(one))
        return changed(damaged(random, one[number], two[number]), (one[number],), read_as(number))

    def head_of(random: Random) -> Mutant | None:
        number = random.randrange(len(one))
        (document, data), (other, _) = (_parted(volumes[number]) for volumes in (one, two))
        line = json_line(random, forged(random, document, other))
        return changed(MAGIC + line + b"\n" + data, (one[number],), read_as(number))

    return [Target("volume", "sealed", 2, bytes_of), Target("volume head", "under", 2, head_of)]


def _lot(name: str) -> bytes:
    return SEALED + DrawnBytes(name)(2_500)


def _volumes(name: str) -> Iterator[bytes]:
    """Yield the volumes of a lot that is smaller than any that is cut."""
    lot = _lot(name)
    most, whole = 1_000, _sha512(lot)
    count = -(-len(lot) // most)
    for number in range(1, count + 1):
        part = lot[(number - 1) * most : number * most]
        offset = (number - 1) * most
        head = Head(name, number, count, offset, len(part), _sha512(part), len(lot), whole)
        yield MAGIC + encode(head.document()) + b"\n" + part


def _parted(volume: bytes) -> tuple[Any, bytes]:
    line, _, data = volume.removeprefix(MAGIC).partition(b"\n")
    return json.loads(line), data


def _sha512(data: bytes) -> str:
    return hashlib.sha512(data).hexdigest()


def slow_targets(folder: Path) -> list[Target]:
    """Return the targets of this page of which a mutant takes a tenth of a second."""
    prepared = prepare(folder / "melange", invented())
    return [merged(prepared.secretariat(), folder)]
