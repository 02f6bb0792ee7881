"""Mutants under the encryption: what a member of the group, or anybody with a recipient, can seal again.

Content is changed first, then sealed as far as the forger could, so that the parsers behind the cryptography
are reached. Most are given to the layer they are for; a sample goes through the whole reader.
"""

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import msgspec

from commission_app.errors import AppError
from commission_app.sealing import canonical, vault_file
from commission_app.sealing.age_stream import decrypt, encrypt
from commission_app.sealing.identity import Secrets
from commission_app.sealing.recognition import find_seal, write_seals
from commission_app.sealing.rotation import write_rotation
from commission_app.sealing.salted_texts import TextReader
from commission_app.sealing.sheet_act import read_sheet_document
from commission_app.sealing.sheet_file import SheetParts
from commission_app.sealing.stored_zip import MalformedZipError, StoredReader, StoredWriter, pack, unpack
from commission_app.sealing.vault import create_vault, open_with_key
from tests.sealing import exchange as x
from tests.sealing.drawn_bytes import DrawnBytes
from tests.sealing.mutant import Mutant, Outcome, Target, changed, from_file, strict
from tests.sealing.mutations import STRANGE, damaged, forged, json_line
from tests.sealing.sealed_mutants import READER, lenient, make_lot, read_lot
from tests.sealing.signed_mutants import FICHE, TEXTS, fiche_reading

Entries = dict[str, bytes]
PARTS_NAMES = ("fiche", "textes", "carte", "carte.mac")


def parts_entries(parts: SheetParts) -> Entries:
    """Return the entries of a fiche."""
    return dict(zip(PARTS_NAMES, (parts.act, parts.texts, parts.card, parts.mac), strict=True))


def zips(folder: Path) -> list[Target]:
    """Damage the ZIP inside a sealed file: its one form binds each byte."""
    lots = [decrypt(make_lot(folder, serial).data, [READER]) for serial in (1, 2)]
    fiches = [pack(parts_entries(parts)) for parts in (x.PARTS, x.parts_of(seq=3))]
    small = [pack({"a": b"", "b.c-d": bytes(9), "racine.json": name}) for name in (b"{}", b"[]")]

    def entries(data: bytes) -> Outcome:
        try:
            reader = StoredReader(io.BytesIO(data))
            read = {entry.name: reader.read(entry) for entry in reader.entries}
        except MalformedZipError as error:
            raise AppError("LOT-06") from error
        return Outcome.OWN if pack(read) == data else Outcome.ACCEPTED  # by chance, another that is whole

    def mutant(random: Random) -> Mutant | None:
        one, two = random.choice((lots, fiches, small))
        return changed(damaged(random, one, two), (one, two), entries)

    return [Target("zip", "under", 30, mutant)]


# ------------------------------------------------------------------------------------------ sealed again


def repacked(random: Random, held: Entries, other: Entries) -> bytes:
    """Return a ZIP whose entries were changed, and which is in the one form again, or almost."""
    entries = list(held.items())
    place = random.randrange(len(entries))
    name, content = entries[place]
    foreign = other.get(name, b"")
    match random.randrange(8):
        case 0 | 1:
            entries[place] = (name, damaged(random, content, foreign))
        case 2:
            entries[place] = (name, foreign)
        case 3:
            entries[place] = (
                random.choice(("a", "d/0001/09.pdf", "rotation/1", "fiche", name.upper())),
                content,
            )
        case 4:
            del entries[place]
        case 5:
            entries.insert(place, (random.choice(("z", "rotation/1", "d/0001/03.pdf", "sceaux2")), foreign))
        case 6:
            random.shuffle(entries)
        case _:
            entries[place] = (name, random.choice(list(held.values())))
    packed = _packed(random, entries)
    return packed if random.random() < 0.9 else damaged(random, packed, pack(other))


def _packed(random: Random, entries: list[tuple[str, bytes]]) -> bytes:
    """Write entries whose names differ, each with its size before or after it."""
    target = io.BytesIO()
    writer = StoredWriter(target)
    for name, content in dict(entries).items():
        if random.random() < 0.5:
            writer.add(name, content)
        else:
            writer.stream(name, [content])
    writer.finish()
    return target.getvalue()


def sealed_again(folder: Path) -> list[Target]:
    """Seal changed entries again, to the same persons, and read them whole."""
    one, two = make_lot(folder, 1, [x.FALSE_SECRETARIAT]), make_lot(folder, 2)
    held, other = (unpack(decrypt(lot.data, [READER])) for lot in (one, two))
    stranger, other_keys = x.MEMBERS[x.M09], x.MEMBERS[x.M08].key_set
    other["rotation/1"] = write_rotation(x.CAMPAIGN, stranger, other_keys)  # to keys that are not the lot's
    lot_file = folder / "again.lot"
    fiche, other_fiche = (parts_entries(parts) for parts in (x.PARTS, x.parts_of(seq=3)))

    def lot(data: bytes) -> Outcome:
        sealed = encrypt(data, x.RECIPIENTS, x.RANDOM)
        lot_file.write_bytes(sealed)
        return read_lot(one, lot_file, None)

    def received(data: bytes) -> Outcome:
        sealed = encrypt(data, x.SHEET_RECIPIENTS, x.RANDOM)
        found = x.received(sealed)
        same = (x.PARTS.sha512, x.SHEET, x.CLAIMS, x.MEMBER.key_set)
        is_same = (found.sha512, found.sheet, found.claims, found.keys) == same
        return Outcome.SAME if is_same else Outcome.ACCEPTED

    def lot_of(random: Random) -> Mutant | None:
        return changed(repacked(random, held, other), (pack(other),), lot)

    def fiche_of(random: Random) -> Mutant | None:
        return changed(repacked(random, fiche, other_fiche), (pack(other_fiche),), received)

    return [
        Target("lot sealed again", "under", 2, lot_of),
        Target("fiche sealed again", "under", 3, fiche_of),
    ]


def seals(_folder: Path) -> list[Target]:
    """Change the seals of a lot: only the true one of this member may open it."""
    true = write_seals(x.MANIFEST_ACT, x.mac_keys_of(x.MANIFEST))
    false = write_seals(x.MANIFEST_ACT, {x.M09: x.CODES[x.M09].mac_key})
    document, other = json.loads(true), json.loads(false)

    def read(data: bytes) -> Outcome:
        member = find_seal(data, x.MANIFEST_ACT, x.CODES[x.M07].mac_key)
        return Outcome.SAME if member == x.M07 else Outcome.ACCEPTED

    def mutant(random: Random) -> Mutant | None:
        if random.random() < 0.5:
            return changed(damaged(random, true, false), (true,), read)
        return changed(json_line(random, forged(random, document, other)), (true,), read)

    return [Target("sceaux", "under", 12, mutant)]


# --------------------------------------------------------------------------------------- texts of a fiche


def texts(_folder: Path) -> list[Target]:
    """Change the texts of a fiche: those it was signed with, or those it is then signed with again."""
    other = x.parts_of(seq=3).texts

    def bound(data: bytes) -> object:
        return read_sheet_document(FICHE, TextReader(data))

    def again(data: bytes) -> Outcome:
        line, _, changed_texts = data.partition(b"\n")
        return fiche_reading(canonical.decode(line), changed_texts)

    def damaged_texts(random: Random) -> Mutant | None:
        if random.random() < 0.6:
            data = damaged(random, x.PARTS.texts, other)
        else:
            data = json_line(random, forged(random, TEXTS, json.loads(other)))
        return changed(data, (x.PARTS.texts,), strict(bound))

    return [
        Target("textes", "under", 24, damaged_texts),
        Target("textes signed again", "under", 24, lambda random: Mutant(resalted(random), again)),
    ]


def resalted(random: Random) -> bytes:
    """Change one text or passage, and the digest of it in the act: the act, then its texts."""
    held = json.loads(json.dumps(TEXTS))
    digest = random.choice(sorted(held))
    said = held.pop(digest)
    if said["kind"] == "evidence" and random.random() < 0.9:
        passage = json.loads(said["text"])
        line = json_line(random, forged(random, passage, {**passage, "rects": [], "page": 1, "quote": "x"}))
        said["text"] = line.decode("utf-8", "surrogatepass")
    elif random.random() < 0.5:
        said["text"] = _text(random)
    else:
        said[random.choice(("kind", "salt"))] = random.choice(("remark", "reason", "évidence", "00" * 32, ""))
    salt = bytes.fromhex(said["salt"]) if len(said["salt"]) == 64 else b""
    new = hashlib.sha512(salt + said["text"].encode("utf-8", "surrogatepass")).hexdigest()
    held[new] = said
    act = canonical.encode(FICHE).replace(digest.encode(), new.encode())
    written = json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return act + b"\n" + written.encode("utf-8", "surrogatepass")


def _text(random: Random) -> str:
    strange: list[str] = [value for value in STRANGE if isinstance(value, str)]
    return "".join(random.choices(strange, k=random.choice((1, 2, 5))))


# --------------------------------------------------------------------------------------------- the vault


def vaults(folder: Path) -> list[Target]:
    """Change what is sealed in a vault, and its slots, with the keys that its owner has."""
    code = x.CODES[x.M07].vault_key
    path, made = folder / "inner.json", folder / "inner_made.json"
    create_vault(made, x.MEMBER, codes=[code], keyring=None, random=DrawnBytes("inner vault"))
    vault = vault_file.read_vault(made)
    head = vault_file._head(vault, "body", "slots")
    plain = vault_file._unseal(x.MEMBER.vault, vault.body, head)
    assert plain is not None
    body, outer = json.loads(plain), json.loads(made.read_bytes())
    past = {**body, "past": [body["enc"]] * 3, "past_macs": [body["mac"]]}

    def sealed_body(line: bytes) -> Outcome:
        sealed = vault_file._seal(x.MEMBER.vault, line, head, x.RANDOM)
        document = msgspec.to_builtins(msgspec.structs.replace(vault, body=sealed))
        path.write_bytes(canonical.encode(document))
        return Outcome.OWN if body_line(open_with_key(path, code)) == line else Outcome.ACCEPTED

    def opened(file: Path) -> Outcome:
        return Outcome.SAME if open_with_key(file, code) == x.MEMBER else Outcome.ACCEPTED

    def inside(random: Random) -> Mutant | None:
        return changed(json_line(random, forged(random, body, past)), (plain,), sealed_body)

    def outside(random: Random) -> Mutant | None:
        line = json_line(random, forged(random, outer, {**outer, "id": "0" * 16}))
        return changed(line, (canonical.encode(outer),), lenient(from_file(path, opened)))

    return [
        Target("trousseau body", "under", 8, inside),
        Target("trousseau document", "under", 10, outside),
    ]


def body_line(secrets: Secrets) -> bytes:
    """Write again what a vault's body said."""
    names = vault_file._Body.__struct_fields__
    values = {name: getattr(secrets, name) for name in names}
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return canonical.encode(msgspec.to_builtins(plain))


Build = Callable[[Path], list[Target]]
BUILDS: tuple[Build, ...] = (zips, sealed_again, seals, texts, vaults)


def inner_targets(folder: Path) -> list[Target]:
    """Return every target of this page."""
    return [target for build in BUILDS for target in build(folder)]
