"""Where the member left each piece of each dossier, and each dossier: found again after days."""

from collections.abc import Iterable

from commission_app.scoring.ids import DossierId, PiecePath
from commission_app.workflow.member.views import Place


class ReadingMemory:
    """The places of earlier sessions and of this one, the latest of each piece and of each dossier."""

    def __init__(self, places: Iterable[Place] = ()) -> None:
        self._of_piece: dict[tuple[DossierId | None, PiecePath | None], Place] = {}
        self._of_dossier: dict[DossierId | None, Place] = {}
        self._seen: set[tuple[DossierId | None, PiecePath | None]] = set()
        for place in places:
            self.note(place)

    def note(self, place: Place) -> None:
        """Remember a place: it replaces what was known of its piece and of its dossier."""
        self._of_piece[(place.dossier, place.piece)] = place
        self._of_dossier[place.dossier] = place
        self._seen.add((place.dossier, place.piece))

    def see(self, dossier: DossierId, piece: PiecePath) -> None:
        """Remember that a piece was opened."""
        self._seen.add((dossier, piece))

    def of_piece(self, dossier: DossierId, piece: PiecePath) -> Place | None:
        """Return where a piece was left, None when it never was."""
        return self._of_piece.get((dossier, piece))

    def of_dossier(self, dossier: DossierId) -> Place:
        """Return where a dossier was left: the piece, the criterion."""
        return self._of_dossier.get(dossier, Place(dossier))

    def seen(self, dossier: DossierId) -> set[PiecePath]:
        """Return the pieces of a dossier that were opened."""
        return {piece for known, piece in self._seen if known == dossier and piece is not None}
