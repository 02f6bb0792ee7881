"""« Vérifier tout »: what was altered, lost or cut in the sealed store is named, and the rest is sound."""

from collections.abc import Iterator

import pytest

from commission_app.errors import Cancelled
from commission_app.sealing.age_stream import encrypt
from commission_app.store.records import PieceRecord
from commission_app.workflow.preparation.intake.check_pieces import check_pieces, last_check
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.workflow.campaigns import Prepared
from tests.workflow.told import last_sentence


@pytest.fixture
def session(prepared: Prepared) -> Iterator[SecretariatSession]:
    with prepared.secretariat() as opened:
        yield opened


def record_of(session: SecretariatSession, place: int) -> PieceRecord:
    return session.database.campaign.pieces(session.dossiers()[place].id)[0]


def test_a_sound_store_is_said_sound_and_the_check_is_remembered(session: SecretariatSession) -> None:
    steps: list[int] = []
    assert last_check(session) is None
    found = check_pieces(session, lambda done, _total, _name: steps.append(done))
    assert found.faults == ()
    assert found.pieces == sum(len(dossier.pieces) for dossier in session.dossiers()) == steps[-1]
    assert last_check(session) == found
    assert "0\N{NO-BREAK SPACE}défaut." in last_sentence(session)


def test_each_fault_is_named_with_its_dossier(session: SecretariatSession) -> None:
    place = session.place.pieces
    altered, lost, swapped = (record_of(session, number) for number in range(3))
    damaged = bytearray((place / altered.original_file).read_bytes())
    damaged[-1] ^= 1
    (place / altered.original_file).write_bytes(damaged)
    (place / lost.copy_file).unlink()
    (place / swapped.copy_file).write_bytes(encrypt(b"%PDF-1.7 autre", [session.recipient]))
    found = check_pieces(session, no_progress)
    names = {dossier.id: dossier.territory.name for dossier in session.dossiers()}
    assert [fault.dossier for fault in found.faults] == [altered.dossier, lost.dossier, swapped.dossier]
    assert [fault.territory for fault in found.faults] == [names[fault.dossier] for fault in found.faults]
    assert found.faults[0].why == "l’original reçu ne se relit plus à l’identique"
    assert {fault.why for fault in found.faults[1:]} == {"la copie de lecture ne se relit plus à l’identique"}


def test_an_interrupted_check_is_not_remembered(session: SecretariatSession) -> None:
    def interrupt(done: int, _total: int, _name: str) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        check_pieces(session, interrupt)
    assert last_check(session) is None
