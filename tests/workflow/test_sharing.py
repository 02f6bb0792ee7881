"""Everybody reads everything, or a balanced share: lots follow it, and nothing else is awaited."""

from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.workflow.deliberation.consolidate import (
    compute,
    consolidation,
    facts_of,
    provisional_reasons,
)
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.preparation.campaign import keep_away
from commission_app.workflow.preparation.lots.seal import plan_bundles
from commission_app.workflow.preparation.lots.sharing import (
    Comparable,
    choose_calibration,
    comparable,
    everyone_reads,
    share_out,
    sharing,
)
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.receive import accept_sheets
from commission_app.workflow.receiving.reception import reception
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.views import CellKind
from tests.workflow.campaigns import Prepared, lot_of, mark_all
from tests.workflow.told import last_sentence

DOSSIERS, MEMBERS = 3, 3  # of the campaign that these tests share


@pytest.fixture
def session(prepared: Prepared) -> Iterator[SecretariatSession]:
    with prepared.secretariat() as opened:
        choose_calibration(opened, [])
        yield opened


def readers(session: SecretariatSession) -> Counter[DossierId]:
    plans = plan_bundles(session)
    return Counter(dossier.id for plan in plans for dossier in plan.dossiers for _ in plan.members)


def held(session: SecretariatSession) -> dict[MemberId, set[DossierId]]:
    plans = plan_bundles(session)
    return {member.id: {one.id for one in plan.dossiers} for plan in plans for member in plan.members}


def test_everybody_reads_everything_until_the_readings_are_shared(session: SecretariatSession) -> None:
    view = sharing(session)
    assert view.readings is None
    assert view.comparable is Comparable.YES
    assert set(readers(session).values()) == {MEMBERS}
    events = len(session.database.journal.entries())
    everyone_reads(session)
    assert len(session.database.journal.entries()) == events


def test_a_share_is_balanced_and_each_lot_holds_no_more(session: SecretariatSession) -> None:
    view = share_out(session, 2)
    assert set(readers(session).values()) == {2}
    assert {load.dossiers for load in view.loads} == {DOSSIERS * 2 // MEMBERS}
    told = last_sentence(session)
    assert "3\N{NO-BREAK SPACE}dossiers, 2\N{NO-BREAK SPACE}lectures" in told
    before = held(session)
    share_out(session, 2)
    assert held(session) == before  # the same again changes nothing
    everyone_reads(session)
    assert set(readers(session).values()) == {MEMBERS}


def test_dossiers_of_calibration_are_read_by_all_and_link_the_readers(session: SecretariatSession) -> None:
    chosen = [session.dossiers()[2].id, session.dossiers()[0].id]
    view = choose_calibration(session, chosen)
    assert view.calibration == (chosen[1], chosen[0])  # in the order of the dossiers
    shared = share_out(session, 1)
    assert all(readers(session)[dossier] == MEMBERS for dossier in chosen)
    assert shared.variance is not None
    choose_calibration(session, [])
    apart = share_out(session, 1)
    assert (apart.comparable, apart.variance) == (Comparable.NO, None)


def test_a_late_recusal_shares_out_again_what_it_touches_and_nothing_else(
    session: SecretariatSession,
) -> None:
    share_out(session, 2)
    before = held(session)
    member = session.campaign.members[0].id
    dossier = min(before[member])
    keep_away(session, member, dossier, "lien")
    view = sharing(session)
    assert view.short
    names = {one.id: one.territory.name for one in session.dossiers()}
    assert view.short == (names[dossier],)
    assert not share_out(session, 2).short
    after = held(session)
    assert dossier not in after[member]
    moved = sum(len(before[one] ^ after[one]) for one in before)
    assert moved <= 4  # a reader for the dossier, and one exchange to keep loads even
    assert set(readers(session).values()) == {2}


def test_what_makes_no_share_is_refused_and_nothing_changes(session: SecretariatSession) -> None:
    many = [one.id for one in session.dossiers()] * 5
    refusals: tuple[tuple[Callable[[], object], str], ...] = (
        (lambda: choose_calibration(session, many), "SEA-06"),
        (lambda: share_out(session, 0), "SEA-05"),
        (lambda: share_out(session, MEMBERS + 1), "SEA-05"),
        (lambda: choose_calibration(session, [DossierId("ailleurs")]), "CAM-04"),
    )
    for verb, code in refusals:
        with pytest.raises(AppError) as refusal:
            verb()
        assert refusal.value.code == code
    assert sharing(session).readings is None


def test_the_gauge_says_yes_fragile_or_no() -> None:
    assert comparable(Fraction(26, 100), is_shared=True) is Comparable.YES
    assert comparable(Fraction(35, 100), is_shared=True) is Comparable.FRAGILE
    assert comparable(None, is_shared=True) is Comparable.NO


def test_nothing_is_awaited_of_what_a_member_does_not_read(prepared: Prepared, tmp_path: Path) -> None:
    with prepared.secretariat() as session:
        choose_calibration(session, [])
        share_out(session, 2)
    bundles = prepared.seal()
    with prepared.member("m01", lot_of(bundles, "m01")) as member:
        assert len(list(member.dossiers())) == DOSSIERS * 2 // MEMBERS
        mark_all(member)
        fiche = hand_in(member, tmp_path, no_progress).file
    with prepared.secretariat() as session:
        accept_sheets(session, [fiche], no_progress)
        progress = next(one for one in reception(session).members if one.member == "m01")
        assert progress.dossiers_closed == progress.dossiers_due == DOSSIERS * 2 // MEMBERS
        reasons = provisional_reasons(compute(facts_of(session)))
        assert all("à clore" not in reason for reason in reasons)
        kinds = [row.cells[0].kind for row in consolidation(session).rows]
        assert kinds.count(CellKind.ELSEWHERE) == DOSSIERS - progress.dossiers_due
