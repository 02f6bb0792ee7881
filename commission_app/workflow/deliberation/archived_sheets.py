"""A fiche read again from what the secretariat or an archive keeps, its signatures checked anew."""

from collections.abc import Iterable
from dataclasses import dataclass

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId, Sha512
from commission_app.scoring.merge import PAPER
from commission_app.scoring.sheet import Sheet
from commission_app.sealing.identity import KeySet
from commission_app.sealing.paper_act import PaperClaims, read_paper
from commission_app.sealing.recognition import read_card
from commission_app.sealing.salted_texts import TextReader
from commission_app.sealing.sheet_act import SheetClaims, read_sheet_document
from commission_app.sealing.signed_act import digest, verify


@dataclass(frozen=True)
class ArchivedSheet:
    """A signed fiche and its author's keys; or one that the secretariat entered from paper and signed."""

    sha512: Sha512
    claims: SheetClaims
    sheet: Sheet
    keys: KeySet | None  # None for a paper grid
    withheld: int = 0  # texts that an archive made to be communicated leaves out
    paper: PaperClaims | None = None  # who entered it


def read_archived_sheet(
    act: bytes, texts: bytes, card: bytes, *, may_be_withheld: bool = False
) -> ArchivedSheet:
    """Check and read a fiche. SIG-01, ACT-01 to ACT-03, FIC-04, FIC-07 or FIC-09 when it does not hold.

    With `may_be_withheld`, texts may be missing: `scoring.sheet.WITHHELD` then stands for each.
    """
    author, reader = read_card(card), TextReader(texts, may_be_withheld=may_be_withheld)
    claims, sheet = read_sheet_document(verify(act, "fiche", author.keys), reader)
    if (claims.member, claims.campaign, claims.key) != (author.member, author.campaign, author.keys.id):
        raise AppError("FIC-04")
    return ArchivedSheet(digest(act), claims, sheet, author.keys, reader.withheld)


def read_archived_paper(
    act: bytes,
    texts: bytes,
    campaign: CampaignId,
    key_sets: Iterable[KeySet],
    *,
    may_be_withheld: bool = False,
) -> ArchivedSheet:
    """Check and read a fiche entered from paper, signed by one of these key sets. As `read_paper`."""
    reader = TextReader(texts, may_be_withheld=may_be_withheld)
    said, sheet = read_paper(act, reader, campaign, key_sets)
    claims = SheetClaims(campaign, said.member, PAPER, said.seq, said.prev, (), said.round)
    return ArchivedSheet(digest(act), claims, sheet, None, reader.withheld, said)
