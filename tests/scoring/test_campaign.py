"""The few questions one asks a campaign."""

from commission_app.scoring.campaign import Campaign, Institution, Member, Neutralised
from commission_app.scoring.ids import CampaignId, CriterionId, InstitutionId, MemberId
from tests.scoring.scoring_examples import grid_of

CNAF, DGCS = InstitutionId("CNAF"), InstitutionId("DGCS")
CAMPAIGN = Campaign(
    id=CampaignId("essai"),
    name="Campagne d’essai",
    phone="01 23 45 67 89",
    deadline="2021-06-25T18:00",
    meeting="2021-07-01T09:30",
    institutions=(Institution(CNAF, "Caisse nationale"), Institution(DGCS, "Direction générale")),
    members=(Member(MemberId("m01"), "Ada Martin", CNAF), Member(MemberId("m02"), "Jean Roy", DGCS)),
    grid=grid_of({"A": (1, {"a1": 1, "a2": 1})}),
    neutralised=(Neutralised(CNAF, CriterionId("a2")),),
)


def test_a_criterion_is_neutralised_for_its_institution_only() -> None:
    assert CAMPAIGN.not_marked_by(CNAF) == {"a2"}
    assert CAMPAIGN.not_marked_by(DGCS) == set()


def test_a_member_is_found_by_identifier() -> None:
    assert CAMPAIGN.member_by_id[MemberId("m02")].name == "Jean Roy"
