"""The page « Délibération »: the keys of the meeting, what confirms, what the room sees."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from commission_app.scoring.ids import Sha512
from commission_app.scoring.meeting.acts import (
    Advised,
    Arrived,
    Called,
    DebateAsked,
    Opinion,
    Paused,
    Presence,
    RankingShown,
    VarietyAdopted,
    Voted,
)
from commission_app.scoring.meeting.state import Phase
from commission_app.ui import theme
from commission_app.ui.secretariat.meeting.choice_field import ChoiceField
from commission_app.ui.secretariat.meeting.decision_window import DecisionWindow
from commission_app.ui.secretariat.meeting.mark_question import MarkQuestion
from commission_app.ui.secretariat.meeting.meeting_page import MeetingPage
from commission_app.ui.secretariat.meeting.projection import SMALLEST_TEXT
from commission_app.ui.secretariat.meeting.questions import ActQuestion
from commission_app.ui.secretariat.meeting.rules_form import RulesForm
from commission_app.ui.secretariat.meeting.variety_form import FIRM, OFF
from commission_app.ui.secretariat.meeting.vote_question import VoteQuestion
from commission_app.ui.shell import Shell
from commission_app.workflow.meeting.movements import LateSheets
from tests.ui.meeting_samples import (
    ADVISED,
    D1,
    D2,
    DECISION,
    DIVERGENCE,
    M2,
    M3,
    PAGE,
    RULES,
    VARIETY,
    VIEW,
    Asked,
)
from tests.ui.seen import button
from tests.workflow.consolidated import consolidated, disputed


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def page(qtbot: QtBot, shell: Shell, asked: Asked, tmp_path: Path) -> Iterator[MeetingPage]:
    """The page on a meeting under way."""
    made = MeetingPage(asked.verbs(), shell.tasks, lambda *_: tmp_path)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.set_compact(is_compact=True)
    made.show()
    made.activateWindow()
    made.refresh()
    qtbot.waitUntil(lambda: made.view is not None)
    yield made
    if made.beside.projection is not None:
        made.beside.projection.deleteLater()


Press = Callable[[str], None]


@pytest.fixture
def press(page: MeetingPage) -> Press:
    """Press a key as its action hears it; offscreen windows are never active."""
    keys = {action.shortcut().toString(): action for action in page.actions()}
    return lambda key: keys[key].trigger()


def facts(asked: Asked) -> list[object]:
    return [given for name, given in asked.asked if name == "record"]


def words(widget: QWidget) -> str:
    shown = [label.accessibleName() or label.text() for label in widget.findChildren(QLabel)]
    return " ".join([*shown, *(button.text() for button in widget.findChildren(QPushButton))])


def plain(text: str) -> str:
    return text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("key", "opinion"), [("R", Opinion.RETAIN), ("L", Opinion.RESERVE), ("N", Opinion.DECLINE)]
)
def test_one_key_proposes_and_a_second_gesture_confirms(
    qtbot: QtBot, page: MeetingPage, asked: Asked, press: Press, key: str, opinion: Opinion
) -> None:
    press(key)
    assert not asked.asked
    button(page.bar, "Confirmer").click()
    qtbot.waitUntil(lambda: bool(asked.asked))
    assert facts(asked) == [Advised(D1, opinion)]


def test_escape_gives_up_what_was_proposed(page: MeetingPage, asked: Asked, press: Press) -> None:
    press("R")
    press("Esc")
    assert not page.bar.give_up()
    assert not asked.asked


def test_arrows_go_around_the_agenda(qtbot: QtBot, page: MeetingPage, asked: Asked, press: Press) -> None:
    press("Right")
    qtbot.waitUntil(lambda: bool(asked.asked))
    assert facts(asked) == [Called(D2)]


def test_an_avis_given_is_undone_by_its_own_act(qtbot: QtBot, page: MeetingPage, asked: Asked) -> None:
    page.show_view(ADVISED)
    assert "retenu sous la ligne, coût 0,66 point" in " ".join(
        widget.accessibleName() for widget in page.dossier.findChildren(QWidget)
    )
    button(page.bar, "Annuler cet avis").click()
    qtbot.waitUntil(lambda: bool(asked.asked))
    assert asked.asked == [("undo", (7,))]


def test_names_are_hidden_until_they_are_asked_for(page: MeetingPage) -> None:
    assert "Hélène" not in page.dossier.profile.accessibleDescription() + words(page.dossier)
    page.dossier.opposition.toggle()
    assert "Hélène" not in words(page.dossier)
    button(page.strip, "Montrer les noms").click()
    page.dossier.opposition.toggle()
    assert "Hélène" in words(page.dossier)


def test_a_short_window_folds_the_divergence_over_the_marks(page: MeetingPage, press: Press) -> None:
    assert "Comparer les deux avis" in words(page.dossier)
    press("D")
    assert not page.dossier.profile.isVisible()
    assert "deux médiatrices" in words(page.dossier)
    press("Esc")
    assert page.dossier.profile.isVisible()


def test_a_vote_waits_for_every_voter_and_for_the_chair(qtbot: QtBot, page: MeetingPage) -> None:
    question = VoteQuestion(page, PAGE, Opinion.RETAIN)
    qtbot.addWidget(question)
    votes_for, against, _ = question.counts
    votes_for.setText("1")
    assert not question.confirm.isEnabled()
    against.setText("1")
    assert not question.confirm.isEnabled()  # equal: the chair has to say
    question.casting.choose("pour")
    assert question.confirm.isEnabled()
    assert question.vote() == Voted(D1, Opinion.RETAIN, 1, 1, 0, "pour")
    votes_for.setText("2")
    against.setText("0")
    assert question.vote() == Voted(D1, Opinion.RETAIN, 2, 0, 0)


def test_a_criterion_nobody_marked_takes_a_collegial_mark(qtbot: QtBot, page: MeetingPage) -> None:
    question = MarkQuestion(page, PAGE, 5)
    qtbot.addWidget(question)
    question.criterion.choose("c2")
    question.mark.setText("3")
    question.reason.setPlainText("Lu ensemble.")
    assert question.confirm.isEnabled()
    assert type(question.fact()).__name__ == "CollegialMark"
    question.criterion.choose("c1")
    question.who.choose(M2)
    assert type(question.fact()).__name__ == "MarkChanged"


def test_the_room_sees_no_text_under_twenty_pixels(page: MeetingPage) -> None:
    page.beside.toggle_projection()
    room = page.beside.projection
    assert room is not None
    for divergence in (None, DIVERGENCE):
        room.show_view(replace(ADVISED), divergence, names_hidden=True)
        sizes = [label.font().pixelSize() for label in room.findChildren(QLabel) if label.text()]
        assert min(sizes) >= SMALLEST_TEXT
    assert "Hélène" not in words(room)
    page.beside.leave()
    assert not page.beside.is_projected


def test_what_changes_under_the_meeting_is_said_until_it_is_settled(page: MeetingPage) -> None:
    page.show_view(replace(VIEW, has_quorum=False, ranking_change="1 fiche est arrivée."))
    said = words(page.notices)
    assert "Le quorum est perdu." in said
    assert "1 fiche est arrivée." in said
    page.show_view(VIEW)
    assert not [one for one in page.notices.findChildren(QLabel) if one.isVisibleTo(page)]


def test_a_late_fiche_says_what_it_would_move_without_holding_the_page(
    qtbot: QtBot, page: MeetingPage, asked: Asked
) -> None:
    late = LateSheets(consolidated(disputed), RankingShown(Sha512("a" * 128), (), ()), 3)
    shown = replace(VIEW, ranking_change="1 fiche est arrivée.", late=late)
    page.show_view(shown)
    assert "Calcul de ce que cela changerait" in words(page.notices)
    qtbot.waitUntil(lambda: "ne changerait aucun rang" in words(page.notices))
    page.show_view(replace(shown, quorum="Quorum atteint : 3 votants"))  # the fiche is not computed again
    assert "ne changerait aucun rang" in words(page.notices)
    assert asked.computed == 1
    assert not facts(asked)


def test_the_agenda_says_why_and_the_room_reads_no_figure_of_the_analysis(page: MeetingPage) -> None:
    page.beside.show_agenda()
    (window,) = page.beside.windows()
    assert "l’ordre dépend des pondérations voisines · à 4 dixièmes de point de la ligne" in words(window)
    window.close()
    assert "À l’ordre du jour : à 4 dixièmes de point de la ligne" in plain(words(page.dossier))
    page.beside.toggle_projection()
    room = page.beside.projection
    assert room is not None
    assert "à 4 dixièmes de point de la ligne" in words(room)
    assert "pondérations" not in words(room) + words(page.dossier)


def test_a_member_has_a_dossier_of_the_sure_zones_debated(
    qtbot: QtBot, page: MeetingPage, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(question: ActQuestion) -> int:
        who, reason = question.findChild(ChoiceField), question.findChild(QPlainTextEdit)
        assert who is not None
        assert reason is not None
        who.choose(M2)
        reason.setPlainText("Le public visé n’a pas été discuté.")
        assert question.confirm.isEnabled()
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(ActQuestion, "exec", answer)
    page.beside.show_agenda()
    (window,) = page.beside.windows()
    button(window, "Débattre").click()
    qtbot.waitUntil(lambda: bool(asked.asked))
    assert facts(asked) == [DebateAsked(M2, D2, "Le public visé n’a pas été discuté.")]
    page.show_view(replace(VIEW, phase=Phase.CLOSED))
    left = [one for one in window.findChildren(QPushButton) if one.isVisibleTo(window)]
    assert not [one for one in left if "Débattre" in one.text()]
    window.close()


def test_a_changed_mark_shows_what_it_moves_to_the_page_and_to_the_room(page: MeetingPage) -> None:
    assert "+2,4 points, rang 11 → 8" in words(page.dossier)
    assert "La page 7 le montre." in words(page.dossier)
    button(page.strip, "Projeter").click()
    room = page.beside.projection
    assert room is not None
    assert "DSS, Aller-vers, de 1 à 3. +2,4 points, rang 11 → 8" in words(room)
    assert "Hélène" not in words(room) + words(page.dossier)
    page.show_names()
    assert "Hélène L., Aller-vers" in words(room)
    assert min(one.font().pixelSize() for one in room.findChildren(QLabel) if one.text()) >= SMALLEST_TEXT


def test_the_meeting_is_closed_once_every_dossier_has_an_avis(page: MeetingPage) -> None:
    close = button(page.strip, "Clore la séance")
    assert not close.isVisibleTo(page)
    page.show_view(replace(VIEW, undecided=0))
    assert close.isVisibleTo(page)
    page.show_view(replace(VIEW, undecided=0, phase=Phase.CLOSED))
    assert not close.isVisibleTo(page)
    assert button(page.strip, "Décision").isVisibleTo(page)


def test_a_meeting_is_prepared_then_opened(qtbot: QtBot, page: MeetingPage, asked: Asked) -> None:
    page.show_view(replace(VIEW, phase=Phase.PREPARED, is_ranking_known=False))
    button(page.preparation, "Adopter").click()
    button(page.preparation.attendance, "À distance").click()
    button(page.preparation, "Ouvrir la séance").click()
    qtbot.waitUntil(lambda: len(asked.asked) == 3)
    assert facts(asked) == [replace(RULES, variety=VARIETY), Arrived(M3, Presence.REMOTE)]
    assert asked.asked[-1] == ("open", (False,))


def test_the_commission_fixes_its_rules_of_variety_before_it_adopts_them(
    qtbot: QtBot, page: MeetingPage, asked: Asked
) -> None:
    page.show_view(replace(VIEW, phase=Phase.PREPARED, is_ranking_known=False))
    form = page.preparation.rules.variety
    form.forces["V3"].choose(FIRM)
    form.forces["V2"].choose(OFF)
    form.numbers["groups"].setText("4")
    form.budget.setText("1500000")
    assert not form.numbers["communes"].isVisibleTo(page)  # folded under its title
    assert "EPCI et groupements, ferme : au moins 2 communes et 4 EPCI" in plain(words(page.preparation))
    button(page.preparation, "Adopter").click()
    qtbot.waitUntil(lambda: bool(asked.asked))
    numbers = replace(VARIETY.numbers, groups=4)
    adopted = VarietyAdopted(("V3",), (), numbers, budget=1_500_000)
    assert facts(asked) == [replace(RULES, variety=adopted)]


def test_rules_change_after_the_ranking_with_a_reason_and_the_page_then_says_so(
    qtbot: QtBot, page: MeetingPage, asked: Asked
) -> None:
    button(page.seats, "Règles adoptées").click()
    (window,) = page.beside.windows()
    adopt = button(window, "Adopter")
    assert not adopt.isEnabled()
    form = page.preparation.rules  # the other form follows the same rules
    assert form.reason.isVisibleTo(form)
    shown = window.findChild(RulesForm)
    assert shown is not None
    shown.reason.setPlainText("Une place de plus.")
    adopt.click()
    qtbot.waitUntil(lambda: bool(asked.asked))
    assert facts(asked) == [replace(RULES, variety=VARIETY, reason="Une place de plus.")]
    page.show_view(replace(VIEW, rules_warning="Règles adoptées après classement."))
    assert button(page.seats, "Règles adoptées après classement").isVisibleTo(page)
    page.show_view(replace(VIEW, phase=Phase.CLOSED))
    assert not adopt.isEnabled()
    window.close()


def test_what_is_typed_in_the_rules_survives_an_arrival(page: MeetingPage) -> None:
    prepared = replace(VIEW, phase=Phase.PREPARED)
    page.show_view(prepared)
    field = page.preparation.rules.chair
    field.setText("Madame la présidente")
    page.show_view(replace(prepared, quorum="Quorum atteint : 3 voix, 2 requises"))
    assert field.text() == "Madame la présidente"


def test_the_windows_beside_follow_the_meeting(qtbot: QtBot, page: MeetingPage, asked: Asked) -> None:
    for show in (page.beside.show_attendance, page.beside.show_acts, page.beside.show_agenda):
        show()
    windows = {window.windowTitle(): window for window in page.beside.windows()}
    assert "annulé" in " ".join(
        w.accessibleName() for w in windows["Actes de la séance"].findChildren(QWidget)
    )
    assert "en séance, sans effet sur le classement" in words(windows["Actes de la séance"])
    button(windows["Actes de la séance"], "Annuler").click()
    button(page.strip, "Suspendre").click()
    qtbot.waitUntil(lambda: len(asked.asked) == 2)
    assert asked.asked[0] == ("undo", (2,))
    assert facts(asked) == [Paused()]
    assert "Nettement en tête" in words(windows["Ordre du jour"])


def test_documents_are_written_and_named(qtbot: QtBot, page: MeetingPage) -> None:
    page.show_view(replace(VIEW, phase=Phase.CLOSED))
    button(page.strip, "Documents").click()
    qtbot.waitUntil(lambda: "proces-verbal.pdf" in words(page.notices))


def test_a_disagreement_of_the_authorities_blocks_the_decision(
    qtbot: QtBot, page: MeetingPage, asked: Asked, shell: Shell
) -> None:
    window = DecisionWindow(page, asked.verbs().decision, shell.tasks)
    qtbot.addWidget(window)
    window.show_view(DECISION)
    assert not button(window, "Prendre la décision").isEnabled()
    said = " ".join(w.accessibleName() for w in window.findChildren(QWidget))
    assert "désaccord" in said
    assert "Déléguée : en liste complémentaire. Budget." in said
    button(window, "Suivre l’avis").click()
    qtbot.waitUntil(lambda: asked.asked == [("follow", ())])


@pytest.mark.parametrize("chosen", [theme.LIGHT, theme.DARK, theme.HIGH_CONTRAST])
def test_it_paints_in_every_theme(page: MeetingPage, chosen: theme.Theme) -> None:
    theme.use(chosen)
    page.show_view(ADVISED)
    shown = page.grab().toImage()
    assert shown.pixelColor(shown.width() // 2, 4) == theme.color("surface")
