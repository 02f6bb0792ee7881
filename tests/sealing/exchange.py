"""A small campaign as values: a secretariat, two members, three dossiers, one lot and one fiche."""

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.scoring.campaign import Institution, Member, Neutralised
from commission_app.scoring.dossier import CardLine, Dossier, Piece, RecordedFact, Territory
from commission_app.scoring.grid import Criterion, Grid, Scale, Section
from commission_app.scoring.ids import (
    CampaignId,
    CriterionId,
    DossierId,
    InstitutionId,
    MemberId,
    PiecePath,
    SectionId,
    Sha512,
)
from commission_app.scoring.sheet import NOT_ASSESSABLE, DossierSheet, Entry, Evidence, Rect, Recusal, Sheet
from commission_app.sealing.age_recipients import HybridIdentity, HybridRecipient
from commission_app.sealing.age_stream import decrypt, encrypt
from commission_app.sealing.bundle import OpenBundle, SealedBundle, open_bundle, write_bundle
from commission_app.sealing.identity import KeySet, Secrets
from commission_app.sealing.manifest import Manifest
from commission_app.sealing.opening_code import derive, new_code
from commission_app.sealing.recognition import write_seals
from commission_app.sealing.salted_texts import SaltedTexts
from commission_app.sealing.sheet_act import LotSeen, SheetClaims, sheet_document
from commission_app.sealing.sheet_file import (
    SheetContext,
    SheetParts,
    VerifiedSheet,
    make_sheet,
    open_sheet,
    verify_sheet,
    write_sheet,
)
from commission_app.sealing.signed_act import digest, sign
from commission_app.sealing.stored_zip import pack, unpack
from tests.sealing.drawn_bytes import DrawnBytes

RANDOM = DrawnBytes("exchange")
CAMPAIGN = CampaignId("accueil-2021")
SECRETARIAT = Secrets.new(DrawnBytes("secretariat"))
FALSE_SECRETARIAT = Secrets.new(DrawnBytes("false secretariat"))
RECOVERY = HybridIdentity.from_seed(DrawnBytes("recovery")(32))
M07, M08, M09 = MemberId("m07"), MemberId("m08"), MemberId("m09")
CODES = {member: derive(new_code(DrawnBytes(f"letter of {member}"))) for member in (M07, M08, M09)}
OLD_CODE = derive(new_code(DrawnBytes("first letter of m07")))
MEMBERS = {member: Secrets.for_member(CODES[member], DrawnBytes(member)) for member in CODES}
MEMBER = MEMBERS[M07]

LEVELS = tuple(f"niveau {level}" for level in range(6))
PLACES, LETTERS, COSTS = CriterionId("A1"), CriterionId("L3"), CriterionId("B2")
GRID = Grid(
    version="1.0",
    title="Grille d’essai",
    scale=Scale(5, LEVELS),
    sections=(
        Section(
            SectionId("A"),
            "Accueil",
            Fraction(60),
            (
                Criterion(
                    PLACES, "Places", "Combien de places ?", Fraction(2), LEVELS, ("nombre de places",)
                ),
                Criterion(LETTERS, "Lettres", "Les lettres sont-elles précises ?", Fraction(1), LEVELS),
            ),
        ),
        Section(
            SectionId("B"),
            "Budget",
            Fraction(40),
            (Criterion(COSTS, "Coûts", "Les coûts tiennent-ils ?", Fraction(1), LEVELS),),
        ),
    ),
    not_assessable_reasons=("pièce illisible", "hors de ma compétence"),
)
D1, D2, D3 = DossierId("0001"), DossierId("0002"), DossierId("0003")
CONTENTS = {
    PiecePath("d/0001/01.pdf"): DrawnBytes("letter of intent")(200_000),
    PiecePath("d/0001/02.pdf"): DrawnBytes("letter of the CAF")(90_000),
    PiecePath("d/0002/01.pdf"): DrawnBytes("another letter")(70_000),
    PiecePath("d/0003/01.pdf"): b"%PDF-1.7 short",
}
FIRST, SECOND, THIRD, FOURTH = CONTENTS


def piece_of(path: PiecePath, content: bytes) -> Piece:
    """Describe a piece as the secretariat imported it."""
    return Piece(
        path=path,
        title=f"Pièce {path}",
        kind="lettre d’intention",
        size=len(content),
        pages=3,
        sha512=Sha512(hashlib.sha512(content).hexdigest()),
        original_sha512=Sha512(hashlib.sha512(b"original of " + content).hexdigest()),
        text="native",
    )


def dossier_of(dossier: DossierId) -> Dossier:
    """Describe a dossier with every piece of `CONTENTS` that is its own."""
    return Dossier(
        id=dossier,
        title=f"Projet {dossier}",
        territory=Territory(f"Territoire {dossier}", "EPCI", "200000001", "62", "urbain", 239_400),
        pieces=tuple(
            piece_of(path, content) for path, content in CONTENTS.items() if path.startswith(f"d/{dossier}/")
        ),
        card=(CardLine("Porteur", "CA d’essai"),),
        facts=(RecordedFact("Places", "24", PLACES, PiecePath(f"d/{dossier}/01.pdf"), 2),),
    )


MANIFEST = Manifest(
    campaign=CAMPAIGN,
    name="Accueil pour tous — 2021",
    lot="L1",
    serial=1,
    secretariat=SECRETARIAT.key_set,
    recovery=RECOVERY.recipient.text,
    members=(
        Member(M07, "Thomas Delaunay", InstitutionId("CNAF")),
        Member(M08, "Claire Vasseur", InstitutionId("DGCS"), alternate_of=M09),
    ),
    institutions=(
        Institution(InstitutionId("CNAF"), "Caisse nationale des allocations familiales"),
        Institution(InstitutionId("DGCS"), "Direction générale de la cohésion sociale"),
    ),
    readers=(M07, M08, M09),
    grid=GRID,
    deadline="2021-06-25T18:00",
    meeting="2021-07-01T09:30",
    phone="01 00 00 00 00",
    round=1,
    neutralised=(Neutralised(InstitutionId("CNAF"), LETTERS),),
    calibration=(D1,),
    order_seed="2021",
    dossiers=(dossier_of(D1), dossier_of(D2), dossier_of(D3)),
)
MANIFEST_ACT = sign(MANIFEST.document(), SECRETARIAT.signing)
MANIFEST_SHA512 = digest(MANIFEST_ACT)


# ------------------------------------------------------------------------------------------------- refusals


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder, temporary ones included."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@contextmanager
def refusal(code: str, folder: Path) -> Iterator[None]:
    """Expect a refusal with its French sentences, which leaves no file and changes none."""
    before = files_in(folder)
    with pytest.raises(AppError) as refused:
        yield
    assert refused.value.code == code
    assert sentences(refused.value).code == code
    assert files_in(folder) == before


# ----------------------------------------------------------------------------------------------------- lots


def pieces_from(
    contents: Mapping[PiecePath, bytes] = CONTENTS,
) -> Callable[[PiecePath], AbstractContextManager[BinaryIO]]:
    """Return how the secretariat opens the viewing copy of each piece."""

    def opened(path: PiecePath) -> AbstractContextManager[BinaryIO]:
        return io.BytesIO(contents[path])

    return opened


def no_progress(done: int, total: int, step: str) -> None:
    """Say nothing."""


def recipient_of(member: MemberId) -> HybridRecipient:
    """Return the recipient that a member's opening code gives."""
    return HybridIdentity.from_seed(CODES[member].read_seed).recipient


RECIPIENTS = (
    recipient_of(M07),
    recipient_of(M08),
    HybridIdentity.from_seed(SECRETARIAT.enc).recipient,
    RECOVERY.recipient,
)


def mac_keys_of(manifest: Manifest) -> dict[MemberId, bytes]:
    """Return the mac key of each member of a lot."""
    return {member.id: CODES[member.id].mac_key for member in manifest.members}


def write_lot(
    target: Path,
    manifest: Manifest = MANIFEST,
    contents: Mapping[PiecePath, bytes] = CONTENTS,
    progress: Callable[[int, int, str], None] = no_progress,
) -> SealedBundle:
    """Seal a lot as the secretariat does."""
    return write_bundle(
        target,
        manifest,
        pieces=pieces_from(contents),
        mac_keys=mac_keys_of(manifest),
        recipients=RECIPIENTS,
        secrets=SECRETARIAT,
        random=RANDOM,
        progress=progress,
    )


def open_as(path: Path, member: MemberId = M07, pinned: KeySet | None = None) -> OpenBundle:
    """Open a lot with a member's opening code."""
    code = CODES[member]
    return open_bundle(path, HybridIdentity.from_seed(code.read_seed), code.mac_key, pinned)


def entries_of(lot: Path) -> dict[str, bytes]:
    """Return the entries of a lot, as one of its members can have them."""
    return unpack(decrypt(lot.read_bytes(), [HybridIdentity.from_seed(CODES[M08].read_seed)]))


def reseal(lot: Path, packed: bytes | Mapping[str, bytes]) -> None:
    """Seal something else to the same persons, as any member of the group could."""
    content = packed if isinstance(packed, bytes) else pack(packed)
    lot.write_bytes(encrypt(content, RECIPIENTS, RANDOM))


def heads_of(manifest: Manifest, secrets: Secrets = SECRETARIAT) -> dict[str, bytes]:
    """Return a manifest signed and sealed for its members by somebody who knows their codes."""
    act = sign(manifest.document(), secrets.signing)
    return {"manifeste": act, "sceaux": write_seals(act, mac_keys_of(manifest))}


# --------------------------------------------------------------------------------------------------- fiches

PASSAGE = Evidence(
    piece=FIRST,
    original_sha512=piece_of(FIRST, CONTENTS[FIRST]).original_sha512,
    page=2,
    quote="vingt‑quatre places « d’urgence »",
    prefix="soit ",
    suffix=" dès 2022",
    start=120,
    count=33,
    rects=(Rect(720, 1310, 3050, 1450), Rect(720, 1460, 1200, 1600)),
    engine="pdfium 151",
)
SHEET = Sheet(
    member=M07,
    readings={
        D1: DossierSheet(
            entries={
                PLACES: Entry(5, remark="Très précis.\nVoir p. 2 👩🏽‍🚒", evidence=(PASSAGE,)),
                COSTS: Entry(NOT_ASSESSABLE, "pièce illisible", "le budget manque"),
            },
            is_closed=True,
            tags=("urgence", "rural"),
        ),
        D2: DossierSheet(entries={PLACES: Entry(3), COSTS: Entry(None, remark="à relire")}),
    },
    recused={D3: Recusal("personal", "ma sœur y travaille")},
    declared=frozenset({D2}),
)
LOT_SEEN = LotSeen("L1", 1, MANIFEST_SHA512)
CLAIMS = SheetClaims(
    campaign=CAMPAIGN,
    member=M07,
    key=MEMBER.key_set.id,
    seq=2,
    prev=frozenset({Sha512("a" * 128), Sha512("b" * 128)}),
    lots=(LOT_SEEN,),
    round=1,
)
CONTEXT = SheetContext(
    campaign=CAMPAIGN,
    institution_of={
        M07: InstitutionId("CNAF"),
        M08: InstitutionId("DGCS"),
        M09: InstitutionId("DSS"),
    },
    mac_keys={
        M07: (CODES[M07].mac_key, OLD_CODE.mac_key),
        M08: (CODES[M08].mac_key,),
        M09: (CODES[M09].mac_key,),
    },
    registered={},
    manifests={MANIFEST_SHA512: MANIFEST},
)
SECRETARIAT_IDENTITY = HybridIdentity.from_seed(SECRETARIAT.enc)
SHEET_RECIPIENTS = (SECRETARIAT_IDENTITY.recipient, RECOVERY.recipient)


def parts_of(sheet: Sheet = SHEET, secrets: Secrets = MEMBER, **claims: Any) -> SheetParts:
    """Sign a sheet as its author's application does, some of its claims replaced."""
    said = replace(CLAIMS, member=sheet.member, key=secrets.key_set.id, **claims)
    return make_sheet(said, sheet, secrets, RANDOM)


def forged(change: Callable[[dict[str, Any]], None], sheet: Sheet = SHEET) -> SheetParts:
    """Sign a changed act with the member's own keys: what a modified application could hand in."""
    texts = SaltedTexts(RANDOM)
    document = sheet_document(CLAIMS, sheet, texts)
    change(document)
    return replace(PARTS, act=sign(document, MEMBER.signing), texts=texts.encode())


PARTS = parts_of()


def sent(parts: SheetParts, folder: Path) -> bytes:
    """Return the bytes of a written fiche, and leave nothing in the folder."""
    target = folder / "sent.fiche"
    write_sheet(target, parts, SHEET_RECIPIENTS, RANDOM)
    data = target.read_bytes()
    target.unlink()
    return data


def verified(parts: SheetParts, context: SheetContext = CONTEXT) -> VerifiedSheet:
    """Check a fiche as the secretariat does."""
    return verify_sheet(parts, context, "a.fiche")


def received(data: bytes) -> VerifiedSheet:
    """Open and check a fiche as the secretariat does."""
    return verified(open_sheet(data, [SECRETARIAT_IDENTITY], "a.fiche"))


def refused(parts: SheetParts, context: SheetContext = CONTEXT) -> str:
    """Return the code with which the secretariat refuses a fiche, once it was said in French."""
    with pytest.raises(AppError) as refusal:
        verified(parts, context)
    return sentences(refusal.value).code
