"""Agents who work on copies of the campaign, and the computer that takes what they wrote."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from commission_app.cli.main import run
from commission_app.errors import AppError
from commission_app.scoring.dossier import RecordedFact
from commission_app.scoring.eligibility import Answer, Conclusion, Request
from commission_app.scoring.ids import DossierId
from commission_app.workflow.preparation.candidacies.eligibility import (
    answer_point,
    eligibility,
    say_received,
    settle,
)
from commission_app.workflow.preparation.candidacies.eligibility_file import WrittenAnswer, read_file
from commission_app.workflow.preparation.candidacies.project_card import (
    ProjectCard,
    project_card,
    record_facts,
    write_card,
)
from commission_app.workflow.preparation.lots.seal import seal_bundles
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.backup import back_up, backup_state
from commission_app.workflow.secretariat.contributing import write_contribution
from commission_app.workflow.secretariat.contributions import forks, receive_contribution, settle_fork
from commission_app.workflow.secretariat.handing_over import hand_over
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.shared_work import written_subjects
from tests.workflow.campaigns import Prepared, files_under
from tests.workflow.saved import elsewhere, restored, save

YES, NO = WrittenAnswer(Answer.YES), WrittenAnswer(Answer.NO)
CARD = ProjectCard(("Un accueil de jour.",), "40 000 €", tags=("parentalité",), rapporteur="m02")


@pytest.fixture(scope="module")
def _saved_once(_light_once: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    prepared = _light_once.copied(tmp_path_factory.mktemp("saved") / "campagne")
    save(prepared)
    return prepared


@pytest.fixture
def light(_saved_once: Prepared, tmp_path: Path) -> Prepared:
    """A campaign with a backup of it on a stick."""
    return _saved_once.copied(tmp_path / "campagne")


@pytest.fixture
def main(light: Prepared) -> Iterator[SecretariatSession]:
    with light.secretariat() as session:
        yield session


def copy_of(light: Prepared, agent: str) -> SecretariatSession:
    """Open the copy on which an agent works, on their own computer."""
    return restored(light, light.folder / "cle-usb", elsewhere(light, agent), contributor=agent)


def contribution(light: Prepared, agent: str, answer: WrittenAnswer, point: str = "R4") -> Path:
    with copy_of(light, agent) as copy:
        answer_point(copy, first(copy), point, answer)
        return write_contribution(copy, light.folder)


def first(session: SecretariatSession) -> DossierId:
    return session.dossiers()[0].id


def answered(session: SecretariatSession, point: str = "R4") -> Answer | None:
    written = read_file(session.database, first(session)).answers.get(point)
    return None if written is None else written.answer


def test_what_an_agent_wrote_on_a_copy_comes_back_whole_and_once(
    light: Prepared, main: SecretariatSession
) -> None:
    with copy_of(light, "Inès") as copy:
        dossier = first(copy)
        with pytest.raises(AppError) as refusal:
            write_contribution(copy, light.folder)
        assert refusal.value.code == "CTB-04"
        answer_point(copy, dossier, "R4", YES)
        say_received(copy, dossier, "2021-06-09T17:00")
        write_card(copy, dossier, CARD)
        criterion = next(iter(copy.campaign.grid.criteria)).id
        record_facts(copy, dossier, (RecordedFact("Lettres", "5", criterion),))
        expected = written_subjects(copy)
        file = write_contribution(copy, light.folder)
    taken = receive_contribution(main, file)
    assert (taken.author, taken.subjects, taken.changed, taken.forks, taken.is_new) == ("Inès", 4, 4, 0, True)
    assert written_subjects(main) == expected
    assert project_card(main, dossier) == CARD
    before = main.database.journal.head()
    taken = receive_contribution(main, file)
    assert (taken.changed, taken.is_new) == (0, False)
    assert main.database.journal.head() == before
    assert "Inès" not in file.read_bytes().decode("latin-1")


def test_contributions_give_the_same_campaign_in_any_order(light: Prepared) -> None:
    with copy_of(light, "Anne") as copy:
        answer_point(copy, first(copy), "R4", NO)
        answer_point(copy, first(copy), "R5", YES)
        early = write_contribution(copy, light.folder)
        answer_point(copy, first(copy), "R4", YES)
        late = write_contribution(copy, light.folder)
    other = contribution(light, "Bruno", NO, "R5")
    seen = set()
    for number, order in enumerate(((early, late, other), (other, late, early))):
        with light.copied(light.folder.parent / str(number)).secretariat() as session:
            for file in order:
                receive_contribution(session, file)
            seen.add((answered(session), answered(session, "R5"), len(forks(session))))
            assert session.database.journal.verify().is_intact
    assert seen == {(Answer.YES, None, 1)}


def test_a_contradiction_is_shown_until_a_person_settles_and_nothing_is_replaced(
    light: Prepared, main: SecretariatSession
) -> None:
    yes, no = contribution(light, "Anne", YES), contribution(light, "Bruno", NO)
    assert receive_contribution(main, yes).forks == 0
    assert answered(main) is Answer.YES
    assert receive_contribution(main, no).forks == 1
    assert answered(main) is None  # neither counts
    (fork,) = forks(main)
    assert sorted(who for whos in fork.choices.values() for who in whos) == ["Anne", "Bruno"]
    value = next(value for value, who in fork.choices.items() if who == ("Bruno",))
    settle_fork(main, (fork.dossier, fork.kind), value)
    assert forks(main) == ()
    assert answered(main) is Answer.NO
    receive_contribution(main, yes)
    assert answered(main) is Answer.NO
    with pytest.raises(AppError) as refusal:
        settle_fork(main, (fork.dossier, fork.kind), value)
    assert refusal.value.code == "CTB-05"


def test_what_was_typed_here_meanwhile_stays_beside_what_came(
    light: Prepared, main: SecretariatSession
) -> None:
    file = contribution(light, "Anne", YES)
    answer_point(main, first(main), "R4", WrittenAnswer(Answer.NO, Request.AWAITED))
    assert receive_contribution(main, file).forks == 1
    assert answered(main) is Answer.NO
    answer_point(main, first(main), "R4", WrittenAnswer(Answer.TO_CHECK))  # typing an answer settles too
    assert forks(main) == ()
    receive_contribution(main, file)
    assert answered(main) is Answer.TO_CHECK


def test_a_copy_does_nothing_but_what_it_is_made_for(light: Prepared, tmp_path: Path) -> None:
    with copy_of(light, "Anne") as copy:
        assert not backup_state(copy).is_possible
        verbs = (
            lambda: settle(copy, first(copy), Conclusion.ELIGIBLE, "Anne", "complet"),
            lambda: seal_bundles(copy, tmp_path, no_progress),
            lambda: hand_over(copy, "Anne", "Bruno", tmp_path, no_progress),
            lambda: receive_contribution(copy, contribution(light, "Bruno", NO)),
            lambda: back_up(copy, no_progress),  # restored, it could do nothing more
        )
        before = copy.database.journal.head()
        for verb in verbs:
            with pytest.raises(AppError) as refusal:
                verb()
            assert refusal.value.code == "PAS-02"
        assert copy.database.journal.head() == before
        assert eligibility(copy, first(copy)).decision is None
        assert list(tmp_path.glob("*.lot")) == []


def test_a_file_that_is_no_contribution_of_this_campaign_is_refused(
    light: Prepared, main: SecretariatSession, tmp_path: Path
) -> None:
    file = contribution(light, "Anne", YES)
    data, before = file.read_bytes(), files_under(main.place.pieces)
    for spoiled in (b"", data[:-1], data[:-20] + bytes(20), b"x" * 100):
        file.write_bytes(spoiled)
        with pytest.raises(AppError) as refusal:
            receive_contribution(main, file)
        assert refusal.value.code == "CTB-01"
    with pytest.raises(AppError) as refusal:
        receive_contribution(main, tmp_path / "absente")
    assert refusal.value.code == "CTB-01"
    with pytest.raises(AppError) as refusal:
        write_contribution(main, tmp_path)
    assert refusal.value.code == "PAS-06"
    assert answered(main) is None
    assert files_under(main.place.pieces) == before


def test_two_agents_work_side_by_side_from_the_command_line(
    light: Prepared, capsys: pytest.CaptureFixture[str]
) -> None:
    (light.folder / "code.txt").write_text(light.recovery_code)
    words = ["--code-file", str(light.folder / "code.txt"), "--no-keyring"]
    here, there = (["--desk", str(light.folder / name), *words] for name in ("secretariat", "autre"))
    stick = str(light.folder / "cle-usb")
    assert run(["campaign", "restore-backup", stick, "--contributor", "Anne", *there]) == 0
    assert run(["campaign", "contribute", "--into", stick, *there]) == 1
    assert "(CTB-04)" in capsys.readouterr().err
    file = contribution(light, "Bruno", YES)
    assert run(["campaign", "contribution", str(file), *here]) == 0
    assert "Bruno" in capsys.readouterr().out
