"""The files received by the secretariat, most recent first, each with its verdict in words."""

from enum import IntEnum

from PySide6.QtCore import QCoreApplication

from commission_app.texts import day_fr, time_fr
from commission_app.ui.models.table_model import Column, TableModel
from commission_app.workflow.secretariat.views import ReceivedFile


class SheetsColumn(IntEnum):
    """The columns, in order."""

    VERDICT = 0
    MEMBER = 1
    MEANING = 2
    FILE = 3


def received_text(file: ReceivedFile) -> str:
    """Return when a file came, as short as its column: « reçu le 3 juin à 21 h 42 »."""
    text = QCoreApplication.translate("SheetsModel", "reçu le {day} à {time}")
    return text.format(day=day_fr(file.received), time=time_fr(file.received))


def sender(file: ReceivedFile) -> str:
    """Return whose fiche it is, or that nobody can tell."""
    return file.member_name or QCoreApplication.translate("SheetsModel", "Membre inconnu")


def sentence(file: ReceivedFile) -> str:
    """Return all that a row says, for a screen reader."""
    return f"{file.title}. {sender(file)}. {file.meaning} {file.file}, {received_text(file)}."


class SheetsModel(TableModel[ReceivedFile]):
    """Rows are `ReceivedFile`."""

    def __init__(self) -> None:
        tr = QCoreApplication.translate
        super().__init__(
            (
                Column(
                    tr("SheetsModel", "Verdict"),
                    lambda file: file.title,
                    lambda file: file.verdict.value,
                    sentence,
                ),
                Column(tr("SheetsModel", "Membre"), sender, sender, sentence),
                Column(
                    tr("SheetsModel", "Ce que cela signifie"),
                    lambda file: file.meaning,
                    lambda file: file.meaning,
                    sentence,
                ),
                Column(
                    tr("SheetsModel", "Fichier"),
                    lambda file: file.file,
                    lambda file: file.received,
                    lambda file: f"{file.file}, {received_text(file)}",
                ),
            )
        )
