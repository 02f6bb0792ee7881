"""What is kept of the choice of the départements, in the encrypted database of the secretariat."""

from datetime import datetime
from functools import partial
from typing import Final

import msgspec

from commission_app.errors import AppError
from commission_app.store.database import Database

STAGE_ONE: Final = "stage_one"  # setting
_PUBLISHED: Final = {"pauvrete": "1", "couverture_globale": "1", "couverture_eaje": "1"}


class _Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class ImportedIndicator(_Kept, frozen=True):
    """A column that was taken from a table. Figures are exact texts; one that is missing is not there."""

    title: str
    short: str
    high_first: bool
    figures: dict[str, str]
    file: str
    at: str  # ISO 8601 moment
    note: str = ""


class Addition(_Kept, frozen=True):
    """A département added by a decision: who said so, and why."""

    name: str
    reason: str
    at: str


class Retained(_Kept, frozen=True):
    """The list that was retained, as it was then, and the digest of what it came from."""

    codes: tuple[str, ...]
    digest: str
    at: str

    @property
    def moment(self) -> datetime:
        """When it was retained."""
        return datetime.fromisoformat(self.at)


class StageOneFile(_Kept, frozen=True):
    """Everything that is chosen. An indicator without a weight is not used."""

    seats: int = 15
    year: str = "2018"
    conditions_min: int = 0
    weights: dict[str, str] = msgspec.field(default_factory=partial(dict, _PUBLISHED))
    imported: dict[str, ImportedIndicator] = {}
    added: dict[str, Addition] = {}
    retained: Retained | None = None


def read_stage_one(database: Database) -> StageOneFile:
    """Return what is kept; the defaults before anything is. DSK-04 when damaged."""
    text = database.settings.get(STAGE_ONE)
    if text is None:
        return StageOneFile()
    try:
        return msgspec.json.decode(text.encode(), type=StageOneFile)
    except msgspec.MsgspecError as error:
        raise AppError("DSK-04") from error


def write_stage_one(database: Database, file: StageOneFile) -> None:
    """Keep it in the place of what was."""
    database.settings.put(STAGE_ONE, msgspec.json.encode(file).decode())
