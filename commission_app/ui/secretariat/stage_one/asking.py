"""What both pages ask a person: files, columns, a reason, a day; replaced in tests."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from commission_app.texts import typeset
from commission_app.ui.folder_choice import ask_folder, last_folder, note_folder
from commission_app.ui.secretariat.meeting.questions import ActQuestion, line_field, text_field
from commission_app.ui.secretariat.stage_one.import_question import ImportQuestion
from commission_app.ui.widgets.question import ask
from commission_app.workflow.preparation.departements.invitations import TYPED_DAY
from commission_app.workflow.preparation.departements.stage_one_import import Pick, ReadTable


def ask_table(parent: QWidget) -> Path | None:
    """Ask which table to read; None when the person gives up."""
    tr = QCoreApplication.translate
    kinds = tr("StageOne", "Tableaux (*.xlsx *.ods *.csv)")
    chosen, _ = QFileDialog.getOpenFileName(
        parent, tr("StageOne", "Choisir un tableau"), str(last_folder()), kinds
    )
    return _noted(chosen)


def ask_place(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Ask where to write a file; one that is there is never replaced. None when the person gives up."""
    chosen, _ = QFileDialog.getSaveFileName(
        parent,
        title,
        str(last_folder() / name),
        kinds,
        options=QFileDialog.Option.DontConfirmOverwrite,
    )
    return _noted(chosen)


def ask_columns(parent: QWidget, read: ReadTable) -> tuple[Pick, ...]:
    """Ask which columns become indicators; none when the person gives up."""
    asked = ImportQuestion(parent, read)
    return asked.picks() if asked.exec() == QDialog.DialogCode.Accepted else ()


def ask_addition(parent: QWidget, departement: str) -> tuple[str, str] | None:
    """Ask who adds a département, and why; None when the person gives up."""
    tr = QCoreApplication.translate
    question = tr("StageOne", "Ajouter {departement} à la liste ?").format(departement=departement)
    meaning = tr(
        "StageOne",
        "Le nom et le motif vont au journal et sur la note : c’est une décision, et non un calcul.",
    )
    asked = ActQuestion(
        parent,
        typeset(question),
        typeset(meaning),
        tr("StageOne", "Ajouter"),
        [(tr("StageOne", "Par qui"), line_field()), (tr("StageOne", "Motif"), text_field())],
        icon="plus",
    )
    if asked.exec() != QDialog.DialogCode.Accepted:
        return None
    name, reason = asked.answers()
    return name, reason


def ask_to_forget(parent: QWidget, title: str) -> bool:
    """Ask before the figures of an imported indicator are let go."""
    tr = QCoreApplication.translate
    question = typeset(tr("StageOne", "Retirer l’indicateur « {title} » ?").format(title=title))
    meaning = tr(
        "StageOne", "Ses chiffres sont oubliés : pour les retrouver, importez de nouveau le tableau."
    )
    return ask(parent, question, typeset(meaning), tr("StageOne", "Retirer"))


def ask_to_retain(parent: QWidget, count: str) -> bool:
    """Ask before the list becomes that of the campaign."""
    tr = QCoreApplication.translate
    question = typeset(tr("StageOne", "Retenir cette liste de {count} ?").format(count=count))
    meaning = tr(
        "StageOne",
        "Elle devient celle de la campagne : la recevabilité des dossiers la suit, et l’on invite ces "
        "territoires. Vous pourrez en retenir une autre.",
    )
    return ask(parent, question, typeset(meaning), tr("StageOne", "Retenir la liste"))


def ask_day(parent: QWidget, question: str, first: date) -> str | None:
    """Ask a day, as it is typed; None when the person gives up."""
    tr = QCoreApplication.translate
    meaning = tr("StageOne", "La date vaut pour tous les territoires choisis.")
    field = line_field(datetime.combine(first, time()).strftime(TYPED_DAY))
    asked = ActQuestion(
        parent,
        question,
        typeset(meaning),
        tr("StageOne", "Noter"),
        [(tr("StageOne", "Jour (12/04/2021)"), field)],
        icon="send",
    )
    return asked.answers()[0] if asked.exec() == QDialog.DialogCode.Accepted else None


@dataclass(frozen=True)
class StageOneQuestions:
    """What the pages ask; replaced in tests."""

    table: Callable[[QWidget], Path | None] = ask_table
    place: Callable[[QWidget, str, str, str], Path | None] = ask_place
    folder: Callable[[QWidget, str], Path | None] = ask_folder
    columns: Callable[[QWidget, ReadTable], tuple[Pick, ...]] = ask_columns
    addition: Callable[[QWidget, str], tuple[str, str] | None] = ask_addition
    forget: Callable[[QWidget, str], bool] = ask_to_forget
    retain: Callable[[QWidget, str], bool] = ask_to_retain
    day: Callable[[QWidget, str, date], str | None] = ask_day


def _noted(chosen: str) -> Path | None:
    if not chosen:
        return None
    note_folder(Path(chosen).parent)
    return Path(chosen)
