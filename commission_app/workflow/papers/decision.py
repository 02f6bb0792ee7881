"""The decision on paper, with the reasons and the disagreements of the authorities."""

from collections.abc import Iterator
from datetime import datetime

from commission_app.printing.decision_pdf import DecisionPrint, DifferencePrint
from commission_app.scoring.ids import DossierId
from commission_app.scoring.meeting.acts import Opinion
from commission_app.texts import typeset
from commission_app.workflow.meeting.adoption import adoption_lines
from commission_app.workflow.meeting.words import OUTCOMES
from commission_app.workflow.papers.moment import Moment


def decision_print(moment: Moment) -> DecisionPrint:
    """Return what the decision says as it stands."""
    campaign, deciding = moment.sitting.done.facts.campaign, moment.deciding
    state = deciding.state
    return DecisionPrint(
        campaign=campaign.name,
        meeting=datetime.fromisoformat(campaign.meeting),
        date=moment.session.desk.now(),
        taken=deciding.taken,
        authorities=state.authorities,
        selected=_places(moment, moment.decided(Opinion.RETAIN)),
        reserve=_places(moment, moment.decided(Opinion.RESERVE)),
        declined=_places(moment, moment.decided(Opinion.DECLINE)),
        open=_places(moment, state.pending),
        differences=tuple(
            DifferencePrint(
                moment.place(dossier),
                OUTCOMES[state.avis[dossier]],
                OUTCOMES[choice],
                " ".join(reasons_of(moment, dossier)),
            )
            for dossier in state.differences
            if (choice := state.decided(dossier)) is not None
        ),
        disagreements=tuple(
            typeset(f"{moment.place(one.dossier)}, {one.authority} : {one.text}")
            for one in state.reservations
        ),
        rules=adoption_lines(moment.sitting.state, moment.sitting.acts),
        avis=moment.avis,
        head=deciding.head,
        digest=moment.digest,
    )


def reasons_of(moment: Moment, dossier: DossierId) -> Iterator[str]:
    """Yield why authorities departed from the avis, each under its name."""
    for authority in moment.deciding.state.authorities:
        chosen = moment.deciding.state.choices.get((authority, dossier))
        if chosen is not None and chosen.reason:
            yield typeset(f"{authority} : {chosen.reason}")


def _places(moment: Moment, dossiers: tuple[DossierId, ...]) -> tuple[str, ...]:
    return tuple(moment.place(dossier) for dossier in dossiers)
