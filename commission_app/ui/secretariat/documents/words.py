"""The state of a document in words, with its icon: never by color alone."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from commission_app.texts import count_fr, list_fr
from commission_app.ui.icons import IconName
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.badge import State as Tone
from commission_app.workflow.papers.catalogue import Paper, State


@dataclass(frozen=True)
class StateLook:
    """The words of a state, its icon, and the tints of both."""

    words: str
    icon: IconName
    tone: Tone
    tint: Token


def look(paper: Paper) -> StateLook:
    """Return how the state of a document is shown."""
    tr = QCoreApplication.translate
    looks = {
        State.CURRENT: StateLook(tr("Documents", "À jour"), "circle-check", "success", "success"),
        State.INCOMPLETE: StateLook(tr("Documents", "À compléter"), "triangle-alert", "warning", "warning"),
        State.STALE: StateLook(tr("Documents", "À régénérer"), "rotate-ccw", "warning", "warning"),
        State.UNWRITTEN: StateLook(tr("Documents", "À enregistrer"), "plus", "neutral", "mention"),
        State.EMPTY: StateLook(tr("Documents", "Rien à imprimer"), "minus", "neutral", "mention"),
    }
    return looks[paper.state]


def detail(paper: Paper) -> str:
    """Return the second line of a document in the list."""
    words = look(paper).words
    if len(paper.parts) > 1:
        words = f"{count_fr(len(paper.parts), QCoreApplication.translate('Documents', 'fichier'))} · {words}"
    return words


def causes(paper: Paper) -> str:
    """Return what changed since a document was written, as a sentence; empty when nothing did."""
    if not paper.causes:
        return ""
    words = QCoreApplication.translate("Documents", "Depuis son enregistrement, {causes}.")
    return words.format(causes=list_fr(list(paper.causes)))
