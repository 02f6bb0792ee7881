"""The search of one piece, carried to the whole dossier: how many places there are, and the list of them."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from commission_app.scoring.ids import PiecePath
from commission_app.texts import count_fr, noun_fr
from commission_app.ui.reading.dossier_words import DossierWords
from commission_app.ui.reading.passage_list import PassageRow
from commission_app.ui.reading.reader_pane import ReaderPane
from commission_app.workflow.member.search import FoundPassage

MOST_LISTED = 500


class DossierSearch(QObject):
    """Follows what is typed in the reader; `chosen` carries the `FoundPassage` to go to."""

    chosen = Signal(object)

    def __init__(self, reader: ReaderPane, words: DossierWords, parent: QObject) -> None:
        super().__init__(parent)
        self._reader = reader
        self._words = words
        self._titles: Mapping[PiecePath, str] = {}
        self._shown = ("", -1)
        self.piece: PiecePath | None = None  # the one on screen
        self.found: tuple[FoundPassage, ...] = ()
        reader.search.changed.connect(self._on_search)
        reader.search.moved.connect(self._follow)
        words.changed.connect(self._show)
        reader.side.found.list.chosen.connect(self.chosen)

    def show_titles(self, titles: Mapping[PiecePath, str]) -> None:
        """Take the titles of the pieces of the dossier that is shown."""
        self._titles = titles
        self._shown = ("", -1)
        self._show()

    def _on_search(self) -> None:
        if self._reader.search.query:
            self._words.hurry()
        self._show()

    def _show(self) -> None:
        query = self._reader.search.query
        if (query, self._words.waiting) != self._shown:
            self._shown = (query, self._words.waiting)
            self.found = self._words.find(query) if query else ()
            self._fill_list(query)
        pieces = {passage.piece for passage in self.found}
        here, note = len(self._reader.search.places), self._note()
        self._reader.summary.show_counts(query, here, len(self.found), len(pieces), note)

    def _follow(self) -> None:
        """Choose in the list the place that is shown on the page."""
        place = self._reader.search.current
        here = (self.piece, place.page, place.start) if place else None
        targets = (found for found in self.found if (found.piece, found.page, found.start) == here)
        self._reader.side.found.list.choose(next(targets, None))

    def _fill_list(self, query: str) -> None:
        rows: list[PassageRow] = []
        piece = None
        for passage in self.found[:MOST_LISTED]:
            if passage.piece != piece:
                piece = passage.piece
                rows.append(PassageRow(self._titles.get(piece, "")))
            where = self.tr("p. {page}").format(page=passage.page)
            before, words, after = self._words.around(passage)
            rows.append(PassageRow("", passage, words, before, after, side=where))
        panel = self._reader.side.found
        panel.list.show_rows(rows)
        title = self.tr("Dans tout le dossier")
        if query:
            count = count_fr(len(self.found), self.tr("passage"), self.tr("passages"))
            title = self.tr("« {query} » · {count}").format(query=query, count=count)
        empty = (
            self.tr("Aucun passage dans les pièces du dossier.")
            if query
            else self.tr("Tapez ce que vous cherchez : toutes les pièces sont parcourues.")
        )
        panel.show_content(title, empty)

    def _note(self) -> str:
        """Say which pieces are not searched, or not yet."""
        words, parts = self._words, list[str]()
        if words.waiting:
            pieces = count_fr(words.waiting, self.tr("pièce"), self.tr("pièces"))
            parts.append(self.tr("encore {pieces} à parcourir").format(pieces=pieces))
        scanned = self.tr("pièce numérisée sans texte"), self.tr("pièces numérisées sans texte")
        unread = self.tr("pièce qui ne s’ouvre pas"), self.tr("pièces qui ne s’ouvrent pas")
        for some, nouns in ((words.wordless, scanned), (words.unread, unread)):
            if some:
                parts.append(f"{len(some)} {noun_fr(len(some), *nouns)}")
        return ", ".join(parts)
