"""What an import finds and cannot settle alone: problems to correct or to know, questions to answer.

An answer is a text: the key of a choice, or what the question asks to type. The same deposit with the same
answers gives the same plan.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from commission_app.errors import Fact

Answers = Mapping[str, str]  # by the identifier of the question


@dataclass(frozen=True)
class IntakeProblem:
    """Something to correct or to know: a code of `messages`, with its facts."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """One possible answer."""

    key: str
    words: str


@dataclass(frozen=True)
class Question:
    """Something that only a person knows. `typed` says in words what may be typed beside the choices.

    With a `default`, an import does not wait for the answer.
    """

    id: str  # « territoire:1234 »: what it is about, then what it concerns
    words: str
    choices: tuple[Choice, ...]
    typed: str = ""
    default: str = ""  # the choice taken when nobody answers
