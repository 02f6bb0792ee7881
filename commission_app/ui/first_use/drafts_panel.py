"""« Vos brouillons sont à côté du lot »: drafts of another computer, taken up or left there."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from commission_app.texts import count_fr, day_fr, time_fr, typeset
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Card, column, row
from commission_app.ui.widgets.radio_line import RadioLine

if TYPE_CHECKING:
    from datetime import datetime

    from commission_app.workflow.member.draft_offers import DraftOffer

MOST_SHOWN = 4


class DraftsPanel(Card):
    """The most recent drafts, chosen by default, and a choice when there are others."""

    taken = Signal(object)  # the offer
    left = Signal()

    def __init__(self, offers: "Sequence[DraftOffer]") -> None:
        super().__init__()
        self._offers = tuple(offers[:MOST_SHOWN])
        self._choices = [RadioLine(self._choice(offer)) for offer in self._offers]
        self._choices[0].setChecked(True)
        first = self._offers[0]
        self.take = Button(self.tr("Les reprendre"), "primary", size="large")
        self.take.clicked.connect(lambda: self.taken.emit(self._chosen()))
        own = self.tr("Garder ceux de cet ordinateur")
        self.leave = Button(self.tr("Commencer sans eux") if first.own_work is None else own, size="large")
        self.leave.clicked.connect(self.left)
        title = self.tr("Vos brouillons vous attendent")
        sentence = self._sentence(first)
        self.setAccessibleName(f"{title}. {sentence}")
        words = column(
            Label(title, "screen_title"),
            6,
            Label(sentence, "long", wrap=True),
            *self._make_choices(),
            10,
            Label(self._meaning(first), "mention", wrap=True),
        )
        whole = row(spacing=16)
        whole.addWidget(IconLabel("history"), 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(words, 1)
        self.setLayout(
            column(
                whole,
                24,
                row(self.leave, STRETCH, self.take, spacing=8),
                margins=(28, 26, 28, 24),
            )
        )

    def _chosen(self) -> "DraftOffer":
        chosen = zip(self._choices, self._offers, strict=True)
        return next(offer for choice, offer in chosen if choice.isChecked())

    def _make_choices(self) -> list[QVBoxLayout | int]:
        return [12, column(*self._choices, spacing=2)] if len(self._offers) > 1 else []

    def _sentence(self, offer: "DraftOffer") -> str:
        if len(self._offers) > 1:
            return self.tr("Plusieurs brouillons à votre nom ont été gardés. Lesquels reprendre ?")
        words = (
            self.tr("Vos brouillons du {moment} sont à côté du lot : {content}.")
            if offer.is_beside_lot
            else self.tr("Vos brouillons du {moment} sont gardés sur cet ordinateur : {content}.")
        )
        return typeset(words.format(moment=_moment(offer.saved), content=self._content(offer)))

    def _choice(self, offer: "DraftOffer") -> str:
        words = self.tr("{moment} — {content}")
        return words.format(moment=_moment(offer.saved), content=self._content(offer))

    def _content(self, offer: "DraftOffer") -> str:
        """Say what is in them: dossiers with a mark, or at least the remarks."""
        if not offer.dossiers:
            return count_fr(offer.remarks, self.tr("commentaire"), self.tr("commentaires"))
        marked = count_fr(offer.dossiers, self.tr("dossier noté"), self.tr("dossiers notés"))
        if not offer.closed:
            return marked
        closed = self.tr("{marked}, dont {closed}")
        return closed.format(marked=marked, closed=count_fr(offer.closed, self.tr("clos"), self.tr("clos")))

    def _meaning(self, offer: "DraftOffer") -> str:
        if offer.own_work is None:
            return typeset(
                self.tr("Rien n’est effacé : si vous commencez sans eux, ils restent où ils sont.")
            )
        words = self.tr(
            "Ils sont plus récents que ceux de cet ordinateur, arrêtés le {moment}. Si vous les reprenez, "
            "ils les remplacent à l’écran ; « Annuler » y revient, changement par changement."
        )
        return typeset(words.format(moment=_moment(offer.own_work)))


def _moment(at: "datetime") -> str:
    return f"{day_fr(at)} à {time_fr(at)}"
