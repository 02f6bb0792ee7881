"""Why each dossier is on the agenda, in words, over real fiches: for the secretariat, and for the room."""

from fractions import Fraction

import pytest

from commission_app.scoring.meeting.acts import AgendaSet, Arrived, DebateAsked, Presence
from commission_app.workflow.meeting.agenda_words import tenths_words
from commission_app.workflow.meeting.page import meeting_view
from commission_app.workflow.meeting.sitting import Sitting
from tests.workflow.received import M01, M02, Ready, received
from tests.workflow.test_movements import RULES, opened, plain


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (Fraction(2, 5), "à 4 dixièmes de point de la ligne"),
        (Fraction(1), "à 10 dixièmes de point de la ligne"),
        (Fraction(1, 10), "à 1 dixième de point de la ligne"),
        (Fraction(1, 30), "à moins d’un dixième de point de la ligne"),
        (Fraction(0), "à égalité de note avec la ligne"),
    ],
)
def test_the_distance_to_the_line_is_said_in_tenths(gap: Fraction, words: str) -> None:
    assert tenths_words(gap) == words


def test_the_agenda_tells_every_reason_and_the_room_only_official_ones(ready: Ready) -> None:
    received(ready.prepared, ready.fiches.values())
    with ready.prepared.secretariat() as session:
        sitting = opened(Sitting(session))  # three equal notes, one seat
        view = meeting_view(sitting)
        debated = [line for line in view.agenda if line.part == "debated"]
        both = ("égalité sur la ligne", "l’ordre dépend des pondérations voisines")
        assert [line.reasons for line in debated] == [both] * 3
        assert view.dossier is not None
        assert view.dossier.reasons == ("égalité sur la ligne",)


def test_a_debate_asked_by_a_member_is_a_reason_under_their_institution_in_the_room(ready: Ready) -> None:
    received(ready.prepared, ready.fiches.values())
    with ready.prepared.secretariat() as session:
        sitting = Sitting(session)
        sitting.record(RULES)
        for member in (M01, M02):
            sitting.record(Arrived(member, Presence.ROOM))
        sitting.open()
        first, second, third = sitting.state.on_agenda
        sitting.record(AgendaSet((first,), (), (second, third)))
        sitting.record(DebateAsked(M02, third, "Le public visé n’a pas été discuté."))
        view = meeting_view(sitting, third)
        person = session.campaign.member_by_id[M02]
        assert [line.dossier for line in view.agenda if line.part == "debated"] == [first, third]
        line = next(line for line in view.agenda if line.dossier == third)
        assert plain(line.reasons[0]) == f"signalé par {person.name} ({person.institution})"
        assert view.dossier is not None
        assert plain(view.dossier.reasons[0]) == f"signalé par {person.institution}"
        assert view.acts[0].can_be_undone
        assert "Débat demandé par" in view.acts[0].sentence
