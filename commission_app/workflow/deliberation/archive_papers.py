"""The fiches of an archive that the secretariat entered from paper: who signed them, what they may follow."""

from collections.abc import Collection, Mapping, Sequence

from commission_app.errors import AppError
from commission_app.scoring.campaign import Campaign
from commission_app.scoring.ids import DossierId
from commission_app.sealing.identity import KeySet
from commission_app.sealing.paper_act import check_paper
from commission_app.sealing.salted_texts import NO_TEXTS
from commission_app.workflow.deliberation.archived_sheets import ArchivedSheet, read_archived_paper


def read_papers(
    entries: Mapping[str, bytes],
    names: Sequence[str],
    campaign: Campaign,
    dossiers: Collection[DossierId],
    key_sets: Sequence[KeySet],
) -> tuple[ArchivedSheet, ...]:
    """Read the acts `papier`, each under its digest.

    ARC-03 under another name, ARC-07 for a text that was changed, ARC-10 when one follows what it may not,
    FIC-04 for a member of no campaign, and the refusals of `read_paper` and `check_paper`.
    """
    papers = []
    for name in names:
        stem = name.removesuffix(".acte")
        paper = _read(entries, stem, campaign, key_sets)
        if stem != f"papiers/{paper.sha512}":
            raise AppError("ARC-03", entry=name)
        _check(paper, campaign, dossiers)
        papers.append(paper)
    _check_order(papers)
    return tuple(papers)


def _read(
    entries: Mapping[str, bytes], stem: str, campaign: Campaign, key_sets: Sequence[KeySet]
) -> ArchivedSheet:
    texts = entries.get(f"{stem}.textes", NO_TEXTS)
    try:
        act = entries[f"{stem}.acte"]
        return read_archived_paper(act, texts, campaign.id, key_sets, may_be_withheld=True)
    except AppError as error:
        if error.code == "FIC-09":
            raise AppError("ARC-07", entry=f"{stem}.textes") from error
        raise


def _check(paper: ArchivedSheet, campaign: Campaign, dossiers: Collection[DossierId]) -> None:
    member = campaign.member_by_id.get(paper.claims.member)
    if member is None or paper.paper is None:
        raise AppError("FIC-04")
    check_paper(
        paper.paper,
        paper.sheet,
        grid=campaign.grid,
        round_of_marking=campaign.round,
        neutralised=campaign.not_marked_by(member.institution),
        dossiers=dossiers,
    )


def _check_order(papers: Sequence[ArchivedSheet]) -> None:
    """Refuse a paper that names a fiche which its member signed: only they come back on what they signed."""
    known = {paper.sha512: paper.claims for paper in papers}
    numbers = {(paper.claims.member, paper.claims.seq) for paper in papers}
    for paper in papers:
        for ancestor in paper.claims.prev:
            before = known.get(ancestor)
            if before is None or before.member != paper.claims.member or before.seq >= paper.claims.seq:
                raise AppError("ARC-10", entry=f"papiers/{paper.sha512}.acte")
    if len(numbers) != len(papers):
        raise AppError("ARC-10", entry="papiers/")
