"""What the panel asks in a window of its own: a page, a conclusion, the rules, a fact."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from commission_app.scoring.dossier import RecordedFact
from commission_app.scoring.eligibility import Conclusion
from commission_app.scoring.ids import CriterionId, PiecePath
from commission_app.ui.secretariat.eligibility.verbs import DossierFile
from commission_app.ui.secretariat.meeting.choice_field import ChoiceField
from commission_app.ui.secretariat.meeting.questions import ActQuestion, line_field, number_field, text_field
from commission_app.workflow.preparation.candidacies.eligibility import PieceChoice, PointLine, typed_minute

CONCLUSIONS = tuple(Conclusion)
MOST_PAGES = 9999


def ask_place(
    parent: QWidget, line: PointLine, pieces: Sequence[PieceChoice]
) -> tuple[PiecePath, int | None] | None:
    """Ask where a point is seen; None when the person gives up."""
    tr = QCoreApplication.translate
    piece, page = _piece_field(pieces, line.piece or ""), number_field(MOST_PAGES)
    page.setText("" if line.page is None else str(line.page))
    asked = ActQuestion(
        parent,
        tr("EligibilityPanel", "Où le voit-on ?"),
        line.point.check,
        tr("EligibilityPanel", "Retenir"),
        [(tr("EligibilityPanel", "Pièce"), piece), (tr("EligibilityPanel", "Page"), page)],
        icon="file-text",
        optional=(page,),
    )
    if not asked.exec():
        return None
    chosen, number = asked.answers()
    return PiecePath(chosen), int(number) if number else None


def ask_conclusion(parent: QWidget, file: DossierFile) -> tuple[Conclusion, str, str] | None:
    """Ask which conclusion is settled, by whom and why."""
    tr = QCoreApplication.translate
    view = file.eligibility
    choice = ChoiceField(
        [(one.value, one.value.capitalize()) for one in CONCLUSIONS], view.proposal.conclusion.value
    )
    name = line_field(view.decision.name if view.decision else "")
    asked = ActQuestion(
        parent,
        tr("EligibilityPanel", "Arrêter la recevabilité"),
        tr(
            "EligibilityPanel",
            "Une irrecevabilité retire le dossier du classement ; toute autre conclusion l’y remet. "
            "Le nom et le motif vont au journal.",
        ),
        tr("EligibilityPanel", "Arrêter"),
        [
            (tr("EligibilityPanel", "Conclusion"), choice),
            (tr("EligibilityPanel", "Par qui"), name),
            (tr("EligibilityPanel", "Motif"), text_field()),
        ],
        icon="scale",
    )
    if not asked.exec():
        return None
    chosen, who, why = asked.answers()
    return Conclusion(chosen), who, why


def ask_rules(parent: QWidget, file: DossierFile) -> tuple[str, str] | None:
    """Ask the list of départements and the end of the deposits, as they are typed."""
    tr = QCoreApplication.translate
    departements = line_field(", ".join(sorted(file.rules.departements)))
    deadline = line_field(typed_minute(file.rules.deadline))
    asked = ActQuestion(
        parent,
        tr("EligibilityPanel", "Règles de recevabilité de la campagne"),
        tr(
            "EligibilityPanel",
            "Elles valent pour tous les dossiers. Sans elles, ce qui en dépend reste à vérifier.",
        ),
        tr("EligibilityPanel", "Retenir"),
        [
            (tr("EligibilityPanel", "Départements éligibles : 02, 59, 974"), departements),
            (tr("EligibilityPanel", "Fin des dépôts : 09/06/2021 18:00"), deadline),
        ],
        icon="list-checks",
        may_be_empty=True,
    )
    if not asked.exec():
        return None
    codes, minute = asked.answers()
    return codes, minute


def ask_fact(parent: QWidget, file: DossierFile) -> RecordedFact | None:
    """Ask a fact: who or what, the precise act or figure, the criterion, and where it is written."""
    tr = QCoreApplication.translate
    label, value, page = line_field(), text_field(), number_field(MOST_PAGES)
    criterion = ChoiceField([(one, f"{one} {words}") for one, words in file.criteria])
    piece = _piece_field(file.eligibility.pieces)
    asked = ActQuestion(
        parent,
        tr("EligibilityPanel", "Relever un constat"),
        tr(
            "EligibilityPanel",
            "Un fait, sans jugement : les membres le voient à côté du critère, et peuvent le contester.",
        ),
        tr("EligibilityPanel", "Relever"),
        [
            (tr("EligibilityPanel", "Signataire ou objet"), label),
            (tr("EligibilityPanel", "Engagement précis, nombre, date ou montant"), value),
            (tr("EligibilityPanel", "Critère"), criterion),
            (tr("EligibilityPanel", "Pièce"), piece),
            (tr("EligibilityPanel", "Page"), page),
        ],
        icon="quote",
        optional=(criterion, piece, page),
    )
    if not asked.exec():
        return None
    who, what, about, path, number = asked.answers()
    return RecordedFact(
        who,
        what,
        CriterionId(about) if about else None,
        PiecePath(path) if path else None,
        int(number) if number else None,
    )


def _piece_field(pieces: Sequence[PieceChoice], first: str = "") -> ChoiceField:
    return ChoiceField([(piece.path, piece.title) for piece in pieces], first)
