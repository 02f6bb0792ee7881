"""Every passage that a member cited or marked in a dossier, where it stands now, and how sure that is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from commission_app.scoring.dossier import Dossier, Piece
from commission_app.scoring.grid import Criterion
from commission_app.scoring.ids import CriterionId, PiecePath
from commission_app.scoring.sheet import DossierSheet, Evidence
from commission_app.texts import typeset
from commission_app.ui.reading.page_paint import PageMark
from commission_app.ui.reading.passage_list import PassageRow
from commission_app.workflow.open_piece import EvidenceState, FoundEvidence


@dataclass(frozen=True)
class CitedPassage:
    """One passage, under the criterion that cites it; None when it is marked for oneself."""

    criterion: CriterionId | None
    evidence: Evidence
    piece: PiecePath
    found: FoundEvidence

    def mark(self, current: CriterionId | None) -> PageMark:
        """Return what is painted over the page."""
        is_current = self.criterion is not None and self.criterion == current
        found = self.found
        return PageMark(
            found.page, found.rects, self.criterion, is_current, self.evidence, found.start, found.count
        )


def cited_passages(
    dossier: Dossier,
    reading: DossierSheet,
    highlights: Iterable[Evidence],
    found: Mapping[Evidence, FoundEvidence],
) -> tuple[CitedPassage, ...]:
    """Return the passages of a dossier; `found` tells where those of the opened pieces stand."""
    cited = [
        (criterion, passage) for criterion, entry in reading.entries.items() for passage in entry.evidence
    ]
    return tuple(
        CitedPassage(criterion, passage, piece_of(dossier, passage), where_now(dossier, passage, found))
        for criterion, passage in [*cited, *((None, passage) for passage in highlights)]
    )


def piece_of(dossier: Dossier, evidence: Evidence) -> PiecePath:
    """Return the piece where a passage stands: the very one it was cited from, else the one in its place."""
    for piece in dossier.pieces:
        if piece.original_sha512 == evidence.original_sha512:
            return piece.path
    return evidence.piece


def where_now(dossier: Dossier, evidence: Evidence, found: Mapping[Evidence, FoundEvidence]) -> FoundEvidence:
    """Return where a passage stands; while its new version was not looked at, a person must."""
    if evidence in found:
        return found[evidence]
    is_same = any(piece.original_sha512 == evidence.original_sha512 for piece in dossier.pieces)
    state = EvidenceState.SAME if is_same else EvidenceState.LOST
    return FoundEvidence(state, evidence.page, evidence.rects, evidence.start, evidence.count)


def state_words(state: EvidenceState) -> str:
    """Return what is said of a passage whose piece has a new version; nothing most of the time."""
    tr = QCoreApplication.translate
    return {
        EvidenceState.SAME: "",
        EvidenceState.FOUND: tr("DossierPassages", "retrouvée"),
        EvidenceState.LOST: tr("DossierPassages", "à vérifier"),
    }[state]


def passage_rows(
    dossier: Dossier, passages: Iterable[CitedPassage], criteria: Iterable[Criterion], *, is_editable: bool
) -> list[PassageRow]:
    """Return the rows of the list: criterion by criterion, then what is marked for oneself."""
    tr = QCoreApplication.translate
    held = list(passages)
    pieces = {piece.path: piece for piece in dossier.pieces}
    rows: list[PassageRow] = []
    own = tr("DossierPassages", "Surlignages, pour vous seul")
    groups = [(criterion.id, f"{criterion.id}  {typeset(criterion.label)}") for criterion in criteria]
    for criterion, heading in (*groups, (None, own)):
        group = [passage for passage in held if passage.criterion == criterion]
        if group:
            rows.append(PassageRow(heading))
            rows += _rows_of(pieces, group, is_removable=criterion is None or is_editable)
    return rows


def _rows_of(
    pieces: Mapping[PiecePath, Piece], group: list[CitedPassage], *, is_removable: bool
) -> Iterator[PassageRow]:
    tr = QCoreApplication.translate
    places = list(pieces)
    group.sort(key=lambda passage: (_place(places, passage.piece), passage.found.page, passage.found.start))
    for passage in group:
        piece = pieces.get(passage.piece)
        source = tr("DossierPassages", "{title}, p. {page}").format(
            title=piece.title if piece else tr("DossierPassages", "Pièce retirée du dossier"),
            page=passage.found.page,
        )
        words = passage.evidence.quote or tr("DossierPassages", "Cadre tracé sur la page")
        yield PassageRow(
            title=source,
            target=passage,
            words=" ".join(words.split()),
            warning=state_words(passage.found.state) if passage.found.state is EvidenceState.LOST else "",
            side=state_words(passage.found.state),
            is_removable=is_removable,
        )


def _place(places: list[PiecePath], piece: PiecePath) -> int:
    return places.index(piece) if piece in places else len(places)
