"""The state of a dossier in a word or two, where a table or a card has room for no more."""

from collections.abc import Mapping
from typing import Final

from commission_app.scoring.ranking import Line, Status

STATUS_WORDS: Final[Mapping[Status, str]] = {
    Status.RANKED: "classé",
    Status.INCOMPLETE: "incomplet",
    Status.UNDER_QUORUM: "lectures insuffisantes",
    Status.ELIMINATED: "sous un minimum",
    Status.INELIGIBLE: "irrecevable",
    Status.WITHDRAWN: "retiré",
}
LINE_WORDS: Final[Mapping[Line, str]] = {
    Line.ABOVE: "dans les places",
    Line.ACROSS: "ex æquo à la ligne",
    Line.BELOW: "sous la ligne",
}
