"""The words of the consolidation: neutral ones, the same for a cell, its tool tip and a screen reader."""

from fractions import Fraction

from PySide6.QtCore import QCoreApplication

from commission_app.texts import count_fr, decimal_fr, ordinal_fr
from commission_app.workflow.secretariat.views import CellKind, ConsolidationMember, MemberCell, RankedRow

SMALLEST = Fraction(1, 20)  # under this, one decimal shows 0,0
ABSENT = "—"


def points_text(points: Fraction) -> str:
    """Return a positive number of points: « 1,1 point », « 2,4 points », « moins de 0,1 point »."""
    if points < SMALLEST:
        return QCoreApplication.translate("Ranking", "moins de 0,1 point")
    noun = "points" if points >= 2 else "point"
    return f"{decimal_fr(points)}\N{NO-BREAK SPACE}{noun}"


def cell_text(cell: MemberCell) -> str:
    """Return what a member's cell shows."""
    match cell.kind:
        case CellKind.TOTAL | CellKind.PARTIAL if cell.total is not None:
            return decimal_fr(cell.total)
        case CellKind.RECUSED:
            return QCoreApplication.translate("Ranking", "dép.")
        case CellKind.FORK:
            return "?"
        case CellKind.ELSEWHERE:
            return QCoreApplication.translate("Ranking", "n. lu")
        case _:
            return ABSENT


def distance_text(distance: Fraction) -> str:
    """Return where a total stands from the mean of the others: « 3,2 points au-dessus »."""
    tr = QCoreApplication.translate
    if abs(distance) < SMALLEST:
        return tr("Ranking", "comme les autres")
    template = tr("Ranking", "{points} au-dessus") if distance > 0 else tr("Ranking", "{points} au-dessous")
    return template.format(points=points_text(abs(distance)))


def _from_the_others(distance: Fraction) -> str:
    words = distance_text(distance)
    if abs(distance) < SMALLEST:
        return words
    sentence = QCoreApplication.translate("Ranking", "{distance} de la moyenne des autres")
    return sentence.format(distance=words)


def cell_meaning(cell: MemberCell) -> str:
    """Return what a member's cell means, in words."""
    tr = QCoreApplication.translate
    match cell.kind:
        case CellKind.RECUSED:
            return tr("Ranking", "déporté de ce dossier")
        case CellKind.ELSEWHERE:
            return tr("Ranking", "lu par d’autres membres")
        case CellKind.FORK:
            return tr("Ranking", "deux fiches se contredisent : aucune ne compte")
        case CellKind.TOTAL | CellKind.PARTIAL if cell.total is not None:
            parts = [tr("Ranking", "{total} sur 100").format(total=decimal_fr(cell.total))]
            if cell.distance is not None:
                parts.append(_from_the_others(cell.distance))
            if cell.coverage is not None and cell.coverage < 1:
                text = tr("Ranking", "sur {share} % de la grille")
                parts.append(text.format(share=decimal_fr(100 * cell.coverage, 0)))
            return ", ".join(parts)
        case _:
            return tr("Ranking", "pas encore de lecture close")


def cell_sentence(member: ConsolidationMember, row: RankedRow, cell: MemberCell) -> str:
    """Return all that a member's cell says."""
    return f"{row.territory}. {member.name}, {member.institution} : {cell_meaning(cell)}."


def rank_text(row: RankedRow) -> str:
    """Return the rank as it is written in the column."""
    return ABSENT if row.rank is None else str(row.rank)


def status_text(row: RankedRow) -> str:
    """Return why a dossier is not ranked; empty when it is."""
    tr = QCoreApplication.translate
    match row.status:
        case "classe":
            return ""
        case "incomplet":
            count = count_fr(len(row.unmarked), tr("Ranking", "critère"), tr("Ranking", "critères"))
            return tr("Ranking", "Incomplet : {count} sans aucune note").format(count=count)
        case "sous_quorum":
            count = count_fr(row.readings, tr("Ranking", "lecture close"), tr("Ranking", "lectures closes"))
            return tr("Ranking", "Quorum de lecture non atteint : {count}").format(count=count)
        case "elimine":
            return tr("Ranking", "Sous un minimum fixé par le règlement")
        case "retire":
            return tr("Ranking", "Retiré")
        case _:
            return tr("Ranking", "Irrecevable")


def row_sentence(row: RankedRow) -> str:
    """Return what a dossier's row says: territory, note, rank, spread."""
    tr = QCoreApplication.translate
    if row.rank is None:
        return f"{row.territory} ({row.departement}), {status_text(row)}."
    rank = tr("Ranking", "{rank} ex æquo") if row.is_tied else "{rank}"
    words = tr("Ranking", "{territory} ({departement}), {rank}, note {note} sur 100, écart {spread}.")
    return words.format(
        territory=row.territory,
        departement=row.departement,
        rank=rank.format(rank=ordinal_fr(row.rank)),
        note=row.display,
        spread=ABSENT if row.spread is None else decimal_fr(row.spread),
    )
