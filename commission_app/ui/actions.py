"""Every action of the window in one table: its words, its shortcut, its icon."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from commission_app.ui import icons
from commission_app.ui.icons import IconName
from commission_app.ui.widgets.mark_keys import AZERTY_SIGNS


@dataclass(frozen=True)
class ActionRow:
    """One action: several shortcuts are tried in turn by keyboards that lack the first."""

    text: str
    shortcuts: tuple[str, ...] = ()
    icon: IconName | None = None


@cache
def table() -> dict[str, ActionRow]:
    """Return the table, in the language of the window."""
    tr = QCoreApplication.translate
    return {
        "help": ActionRow(tr("Actions", "Aide"), ("F1",), "circle-question-mark"),
        "proofs": ActionRow(tr("Actions", "Preuves…"), (), "shield-check"),
        "campaign": ActionRow(tr("Actions", "Campagne et grille…"), (), "list-checks"),
        "campaigns": ActionRow(tr("Actions", "Nouvelle campagne, ou une autre…"), (), "folder-open"),
        "departements": ActionRow(tr("Actions", "Départements et invitations…"), (), "send"),
        "safekeeping": ActionRow(tr("Actions", "Mise à l’abri…"), (), "life-buoy"),
        "erase": ActionRow(tr("Actions", "Effacer cette campagne de cet ordinateur…"), (), "trash-2"),
        "open_lot": ActionRow(tr("Actions", "Ouvrir un lot…"), ("Ctrl+O",), "package-open"),
        "already_saved": ActionRow(tr("Actions", "Enregistrer"), ("Ctrl+S",), "check"),
        "full_screen": ActionRow(tr("Actions", "Plein écran"), ("F11",), "maximize-2"),
        "larger_text": ActionRow(
            tr("Actions", "Agrandir le texte"), ("Ctrl+Shift++", "Ctrl+Shift+="), "plus"
        ),
        "smaller_text": ActionRow(
            tr("Actions", "Réduire le texte"), ("Ctrl+Shift+-", "Ctrl+Shift+_"), "minus"
        ),
        "quit": ActionRow(tr("Actions", "Quitter"), ("Ctrl+Q",), "x"),
        "undo": ActionRow(tr("Actions", "Annuler"), ("Ctrl+Z",), "undo-2"),
        "redo": ActionRow(tr("Actions", "Rétablir"), ("Ctrl+Y", "Ctrl+Shift+Z"), "redo-2"),
        "next_dossier": ActionRow(tr("Actions", "Dossier suivant"), ("Ctrl+Down",)),
        "previous_dossier": ActionRow(tr("Actions", "Dossier précédent"), ("Ctrl+Up",)),
        "next_piece": ActionRow(tr("Actions", "Pièce suivante"), ("Ctrl+Tab",)),
        "find": ActionRow(tr("Actions", "Chercher dans la pièce"), ("Ctrl+F",), "search"),
        "go_back": ActionRow(tr("Actions", "Revenir où j’étais"), ("Alt+Left",)),
        "next_pane": ActionRow(tr("Actions", "Volet suivant"), ("F6",)),
        "previous_pane": ActionRow(tr("Actions", "Volet précédent"), ("Shift+F6",)),
        "hide_total": ActionRow(tr("Actions", "Masquer mon total")),
        "by_criterion": ActionRow(tr("Actions", "Noter par critère")),
        "pause_reminder": ActionRow(tr("Actions", "Proposer une pause")),
        "copy": ActionRow(tr("Actions", "Copier"), ("Ctrl+C",), "copy"),
        "calculation": ActionRow(tr("Actions", "Fiche de calcul"), (), "file-text"),
        "analysis": ActionRow(tr("Actions", "Analyse…"), ("Ctrl+Shift+A",)),
        "portfolio": ActionRow(tr("Actions", "Sélection…"), ("Ctrl+Shift+S",)),
        "choose_sheets": ActionRow(tr("Actions", "Choisir des fichiers…"), ("Ctrl+O",), "folder-open"),
        "export": ActionRow(tr("Actions", "Exporter…"), ("Ctrl+E",), "download"),
        "tables": ActionRow(tr("Actions", "Graphiques en tableaux"), ("Alt+T",)),
        "go_to": ActionRow(tr("Actions", "Aller à…"), ("Ctrl+K",), "search"),
        "practice": ActionRow(tr("Actions", "S’entraîner cinq minutes…"), (), "rotate-ccw"),
        "print_paper": ActionRow(tr("Actions", "Imprimer…"), ("Ctrl+P",), "printer"),
        "print": ActionRow(tr("Actions", "Imprimer les documents…"), ("Ctrl+P",), "printer"),
    }


def page_shortcuts(place: int) -> list[QKeySequence]:
    """Return the shortcuts of the page at a place, from 0: Ctrl and its digit, with Shift or not on AZERTY.

    The sixth key of that row is left alone: its « - » makes the pages smaller.
    """
    signs = [sign for sign, digit in AZERTY_SIGNS.items() if digit == place + 1 and sign != "-"]
    return [QKeySequence(f"Ctrl+{key.upper()}") for key in (str(place + 1), *signs)]


def text(name: str) -> str:
    """Return the words of an action, for a button that does the same."""
    return table()[name].text


def make(
    name: str,
    parent: QObject,
    slot: Callable[[], object],
    *,
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
) -> QAction:
    """Return the action of the table, ready to be put in a menu, a widget or both."""
    line = table()[name]
    action = QAction(text(name), parent)
    action.setObjectName(name)
    action.setShortcuts([QKeySequence(shortcut) for shortcut in line.shortcuts])
    action.setShortcutContext(context)
    tint(action)
    action.triggered.connect(lambda _checked=False: slot())
    return action


def tint(action: QAction) -> None:
    """Draw the icon of an action in the theme in use."""
    line = table().get(action.objectName())
    if line is not None and line.icon is not None:
        action.setIcon(icons.icon(line.icon))
