"""Shapes of what the secretariat signs once lots are out: receipts, register, decisions, change of its keys.

Each is read and written by the module of its name: `receipt.py`, `register.py`, `decision.py`, `rotation.py`.
"""

from typing import Annotated, Literal

from msgspec import Meta

from commission_app.sealing.documents import Digest, Document, KeysDocument, Natural, Positive

Verdict = Annotated[str, Meta(pattern=r"^(accepted|replaced|to_confirm|refused)\Z")]


class ReceiptLineDocument(Document, frozen=True):
    """What became of one fiche."""

    sha512: Digest
    verdict: Verdict
    code: str


class ReceiptDocument(Document, frozen=True):
    """`accuse`: the secretariat's answer to a member."""

    type: Literal["accuse"]
    v: Literal[1]
    campaign: str
    member: str
    serial: Positive
    sheets: list[ReceiptLineDocument]
    journal: str
    annuaire: str | None = None  # the whole signed register, once the reception is closed


class RegisteredDocument(Document, frozen=True):
    """A member of the register: every computer that was recognised, oldest first."""

    id: str
    name: str
    institution: str
    keys: list[KeysDocument]
    code_serial: Natural


class RetainedDocument(Document, frozen=True):
    """A fiche that counts."""

    member: str
    sha512: Digest


class RegisterDocument(Document, frozen=True):
    """`annuaire`: members, keys and fiches retained at the close of the reception."""

    type: Literal["annuaire"]
    v: Literal[1]
    campaign: str
    serial: Positive
    at: str
    members: list[RegisteredDocument]
    sheets: list[RetainedDocument]


class DecisionDocument(Document, frozen=True):
    """`acte`: the chair sets aside what one fiche says of one dossier."""

    type: Literal["acte"]
    v: Literal[1]
    campaign: str
    kind: Literal["exclusion"]
    member: str
    dossier: str
    sheet: Digest
    name: str  # of the person who decides
    reason: str
    at: str


class RotationDocument(Document, frozen=True):
    """`rotation`: the secretariat's keys change; signed by the old ones."""

    type: Literal["rotation"]
    v: Literal[1]
    campaign: str
    old: KeysDocument
    new: KeysDocument
