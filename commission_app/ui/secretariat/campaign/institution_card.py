"""One institution and who sits for it: a line for each title-holder, their alternates beside them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLineEdit, QWidget

from commission_app.scoring.campaign import Institution, Member
from commission_app.scoring.ids import MemberId
from commission_app.ui import theme
from commission_app.ui.secretariat.meeting.questions import line_field
from commission_app.ui.widgets.avatar import Avatar
from commission_app.ui.widgets.buttons import IconButton
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Card, Item, column, row
from commission_app.workflow.preparation.settings.people import PeopleView

SHORT_WIDTH = 84


@dataclass(frozen=True)
class ShownInstitution:
    """What a card shows."""

    institution: Institution
    members: tuple[Member, ...]
    is_held: bool
    held: frozenset[MemberId]  # of its members
    written: frozenset[MemberId]


def shown_of(institution: Institution, view: PeopleView) -> ShownInstitution:
    """Return what the card of an institution shows."""
    members = tuple(member for member in view.people.members if member.institution == institution.id)
    names = {member.id for member in members}
    return ShownInstitution(
        institution,
        members,
        institution.id in view.held.institutions,
        view.held.members & names,
        view.written & names,
    )


class InstitutionCard(Card):
    """Emits each gesture; the page does it and shows the card again."""

    renamed = Signal(str)
    removed = Signal()
    member_added = Signal(str, str)  # name, and whose alternate: empty for a title-holder
    member_renamed = Signal(object, str)  # Member
    member_removed = Signal(str)

    def __init__(self, shown: ShownInstitution) -> None:
        super().__init__()
        self.shown = shown
        institution, members = shown.institution, shown.members
        self._fields: list[QLineEdit] = []
        self._emitted: dict[QLineEdit, str] = {}
        is_held = shown.is_held
        self.name = self._field(
            institution.name, self.tr("Nom de {short}").format(short=institution.id), is_locked=is_held
        )
        self.name.editingFinished.connect(
            lambda: self._emit_changed(self.name, institution.name, self.renamed.emit)
        )
        short = Label(institution.id, "panel_title")
        short.setFixedWidth(theme.scaled(SHORT_WIDTH))
        head = row(Avatar(institution.name, institution.id, 32), short, self.name, spacing=10)
        head.setStretch(2, 1)
        if not members and not is_held:
            remove = IconButton("trash-2", self.tr("Retirer {short}").format(short=institution.id))
            remove.clicked.connect(self.removed)
            head.addWidget(remove)
        titles = (Label(self.tr("Titulaire"), "mention"), Label(self.tr("Suppléant"), "mention"))
        parts: list[Item] = [head, 10, self._halves(*titles), 4]
        for holder in (member for member in members if member.alternate_of is None):
            others: list[Item] = [self._member(one) for one in members if one.alternate_of == holder.id]
            others.append(self._new(self.tr("suppléant de {name}").format(name=holder.name), holder))
            parts += [self._halves(column(self._member(holder), STRETCH), column(*others, spacing=6)), 8]
        new = self._new(self.tr("titulaire pour {short}").format(short=institution.id), None)
        parts.append(self._halves(new, row(STRETCH)))
        self.setLayout(column(*parts, margins=(20, 14, 20, 16)))

    def put_back(self) -> None:
        """Let what was refused be typed again."""
        self._emitted.clear()

    def fields(self) -> Sequence[QLineEdit]:
        """Return the fields, in order."""
        return self._fields

    def _halves(self, left: QWidget | QLayout, right: QWidget | QLayout) -> QHBoxLayout:
        """Lay who holds a seat beside who may take it."""
        halves = row(left, right, spacing=16)
        halves.setStretch(0, 1)
        halves.setStretch(1, 1)
        return halves

    def _member(self, member: Member) -> QHBoxLayout:
        role = self.tr("Titulaire") if member.alternate_of is None else self.tr("Suppléant")
        is_held, is_written = member.id in self.shown.held, member.id in self.shown.written
        field = self._field(member.name, f"{role} : {member.name}", is_locked=is_held)
        field.editingFinished.connect(
            lambda: self._emit_changed(
                field, member.name, lambda text: self.member_renamed.emit(member, text)
            )
        )
        line = row(field, spacing=6)
        line.setStretch(0, 1)
        if is_written:
            line.addWidget(Label(self.tr("lettre écrite"), "mention"))
        elif not is_held:
            remove = IconButton("trash-2", self.tr("Retirer {name}").format(name=member.name))
            remove.clicked.connect(lambda: self.member_removed.emit(member.id))
            line.addWidget(remove)
        return line

    def _new(self, words: str, holder: Member | None) -> QLineEdit:
        """Return an empty field: a name typed there joins the commission."""
        field = self._field("", self.tr("Ajouter un {role}").format(role=words), is_locked=False)
        field.setPlaceholderText(field.accessibleName())
        field.editingFinished.connect(
            lambda: self._emit_changed(
                field, "", lambda text: self.member_added.emit(text, "" if holder is None else holder.id)
            )
        )
        return field

    def _field(self, text: str, name: str, *, is_locked: bool) -> QLineEdit:
        field = line_field(text)
        field.setReadOnly(is_locked)
        field.setAccessibleName(name)
        self._fields.append(field)
        return field

    def _emit_changed(self, field: QLineEdit, before: str, emit: Callable[[str], object]) -> None:
        """Emit what a field holds, once: it is left again when the card gives way to its new self."""
        text = field.text().strip()
        if text and text not in (before, self._emitted.get(field)):
            self._emitted[field] = text
            field.setModified(False)  # what is typed there is no longer waiting
            emit(text)
