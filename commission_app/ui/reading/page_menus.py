"""The menus of the reader: what can be done with a selection, the links of a page, the other tools."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from commission_app.ui.reading.page_view import PageView
from commission_app.ui.reading.selection_bar import SelectionBar

Slot = Callable[[], object]


def tools_menu(parent: QWidget, slots: dict[str, Slot]) -> QMenu:
    """Return the menu of the tools that have no button of their own, each with its key."""
    menu = QMenu(parent)
    for name, words in _tool_words().items():
        if name in slots:
            action = menu.addAction(words)
            action.setObjectName(name)
            action.triggered.connect(lambda _=False, slot=slots[name]: slot())
    return menu


def _tool_words() -> dict[str, str]:
    tr = QCoreApplication.translate
    return {
        "find_everywhere": tr("ReaderMenus", "Chercher dans tout le dossier\tCtrl+Maj+F"),
        "passages": tr("ReaderMenus", "Preuves et surlignages du dossier\tV"),
        "outline": tr("ReaderMenus", "Sommaire de la pièce\tO"),
        "text": tr("ReaderMenus", "Texte de la page\tT"),
        "rotate": tr("ReaderMenus", "Tourner les pages à droite\tR"),
        "rotate_back": tr("ReaderMenus", "Tourner les pages à gauche\tMaj+R"),
        "back": tr("ReaderMenus", "Revenir où j’étais\tAlt+←"),
    }


def page_menu(view: PageView, bar: SelectionBar, *, may_cite: bool, cite: Slot, highlight: Slot) -> QMenu:
    """Return the menu under the mouse: copy, cite, mark, and the links of the page."""
    tr = QCoreApplication.translate
    menu = QMenu(view)
    passage = view.selector.passage
    copy = menu.addAction(tr("ReaderMenus", "Copier\tCtrl+C"))
    copy.setEnabled(bool(view.selector.words()))
    copy.triggered.connect(view.copy)
    if may_cite:
        cited = menu.addAction(tr("ReaderMenus", "Citer dans le critère ouvert\tP"))
        cited.setEnabled(passage is not None)
        cited.triggered.connect(lambda _=False: cite())
        others = menu.addMenu(bar.criteria)
        others.setEnabled(passage is not None)
    marked = menu.addAction(tr("ReaderMenus", "Surligner pour moi\tS"))
    marked.setEnabled(passage is not None)
    marked.triggered.connect(lambda _=False: highlight())
    add_links(menu, view)
    return menu


def add_links(menu: QMenu, view: PageView) -> None:
    """Add the links of the page being read, so that the keyboard follows them too."""
    links = view.session.links.get(view.page, ())
    if not links:
        return
    tr = QCoreApplication.translate
    menu.addSeparator()
    for link in links:
        words = tr("ReaderMenus", "{words} : page {page}") if link.words else tr("ReaderMenus", "Page {page}")
        action = menu.addAction(words.format(words=link.words, page=link.page))
        action.triggered.connect(lambda _=False, page=link.page: view.link_followed.emit(page))
