"""The fiches of an open session, each checked and read once.

Twenty fiches of 300 dossiers take two seconds to check and to read. What was read belongs to the database
that holds it, under the digest of its bytes: another byte is another fiche. A closed session forgets all.
"""

import hashlib
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from commission_app.store.database import Database
from commission_app.store.records import SheetRecord
from commission_app.workflow.deliberation.archived_sheets import (
    ArchivedSheet,
    read_archived_paper,
    read_archived_sheet,
)
from commission_app.workflow.secretariat.session import SecretariatSession

_read: WeakKeyDictionary[Database, dict[bytes, ArchivedSheet]] = WeakKeyDictionary()


def read_sheets(session: SecretariatSession, records: Sequence[SheetRecord]) -> list[ArchivedSheet]:
    """Return the fiches of these records, in their order. Refusals are those of `read_record`."""
    database = session.database
    known, found = _read.get(database, {}), dict[bytes, ArchivedSheet]()
    for record in records:
        parts = (record.act, record.texts, record.card)
        key = b"".join(hashlib.sha512(part).digest() for part in parts)
        found[key] = known.get(key) or read_record(session, record)
    _read[database] = found  # what no record holds any more is forgotten
    return list(found.values())


def read_record(session: SecretariatSession, record: SheetRecord) -> ArchivedSheet:
    """Check and read one fiche; as `read_archived_sheet`, or as `read_archived_paper` for a paper grid."""
    if record.is_paper:
        return read_archived_paper(record.act, record.texts, session.place.id, session.key_sets)
    return read_archived_sheet(record.act, record.texts, record.card)
