"""The pictures of the secretariat's guide, from the new campaign to the documents of the meeting."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton

from commission_app.rehearsal.play import _json, _member_day, _prepare, _prepare_campaign, typeset
from commission_app.rehearsal.six_dossiers import six_dossiers
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.scoring.meeting import acts
from commission_app.sealing.atomic_file import write_atomically
from commission_app.ui.first_use.creation_verbs import creation_verbs
from commission_app.ui.first_use.secretariat_start import SecretariatStart
from commission_app.ui.first_use.start_window import StartWindow
from commission_app.ui.main_window import MainWindow
from commission_app.ui.secretariat.desk import SecretariatWindow
from commission_app.ui.widgets.labels import Label
from commission_app.workflow.desk import personal_desk
from commission_app.workflow.meeting.sitting import Sitting
from commission_app.workflow.preparation.campaign import new_campaign, read_campaign
from commission_app.workflow.preparation.lots.seal import seal_bundles
from commission_app.workflow.preparation.settings.parameters import settled_variety
from commission_app.workflow.receiving.receive import accept_sheets
from commission_app.workflow.secretariat.session import SecretariatSession, open_secretariat
from tests.guides.member_pictures import Scene
from tests.guides.studio import Clock, Studio

SIZE = (1160, 700)  # both panes of a page show from 1150 on
BESIDE = (1000, 620)
GRID, PEOPLE, SETTINGS = 2, 1, 0  # tabs of « Campagne »
SHOWN = DossierId("05-vaubrelles-sous-bois")


def _new_campaign(studio: Studio, clock: Clock, played: Path, place: Path) -> None:
    del clock, played
    with studio.shell(place) as shell:
        window = StartWindow(shell)
        window.resize(900, 860)
        window.show()
        verbs = creation_verbs(lambda folder: personal_desk(folder, use_keyring=False))
        start = SecretariatStart(window, verbs, shell.tasks, Path("Campagnes"))
        page = start.show_new()
        studio.turn()
        parts = (*page.findChildren(QAbstractButton), *page.findChildren(Label))
        shown = [one for one in parts if one.isVisible()]
        studio.take("secretariat-nouvelle", window, *shown, margin=10)
        window.give_way()


def _preparation(studio: Studio, clock: Clock, played: Path, place: Path) -> None:
    """Tell a campaign from its settings to the reception of its fiches."""
    del clock, played
    scenario = six_dossiers()
    folders = _prepare(place / "campagne")
    typeset(scenario, folders.candidacies, _quiet)
    write_atomically(place / "campagne.json", _json(scenario.campaign))
    desk = personal_desk(folders.desks / "secretariat", use_keyring=False)
    with new_campaign(desk, read_campaign(place / "campagne.json")).session as session:
        with studio.window(session, desk.folder, SIZE) as window:
            _settings(studio, _shown(window), folders.candidacies)
        letters = _prepare_campaign(scenario, session, folders, _quiet)
        with studio.window(session, desk.folder, SIZE) as window:
            _candidacies(studio, _shown(window))
        bundles = seal_bundles(session, folders.lots, _quiet)
        arrived = [
            file
            for plan in scenario.plans[:3]
            for file in _member_day(plan, letters[plan.member], bundles, folders, _quiet)
        ]
        accept_sheets(session, arrived, _quiet)
        with studio.window(session, desk.folder, SIZE) as window:
            _exchange(studio, _shown(window))


def _settings(studio: Studio, window: SecretariatWindow, candidacies: Path) -> None:
    window.show_campaign(SETTINGS)
    campaign = window._campaign
    assert campaign is not None
    campaign.resize(900, 560)
    studio.take("secretariat-reglages", campaign, campaign, height=410)
    window.show_campaign(PEOPLE)
    studio.take("secretariat-personnes", campaign, campaign, height=410)
    window.show_campaign(GRID)
    campaign.resize(*SIZE)
    studio.take("secretariat-grille", campaign, campaign, height=600)
    campaign.close()
    window.show_departements()
    studio.wait(lambda: window._departements is not None, "the départements")
    assert window._departements is not None
    window._departements.resize(*SIZE)
    studio.take("secretariat-departements", window._departements, window._departements, height=620)
    window._departements.close()
    window.open_page(window.dossiers)
    window.dossiers.bring([candidacies])
    studio.take("secretariat-import", window, window.dossiers._side, height=270)


def _candidacies(studio: Studio, window: SecretariatWindow) -> None:
    window.open_page(window.dossiers)
    studio.take("secretariat-dossiers", window, window, height=470)
    window.dossiers.show_dossier(SHOWN)
    studio.take("secretariat-recevabilite", window, window.dossiers._side, height=520)


def _exchange(studio: Studio, window: SecretariatWindow) -> None:
    window.open_page(window.todo)
    studio.take("secretariat-a-faire", window, window, height=600)
    window.open_page(window.members)
    window.members.show_member(MemberId("m05"))
    studio.take("secretariat-membres", window, window, height=500)
    window.members._show_readings()
    readings = window.members._window
    assert readings is not None
    readings.resize(*BESIDE)
    studio.take("secretariat-lectures", readings, readings, height=420)
    readings.close()
    window.open_page(window.reception)
    studio.take("secretariat-reception", window, window, height=560)


@contextmanager
def _closed(played: Path, place: Path) -> Iterator[SecretariatSession]:
    """Open a copy of the campaign whose reception is closed."""
    desk = place / "bureau"
    shutil.copytree(played / "bureaux" / "secretariat", desk)
    code = (desk / "code.txt").read_text(encoding="utf-8")
    with open_secretariat(personal_desk(desk, use_keyring=False), None, code) as session:
        yield session


def _results(studio: Studio, clock: Clock, played: Path, place: Path) -> None:
    del clock
    with (
        _closed(played, place) as session,
        studio.window(session, place / "bureau", SIZE) as opened,
    ):
        window = _shown(opened)
        window.open_page(window.consolidation)
        studio.take("secretariat-consolidation", window, window, height=470)
        page = window.consolidation
        page._table.selectRow(1)
        page.show_calculation()
        assert page._calculation is not None
        page._calculation.resize(860, 640)
        studio.take("secretariat-calcul", page._calculation, page._calculation, height=480)
        page._calculation.close()
        page.show_analysis()
        assert page._analysis is not None
        page._analysis.resize(*BESIDE)
        studio.take("secretariat-analyse", page._analysis, page._analysis, height=400)
        page._analysis.close()
        page.show_portfolio()
        assert page._portfolio is not None
        page._portfolio.resize(*BESIDE)
        studio.take("secretariat-selection", page._portfolio, page._portfolio, height=460)
        page._portfolio.close()
        window.show_safekeeping()
        assert window._safekeeping is not None
        window._safekeeping.resize(760, 900)
        studio.take("secretariat-abri", window._safekeeping, window._safekeeping, height=470)
        window._safekeeping.close()


def _meeting(studio: Studio, clock: Clock, played: Path, place: Path) -> None:
    clock.moment = clock.moment.replace(month=7, day=1, hour=9, minute=40)
    with _closed(played, place) as session:
        _sit(session)
        with studio.window(session, place / "bureau", SIZE) as opened:
            window = _shown(opened)
            window.open_page(window.meeting)
            studio.take("secretariat-deliberation", window)
            window.open_page(window.documents)
            studio.take("secretariat-documents", window, window, height=640)


def _sit(session: SecretariatSession) -> None:
    """Adopt the rules, let everybody come in, advise on the first dossier."""
    sitting = Sitting(session)
    variety = settled_variety(session.database)
    chair = session.campaign.members[0]
    sitting.record(acts.RulesAdopted(3, 3, "institution", True, chair.name, chair.id, variety))
    for member in session.campaign.members:
        sitting.record(acts.Arrived(member.id, acts.Presence.ROOM))
    sitting.open()
    order = [row.dossier for row in sitting.ranking]
    sitting.record(acts.Called(order[0]))
    sitting.record(acts.Advised(order[0], acts.Opinion.RETAIN))
    sitting.record(acts.Called(order[1]))


def _quiet(done: int, total: int, step: str) -> None:
    del done, total, step


def _shown(window: MainWindow) -> SecretariatWindow:
    assert isinstance(window, SecretariatWindow)
    return window


SECRETARIAT: dict[str, Scene] = {
    "secretariat-nouvelle": _new_campaign,
    "secretariat-preparation": _preparation,
    "secretariat-resultats": _results,
    "secretariat-seance": _meeting,
}
