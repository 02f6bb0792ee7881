"""What one desk remembers of itself: its settings, the lots it opened, the fiches it handed in."""

from dataclasses import dataclass

from sqlalchemy import delete, func, select, text, update

from commission_app.scoring.ids import Sha512
from commission_app.store.records import ActRecord, HandedRecord, LotRecord
from commission_app.store.tables import (
    ACTS,
    HANDED,
    LOTS,
    SETTINGS,
    first_insertion,
    insertion,
    replacement,
)
from commission_app.store.transactions import Transactions


@dataclass(frozen=True)
class _Setting:
    name: str
    value: str


class SettingStore:
    """Small texts by name: pinned keys, the member's id, the place where reading stopped."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def get(self, name: str) -> str | None:
        """Return a setting, None when it was never put."""
        setting = self._transactions.first(_Setting, select(SETTINGS).where(SETTINGS.c.name == name))
        return None if setting is None else setting.value

    def under(self, prefix: str) -> dict[str, str]:
        """Return every setting whose name begins so, by what follows: one for each of many things."""
        begins = SETTINGS.c.name.startswith(prefix, autoescape=True)
        kept = self._transactions.records(_Setting, select(SETTINGS).where(begins))
        return {setting.name.removeprefix(prefix): setting.value for setting in kept}

    def put(self, name: str, value: str) -> None:
        """Keep a setting in the place of the former one."""
        self._transactions.write(replacement(SETTINGS, _Setting(name, value)))


class LotStore:
    """The lots opened here: serials never go back."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def remember(self, lot: LotRecord) -> None:
        """Remember an opened lot; opened again, it keeps its place with its last file name and moment."""
        self._transactions.write(replacement(LOTS, lot))

    def all(self) -> tuple[LotRecord, ...]:
        """Return every version of every lot opened here, by lot then serial."""
        return self._transactions.records(LotRecord, select(LOTS).order_by(LOTS.c.lot, LOTS.c.serial))

    def forget_from(self, serial: int) -> None:
        """Forget the lots of this serial and above: they were of a secretariat that is trusted no more."""
        self._transactions.write(delete(LOTS).where(LOTS.c.serial >= serial))

    def highest_serial(self) -> int:
        """Return the highest serial seen, whatever the lot's name, 0 when none was ever opened."""
        with self._transactions.reading() as connection:
            return connection.scalar(select(func.max(LOTS.c.serial))) or 0


class HandedStore:
    """The fiches handed in from this desk."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def add(self, handed: HandedRecord) -> None:
        """Keep a fiche that has just been written."""
        self._transactions.write(insertion(HANDED, handed))

    def all(self) -> tuple[HandedRecord, ...]:
        """Return the fiches in the order of their numbers."""
        return self._transactions.records(HandedRecord, select(HANDED).order_by(HANDED.c.seq))

    def set_receipt(self, act_sha512: Sha512, text: str) -> None:
        """Keep what the secretariat answered to a fiche. KeyError when it was not handed in from here."""
        statement = update(HANDED).where(HANDED.c.act_sha512 == act_sha512).values(receipt=text)
        if self._transactions.write(statement) == 0:
            raise KeyError(act_sha512)


class ActStore:
    """Signed acts other than lots and fiches: keys changed, reception closed, decisions of the chair."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def add(self, act: ActRecord) -> None:
        """Keep an act; the same again is kept once."""
        self._transactions.write(first_insertion(ACTS, act))

    def of_kind(self, kind: str) -> tuple[ActRecord, ...]:
        """Return the acts of a kind in the order they were kept."""
        statement = select(ACTS).where(ACTS.c.kind == kind).order_by(text("rowid"))
        return self._transactions.records(ActRecord, statement)
