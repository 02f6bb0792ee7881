"""A recusal declared to the secretariat after the lots left: which dossier, and why."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from commission_app.ui import fonts, theme
from commission_app.ui.widgets.question import Question
from commission_app.workflow.secretariat.members_view import MemberLine

LONGEST_REASON = 300
LIST_HEIGHT = 156


class RecusalQuestion(Question):
    """Accepted only with a dossier and a reason: nothing is chosen beforehand."""

    def __init__(self, parent: QWidget, line: MemberLine) -> None:
        self.dossiers = QListWidget()
        self.dossiers.setProperty("framed", True)
        self.dossiers.setFont(fonts.font(13))
        self.dossiers.setFixedHeight(theme.scaled(LIST_HEIGHT))
        for dossier, territory in line.may_read:
            item = QListWidgetItem(territory, self.dossiers)
            item.setData(Qt.ItemDataRole.UserRole, dossier)
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        super().__init__(
            parent,
            self.tr("Déport de {name}").format(name=line.name),
            self.tr(
                "Son prochain lot ne contiendra rien de ce dossier. Ce qui lui a déjà été remis ne peut pas "
                "être repris : demandez-lui de détruire l’ancien lot. Le motif reste au registre."
            ),
            self.tr("Enregistrer le déport"),
            icon="user-x",
            fields=((self.tr("Dossier"), self.dossiers), (self.tr("Motif"), self.reason)),
        )
        self.reason.setPlaceholderText(self.tr("Mandat ou fonction dans la collectivité, lien familial…"))
        self.confirm.setEnabled(False)
        self.reason.textChanged.connect(self._allow)
        self.dossiers.itemSelectionChanged.connect(self._allow)

    def answer(self) -> tuple[str, str]:
        """Return the dossier and the reason."""
        chosen = [str(item.data(Qt.ItemDataRole.UserRole)) for item in self.dossiers.selectedItems()]
        return "".join(chosen), self.reason.text().strip()

    def _allow(self) -> None:
        self.confirm.setEnabled(all(self.answer()))


def ask_recusal(parent: QWidget, line: MemberLine) -> tuple[str, str] | None:
    """Ask for a recusal; None when the person gives up."""
    question = RecusalQuestion(parent, line)
    return question.answer() if question.exec() == QDialog.DialogCode.Accepted else None
