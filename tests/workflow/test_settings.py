"""The secretariat settles a campaign: templates, drafts kept at once, refusals, the freeze."""

from dataclasses import replace
from fractions import Fraction
from functools import partial

import pytest

from commission_app.scoring.campaign import Institution, Member, Neutralised
from commission_app.scoring.consolidation import consolidate
from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CampaignId, DossierId, InstitutionId, MemberId
from commission_app.scoring.ranking import rank
from commission_app.texts import exact_fr
from commission_app.workflow.preparation.campaign import freeze_grid, weights_of
from commission_app.workflow.preparation.grid import grid_draft
from commission_app.workflow.preparation.settings import setting_values, settings
from commission_app.workflow.preparation.settings.templates import (
    campaign_templates,
    duplicate,
    from_template,
    template,
)
from commission_app.workflow.secretariat.journal_view import journal_view
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.scoring.scoring_examples import reading
from tests.workflow.told import refuses


@pytest.fixture
def session(drafted: SecretariatSession) -> SecretariatSession:
    """One campaign for all, put back as it was; the last test alone freezes it."""
    return drafted


def test_both_templates_are_whole_grids_whose_weights_make_100() -> None:
    assert [each.title for each in campaign_templates()] == [
        "Accueil pour tous",
        "Fonds d’innovation petite enfance 2023",
    ]
    assert [weights_of(each.grid) for each in campaign_templates()] == [100, 100]
    refuses("CAM-04", lambda: template("autre"))


def test_a_campaign_of_the_fund_of_2023_is_consolidated_as_points_without_any_code_of_its_own(
    fipe: Grid,
) -> None:
    rules = replace(template("fipe-2023").rules, seats=1)
    names = [criterion.id for criterion in fipe.criteria]
    assert [len(section.criteria) for section in fipe.sections] == [3, 4, 3, 2]
    given = {
        ("r1", "D1"): 9,
        ("r2", "D1"): 8,
        ("r1", "D2"): 12,
        ("r2", "D2"): 10,
        ("r1", "D3"): 0,
        ("r2", "D3"): 0,
    }
    readings = tuple(
        reading(who, DossierId(dossier), {name: int(n < filled) for n, name in enumerate(names)}, f"I-{who}")
        for (who, dossier), filled in given.items()
    )
    dossiers = tuple(DossierId(f"D{n}") for n in (1, 2, 3))
    results = consolidate(fipe, rules, dossiers, readings)
    # one point is a twelfth of 100: 8.5, 11 and 0 points of 12
    assert [results[d].note for d in dossiers] == [Fraction(850, 12), Fraction(1100, 12), 0]
    ranked = {row.dossier: row.rank for row in rank(results, rules)}
    assert [ranked[d] for d in dossiers] == [2, 1, 3]


def test_a_campaign_made_from_a_template_or_from_another_keeps_who_and_when(
    session: SecretariatSession, fipe: Grid
) -> None:
    campaign = replace(session.campaign, round=2)
    made = from_template(template("fipe-2023"), campaign)
    assert (made.grid, made.members, made.deadline) == (fipe, campaign.members, campaign.deadline)
    again = duplicate(replace(made, order_seed="00"), CampaignId("suivante"), "La suivante")
    assert (again.name, again.grid, again.round, again.order_seed) == ("La suivante", fipe, 1, "")


def test_what_is_settled_is_kept_at_once_and_said_in_the_journal(session: SecretariatSession) -> None:
    before = setting_values.change_setting(session, "seats", " 3 ")
    assert (session.campaign.rules.seats, before) == (3, "1")
    logged = len(tuple(session.database.journal.entries()))
    setting_values.change_setting(session, "seats", "3")
    assert len(tuple(session.database.journal.entries())) == logged  # nothing changed: nothing to say
    assert "Places" in journal_view(session).lines[0].sentence
    setting_values.change_setting(session, "seats", before)


def test_an_alternate_replaces_a_holder_of_the_same_institution(session: SecretariatSession) -> None:
    first, second = session.campaign.members[0], session.campaign.institutions[1]
    assert first.institution != second.id
    alternate = Member(MemberId("m90"), "Rose Arvel", first.institution, first.id)
    everyone, bodies = session.campaign.members, session.campaign.institutions
    settings.change_people(session, bodies, (*everyone, alternate))
    assert session.campaign.member_by_id[alternate.id] == alternate
    before = session.campaign
    for wrong in (
        replace(alternate, institution=second.id),
        replace(alternate, alternate_of=MemberId("m77")),
        replace(alternate, alternate_of=alternate.id),
        replace(alternate, institution=InstitutionId("NULLE")),
        replace(alternate, id=first.id),
        replace(alternate, name=""),
    ):
        people = (*everyone, wrong)
        refuses("CAM-05", partial(settings.change_people, session, bodies, people))
    refuses(
        "CAM-05", lambda: settings.change_people(session, (*bodies, Institution(second.id, "")), everyone)
    )
    assert session.campaign == before


def test_a_rule_never_loses_the_criterion_it_speaks_of(session: SecretariatSession, fipe: Grid) -> None:
    campaign = session.campaign
    body, criterion = campaign.institutions[0].id, campaign.grid.criteria[0].id
    session.save_campaign(replace(campaign, neutralised=(Neutralised(body, criterion),)))
    refusal = refuses("CAM-05", lambda: grid_draft.change_grid(session, fipe))
    assert criterion in str(refusal.facts["detail"])
    settings.use_template(session, template("fipe-2023"))  # which brings its own rules
    assert (session.campaign.grid, session.campaign.neutralised) == (fipe, ())


def test_weights_are_written_without_rounding() -> None:
    written = [exact_fr(Fraction(text)) for text in ("4", "5/2", "25/3", "1/4", "100")]
    assert written == ["4", "2,5", "25/3", "0,25", "100"]


def test_after_the_freeze_nothing_is_changed(session: SecretariatSession, fipe: Grid) -> None:
    freeze_grid(session)
    assert settings.campaign_settings(session).is_frozen
    campaign = session.campaign
    for verb in (
        lambda: grid_draft.change_grid(session, fipe),
        lambda: setting_values.change_setting(session, "seats", "4"),
        lambda: settings.change_people(session, campaign.institutions, campaign.members[1:]),
    ):
        refuses("CAM-06", verb)
    assert session.campaign == campaign
