"""The words of « Ma synthèse »: what a cell shows, what it says aloud, how far a dossier is."""

from PySide6.QtCore import QCoreApplication

from commission_app.scoring.grid import Section
from commission_app.scoring.individual import Points
from commission_app.texts import count_fr, decimal_fr, list_fr
from commission_app.ui.models.dossiers_model import ReadingState
from commission_app.ui.models.summary_rows import CellKind, SectionCell, SummaryRow

ABSENT = "—"


def worth_fr(points: Points) -> str:
    """Write the points examined: `65`, `62,5`."""
    return decimal_fr(points.examined).removesuffix(",0")


def cell_text(cell: SectionCell) -> str:
    """Return what a section's cell shows; what was not examined is told beside the points."""
    tr = QCoreApplication.translate
    match cell.kind:
        case CellKind.TO_MARK:
            return tr("Summary", "à noter")
        case CellKind.NOT_ASSESSABLE:
            return tr("Summary", "N. é.")
        case CellKind.NEUTRALISED:
            return tr("Summary", "neutr.")
        case CellKind.RECUSED:
            return ""
    earned = decimal_fr(cell.points.earned)
    return earned if cell.points.examined == cell.worth else f"{earned} / {worth_fr(cell.points)}"


def cell_sentence(row: SummaryRow, section: Section, cell: SectionCell) -> str:
    """Return a section's cell as a whole sentence."""
    tr = QCoreApplication.translate
    words = {
        CellKind.TO_MARK: tr("Summary", "{criteria} sans note"),
        CellKind.NOT_ASSESSABLE: tr("Summary", "non évaluable"),
        CellKind.NEUTRALISED: tr("Summary", "votre organisme ne note pas cette section"),
        CellKind.RECUSED: tr("Summary", "vous vous êtes déporté"),
        CellKind.MARKED: tr("Summary", "{earned} points sur {examined} examinés"),
    }
    said = words[cell.kind].format(
        criteria=count_fr(cell.missing, tr("Summary", "critère")),
        earned=decimal_fr(cell.points.earned),
        examined=worth_fr(cell.points),
    )
    return f"{row.territory}, {section.label}, {said}."


def total_text(row: SummaryRow) -> str:
    """Return the points over what was examined, a dash while a mark is missing."""
    if row.total is None:
        return ABSENT
    return f"{decimal_fr(row.points.earned)} / {worth_fr(row.points)}"


def state_text(row: SummaryRow) -> str:
    """Return how far a dossier is, in two words."""
    tr = QCoreApplication.translate
    if row.state is ReadingState.RECUSED:
        return tr("Summary", "Déport")
    if row.missing:
        return tr("Summary", "À noter")
    if row.unjustified:
        return tr("Summary", "À justifier")
    return tr("Summary", "Clos") if row.state is ReadingState.CLOSED else tr("Summary", "À clore")


def row_sentence(row: SummaryRow) -> str:
    """Return a dossier as a whole sentence."""
    tr = QCoreApplication.translate
    if row.state is ReadingState.RECUSED:
        return tr("Summary", "{territory}, déport : dossier non noté.").format(territory=row.territory)
    sentence = tr("Summary", "{territory}, {points} points examinés, {state}.")
    points = total_text(row).replace(" / ", tr("Summary", " sur "))
    if row.missing:
        sentence, points = tr("Summary", "{territory}, {points}."), missing_text(row)
    return sentence.format(territory=row.territory, points=points, state=state_text(row).lower())


def missing_text(row: SummaryRow) -> str:
    """Return how many criteria of a dossier have no mark."""
    tr = QCoreApplication.translate
    criteria = count_fr(row.missing, tr("Summary", "critère"))
    return tr("Summary", "{criteria} sans note").format(criteria=criteria)


def subtitle(rows: tuple[SummaryRow, ...]) -> str:
    """Return what the page holds, in one line."""
    tr = QCoreApplication.translate
    due = [row for row in rows if row.state is not ReadingState.RECUSED]
    complete = [row for row in due if not row.missing]
    parts = [count_fr(len(complete), tr("Summary", "dossier complet"), tr("Summary", "dossiers complets"))]
    if len(complete) < len(due):
        parts.append(tr("Summary", "{count} à noter").format(count=len(due) - len(complete)))
    if len(due) < len(rows):
        parts.append(count_fr(len(rows) - len(due), tr("Summary", "déport")))
    parts.append(tr("Summary", "personne d’autre ne voit cette page"))
    return "  ·  ".join(parts)


def sections_to_mark(row: SummaryRow, names: list[str]) -> str:
    """Return the names of the sections of a dossier where a mark is missing."""
    return list_fr([name for name, cell in zip(names, row.sections, strict=True) if cell.missing])
