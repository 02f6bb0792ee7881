"""What the secretariat wrote about the eligibility of one dossier, as its encrypted database keeps it.

One setting for each dossier, one for the rules of the campaign. Nothing of it goes into a lot.
"""

from dataclasses import dataclass, field
from typing import Final, TypeVar

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.eligibility import Answer, Conclusion, Request
from commission_app.scoring.ids import DossierId, PiecePath
from commission_app.store.database import Database

RULES: Final = "eligibility"  # setting; one more for each dossier, after a colon


class _Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


Form = TypeVar("Form", bound=_Kept)


class WrittenAnswer(_Kept, frozen=True):
    """What a person answered on a point, and where it is seen."""

    answer: Answer
    request: Request = Request.NOT_MADE
    piece: PiecePath | None = None
    page: int | None = None  # from 1


class Decision(_Kept, frozen=True):
    """The conclusion that a person settled. `at` is the ISO 8601 moment."""

    conclusion: Conclusion
    name: str
    reason: str
    at: str


class SentLetter(_Kept, frozen=True):
    """A letter written to the candidate. `at` is an ISO 8601 moment, `due` the day of the awaited answer."""

    kind: str
    at: str
    due: str | None = None
    points: tuple[str, ...] = ()  # that it asks for


class EligibilityFile(_Kept, frozen=True):
    """All that was written on one dossier. `received`: local minute of its deposit, `2021-06-09T18:00`."""

    received: str | None = None
    answers: dict[str, WrittenAnswer] = {}
    decision: Decision | None = None
    letters: tuple[SentLetter, ...] = ()  # the oldest first


class _RulesDocument(_Kept, frozen=True):
    departements: list[str] = []
    deadline: str | None = None
    may_complete: bool = True


@dataclass(frozen=True)
class EligibilityRules:
    """What the campaign settles: eligible départements, end of the deposits, whether a piece may be added.

    Without départements or deadline, the points that need them stay « à vérifier ».
    """

    departements: frozenset[str] = field(default_factory=frozenset)
    deadline: str | None = None  # local minute, `2021-06-09T18:00`
    may_complete: bool = True


def read_rules(database: Database) -> EligibilityRules:
    """Return the rules of the campaign. DSK-04 when they were damaged."""
    kept = _decode(database.settings.get(RULES), _RulesDocument)
    if kept is None:
        return EligibilityRules()
    return EligibilityRules(frozenset(kept.departements), kept.deadline, kept.may_complete)


def write_rules(database: Database, rules: EligibilityRules) -> None:
    """Keep the rules of the campaign."""
    kept = _RulesDocument(sorted(rules.departements), rules.deadline, rules.may_complete)
    database.settings.put(RULES, msgspec.json.encode(kept).decode())


def read_file(database: Database, dossier: DossierId) -> EligibilityFile:
    """Return what was written on a dossier, nothing before the first answer. DSK-04 when damaged."""
    return _decode(database.settings.get(f"{RULES}:{dossier}"), EligibilityFile) or EligibilityFile()


def read_files(database: Database) -> dict[str, EligibilityFile]:
    """Return what was written on each dossier, none for those of which nothing was. DSK-04 as above."""
    kept = database.settings.under(f"{RULES}:")
    found = {dossier: _decode(text, EligibilityFile) for dossier, text in kept.items()}
    return {dossier: file for dossier, file in found.items() if file is not None}


def write_file(database: Database, dossier: DossierId, file: EligibilityFile) -> None:
    """Keep what is written on a dossier in the place of what was."""
    database.settings.put(f"{RULES}:{dossier}", msgspec.json.encode(file).decode())


def _decode(text: str | None, form: type[Form]) -> Form | None:
    if text is None:
        return None
    try:
        return msgspec.json.decode(text.encode(), type=form)
    except msgspec.MsgspecError as error:
        raise AppError("DSK-04") from error
