"""The members of the campaign, each with their letter, dossiers, lot and fiche."""

from enum import IntEnum

from PySide6.QtCore import QCoreApplication

from commission_app.ui.models.table_model import Column, TableModel
from commission_app.workflow.secretariat.members_view import MemberLine


class MembersColumn(IntEnum):
    """The columns, in order."""

    MEMBER = 0
    LETTER = 1
    DOSSIERS = 2
    LOT = 3
    SHEET = 4


def sentence(line: MemberLine) -> str:
    """Return all that a row says, for a screen reader."""
    parts = (line.letter, line.dossiers, line.lot, line.sheet)
    return f"{line.name}, {line.institution}. " + ". ".join(", ".join(part) for part in parts) + "."


class MembersModel(TableModel[MemberLine]):
    """Rows are `MemberLine`."""

    def __init__(self) -> None:
        tr = QCoreApplication.translate
        super().__init__(
            (
                Column(tr("MembersModel", "Membre"), lambda m: m.name, lambda m: m.name, sentence),
                Column(tr("MembersModel", "Lettre"), lambda m: m.letter[0], lambda m: m.has_code, sentence),
                Column(
                    tr("MembersModel", "Dossiers attribués"),
                    lambda m: m.dossiers[0],
                    lambda m: len(m.may_read),
                    sentence,
                ),
                Column(tr("MembersModel", "Lot"), lambda m: m.lot[0], lambda m: m.staleness.value, sentence),
                Column(
                    tr("MembersModel", "Fiche de notation"), lambda m: m.sheet[0], lambda m: m.is_in, sentence
                ),
            )
        )
