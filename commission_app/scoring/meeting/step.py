"""The one function that says what an act does to the state; each kind of act registers its own."""

from functools import singledispatch

from commission_app.scoring.meeting.state import MeetingState


@singledispatch
def after(fact: object, state: MeetingState, number: int) -> MeetingState:
    """Return the state after a fact, the act of this number. Its refusal when the state does not allow it."""
    del state, number
    raise TypeError(fact)
