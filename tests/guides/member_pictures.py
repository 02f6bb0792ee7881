"""The pictures of the member's guide: one member, from their lot to the fiche handed in."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from commission_app.rehearsal.play import _cite, _mark
from commission_app.rehearsal.six_dossiers import six_dossiers
from commission_app.scoring.ids import DossierId
from commission_app.ui.first_use.code_page import CodePage
from commission_app.ui.first_use.opening_verbs import closed_desk
from commission_app.ui.main_window import MainWindow
from commission_app.ui.member.desk import MemberWindow
from commission_app.workflow.desk import personal_desk
from commission_app.workflow.member.open_bundle import enter
from commission_app.workflow.member.read import bundle_view
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.member.ties import ties_answered
from tests.guides.studio import Clock, Studio

Scene = Callable[[Studio, Clock, Path, Path], None]

MEMBER_ID = "m01"
SIZE = (1040, 660)
CODE = "7KF3Q9MTZ0XW4HB2C8DEV6RNAY1J5S"  # invented: the code of the demonstration is drawn each time
FIRST, SECOND = DossierId("01-ca-rouvelain-ostrequin"), DossierId("05-vaubrelles-sous-bois")
FOLDER = Path("Documents")  # of the present folder: no path of a machine in a picture


def _lot(played: Path, place: Path) -> Path:
    lot = place / "lot de Claire Vasseur.lot"
    shutil.copyfile(min((played / "lots").glob("*.lot")), lot)
    return lot


@contextmanager
def _session(played: Path, place: Path, *, closed: int, started: int = 0) -> Iterator[MemberSession]:
    """Open the lot on a new desk; close as many dossiers, and mark as many criteria of the next."""
    plan = next(one for one in six_dossiers().plans if one.member == MEMBER_ID)
    with enter(
        personal_desk(place / "bureau", use_keyring=False), _lot(played, place), _code(played), _quiet
    ) as session:
        order = [item.dossier.id for item in bundle_view(session).dossiers]
        ties_answered(session, tuple(order))
        readings = {dossier: replace(plan.readings[dossier], is_closed=True) for dossier in order[:closed]}
        for dossier in order[closed : closed + bool(started)]:
            entries = dict(list(plan.readings[dossier].entries.items())[:started])
            readings[dossier] = replace(plan.readings[dossier], entries=entries, is_closed=False)
        _mark(session, readings)
        for quotation in plan.quotations:
            if readings.get(quotation.dossier) and quotation.criterion in readings[quotation.dossier].entries:
                _cite(session, quotation)
        yield session


def _quiet(done: int, total: int, step: str) -> None:
    del done, total, step


def _code_page(studio: Studio, clock: Clock, played: Path, place: Path) -> None:
    del clock
    with studio.shell(place) as shell:
        page = CodePage(closed_desk(lambda: personal_desk(place / "bureau", use_keyring=False)), shell.tasks)
        page.resize(800, 640)
        page.show()
        page.show_lot(_lot(played, place))
        page.form.code.show_signs(CODE)
        studio.take("membre-code", page, page.form, margin=16, height=420)
        page.hide()


def _ties(studio: Studio, clock: Clock, played: Path, place: Path) -> None:
    del clock
    desk = personal_desk(place / "bureau", use_keyring=False)
    with (
        enter(desk, _lot(played, place), _code(played), _quiet) as session,
        studio.window(session, place / "bureau", SIZE) as window,
    ):
        studio.take("membre-liens", window, window, height=440)


def _marking(studio: Studio, clock: Clock, played: Path, place: Path) -> None:
    del clock
    with (
        _session(played, place, closed=1, started=3) as session,
        studio.window(session, place / "bureau", SIZE) as window,
    ):
        member = _shown(window)
        member.marking.show_place(SECOND, "A1.1")
        studio.take("membre-noter", window, window, height=600)


def _citing(studio: Studio, clock: Clock, played: Path, place: Path) -> None:
    del clock
    with (
        _session(played, place, closed=0, started=6) as session,
        studio.window(session, place / "bureau", (1240, 1060)) as window,
    ):
        member = _shown(window)
        member.marking.show_place(FIRST, "A1.1")
        studio.still(window)
        studio.take("membre-critere", window, member.marking.grid.card, margin=10)
        reader = member.marking.reading.reader
        reader.view.selector.select_range(1, 640, 110)
        studio.wait(lambda: reader.view.selector.passage is not None, "a passage")
        studio.take("membre-citer", window, member.marking.reading, height=530)


def _summary(studio: Studio, clock: Clock, played: Path, place: Path) -> None:
    del clock
    with (
        _session(played, place, closed=4, started=9) as session,
        studio.window(session, place / "bureau", SIZE) as window,
    ):
        member = _shown(window)
        window.open_page(member.summary)
        studio.take("membre-synthese", window, window, height=370)


def _handed_in(studio: Studio, clock: Clock, played: Path, place: Path) -> None:
    del clock
    with (
        _session(played, place, closed=6) as session,
        studio.window(session, place / "bureau", (1120, 700)) as window,
    ):
        member = _shown(window)
        window.open_page(member.hand_in)
        member.hand_in.show_folder(FOLDER)
        studio.wait(member.hand_in.button.isEnabled, "the button")
        member.hand_in.button.click()
        studio.wait(member.hand_in.done.isVisible, "the fiche")
        studio.take("membre-remise", window, window, height=590)
        next(one for one in window.actions() if one.objectName() == "print_paper").trigger()
        paper = member._paper
        assert paper is not None
        studio.take("membre-imprimer", paper)
        paper.close()


def _code(played: Path) -> str:
    return (played / "bureaux" / MEMBER_ID / "code.txt").read_text(encoding="utf-8")


def _shown(window: MainWindow) -> MemberWindow:
    assert isinstance(window, MemberWindow)
    return window


MEMBER: dict[str, Scene] = {
    "membre-code": _code_page,
    "membre-liens": _ties,
    "membre-noter": _marking,
    "membre-citer": _citing,
    "membre-synthese": _summary,
    "membre-remise": _handed_in,
}
