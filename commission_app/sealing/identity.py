"""A person's secrets and the public key set that stands for them.

Everything a person needs in a campaign is here: reading, signing (twice), the local database, and what comes
from the opening code. Secrets live in the vault; key sets travel in signed acts.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey, MLDSA65PublicKey

from commission_app.errors import AppError
from commission_app.sealing import canonical, sshsig
from commission_app.sealing.age_recipients import HybridIdentity, HybridRecipient
from commission_app.sealing.opening_code import CodeSecrets

_FINGERPRINT_DIGITS = 40
MAX_PAST = 64  # former seeds that a vault keeps


@dataclass(frozen=True)
class KeySet:
    """The public keys of a person or of the secretariat, as they are written in acts (SEALING.md §6.2)."""

    enc: str  # `age1pq1…`
    pqsig: str  # ML-DSA-65, base64
    sig: str  # `ssh-ed25519 AAAA…`

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """Return the key set of an act's `keys`. ACT-02 unless each is sound and in its one form."""
        try:
            keys = cls(**document)
            keys._refuse_malformed()
        except (TypeError, ValueError, AttributeError) as error:
            raise AppError("ACT-02", detail="malformed keys") from error
        return keys

    def document(self) -> dict[str, str]:
        """Return the `keys` of an act."""
        return {"enc": self.enc, "pqsig": self.pqsig, "sig": self.sig}

    @property
    def id(self) -> str:
        """Return the 32 hexadecimal signs that name this key set."""
        return self._digest()[:16].hex()

    @property
    def fingerprint(self) -> str:
        """Return the 40 digits that two persons compare by telephone in the reinforced mode."""
        number = int.from_bytes(self._digest()[16:], "big") % 10**_FINGERPRINT_DIGITS
        return f"{number:0{_FINGERPRINT_DIGITS}d}"

    @property
    def ed25519(self) -> Ed25519PublicKey:
        """Return the key of the classical signature."""
        return sshsig.public_key(self.sig)

    @property
    def mldsa(self) -> MLDSA65PublicKey:
        """Return the key of the post-quantum signature."""
        return MLDSA65PublicKey.from_public_bytes(base64.b64decode(self.pqsig, validate=True))

    def _digest(self) -> bytes:
        return hashlib.sha512(b"commission-app/empreinte/v1\0" + canonical.encode(self.document())).digest()

    def _refuse_malformed(self) -> None:
        """Raise ValueError for a key that is not one, or that another text would also write.

        Two texts for one key would give one person two ids.
        """
        enc = HybridRecipient.parse(self.enc).text
        pqsig = base64.b64encode(self.mldsa.public_bytes_raw()).decode()
        if (enc, pqsig, sshsig.public_key_text(self.ed25519)) != (self.enc, self.pqsig, self.sig):
            raise ValueError("not the one way to write this key")


@dataclass(frozen=True)
class SigningKeys:
    """The two private keys that sign an act."""

    ed25519: Ed25519PrivateKey
    mldsa: MLDSA65PrivateKey


@dataclass(frozen=True)
class Secrets:
    """What a person must keep for a campaign; `repr` shows none of it.

    The keys that sign belong to a computer and outlive a replaced code; what comes from the code (`read`,
    `mac`, `draft`) does not. `mac` and `draft` are empty for the secretariat.
    """

    enc: bytes = field(repr=False)  # seed of the age identity of the key set; empty under a chest
    sig: bytes = field(repr=False)  # seed of the Ed25519 key
    pqsig: bytes = field(repr=False)  # seed of the ML-DSA-65 key
    database: bytes = field(repr=False)  # key of the local database
    vault: bytes = field(repr=False)  # key of the vault file that holds the others
    read: bytes = field(repr=False)  # seed of the age identity that reads lots, and the secretariat's pieces
    mac: bytes = field(repr=False, default=b"")  # proves a card to the secretariat and a seal to the member
    draft: bytes = field(repr=False, default=b"")  # seed of the age identity of the draft backups
    past: tuple[bytes, ...] = field(repr=False, default=())  # seeds read with before they changed
    past_macs: tuple[bytes, ...] = field(repr=False, default=())  # of a member's former codes, beside `past`
    share: bytes = field(repr=False, default=b"")  # of the chest with two keys: the secretariat's half
    chest: str = field(repr=False, default="")  # recipient of that chest: then `enc` is nowhere at rest

    @classmethod
    def new(cls, random: Callable[[int], bytes]) -> Self:
        """Draw the secrets of a secretariat."""
        return cls(random(32), random(32), random(32), random(32), random(32), random(32))

    @classmethod
    def for_member(cls, code: CodeSecrets, random: Callable[[int], bytes]) -> Self:
        """Draw the secrets of a member on this computer, beside what their opening code gives."""
        return cls.new(random).with_code(code)

    def with_code(self, code: CodeSecrets) -> Self:
        """Return the same secrets under another opening code: a replaced code keeps the signing keys.

        What the former code opened stays readable, until a lot sealed under the new one takes its place.
        """
        if self.mac == code.mac_key:
            return self
        past, past_macs = ((self.read, *self.past), (self.mac, *self.past_macs)) if self.mac else ((), ())
        return replace(
            self,
            read=code.read_seed,
            mac=code.mac_key,
            draft=code.draft_seed,
            past=past[:MAX_PAST],
            past_macs=past_macs[:MAX_PAST],
        )

    @property
    def signing(self) -> SigningKeys:
        """Return the private keys that sign acts."""
        return SigningKeys(
            Ed25519PrivateKey.from_private_bytes(self.sig), MLDSA65PrivateKey.from_seed_bytes(self.pqsig)
        )

    @property
    def key_set(self) -> KeySet:
        """Return the public half, to be written in acts."""
        signing = self.signing
        return KeySet(
            enc=self.chest or HybridIdentity.from_seed(self.enc).recipient.text,
            pqsig=base64.b64encode(signing.mldsa.public_key().public_bytes_raw()).decode(),
            sig=sshsig.public_key_text(signing.ed25519.public_key()),
        )

    @property
    def identities(self) -> tuple[HybridIdentity, ...]:
        """Return every age identity held here, those of former keys last."""
        seeds = (self.read, *((self.enc,) if self.enc else ()), *self.past)
        return tuple(HybridIdentity.from_seed(seed) for seed in seeds)
