"""Every setting of a campaign: read as typed, refused in a sentence, used by what it settles, frozen."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import partial

import pytest

from commission_app.errors import AppError
from commission_app.rehearsal.play import typeset
from commission_app.scoring.campaign import Neutralised, Threshold
from commission_app.scoring.diversity import Force
from commission_app.scoring.flags import FlagThresholds
from commission_app.scoring.ids import CriterionId
from commission_app.workflow.desk import find_campaign
from commission_app.workflow.preparation.campaign import freeze_grid, new_campaign, read_campaign
from commission_app.workflow.preparation.candidacies.finances import NEEDED, finances, type_figure
from commission_app.workflow.preparation.intake.intake import apply_intake
from commission_app.workflow.preparation.settings import people
from commission_app.workflow.preparation.settings.parameters import (
    figures_of,
    finance_rules_of,
    meeting_rules_of,
    read_parameters,
    variety_of,
)
from commission_app.workflow.preparation.settings.setting_kinds import Told
from commission_app.workflow.preparation.settings.setting_list import BY_KEY, SETTINGS
from commission_app.workflow.preparation.settings.setting_values import change_setting, settings_view
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.journal_view import journal_view
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.todo import todo
from tests.workflow.campaigns import invented, make_desk, write_campaign


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecretariatSession]:
    folder = tmp_path_factory.mktemp("reglages")
    scenario = invented(1, 3)
    campaign = replace(read_campaign(write_campaign(folder, scenario)), neutralised=())
    (folder / "candidatures").mkdir()
    typeset(scenario, folder / "candidatures", no_progress)
    with new_campaign(make_desk(folder / "bureau"), campaign).session as opened:
        apply_intake(opened, folder / "candidatures", no_progress)
        yield opened


@pytest.fixture
def session(shared: SecretariatSession) -> Iterator[SecretariatSession]:
    """One campaign for all; what a test changes is put back. The last test alone freezes it."""
    before = settings_view(shared).typed
    yield shared
    if shared.database.campaign.frozen() is None:
        for key, typed in settings_view(shared).typed.items():
            if typed != before[key]:
                change_setting(shared, key, before[key])


def sentence(session: SecretariatSession, key: str, typed: str) -> str:
    with pytest.raises(AppError) as refusal:
        change_setting(session, key, typed)
    assert refusal.value.code == "CAM-05"
    return str(refusal.value.facts["detail"])


def test_every_setting_has_one_key_words_and_a_sentence_that_says_what_it_means() -> None:
    assert len(BY_KEY) == len(SETTINGS)
    for setting in SETTINGS:
        assert setting.meaning.endswith(".")
        assert not setting.label.endswith(".")


def test_what_is_shown_can_be_typed_again_and_changes_nothing(session: SecretariatSession) -> None:
    logged = len(tuple(session.database.journal.entries()))
    for setting in SETTINGS:
        if not isinstance(setting.kind, Told):
            typed = settings_view(session).typed[setting.key]
            assert change_setting(session, setting.key, typed) == typed
    assert len(tuple(session.database.journal.entries())) == logged


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("name", "  ", "écrire quelque chose"),
        ("deadline", "bientôt", "ne se lit pas"),
        ("convocation", "2021-06-01", "25/06/2021"),
        ("meeting", "01/01/2021 10:00", "la séance précède la date limite"),
        ("opening", "30/12/2029", "la lecture ouvre après"),
        ("seats", "0", "va de 1 à 999"),
        ("seats", "2,5", "nombre entier"),
        ("seats", "dix", "ne se lit pas"),
        ("readings_min", "99", "nombre de membres"),
        ("voice_unit", "autre", "dans la liste"),
        ("departements", "Paris", "départements ne se lit pas"),
        ("tie_break", "Z9", "ni une section ni un critère"),
        ("tie_break", "total", "ne départage rien"),
        ("tie_break", "L, L", "deux fois"),
        ("thresholds", "50", "total 50"),
        ("thresholds", "L 9", "va de 0 à 5"),
        ("thresholds", "total 50 ; total 60", "deux fois"),
        ("neutralised", "L3", "deux-points"),
        ("neutralised", "NULLE : L3", "n’est pas une institution"),
        ("flag_criterion", "1", "dépasse l’écart d’alerte"),
        ("fte_min", "4", "dépasse le maximum"),
        ("told_ne", "non", "ne se règle pas"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence_and_nothing_is_changed(
    session: SecretariatSession, key: str, typed: str, said: str
) -> None:
    before = settings_view(session)
    if key == "flag_criterion":
        change_setting(session, "flag_noted", "2")
    assert said in sentence(session, key, typed)
    if key != "flag_criterion":
        assert settings_view(session) == before


def test_an_unknown_setting_is_refused(session: SecretariatSession) -> None:
    with pytest.raises(AppError) as refusal:
        change_setting(session, "couleur", "bleu")
    assert refusal.value.code == "CAM-04"


def test_the_rules_of_the_note_are_those_of_the_campaign(session: SecretariatSession) -> None:
    body = session.campaign.institutions[0].id
    change_setting(session, "thresholds", "total 50,5 ; L 3 ; D1 : 1/2")
    change_setting(session, "tie_break", " L ; D1 ")
    change_setting(session, "neutralised", f"{body} : L3, E1")
    rules = session.campaign.rules
    assert rules.thresholds == (
        Threshold("total", Fraction(101, 2)),
        Threshold("section:L", Fraction(3)),
        Threshold("critere:D1", Fraction(1, 2)),
    )
    assert rules.tie_break == ("section:L", "critere:D1")
    assert session.campaign.neutralised == (
        Neutralised(body, CriterionId("L3")),
        Neutralised(body, CriterionId("E1")),
    )
    typed = settings_view(session).typed
    assert (typed["thresholds"], typed["tie_break"]) == ("total 50,5 ; L 3 ; D1 0,5", "L, D1")


def test_analysis_variety_votes_and_finances_follow_their_settings(session: SecretariatSession) -> None:
    database = session.database
    for key, typed in {
        "flag_criterion": "4",
        "flag_total": "30",
        "rho": "10",
        "draws": "2 000",
        "V2": "ferme",
        "V3": "sans",
        "rural": "1",
        "quorum": "2",
        "vote_unit": "membre",
        "casting_vote": "non",
        "chair": session.campaign.members[0].name,
        "external_cap": "80 000",
        "external_base": "an",
        "state_rate": "75",
        "state_cap": "500 000",
    }.items():
        change_setting(session, key, typed)
    figures = figures_of(database, session.campaign)
    noted = session.campaign.grid.spread_to_debate
    assert figures.thresholds == FlagThresholds(4, Fraction(30), noted)
    assert (figures.rho, figures.draws) == (Fraction(1, 10), 2000)
    rules, targets = variety_of(database)
    found = {rule.id: rule for rule in rules}
    assert (found["V2"].force, found["V2"].is_active, found["V3"].is_active) == (Force.FIRM, True, False)
    assert (targets.rural, targets.urban) == (1, 3)
    meeting = meeting_rules_of(database, session.campaign)
    assert (meeting.quorum, meeting.voice, meeting.casting_vote) == (2, "membre", False)
    assert meeting.chair_member == session.campaign.members[0].id
    finance = finance_rules_of(database)
    assert (finance.external_cap, finance.external_cap_is_yearly) == (Fraction(80_000), True)
    assert (finance.state_rate, finance.state_cap) == (Fraction(3, 4), Fraction(500_000))


def test_a_financial_check_is_made_with_the_cap_of_the_campaign(session: SecretariatSession) -> None:
    dossier = session.dossiers()[0].id
    for figure in NEEDED:
        type_figure(session, dossier, figure, "70 000" if figure == "external" else "1")
    before = next(line for line in finances(session, dossier).checks if line.id == "F6")
    change_setting(session, "external_cap", "80 000")
    after = next(line for line in finances(session, dossier).checks if line.id == "F6")
    assert before.level is not after.level


def test_dates_of_the_campaign_are_in_its_calendar(session: SecretariatSession) -> None:
    assert len(todo(session).calendar) == 3
    change_setting(session, "finalisation", "30/09/2030")
    change_setting(session, "convocation", "02/01/2021")
    shown = {one.title: one.day.isoformat() for one in todo(session).calendar}
    assert shown["Finalisation des projets"] == "2030-09-30"
    assert shown["Convocation au plus tard"] == "2021-01-02"


def test_another_name_is_the_one_the_desk_knows_the_campaign_by(session: SecretariatSession) -> None:
    before = change_setting(session, "name", "Une autre campagne")
    assert find_campaign(session.desk, "secretariat").name == "Une autre campagne"
    change_setting(session, "name", before)


def test_damaged_parameters_are_refused_without_a_guess(session: SecretariatSession) -> None:
    kept = session.database.settings.get("parameters")
    session.database.settings.put("parameters", "[1]")
    with pytest.raises(AppError) as refusal:
        read_parameters(session.database)
    assert refusal.value.code == "DSK-04"
    session.database.settings.put("parameters", kept or "{}")


def test_people_join_leave_and_come_back_and_a_gesture_returns_who_was_there(
    session: SecretariatSession,
) -> None:
    first = people.people_of(session)
    people.add_institution(session, "UNAF", " Union  nationale ")
    before = people.add_member(session, "Rose Arvel", session.campaign.institutions[-1].id)
    holder = session.campaign.members[-1]
    people.add_member(session, "Paul Lenoir", holder.institution, holder.id)
    people.rename_member(session, holder.id, "Rose Arvel-Tissot")
    people.rename_institution(session, holder.institution, "Union nationale des associations familiales")
    assert session.campaign.member_by_id[holder.id].name == "Rose Arvel-Tissot"
    people.remove_member(session, holder.id)  # their alternate leaves with them
    assert session.campaign.members == before.members
    people.remove_institution(session, holder.institution)
    assert people.people_of(session) == first
    people.restore_people(session, before)
    assert people.people_of(session) == before
    people.restore_people(session, first)
    assert any("membres et les institutions" in line.sentence for line in journal_view(session).lines)
    for unknown in (
        partial(people.rename_member, session, holder.id, "X"),
        partial(people.rename_institution, session, holder.institution, "X"),
    ):
        with pytest.raises(AppError) as refusal:
            unknown()
        assert refusal.value.code == "CAM-04"


def test_an_institution_that_sits_or_whose_criterion_is_neutralised_stays(
    session: SecretariatSession,
) -> None:
    body = session.campaign.institutions[0].id
    for key, typed in (("name", "X"), ("neutralised", f"{body} : L3")):
        change_setting(session, key, typed)
        with pytest.raises(AppError) as refusal:
            people.remove_institution(session, body)
        assert refusal.value.code == "CAM-05"


def test_after_the_freeze_dates_move_people_join_and_no_rule_changes(session: SecretariatSession) -> None:
    freeze_grid(session)
    with pytest.raises(AppError) as refusal:
        change_setting(session, "seats", "4")
    assert refusal.value.code == "CAM-06"
    change_setting(session, "phone", "01 02 03 04 05")
    assert session.campaign.phone == "01 02 03 04 05"
    former = session.campaign.members[0]
    before = people.add_member(session, "Rose Arvle", former.institution)
    joined = session.campaign.members[-1]
    people.rename_member(session, joined.id, "Rose Arvel")  # nobody holds a letter or a lot of theirs yet
    for verb in (
        partial(people.rename_member, session, former.id, "Autre"),
        partial(people.remove_member, session, former.id),
        partial(people.rename_institution, session, former.institution, "Autre"),
    ):
        with pytest.raises(AppError) as held:
            verb()
        assert held.value.code == "CAM-06"
    people.restore_people(session, before)
    assert joined not in session.campaign.members
