"""The quiet notice of a member's window when the secretariat's keys are others."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from commission_app.scoring.ids import CriterionId
from commission_app.ui.member.change_notice import tell_change, tell_new_grid
from commission_app.ui.member.desk import MemberWindow
from commission_app.ui.shell import Shell
from commission_app.ui.turns import at_once
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.workflow.member.mark import last_saved, recent_edits
from commission_app.workflow.member.read import bundle_view
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.member.views import GridNotice, SecretariatChange
from tests.workflow.campaigns import invented, lot_of, prepare

AT = datetime(2021, 6, 12, 9, 0, tzinfo=UTC)
DECLARED, BY_LETTER = SecretariatChange(AT, by_letter=False), SecretariatChange(AT, by_letter=True)


@pytest.fixture
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MemberSession]:
    prepared = prepare(tmp_path_factory.mktemp("change"), invented(1, 2))
    with prepared.member("m01", lot_of(prepared.seal(), "m01")) as opened:
        yield opened


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (DECLARED, "Le secrétariat a changé ses moyens de protection."),
        (BY_LETTER, "Votre nouvelle lettre vous relie de nouveau au secrétariat."),
    ],
)
def test_the_notice_says_what_happened_and_when(qtbot: QtBot, change: SecretariatChange, words: str) -> None:
    area, asides = NoticeArea(), []
    qtbot.addWidget(area)
    tell_change(area, change, lambda: asides.append(1))
    (notice,) = area.notices()
    assert notice.words()[0] == words
    assert "12 juin 2021" in notice.words()[1].replace("\N{NO-BREAK SPACE}", " ")
    assert not asides
    notice.dismiss()
    assert asides == [1]


def test_a_new_grid_says_what_is_to_be_marked_and_handed_in_again(qtbot: QtBot) -> None:
    area, asides = NoticeArea(), []
    qtbot.addWidget(area)
    tell_new_grid(area, GridNotice(AT, (CriterionId("A1.1"),), was_handed_in=True), lambda: asides.append(1))
    (notice,) = area.notices()
    assert "A1.1" in notice.words()[1]
    assert "à remettre de nouveau" in notice.words()[1]
    notice.dismiss()
    assert asides == [1]


def test_a_notice_closed_by_the_member_does_not_come_back(
    session: MemberSession, shell: Shell, qtbot: QtBot
) -> None:
    assert bundle_view(session).secretariat_change is None
    session.database.settings.put("secretariat_change", '{"at":"2021-06-12T09:00:00Z","by_letter":false}')
    bundle = bundle_view(session)
    assert bundle.secretariat_change == DECLARED
    window = MemberWindow(session, bundle, recent_edits(session), last_saved(session), shell)
    at_once(window.make_pages())
    qtbot.addWidget(window)
    (notice,) = window.notices.notices()
    notice.dismiss()
    qtbot.waitUntil(lambda: bundle_view(session).secretariat_change is None)
