"""Which secretariat a desk knows, and how it comes to know another: declared, or by a new letter."""

import json
from collections.abc import Collection
from datetime import datetime

import msgspec

from commission_app.errors import AppError
from commission_app.sealing.bundle import OpenBundle
from commission_app.sealing.identity import KeySet
from commission_app.store.database import Database
from commission_app.workflow.member.session import LAST_SERIAL
from commission_app.workflow.member.views import SecretariatChange

_PINNED, _CODE, _CHANGE = "secretariat", "code", "secretariat_change"  # settings


def pinned_keys(database: Database) -> KeySet | None:
    """Return the secretariat's keys as this desk knows them, None before the first lot."""
    text = database.settings.get(_PINNED)
    return None if text is None else KeySet.from_document(json.loads(text))


def refuse_another_secretariat(
    database: Database, bundle: OpenBundle, mac: bytes, former_macs: Collection[bytes], file: str
) -> None:
    """Refuse a lot of other keys than those known, unless they are declared or the letter is new. SIG-02.

    The declaration is the lot's chain of acts, each signed by the keys before. A letter is new when neither
    its code nor a later one opened a lot here: its valid seal is worth that of the first letter.
    """
    if _is_undeclared(database, bundle) and not _is_new_letter(database, mac, former_macs):
        raise AppError("SIG-02", file=file)


def is_another_by_letter(
    database: Database, bundle: OpenBundle, mac: bytes, former_macs: Collection[bytes]
) -> bool:
    """Tell whether a lot ties this desk to another secretariat, whose versions begin anew."""
    return _is_undeclared(database, bundle) and _is_new_letter(database, mac, former_macs)


def _is_undeclared(database: Database, bundle: OpenBundle) -> bool:
    pinned = pinned_keys(database)
    return pinned not in (None, bundle.manifest.secretariat) and pinned not in bundle.former


def _is_new_letter(database: Database, mac: bytes, former_macs: Collection[bytes]) -> bool:
    return database.settings.get(_CODE) != mac.hex() and mac not in former_macs


def pin_secretariat(database: Database, bundle: OpenBundle, mac: bytes, at: datetime) -> None:
    """Know the keys of an admitted lot from now on, and remember to say so when they are others.

    By a new letter, what the former keys said stands no more: whoever stole them could have said it.
    """
    pinned, keys = pinned_keys(database), bundle.manifest.secretariat
    if _is_undeclared(database, bundle):
        database.lots.forget_from(bundle.manifest.serial)
        database.settings.put(LAST_SERIAL, "")
        for handed in database.handed.all():
            database.handed.set_receipt(handed.act_sha512, "")
    database.settings.put(_PINNED, json.dumps(keys.document(), sort_keys=True))
    database.settings.put(_CODE, mac.hex())
    if pinned not in (None, keys):
        change = SecretariatChange(at, by_letter=pinned not in bundle.former)
        database.settings.put(_CHANGE, msgspec.json.encode(change).decode())


def secretariat_change(database: Database) -> SecretariatChange | None:
    """Return the last change that the member has not put aside yet."""
    text = database.settings.get(_CHANGE)
    return msgspec.json.decode(text, type=SecretariatChange) if text else None


def put_change_aside(database: Database) -> None:
    """Say no more of the last change."""
    database.settings.put(_CHANGE, "")
