"""The practice: a real lot, a real code, and nothing left of it."""

from commission_app.rehearsal.practice import begin_practice
from commission_app.workflow.member.open_bundle import enter
from commission_app.workflow.progress import no_progress


def test_the_practice_opens_with_its_code_and_leaves_nothing() -> None:
    with begin_practice(no_progress) as practice:
        with enter(practice.desk, practice.lot, practice.code, no_progress) as session:
            assert len(list(session.dossiers())) == 1
            assert practice.folder in session.campaign.folder.parents
            assert session.desk.keyring is None
        assert not (practice.folder / "candidatures").exists()
    assert not practice.folder.exists()
