"""Mutants of sealed files: bytes as an outsider can change them, headers as a recipient can write them."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from commission_app.scoring.ids import PiecePath, Sha512
from commission_app.sealing.age_format import HYBRID_KIND, Stanza, encode_header, open_header, read_header
from commission_app.sealing.age_recipients import HybridIdentity, X25519Recipient
from commission_app.sealing.age_stream import encrypt
from commission_app.sealing.age_text import base64_bytes, base64_text
from commission_app.sealing.archive_file import ROOT, is_texts, read_archive, write_archive
from commission_app.sealing.bundle import write_bundle
from commission_app.sealing.identity import KeySet, Secrets
from commission_app.sealing.manifest import Manifest
from commission_app.sealing.receipt import Receipt, ReceiptLine, read_receipt
from commission_app.sealing.rotation import write_rotation
from commission_app.sealing.sheet_file import SheetParts, open_sheet
from commission_app.sealing.signed_act import sign
from commission_app.sealing.stored_zip import pack, unpack
from commission_app.sealing.vault import create_vault, open_with_key, open_with_keyring
from tests.sealing import exchange as x
from tests.sealing.drawn_bytes import DrawnBytes
from tests.sealing.mutant import Mutant, Outcome, Read, Target, changed, from_file, strict
from tests.sealing.mutations import damaged

READER = HybridIdentity.from_seed(x.CODES[x.M07].read_seed)
PINNED = x.SECRETARIAT.key_set
WEAKER = X25519Recipient.parse("age1cy0su9fwf3gf9mw868g5yut09p6nytfmmnktexz2ya5uqg9vl9sss4euqm")


@dataclass(frozen=True)
class Lot:
    """A small lot of two chunks, and all that its reader must find in it."""

    manifest: Manifest
    contents: dict[PiecePath, bytes]
    sha512: Sha512
    former: tuple[KeySet, ...]  # keys of the secretariat before those of the manifest
    data: bytes


def make_lot(folder: Path, serial: int, rotations: Sequence[Secrets] = ()) -> Lot:
    """Seal a lot of one dossier whose two pieces are small enough to be read thousands of times."""
    contents = {
        x.FIRST: DrawnBytes(f"intention {serial}")(55_000),
        x.SECOND: b"%PDF-1.7 favorable " + bytes([serial]),
    }
    pieces = tuple(x.piece_of(path, content) for path, content in contents.items())
    dossier = replace(x.MANIFEST.dossiers[0], pieces=pieces)
    manifest = replace(x.MANIFEST, serial=serial, dossiers=(dossier,), calibration=())
    file = folder / "made.lot"
    written = write_bundle(
        file,
        manifest,
        pieces=x.pieces_from(contents),
        mac_keys=x.mac_keys_of(manifest),
        recipients=x.RECIPIENTS,
        secrets=x.SECRETARIAT,
        random=x.RANDOM,
        progress=x.no_progress,
        rotations=[write_rotation(x.CAMPAIGN, old, PINNED) for old in rotations],
    )
    former = tuple(old.key_set for old in rotations)
    return Lot(manifest, contents, written.manifest_sha512, former, file.read_bytes())


def read_lot(lot: Lot, path: Path, pinned: KeySet | None) -> Outcome:
    """Open a lot as one of its members and read every piece."""
    with x.open_as(path, x.M07, pinned) as bundle:
        pieces = {piece: bundle.read_piece(piece) for piece in bundle.manifest.pieces}
        found = (bundle.manifest_sha512, bundle.manifest, bundle.member, pieces)
        is_chain = bundle.former in ((), lot.former)  # left out, it only refuses who still knows former keys
    same = (lot.sha512, lot.manifest, x.M07, lot.contents)
    return Outcome.SAME if found == same and is_chain else Outcome.ACCEPTED


def lots(folder: Path) -> list[Target]:
    """Damage the bytes of a lot, or write its header again as another recipient could."""
    one, two = make_lot(folder, 1), make_lot(folder, 2)
    path = folder / "mutant.lot"
    read = from_file(path, lambda file: read_lot(one, file, PINNED))
    originals = (one.data, two.data)

    def bytes_of(random: Random) -> Mutant | None:
        return changed(damaged(random, *originals), originals, strict(read))

    def header_of(random: Random) -> Mutant | None:
        data, is_hybrid = rewritten(random, one.data, two.data, READER)
        return changed(data, originals, lenient(read) if is_hybrid else strict(read))

    return [Target("lot", "sealed", 20, bytes_of), Target("lot header", "sealed", 3, header_of)]


def lenient(read: Callable[[bytes], object]) -> Read:
    """Return a reader whose own judgement stands."""

    def attempt(data: bytes) -> Outcome:
        found = read(data)
        return found if isinstance(found, Outcome) else Outcome.ACCEPTED

    return attempt


def rewritten(random: Random, data: bytes, other: bytes, identity: HybridIdentity) -> tuple[bytes, bool]:
    """Write a header again under its file key, which every recipient has; tell whether no kind is added.

    Hybrid stanzas in another order, repeated or dropped open to the same content for those who still have
    theirs: that is no forgery. A stanza of any other kind, or added, must refuse the file.
    """
    source = io.BytesIO(data)
    file_key = open_header(source, [identity], hybrid_only=True)
    payload = source.read()
    stanzas = list(read_header(io.BytesIO(data)).stanzas)
    foreign = list(read_header(io.BytesIO(other)).stanzas)
    place = random.randrange(len(stanzas))
    match random.randrange(7):
        case 0:
            random.shuffle(stanzas)
        case 1:
            del stanzas[place]
        case 2:
            stanzas.insert(random.randrange(len(stanzas) + 1), stanzas[place])
        case 3:
            stanzas[place] = random.choice(foreign)
        case 4:
            stanzas.insert(place, WEAKER.wrap(file_key, random.randbytes))
        case 5:
            stanzas.insert(place, grease(random))
        case _:
            stanzas[place] = misshapen(random, stanzas[place])
    return encode_header(stanzas, file_key) + payload, {stanza.kind for stanza in stanzas} == {HYBRID_KIND}


def grease(random: Random) -> Stanza:
    """Return a stanza that age tells readers to ignore."""
    kind = random.choice(("x-grease", "X25519", "scrypt", "mlkem768x25519x", "MLKEM768X25519", "ssh-ed25519"))
    words = tuple(random.choice(("a", "18", "AAAA", "~")) for _ in range(random.randrange(4)))
    return Stanza(kind, words, random.randbytes(random.choice((0, 16, 32, 47, 48, 49))))


def misshapen(random: Random, stanza: Stanza) -> Stanza:
    """Return a hybrid stanza of another shape."""
    (share,) = stanza.arguments
    place = random.randrange(len(share))
    changes = (
        replace(stanza, arguments=(share, share)),
        replace(stanza, arguments=()),
        replace(stanza, arguments=(share[:place],)),
        replace(stanza, arguments=(share + "=",)),
        replace(stanza, arguments=(share[:place] + "A" + share[place + 1 :],)),
        replace(stanza, arguments=(base64_text(base64_bytes(share)[:-32] + bytes(32)),)),  # a low-order point
        replace(stanza, body=stanza.body + b"\0"),
        replace(stanza, body=b""),
        replace(stanza, body=random.randbytes(len(stanza.body))),
        replace(stanza, kind=stanza.kind + "2"),
    )
    return random.choice(changes)


def fiches(folder: Path) -> list[Target]:
    """Damage the bytes of a fiche, or write its header again as the secretariat's recovery key could."""
    parts = x.PARTS, x.parts_of(seq=3)
    one, two = (x.sent(each, folder) for each in parts)

    def opened(data: bytes) -> SheetParts:
        return open_sheet(data, [x.SECRETARIAT_IDENTITY], "a.fiche")

    def same(data: bytes) -> Outcome:
        return Outcome.SAME if opened(data) == parts[0] else Outcome.ACCEPTED

    def bytes_of(random: Random) -> Mutant | None:
        return changed(damaged(random, one, two), (one, two), strict(opened))

    def header_of(random: Random) -> Mutant | None:
        data, is_hybrid = rewritten(random, one, two, x.SECRETARIAT_IDENTITY)
        return changed(data, (one, two), same if is_hybrid else strict(opened))

    return [Target("fiche", "sealed", 36, bytes_of), Target("fiche header", "sealed", 6, header_of)]


RECEIPTS = tuple(
    Receipt(
        x.CAMPAIGN,
        x.M07,
        serial,
        (ReceiptLine(Sha512("a" * 128), "accepted"), ReceiptLine(Sha512("b" * 128), "refused", "FIC-09")),
        f"{serial}" * 128,
    )
    for serial in (1, 2)
)


def receipt_document(receipt: Receipt) -> dict[str, object]:
    """Write the act of a receipt."""
    lines = [{"sha512": line.sha512, "verdict": line.verdict, "code": line.code} for line in receipt.lines]
    register = {"annuaire": receipt.register.decode()} if receipt.register else {}
    return {
        "type": "accuse",
        "v": 1,
        "campaign": receipt.campaign,
        "member": receipt.member,
        "serial": receipt.serial,
        "sheets": lines,
        "journal": receipt.journal,
        **register,
    }


def received(data: bytes) -> Receipt:
    """Open a receipt as its member does."""
    return read_receipt(
        data, [READER], secretariat=PINNED, campaign=x.CAMPAIGN, member=x.M07, file="a.accuse"
    )


def receipts() -> list[Target]:
    """Damage the bytes of a receipt."""
    acts = [sign(receipt_document(receipt), x.SECRETARIAT.signing) for receipt in RECEIPTS]
    one, two = (encrypt(act, [READER.recipient], x.RANDOM) for act in acts)

    def bytes_of(random: Random) -> Mutant | None:
        return changed(damaged(random, one, two), (one, two), strict(received))

    return [Target("accuse", "sealed", 30, bytes_of)]


class Kept:
    """A keyring that keeps what it is given, in memory."""

    def __init__(self) -> None:
        self.secrets: dict[str, bytes] = {}

    def store(self, account: str, secret: bytes) -> None:
        """Keep a secret."""
        self.secrets[account] = secret

    def load(self, account: str) -> bytes | None:
        """Return a secret."""
        return self.secrets.get(account)

    def forget(self, account: str) -> None:
        """Erase a secret."""
        self.secrets.pop(account, None)


def vaults(folder: Path) -> list[Target]:
    """Damage a vault; only the slot that is not used may change, and the secrets are then the true ones."""
    keyring, originals = Kept(), list[bytes]()
    for name in ("one", "two"):
        file = folder / f"{name}.json"
        create_vault(
            file, x.MEMBER, codes=[x.CODES[x.M07].vault_key], keyring=keyring, random=DrawnBytes(name)
        )
        originals.append(file.read_bytes())
    path = folder / "trousseau.json"

    def opened(file: Path) -> Outcome:
        found = open_with_key(file, x.CODES[x.M07].vault_key)
        return Outcome.SAME if found == x.MEMBER else Outcome.ACCEPTED

    def silently(file: Path) -> Outcome:
        found = open_with_keyring(file, keyring)
        return Outcome.SAME if found == x.MEMBER else Outcome.ACCEPTED

    def bytes_of(random: Random) -> Mutant | None:
        way = random.choice((opened, silently))
        data = damaged(random, originals[0], originals[1])
        return changed(data, tuple(originals), lenient(from_file(path, way)))

    return [Target("trousseau", "sealed", 24, bytes_of)]


def archives(folder: Path) -> list[Target]:
    """Damage an archive, which is in clear, or change entries under the root that the minutes print."""
    originals: list[bytes] = []
    for name in (b"1", b"2"):
        file, act = folder / "made.zip", x.PARTS.sha512
        entries = {
            "campagne.json": b"{}",
            "journal.json": b"[" + name + b"]",
            "lots/L1-v1.acte": b"act " + name,
        }
        fiche = {f"fiches/{act}.acte": x.PARTS.act, f"fiches/{act}.textes": x.PARTS.texts}
        write_archive(file, {**entries, **fiche})
        originals.append(file.read_bytes())
    one, two = originals
    read = strict(from_file(folder / "archive.zip", read_archive))
    held, other = unpack(one), unpack(two)
    listed = [name for name in held if name != ROOT and not is_texts(name)]

    def bytes_of(random: Random) -> Mutant | None:
        return changed(damaged(random, one, two), (one, two), read)

    def entries_of(random: Random) -> Mutant | None:
        name = random.choice(listed)
        new = damaged(random, held[name], other[name])
        return changed(pack({**held, name: new}), (one, two), read)

    return [Target("archive", "sealed", 20, bytes_of), Target("archive root", "sealed", 6, entries_of)]


def sealed_targets(folder: Path) -> list[Target]:
    """Return every target of this page."""
    return [*lots(folder), *fiches(folder), *receipts(), *vaults(folder), *archives(folder)]
