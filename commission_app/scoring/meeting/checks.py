"""What several kinds of acts refuse alike."""

from commission_app.errors import AppError
from commission_app.scoring.ids import CriterionId, DossierId, MemberId
from commission_app.scoring.meeting.state import MeetingState


def check_words(*texts: str) -> None:
    """Refuse an act without its reason. DEC-01."""
    if not all(text.strip() for text in texts):
        raise AppError("DEC-01")


def check_dossier(state: MeetingState, dossier: DossierId) -> None:
    """Refuse a dossier that is not of the campaign. CAM-04."""
    if dossier not in state.room.dossiers:
        raise AppError("CAM-04", what=dossier)


def check_may_speak(state: MeetingState, member: MemberId, dossier: DossierId) -> None:
    """Refuse a member who is not there, or is out of the room for this dossier. CAM-04, DEL-06, DEL-14."""
    check_dossier(state, dossier)
    if member not in state.room.members:
        raise AppError("CAM-04", what=member)
    name = state.room.members[member].name
    if member not in state.there.present:
        raise AppError("DEL-06", name=name)
    if (member, dossier) in state.recused:
        raise AppError("DEL-14", name=name)


def check_mark(state: MeetingState, dossier: DossierId, criterion: CriterionId, mark: object) -> None:
    """Refuse a mark that is no level of the grid, or of no criterion. NOT-09."""
    maximum = state.room.grid.scale.maximum
    is_level = type(mark) is int and 0 <= mark <= maximum
    if criterion not in state.room.grid.by_id or not is_level:
        raise AppError("NOT-09", dossier=dossier, criterion=criterion, mark=str(mark), maximum=maximum)
