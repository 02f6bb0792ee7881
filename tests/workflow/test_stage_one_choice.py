"""The choice of the départements as the secretariat makes it, keeps it, and prints it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from commission_app.workflow.preparation.campaign import new_campaign, read_campaign
from commission_app.workflow.preparation.candidacies.eligibility import settle_rules
from commission_app.workflow.preparation.candidacies.eligibility_file import EligibilityRules, read_rules
from commission_app.workflow.preparation.departements import stage_one, stage_one_import, stage_one_note
from commission_app.workflow.preparation.departements.stage_one import change_rules, weigh
from commission_app.workflow.preparation.departements.stage_one_computed import computed
from commission_app.workflow.preparation.departements.stage_one_file import StageOneFile
from commission_app.workflow.preparation.departements.stage_one_import import (
    Pick,
    read_indicators,
    take_columns,
)
from commission_app.workflow.preparation.departements.stage_one_views import METHODS, State
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.journal_events import names_of
from commission_app.workflow.secretariat.journal_words import sentence_of
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.todo import todo
from commission_app.workflow.secretariat.todo_views import Place
from tests.workflow.campaigns import invented, make_desk, write_campaign
from tests.workflow.told import last_sentence, refuses

WHO, WHY = "Mme Roche, DGCS", "Aucun taux de couverture publié, pauvreté la plus élevée."
OCCUPATION = "taux d’occupation"


@pytest.fixture(scope="module")
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecretariatSession]:
    folder = tmp_path_factory.mktemp("etape-1")
    campaign = read_campaign(write_campaign(folder, invented(1, 2)))
    with new_campaign(make_desk(folder / "bureau"), campaign).session as opened:
        yield opened


@pytest.fixture
def session(_made_once: SecretariatSession) -> SecretariatSession:
    """The same session, with nothing chosen yet."""
    settings = _made_once.database.settings
    settings.put("stage_one", "{}")
    settle_rules(_made_once, EligibilityRules(deadline="2021-06-09T18:00"))
    return _made_once


def test_the_embedded_figures_give_a_first_list_and_say_where_they_come_from() -> None:
    view = computed(StageOneFile())
    assert len(view.codes) == 15
    assert [line.short for line in view.used] == ["Pauvreté", "Couv. globale", "Couv. EAJE"]
    assert all("2018" in line.source for line in view.used)
    assert view.rows[0].methods == (1, 1, 1, 1)
    assert sum(row.agreeing == len(METHODS) for row in view.rows if row.is_retained) == 11
    occupation = next(line for line in view.indicators if line.id == "occupation")
    assert (occupation.known, occupation.is_used) == (0, False)
    assert "prioritaire" in occupation.note  # why a low occupancy may be urgent is said


def test_a_figure_of_another_source_and_a_broken_series_are_said_beside_the_figure() -> None:
    rows = {row.code: row for row in computed(StageOneFile()).rows}
    assert "Budget de famille" in rows["973"].figures[0].remark
    assert "Rupture de série" in rows["30"].figures[1].remark
    assert rows["02"].figures[0].remark == ""


def test_without_one_indicator_the_same_rows_say_who_enters_and_who_leaves() -> None:
    view = computed(StageOneFile())
    entering = {row.code for row in view.rows if row.entering}
    leaving = {row.code for row in view.rows if row.leaving}
    assert leaving <= set(view.codes)
    assert not entering & set(view.codes)
    aisne = next(row for row in view.rows if row.code == "02")
    assert aisne.without_words == "sort sans Couv. EAJE"


def test_mayotte_is_not_classable_and_comes_in_by_a_decision_with_its_reason(
    session: SecretariatSession,
) -> None:
    mayotte = stage_one.stage_one(session).rows[-1]
    assert (mayotte.code, mayotte.state, len(mayotte.missing)) == ("976", State.UNCLASSABLE, 2)
    assert [figure.text for figure in mayotte.figures] == ["77,0", "", ""]
    refuses("DEC-01", stage_one.add_departement, session, "976", WHO, "  ")
    refuses("DEP-09", stage_one.add_departement, session, "99", WHO, WHY)
    refuses("DEP-10", stage_one.add_departement, session, "02", WHO, WHY)
    stage_one.add_departement(session, "976", WHO, WHY)
    view = stage_one.stage_one(session)
    assert "976" in view.codes
    assert view.rows[-1].state_words == "Ajouté avec un motif"
    said = last_sentence(session)
    assert WHO in said
    assert "Mayotte" in said
    stage_one.take_back(session, "976")
    refuses("DEP-09", stage_one.take_back, session, "976")
    assert "976" not in stage_one.stage_one(session).codes


def test_retaining_makes_the_list_that_of_the_campaign_and_a_later_change_is_said(
    session: SecretariatSession,
) -> None:
    assert Place.DEPARTEMENTS in {line.place for line in todo(session).lines}
    view = stage_one.retain(session)
    rules = read_rules(session.database)
    assert rules.departements == frozenset(view.codes)
    assert rules.deadline == "2021-06-09T18:00"  # what was settled beside it stays
    assert stage_one.stage_one(session).is_current
    places = {line.place for line in todo(session).lines}
    assert Place.DEPARTEMENTS not in places
    assert Place.INVITATIONS in places
    change_rules(session, seats=19)
    assert not stage_one.stage_one(session).is_current
    assert len(read_rules(session.database).departements) == 15  # retained is retained


def test_rules_are_kept_as_they_are_typed_and_what_does_not_fit_leaves_them(
    session: SecretariatSession,
) -> None:
    change_rules(session, seats=10, year="2019")
    weigh(session, "pauvrete", "2,5")
    weigh(session, "couverture_globale", "")
    before = stage_one.stage_one(session)
    assert (before.seats, before.year, len(before.codes)) == (10, "2019", 10)
    assert [(line.id, line.weight) for line in before.used] == [
        ("pauvrete", "2,5"),
        ("couverture_eaje", "1"),
    ]
    refuses("DEP-18", change_rules, session, seats=0)
    refuses("DEP-18", change_rules, session, year="1999")
    refuses("DEP-18", change_rules, session, conditions_min=3)
    refuses("DEP-18", weigh, session, "pauvrete", "beaucoup")
    refuses("DEP-18", weigh, session, "pauvrete", "-1")
    refuses("DEP-18", weigh, session, "occupation", "1")  # nobody publishes it
    assert stage_one.stage_one(session) == before


def test_conditions_leave_out_those_that_are_less_touched_than_the_median(
    session: SecretariatSession,
) -> None:
    change_rules(session, conditions_min=3)
    view = stage_one.stage_one(session)
    states = {row.state for row in view.rows}
    assert State.FILTERED in states
    assert all(row.conditions_met == 3 for row in view.rows if row.state is State.CHOSEN)
    assert all(row.methods[0] for row in view.rows if row.state is State.FILTERED)


def test_without_any_indicator_nothing_is_chosen_and_nothing_is_retained(
    session: SecretariatSession,
) -> None:
    for name in ("pauvrete", "couverture_globale", "couverture_eaje"):
        weigh(session, name, "")
    view = stage_one.stage_one(session)
    assert (view.rules, view.codes) == (None, ())
    refuses("DEP-11", stage_one.retain, session)


def test_a_table_brings_an_indicator_in_once_every_doubt_is_answered(
    session: SecretariatSession, tmp_path: Path
) -> None:
    file = tmp_path / "occupation.csv"
    cells = "\n".join(
        f"{row.code};{60 + place % 13 if place else 0},5;{place + 1}"
        for place, row in enumerate(stage_one.stage_one(session).rows)
    )
    file.write_text(f"code;{OCCUPATION};rang\n{cells}\n".replace("0,5;1\n", "0;1\n"), encoding="cp1252")
    read = read_indicators(file, no_progress)
    assert [(one.title, one.zeros, bool(one.problems)) for one in read.columns] == [
        (OCCUPATION, 1, False),
        ("rang", 0, True),
    ]
    events = len(session.database.journal.entries())
    refuses("DEP-04", take_columns, session, read, [Pick(OCCUPATION, high_first=False)])
    good = Pick(OCCUPATION, high_first=False, zero_is_missing=True)
    refuses("DEP-13", take_columns, session, read, [good, Pick("rang", high_first=True)])
    refuses("DEP-08", take_columns, session, read, [Pick("ailleurs", high_first=True)])
    refuses("DEP-08", take_columns, session, read, [])
    assert len(session.database.journal.entries()) == events  # nothing was partially taken
    assert len(stage_one.stage_one(session).used) == 3
    take_columns(session, read, [good])
    view = stage_one.stage_one(session)
    assert [line.id for line in view.used][-1] == "import-1"
    assert view.used[-1].known == 100
    assert "prioritaire" in view.used[-1].note
    guyane = next(row for row in view.rows if row.code == "973")
    assert (guyane.state, guyane.figures[-1].text) == (State.UNCLASSABLE, "")  # its zero was no answer
    take_columns(session, read, [good])  # the same title again takes its own place
    assert len(stage_one.stage_one(session).used) == 4
    stage_one_import.forget_indicator(session, "import-1")
    refuses("DEP-08", stage_one_import.forget_indicator, session, "import-1")
    assert len(stage_one.stage_one(session).used) == 3


def test_an_imported_indicator_takes_the_place_of_the_embedded_one_that_it_announces(
    session: SecretariatSession, tmp_path: Path
) -> None:
    file = tmp_path / "pauvrete.csv"
    cells = "\n".join(
        f"{row.code};{12 + place % 17},{place % 9}" for place, row in enumerate(computed(StageOneFile()).rows)
    )
    file.write_text(f"code;Taux de pauvreté 2020\n{cells}\n", encoding="utf-8")
    read = read_indicators(file, no_progress)
    assert read.columns[0].high_first is True
    take_columns(session, read, [Pick("Taux de pauvreté 2020", high_first=True)])
    used = [line.id for line in stage_one.stage_one(session).used]
    assert used == ["couverture_globale", "couverture_eaje", "import-1"]


def test_a_table_whose_rows_lie_is_told_whole_and_nothing_of_it_is_taken(
    session: SecretariatSession, tmp_path: Path
) -> None:
    file = tmp_path / "lignes.csv"
    file.write_text("code;taux\n02;12,5\n99;13\n2;14\n", encoding="utf-8")
    read = read_indicators(file, no_progress)
    assert len(read.problems) == 2
    refuses("DEP-02", take_columns, session, read, [Pick("taux", high_first=True)])
    refuses("DEP-14", read_indicators, tmp_path / "absent.csv", no_progress)
    (tmp_path / "note.pdf").write_bytes(b"%PDF")
    refuses("DEP-14", read_indicators, tmp_path / "note.pdf", no_progress)
    (tmp_path / "vide.xlsx").write_bytes(b"PK")
    refuses("DEP-14", read_indicators, tmp_path / "vide.xlsx", no_progress)


def test_the_note_is_a_project_until_the_list_is_retained_and_replaces_no_file(
    session: SecretariatSession, tmp_path: Path
) -> None:
    stage_one.add_departement(session, "976", WHO, WHY)
    project = stage_one_note.note_of(stage_one.stage_one(session), "AMI", session.desk.now())
    assert project.retained_at is None
    stage_one.retain(session)
    note = stage_one_note.note_of(stage_one.stage_one(session), "AMI", session.desk.now())
    assert note.retained_at is not None
    assert note.additions[0][2] == WHY
    assert note.rows[-1].figures == ("77,0 *", "non publié", "non publié")
    assert len(note.moves) == 3
    file = stage_one_note.print_stage_one(session, tmp_path / "note.pdf")
    assert file.read_bytes().startswith(b"%PDF")
    refuses("ARC-08", stage_one_note.print_stage_one, session, file)


def test_every_event_of_the_choice_has_its_words(session: SecretariatSession) -> None:
    names = names_of(session)
    said = [sentence_of(entry, names) for entry in session.database.journal.entries()]
    assert not [words for words in said if "ne sait pas décrire" in words or "ne se lit plus" in words]
