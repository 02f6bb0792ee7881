"""The member's window over a real desk: what is typed last is written, or the window says that it is not."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from commission_app.errors import AppError
from commission_app.scoring.draft import Edit
from commission_app.scoring.ids import CriterionId, MemberId
from commission_app.ui.member.desk import MemberWindow
from commission_app.ui.shell import Shell
from commission_app.ui.turns import at_once
from commission_app.workflow.member.mark import last_saved, recent_edits
from commission_app.workflow.member.open_bundle import resume
from commission_app.workflow.member.read import bundle_view
from commission_app.workflow.member.session import MemberSession
from tests.workflow.campaigns import Prepared, invented, lot_of, make_desk, prepare

REMARK = "Cœur de ville : « très solide », l’été."


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("window"), invented(2, 2))


@pytest.fixture(scope="module")
def lot(campaign: Prepared) -> Path:
    return lot_of(campaign.seal(), "m01")


@pytest.fixture
def session(campaign: Prepared, lot: Path) -> Iterator[MemberSession]:
    with campaign.member("m01", lot) as opened:
        yield opened


def window_on(
    session: MemberSession, shell: Shell, qtbot: QtBot, may_lose: Callable[[QWidget], bool]
) -> MemberWindow:
    window = MemberWindow(
        session,
        bundle_view(session),
        recent_edits(session),
        last_saved(session),
        shell,
        may_lose=may_lose,
    )
    at_once(window.make_pages())
    qtbot.addWidget(window, before_close_func=lambda _: None)
    window.show()
    return window


def refuse_to_lose(parent: QWidget) -> bool:
    raise AssertionError("nothing is lost: nothing is asked")


def test_what_was_typed_just_before_closing_is_written(
    session: MemberSession, campaign: Prepared, shell: Shell, qtbot: QtBot
) -> None:
    window = window_on(session, shell, qtbot, refuse_to_lose)
    dossier = bundle_view(session).dossiers[0].dossier.id
    window.editor.type_remark(dossier, CriterionId("A1.1"), REMARK)
    assert window.close()
    session.close()
    code = campaign.letters[MemberId("m01")].code
    with resume(make_desk(campaign.folder / "m01"), code=code) as again:
        assert again.sheet.reading(dossier).entry(CriterionId("A1.1")).remark == REMARK


def test_a_window_whose_work_cannot_be_written_does_not_close_by_itself(
    session: MemberSession, shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(edit: Edit, at: object) -> int:
        raise AppError("DSK-05")

    monkeypatch.setattr(session.database.drafts, "append", full)
    asked: list[QWidget] = []

    def stay(parent: QWidget) -> bool:
        asked.append(parent)
        return False

    window = window_on(session, shell, qtbot, stay)
    dossier = bundle_view(session).dossiers[0].dossier.id
    window.editor.put_mark(dossier, CriterionId("A1.2"), 4)
    assert not window.close()
    assert asked == [window]
    assert window.editor.sheet.reading(dossier).entry(CriterionId("A1.2")).mark == 4
    monkeypatch.undo()
    window.editor.retry()
    assert window.close()
