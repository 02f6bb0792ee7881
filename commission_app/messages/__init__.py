"""French sentences of every error code: what happened, and what to do next.

One module per area holds its table, so that a newcomer finds the words of a layer beside one another.
The same two sentences are read in the window, on the command line and in printed documents.
"""

from dataclasses import dataclass

from commission_app.errors import AppError
from commission_app.messages import (
    campaign,
    departements,
    desk,
    exchange,
    files,
    intake,
    keys,
    lots,
    meeting,
    papers,
    sheets,
    workspaces,
)
from commission_app.messages._table import Message
from commission_app.texts import legible, typeset

_AREAS = (
    campaign,
    departements,
    desk,
    exchange,
    files,
    intake,
    keys,
    lots,
    meeting,
    papers,
    sheets,
    workspaces,
)

TABLE: dict[str, Message] = {code: message for area in _AREAS for code, message in area.MESSAGES.items()}


@dataclass(frozen=True)
class Sentences:
    """The words shown for one refusal."""

    code: str
    what: str
    do: str


def sentences(error: AppError) -> Sentences:
    """Return the two French sentences of a refusal, its facts put in their named fields.

    Raises KeyError when a code has no entry or a field has no fact: both are bugs that tests look for.
    """
    message = TABLE[error.code]
    facts = {name: legible(fact) if isinstance(fact, str) else fact for name, fact in error.facts.items()}
    return Sentences(error.code, typeset(message.what.format(**facts)), typeset(message.do.format(**facts)))
