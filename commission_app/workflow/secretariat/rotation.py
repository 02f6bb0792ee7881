"""The secretariat changes its keys, planned or forced: at once, or not at all, whatever interrupts it.

The vault's replacement, one move of one file, is the moment of the change. Everything that follows from it
is ready by then: the new envelope, the desk's own `secours.age`, and a copy of the database under its new key
where the change is already written down, both named after the new vault. Whoever opens the desk next puts
those of the present vault in their place and removes any other.
"""

import json
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from pathlib import Path

from commission_app.errors import Cancelled
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.atomic_file import PRIVATE, write_atomically
from commission_app.sealing.identity import KeySet, Secrets
from commission_app.sealing.rotation import former_keys, last_rotations, renewed, write_rotation
from commission_app.sealing.signed_act import digest
from commission_app.sealing.vault import (
    new_recovery_code,
    new_vault_id,
    recovery_vault_key,
    replace_vault,
    vault_id,
)
from commission_app.store.database import open_database
from commission_app.store.records import ActRecord
from commission_app.store.rekeying import discard, others_kept_out, put_in_place
from commission_app.workflow.desk import Desk, DeskCampaign
from commission_app.workflow.progress import Progress
from commission_app.workflow.secretariat.letters import replace_code
from commission_app.workflow.secretariat.recovery import (
    RECOVERY_FILE,
    Envelope,
    sealed_envelope,
    write_envelope,
)
from commission_app.workflow.secretariat.session import RECOVERY, SecretariatSession

_PREPARED = re.compile(r"(?:bureau-([0-9a-f]{16})\.db|secours-([0-9a-f]{16})\.age)")
_FORMER_VAULT = "former_vault"  # setting: an account that the keyring still has to forget
_FOLLOW_UP = "key_change"  # setting: the last change whose follow-up a person has not put aside


class Reason(Enum):
    """Why keys change."""

    PLANNED = "planned"  # the former keys declare the new ones: lots carry the declaration
    COMPROMISED = "compromised"  # their declaration is worth nothing: every member gets a new letter


@dataclass(frozen=True)
class KeyChange:
    """The last change that somebody still has to act upon."""

    at: datetime
    reason: Reason | None  # None: it was interrupted and did not take place, its envelope opens nothing


# Writes the envelope where it will be found, entirely, and returns the files.
Keep = Callable[[Envelope], Sequence[Path]]


def change_keys(session: SecretariatSession, reason: Reason, keep: Keep, progress: Progress) -> None:
    """Draw the keys of a campaign again, with a new recovery code and a new envelope.

    No other verb may use the session meanwhile. What `keep` wrote is removed again when the change does not
    take place. Afterwards every lot is to be sealed again; if the keys were compromised, every letter is to
    be printed again first. KEY-05 when no more former keys can be kept, and the refusals of writing a file.
    """
    random, place = session.desk.random, session.place
    former, name = vault_id(place.vault), new_vault_id(random)
    after, code = renewed(session.secrets, random), new_recovery_code(random)
    recovery = None if session.recovery is None else HybridIdentity.from_seed(random(32))
    envelope = Envelope(code, "" if recovery is None else recovery.text, after, name)
    written: Sequence[Path] = ()
    try:
        with session.database.transaction():  # nobody writes meanwhile
            progress(0, 3, "Copie des travaux")
            session.database.copy_to(_copy(place, name), after.database)
            with open_database(_copy(place, name), after.database) as database:
                changed = replace(session, secrets=after, database=database)
                _write_down(session, changed, reason, former, recovery)
            progress(1, 3, "Nouvelle enveloppe")
            written = keep(envelope)
            _prepare_recovery_file(place, name, written)
            progress(2, 3, "Nouveaux moyens de protection")
            keys = [recovery_vault_key(code)]
            replace_vault(place.vault, name, after, codes=keys, keyring=session.desk.keyring, random=random)
    finally:
        if vault_id(place.vault) == name:
            _go_over(session, after)
        else:
            for file in written:
                file.unlink(missing_ok=True)
            _forget(session.desk, place, name)
    with suppress(Cancelled):  # too late
        progress(3, 3, "")


def envelope_in(session: SecretariatSession, folder: Path) -> Keep:
    """Return what writes the new envelope into a folder: the emergency sheet and `secours.age`."""

    def keep(envelope: Envelope) -> tuple[Path, ...]:
        sealed = sealed_envelope(session.desk, session.place, envelope)
        return write_envelope(session.desk, session.place, envelope, sealed, folder)

    return keep


def settle_change(desk: Desk, place: DeskCampaign) -> bool:
    """Finish a change of keys that was interrupted, or forget it, before the database is opened.

    Tells whether one was forgotten. DSK-02 when another window is at work.
    """
    prepared = _prepared_vaults(place)
    if not prepared:
        return False
    with others_kept_out(place.database):
        present = vault_id(place.vault)  # read here: the other window may have had the last word
        for name in prepared - {present}:
            _forget(desk, place, name)
        if _copy(place, present).exists():
            put_in_place(_copy(place, present), place.database)
        # Last, since it says that a change took place where the copy is no longer there.
        if _recovery_file(place, present).exists():
            _recovery_file(place, present).replace(place.recovery_file)
        return bool(prepared - {present})


def change_to_follow(session: SecretariatSession) -> KeyChange | None:
    """Return the last change of keys, done or forgotten, until a person puts its follow-up aside."""
    text = session.database.settings.get(_FOLLOW_UP)
    if not text:
        return None
    at, reason = json.loads(text)
    return KeyChange(datetime.fromisoformat(at), Reason(reason) if reason else None)


def put_follow_up_aside(session: SecretariatSession) -> None:
    """Say no more of the last change."""
    session.database.settings.put(_FOLLOW_UP, "")


def remember_change(session: SecretariatSession, reason: Reason | None) -> None:
    """Keep a change to be told at each start; no reason for one that was forgotten."""
    told = [session.desk.now().isoformat(timespec="seconds"), reason.value if reason else ""]
    session.database.settings.put(_FOLLOW_UP, json.dumps(told))


def forget_former_vault(session: SecretariatSession) -> None:
    """Have the keyring forget the account of a vault that was replaced."""
    former, keyring = session.database.settings.get(_FORMER_VAULT), session.desk.keyring
    if former and keyring is not None:
        keyring.forget(former)
        session.database.settings.put(_FORMER_VAULT, "")


def rotations(session: SecretariatSession) -> tuple[bytes, ...]:
    """Return the acts that lots sealed now carry, the oldest first."""
    acts = (record.act for record in session.database.acts.of_kind("rotation"))
    return last_rotations(acts, session.secrets.key_set)


def trusted_keys(session: SecretariatSession) -> tuple[KeySet, ...]:
    """Return the key sets whose holders still speak for the secretariat: not those before a forced change."""
    current = session.secrets.key_set
    return (*former_keys(rotations(session), session.place.id, current), current)


def _prepared_vaults(place: DeskCampaign) -> set[str]:
    """Return the vaults for which something was prepared."""
    found = (_PREPARED.fullmatch(path.name) for path in place.folder.iterdir())
    return {match[1] or match[2] for match in found if match}


def _copy(place: DeskCampaign, vault: str) -> Path:
    """Return the copy of the database that goes with a vault."""
    return place.folder / f"bureau-{vault}.db"


def _recovery_file(place: DeskCampaign, vault: str) -> Path:
    """Return the desk's `secours.age` that goes with a vault."""
    return place.folder / f"secours-{vault}.age"


def _prepare_recovery_file(place: DeskCampaign, vault: str, written: Sequence[Path]) -> None:
    """Copy the new `secours.age` into the desk, where it will take the place of the former one."""
    for file in written:
        if file.name == RECOVERY_FILE:
            write_atomically(_recovery_file(place, vault), file.read_bytes(), PRIVATE)


def _write_down(
    session: SecretariatSession,
    changed: SecretariatSession,
    reason: Reason,
    former_vault: str,
    recovery: HybridIdentity | None,
) -> None:
    """Write in the copy all that follows from the new keys."""
    old, new, database = session.secrets, changed.secrets.key_set, changed.database
    with database.transaction():
        changed.keep_key_sets(session.key_sets)
        database.settings.put(_FORMER_VAULT, former_vault)
        remember_change(changed, reason)
        if recovery is not None:
            database.settings.put(RECOVERY, recovery.recipient.text)
        changed.log("keys_changed", {"reason": reason.value, "old": old.key_set.id, "new": new.id})
        if reason is Reason.PLANNED:
            act = write_rotation(session.campaign.id, old, new)
            database.acts.add(ActRecord(digest(act), "rotation", session.desk.now(), act))
            return
        for member in session.campaign.members:
            if database.campaign.code(member.id) is not None:
                replace_code(changed, member.id)


def _go_over(session: SecretariatSession, after: Secrets) -> None:
    """Go on with the new vault and its database, or with a closed session: never with the former ones."""
    try:
        session.database.close()
        settle_change(session.desk, session.place)
        session.secrets = after
        session.database = open_database(session.place.database, after.database)
        forget_former_vault(session)
    except BaseException:
        session.close()
        raise


def _forget(desk: Desk, place: DeskCampaign, vault: str) -> None:
    """Remove what was prepared for a vault that never came to be."""
    discard(_copy(place, vault))
    _recovery_file(place, vault).unlink(missing_ok=True)
    if desk.keyring is not None:
        desk.keyring.forget(vault)
