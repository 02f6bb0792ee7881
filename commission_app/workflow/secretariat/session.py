"""The secretariat at work: campaign keys in memory, everything received in the encrypted database."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn, Self

import msgspec

from commission_app.errors import AppError, Fact
from commission_app.scoring.campaign import Campaign
from commission_app.scoring.dossier import Dossier
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import CampaignId, DossierId, MemberId, Sha512
from commission_app.sealing.age_recipients import HybridIdentity, HybridRecipient
from commission_app.sealing.documents import DossierDocument
from commission_app.sealing.identity import KeySet, Secrets
from commission_app.sealing.manifest import Manifest, read_dossier, read_known_manifest
from commission_app.sealing.vault import open_with_key, open_with_keyring, recovery_vault_key
from commission_app.store.database import Database, open_database
from commission_app.texts import date_time_fr
from commission_app.workflow.desk import Desk, DeskCampaign, find_campaign, named_again
from commission_app.workflow.preparation.campaign_document import decode_campaign, encode_campaign

AUTHOR = "secretariat"
SHARING = "sharing"  # setting: who reads what, empty while everybody reads everything
RECOVERY, KEY_SETS = "recovery", "secretariat_keys"  # settings
NUMBER_FLOOR, NUMBERS_SKIPPED = "number_floor", 100  # setting; more sealings than a campaign has
HANDED_OVER = "handed_over"  # setting: to whom and when, in a workspace that only reads since then
CONTRIBUTOR = "contributor"  # setting: who works here on a copy, whose work leaves as contributions
# Events of a copy: what its work is made of. Any other verb is refused there, with all that it wrote.
CONTRIBUTED = frozenset(
    {"eligibility_answered", "deposit_dated", "project_card", "facts_recorded", "contribution_written"}
)


class _SharedReaders(msgspec.Struct, frozen=True):
    readers: dict[str, list[str]]  # of each dossier; the rest is `preparation.sharing`'s


@dataclass
class SecretariatSession:
    """What stays open while the secretariat works. Close it to forget the keys.

    On a closed session every verb is refused with DSK-25.
    """

    desk: Desk
    place: DeskCampaign
    secrets: Secrets = field(repr=False)
    database: Database = field(repr=False)
    chest: HybridIdentity | None = field(repr=False, default=None)  # both halves together, in memory only
    backing_up: Lock = field(repr=False, default_factory=Lock)  # one backup at a time

    def __enter__(self) -> Self:
        """Use the session inside a block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close everything."""
        self.close()

    @property
    def is_open(self) -> bool:
        """Whether verbs may still be asked of it."""
        return "secrets" in vars(self)

    def close(self) -> None:
        """Close the database and let go of the keys; closing again changes nothing."""
        if self.is_open:
            self.database.close()
            self.chest = None
            # Deleted, not emptied: no verb can then go on with what it believes to be an open session.
            del self.secrets, self.database

    if not TYPE_CHECKING:  # a type checker would let any name through

        def __getattr__(self, name: str) -> NoReturn:
            """Refuse what a closed session no longer holds."""
            if name in ("secrets", "database"):
                raise AppError("DSK-25")
            raise AttributeError(name)

    @property
    def identities(self) -> tuple[HybridIdentity, ...]:
        """Every identity that reads what was sealed to the secretariat, before or after its keys changed."""
        held = self.secrets.identities
        return held if self.chest is None else (self.chest, *held)

    @property
    def recipient(self) -> HybridRecipient:
        """To whom the secretariat seals what it keeps for itself: pieces, lots."""
        return HybridIdentity.from_seed(self.secrets.read).recipient

    @property
    def recovery(self) -> HybridRecipient | None:
        """The recipient whose identity lies in the sealed envelope; None in a campaign without one."""
        text = self.database.settings.get(RECOVERY)
        return None if text is None else HybridRecipient.parse(text)

    @property
    def key_sets(self) -> tuple[KeySet, ...]:
        """The secretariat's successive keys, those in force last."""
        text = self.database.settings.get(KEY_SETS)
        former = [] if text is None else msgspec.json.decode(text.encode(), type=list[dict[str, str]])
        sets = [KeySet.from_document(document) for document in former]
        current = self.secrets.key_set
        return tuple(sets) if current in sets else (*sets, current)

    @property
    def campaign(self) -> Campaign:
        """The campaign as it is settled. DSK-04 when the database lost it."""
        document = self.database.campaign.campaign()
        if document is None:
            raise AppError("DSK-04")
        return decode_campaign(document)

    def save_campaign(self, campaign: Campaign) -> None:
        """Keep a campaign. DSK-07 when its grid is frozen and is another one."""
        self.database.campaign.save_campaign(encode_campaign(campaign), campaign.grid.digest)

    def dossiers(self) -> tuple[Dossier, ...]:
        """Every dossier, in the order of the import."""
        return tuple(
            read_dossier(msgspec.json.decode(record.document, type=DossierDocument))
            for record in self.database.campaign.dossiers()
        )

    def dossier(self, dossier: DossierId) -> Dossier:
        """Return one dossier. CAM-04 when the campaign does not know it."""
        found = next((known for known in self.dossiers() if known.id == dossier), None)
        if found is None:
            raise AppError("CAM-04", what=dossier)
        return found

    def keep_key_sets(self, former: tuple[KeySet, ...]) -> None:
        """Write down the keys in force after those that were: old lots are verified under old keys."""
        documents = [keys.document() for keys in (*former, self.secrets.key_set)]
        self.database.settings.put(KEY_SETS, canonical_json(documents).decode())

    @property
    def number_floor(self) -> int:
        """The highest number that may have been given since the backup this desk was restored from."""
        return int(self.database.settings.get(NUMBER_FLOOR) or 0)

    def skip_numbers(self) -> None:
        """Leave out the numbers that lots and receipts may have borne since this backup was made.

        A desk that opened one of them would otherwise refuse the next as older, or take two for one.
        """
        sealed = max((record.serial for record in self.database.campaign.bundles()), default=0)
        floor = max(self.number_floor, sealed) + NUMBERS_SKIPPED
        self.database.settings.put(NUMBER_FLOOR, str(floor))

    def manifests(self) -> dict[Sha512, Manifest]:
        """Every lot ever sealed, by the digest of its manifest, its signature checked again."""
        key_sets = self.key_sets
        return {
            record.manifest_sha512: read_known_manifest(record.manifest, key_sets)
            for record in self.database.campaign.bundles()
        }

    def recusals(self) -> frozenset[tuple[MemberId, DossierId]]:
        """Members kept away from a dossier since the convocation: their lots hold no byte of it."""
        return frozenset(self.recusal_register())

    def recusal_register(self) -> dict[tuple[MemberId, DossierId], str]:
        """The reason of each recusal declared with the convocation: kept here, never printed."""
        text = self.database.settings.get("recusals")
        lines = [] if text is None else msgspec.json.decode(text.encode(), type=list[tuple[str, str, str]])
        return {(MemberId(member), DossierId(dossier)): reason for member, dossier, reason in lines}

    def left_to_others(self) -> frozenset[tuple[MemberId, DossierId]]:
        """Readings that the share of the campaign gives to others; none while everybody reads everything."""
        text = self.database.settings.get(SHARING)
        if not text:
            return frozenset()
        shared = msgspec.json.decode(text.encode(), type=_SharedReaders).readers
        everybody = [member.id for member in self.campaign.members]
        return frozenset(
            (member, DossierId(dossier))
            for dossier, readers in shared.items()
            for member in everybody
            if member not in readers
        )

    def ineligible(self) -> dict[DossierId, str]:
        """The reason of each dossier decided « irrecevable »."""
        text = self.database.settings.get("ineligible")
        decided = {} if text is None else msgspec.json.decode(text.encode(), type=dict[str, str])
        return {DossierId(dossier): reason for dossier, reason in decided.items()}

    @property
    def contributor(self) -> str:
        """Who works here on a copy of the campaign; empty in a workspace of its own."""
        return self.database.settings.get(CONTRIBUTOR) or ""

    def log(self, kind: str, facts: Mapping[str, Fact], at: datetime | None = None) -> None:
        """Write one event in the hash-chained journal. PAS-02 for one that a copy does not make.

        `at` is given when the same event stands in the journal of another computer.
        """
        if kind not in CONTRIBUTED and self.contributor:
            raise AppError("PAS-02")
        self.database.journal.append(kind, AUTHOR, facts, at or self.desk.now())

    def only_read(self) -> None:
        """Refuse every write with PAS-01 if the campaign was handed over from here."""
        handed = self.database.settings.get(HANDED_OVER)
        if handed:
            name, at = json.loads(handed)
            words = date_time_fr(datetime.fromisoformat(at))
            self.database.refuse_writes(lambda: AppError("PAS-01", name=name, date=words))


def open_secretariat(
    desk: Desk, campaign: CampaignId | None = None, recovery_code: str | None = None
) -> SecretariatSession:
    """Open the secretariat's desk. DSK-11 when it has no campaign, KEY-04 when its code is needed.

    KEY-07 for another code than that of the last envelope, KEY-06 when its vault is damaged or missing:
    `restore_secretariat` writes it again. A change of keys that was interrupted is first finished, or
    forgotten.
    """
    from commission_app.workflow.secretariat import rotation  # which needs the session defined here

    known = find_campaign(desk, "secretariat", campaign)
    secrets = unlock_secretariat(desk, known, recovery_code)
    is_forgotten = rotation.settle_change(desk, known)
    session = SecretariatSession(desk, known, secrets, open_database(known.database, secrets.database))
    session.place = named_again(known, session.campaign.name)
    if is_forgotten:
        rotation.remember_change(session, None)
    rotation.forget_former_vault(session)
    session.only_read()
    return session


def unlock_secretariat(desk: Desk, known: DeskCampaign, recovery_code: str | None) -> Secrets:
    """Return what the vault holds, with the recovery code or the keyring.

    COD-01 to COD-03, KEY-07 for another code, KEY-04 when one is needed, KEY-06 for a damaged vault.
    """
    try:
        if recovery_code is not None:
            return open_with_key(known.vault, recovery_vault_key(recovery_code))
        if desk.keyring is not None:
            return open_with_keyring(known.vault, desk.keyring)
    except AppError as error:
        code = {"KEY-02": "KEY-07", "KEY-03": "KEY-06"}.get(error.code)  # the words of a member
        if code is None:
            raise
        raise AppError(code) from error
    raise AppError("KEY-04")
