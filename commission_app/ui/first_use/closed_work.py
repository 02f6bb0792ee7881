"""What a member meets when the work kept on this computer no longer opens: what happened, and a way on."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.texts import typeset
from commission_app.ui.widgets import question
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.buttons import Button

# Refusals of a desk opened without a lot.
LOCKED_DESK = ("KEY-02", "KEY-03", "DSK-04", "DSK-22", "LOT-03", "LOT-18")
CLOSED_WORK = ("KEY-02", "KEY-03", "DSK-04")  # refusals of a lot opened with its own code


def closed_work_notice(error: AppError) -> tuple[NoticeBanner, Button]:
    """Return the notice of work that no longer opens, and its button that begins again."""
    translate = QCoreApplication.translate
    what = sentences(error).what
    do = translate("ClosedWork", "Vous pouvez recommencer ici : vos brouillons gardés seront proposés.")
    if error.code == "KEY-02":
        what = translate(
            "ClosedWork", "Le travail gardé sur cet ordinateur a été fait avec une autre lettre."
        )
        do = translate(
            "ClosedWork",
            "Retrouvez cette lettre, ou recommencez ici avec la nouvelle. Si ce travail est celui d’une "
            "autre personne, ouvrez plutôt votre propre session de l’ordinateur.",
        )
    banner = NoticeBanner(typeset(what), typeset(do), "warning")
    return banner, banner.add_action(_action(), icon="rotate-ccw")


def locked_desk_notice(error: AppError) -> NoticeBanner:
    """Return the notice of a desk that its own code does not open: the way on is the lot."""
    translate = QCoreApplication.translate
    do = translate("ClosedWork", "Ouvrez de nouveau votre lot, ci-dessous : rien de ce travail n’est effacé.")
    if error.code in ("KEY-02", "LOT-03"):
        do = translate(
            "ClosedWork",
            "Si votre lettre a été remplacée, ouvrez ci-dessous le lot reçu avec la nouvelle. Sinon, "
            "comparez chaque groupe avec votre lettre.",
        )
    return NoticeBanner(typeset(sentences(error).what), typeset(do))


def ask_to_start_over(parent: QWidget) -> bool:
    """Ask whether to begin again, once it was said what becomes of the former work."""
    translate = QCoreApplication.translate
    meaning = translate(
        "ClosedWork",
        "Le travail gardé ici est mis de côté : rien n’est effacé, mais il ne s’ouvrira plus de lui-même. "
        "Le secrétariat peut vous rendre des brouillons faits avec une ancienne lettre : envoyez-lui le "
        "fichier de brouillons gardé à côté du lot.",
    )
    title = translate("ClosedWork", "Recommencer sur cet ordinateur ?")
    return question.ask(parent, typeset(title), typeset(meaning), translate("ClosedWork", "Recommencer"))


def _action() -> str:
    return QCoreApplication.translate("ClosedWork", "Recommencer sur cet ordinateur")
