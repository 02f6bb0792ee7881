from dataclasses import replace
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.workflow.desk import campaigns, folder_name
from commission_app.workflow.preparation.campaign import (
    declare_ineligible,
    freeze_grid,
    keep_away,
    new_campaign,
    read_campaign,
)
from commission_app.workflow.preparation.campaign_document import decode_campaign, encode_campaign
from commission_app.workflow.secretariat.session import open_secretariat
from tests.workflow.campaigns import Prepared, invented, make_desk, write_campaign


def test_a_campaign_read_from_its_file_is_written_back_the_same(tmp_path: Path) -> None:
    campaign = read_campaign(write_campaign(tmp_path, invented()))
    assert decode_campaign(encode_campaign(campaign)) == campaign


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("members", []),
        ("institutions", []),
        ("rules", {"seats": 0}),
        ("neutralised", [{"institution": "CNAF", "criterion": "Z9"}]),
        ("deadline", "bientôt"),
        ("meeting", "2021-07-01"),
    ],
)
def test_a_campaign_that_contradicts_itself_is_refused(tmp_path: Path, field: str, value: object) -> None:
    scenario = invented()
    wrong = replace(scenario, campaign={**scenario.campaign, field: value})
    with pytest.raises(AppError) as refusal:
        read_campaign(write_campaign(tmp_path, wrong))
    assert refusal.value.code == "CAM-02"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"id": 1.5}', '{"id": "a", "id": "b"}'])
def test_a_file_that_is_no_campaign_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "campagne.json"
    file.write_text(text)
    with pytest.raises(AppError) as refusal:
        read_campaign(file)
    assert refusal.value.code in ("CAM-01", "GRI-01", "GRI-03")


def test_the_same_campaign_is_not_created_twice_at_a_desk(tmp_path: Path) -> None:
    campaign = read_campaign(write_campaign(tmp_path, invented()))
    desk = make_desk(tmp_path / "bureau")
    new_campaign(desk, campaign).session.close()
    before = sorted(path.name for path in desk.folder.rglob("*"))
    with pytest.raises(AppError) as refusal:
        new_campaign(desk, campaign)
    assert refusal.value.code == "DSK-08"
    assert sorted(path.name for path in desk.folder.rglob("*")) == before


def test_the_recovery_code_opens_the_campaign_and_another_does_not(prepared: Prepared) -> None:
    with prepared.secretariat() as session:
        assert session.campaign.name == prepared.scenario.campaign["name"]
    other = new_campaign(
        make_desk(prepared.folder / "autre"),
        read_campaign(write_campaign(prepared.folder, prepared.scenario)),
    )
    other.session.close()
    with pytest.raises(AppError) as refusal:
        open_secretariat(make_desk(prepared.folder / "secretariat"), recovery_code=other.recovery_code)
    assert refusal.value.code == "KEY-07"


def test_a_desk_lists_its_campaigns_and_ignores_other_folders(prepared: Prepared) -> None:
    desk = make_desk(prepared.folder / "secretariat")
    (desk.folder / "photos").mkdir()
    (desk.folder / "abime").mkdir()
    (desk.folder / "abime" / "bureau.json").write_text("{")
    assert [campaign.id for campaign in campaigns(desk)] == [prepared.scenario.campaign["id"]]


def test_a_frozen_grid_is_never_replaced(prepared: Prepared) -> None:
    with prepared.secretariat() as session:
        digest = freeze_grid(session)
        assert freeze_grid(session) == digest
        heavier = replace(session.campaign.grid, version="autre")
        with pytest.raises(AppError) as refusal:
            session.save_campaign(replace(session.campaign, grid=heavier))
        assert refusal.value.code == "DSK-07"
        assert session.campaign.grid.digest == digest


def test_a_recusal_keeps_its_reason_out_of_the_journal(prepared: Prepared) -> None:
    dossier = prepared.scenario.dossiers[0].id
    with prepared.secretariat() as session:
        keep_away(session, MemberId("m02"), dossier, "beau-frère du maire")
        assert session.recusal_register() == {(MemberId("m02"), dossier): "beau-frère du maire"}
        assert all("beau-frère" not in str(entry.facts) for entry in session.database.journal.entries())


def test_an_unknown_member_or_dossier_is_said_to_be_unknown(prepared: Prepared) -> None:
    known = prepared.scenario.dossiers[0].id
    with prepared.secretariat() as session:
        for member, dossier in (("m99", known), ("m01", "rien")):
            with pytest.raises(AppError) as refusal:
                keep_away(session, MemberId(member), DossierId(dossier), "")
            assert refusal.value.code == "CAM-04"
        with pytest.raises(AppError) as refusal:
            declare_ineligible(session, DossierId("rien"), "hors liste")
        assert refusal.value.code == "CAM-04"
        assert not session.recusals()
        assert not session.ineligible()


def test_names_of_folders_are_plain() -> None:
    assert folder_name("Hélène Lacombe-Œuvrard / DSS") == "helene-lacombe-uvrard-dss"
    assert folder_name("…") == "campagne"
