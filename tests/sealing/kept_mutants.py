"""Mutants of what a person keeps for the day something is lost: draft backups and the recovery export."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random

from commission_app.sealing import recovery as exports
from commission_app.sealing.age_recipients import HybridIdentity, ScryptPassphrase
from commission_app.sealing.age_stream import encrypt
from commission_app.sealing.draft_backup import DraftBackup, _encoded, _mac, open_draft
from commission_app.sealing.recovery import Recovery, read_recovery
from commission_app.sealing.stored_zip import pack
from commission_app.sealing.vault import new_recovery_code, printed_recovery_code
from tests.sealing import exchange as x
from tests.sealing.drawn_bytes import DrawnBytes
from tests.sealing.mutant import Mutant, Outcome, Target, changed, from_file, strict
from tests.sealing.mutations import STRANGE, damaged, forged, json_line
from tests.sealing.sealed_mutants import rewritten

DRAFT_READER = HybridIdentity.from_seed(x.CODES[x.M07].draft_seed)
DRAFT_RECIPIENTS = (DRAFT_READER.recipient, x.RECOVERY.recipient)
DRAFTS = tuple(
    DraftBackup(
        x.CAMPAIGN,
        x.M07,
        x.MEMBER.key_set.id,
        datetime(2021, 6, 10, 21, 42, serial),  # noqa: DTZ001 - a local time, as they are written
        "L1",
        serial,
        x.CLAIMS.prev,
        x.SHEET,
    )
    for serial in (1, 2)
)
CODE = new_recovery_code(DrawnBytes("recovery export"))
CHEAP = 2  # work factor: the derivation is the same at 18, and half a second slower
_FACTOR = re.compile(rb"-> scrypt \S+ 0*([0-9]+)")


def opened(data: bytes) -> DraftBackup:
    """Open a draft as its member does on another computer."""
    return open_draft(
        data,
        [DRAFT_READER],
        [x.CODES[x.M07].mac_key],
        campaign=x.CAMPAIGN,
        member=x.M07,
        file="a.brouillon",
    )


def sealed_draft(content: bytes, key: bytes = x.CODES[x.M07].mac_key) -> bytes:
    """Seal any bytes as a draft."""
    return encrypt(
        pack({"brouillon": content, "brouillon.mac": _mac(key, content)}), DRAFT_RECIPIENTS, x.RANDOM
    )


def drafts() -> list[Target]:
    """Damage the file of a draft, write its header again, or say something else with the member's code."""
    contents = [_encoded(draft) for draft in DRAFTS]
    one, two = (sealed_draft(content) for content in contents)
    document, other = (json.loads(content) for content in contents)

    def bytes_of(random: Random) -> Mutant | None:
        return changed(damaged(random, one, two), (one, two), strict(opened))

    def same(data: bytes) -> Outcome:
        return Outcome.SAME if opened(data) == DRAFTS[0] else Outcome.ACCEPTED

    def header_of(random: Random) -> Mutant | None:
        data, is_hybrid = rewritten(random, one, two, DRAFT_READER)
        return changed(data, (one, two), same if is_hybrid else strict(opened))

    def again(content: bytes) -> Outcome:
        return Outcome.OWN if _encoded(opened(sealed_draft(content))) == content else Outcome.ACCEPTED

    def content_of(random: Random) -> Mutant | None:
        if random.random() < 0.8:
            content = json_line(random, forged(random, document, other))
        else:
            content = damaged(random, contents[0], contents[1])
        return changed(content, (contents[0], contents[1]), again)

    def without_the_code(content: bytes) -> object:
        return opened(sealed_draft(content, x.CODES[x.M08].mac_key))

    def foreign(random: Random) -> Mutant | None:
        return Mutant(damaged(random, contents[0], contents[1]), strict(without_the_code))

    return [
        Target("brouillon", "sealed", 20, bytes_of),
        Target("brouillon header", "sealed", 3, header_of),
        Target("brouillon signed again", "under", 10, content_of),
        Target("brouillon of another code", "under", 1, foreign),
    ]


# ------------------------------------------------------------------------------------ the recovery export


def sealed_export(text: bytes, factor: int = CHEAP) -> bytes:
    """Seal any bytes as a recovery export, at little cost."""
    return encrypt(text, [ScryptPassphrase(printed_recovery_code(CODE), factor)], x.RANDOM)


def is_costly(data: bytes) -> bool:
    """Tell whether reading would derive a key for real: seconds and hundreds of megabytes, by design."""
    found = _FACTOR.search(data)
    return found is not None and int(found[1][-9:]) > 10


def recovery_exports(folder: Path) -> list[Target]:
    """Damage a recovery export, or say something else under its passphrase."""
    secrets = replace(x.SECRETARIAT, vault=b"", past=(bytes(32), bytes(range(32))))
    found = Recovery("accueil-2021", "Accueil pour tous", "2021-06-10T21:42", "0123456789abcdef", secrets)
    chest = replace(secrets, enc=b"", share=bytes(32), chest=x.RECOVERY.recipient.text)
    texts = [exports._text(each).encode() for each in (found, replace(found, secrets=chest))]
    one, two = (sealed_export(text) for text in texts)
    path = folder / "secours.age"
    read: Callable[[bytes], object] = from_file(path, lambda file: read_recovery(file, CODE))

    def bytes_of(random: Random) -> Mutant | None:
        data = damaged(random, one, two)
        return None if is_costly(data) else changed(data, (one, two), strict(read))

    def again(text: bytes) -> Outcome:
        said = read(sealed_export(text))
        assert isinstance(said, Recovery)
        return Outcome.OWN if exports._text(said).encode() == text else Outcome.ACCEPTED

    def text_of(random: Random) -> Mutant | None:
        text, other = texts if random.random() < 0.5 else reversed(texts)
        data = damaged(random, text, other) if random.random() < 0.4 else reworded(random, text)
        return changed(data, tuple(texts), again)

    return [Target("secours", "sealed", 12, bytes_of), Target("secours text", "under", 5, text_of)]


def reworded(random: Random, text: bytes) -> bytes:
    """Change a line of an identity file, repeat it, drop it or move it."""
    lines = text.decode().split("\n")
    place = random.randrange(len(lines))
    name = lines[place].partition(": ")[0]
    strange: list[str] = [value for value in STRANGE if isinstance(value, str)]
    match random.randrange(6):
        case 0:
            lines[place] = f"{name}: {random.choice(strange)}"
        case 1:
            lines[place] = (
                f"{name}: {base64.b64encode(random.randbytes(random.choice((31, 32, 33)))).decode()}"
            )
        case 2:
            lines.insert(random.randrange(len(lines)), lines[place])
        case 3:
            del lines[place]
        case 4:
            lines[place] = HybridIdentity.from_seed(hashlib.sha256(random.randbytes(8)).digest()).text
        case _:
            random.shuffle(lines)
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def kept_targets(folder: Path) -> list[Target]:
    """Return every target of this page."""
    return [*drafts(), *recovery_exports(folder)]
