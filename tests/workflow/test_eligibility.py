"""The secretariat answers sixteen points, settles a conclusion, introduces each project and records facts."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from commission_app.scoring.dossier import RecordedFact
from commission_app.scoring.eligibility import Answer, Conclusion, Nature, Request
from commission_app.scoring.finance_checks import Level
from commission_app.scoring.ids import CriterionId, DossierId, PiecePath
from commission_app.workflow.preparation.campaign import declare_ineligible
from commission_app.workflow.preparation.candidacies.eligibility import (
    answer_point,
    eligibility,
    points,
    say_received,
    settle,
    settle_rules,
)
from commission_app.workflow.preparation.candidacies.eligibility_file import EligibilityRules, WrittenAnswer
from commission_app.workflow.preparation.candidacies.finances import finances, type_figure
from commission_app.workflow.preparation.candidacies.project_card import (
    ProjectCard,
    project_card,
    record_facts,
    write_card,
)
from commission_app.workflow.preparation.intake.intake import apply_intake
from commission_app.workflow.preparation.lots.seal import Staleness, plan_bundles
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.todo import say_convoked, todo
from commission_app.workflow.secretariat.todo_views import Place, TodoView
from tests.workflow.campaigns import Prepared, invented, prepare
from tests.workflow.told import last_sentence, refuses

WHO, WHY = "Mme la cheffe de bureau", "Lettre de la CAF absente après relance."


@pytest.fixture(scope="module")
def prepared_once(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("recevabilite"), invented())


@pytest.fixture
def prepared(prepared_once: Prepared, tmp_path: Path) -> Prepared:
    return prepared_once.copied(tmp_path / "campagne")


@pytest.fixture
def session(prepared: Prepared) -> Iterator[SecretariatSession]:
    with prepared.secretariat() as opened:
        yield opened


def first(session: SecretariatSession) -> DossierId:
    return session.dossiers()[0].id


def answer_all(session: SecretariatSession, dossier: DossierId, given: Answer = Answer.YES) -> None:
    for point in points():
        answer_point(session, dossier, point.id, WrittenAnswer(given))


def test_nothing_is_concluded_before_a_person_answered(session: SecretariatSession) -> None:
    view = eligibility(session, first(session))
    assert len(view.points) == 16
    assert view.proposal.conclusion is Conclusion.TO_EXAMINE
    assert view.decision is None
    assert view.is_to_settle


def test_an_answer_keeps_its_page_and_a_later_one_takes_its_place(session: SecretariatSession) -> None:
    dossier = session.dossiers()[0]
    piece = dossier.pieces[0].path
    answer_point(session, dossier.id, "R4", WrittenAnswer(Answer.NO))
    answer_point(session, dossier.id, "R4", WrittenAnswer(Answer.YES, piece=piece, page=1))
    line = next(one for one in eligibility(session, dossier.id).points if one.point.id == "R4")
    assert (line.answer, line.piece, line.page, line.is_answered) == (Answer.YES, piece, 1, True)
    assert "Point R4" in last_sentence(session)
    events = len(session.database.journal.entries())
    answer_point(session, dossier.id, "R4", WrittenAnswer(Answer.YES, piece=piece, page=1))
    assert len(session.database.journal.entries()) == events  # the same again is no event


def test_what_does_not_exist_is_refused_and_nothing_is_written(session: SecretariatSession) -> None:
    dossier, events = session.dossiers()[0], len(session.database.journal.entries())
    piece = dossier.pieces[0]
    beyond = WrittenAnswer(Answer.YES, piece=piece.path, page=piece.pages + 1)
    refuses("REC-01", answer_point, session, dossier.id, "R4", beyond)
    refuses("REC-01", answer_point, session, dossier.id, "R4", WrittenAnswer(Answer.YES, page=1))
    refuses("NOT-13", answer_point, session, dossier.id, "R99", WrittenAnswer(Answer.YES))
    refuses("CAM-04", answer_point, session, "ailleurs", "R4", WrittenAnswer(Answer.YES))
    refuses("REC-02", say_received, session, dossier.id, "le 9 juin")
    refuses("REC-03", settle_rules, session, EligibilityRules(frozenset({"Nord"})))
    refuses("DEC-01", settle, session, dossier.id, Conclusion.ELIGIBLE, WHO, "  ")
    record_of_nothing = (RecordedFact("CAF", " "),)
    refuses("REC-04", record_facts, session, dossier.id, record_of_nothing)
    refuses("CAM-04", record_facts, session, dossier.id, (RecordedFact("CAF", "x", CriterionId("Z9")),))
    assert len(session.database.journal.entries()) == events


def test_the_deposit_is_compared_with_its_deadline_to_the_minute(session: SecretariatSession) -> None:
    settle_rules(session, EligibilityRules(deadline="2021-06-09T18:00"))
    found = {}
    for minute in (None, "2021-06-09T18:00", "2021-06-09T18:01"):
        say_received(session, first(session), minute)
        found[minute] = {one.point.id: one.answer for one in eligibility(session, first(session)).points}[
            "R3"
        ]
    assert list(found.values()) == [Answer.TO_CHECK, Answer.YES, Answer.NO]


def test_an_awaited_piece_completes_and_its_elapsed_delay_excludes(session: SecretariatSession) -> None:
    dossier = first(session)
    answer_all(session, dossier)
    assert eligibility(session, dossier).proposal.conclusion is Conclusion.ELIGIBLE
    asked = next(one.id for one in points() if one.piece_may_be_asked and one.nature is Nature.BLOCKING)
    answer_point(session, dossier, asked, WrittenAnswer(Answer.NO, Request.AWAITED))
    assert eligibility(session, dossier).proposal.conclusion is Conclusion.TO_COMPLETE
    assert "pieces" in {line.id for line in todo(session).lines}
    answer_point(session, dossier, asked, WrittenAnswer(Answer.NO, Request.ELAPSED))
    assert eligibility(session, dossier).proposal.conclusion is Conclusion.INELIGIBLE


def test_a_dossier_settled_ineligible_leaves_the_ranking_and_may_come_back(
    session: SecretariatSession,
) -> None:
    dossier = first(session)
    settle(session, dossier, Conclusion.INELIGIBLE, WHO, WHY)
    assert session.ineligible() == {dossier: WHY}
    settle(session, dossier, Conclusion.ELIGIBLE, WHO, "La lettre est arrivée.")
    assert session.ineligible() == {}
    decision = eligibility(session, dossier).decision
    assert decision is not None
    assert (decision.conclusion, decision.name) == (Conclusion.ELIGIBLE, WHO)
    assert "arrête la recevabilité" in last_sentence(session)


def test_a_card_goes_with_the_dossier_and_makes_its_lot_to_seal_again(prepared: Prepared) -> None:
    prepared.seal()
    card = ProjectCard(
        ("Un multi-accueil itinérant.", "Deux relais."), "506 000 €", "120 000 €", "24", "Familles pauvres",
        ("Aller-vers", "Santé"), "DGCS",
    )  # fmt: skip
    with prepared.secretariat() as session:
        assert {plan.staleness for plan in plan_bundles(session)} == {Staleness.CURRENT}
        write_card(session, first(session), card)
        assert project_card(session, first(session)) == card
        assert {plan.staleness for plan in plan_bundles(session)} == {Staleness.CONTENT}
        assert "lots" in {line.id for line in todo(session).lines}


def test_a_new_import_leaves_the_card_and_the_facts_in_place(prepared: Prepared) -> None:
    with prepared.secretariat() as session:
        dossier = session.dossiers()[0]
        fact = RecordedFact("CAF", "Cofinance un poste.", session.campaign.grid.criteria[0].id)
        fact = replace(fact, piece=PiecePath(dossier.pieces[0].path), page=1)
        write_card(session, dossier.id, ProjectCard(("Un projet.",)))
        record_facts(session, dossier.id, (fact,))
        kept = session.dossiers()
        apply_intake(session, prepared.folder / "candidatures", no_progress)
        assert session.dossiers() == kept
        assert session.dossier(dossier.id).facts == (fact,)


def test_blank_is_not_nought_in_the_figures_of_a_dossier(session: SecretariatSession) -> None:
    dossier = first(session)
    figures = {"fte": "2", "internal_year1": "110 000", "internal_year2": "110000,00", "external": "0"}
    for figure, text in (figures | {"state_share": "180 000"}).items():
        type_figure(session, dossier, figure, text)
    view = finances(session, dossier)
    assert (view.missing, view.checks) == (("local_share",), ())
    type_figure(session, dossier, "local_share", "40 000 €")
    checks = {line.id: line for line in finances(session, dossier).checks}
    assert list(checks) == [f"F{number}" for number in range(1, 16)]
    assert checks["F2"].level is Level.ANOMALY  # 180 000 of 220 000 is over four fifths
    assert checks["F4"].level is Level.UNKNOWN
    assert (checks["F8"].level, checks["F8"].detail) == (Level.UNKNOWN, "")
    type_figure(session, dossier, "operation_year1", "200 000")
    assert finances(session, dossier).checks[7].level is Level.UNKNOWN  # one year of two
    type_figure(session, dossier, "operation_year2", "200 000")
    assert finances(session, dossier).checks[7].level is Level.FINE
    for text in ("beaucoup", "-1", "1e9"):
        refuses("REC-05", type_figure, session, dossier, "fte", text)
    refuses("REC-05", type_figure, session, dossier, "years", "1,5")
    type_figure(session, dossier, "local_share", "")
    assert finances(session, dossier).checks == ()


def test_a_dossier_declared_ineligible_by_the_command_shows_as_settled(session: SecretariatSession) -> None:
    declare_ineligible(session, first(session), WHY)
    view = eligibility(session, first(session))
    assert view.decision is not None
    assert (view.decision.conclusion, view.decision.reason) == (Conclusion.INELIGIBLE, WHY)
    assert view.has_moved
    assert not view.is_to_settle


def test_what_is_to_be_done_follows_what_was_done(prepared: Prepared) -> None:
    with prepared.secretariat() as session:
        view = todo(session)
        assert {"convocation", "eligibility", "cards", "lots"} <= ids(view)
        assert "reminders" not in ids(view)
        say_convoked(session)
        say_convoked(session)
        assert "convocation" not in ids(todo(session))
        lots = next(line for line in view.lines if line.id == "lots")
        assert (lots.title, lots.place) == ("Sceller les lots", Place.MEMBERS)
        assert [one.day for one in view.calendar] == sorted(one.day for one in view.calendar)
        assert [one.title for one in view.calendar][-1] == "Séance de la commission"
    prepared.seal()
    with prepared.secretariat() as session:
        assert "lots" not in ids(todo(session))


def ids(view: TodoView) -> set[str]:
    return {line.id for line in view.lines}
