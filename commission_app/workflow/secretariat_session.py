"""The secretariat at work: campaign keys in memory, everything received in the encrypted database."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

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
from commission_app.workflow.campaign_document import decode_campaign, encode_campaign
from commission_app.workflow.desk import Desk, DeskCampaign, find_campaign

AUTHOR = "secretariat"
RECOVERY, KEY_SETS = "recovery", "secretariat_keys"  # settings


@dataclass
class SecretariatSession:
    """What stays open while the secretariat works. Close it to forget the keys."""

    desk: Desk
    place: DeskCampaign
    secrets: Secrets
    database: Database
    chest: HybridIdentity | None = None  # both halves brought together, in memory only

    def __enter__(self) -> Self:
        """Use the session inside a block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close everything."""
        self.close()

    def close(self) -> None:
        """Close the database."""
        self.database.close()

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

    def keep_key_sets(self, former: tuple[KeySet, ...]) -> None:
        """Write down the keys in force after those that were: old lots are verified under old keys."""
        documents = [keys.document() for keys in (*former, self.secrets.key_set)]
        self.database.settings.put(KEY_SETS, canonical_json(documents).decode())

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

    def ineligible(self) -> dict[DossierId, str]:
        """The reason of each dossier decided « irrecevable »."""
        text = self.database.settings.get("ineligible")
        decided = {} if text is None else msgspec.json.decode(text.encode(), type=dict[str, str])
        return {DossierId(dossier): reason for dossier, reason in decided.items()}

    def log(self, kind: str, facts: Mapping[str, Fact]) -> None:
        """Write one event in the hash-chained journal."""
        self.database.journal.append(kind, AUTHOR, facts, self.desk.now())


def open_secretariat(
    desk: Desk, campaign: CampaignId | None = None, recovery_code: str | None = None
) -> SecretariatSession:
    """Open the secretariat's desk. DSK-11 when it has no campaign, KEY-04 when its code is needed."""
    known = find_campaign(desk, "secretariat", campaign)
    if recovery_code is not None:
        secrets = open_with_key(known.vault, recovery_vault_key(recovery_code))
    elif desk.keyring is not None:
        secrets = open_with_keyring(known.vault, desk.keyring)
    else:
        raise AppError("KEY-04")
    return SecretariatSession(desk, known, secrets, open_database(known.database, secrets.database))
