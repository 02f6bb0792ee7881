"""What a member tells the secretariat of a piece that does not show: a message ready to be pasted."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from commission_app.scoring.ids import DossierId, PiecePath
from commission_app.texts import typeset
from commission_app.workflow.member.views import BundleView


@dataclass(frozen=True)
class PieceReport:
    """Writes the message in the name of the member of a lot."""

    bundle: BundleView

    @property
    def phone(self) -> str:
        """The secretariat's telephone, empty when the lot says none."""
        return self.bundle.phone

    def message(self, dossier: DossierId, path: PiecePath, what: str) -> str:
        """Return the message: which piece of which dossier, what happened, who writes."""
        found = self.bundle.dossier(dossier)
        titles = [piece.title for piece in found.pieces if piece.path == path]
        words = QCoreApplication.translate(
            "PieceReport",
            "Bonjour,\n\nLa pièce « {piece} » du dossier « {dossier} » ne s’affiche pas sur mon ordinateur. "
            "{what}\nPourriez-vous m’en envoyer une copie ?\n\n{member}, {institution}\n{campaign}\n",
        )
        return typeset(words).format(
            piece=next(iter(titles), path),
            dossier=found.territory.name,
            what=what,
            member=self.bundle.member_name,
            institution=self.bundle.institution,
            campaign=self.bundle.campaign,
        )
