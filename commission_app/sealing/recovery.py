"""`secours.age`: the secretariat's secrets under the printed recovery code, for the day their vault is lost.

It is an age file with one passphrase, and its content an age identity file whose comments hold the rest: any
age tool opens lots and fiches with it, and `read_recovery` takes everything back (docs/formats.md).
"""

import base64
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from commission_app.errors import AppError
from commission_app.sealing.age_format import SCRYPT_KIND, AgeFailure, read_header
from commission_app.sealing.age_recipients import HybridIdentity, HybridRecipient, ScryptPassphrase
from commission_app.sealing.age_stream import decrypt, encrypt
from commission_app.sealing.atomic_file import open_file
from commission_app.sealing.identity import MAX_PAST, Secrets
from commission_app.sealing.salted_texts import well_formed
from commission_app.sealing.vault import printed_recovery_code
from commission_app.sealing.vault_file import KEY_BYTES

MAX_RECOVERY_BYTES = 64 << 10  # some 8 KB are needed by the longest
MAX_NAME = 200  # signs of the campaign's name, which is there for whoever reads the comments

_TITLE = "# commission-app secours/1"
_VAULT_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Recovery:
    """What a recovery file says; the key of the vault is not in it, since the vault is written anew."""

    campaign: str
    name: str
    written: str  # advisory, as every date
    vault_id: str  # the same for the restored vault, so that the session's keyring knows one account only
    secrets: Secrets = field(repr=False)


def sealed_recovery(recovery: Recovery, code: str, random: Callable[[int], bytes]) -> bytes:
    """Return `secours.age`, opened by the code as it is printed. COD-01 to COD-03 when it is none."""
    return encrypt(_text(recovery).encode(), [ScryptPassphrase(printed_recovery_code(code))], random)


def read_recovery(path: Path, code: str) -> Recovery:
    """Open a recovery file with a typed code; `secrets.vault` is left empty.

    COD-01 to COD-03 for a mistyped code, SEC-01 when the file is none of ours or damaged, SEC-02 when the
    code is another's.
    """
    try:
        data = _bounded(path)
    except OSError as error:
        printed_recovery_code(code)
        raise AppError("SEC-01", file=path.name) from error
    return open_recovery(data, code, path.name)


def open_recovery(data: bytes, code: str, file: str) -> Recovery:
    """Open the bytes of a recovery file, which `file` names to a person. Refusals as `read_recovery`."""
    passphrase = ScryptPassphrase(printed_recovery_code(code))
    try:
        return _parsed(_opened(data, passphrase).decode())
    except AgeFailure as error:
        raise AppError("SEC-02" if error.kind == "no match" else "SEC-01", file=file) from error
    except (ValueError, LookupError) as error:  # among them: a text that is not UTF-8
        raise AppError("SEC-01", file=file) from error


def _bounded(path: Path) -> bytes:
    with open_file(path) as file:
        return file.read(MAX_RECOVERY_BYTES)  # a larger file is cut, hence refused


def _opened(data: bytes, passphrase: ScryptPassphrase) -> bytes:
    """Unseal the file; a file sealed otherwise is damaged, whatever the code."""
    if [stanza.kind for stanza in read_header(io.BytesIO(data)).stanzas] != [SCRYPT_KIND]:
        raise AgeFailure("header", "not sealed under a passphrase alone")
    return decrypt(data, [passphrase], hybrid_only=False)


def _text(recovery: Recovery) -> str:
    """Return the identity file. A line of comment cannot be broken by what a campaign is called."""
    secrets = recovery.secrets
    lines = [
        _TITLE,
        f"# campaign: {_one_line(recovery.campaign)}",
        f"# name: {_one_line(_one_line(recovery.name)[:MAX_NAME])}",  # the cut may fall on a space
        f"# date: {recovery.written}",
        *(identity.text for identity in secrets.identities),
        f"# vault-id: {recovery.vault_id}",
        f"# sig: {_b64(secrets.sig)}",
        f"# pqsig: {_b64(secrets.pqsig)}",
        f"# database: {_b64(secrets.database)}",
    ]
    if secrets.chest:
        lines += [f"# share: {_b64(secrets.share)}", f"# chest: {secrets.chest}"]
    return "\n".join([*lines, ""])


def _parsed(text: str) -> Recovery:
    """Return what a text says; ValueError or LookupError unless it is the one way to write it."""
    lines = text.split("\n")
    comments = dict(line.removeprefix("# ").split(": ", 1) for line in lines[1:] if line.startswith("# "))
    seeds = [HybridIdentity.from_text(line).seed for line in lines if line and not line.startswith("#")]
    chest = comments.get("chest", "")
    if chest:
        HybridRecipient.parse(chest)
    read, *others = seeds
    enc, past = (b"", others) if chest else (others[0], others[1:])
    if len(past) > MAX_PAST or not _VAULT_ID.fullmatch(comments["vault-id"]):
        raise ValueError("not what a vault holds")
    secrets = Secrets(
        enc=enc,
        sig=_key(comments["sig"]),
        pqsig=_key(comments["pqsig"]),
        database=_key(comments["database"]),
        vault=b"",
        read=read,
        past=tuple(past),
        share=_key(comments["share"]) if chest else b"",
        chest=chest,
    )
    found = Recovery(comments["campaign"], comments["name"], comments["date"], comments["vault-id"], secrets)
    if _text(found) != text:
        raise ValueError("not the one way to write it")
    return found


def _one_line(text: str) -> str:
    return " ".join(well_formed(text).split())


def _b64(secret: bytes) -> str:
    return base64.b64encode(secret).decode()


def _key(text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("not the length of a key")
    return key
