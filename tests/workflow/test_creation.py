"""A campaign created from a template, a file or another one; refused without a trace; killed on the way."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId
from commission_app.store import network_share
from commission_app.workflow.desk import begin_campaign, campaigns
from commission_app.workflow.preparation.campaign import (
    NewCampaign,
    freeze_grid,
    new_campaign,
)
from commission_app.workflow.preparation.settings import creation
from commission_app.workflow.preparation.settings.parameters import read_parameters
from commission_app.workflow.preparation.settings.people import add_institution, add_member
from commission_app.workflow.preparation.settings.setting_values import change_setting
from commission_app.workflow.secretariat.letters import issue_codes
from commission_app.workflow.secretariat.members_view import members_view
from commission_app.workflow.secretariat.recovery import envelope_is_to_check
from commission_app.workflow.secretariat.session import open_secretariat
from commission_app.workflow.secretariat.todo import todo
from commission_app.workflow.secretariat.todo_views import Place
from tests.workflow.campaigns import invented, make_desk, write_campaign

TYPED = {
    "name": "Appel à projets 2027",
    "phone": "01 00 00 00 00",
    "deadline": "25/06/2027 18:00",
    "meeting": "02/07/2027 09:30",
}


def made(folder: Path, **typed: str) -> NewCampaign:
    under_seal = folder / "cle"
    under_seal.mkdir()
    start = creation.shipped_starts()[0]
    return creation.create(make_desk(folder / "bureau"), start, {**TYPED, **typed}, under_seal)


def test_a_campaign_from_a_template_opens_with_its_paper_and_says_what_it_lacks(tmp_path: Path) -> None:
    created = made(tmp_path)
    with created.session as session:
        assert session.campaign.name == TYPED["name"]
        assert [line.place for line in todo(session).lines][:2] == [Place.ENVELOPE, Place.PEOPLE]
        assert members_view(session).members == ()
        for verb in (freeze_grid, issue_codes):
            with pytest.raises(AppError) as refusal:
                verb(session)
            assert refusal.value.code == "CAM-07"
    assert sorted(file.name for file in (tmp_path / "cle").iterdir()) == ["pli-de-secours.pdf", "secours.age"]
    with open_secretariat(make_desk(tmp_path / "bureau"), recovery_code=created.recovery_code) as session:
        add_institution(session, "DGCS", "Direction générale de la cohésion sociale")
        for name in ("Rose Arvel", "Paul Lenoir"):
            add_member(session, name, session.campaign.institutions[0].id)
        creation.check_envelope(session, created.recovery_code)
        assert not envelope_is_to_check(session)
        assert {Place.ENVELOPE, Place.PEOPLE}.isdisjoint(line.place for line in todo(session).lines)
        freeze_grid(session)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewCampaign]:
    folder = tmp_path_factory.mktemp("connue")
    start = creation.start_of_file(write_campaign(folder, invented(1, 3)))
    created = new_campaign(make_desk(folder / "bureau"), start.campaign, None, start.parameters)
    with created.session:
        yield created


def test_one_group_of_the_printed_code_says_that_the_paper_is_there(known: NewCampaign) -> None:
    groups = known.recovery_code.split("-")
    assert creation.is_printed_group(known, 4, f" {groups[3].lower()[:3]} {groups[3][3:]} ")
    assert not creation.is_printed_group(known, 4, groups[3][:-1])
    assert not creation.is_printed_group(known, 4, "")
    with pytest.raises(AppError) as refusal:
        creation.check_envelope(known.session, groups[0])
    assert refusal.value.code.startswith("COD")


def test_a_duplicate_takes_settings_and_people_over_and_no_date(known: NewCampaign, tmp_path: Path) -> None:
    session, desk = known.session, known.session.desk
    change_setting(session, "seats", "7")
    change_setting(session, "draws", "500")
    change_setting(session, "finalisation", "30/09/2029")
    copied, campaign = creation.start_of(session), session.campaign
    proposed = creation.typed_identity(copied)
    assert (proposed["name"], proposed["deadline"]) == (f"{campaign.name} (copie)", "")
    (tmp_path / "pli").mkdir()
    typed = {**TYPED, "name": campaign.id}  # what the first one's folder is called: theirs is another
    with creation.create(desk, copied, typed, tmp_path / "pli").session as made_again:
        assert (made_again.campaign.rules.seats, made_again.campaign.members) == (7, campaign.members)
        kept = read_parameters(made_again.database)
        assert (kept["draws"], kept["finalisation"]) == ("500", "")
    assert len({one.id for one in campaigns(desk)}) == len(campaigns(desk)) == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "écrire"),
        ({"deadline": "demain"}, "ne se lit pas"),
        ({"meeting": "01/06/2027 09:30"}, "précède"),
    ],
)
def test_what_does_not_fit_leaves_nothing(tmp_path: Path, wrong: dict[str, str], said: str) -> None:
    with pytest.raises(AppError) as refusal:
        made(tmp_path, **wrong)
    assert said in str(refusal.value.facts["detail"])
    assert campaigns(make_desk(tmp_path / "bureau")) == ()
    assert list((tmp_path / "cle").iterdir()) == []


def test_a_network_share_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No share can be mounted here: what the system says of the place is replaced, and nothing else.
    monkeypatch.setattr(network_share, "_is_remote", lambda path: path.is_relative_to(tmp_path / "bureau"))
    with pytest.raises(AppError) as refusal:
        made(tmp_path)
    assert refusal.value.code == "DSK-20"
    assert list((tmp_path / "bureau").iterdir()) == list((tmp_path / "cle").iterdir()) == []
    with pytest.raises(AppError) as early:
        creation.check_place(tmp_path / "bureau")
    assert early.value.code == "DSK-20"
    with pytest.raises(AppError) as absent:
        creation.check_place(tmp_path / "absent")
    assert absent.value.code == "DSK-24"


KILLED = """
import os, sys
from pathlib import Path
from commission_app.workflow.preparation import campaign
from commission_app.workflow.preparation.settings import creation
from tests.workflow.campaigns import make_desk
from tests.workflow.test_creation import TYPED
folder = Path(sys.argv[1])
campaign.label_campaign = lambda place: os.kill(os.getpid(), 9)
creation.create(make_desk(folder / "bureau"), creation.shipped_starts()[0], TYPED, folder / "cle")
"""


def test_a_creation_killed_at_its_last_step_leaves_nothing_that_a_new_one_does_not_replace(
    tmp_path: Path,
) -> None:
    (tmp_path / "cle").mkdir()
    ended = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False, env=os.environ)
    assert ended.returncode == -signal.SIGKILL
    desk = make_desk(tmp_path / "bureau")
    assert campaigns(desk) == ()
    place = begin_campaign(desk, CampaignId("appel-a-projets-2027"), TYPED["name"], "secretariat")
    assert not list(place.folder.glob("bureau.*[!k]"))  # only the lock of its database is still there
    assert not place.vault.exists()
