"""A desk that nobody uses: the watch that says so, and what a closed session no longer gives."""

import gc
import weakref
from collections.abc import Callable

import pytest

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.sealing.age_stream import AgeReader
from commission_app.workflow.idle import IDLE_SECONDS, IdleWatch, seconds_awake_or_asleep
from commission_app.workflow.preparation.lots.seal import seal_bundles
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.reception import reception
from tests.ticks import Ticks
from tests.workflow.campaigns import Prepared


def test_a_desk_is_idle_after_a_quarter_of_an_hour_without_a_sign_of_life() -> None:
    clock = Ticks()
    watch = IdleWatch(clock)
    clock.now += IDLE_SECONDS - 1
    assert not watch.is_idle()
    clock.now += 1
    assert watch.is_idle()
    assert IDLE_SECONDS == 15 * 60


def test_a_sign_of_life_begins_the_wait_again() -> None:
    clock = Ticks()
    watch = IdleWatch(clock, 60)
    clock.now += 59
    watch.touch()
    clock.now += 59
    assert not watch.is_idle()
    clock.now += 1
    assert watch.is_idle()


def test_the_usual_clock_only_goes_forward() -> None:
    seen = [seconds_awake_or_asleep() for _ in range(100)]
    assert seen == sorted(seen)


def test_a_closed_session_refuses_every_verb_calmly(prepared: Prepared) -> None:
    session = prepared.secretariat()
    session.close()
    verbs: tuple[Callable[[], object], ...] = (
        lambda: reception(session),
        lambda: seal_bundles(session, prepared.folder, no_progress, again=True),
        lambda: session.log("kind", {}),
        lambda: session.campaign,
        lambda: session.identities,
        lambda: session.recipient,
    )
    for verb in verbs:
        with pytest.raises(AppError) as refused:
            verb()
        assert refused.value.code == "DSK-25"
    assert sentences(AppError("DSK-25")).what == "Votre session est verrouillée. Rien n’est perdu."
    session.close()


def test_a_closed_session_opens_no_lot_and_holds_no_secret(prepared: Prepared) -> None:
    lot = prepared.seal()[0].file
    session = prepared.secretariat()
    with lot.open("rb") as sealed:
        AgeReader(sealed, session.identities)  # it could, before
    secrets, database = weakref.ref(session.secrets), weakref.ref(session.database)
    session.close()
    gc.collect()
    assert (secrets(), database()) == (None, None)
    with lot.open("rb") as sealed, pytest.raises(AppError) as refused:
        AgeReader(sealed, session.identities)
    assert refused.value.code == "DSK-25"


def test_a_closed_session_lets_another_one_open_the_same_desk(prepared: Prepared) -> None:
    first = prepared.secretariat()
    first.log("mark", {})
    first.close()
    with prepared.secretariat() as second:
        assert second.database.journal.entries()[-1].kind == "mark"


def test_a_session_never_shows_its_secrets(prepared: Prepared) -> None:
    with prepared.secretariat() as session:
        assert "secrets" not in repr(session)
    assert "Desk" in repr(session)  # closed, it is still told in an incident
