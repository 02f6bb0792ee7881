"""What the cards about the workspace ask a person; replaced in tests."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from commission_app.texts import typeset
from commission_app.ui.folder_choice import ask_folder, last_folder, note_folder
from commission_app.ui.secretariat.meeting.questions import line_field
from commission_app.ui.widgets.question import Question


def ask_names(parent: QWidget) -> tuple[str, str] | None:
    """Ask who hands the campaign over, and to whom; None when the person gives up."""
    tr = QCoreApplication.translate
    giver, receiver = line_field(), line_field()
    question = Question(
        parent,
        tr("HandOver", "Passer la campagne à un autre agent ?"),
        typeset(
            tr(
                "HandOver",
                "Un dossier est écrit pour son ordinateur, qui la tiendra désormais : ici, elle se lira "
                "seulement. Il lui faudra aussi le code du pli de secours.",
            )
        ),
        tr("HandOver", "Choisir le dossier…"),
        icon="users",
        fields=(
            (tr("HandOver", "Qui passe la campagne"), giver),
            (tr("HandOver", "Qui la reçoit"), receiver),
        ),
    )
    if question.exec() != QDialog.DialogCode.Accepted:
        return None
    return giver.text().strip(), receiver.text().strip()


def ask_to_take_back(parent: QWidget, receiver: str) -> bool:
    """Ask before the campaign is written in again where it was handed over."""
    tr = QCoreApplication.translate
    question = Question(
        parent,
        tr("HandOver", "Reprendre la main sur la campagne ?"),
        typeset(
            tr(
                "HandOver",
                "Seulement si {name} n’a pas ouvert le fichier de la passation : détruisez-le d’abord. Sinon "
                "la campagne aurait deux suites, qu’il faudrait départager.",
            ).format(name=receiver)
        ),
        tr("HandOver", "Reprendre la main"),
        icon="undo-2",
        kind="danger",
    )
    return question.exec() == QDialog.DialogCode.Accepted


def ask_contribution(parent: QWidget) -> Path | None:
    """Ask for the file of a contribution; None when the person gives up."""
    tr = QCoreApplication.translate
    title, kind = tr("Contribution", "Reprendre une contribution"), tr("Contribution", "Contributions")
    name, _ = QFileDialog.getOpenFileName(parent, title, str(last_folder()), f"{kind} (*.contribution)")
    if not name:
        return None
    note_folder(Path(name).parent)
    return Path(name)


@dataclass(frozen=True)
class WorkspaceQuestions:
    """All of them."""

    folder: Callable[[QWidget, str], Path | None] = ask_folder
    names: Callable[[QWidget], tuple[str, str] | None] = ask_names
    back: Callable[[QWidget, str], bool] = ask_to_take_back
    file: Callable[[QWidget], Path | None] = ask_contribution
