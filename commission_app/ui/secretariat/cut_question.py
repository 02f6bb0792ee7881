"""Which lot is cut into volumes for mail, and how large each may be."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from commission_app.ui.folder_choice import ask_file
from commission_app.ui.secretariat.meeting.choice_field import ChoiceField
from commission_app.ui.secretariat.meeting.questions import ActQuestion
from commission_app.workflow.preparation.lots.volumes import SIZES, USUAL


def ask_cut(parent: QWidget) -> tuple[Path, int] | None:
    """Ask for the lot and the size in Mo of a volume; None when the person gives up."""
    tr = QCoreApplication.translate
    lot = ask_file(parent, tr("CutQuestion", "Lot à découper"), tr("CutQuestion", "Lots de dossiers (*.lot)"))
    if lot is None:
        return None
    words = tr("CutQuestion", "{size} Mo")
    choice = ChoiceField([(str(size), words.format(size=size)) for size in SIZES], str(USUAL))
    asked = ActQuestion(
        parent,
        tr("CutQuestion", "Découper « {name} »").format(name=lot.stem),
        tr(
            "CutQuestion",
            "Un message porte un volume. Le courriel alourdit un fichier d’un tiers : choisissez en dessous "
            "de la limite de votre messagerie. Le membre dépose les volumes dans l’ordre qu’il veut.",
        ),
        tr("CutQuestion", "Choisir le dossier…"),
        [(tr("CutQuestion", "Taille d’un volume"), choice)],
        icon="files",
    )
    return (lot, int(asked.answers()[0])) if asked.exec() else None
