"""What the secretariat keeps of the fiches received: the members' keys, the fiches, the files refused."""

from sqlalchemy import select, text

from commission_app.scoring.ids import MemberId
from commission_app.store.records import MemberKeyRecord, RefusalRecord, SheetRecord
from commission_app.store.tables import MEMBER_KEYS, REFUSALS, SHEETS, first_insertion, replacement
from commission_app.store.transactions import Transactions

_ARRIVAL = text("rowid")  # SQLite numbers rows as they come


class SheetStore:
    """Everything ever received: nothing is overwritten, the same file twice is kept once."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def add_key(self, key: MemberKeyRecord) -> None:
        """Register a member's key; given again, it takes the new status."""
        self._transactions.write(replacement(MEMBER_KEYS, key))

    def keys(self, member: MemberId) -> tuple[MemberKeyRecord, ...]:
        """Return the keys of a member in the order they were first met."""
        statement = select(MEMBER_KEYS).where(MEMBER_KEYS.c.member == member).order_by(_ARRIVAL)
        return self._transactions.records(MemberKeyRecord, statement)

    def add(self, sheet: SheetRecord) -> bool:
        """Keep a fiche and tell whether its file is new: one already there is left as it is."""
        return self._transactions.write(first_insertion(SHEETS, sheet)) == 1

    def all(self) -> tuple[SheetRecord, ...]:
        """Return the fiches in the order of their arrival."""
        return self._transactions.records(SheetRecord, select(SHEETS).order_by(_ARRIVAL))

    def add_refusal(self, refusal: RefusalRecord) -> None:
        """Keep a refusal; the same file refused again for the same reason is kept once."""
        self._transactions.write(first_insertion(REFUSALS, refusal))

    def refusals(self) -> tuple[RefusalRecord, ...]:
        """Return the refusals in the order of their arrival."""
        return self._transactions.records(RefusalRecord, select(REFUSALS).order_by(_ARRIVAL))
