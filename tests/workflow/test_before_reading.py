"""What a member meets before the dossiers: ties asked once, then where they were some hours before."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from commission_app.scoring.draft import RecusalEdit
from commission_app.scoring.ids import CriterionId, PiecePath
from commission_app.scoring.sheet import Entry, Recusal
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.mark import entry_edit, record, remember_place
from commission_app.workflow.member.resume import before_reading, resume_view
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.member.ties import dossiers_to_ask, handed_recusals, ties_answered
from commission_app.workflow.member.views import BeforeReading, Place
from commission_app.workflow.progress import no_progress
from tests.workflow.campaigns import Prepared

A11, A12 = CriterionId("A1.1"), CriterionId("A1.2")


def after(session: MemberSession, hours: int) -> MemberSession:
    """Let hours go by on the clock of the desk."""
    now = session.desk.now() + timedelta(hours=hours)
    session.desk = replace(session.desk, now=lambda: now)
    return session


def test_ties_are_asked_once_and_again_of_what_a_later_lot_brings(prepared: Prepared, lot: Path) -> None:
    with prepared.member("m01", lot) as session:
        asked = dossiers_to_ask(session)
        assert set(asked) == {dossier.id for dossier in session.dossiers()}
        ties_answered(session, asked[1:])
        assert dossiers_to_ask(session) == asked[:1]
        ties_answered(session, asked)
        assert before_reading(session) == BeforeReading()


def test_a_recusal_is_known_once_a_fiche_took_it_away(prepared: Prepared, lot: Path, tmp_path: Path) -> None:
    with prepared.member("m01", lot) as session:
        left, *_ = dossiers_to_ask(session)
        record(session, RecusalEdit(left, None, Recusal("personal", "Mandat")))
        assert handed_recusals(session) == frozenset()
        hand_in(session, tmp_path, no_progress)
        assert handed_recusals(session) == {left}
        assert dossiers_to_ask(session) == ()


def test_the_place_comes_back_after_eight_hours_and_not_before(prepared: Prepared, lot: Path) -> None:
    with prepared.member("m01", lot) as session:
        assert resume_view(after(session, 24)) is None  # nothing was done yet
        dossier = next(iter(session.dossiers()))
        record(session, entry_edit(session.sheet, dossier.id, A11, Entry(4, remark="Foncier acquis.")))
        remember_place(session, Place(dossier.id, A12, dossier.pieces[0].path, 3))
        assert resume_view(after(session, 7)) is None
        resume = resume_view(after(session, 2))
        assert resume is not None
        assert resume.reading.dossier == dossier
        assert (resume.marked, resume.to_mark) == (1, len(session.grid.criteria) - len(session.neutralised))
        assert (resume.piece, resume.page, resume.remark) == (dossier.pieces[0].title, 3, "Foncier acquis.")
        assert resume.criterion == session.grid.by_id[A12]
        assert resume.now - resume.left == timedelta(hours=9)
        assert [check.title for check in resume.missing] == [
            check.title for check in resume.review.checks if check.dossier is not None
        ]


def test_a_remark_taken_back_is_not_the_last_one(prepared: Prepared, lot: Path) -> None:
    with prepared.member("m01", lot) as session:
        first, second, *_ = session.dossiers()
        record(session, entry_edit(session.sheet, first.id, A11, Entry(remark="Dense.")))
        record(session, entry_edit(session.sheet, second.id, A11, Entry(remark="À effacer.")))
        record(session, entry_edit(session.sheet, second.id, A11, Entry()))
        remember_place(session, Place(first.id, CriterionId("Z9"), PiecePath("d/9999/01.pdf")))
        resume = resume_view(after(session, 9))
        assert resume is not None
        assert (resume.remark, resume.piece, resume.criterion) == ("Dense.", "", None)
