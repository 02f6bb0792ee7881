"""« Personnes »: one card for each institution, its title-holders and alternates, kept as they are typed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLineEdit

from commission_app.errors import AppError
from commission_app.scoring.campaign import Member
from commission_app.texts import count_fr, typeset
from commission_app.ui import actions, theme
from commission_app.ui.page import Page
from commission_app.ui.secretariat.campaign.institution_card import (
    InstitutionCard,
    ShownInstitution,
    shown_of,
)
from commission_app.ui.secretariat.campaign.settings_verbs import PeopleVerbs
from commission_app.ui.secretariat.meeting.questions import line_field
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Card, column, row
from commission_app.workflow.preparation.settings.people import People, PeopleView


class PeoplePage(Page):
    """Nothing is to be saved; one button takes the last change back."""

    help_topic = "campagne"

    def __init__(self, verbs: PeopleVerbs, tasks: Tasks) -> None:
        super().__init__()
        self._verbs, self._tasks = verbs, tasks
        self._shown: PeopleView | None = None
        self._before: list[People] = []  # as they were, the last change last
        self.cards: list[InstitutionCard] = []
        self._count = Label("", "mention", wrap=True)  # what flows gives its page its height
        self.undoing = Button(self.tr("Annuler le dernier changement"), "quiet", icon="undo-2")
        self.undoing.hide()
        self.undoing.clicked.connect(self.undo)
        self.addAction(
            actions.make("undo", self, self.undo, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        )
        self.short, self.name = line_field(), line_field()
        self.adding = Button(self.tr("Ajouter l’institution"))
        self.adding.clicked.connect(self._add_institution)
        self.name.returnPressed.connect(self._add_institution)
        self._place = column(spacing=12)
        head = row(self._count, self.undoing)
        head.setStretch(0, 1)
        whole = column(head, 8, self._place, 16, self._new_card(), STRETCH, margins=(24, 12, 24, 24))
        self._area = FlowArea(whole, self.tr("Institutions et membres"))
        layout = column(12, self.notices, self._area)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def refresh(self) -> None:
        """Read the people again."""
        self._tasks.store(self._verbs.view, self.show_view, self.show_failure)

    def show_view(self, view: PeopleView) -> None:
        """Show who sits; the keyboard stays in the field where it was."""
        if view == self._shown:
            return
        self._shown = view
        focused = next((one for card in self.cards for one in card.fields() if one.hasFocus()), None)
        members = len(view.people.members)
        alternates = sum(member.alternate_of is not None for member in view.people.members)
        told = self.tr("{holders}, {alternates}, {institutions}.").format(
            holders=count_fr(members - alternates, self.tr("titulaire")),
            alternates=count_fr(alternates, self.tr("suppléant")),
            institutions=count_fr(len(view.people.institutions), self.tr("institution")),
        )
        self._count.setText(typeset(told))
        self._show_cards(view)
        if focused is not None and not focused.hasFocus():
            self._take_up(focused)

    def _show_cards(self, view: PeopleView) -> None:
        """Make only the cards that changed: the others keep what is being typed in them."""
        former = {card.shown: card for card in self.cards}
        self.cards = []
        for place, institution in enumerate(view.people.institutions):
            wanted = shown_of(institution, view)
            card = former.pop(wanted, None) or self._card(wanted)
            self._place.insertWidget(place, card)
            self.cards.append(card)
        for gone in former.values():
            self._place.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def _take_up(self, former: QLineEdit) -> None:
        """Give the keyboard, and what was being typed, to the field that took the place of another."""
        for field in (field for card in self.cards for field in card.fields()):
            if field.accessibleName() == former.accessibleName():
                if former.isModified():
                    field.setText(former.text())
                    field.setModified(True)
                    field.setCursorPosition(former.cursorPosition())
                field.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Make the cards again at another text size."""
        super().changeEvent(event)
        if theme.is_change(event) and self._shown is not None:
            view = self._shown
            self.show_view(PeopleView(People((), ()), view.held, view.written))
            self.show_view(view)

    def undo(self) -> None:
        """Take the last change back."""
        if self._before:
            self._do(partial(self._verbs.restore, self._before.pop()))

    def _card(self, shown: ShownInstitution) -> InstitutionCard:
        card, institution, verbs = InstitutionCard(shown), shown.institution, self._verbs
        card.renamed.connect(lambda name: self._do(partial(verbs.rename_institution, institution.id, name)))
        card.removed.connect(lambda: self._do(partial(verbs.remove_institution, institution.id)))
        card.member_added.connect(
            lambda name, holder: self._do(partial(verbs.add_member, name, institution.id, holder or None))
        )
        card.member_renamed.connect(self._rename)
        card.member_removed.connect(lambda member: self._do(partial(verbs.remove_member, member)))
        return card

    def _rename(self, member: Member, name: str) -> None:
        self._do(partial(self._verbs.rename_member, member.id, name))

    def _new_card(self) -> Card:
        title = Label(self.tr("Nouvelle institution"), "panel_title")
        fields = row(spacing=12)
        for words, field, stretch in (
            (self.tr("Sigle"), self.short, 1),
            (self.tr("Nom entier"), self.name, 4),
        ):
            field.setAccessibleName(self.tr("{part} de la nouvelle institution").format(part=words))
            fields.addLayout(column(Label(words, "field"), 4, field), stretch)
        fields.addLayout(column(STRETCH, self.adding))
        return Card(column(title, 8, fields, margins=(20, 14, 20, 16)))

    def _add_institution(self) -> None:
        short, name = self.short.text().strip(), self.name.text().strip()
        if short or name:
            self._do(partial(self._verbs.add_institution, short, name), self._clear_new)
        else:
            self.short.setFocus()

    def _clear_new(self) -> None:
        self.short.clear()
        self.name.clear()
        self.short.setFocus()

    def _do(self, work: Callable[[], People | None], then: Callable[[], None] = lambda: None) -> None:
        """Do it on the store lane; who was there before may then come back."""

        def done(before: People | None) -> None:
            if before is not None:
                self._before.append(before)
            self.undoing.setVisible(bool(self._before))
            self.notices.clear()
            then()
            self.refresh()

        self._tasks.store(work, done, self._refuse)

    def _refuse(self, error: Exception) -> None:
        """Say what does not fit; a name that was refused may be typed again."""
        self.show_failure(error)
        if isinstance(error, AppError) and self._shown is not None:
            for card in self.cards:
                card.put_back()
