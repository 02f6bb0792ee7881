"""The events of the secretariat's journal, the latest first, as a person reads them."""

from enum import IntEnum

from PySide6.QtCore import QCoreApplication

from commission_app.texts import integer_fr
from commission_app.ui.models.table_model import Column, TableModel
from commission_app.workflow.secretariat.journal_view import JournalLine


class JournalColumn(IntEnum):
    """The columns, in order."""

    NUMBER = 0
    MOMENT = 1
    EVENT = 2
    AUTHOR = 3


def sentence(line: JournalLine) -> str:
    """Return all that a row says, for a screen reader."""
    words = f"{integer_fr(line.sequence)}. {line.moment}. {line.sentence} {line.author}".strip()
    if line.is_vouched:
        return words
    doubt = QCoreApplication.translate("JournalModel", "Plus rien ne garantit cet événement.")
    return f"{words} {doubt}"


class JournalModel(TableModel[JournalLine]):
    """Rows are `JournalLine`."""

    def __init__(self) -> None:
        tr = QCoreApplication.translate
        super().__init__(
            (
                Column(
                    tr("JournalModel", "N°"),
                    lambda line: integer_fr(line.sequence),
                    lambda line: line.sequence,
                    sentence,
                    is_number=True,
                ),
                Column(
                    tr("JournalModel", "Moment"), lambda line: line.moment, lambda line: line.moment, sentence
                ),
                Column(
                    tr("JournalModel", "Événement"),
                    lambda line: line.sentence,
                    lambda line: line.sentence,
                    sentence,
                ),
                Column(
                    tr("JournalModel", "Auteur"), lambda line: line.author, lambda line: line.author, sentence
                ),
            )
        )
