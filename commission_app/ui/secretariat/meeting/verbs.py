"""What the page « Délibération » asks of the workflow. Every verb blocks: it runs on a lane."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from commission_app.scoring.ids import DossierId, MemberId
from commission_app.scoring.meeting.acts import Fact, Opinion
from commission_app.ui.reading.piece_reader import OpenPiece
from commission_app.ui.secretariat.meeting.decision_window import DecisionVerbs
from commission_app.ui.tasks import Report
from commission_app.workflow.deliberation.decisions import set_aside
from commission_app.workflow.meeting.deciding import Deciding
from commission_app.workflow.meeting.evidence import open_kept_piece
from commission_app.workflow.meeting.minutes import print_minutes
from commission_app.workflow.meeting.movements import LateSheets, late_words
from commission_app.workflow.meeting.page import meeting_view
from commission_app.workflow.meeting.sitting import Sitting
from commission_app.workflow.meeting.views import MeetingView
from commission_app.workflow.preparation.campaign import declare_ineligible
from commission_app.workflow.secretariat.session import SecretariatSession


@dataclass(frozen=True)
class MeetingVerbs:
    """Every verb but the first records acts; the page then asks for the view again."""

    view: Callable[[DossierId | None, bool], MeetingView]  # of a dossier; True: compute the ranking again
    record: Callable[[Fact], object]
    open_meeting: Callable[[bool], object]  # True: second convocation, no quorum
    recuse: Callable[[MemberId, DossierId, str], object]
    undo: Callable[[int], object]
    present_ranking: Callable[[str], object]
    advise_together: Callable[[Opinion, tuple[DossierId, ...]], object]
    open_piece: OpenPiece  # called on the PDF lane
    set_aside: Callable[[MemberId, DossierId, str, str], object]  # a reading: by whom, why
    declare_ineligible: Callable[[DossierId, str, str], object]  # by whom, why
    print_documents: Callable[[Path, Report], tuple[Path, ...]]
    decision: DecisionVerbs
    late_words: Callable[[LateSheets], str]  # what taking late fiches would move: long, reads no database


def meeting_verbs(session: SecretariatSession) -> MeetingVerbs:
    """Bind the verbs to one session; the sitting is read when the page first opens."""
    sitting = cache(lambda: Sitting(session))

    def view(dossier: DossierId | None, is_anew: bool) -> MeetingView:  # noqa: FBT001 - a verb of the page
        if is_anew:
            sitting().refresh()
        return meeting_view(sitting(), dossier)

    return MeetingVerbs(
        view,
        lambda fact: sitting().record(fact),
        lambda is_second_call: sitting().open(is_second_call=is_second_call),
        lambda member, dossier, reason: sitting().recuse(member, dossier, reason),
        lambda number: sitting().undo(number),
        lambda reason: sitting().present_ranking(reason),
        lambda opinion, dossiers: sitting().advise_together(opinion, dossiers),
        partial(open_kept_piece, session),
        partial(set_aside, session),
        lambda dossier, name, reason: declare_ineligible(session, dossier, reason, name),
        lambda folder, _report: print_minutes(session, folder),
        decision_verbs(session),
        late_words,
    )


def decision_verbs(session: SecretariatSession) -> DecisionVerbs:
    """Bind the verbs of the decision: its acts are few, they are read again each time."""
    return DecisionVerbs(
        lambda: Deciding(session).view(),
        lambda authorities: Deciding(session).begin(authorities),
        lambda: Deciding(session).follow_avis(),
        lambda who, dossier, choice, reason: Deciding(session).choose(who, dossier, choice, reason),
        lambda who, dossier, text: Deciding(session).reserve(who, dossier, text),
        lambda: Deciding(session).close(),
    )
