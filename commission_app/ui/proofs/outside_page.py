"""« Vérifier soi-même »: commands of other programs, to copy."""

from commission_app.ui.proofs.copied_text import CopiedText
from commission_app.ui.proofs.proof_page import ProofPage, card
from commission_app.workflow.outside_checks import OUTSIDE_CHECKS


class OutsidePage(ProofPage):
    """The same in both spaces; nothing is read."""

    def __init__(self) -> None:
        name = self.tr("Vérifier soi-même")
        super().__init__(
            name, self.tr("Sans cette application, avec des programmes que chacun peut se procurer.")
        )
        self.show_cards(
            [
                card(check.title, check.meaning, CopiedText(check.title, check.commands))
                for check in OUTSIDE_CHECKS
            ]
        )
