"""Who was invited and who answered, as the encrypted database keeps it: one setting for each département.

A campaign may invite all the communes of France: what one gesture changes must not be written with the rest.
"""

from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

import msgspec

from commission_app.errors import AppError
from commission_app.store.database import Database

INVITATIONS: Final = "invitations"  # setting of the letter; one more for each département, after a colon


class _Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class TerritoryFile(_Kept, frozen=True, omit_defaults=True):
    """What is kept of one commune or EPCI. Days are ISO 8601; none: not invited, no answer."""

    invited: str | None = None
    answered: str | None = None  # ticked by hand: a candidacy is recognised by itself
    basin: str = ""
    email: str = ""


class LetterFile(_Kept, frozen=True):
    """What the secretariat adds to the letter of invitation."""

    where: str = ""  # where a candidacy is to be deposited
    word: str = ""


Form = TypeVar("Form")
Territories = dict[str, TerritoryFile]  # by INSEE code or SIREN


def read_territories(database: Database, departements: Iterable[str]) -> Territories:
    """Return what is kept of the territories of some départements. DSK-04 when damaged."""
    found: Territories = {}
    for code in departements:
        found |= _decode(database.settings.get(f"{INVITATIONS}:{code}"), Territories) or {}
    return found


def write_territories(database: Database, departement: str, kept: Mapping[str, TerritoryFile]) -> None:
    """Keep what is known of the territories of one département in the place of what was."""
    database.settings.put(f"{INVITATIONS}:{departement}", msgspec.json.encode(kept).decode())


def read_letter(database: Database) -> LetterFile:
    """Return what is added to the letter. DSK-04 when damaged."""
    return _decode(database.settings.get(INVITATIONS), LetterFile) or LetterFile()


def write_letter(database: Database, letter: LetterFile) -> None:
    """Keep what is added to the letter."""
    database.settings.put(INVITATIONS, msgspec.json.encode(letter).decode())


def _decode(text: str | None, form: type[Form]) -> Form | None:
    if text is None:
        return None
    try:
        return msgspec.json.decode(text.encode(), type=form)
    except msgspec.MsgspecError as error:
        raise AppError("DSK-04") from error
