"""What one desk remembers of itself: its settings, the lots it opened, the fiches it handed in."""

from dataclasses import dataclass

from sqlalchemy import func, select, update

from commission_app.scoring.ids import Sha512
from commission_app.store.records import HandedRecord, LotRecord
from commission_app.store.tables import HANDED, LOTS, SETTINGS, insertion, replacement
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

    def highest_serial(self, lot: str) -> int:
        """Return the highest serial seen of a lot, 0 when it was never opened."""
        with self._transactions.reading() as connection:
            return connection.scalar(select(func.max(LOTS.c.serial)).where(LOTS.c.lot == lot)) or 0


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
